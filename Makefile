# The plain lines behind these targets stand in README.md and CONTRIBUTING.md.
PYTHON ?= .venv/bin/python

.PHONY: dataset test test-plain lint lock datasheet papers-check load-matrix cluster

dataset: .venv/installed
	.venv/bin/cablepress build

test: .venv/installed
	$(PYTHON) -m pytest

# The tests of the last commit on a machine that has no C compiler.
test-plain:
	work=$$(mktemp -d) && trap 'rm -rf "$$work"' EXIT && git clone --quiet . "$$work" && CC=false $(MAKE) -C "$$work" test

lint: .venv/installed
	$(PYTHON) -m ruff format --check . && $(PYTHON) -m ruff check . && $(PYTHON) -m mypy

COMPILED := $(wildcard cleaning/*.pxd)
.venv/installed: requirements-dev.lock pyproject.toml setup.py $(COMPILED) $(COMPILED:.pxd=.py) $(wildcard cleaning/*.pyx)
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

# Ray has no lock: it is tested beside the package, in an environment of its own (docs/cluster.md).
cluster: requirements-dev.lock pyproject.toml
	python3 -m venv .venv-cluster
	.venv-cluster/bin/pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	.venv-cluster/bin/pip install --quiet --no-deps --no-build-isolation -e .
	.venv-cluster/bin/pip install --quiet ray s3fs
	.venv-cluster/bin/python -m pytest -rs tests/test_cluster.py

# The release with old and new versions of datasets and pyarrow, each in an environment of its own (minutes).
load-matrix: .venv-datasets-3/installed .venv-datasets-4/installed .venv-datasets-5/installed
	for env in 3 4 5; do PYTHONPATH=.links .venv-datasets-$$env/bin/python -m bench.load_here $(RELEASE) || exit 1; done

.venv-datasets-3/installed: PACKAGES = datasets==3.6.0 pyarrow==24.0.0
.venv-datasets-4/installed: PACKAGES = datasets==4.8.5 pyarrow==25.0.1
.venv-datasets-5/installed: PACKAGES = datasets==5.2.0 pyarrow==26.0.1
.venv-datasets-%/installed:
	python3 -m venv $(@D)
	$(@D)/bin/pip install --quiet $(PACKAGES)
	touch $@
