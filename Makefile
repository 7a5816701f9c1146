# Everything starts here, on a machine with nothing but make and Python 3.11 or later.
# The packages lie in .venv, pinned with hashes; each stamp below .venv says what has been installed.

PYTHON ?= python3
WORKERS ?= 3
ARGS ?=
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test check bench crash prove lock messages clean

help: ## say what can be done
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: .venv/run.stamp ## play a round on this machine and show what came of it
	@$(BIN)/jimflow demo $(ARGS)

test: .venv/dev.stamp .venv/browser.stamp ## run every test (ARGS="-k calendar" runs some of them)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: .venv/dev.stamp ## form, types, import contracts and the rules of this house
	@$(BIN)/ruff format --check --quiet --output-format concise . || { echo 'Not formatted: run $(BIN)/ruff format .'; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo || { echo 'An import breaks a contract of pyproject.toml.'; exit 1; }
	@$(BIN)/python -m checks

bench: .venv/dev.stamp ## measure our work beside the raw limit (minutes)
	@$(BIN)/python -m bench $(ARGS)

crash: .venv/dev.stamp ## the crash and race tests with many rounds (long)
	@JIMFLOW_CRASH_ROUNDS=$${JIMFLOW_CRASH_ROUNDS:-100} JIMFLOW_RACE_ROUNDS=$${JIMFLOW_RACE_ROUNDS:-1000} \
		$(BIN)/python -m pytest tests/crash $(ARGS)

prove: .venv/dev.stamp ## hold the check of definitions to the engine on many drawn at random (long)
	@JIMFLOW_TRUTH_EXAMPLES=$${JIMFLOW_TRUTH_EXAMPLES:-400} $(BIN)/python -m pytest tests/core/test_exploration_truth.py $(ARGS)

# requirements.txt is held to what the tests ran with, so that both may lie in one .venv.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
lock: .venv/tools.stamp ## pin the newest packages that pyproject.toml and requirements-tools.in allow
	$(COMPILE) --upgrade pyproject.toml --extra dev -o requirements-dev.txt
	$(COMPILE) --upgrade pyproject.toml -c requirements-dev.txt -o requirements.txt
	$(COMPILE) --upgrade requirements-tools.in -c requirements-dev.txt -o requirements-tools.txt

clean: ## remove what make has made: .venv, caches, built files, the demo's database
	rm -rf .venv build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests checks bench -name __pycache__ -type d -prune -exec rm -rf {} +

# uv is quick but does not read pip's settings; where it cannot reach the packages, pip fetches the same files.
define install
	@echo 'Installing $(1) …'
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $(1) \
		|| $(BIN)/python -m pip install -qq --require-hashes -r $(1)
	@$(BIN)/uv pip install --quiet --offline --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@
endef

.venv/tools.stamp: requirements-tools.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"jimflow needs Python 3.11 or later, and $(PYTHON) is %s: try make PYTHON=python3.12" % sys.version.split()[0])'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@touch $@

.venv/run.stamp: requirements.txt pyproject.toml .venv/tools.stamp
	$(call install,requirements.txt)

.venv/dev.stamp: requirements-dev.txt pyproject.toml .venv/tools.stamp
	$(call install,requirements-dev.txt)

.venv/browser.stamp: $(addprefix tests/browser/,install.py package.json package-lock.json unpack.mjs fonts.conf) .venv/dev.stamp
	@$(BIN)/python tests/browser/install.py .venv/browser
	@touch $@

messages: .venv/dev.stamp ## gather the sentences to translate and compile the catalogue
	@$(BIN)/pybabel -q extract -F babel.cfg --no-default-keywords -k tr:2 -k counted:3,4 -k _ -k gettext -k ngettext:1,2 --no-location --sort-output --no-wrap -o build-messages.pot src
	@$(BIN)/pybabel -q update -i build-messages.pot -d src/jimflow/texts/locale -l en -D jimflow --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@rm build-messages.pot; $(BIN)/pybabel -q compile -d src/jimflow/texts/locale -D jimflow
