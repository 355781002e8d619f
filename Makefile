# `make demo` and `make test` need Python 3.11 or newer, git and make; the tests also a Chromium, nginx and Java.

PORT ?= 8000
# The first Python that is new enough: a name alone may be a stub that runs nothing.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check
# A site without content, for what needs Django's settings but no site of anybody's.
CHECK_SITE := $(VENV)/check-site
PYTEST := $(BIN)/pytest -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help demo test test-sqlite test-postgres check bench lock messages compiled-messages clean

help: ## say what each command does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1 — \2/p' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## make the demo site in demo/ and serve it (PORT=8000)
	@$(BIN)/coffeepress demo demo --port $(PORT)

test: test-sqlite test-postgres ## run every test, on SQLite and on PostgreSQL

test-sqlite: $(VENV)/.installed-dev ## run every test on SQLite
	COFFEEPRESS_TEST_DATABASE=sqlite $(PYTEST)

test-postgres: $(VENV)/.installed-dev ## run the tests marked `postgres` on a real PostgreSQL
	COFFEEPRESS_TEST_DATABASE=postgres $(PYTEST) -m postgres

check: $(VENV)/.installed-dev $(CHECK_SITE)/coffeepress.toml ## run the linters
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	COFFEEPRESS_SITE=$(CHECK_SITE) $(BIN)/mypy
	$(BIN)/lint-imports
	COFFEEPRESS_SITE=$(CHECK_SITE) $(BIN)/coffeepress manage makemigrations --check --dry-run
	$(BIN)/djlint --quiet --lint src

bench: $(VENV)/.installed-dev ## run the benchmarks
	@set -e; for program in $(filter-out bench/big_site.py,$(wildcard bench/*.py)); do \
	echo "== $$program"; $(BIN)/python "$$program"; done

lock: $(VENV)/.installed-dev ## resolve the dependencies anew into the two lock files
	$(BIN)/uv pip compile pyproject.toml --group build -o requirements.lock $(LOCK_OPTIONS)
	$(BIN)/uv pip compile pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock $(LOCK_OPTIONS)

LOCK_OPTIONS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

messages: $(VENV)/.installed-dev ## take the words for people from the sources into the Ukrainian catalogue (needs gettext)
	cd src/coffeepress && ../../$(BIN)/django-admin makemessages --locale uk --no-obsolete --add-location file \
	--ignore 'demo/content/*'
	@echo "Translate what is new, mend what is marked fuzzy, then: make compiled-messages"

compiled-messages: ## compile the Ukrainian catalogues (needs gettext)
	@for name in locale/uk/LC_MESSAGES/django wagtail_locale/uk/LC_MESSAGES/django wagtail_locale/uk/LC_MESSAGES/djangojs; do \
	msgfmt -o src/coffeepress/$$name.mo src/coffeepress/$$name.po; done

clean: ## remove what make made, except the demo site
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Coffeepress needs Python 3.11 or newer: install it, or say where it is \
	with make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "This Python cannot make a virtual environment: install python3-venv." >&2; \
	exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.lock pyproject.toml
	@echo "Installing Coffeepress into $(VENV) (about half a minute)"
	@$(PIP) install -qq --require-hashes -r requirements.lock
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing the tests' and linters' packages into $(VENV)"
	@$(PIP) install -qq --require-hashes -r requirements-dev.lock
	@touch $@

$(CHECK_SITE)/coffeepress.toml: | $(VENV)/.installed
	@$(BIN)/python -c 'from pathlib import Path; from coffeepress.config.folder import make_folder; \
	make_folder(Path("$(CHECK_SITE)").resolve(), {})'
