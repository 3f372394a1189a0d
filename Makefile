# The plain lines behind these targets stand in README.md and CONTRIBUTING.md.
PYTHON ?= .venv/bin/python

.PHONY: dataset test lint lock datasheet papers-check load-matrix

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

datasheet: .venv/installed
	$(PYTHON) -m bench.datasheet > DATASHEET.new && mv DATASHEET.new DATASHEET.md

# The release's papers before other people's validators, in an environment of their own (420 MB).
RELEASE ?= release
papers-check: .venv-papers/installed
	.venv-papers/bin/python bench/outside_papers.py $(RELEASE)

.venv-papers/installed:
	python3 -m venv .venv-papers
	.venv-papers/bin/pip install --quiet mlcroissant==1.1.1 datacite==1.4.1 jsonschema==4.26.0 pyarrow==26.0.1 pyyaml==6.0.3
	.venv-papers/bin/pip install --quiet --no-deps cffconvert==2.0.0
	touch $@
