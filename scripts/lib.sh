# 各脚本共用的部分：进入仓库根目录、说话、安装缺少的软件包。由别的脚本 source，不单独执行。

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

TARGET="${CARGO_TARGET_DIR:-target}"
BEGAN=$SECONDS

# 正在做什么，带上已用的时间。
say() {
    printf '\n==> [%d:%02d] %s\n' $(((SECONDS - BEGAN) / 60)) $(((SECONDS - BEGAN) % 60)) "$*"
}

# 停下，说明原因和改法。
fail() {
    printf '\n错误：%s\n' "$*" >&2
    exit 1
}

# within 分钟 命令…：到时还没做完就停下。
within() {
    local minutes=$1 status=0
    shift
    timeout --foreground --kill-after=30 "${minutes}m" "$@" || status=$?
    [ "$status" -ne 124 ] || fail "“$*”超过 ${minutes} 分钟仍未完成，已停止。"
    [ "$status" -eq 0 ] || fail "“$*”未通过（退出码 $status），原因见上。"
}

# newer_than 版本 至少：版本号是否够新。
newer_than() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# Rust 与 Node 由使用者自备，其余由脚本安装。
need_tools() {
    command -v cargo >/dev/null || fail "没有找到 cargo。请先安装 Rust 1.94 或更新的版本。"
    command -v npm >/dev/null || fail "没有找到 npm。请先安装 Node.js 20.19 或更新的版本。"
    local rust node
    rust=$(rustc --version | cut -d' ' -f2)
    node=$(node --version | tr -d v)
    newer_than "$rust" 1.94 || fail "Rust 的版本是 $rust，需要 1.94 或更新的版本。"
    newer_than "$node" 20.19 || fail "Node.js 的版本是 $node，需要 20.19 或更新的版本。"
    command -v cc >/dev/null || install_packages gcc libc6-dev
}

# install_packages 包名…：用 apt 安装；装不了就说清楚要装什么。
install_packages() {
    local root=()
    command -v apt-get >/dev/null || fail "缺少软件包：$*。这台机器没有 apt，请自行安装后重试。"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "缺少软件包：$*。请由管理员执行 apt-get install $* 后重试。"
        sudo -n true 2>/dev/null || [ -t 0 ] || fail "缺少软件包：$*。请执行 sudo apt-get install $* 后重试。"
        root=(sudo)
    fi
    say "安装软件包：$*"
    local log
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if ! { "${root[@]}" apt-get update && "${root[@]}" apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "软件包没有装上：$*。请查看上面的原因，装好后重试。"
    fi
    rm -f "$log"
}

# web/node_modules 与 package-lock.json 一致时不再安装。
install_web() {
    local stamp=web/node_modules/.installed
    if [ -f "$stamp" ] && cmp -s web/package-lock.json "$stamp"; then return; fi
    say "安装网页所需的 npm 包"
    (cd web && within 20 npm ci --no-audit --no-fund)
    cp web/package-lock.json "$stamp"
}

# 网页源文件比 web/dist 新时才重新构建。程序内嵌的是 web/dist，所以要先于 cargo。
build_web() {
    install_web
    local built=web/dist/index.html
    if [ -f "$built" ] && [ -z "$(find web/src web/public web/index.html web/package-lock.json web/vite.config.ts web/tsconfig.json -newer "$built" -print -quit)" ]; then
        return
    fi
    say "构建网页（含类型检查）"
    (cd web && within 20 npm run --silent build)
}

# 断电、坏盘、kill -9 共用：要测的程序 BAOLEI，临时文件夹 folder，里面是示范公司和会出错的盘 fault.so。
crash_company() {
    if [ -z "${BAOLEI:-}" ]; then
        say "编译程序"
        within 60 cargo build --locked -p server
        BAOLEI=$TARGET/debug/baolei
    fi
    folder=$(mktemp -d "${TMPDIR:-/tmp}/baolei-crash.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    within 1 cc -shared -fPIC -O1 -Wall -Wextra -Werror -o "$folder/fault.so" scripts/fault.c -ldl
    say "载入示范公司"
    within 20 "$BAOLEI" demo --load-only --database "sqlite:$folder/seed.db" >/dev/null
}
