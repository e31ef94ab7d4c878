# 为浏览器测试启动一个示范公司：临时目录里的数据库，随机端口。由别的脚本 source。
# start_server 之后 BAOLEI_URL 可用；stop_server 只停它自己启动的那一个。

SERVER_HOME=
SERVER_PID=

start_server() {
    local waited=0
    SERVER_HOME=$(mktemp -d "${TMPDIR:-/tmp}/baolei-e2e.XXXXXX")
    "$TARGET/debug/baolei" demo --database "sqlite:$SERVER_HOME/baolei.db" --listen 127.0.0.1:0 \
        >"$SERVER_HOME/log" 2>&1 &
    SERVER_PID=$!
    until grep -q '堡垒已启动' "$SERVER_HOME/log"; do
        kill -0 "$SERVER_PID" 2>/dev/null || { cat "$SERVER_HOME/log" >&2; fail "示范公司没有启动起来，原因见上。"; }
        [ "$waited" -lt 900 ] || { cat "$SERVER_HOME/log" >&2; fail "示范公司 15 分钟仍未就绪。"; }
        sleep 1
        waited=$((waited + 1))
    done
    grep -E '已就绪|已启动' "$SERVER_HOME/log"
    BAOLEI_URL=$(sed -n 's/.*堡垒已启动：\(http[^ ]*\).*/\1/p' "$SERVER_HOME/log" | tail -n 1)
    export BAOLEI_URL
}

stop_server() {
    [ -n "$SERVER_PID" ] || return 0
    kill "$SERVER_PID" 2>/dev/null || true
    wait "$SERVER_PID" 2>/dev/null || true
    rm -rf "$SERVER_HOME"
    SERVER_PID=
}

# 浏览器、中文字体，以及核对打印件用的 poppler-utils，没有就装。
need_browser() {
    local lacking=()
    [ -n "${CHROMIUM:-}" ] || [ -x /usr/bin/chromium ] || lacking+=(chromium)
    ls /usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc >/dev/null 2>&1 || lacking+=(fonts-noto-cjk)
    command -v pdftotext >/dev/null || lacking+=(poppler-utils)
    [ "${#lacking[@]}" -eq 0 ] || install_packages "${lacking[@]}"
}
