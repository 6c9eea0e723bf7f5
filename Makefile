# Lắng Nghe: `make demo` shows it, `make test` checks it. Both set everything up by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
UV := $(VENV)/uv/bin/uv

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run test lint proof bench holidays lock clean

help:
	@echo "make demo    try it in the browser: citizen, official and committee side by side [PORT=8080] [SPEED=60]"
	@echo "make run     the program itself, with config.toml or the defaults [ARGS=...]"
	@echo "make test    lint and all tests [ARGS=...]"
	@echo "make lint    ruff, mypy, import contracts"
	@echo "make proof   the long trials that are not part of make test"
	@echo "make bench   speed, side by side with its peers"
	@echo "make holidays ask the package for the public holidays again, after an upgrade of it"
	@echo "make lock    resolve the requirements again [UPGRADE=--upgrade]"
	@echo "make clean   remove the environment and the caches; never your data"

demo: $(VENV)/.runtime
	@$(BIN)/langnghe demo $(if $(PORT),--port $(PORT)) $(if $(SPEED),--speed $(SPEED))

run: $(VENV)/.runtime
	@$(BIN)/langnghe run $(ARGS)

bench: $(VENV)/.runtime
	@$(BIN)/python -m benchmarks $(ARGS)

test: lint
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

proof: $(VENV)/.dev
	@$(BIN)/python -m pytest -m proof $(ARGS)

holidays: $(VENV)/.dev
	@$(BIN)/python -m bot.public_holidays && git --no-pager diff --stat bot/data/public_holidays.json

lint: $(VENV)/.dev
	@echo "ruff";         $(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@echo "mypy";         $(BIN)/mypy --no-error-summary
	@echo "lint-imports"; $(BIN)/lint-imports --no-logo

# The environment: made once, filled again only when a lock or pyproject.toml changes.

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Lắng Nghe needs Python 3.11 or newer, and there is no $(PYTHON) here. Install it, or name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Lắng Nghe needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Name another: make PYTHON=python3.12"; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "$(PYTHON) cannot make a virtual environment here. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/.made
	@echo "Installing the packages of requirements.lock (once, about half a minute)"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# requirements-dev.lock holds the runtime packages too, at the same versions.
$(VENV)/.dev: requirements.lock requirements-dev.lock pyproject.toml | $(VENV)/.made
	@echo "Installing the packages of requirements-dev.lock (once, about a minute)"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(VENV)/.runtime $@

# Locks: exact versions and hashes, without the address of any index. The second is held to the first.
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	$(UPGRADE) pyproject.toml

lock: $(UV)
	@echo "Resolving"
	@$(COMPILE) --group pyproject.toml:build --output-file requirements.lock
	@$(COMPILE) --group pyproject.toml:dev --constraint requirements.lock --output-file requirements-dev.lock
	@! grep -n '://' requirements.lock requirements-dev.lock

$(UV): | $(VENV)/.made
	@echo "Installing uv, only for the locks"
	@$(PYTHON) -m venv $(VENV)/uv
	@$(VENV)/uv/bin/python -m pip --disable-pip-version-check -qq install uv

clean:
	@rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
