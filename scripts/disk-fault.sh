#!/usr/bin/env bash
# 让落盘、写盘出错，让磁盘写满，核对回答 503、没有写一半，同一请求随后成功。需要 C 编译器（编译程序本来就要）。
# 用法：disk-fault.sh [次数]，默认 12；每次三步（新增、存草稿、提交）各坏一回。只连本机，只动自己的临时文件夹。
# BAOLEI=程序 时不编译，直接测这个程序。
source "$(dirname "$0")/lib.sh"

rounds=${1:-12}
crash_company
say "坏盘 $rounds 次"
within 60 python3 scripts/crash.py fault "$BAOLEI" "$rounds" "$folder"
