#!/usr/bin/env bash
# 在回环设备的文件系统上反复模拟断电，核对断电前已确认的一条不少；再用“谎称已落盘”的盘反证一次：那时必须查得出丢失。
# 用法：power-cut.sh [次数]，默认 5。需要 root 和 e2fsprogs；不能挂载时说明并跳过。只连本机，只动自己的临时文件夹。
# BAOLEI=程序 时不编译，直接测这个程序。
source "$(dirname "$0")/lib.sh"

rounds=${1:-5}
if [ "$(id -u)" -ne 0 ] || ! [ -e /dev/loop-control ] || ! command -v mkfs.ext4 >/dev/null; then
    say "跳过断电：需要以 root 在能挂载回环设备的 Linux 上执行，并装有 e2fsprogs。"
    exit 0
fi
crash_company
say "断电 $rounds 次"
within 90 python3 scripts/crash.py cut "$BAOLEI" "$rounds" "$folder"
say "反证：盘谎称已落盘，断电 1 次"
within 10 python3 scripts/crash.py lie "$BAOLEI" 1 "$folder"
