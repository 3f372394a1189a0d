# The plain lines behind these targets stand in README.md and CONTRIBUTING.md.
PYTHON ?= .venv/bin/python

.PHONY: dataset test lint lock

dataset: .venv/installed
	.venv/bin/cablepress build

test: .venv/installed
	$(PYTHON) -m pytest

lint: .venv/installed
	$(PYTHON) -m ruff format --check . && $(PYTHON) -m ruff check . && $(PYTHON) -m mypy

.venv/installed: requirements-dev.lock pyproject.toml
	python3 -m venv .venv
	.venv/bin/pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	.venv/bin/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

lock:
	uv pip compile pyproject.toml --group build --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock
	uv pip compile pyproject.toml --group build --extra dev -c requirements.lock --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements-dev.lock
