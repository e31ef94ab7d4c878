#!/usr/bin/env bash
# 让写盘和落盘出错（libfiu），核对回答 503、没有写一半，同一键随后成功。需要 fiu-utils。
# 用法：disk-fault.sh [次数]，默认 20。只连本机，只动自己的临时文件夹。
source "$(dirname "$0")/lib.sh"

rounds=${1:-20}
say "编译程序"
within 60 cargo build --locked -p server
folder=$(mktemp -d "${TMPDIR:-/tmp}/baolei-crash.XXXXXX")
trap 'rm -rf "$folder"' EXIT
say "载入示范公司"
within 10 "$TARGET/debug/baolei" demo --load-only --database "sqlite:$folder/seed.db" >/dev/null
say "$rounds 次"
within 60 python3 scripts/crash.py fault "$TARGET/debug/baolei" "$rounds" "$folder"
