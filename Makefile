# Mingchuang（明窗）. Two commands matter: `make run` and `make test`.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
export PORT ?= 8000
export DATA_DIR ?= $(CURDIR)/var
.DEFAULT_GOAL := help

.PHONY: help
help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

$(VENV)/.ready: pyproject.toml uv.lock
	@scripts/make_venv.sh $(PYTHON) $(VENV)
	@touch $@

.PHONY: setup
setup: $(VENV)/.ready ## prepare .venv/bin/mingchuang and nothing else

.PHONY: run
run: setup ## set everything up and start the platform with a demo office
	@scripts/get_fonts.sh "$(DATA_DIR)/fonts" </dev/null >/dev/null 2>&1 &
	@$(BIN)/mingchuang serve --demo

.PHONY: test
test: setup ## everything that must pass before a change lands
	@scripts/test.sh

.PHONY: test-all
test-all: setup ## also the slow tests
	@scripts/test.sh --all

.PHONY: check
check: setup ## format, lint, types, imports, migrations, law-basis
	@scripts/check.sh

.PHONY: fmt
fmt: setup ## put the code in the house format
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

.PHONY: shots
shots: setup ## screenshots of every page type at 1280 and 375 wide into shots/
	@$(BIN)/python scripts/shots.py

.PHONY: letters
letters: setup ## every kind of letter as pictures into shots/letters/, measured against GB/T 9704
	@$(BIN)/python scripts/letters.py

.PHONY: lighthouse
lighthouse: setup ## scores of public pages on a simulated phone (needs npm and Chromium)
	@$(BIN)/python scripts/lighthouse.py

.PHONY: bench
bench: setup ## measure everything at 100,000 items (about 20 minutes on 2 cores)
	@$(BIN)/python -m bench.run

.PHONY: bench-large
bench-large: setup ## the same at 1,000,000 items on a PostgreSQL of its own (hours)
	@$(BIN)/python -m bench.run --size 1000000 --postgres --in-place
