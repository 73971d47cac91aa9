# The two commands of the README need Rust, Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
BOOK := $(sort $(wildcard examples/book/ch*.py))

.PHONY: demo test build develop bench lint format clean

demo: build  ## fits NIST's data, then runs every example of the book
	$(BIN)/python -m pallasite --strict examples/nist_fit.py
	@set -e; for script in $(BOOK); do echo; echo "== $$script"; $(BIN)/python -m pallasite --strict $$script; done
	@echo; echo "The figures are in examples/output."

test: build  ## every Rust test and doctest, then every Python test
	cargo test --workspace --quiet
	$(BIN)/python -m pytest -q

build: $(BIN)/maturin  ## the extension module, optimised, into .venv
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/maturin develop --release --extras test

develop: $(BIN)/maturin  ## the extension module while code changes: rebuilt in seconds, a little slower
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/maturin develop --profile develop --extras test

$(BIN)/maturin: pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer, please: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet 'maturin>=1.16,<2'
	@touch $@

bench: build  ## beside NumPy; writes docs/performance.md
	$(BIN)/python benches/run.py --check --markdown docs/performance.md

lint:  ## formatting, clippy, layering
	cargo fmt --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	$(PYTHON) tools/check_layers.py

format:
	cargo fmt

clean:
	rm -rf target .venv examples/output
