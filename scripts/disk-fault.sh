#!/usr/bin/env bash
# 让落盘、写盘出错，让磁盘写满，核对回答 503、没有写一半，同一键随后成功。需要 C 编译器（编译程序本来就要）。
# 用法：disk-fault.sh [次数]，默认 12。只连本机，只动自己的临时文件夹。
source "$(dirname "$0")/lib.sh"

rounds=${1:-12}
say "编译程序"
within 60 cargo build --locked -p server
folder=$(mktemp -d "${TMPDIR:-/tmp}/baolei-crash.XXXXXX")
trap 'rm -rf "$folder"' EXIT
within 1 cc -shared -fPIC -O1 -Wall -Wextra -Werror -o "$folder/fault.so" scripts/fault.c -ldl
say "载入示范公司"
within 10 "$TARGET/debug/baolei" demo --load-only --database "sqlite:$folder/seed.db" >/dev/null
say "坏盘 $rounds 次"
within 60 python3 scripts/crash.py fault "$TARGET/debug/baolei" "$rounds" "$folder"
