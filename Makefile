# What one types here. `make run` needs Python and git; everything else needs Node too, and takes the rest itself.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
NPX := node_modules/.bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEBIAN := chromium fonts-noto-core fonts-noto-cjk
WEB_TESTS = $(shell find tests/web -name '*.test.js' 2>/dev/null | sort)

.PHONY: help run setup test check check-python check-web catalogs-check proof catalogs vendor constraints clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 24

run: .venv/.installed ## set up and hold the demo meeting, until Ctrl-C
	$(BIN)/meetingsvc demo $(ARGS)

setup: .venv/.installed-dev node_modules/.package-lock.json ## everything that the checks and tests need
	@.ci/debian $(DEBIAN)

check: check-python check-web catalogs-check ## the checks that run nothing: style, types, catalogs

check-python: .venv/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

check-web: node_modules/.package-lock.json
	$(NPX)/biome check --error-on-warnings
	$(NPX)/tsc --project tsconfig.json

catalogs-check: .venv/.installed-dev
	$(BIN)/python .ci/catalogs.py check

test: setup check ## set up, check and run every test; under fifteen minutes
	@status=0; \
	$(BIN)/pytest $(ARGS) || status=$$?; \
	if [ -n "$(WEB_TESTS)" ]; then node --test --test-reporter=spec $(WEB_TESTS) || status=$$?; fi; \
	exit $$status

proof: setup .venv/.installed-speech ## the long tests, for minutes to hours
	@.ci/debian espeak-ng
	$(BIN)/pytest -m proof $(ARGS)

catalogs: .venv/.installed-dev ## bring the catalogs up to the code, for translators
	$(BIN)/python .ci/catalogs.py update

vendor: node_modules/.package-lock.json ## bundle web/vendor anew from package-lock.json
	node .ci/vendor.mjs

constraints: ## fix constraints.txt to the newest versions that pyproject.toml allows
	.ci/constraints

clean: ## take away what make set up and the tools left; no data
	rm -rf .venv node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Each stamp lies inside what it vouches for, so that removing the folder is enough to begin again.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11; say make PYTHON=python3.x" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/debian python3-venv
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/.installed-dev: pyproject.toml constraints.txt .ci/senders.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	$(PIP) install --no-deps --requirement .ci/senders.txt
	@touch .venv/.installed $@

.venv/.installed-speech: .venv/.installed-dev
	$(PIP) install --constraint constraints.txt --editable '.[speech]'
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json .npmrc
	npm ci --no-progress
	@touch $@
