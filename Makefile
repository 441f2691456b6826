# The verbs of this project. `make run` and `make test` need nothing but Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes -r
export INSECURE_HTTP ?= 1
# Made from the sources: static files with hashed names, and the translations as Django reads them.
MADE := var/static/staticfiles.json locale/zh_Hans/LC_MESSAGES/django.mo

.PHONY: run test test-deep security a11y bench bench-frontend screenshots check format messages

run: .venv/runtime $(MADE)
	@exec $(MANAGE) serve

test: .venv/development
	@$(BIN)/python -m tests.support.chromium
	@$(MAKE) --no-print-directory $(MADE)
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# Thousands of steps of the test that lives with exclusivity, other ones each time; `make test` takes some hundred.
test-deep: .venv/development
	DEEP=1 $(BIN)/python -m pytest -n 2 --timeout 900 tests/customers/stateful

# Every figure of docs/security.md in full; `make test` tries a slice of each.
security: .venv/development
	@$(BIN)/python -m tests.support.chromium
	@$(MAKE) --no-print-directory $(MADE)
	SECURITY=whole $(BIN)/python -m pytest -n 2 --dist loadgroup --timeout 1500 tests/security tests/test_access.py tests/test_walls.py

# Every page and state × {light, dark} × {wide, narrow} × {en, zh}; `make test` looks at a quarter.
a11y: .venv/development
	@$(BIN)/python -m tests.support.chromium
	@$(MAKE) --no-print-directory $(MADE)
	A11Y=whole $(BIN)/python -m pytest -n 2 --dist load --timeout 600 tests/browser/test_axe.py

# Pictures of every page and state, in var/screenshots/. `SCENES="list details"` takes only those.
screenshots: .venv/development
	@$(BIN)/python -m tests.support.chromium
	@$(MAKE) --no-print-directory $(MADE)
	$(BIN)/python -m tests.support.run tests.browser.screenshots $(SCENES)

# Ratios of one run; nothing here decides whether a change lands.
bench: .venv/development
	@$(MAKE) --no-print-directory $(MADE)
	$(BIN)/python -m benchmarks

# Bytes, requests and vitals of pages, each beside its budget.
bench-frontend: .venv/development
	@$(BIN)/python -m tests.support.chromium
	@$(MAKE) --no-print-directory $(MADE)
	@$(BIN)/python -m tests.support.run benchmarks.frontend

check: .venv/development
	@$(MAKE) --no-print-directory $(MADE)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html')
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	INSECURE_HTTP=0 ALLOWED_HOSTS=partner-center.example $(MANAGE) check --deploy --fail-level WARNING --database default

format: .venv/development
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')

# Takes new texts into the catalogue, drops what is not used any more, and says what is to be translated.
messages: .venv/runtime
	$(MANAGE) messages update

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/python
	$(PIP) requirements.txt
	@touch $@

.venv/development: requirements-dev.txt | .venv/bin/python
	$(PIP) requirements-dev.txt
	@touch $@ .venv/runtime

# Hashed names and compression take some seconds, so only when a file has changed.
var/static/staticfiles.json: $(shell find static -type f) partner_center/web/assets.py requirements.txt
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@

locale/zh_Hans/LC_MESSAGES/django.mo: locale/zh_Hans/LC_MESSAGES/django.po partner_center/catalogue.py
	@$(MANAGE) messages compile
	@touch $@
