#!/usr/bin/env bash
# 评分速度的测量；结果不作为测试。
source "$(dirname "$0")/lib.sh"

say "编译测速程序"
within 60 cargo build --release --locked -p bench
exec "$TARGET/release/baolei-bench" "$@"
