# 勾稽：make demo 看样例县的一夜；make test 运行全部测试；make help 列出其余。
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
COMPILE = CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --no-strip-extras --allow-unsafe \
	--all-build-deps --generate-hashes --no-emit-index-url --no-emit-find-links

export PYTHONUTF8 = 1
export DO_NOT_TRACK = 1
export PREFECT_SERVER_ANALYTICS_ENABLED = false
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help demo test lint unit bench accuracy chaos fuzz lock messages clean

help: ## 列出各目标
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/made: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更高版本：make PYTHON=python3.11 / Python 3.11 or newer is needed"; exit 1; }
	@echo "准备环境（约一分钟）…… / Preparing the environment (about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/tested: $(VENV)/made requirements-test.txt
	@echo "准备测试工具…… / Preparing the test tools ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@

demo: $(VENV)/made ## 从零到样例县的一夜，打开打印出的网页
	@$(BIN)/gouji demo

test: lint unit ## 全部检查：格式、类型、测试（CI 运行的就是它）

lint: $(VENV)/tested ## 格式与类型
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

unit: $(VENV)/tested ## 测试与覆盖率
	@$(BIN)/python -m pytest -n auto --dist loadscope --cov --cov-report=term:skip-covered

bench: $(VENV)/tested ## 同一次运行中的速度之比
	@$(BIN)/python -m tests.bench

accuracy: $(VENV)/tested ## 每种类型、每种版式认对多少格
	@$(BIN)/python -m tests.accuracy

chaos: $(VENV)/tested ## 一夜在各处被打断再跑，仓库应一模一样
	@$(BIN)/python -m tests.chaos --kills 200

fuzz: $(VENV)/tested ## 两万份毁坏的文件，只许读出或拒收
	@$(BIN)/python -m tests.fuzz --inputs 20000

lock: $(VENV)/tested ## 重新锁定依赖
	@$(COMPILE) --extra postgres -o requirements.txt pyproject.toml
	@$(COMPILE) --extra test -c requirements.txt -o requirements-test.txt pyproject.toml

messages: $(VENV)/tested ## 更新英文译文的清单并编译，说出还差几句
	@$(BIN)/pybabel -q extract -F tasks/language/babel.cfg --no-location --sort-output --omit-header -o $(VENV)/gouji.pot .
	@$(BIN)/pybabel -q update --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		-D gouji -l en -i $(VENV)/gouji.pot -d tasks/language/locales
	@$(BIN)/pybabel compile --statistics -D gouji -d tasks/language/locales

clean: ## 删除样例县与缓存（不删环境）
	@rm -rf county .pytest_cache .mypy_cache .ruff_cache .hypothesis htmlcov .coverage
