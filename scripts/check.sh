#!/usr/bin/env bash
# 提交前的快速检查，几分钟内完成；不碰数据库和浏览器。完整的检查是 make test。
source "$(dirname "$0")/lib.sh"

need_tools
install_web
say "Rust 格式"
within 5 cargo fmt --all --check
say "网页静态检查与单元测试"
(cd web && within 10 npm run --silent lint && within 10 npm test --silent)
say "Rust 静态检查（clippy）"
within 60 cargo clippy --locked --workspace --all-targets -- -D warnings
say "评分引擎的测试"
within 60 cargo test --locked -p rating
say "快速检查全部通过"
