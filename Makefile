# 常用命令。真正的步骤写在 scripts/ 里；每一步做什么、出错怎么办，脚本自己会说。

.DEFAULT_GOAL := help
.PHONY: help demo dev test check e2e gen faults bench bench-http clean-data

help: ## 列出可用命令
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

demo: ## 编译并启动示范公司：http://127.0.0.1:5521
	@scripts/demo.sh

dev: ## 开发：改了代码，后端自动重启，网页自动刷新
	@scripts/dev.sh

test: ## 全部检查：Rust、网页、浏览器、SQLite 与 PostgreSQL
	@scripts/test.sh

check: ## 提交前的快速检查：格式、静态检查、评分引擎、网页单元测试
	@scripts/check.sh

e2e: ## 只跑浏览器测试
	@scripts/e2e.sh

faults: ## 断电与坏盘：已确认的一条不少，其余如实回答 503（约五分钟，断电需要 root）
	@scripts/power-cut.sh
	@scripts/disk-fault.sh

gen: ## 由接口文档生成网页用的 TypeScript 类型
	@scripts/gen.sh

bench: ## 评分速度：5 万个支部、40 项、12 个月，与 Polars、DuckDB 同场比较
	@scripts/bench.sh

bench-http: ## 网页速度：5 万个支部、一年记录，SQLite 与 PostgreSQL
	@scripts/bench-http.sh

clean-data: ## 删除示范数据 ./data（先问一声）
	@scripts/clean-data.sh
