# Every verb sets up what it needs in .venv, and again when pyproject.toml or the constraints change.
#   make run RUN="resnet50 --format json"    another network
#   make test PYTEST="-k wheel -x"           some of the tests
#   make witness WITNESS=resnet18            other people's models of one network; --missing: of new ones
#   make fuzz FUZZ=100000 SEED=7         more cases of hostile input, and others; KINDS="specs keys"
#   make mutate MUTANTS=100 SEED=7       more mutants of each part
#   make test PYTHON=python3.13              another Python, in a .venv that is not there yet

PYTHON ?= python3
RUN ?= lenet5 --per-layer
PYTEST ?= -n 2 --dist loadfile
WITNESS ?=
FUZZ ?= 10000
MUTANTS ?= 20
SEED ?= 0
KINDS ?=

CONSTRAINTS := tests/constraints.txt
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
INSTALL := $(PIP) install --constraint $(CONSTRAINTS)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.SILENT:
.PHONY: help run unit test lint types fix fuzz mutate witness bench verify verify-gpu index docs site check wheel clean

help: ## show these verbs
	grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12 | sed 's/^/make /'

run: .venv/run.stamp ## count a network
	$(BIN)/cnncount $(RUN)

unit: .venv/test.stamp ## run the tests that need nothing but the package
	$(BIN)/python -m pytest -m unit $(PYTEST)

test: .venv/test.stamp ## run every test
	$(BIN)/python -m pytest $(PYTEST)

lint: .venv/lint.stamp ## style, docstrings, and which module may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

types: .venv/lint.stamp .venv/test.stamp ## mypy, strict
	$(BIN)/mypy

fuzz: .venv/test.stamp ## hostile input of every kind, made at random; what fails is written to build/fuzz
	$(BIN)/python -m tests.fuzz --cases $(FUZZ) --seed $(SEED) $(KINDS)

mutate: .venv/mutation.stamp ## faults put into the core at random: how many of them the tests notice
	$(BIN)/python -m tests.mutation --sample $(MUTANTS) --seed $(SEED) $(KINDS)

fix: .venv/lint.stamp ## repair what ruff can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

witness: .venv-witness/stamp .venv-keras/stamp ## count other people's models, PyTorch's and Keras's, for the record
	.venv-witness/bin/python -W ignore -m tests.references.witness $(WITNESS)
	.venv-witness/bin/python -W ignore -m tests.references.deepspeed_witness
	.venv-keras/bin/python -W ignore -m tests.references.keras_witness $(WITNESS)

bench: .venv/run.stamp ## what counting costs, as ratios
	$(BIN)/python benchmarks/bench.py

verify: .venv/test.stamp ## hold every count against PyTorch on the CPU, and keep the record
	$(BIN)/cnncount verify --all --device cpu --record docs/verified

# The GPU machine keeps the PyTorch that it has; the rest is installed beside it. If it has no network:
#   pip wheel --wheel-dir wheels . fvcore hatchling editables    # elsewhere, with the same Python
#   make verify-gpu PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels
verify-gpu: .venv-gpu/stamp ## the same on a GPU, with the PyTorch that PYTHON has
	.venv-gpu/bin/cnncount verify --all --device cuda --record docs/verified

index: .venv/run.stamp ## write the index of the bundled networks
	$(BIN)/python -m cnncount.analysis.index

docs: .venv/docs.stamp index ## write the generated parts: the index, the schemas, and parts of the documents
	$(BIN)/cnncount schema > .venv/schema.json
	mv .venv/schema.json schema/architecture.schema.json
	$(BIN)/cnncount schema --of key > .venv/schema.json
	mv .venv/schema.json schema/key.schema.json
	$(BIN)/cnncount schema --of printed > .venv/schema.json
	mv .venv/schema.json schema/printed.schema.json
	$(BIN)/cnncount schema --of output > .venv/schema.json
	mv .venv/schema.json schema/output.schema.json
	$(BIN)/cog --verbosity=1 -P -r -I docs README.md docs/*.md docs/*/*.md

site: .venv/site.stamp ## build the documents as a site with a search; a wrong link is an error
	$(BIN)/zensical build --strict --clean
	rm -f site/generated.py

check: lint types test site ## all that must hold before a commit

wheel: .venv/run.stamp ## build the wheel into dist/
	$(PIP) wheel --no-deps --wheel-dir dist .
	ls dist/*.whl

clean: ## remove what the other verbs made
	rm -rf .venv .venv-* .cache build dist site .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what is installed; a stamp says that it is

.venv/bin/python:
	echo "creating .venv"
	$(PYTHON) -m venv .venv

.venv/run.stamp: pyproject.toml $(CONSTRAINTS) | .venv/bin/python
	echo "installing cnncount"
	$(INSTALL) --editable .
	touch $@

.venv/pip.stamp: | .venv/bin/python
	$(PIP) install --upgrade 'pip>=25.1' # the first that knows dependency groups
	touch $@

.venv/lint.stamp: pyproject.toml $(CONSTRAINTS) .venv/pip.stamp
	echo "installing the linters"
	$(INSTALL) --editable . --group lint
	touch $@

.venv/site.stamp: pyproject.toml $(CONSTRAINTS) .venv/pip.stamp
	echo "installing zensical"
	$(INSTALL) --group site
	touch $@

.venv/docs.stamp: pyproject.toml $(CONSTRAINTS) .venv/pip.stamp
	echo "installing cog, and PyTorch for the examples that need it"
	$(INSTALL) --editable '.[trace]' --group docs
	touch $@

.venv-gpu/stamp: pyproject.toml
	echo "installing cnncount beside the PyTorch that is there"
	$(PYTHON) -m venv --system-site-packages .venv-gpu
	# that is the base's packages; where PYTHON is a virtual environment's, its own as well
	$(PYTHON) -c 'import sysconfig as s; print(s.get_path("purelib"), s.get_path("platlib"), sep="\n")' \
		> "$$(.venv-gpu/bin/python -c 'import sysconfig as s; print(s.get_path("purelib"))')/beside.pth"
	# PyTorch may want a newer one than a new environment has, up to Python 3.11, and has it beside
	.venv-gpu/bin/python -m pip --quiet --quiet uninstall --yes setuptools
	.venv-gpu/bin/python -m pip --quiet install --editable '.[trace]'
	touch $@

.venv/test.stamp: pyproject.toml $(CONSTRAINTS) .venv/pip.stamp
	echo "installing cnncount with PyTorch and the test tools"
	$(INSTALL) --editable '.[trace,onnx,junit]' --group test
	touch $@

.venv/mutation.stamp: pyproject.toml $(CONSTRAINTS) .venv/test.stamp
	echo "installing cosmic-ray"
	$(INSTALL) --editable . --group mutation
	touch $@

.venv-witness/stamp: pyproject.toml tests/references/constraints.txt
	echo "installing other people's models and the counting tools, 6 GB"
	$(PYTHON) -m venv .venv-witness
	DS_BUILD_OPS=0 .venv-witness/bin/python -m pip --quiet --quiet --disable-pip-version-check install \
		--requirement tests/references/constraints.txt --editable .
	touch $@

.venv-keras/stamp: pyproject.toml tests/references/keras_constraints.txt
	echo "installing TensorFlow and Keras, 1.6 GB"
	$(PYTHON) -m venv .venv-keras
	.venv-keras/bin/python -m pip --quiet --quiet --disable-pip-version-check install \
		--requirement tests/references/keras_constraints.txt --editable .
	touch $@
