#!/usr/bin/env bash
# 接口文档与网页用的类型：程序 → web/openapi.json → web/src/api/schema.gen.ts。
# 加 --check 只核对类型与文档是否一致，不改动；文档与程序是否一致由 Rust 测试核对。
source "$(dirname "$0")/lib.sh"

install_web
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
types() {
    (cd web && node node_modules/openapi-typescript/bin/cli.js openapi.json -o "$made/schema.gen.ts" >/dev/null)
}
if [ "${1:-}" = --check ]; then
    types
    diff -u web/src/api/schema.gen.ts "$made/schema.gen.ts" | head -n 40 >"$made/difference" || true
    [ ! -s "$made/difference" ] || { cat "$made/difference"; fail "web/src/api/schema.gen.ts 与 web/openapi.json 不一致。请执行 make gen 后一并提交。"; }
    exit
fi
within 60 cargo run --quiet --locked -p server -- openapi >"$made/openapi.json"
cp "$made/openapi.json" web/openapi.json
types
cp "$made/schema.gen.ts" web/src/api/schema.gen.ts
echo "已更新 web/openapi.json 与 web/src/api/schema.gen.ts。"
