#!/usr/bin/env bash
# 反复用 kill -9 杀死正在登记台账的服务，核对已确认的一条不少。
# 用法：kill-loop.sh [次数]，默认 50。只连本机，只动自己的临时文件夹。BAOLEI=程序 时不编译，直接测这个程序。
source "$(dirname "$0")/lib.sh"

rounds=${1:-50}
crash_company
say "kill -9 $rounds 次"
within 60 python3 scripts/crash.py kill "$BAOLEI" "$rounds" "$folder"
