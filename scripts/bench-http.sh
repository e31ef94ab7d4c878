#!/usr/bin/env bash
# 网页服务的测量；结果不作为测试。用法：bench-http.sh [示范公司的倍数]，默认 165 倍，约 5 万个支部。
# 依次在 SQLite 与临时的 PostgreSQL 上：造数据，启动服务，量每个页面的中位数，再量 32 人同时读、新建、提交。
# 数据留在 target/bench-data，下次不再造；DATABASES=sqlite 只测一种。
source "$(dirname "$0")/lib.sh"
source scripts/postgres.sh

copies=${1:-165} data=$TARGET/bench-data/http
mkdir -p "$data"
server=

stop_all() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; server=; }
    stop_postgres
}
trap stop_all EXIT

build_web
say "编译服务与测速程序"
within 60 cargo build --release --locked -p server -p bench
baolei=$TARGET/release/baolei bench=$TARGET/release/baolei-bench-http

# 载入示范公司，再放大。
make_company() {
    say "载入示范公司并放大 $copies 倍"
    within 30 "$baolei" demo --load-only --database "$1" >/dev/null
    within 60 "$bench" multiply "$1" "$copies"
}

measure() {
    local port
    port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
    say "启动服务（首次评分可能要几分钟）"
    # 放大的部分不在存证里。
    BAOLEI_UNVERIFIED=测量 "$baolei" serve --database "$1" --listen "127.0.0.1:$port" >"$data/serve.log" 2>&1 &
    server=$!
    # 每日评分结束之后才量，否则量到的是评分。
    within 30 bash -c "until grep -q 'rated for the day' '$data/serve.log'; do kill -0 $server || { cat '$data/serve.log'; exit 1; }; sleep 1; done; sleep 2"
    within 30 "$bench" measure "127.0.0.1:$port"
    kill "$server" && wait "$server" 2>/dev/null || true
    server=
}

for database in ${DATABASES:-sqlite postgres}; do
    if [ "$database" = sqlite ]; then
        file=$data/company-$copies.db
        [ -f "$file.made" ] || { rm -f "$file"*; make_company "sqlite:$file"; touch "$file.made"; }
        say "SQLite，$(nproc) 个核"
        measure "sqlite:$file"
    else
        POSTGRES_FSYNC=on start_postgres
        make_company "$TEST_POSTGRES_URL"
        say "PostgreSQL，$(nproc) 个核"
        measure "$TEST_POSTGRES_URL"
        stop_postgres
    fi
done
