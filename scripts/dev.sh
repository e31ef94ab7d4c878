#!/usr/bin/env bash
# 开发环境：后端在 127.0.0.1:5521，网页在 http://127.0.0.1:5173（接口转发到后端）。
# 网页由 vite 热更新；crates/ 或 schemes/ 里的文件改动后，后端重新编译并重启。
source "$(dirname "$0")/lib.sh"

need_tools
install_web

backend=
frontend=
stop() {
    trap - EXIT INT TERM
    [ -z "$frontend" ] || kill "$frontend" 2>/dev/null || true
    [ -z "$backend" ] || kill "$backend" 2>/dev/null || true
    wait
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

stamp=$(mktemp)
(cd web && exec node node_modules/vite/bin/vite.js --host 127.0.0.1) &
frontend=$!

while true; do
    touch "$stamp"
    if cargo build -p server; then
        if [ -n "$backend" ]; then
            kill "$backend" 2>/dev/null || true
            wait "$backend" || true
        fi
        "$TARGET/debug/baolei" demo &
        backend=$!
    fi
    until [ -n "$(find crates schemes Cargo.toml -newer "$stamp" -type f -print -quit)" ]; do
        sleep 1
    done
    say "源文件有改动，重新编译"
done
