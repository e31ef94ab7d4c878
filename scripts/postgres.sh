# 一个用完即弃的 PostgreSQL：数据在临时目录，端口随机，只听本机。由别的脚本 source。
# start_postgres 之后 TEST_POSTGRES_URL 可用；stop_postgres 只停它自己启动的那一个。

PG_HOME=

find_postgres() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
        if [ -x "$folder/initdb" ]; then
            echo "$folder"
            return
        fi
    done
    if command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
        dirname "$(command -v initdb)"
    fi
}

# PostgreSQL 不肯以 root 运行，这时改用 postgres 用户。
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd "$PG_HOME" && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

start_postgres() {
    local bin port password
    bin=$(find_postgres)
    if [ -z "$bin" ]; then
        install_packages postgresql
        bin=$(find_postgres)
        [ -n "$bin" ] || fail "装好 postgresql 之后仍找不到 initdb。"
    fi
    say "启动临时 PostgreSQL（$("$bin/postgres" --version | cut -d' ' -f3)）"
    PG_HOME=$(mktemp -d "${TMPDIR:-/tmp}/baolei-pg.XXXXXX")
    PG_BIN=$bin
    password=$(node -e 'console.log(require("crypto").randomBytes(16).toString("hex"))')
    port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
    (umask 077 && echo "$password" >"$PG_HOME/password")
    [ "$(id -u)" -ne 0 ] || chown -R postgres "$PG_HOME"
    as_postgres "$bin/initdb" -D "$PG_HOME/data" -U postgres --locale=C.UTF-8 --encoding=UTF8 \
        --auth=scram-sha-256 --pwfile="$PG_HOME/password" --no-sync >"$PG_HOME/initdb.log" 2>&1 ||
        { cat "$PG_HOME/initdb.log" >&2; fail "initdb 未成功。"; }
    # 测试用的数据用完就删，断电也无妨；测速时落盘才算数，POSTGRES_FSYNC=on。
    as_postgres "$bin/pg_ctl" -D "$PG_HOME/data" -l "$PG_HOME/data/server.log" -w -t 120 start \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$PG_HOME/data -c fsync=${POSTGRES_FSYNC:-off}" \
        >/dev/null 2>&1 || { cat "$PG_HOME/data/server.log" >&2; fail "临时 PostgreSQL 没有启动。"; }
    export TEST_POSTGRES_URL="postgres://postgres:$password@127.0.0.1:$port/postgres"
}

stop_postgres() {
    [ -n "$PG_HOME" ] || return 0
    as_postgres "$PG_BIN/pg_ctl" -D "$PG_HOME/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$PG_HOME"
    PG_HOME=
}
