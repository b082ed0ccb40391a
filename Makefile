# The two commands: `make demo` and `make test`. Nothing has to be installed by hand.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: audit demo docs lint lock sbom screenshots test translations types wheel clean \
	bench-documents bench-edition bench-matching bench-ownership bench-payments bench-scale \
	bench-service bench-spark learn-weights

demo: $(VENV)/.core
	@mkdir -p demo
	@$(BIN)/caveat --library demo/library update starter
	@$(BIN)/caveat --library demo/library batch --sample -o demo/results.csv --table; \
		rc=$$?; [ $$rc -eq 0 ] || [ $$rc -eq 3 ]

test: $(VENV)/.dev
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.dev
	$(BIN)/mypy

translations: $(VENV)/.dev
	$(BIN)/python scripts/translations

screenshots: $(VENV)/.dev
	$(BIN)/python scripts/screenshots

bench-documents: $(VENV)/.bench
	$(BIN)/python benchmarks/documents/run.py

bench-edition: $(VENV)/.dev
	$(BIN)/python benchmarks/edition/run.py

bench-matching: $(VENV)/.bench
	$(BIN)/python benchmarks/matching/run.py

bench-ownership: $(VENV)/.bench
	$(BIN)/python benchmarks/ownership/run.py

bench-payments: $(VENV)/.bench
	$(BIN)/python benchmarks/payments/run.py

# LIBRARY=FOLDER takes a library that is there; else one of the real lists is built first.
bench-service: $(VENV)/.bench
	$(BIN)/python benchmarks/service/run.py --write $(if $(LIBRARY),--library $(LIBRARY))

docs: $(VENV)/.dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

lock: $(VENV)/.release
	$(BIN)/uv pip compile -q pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		-o requirements.lock
	$(BIN)/python scripts/licences

wheel: $(VENV)/.release
	$(BIN)/python -m pip wheel -q --no-deps -w dist .

sbom: $(VENV)/.release
	@mkdir -p dist
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml \
		--output-reproducible -o dist/caveat-sbom.json

audit: $(VENV)/.release
	$(BIN)/pip-audit --require-hashes --disable-pip --strict -r requirements.lock

bench-scale: $(VENV)/.bench
	$(BIN)/python -m benchmarks.scale.simulate

# SIZE=names to screen (2,000,000); ARGS='--parts screen,ownership,edition' for some of it.
bench-spark: $(VENV)/.bench
	$(BIN)/python benchmarks/spark/run.py $(if $(SIZE),--size $(SIZE)) $(ARGS)

learn-weights: $(VENV)/.bench
	$(BIN)/python benchmarks/matching/learn.py

clean:
	rm -rf $(VENV) demo

$(VENV)/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "Caveat needs Python 3.11 or newer." >&2; exit 1; }
	@scripts/system-packages $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip

$(VENV)/.core: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e ".[documents,casework]"
	@touch $@

$(VENV)/.bench: pyproject.toml | $(VENV)/.dev
	$(BIN)/python -m pip install -q --group bench
	@touch $@

$(VENV)/.release: pyproject.toml | $(VENV)/.dev
	$(BIN)/python -m pip install -q --group release
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@scripts/system-packages "$(PYTHON)" picture
	@scripts/test-packages
	$(BIN)/python -m pip install -q -e ".[documents,nlp,picture,remote,serve,casework,postgres,spark]" \
		--group dev
	@touch $(VENV)/.core $@
