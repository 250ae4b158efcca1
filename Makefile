# `make` says what there is. Everything that these commands write lies in .venv/ and var/.

PORT ?= 8000
PYTHON ?=
POSTGRES ?= postgres://postgres@127.0.0.1:5432/postgres
CHROMIUM ?= /usr/bin/chromium

bin := .venv/bin/python
manage := $(bin) manage.py
pytest := $(bin) -m pytest
templates = $(shell find templates -name '*.html')

export PYTHON CHROMIUM
.DEFAULT_GOAL := help
.PHONY: help setup run serve new-version test test-postgres test-browser test-replay test-valid \
	check freeze-demonstration accessibility lighthouse lint format types layers migrations \
	deploy-check benchmarks screenshots translations lock clean

help: ## Say what there is
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{printf "%-21s %s\n", $$1, $$2}'

# --- To see it and to work on it ----------------------------------------------------------

setup: .venv/dev.stamp var/local.env ## Make .venv with everything pinned, for work on the project

run: .venv/run.stamp var/local.env ## The demonstration on http://127.0.0.1:8000 (PORT= to change)
	@# Commands that are called beside it have to know the same address.
	@umask 077 && sed 's|^SITE_URL=.*|SITE_URL=http://127.0.0.1:$(PORT)|' var/local.env \
		> var/local.env.new && mv var/local.env.new var/local.env
	@SITE_URL=http://127.0.0.1:$(PORT) $(manage) prepare_demonstration
	@SITE_URL=http://127.0.0.1:$(PORT) DJANGO_RUNSERVER_HIDE_WARNING=true \
		$(manage) runserver $(PORT)

serve: .venv/run.stamp ## The production server, with the settings of the environment
	@$(manage) collectstatic --no-input --verbosity 0
	@$(manage) migrate --no-input --verbosity 0
	@exec $(bin) -m review_site.server

new-version: .venv/run.stamp ## Bring the running server to what lies here now, losing no request
	@$(bin) -m review_site.server look
	@$(manage) migrate --no-input --verbosity 0
	@$(manage) collectstatic --no-input --verbosity 0
	@$(bin) -m review_site.server renew

# --- To check it --------------------------------------------------------------------------

test: setup ## The tests, on SQLite, with nothing else installed
	@DATABASE_URL= $(pytest) -n auto --dist worksteal

test-postgres: setup ## The same tests on PostgreSQL (POSTGRES= to say where)
	@# No test asks what is left after the machine has failed, so none has to wait for its disk.
	@PGOPTIONS="-c synchronous_commit=off" DATABASE_URL=$(POSTGRES) $(pytest) -n auto \
		--dist worksteal

test-browser: setup ## The tests in a real browser (CHROMIUM= to say where)
	@DATABASE_URL= $(pytest) -m browser -n auto --dist loadfile --no-loadscope-reorder

test-replay: setup var/replay/tools.stamp ## The tests in pywb and ReplayWeb.page (needs npm)
	@DATABASE_URL= $(pytest) -m replay tests/replay

test-valid: setup var/web/tools.stamp ## Hold every page to the Nu HTML checker (needs Java and npm)
	@DATABASE_URL= $(pytest) -m valid tests/valid

accessibility: setup var/local.env ## Hold every kind of page to axe, and tell the demonstration's statement
	@rm -f var/accessibility.json
	@ACCESSIBILITY_FIGURES=$(CURDIR)/var/accessibility.json DATABASE_URL= \
		$(pytest) -m browser tests/browser/test_axe.py; failed=$$?; \
		$(manage) accessibility_statement var/accessibility.json && exit $$failed

lighthouse: setup var/web/tools.stamp ## Hold five pages to Lighthouse's scores (needs npm)
	@$(bin) -m demonstration.lighthouse

freeze-demonstration: setup ## Freeze the demonstration at each stage of its end, and prove each copy
	@$(bin) -m tests.freeze_demonstration

lint: setup ## Look for faults and untidiness, in Python and in templates
	@$(bin) -m ruff check .
	@$(bin) -m ruff format --check .
	@.venv/bin/djade --check --target-version 5.2 $(templates)
	@$(bin) -m djhtml --check --tabwidth 2 $(templates)

format: setup ## Mend what `make lint` can mend by itself
	@$(bin) -m ruff check --fix .
	@$(bin) -m ruff format .
	@.venv/bin/djade --target-version 5.2 $(templates)
	@$(bin) -m djhtml --tabwidth 2 $(templates)

types: setup ## Check the types of the rooms that know nothing of Django
	@$(bin) -m mypy

layers: setup ## Hold the rooms to importing only downwards
	@$(bin) -c 'from importlinter.cli import lint_imports_command as lint; lint()'

migrations: setup ## Is there a migration for every change of a model?
	@$(manage) makemigrations --check --dry-run

deploy-check: setup ## Django's checks, and ours, over the settings of a production server
	@SECRET_KEY=$$($(bin) -c 'import secrets; print(secrets.token_urlsafe(50))') \
		SITE_URL=https://review.example.org ALLOWED_HOSTS=review.example.org \
		TRUSTED_PROXIES=1 STATIC_FROM_SOURCE=no \
		$(manage) check --deploy --fail-level WARNING

check: ## Everything that CI does
	@.ci/run

translations: setup ## Bring locale/ to what the public reads now, and compile it
	@$(bin) -m translating

screenshots: setup ## Take pictures of every kind of page, into var/screenshots/ (PAGES= for some)
	@$(bin) -m screenshots $(PAGES)

benchmarks: setup ## Measure what benchmarks/ measures
	@$(bin) -m benchmarks

# --- To look after it ---------------------------------------------------------------------

lock: ## Pin the newest versions that pyproject.toml allows (reaches the network)
	@requirements/compile

clean: ## Take away .venv and the tools' caches; var/ with your database stays
	@rm -rf .venv .ruff_cache .mypy_cache .pytest_cache .import_linter_cache .hypothesis \
		htmlcov .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run.stamp: requirements/run.txt requirements/environment
	@requirements/environment requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt requirements/environment
	@requirements/environment requirements/dev.txt
	@touch $@ .venv/run.stamp

var/replay/tools.stamp: requirements/replay.txt requirements/replay-tools
	@requirements/replay-tools
	@touch $@

var/web/tools.stamp: requirements/web/package-lock.json requirements/web-tools
	@requirements/web-tools
	@touch $@

# What `manage.py` needs on your own machine. A server has these in its environment instead.
var/local.env:
	@mkdir -p var
	@umask 077 && printf '%s\n' \
		"SECRET_KEY=$$($(bin) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		'SITE_URL=http://127.0.0.1:8000' \
		'ALLOWED_HOSTS=127.0.0.1,localhost,[::1]' \
		'STATIC_FROM_SOURCE=yes' > $@
