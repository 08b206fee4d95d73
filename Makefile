# make install  prepare .venv                        make test   lint, types, tests
# make run      the app in Slack where its token      make bench  the benchmarks' table
#               is set, else a conversation           make soak   the kill test at full length

PYTHON ?= python3
BIN := .venv/bin
# Most tests of Slack wait: for its pace, its retries, its patience. So more run at once than there are processors.
AT_ONCE ?= $(shell echo $$((2 * $$(getconf _NPROCESSORS_ONLN))))
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: install run test bench soak

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
	@if [ -n "$$SLACK_BOT_TOKEN" ] || grep -qs '^ *\(export \)\?SLACK_BOT_TOKEN=.' .env; then exec $(BIN)/onde serve; else exec $(BIN)/onde chat; fi

test: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --strict bot tests benchmarks
	$(BIN)/python -m pytest -n $(AT_ONCE) --dist worksteal

bench: install
	@$(BIN)/python -m benchmarks

soak: install
	$(BIN)/python -m tests.reliability.kill_cycles --cycles 1000
