PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup demo test worlds lint bench bench-nightly audit clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11；用别的写 make PYTHON=..." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: setup
	$(BIN)/lanmu demo

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest -n auto --dist loadfile

# Worlds with a true history, read night after night for MINUTES: fails where a word about one is false. It says which.
MINUTES ?= 10
worlds: setup
	$(BIN)/python -m tests.worlds $(MINUTES) $(FIRST_SEED)

bench: setup
	$(BIN)/python -m bench

# Memory, open files and threads of 400 nights of `lanmu nightly`, in a minute or two.
bench-nightly: setup
	$(BIN)/python -m bench.nightly

# Known faults of what is installed, as PyPI tells them. Fails where it cannot tell of every package. The one exception,
# and why, is in SECURITY.md. PIP_AUDIT_VULNERABILITY_SERVICE and PIP_AUDIT_OSV_URL choose another source.
audit: setup
	$(BIN)/python -m pip freeze --all --exclude-editable > $(VENV)/installed.txt
	$(BIN)/python -m pip_audit --strict --no-deps --disable-pip --progress-spinner off \
		--ignore-vuln CVE-2017-14158 -r $(VENV)/installed.txt

clean:
	rm -rf $(VENV) build dist *.egg-info
