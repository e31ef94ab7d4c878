#!/usr/bin/env bash
# 从源码到可用的平台：构建网页，编译程序，载入示范公司，启动服务。
# 数据在 ./data/baolei.db（可用 BAOLEI_DATABASE 另指），地址是 127.0.0.1:5521（可用 BAOLEI_LISTEN 另指）。
source "$(dirname "$0")/lib.sh"

need_tools
build_web
say "编译程序（首次约需几分钟，请稍候）"
within 60 cargo build --release --locked -p server
say "启动示范公司；按 Ctrl-C 停止"
exec "$TARGET/release/baolei" demo "$@"
