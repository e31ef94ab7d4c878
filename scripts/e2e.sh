#!/usr/bin/env bash
# 浏览器测试：编译（开发配置），启动示范公司，走完各条路径，再停掉它。
source "$(dirname "$0")/lib.sh"
source scripts/server.sh

need_tools
need_browser
build_web
say "编译程序"
within 60 cargo build --locked -p server
trap stop_server EXIT
say "启动示范公司"
start_server
say "浏览器测试"
(cd web && within 30 npm run --silent e2e)
say "浏览器测试全部通过"
