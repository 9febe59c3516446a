SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
UV := .venv/bin/uv
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv
unexport VIRTUAL_ENV
# Every process that a test or a developer starts would translate Django anew.
unexport PYTHONDONTWRITEBYTECODE
PO := $(wildcard amends/locale/*/LC_MESSAGES/django.po)
TESTS ?= tests

help: ## say what can be made (this list)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: deps assets compilemessages ## serve the site with a demonstration, until Ctrl-C
	@.venv/bin/amends run

test: deps assets compilemessages browser ## run every test, browsers included (TESTS=path for some)
	$(PY) -m pytest -n 2 $(TESTS)

deps: .venv/.synced ## install the locked dependencies into .venv

.venv/.synced: pyproject.toml uv.lock
	@tools/venv.sh
	$(UV) sync --frozen --quiet
	@touch $@

assets: deps amends/static/vendor/icons.svg ## fetch the front-end files and check their hashes

amends/static/vendor/icons.svg: assets.sha256 assets.icons package-lock.json tools/assets.py
	$(PY) tools/assets.py

browser: ## install Chromium and Chinese fonts for the browser tests, where that is allowed
	@tools/browser.sh

lint: deps ## style, dead code, dependencies, security smells, templates
	$(UV) lock --check --quiet
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/vulture
	.venv/bin/deptry .
	.venv/bin/bandit --quiet --recursive --severity-level medium --configfile pyproject.toml amends tools
	.venv/bin/djlint --quiet --lint amends

format: deps ## lay out the code as lint wants it
	.venv/bin/ruff check --fix --exit-zero .
	.venv/bin/ruff format .

types: deps ## check types, strictly
	AMENDS_DATA=$(CURDIR)/.amends .venv/bin/mypy

contracts: deps ## hold the rooms and the one way down
	.venv/bin/lint-imports --no-logo

check: deps ## check all packs and run their examples
	.venv/bin/amends check

mutants: deps ## ask whether the examples of all packs notice every change (PACKS="a b" for some)
	$(PY) -m tools.mutants $(PACKS)

messages: deps ## collect the texts to translate into amends/locale
	$(PY) tools/messages.py collect

compilemessages: deps $(PO:.po=.mo) ## compile the translations

%.mo: %.po tools/messages.py
	@$(PY) tools/messages.py compile $<

docs: deps ## write docs/reference from the code
	AMENDS_DATA=$(CURDIR)/.amends $(PY) -m tools.make_docs

demo: deps assets compilemessages ## fill an empty database with the demonstration, without serving
	.venv/bin/amends migrate --fill

learn: deps ## learn from labelled texts how much words weigh (promises, referee)
	$(UV) sync --frozen --quiet --group learn
	$(PY) -m tools.weigh_promises
	$(PY) -m tools.weigh_referee

bench: deps assets compilemessages ## measure (benchmarks/README.md says what)
	$(PY) -m benchmarks

wheel: assets compilemessages ## build the wheel into dist/
	@rm -rf dist
	$(UV) build --quiet --wheel --out-dir dist
	@ls -l dist/*.whl

clean: ## remove what can be made again; data stays
	rm -rf .venv node_modules dist build .amends amends/static/vendor amends/fonts .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find amends tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find amends/locale -name '*.mo' -delete

.PHONY: help run test deps assets browser lint format types contracts check mutants messages compilemessages docs demo learn bench wheel clean
