#!/usr/bin/env bash
# 反复用 kill -9 杀死正在登记台账的服务，核对已确认的一条不少。
# 用法：kill-loop.sh [次数]，默认 50。只连本机，只动自己的临时文件夹。
source "$(dirname "$0")/lib.sh"

rounds=${1:-50}
say "编译程序"
within 60 cargo build --locked -p server
folder=$(mktemp -d "${TMPDIR:-/tmp}/baolei-crash.XXXXXX")
trap 'rm -rf "$folder"' EXIT
say "载入示范公司"
within 10 "$TARGET/debug/baolei" demo --load-only --database "sqlite:$folder/seed.db" >/dev/null
say "$rounds 次"
within 60 python3 scripts/crash.py kill "$TARGET/debug/baolei" "$rounds" "$folder"
