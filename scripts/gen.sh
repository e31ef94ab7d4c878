#!/usr/bin/env bash
# 接口文档与网页用的类型：程序 → web/openapi.json → web/src/api/schema.gen.ts。
# 文档与程序是否一致由 Rust 测试核对，类型与文档是否一致由 npm run gen:check 核对。
source "$(dirname "$0")/lib.sh"

install_web
made=$(mktemp)
trap 'rm -f "$made"' EXIT
within 60 cargo run --quiet --locked -p server -- openapi >"$made"
cp "$made" web/openapi.json
(cd web && within 5 npm run --silent gen)
echo "已更新 web/openapi.json 与 web/src/api/schema.gen.ts。"
