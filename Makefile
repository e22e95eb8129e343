# Everything runs from one environment in .venv; both targets make it when it is missing or out of date.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check clean

run: $(BIN)/.installed
	$(BIN)/yibao

test: $(BIN)/.installed-dev
	$(BIN)/pytest -q

check: $(BIN)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(BIN)/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e .
	touch $@

$(BIN)/.installed-dev: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[dev]'
	touch $@ $(BIN)/.installed

clean:
	rm -rf .venv
