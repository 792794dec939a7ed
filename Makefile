# The commands of this repository. Each does its own set-up, once.
.DEFAULT_GOAL := build
.PHONY: build html pdf check test bench lock clean distclean help setup setup-test
PYTHON ?= python3
BIN := .venv/bin

build: setup  ## build everything into dist/ ・ すべてを作る
	@$(BIN)/kanko build

html: setup  ## the website alone ・ ウェブサイトだけ
	@$(BIN)/kanko build --only site

pdf: setup  ## the PDFs alone ・ PDF だけ
	@$(BIN)/kanko build --only pdf

.PHONY: press
press: setup  ## everything, and files for the printing house in dist/press/ ・ 印刷会社に渡すファイルも作る
	@$(BIN)/kanko build --press

check: setup  ## hold what is in dist/ against its manuscript, with pictures in build/proof/ ・ PDF を点検する
	@$(BIN)/kanko build
	@$(BIN)/kanko check --format proof --out build/proof --format terminal

test: setup-test lint  ## run the checks and tests, but for the long ones ・ 検査を行う（長いものを除く）
	@$(BIN)/python -m pytest -n 2 --dist loadscope -m "not long"

.PHONY: test-all
test-all: setup-test lint  ## run every check and test ・ すべての検査を行う
	@$(BIN)/python -m pytest -n 2 --dist loadscope

.PHONY: lint
lint: setup-test  ## look the program over quickly ・ プログラムを手早く検査する
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup-test  ## measure on 300 pages; SIZE=3000: on 3000 as well; RUNS=3: the best of 3 ・ 速さを測る
	@$(BIN)/python -m tests.benchmarks.bench $(if $(SIZE),--size $(SIZE)) $(if $(RUNS),--runs $(RUNS))

.PHONY: bench-peers
bench-peers: setup-test  ## install what bench compares with ・ 比べる相手を入れる
	@$(BIN)/python -m tests.benchmarks.peers

lock: setup-test  ## renew the lock files ・ ロックファイルを作り直す
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
	  --custom-compile-command "make lock" pyproject.toml --group build -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" pyproject.toml --group build --group test -c requirements.lock -o requirements-test.lock

clean:  ## remove what was built ・ 作ったものを消す
	rm -rf build dist

distclean: clean  ## and the environment ・ 環境も消す
	rm -rf .venv

help:  ## this list ・ この一覧
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 20

setup:
	@$(PYTHON) build_tools/bootstrap.py build

setup-test:
	@$(PYTHON) build_tools/bootstrap.py test
