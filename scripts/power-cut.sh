#!/usr/bin/env bash
# 在回环设备的文件系统上反复模拟断电，核对断电前已确认的一条不少。需要 root 和 e2fsprogs；不能挂载时说明并跳过。
# 用法：power-cut.sh [次数]，默认 5。只连本机，只动自己的临时文件夹。
source "$(dirname "$0")/lib.sh"

rounds=${1:-5}
if [ "$(id -u)" -ne 0 ] || ! [ -e /dev/loop-control ] || ! command -v mkfs.ext4 >/dev/null; then
    say "跳过断电：需要以 root 在能挂载回环设备的 Linux 上执行，并装有 e2fsprogs。"
    exit 0
fi
say "编译程序"
within 60 cargo build --locked -p server
folder=$(mktemp -d "${TMPDIR:-/tmp}/baolei-crash.XXXXXX")
trap 'rm -rf "$folder"' EXIT
say "载入示范公司"
within 10 "$TARGET/debug/baolei" demo --load-only --database "sqlite:$folder/seed.db" >/dev/null
say "断电 $rounds 次"
within 60 python3 scripts/crash.py cut "$TARGET/debug/baolei" "$rounds" "$folder"
