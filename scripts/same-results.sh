#!/usr/bin/env bash
# same-results.sh SQLite文件 PostgreSQL地址：示范公司载入 PostgreSQL，几个支部的评分说明须与 SQLite 逐字相同。
source "$(dirname "$0")/lib.sh"

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$TARGET/debug/baolei" demo --load-only --database "$2" 2>&1 | tail -n 1
for branch in b001 b050 b100 b200 b300; do
    for period in 2026-03 2026-Q2; do
        "$TARGET/debug/baolei" explain "$branch" "$period" --json --database "sqlite:$1" >"$made/sqlite"
        "$TARGET/debug/baolei" explain "$branch" "$period" --json --database "$2" >"$made/postgres"
        cmp -s "$made/sqlite" "$made/postgres" || fail "支部 $branch 在 $period 的结果，SQLite 与 PostgreSQL 不同。"
    done
done
echo "5 个支部、2 个周期的说明逐字相同。"
