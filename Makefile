# The same steps as .ci/run, in the environment that the README's second command makes.
PYTHON ?= .venv/bin/python
PICTURES ?= scratch/pictures
export PYTHON

.PHONY: help dev test long lint types contract stories series prints smoke wheel pictures bench ci

help:  ## this list
	@grep -E '^[a-z][a-z ]*:.*##' Makefile | sed 's/:[^#]*##/\t/'

dev: .venv/dev  ## the environment with the development tools
.venv/dev: pyproject.toml
	python3 -m venv .venv
	$(PYTHON) -m pip install -q -e '.[dev]'
	touch $@

test: dev  ## the tests
	$(PYTHON) -m pytest -q

long: dev  ## the tests with the full form of their long series
	ITA_TUI_LONG=1 $(PYTHON) -m pytest -q

lint types contract stories series prints smoke wheel: dev  ## one of the checks
	bash .ci/step $@

pictures: dev  ## every screen of the sample year as PNG files in PICTURES
	$(PYTHON) benchmarks/pictures.py $(PICTURES)

bench: dev  ## key presses against a bare table, Thai against English text, the start, and printing
	$(PYTHON) benchmarks/keys.py
	$(PYTHON) benchmarks/thai.py
	$(PYTHON) benchmarks/start.py
	$(PYTHON) benchmarks/printing.py

ci:  ## everything, from a fresh environment
	bash .ci/run
