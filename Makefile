# Two commands on a fresh machine: `make demo` and `make test`. Both set up their own environment first.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP_INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: demo test prove fuzz mutants bench bench-peers lint lock samples pictures clean help

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

demo: $(VENV)/.run-ready ## set up, then one pass over the sample mailbox
	@$(RUN) run_intake.py demo

test: $(VENV)/.test-ready ## set up, then all tests
	@$(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder

prove: $(VENV)/.test-ready ## the tests with all of their long trials, of which `make test` does a fixed tenth; hours
	@INTAKE_TEST_WHOLE=1 $(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder

fuzz: $(VENV)/.test-ready ## ten minutes (MINUTES=…) of wild input for mime, unpack, word and pdf
	@nice -n 10 $(RUN) -m tests.fuzz --minutes $(or $(MINUTES),10)

mutants: $(VENV)/.test-ready ## plant faults (SEED=1 COUNT=40 ROOMS=… JSON=… RESUME=… AGAIN=…) in a copy of the code and list those that no test notices
	@nice -n 10 $(RUN) -m tests.mutants $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT)) $(if $(ROOMS),--rooms $(ROOMS)) \
		$(if $(JSON),--json $(JSON)) $(if $(RESUME),--resume $(RESUME)) $(if $(AGAIN),--again $(AGAIN))

bench: $(VENV)/.test-ready ## all measurements as ratios to the bare libraries, half an hour (QUICK=1: some four minutes); JSON in var/output
	@$(RUN) -m tests.bench $(if $(QUICK),--quick)

bench-peers: $(VENV)/.test-ready ## the same documents read by other programs, installed into an environment of their own
	@$(RUN) -m tests.bench.peers

lint: $(VENV)/.test-ready ## ruff and mypy
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy

lock: ## resolve the dependencies anew (needs uv); the files carry hashes and no download address
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra test -c requirements.lock \
		pyproject.toml -o requirements-test.lock

pictures: $(VENV)/.test-ready ## take the pictures in docs again (needs LibreOffice, Chromium, poppler, ImageMagick)
	@$(RUN) -m tests.pictures.sheets
	@$(RUN) -m tests.pictures.pages
	@$(RUN) -m tests.pictures.guide_workbook

samples: $(VENV)/.test-ready ## write the sample mailbox again from its seed
	@$(RUN) -m tests.samples.make

clean: ## remove the environment and the demo's state
	rm -rf $(VENV) var/demo

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed (set PYTHON=…)" if sys.version_info < (3, 11) else 0)'
	@echo "setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run-ready: requirements.lock | $(VENV)/bin/python
	@$(PIP_INSTALL) -r requirements.lock
	@touch $@

$(VENV)/.test-ready: requirements-test.lock | $(VENV)/bin/python
	@$(PIP_INSTALL) -r requirements-test.lock
	@touch $@
