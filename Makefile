# Every task in this checkout; `make help` lists them.
PYTHON ?= python3
REHEARSAL = build/rehearsal
FIGURES = build/figures
UV ?= uv
# Covered by their own tests; measuring the others too would take a minute more.
CORE = tests/training tests/ankle tests/library tests/store
# Most mistakes show up in these.
QUICK = tests/training tests/ankle tests/library tests/test_contracts.py
IN = .venv/bin
PYTEST = $(IN)/python -m pytest -rfEs
SET_UP = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " \
	+ sys.version.split()[0] + ". With a later one: make PYTHON=python3.12")' && $(PYTHON) packaging/bootstrap.py

.PHONY: run test quick lint house bench simulate prove pictures texts figures sounds schemas lock bare-debian help
.DEFAULT_GOAL := help

run: ## set up everything and open the program
	@$(SET_UP) run
	@$(PYTHON) packaging/bootstrap.py open $(REHEARSAL)

test: lint ## set up everything and run all checks and tests
	@$(PYTEST) --cov --numprocesses 2 --dist worksteal $(CORE); core=$$?; \
	$(PYTEST) --numprocesses 3 --dist worksteal $(addprefix --ignore=,$(CORE)) && exit $$core

quick: lint ## run the checks and the most useful tests, in under a minute
	@$(PYTEST) --numprocesses 2 --dist worksteal $(QUICK)

lint: ## run the checks alone: style, types, imports
	@$(SET_UP) test
	$(IN)/ruff check
	$(IN)/ruff format --check
	$(IN)/mypy
	$(IN)/lint-imports

house: ## print the plan of the house: rooms, arrows, circles
	@$(SET_UP) test
	@$(IN)/python packaging/show_house.py

bench: ## measure the start, the stage, the sound, and the Progress page after 20 years
	@$(SET_UP) test
	$(IN)/python tests/bench/run.py

simulate: ## print how often a verdict is right, for 2,000 simulated runners of each kind
	@$(SET_UP) test
	$(IN)/python tests/bench/simulated_runners.py

prove: ## run the long tests behind the promises
	@$(SET_UP) test
	$(IN)/python -m pytest tests/prove -m prove

pictures: ## save every page and stage, light and dark, in three sizes
	@$(SET_UP) run
	$(IN)/python packaging/make_pictures.py

texts: ## list every text that a runner can read or hear, to be read
	@$(SET_UP) test
	@$(IN)/python packaging/list_texts.py build/texts.txt

figures: ## paint all drawings, both sides, light and dark
	@$(SET_UP) run
	$(IN)/python packaging/make_contact_sheet.py $(FIGURES)

sounds: ## make every tone, and speak every phrase, again (needs hibari-tts and ffmpeg)
	@$(SET_UP) run
	$(IN)/python packaging/make_tones.py
	$(IN)/python packaging/make_voice.py

schemas: ## write docs/schemas again, after a change to an exported format
	@$(SET_UP) test
	$(IN)/python packaging/make_schemas.py

lock: ## update the versions of the libraries (needs uv)
	for group in run:build dev:dev; do \
		$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade --python-version 3.11 \
			--group $${group#*:} pyproject.toml -o packaging/requirements-$${group%:*}.txt || exit; done

bare-debian: ## run make test and make run in a bare Debian (needs root and debootstrap); RELEASE=trixie for another
	packaging/bare_debian.sh

help: ## print this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20
