# The commands of the project; each does its work from nothing and is quick when there is nothing to do.
# HOST, PORT and DATABASE_URL are read from the environment (see api/settings.py).
SHELL := /bin/bash
KOMPASS := .venv/bin/kompass
.PHONY: run install test check train evaluate encoder clean

run: install            ## everything from nothing: install, compile, train if something changed, start
	@$(KOMPASS) run

install:                ## make the two environments, .venv (service) and .venv-engine (engine)
	@python3 scripts/environments.py

train: install          ## compile the knowledge and train the engine if something that matters changed
	@$(KOMPASS) train

check: install          ## format, lint, types, knowledge
	@.venv/bin/ruff format --check . && .venv/bin/ruff check . && .venv/bin/mypy && $(KOMPASS) check

test: install           ## all tests: fast ones first, then those that start the real thing
	@.venv/bin/python -m pytest -q -m "not functional" --ignore tests/api/staff --ignore tests/knowledge/intake --ignore tests/knowledge/repair tests/knowledge tests/api tests/actions tests/bot tests/scripts
	@.venv-engine/bin/python -m pytest -q -p no:warnings tests/nlu tests/bot
	@.venv/bin/python -m pytest -q tests/api/staff tests/knowledge/intake tests/knowledge/repair
	@.venv/bin/python -m pytest -q tests/widget tests/staff
	@$(KOMPASS) train
	@.venv/bin/python -m pytest -q -m functional tests/functional

evaluate: install       ## acceptance figures, our own conversations, and the figures of understanding with pictures
	@$(KOMPASS) evaluate

encoder: install        ## tune the sentence encoder anew on the training questions (an hour or more; see nlu/weights/MODEL.md)
	@.venv/bin/python -m pip install --quiet -r requirements/tuning.txt
	@.venv-engine/bin/python -W ignore -m nlu.tuning.questions build/tuning_questions.json
	@.venv/bin/python -m nlu.tuning.tune build/tuning_questions.json nlu/weights

clean:                  ## remove what was built; environments and the conversations in var/ stay
	@rm -rf build .rasa
