# Two commands: `make run` and `make test`. `make help` lists the rest.
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
NPM := $(shell command -v npm 2>/dev/null || echo $(BIN)/npm)

.PHONY: help setup run test lint bench translations screenshot clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/:/' | awk -F: '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(VENV)/.ready ticc/static/vendor/.ready $(VENV)/.translated ## prepare .venv, the ticc command and the assets; starts nothing

$(VENV)/.ready: requirements.txt pyproject.toml
	@test -d $(VENV) || python3 -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test-ready: requirements-test.txt $(VENV)/.ready
	$(PIP) --require-hashes -r requirements-test.txt
	@touch $@

# Node comes from a wheel where the machine has none.
$(VENV)/.node: $(VENV)/.ready
	@command -v npm >/dev/null 2>&1 || $(PIP) --require-hashes -r requirements-node.txt
	@touch $@

node_modules/.ready: package.json package-lock.json $(VENV)/.node
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --silent --no-audit --no-fund
	@touch $@

ticc/static/vendor/.ready: node_modules/.ready $(wildcard ticc/static/styles/*.scss) ticc/static/build.mjs
	PATH="$(CURDIR)/$(BIN):$$PATH" node ticc/static/build.mjs
	@touch $@

$(VENV)/.translated: $(VENV)/.ready $(wildcard ticc/translations/*/LC_MESSAGES/*.po)
	@$(BIN)/pybabel --quiet compile -d ticc/translations
	@touch $@

# Compiled once here, for environments that keep Python from doing it at every start.
run: setup ## prepare what is missing, print address and sample accounts, serve
	@$(BIN)/python -m compileall -q ticc
	@$(BIN)/ticc run

test: setup $(VENV)/.test-ready ## everything the tests need, then all of them
	@sh tests/prepare.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal

lint: $(VENV)/.test-ready ## style, imports and types only
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports && $(BIN)/mypy

bench: setup $(VENV)/.test-ready ## measure, and write benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

translations: $(VENV)/.test-ready ## collect new interface strings into the catalogues of ticc/translations
	$(BIN)/pybabel --quiet extract -F babel.cfg -k lazy_gettext --no-location -o $(VENV)/messages.pot .
	$(BIN)/pybabel --quiet update -i $(VENV)/messages.pot -d ticc/translations --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 110

screenshot: $(VENV)/.test-ready ## take the picture of the README from the running application
	$(BIN)/python docs/screenshot.py

clean: ## remove what was built; data in var/ stays
	rm -rf $(VENV) node_modules ticc/static/vendor
