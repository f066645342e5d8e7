# policygraph: the commands of this project. `make` alone lists them.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PORT ?= 8000
HOST ?= 127.0.0.1

.DEFAULT_GOAL := help
.PHONY: help install serve neo4j test test-clients test-neo4j test-browser test-long accept lint pythons conformance bench soak evaluate learn accuracy docs examples lock pin clean

help: ## list the commands
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: .venv/.installed ## make .venv with the pinned versions and the policygraph command

.venv/.installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 found: install one, or say make PYTHON=/path/to/python."; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { echo "$(PYTHON) cannot make virtual environments: install its venv package (python3-venv on Debian)."; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

serve: install ## load the plans if the graph is empty and open the site on http://HOST:PORT
	@$(BIN)/policygraph serve --host $(HOST) --port $(PORT)

.venv/.neo4j: .venv/.installed requirements-neo4j.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-neo4j.lock
	@touch $@

FLAGSHIP = policygraph query support/which-regions-fund instrument=first-of-kind

neo4j: .venv/.neo4j ## start a real Neo4j (no Docker, no Java), load the plans and ask it the flagship question
	@$(BIN)/policygraph neo4j up
	@POLICYGRAPH_URL=$$($(BIN)/policygraph neo4j up --json | $(BIN)/python -c 'import json, sys; print(json.load(sys.stdin)["url"])') \
	&& export POLICYGRAPH_URL && $(BIN)/policygraph load --all && $(BIN)/$(FLAGSHIP) \
	&& echo "Ask it again: POLICYGRAPH_URL=$$POLICYGRAPH_URL $(BIN)/$(FLAGSHIP)" && echo "Stop it: $(BIN)/policygraph neo4j down"

test: install ## run the tests (Python only)
	$(BIN)/pytest -n 2 --dist loadgroup -m "not long and not neo4j and not browser and not clients"

.venv/.clients: .venv/.installed tests/clients/requirements.txt tests/clients/typescript/package-lock.json
	@$(PYTHON) -m venv --clear .venv/clients
	.venv/clients/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r tests/clients/requirements.txt
	@cp tests/clients/typescript/package.json tests/clients/typescript/package-lock.json .venv/clients/
	PATH=$(CURDIR)/.venv/clients/bin:$$PATH npm ci --prefix .venv/clients --loglevel error --no-audit --no-fund --ignore-scripts
	@touch $@

test-clients: .venv/.clients ## make clients of the OpenAPI document in Python and TypeScript and use them; what makes them is installed once
	$(BIN)/pytest -m "clients and not long"

test-neo4j: .venv/.neo4j ## run the tests that need a real Neo4j; its jars are downloaded once
	$(BIN)/pytest -m "neo4j and not browser and not long"

.venv/.browser: .venv/.neo4j requirements-browser.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-browser.lock
	@touch $@

CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

test-browser: .venv/.browser ## run the tests of Neo4j Browser in headless Chromium, on both engines
	@test -n "$(CHROMIUM)" || { echo "No Chromium found: install one (apt-get install chromium fonts-noto-cjk), or say make test-browser CHROMIUM=/path/to/it."; exit 1; }
	CHROMIUM=$(CHROMIUM) $(BIN)/pytest -m "browser and not long"

test-long: .venv/.browser ## run the long rounds: every query on every engine, the newest Neo4j, processes killed at work (needs Chromium)
	CHROMIUM=$(CHROMIUM) $(BIN)/pytest -m long

conformance: .venv/.neo4j ## ask every query of the embedded engine and of both Neo4js, and write docs/conformance.md anew
	@$(BIN)/python -m tests.conformance

accept: install ## count the acceptance questions that the machine's reading alone gets right
	@$(BIN)/python -m tests.acceptance.machine

lint: install ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

pythons: install ## prove that the pinned wheels resolve on every supported Python
	@for v in 3.11 3.12 3.13; do echo "Python $$v"; $(BIN)/pip install --quiet --disable-pip-version-check --dry-run --ignore-installed \
		--target .venv/resolve --python-version $$v --only-binary :all: --require-hashes \
		-r requirements.lock -r requirements-image.lock -r requirements-neo4j.lock -r requirements-browser.lock || exit 1; done

bench: install ## measure speed, as ratios within one run (PARTS="rest" measures that part alone)
	@$(BIN)/pip install --quiet --disable-pip-version-check --upgrade --no-deps --no-binary jieba --require-hashes \
		--target .venv/bench -r tests/bench/requirements.txt
	@PYTHONPATH=.venv/bench CHROMIUM=$(CHROMIUM) $(BIN)/python -m tests.bench $(PARTS)

soak: install ## load the served site for half an hour (MINUTES=30), killing its engine, and hold every answer against a model
	@$(BIN)/python -m tests.soak --minutes $(or $(MINUTES),30)

ANNOTATED = --texts $(SHARED)/plans --texts $(SHARED)/corpus $(foreach id,$(UNSEEN),--apart $(id))
SHARED ?= ../shared
# those of them that nobody looked at while rules were written
UNSEEN ?= guangdong-shaoguan-2022 pingtan-industry-park-2020 hubei-agri-operators-2021

evaluate: install ## score the reading of the annotated documents of SHARED, each with models learnt without it
	$(BIN)/policygraph evaluate $(SHARED)/gold $(SHARED)/gold-dev $(ANNOTATED) --cross

learn: install ## learn loaders/models anew from the annotated documents of SHARED
	$(BIN)/python -m loaders.learning --gold $(SHARED)/gold --gold $(SHARED)/gold-dev $(ANNOTATED)

accuracy: install ## write data/accuracy.yaml and docs/accuracy.md anew from the annotated documents of SHARED
	$(BIN)/python -m loaders.learning.accuracy --gold $(SHARED)/gold --gold $(SHARED)/gold-dev $(ANNOTATED) > .venv/accuracy.yaml
	mv .venv/accuracy.yaml data/accuracy.yaml
	$(BIN)/python -m loaders.accuracy_page > docs/accuracy.md
	printf '\n## Questions that the machine alone answers\n\n' >> docs/accuracy.md
	$(BIN)/python -m tests.acceptance.machine >> docs/accuracy.md

docs: install ## write the generated pages of docs/ anew
	$(BIN)/python -m graph.model_page > docs/graph-model.md
	$(BIN)/python -m api.browser.guide_page > docs/analyst-guide.md
	$(BIN)/python -m api.problem_types > docs/problems.md

examples: install ## ask the shipped plans for the example answers of the OpenAPI document anew
	@$(BIN)/python -m tests.api.examples

NEO4J ?= 5.26.30 2026.08.1

lock: install ## pin versions and hashes anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --only-binary :all: \
		--python-version 3.11 --extra dev pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --only-binary :all: \
		--python-version 3.11 --extra image --constraint requirements.lock pyproject.toml --output-file requirements-image.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --only-binary :all: \
		--python-version 3.11 --extra neo4j --constraint requirements.lock pyproject.toml --output-file requirements-neo4j.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --only-binary :all: \
		--python-version 3.11 --extra browser --constraint requirements-neo4j.lock pyproject.toml --output-file requirements-browser.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --only-binary :all: \
		--python-version 3.11 tests/clients/requirements.in --output-file tests/clients/requirements.txt
	cd tests/clients/typescript && npm install --package-lock-only --omit-lockfile-registry-resolved

pin: .venv/.neo4j ## pin the jars of the versions of Neo4j named in NEO4J by their hashes anew
	$(BIN)/python -m graph.neo4j_server.pin $(NEO4J)

clean: ## remove what the commands above made (graph and uploads stay in POLICYGRAPH_DATA)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
