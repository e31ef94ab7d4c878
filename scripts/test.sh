#!/usr/bin/env bash
# 全部检查。缺什么先装什么；只用开发配置（dev），所以没有东西编译两遍。
# 需要的 PostgreSQL 和示范公司由本脚本启动，结束时（成败都一样）停掉。
source "$(dirname "$0")/lib.sh"
source scripts/postgres.sh
source scripts/server.sh

stop_all() {
    stop_server
    stop_postgres
}
trap stop_all EXIT

need_tools
cargo fmt --version >/dev/null 2>&1 || fail "没有 rustfmt。请执行 rustup component add rustfmt 后重试。"
cargo clippy --version >/dev/null 2>&1 || fail "没有 clippy。请执行 rustup component add clippy 后重试。"
need_browser

say "Rust 格式"
within 5 cargo fmt --all --check

build_web
say "网页的接口类型与接口文档一致"
(cd web && within 5 npm run --silent gen:check)
say "网页静态检查"
(cd web && within 10 npm run --silent lint)
say "网页单元测试"
(cd web && within 10 npm test --silent)

say "Rust 静态检查（clippy）"
within 60 cargo clippy --locked --workspace --all-targets -- -D warnings

start_postgres
say "Rust 测试（SQLite 与 PostgreSQL）"
if cargo nextest --version >/dev/null 2>&1; then
    within 60 cargo nextest run --locked --workspace --no-fail-fast
    within 20 cargo test --locked --workspace --doc
else
    within 60 cargo test --locked --workspace --no-fail-fast
fi

say "启动示范公司"
within 60 cargo build --locked -p server
start_server

# 在浏览器改动数据之前比。
say "同一批数据在两种数据库上结果一致"
within 30 scripts/same-results.sh "$SERVER_HOME/baolei.db" "$TEST_POSTGRES_URL"

say "浏览器测试"
(cd web && within 30 npm run --silent e2e)

say "全部检查通过"
