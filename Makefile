# make install  prepare .venv            make test   lint, types, tests
# make run      a conversation           make bench  the benchmarks' table

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: install run test bench

# Compiled here, since where Python is told to write no bytecode every start would compile all of Onde again.
install: .venv/installed
	@$(BIN)/python -m compileall -q bot

# Made anew when what it is made from changes, so that nothing old stays in it.
.venv/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Onde needs Python 3.11 or newer: run make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear .venv
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

run: install
	@$(BIN)/onde chat

test: install
	$(BIN)/ruff check
	$(BIN)/mypy --strict bot tests benchmarks
	$(BIN)/python -m pytest -n auto

bench: install
	@$(BIN)/python -m benchmarks
