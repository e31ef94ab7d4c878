#!/usr/bin/env bash
# 评分速度的测量；结果不作为测试。用法：bench.sh [支部数 [月数]]，默认 50000 12。
# 同一次运行里依次测本引擎、Polars、DuckDB；RUNS 是各测几遍取中位数，PEERS=0 只测本引擎。
source "$(dirname "$0")/lib.sh"

branches=${1:-50000} months=${2:-12} runs=${RUNS:-3}
data=$TARGET/bench-data venv=$TARGET/bench-venv

# 比较对象装在 target 里自己的环境中，不动系统。
install_peers() {
    [ ! -f "$venv/.installed" ] || return 0
    command -v python3 >/dev/null || return 1
    say "安装 Polars 与 DuckDB"
    python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check polars duckdb numpy &&
        touch "$venv/.installed"
}

say "编译测速程序"
within 60 cargo build --release --locked -p bench
bench=("$TARGET/release/baolei-bench" "$branches" "$months" --dir "$data")
within 120 "${bench[@]}" --generate
compare=${PEERS:-1}
if [ "$compare" != 0 ] && ! install_peers; then
    echo "没有装上 Polars、DuckDB（需要 python3 和网络），只测本引擎。"
    compare=0
fi
say "$branches 个支部 × $months 个月，$(nproc) 个核，各 $runs 遍取中位数"
within 120 "${bench[@]}" --repeat "$runs"
if [ "$compare" != 0 ]; then
    for peer in polars duckdb; do
        within 120 "$venv/bin/python" "crates/bench/peers/${peer}_peer.py" "$data/$branches" "$months" "$runs"
    done
fi
