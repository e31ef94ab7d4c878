#!/usr/bin/env bash
# 删除 ./data 里的示范数据。加 --yes 不再询问。
source "$(dirname "$0")/lib.sh"

[ -e data ] || { echo "没有 ./data，无需清理。"; exit; }
if [ "${1:-}" != --yes ]; then
    [ -t 0 ] || fail "将删除 ./data 里的全部数据；确认请执行 scripts/clean-data.sh --yes"
    read -r -p "将删除 ./data 里的全部数据，确定吗？[y/N] " answer
    [ "$answer" = y ] || { echo "没有删除。"; exit; }
fi
rm -rf data
echo "已删除 ./data。"
