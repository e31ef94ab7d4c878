#!/usr/bin/env bash
# 接口文档与网页用的类型：程序 → web/openapi.json → web/src/api/schema.gen.ts。
# 加 --check 只核对提交的文件与程序是否一致，不改动。
source "$(dirname "$0")/lib.sh"

install_web
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
within 60 cargo run --quiet --locked -p server --example openapi >"$made/openapi.json"
(cd web && node node_modules/openapi-typescript/bin/cli.js "$made/openapi.json" -o "$made/schema.gen.ts" >/dev/null)
if [ "${1:-}" = --check ]; then
    for file in openapi.json src/api/schema.gen.ts; do
        diff -u "web/$file" "$made/$(basename "$file")" | head -n 40 >"$made/difference" || true
        [ ! -s "$made/difference" ] || { cat "$made/difference"; fail "web/$file 与程序不一致。请执行 make gen 后提交。"; }
    done
    exit
fi
cp "$made/openapi.json" web/openapi.json
cp "$made/schema.gen.ts" web/src/api/schema.gen.ts
echo "已更新 web/openapi.json 与 web/src/api/schema.gen.ts。"
