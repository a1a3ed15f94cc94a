# make demo   see the sample negotiation compared: the quickest way to know what this is
# make test   everything that continuous integration checks
# Each makes its own virtual environment in .venv and installs what it needs from locks/.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: help demo test check format quality reading speed alignment redline strength amendments record lock sample clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

demo: $(VENV)/runtime.ready
	$(BIN)/resotrack demo

test: $(VENV)/dev.ready check
	$(BIN)/python -m pytest

check: $(VENV)/dev.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

quality: $(VENV)/dev.ready
	$(BIN)/python -m benchmarks.quality

reading: $(VENV)/dev.ready
	$(BIN)/python -m benchmarks.reading

speed: $(VENV)/dev.ready
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.speed

alignment: $(VENV)/benchmark.ready
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.alignment --write

strength: $(VENV)/dev.ready
	$(BIN)/python -m benchmarks.strength --write

amendments: $(VENV)/dev.ready
	$(BIN)/python -m benchmarks.amendments

redline: $(VENV)/benchmark.ready
	$(BIN)/python -m benchmarks.redline

record: $(VENV)/dev.ready
	$(BIN)/python -m benchmarks.record
	$(BIN)/python -m benchmarks.writers
	$(BIN)/python -m benchmarks.kill

sample: $(VENV)/dev.ready
	$(BIN)/python -m scripts.make_sample

lock: $(VENV)/dev.ready
	$(BIN)/pip install --quiet "uv>=0.9"
	$(BIN)/uv pip compile pyproject.toml --group build --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet --upgrade \
	  --python-version 3.11 --output-file locks/runtime.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet --upgrade \
	  --python-version 3.11 --output-file locks/dev.txt
	$(BIN)/uv pip compile pyproject.toml --group benchmark --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet --upgrade \
	  --python-version 3.11 --output-file locks/benchmark.txt

clean:
	rm -rf $(VENV) dist build resotrack-demo .mypy_cache .ruff_cache .pytest_cache

$(VENV)/%.ready: locks/%.txt pyproject.toml | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r locks/$*.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(BIN)/pip:
	sh scripts/make_venv.sh $(PYTHON) $(VENV)
