# make serve   the portal on http://127.0.0.1:8000 (PORT= to change), set up from nothing if need be
# make test    every check and test: all on SQLite, on PostgreSQL what differs there
# make test-quick   the style of what changed, the pure half and the pages; for daily work
# make test-all     every test on both databases
# make lint    style and types alone          make fmt       put the style right
# make bench   measurements                   make messages  collect the texts for locale/en
# make pictures   the clerk's manual and the pictures in docs/, taken from the running site
# make lighthouse Google's Lighthouse on six kinds of pages (npm fetches it)
# make harden  10,000 seeded hostile requests against the production server, and every seeded generator in full
# make pins    renew requirements.txt and tests/requirements.txt
# make clean   remove what was installed and cached; var/, which holds the database, stays

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.SILENT:
.NOTPARALLEL:
.PHONY: help serve test test-quick test-all bench harden lighthouse lint fmt messages pictures pins clean port venv site tools

PORT ?= 8000
export PORT
PY := .venv/bin/python
# Wheels only: nothing is compiled here, so no build tool can come in without a hash.
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes
COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-strip-extras \
  --no-header --no-annotate --no-emit-index-url

help:
	sed -n 's/^# make/make/p' Makefile

serve: port site
	$(PY) -m deploy.prepare
	echo "The portal is at http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)"
	exec $(PY) -m deploy.server

test: tools
	exec $(PY) tests/run.py

test-quick: tools
	exec $(PY) tests/run.py quick

test-all: tools
	exec $(PY) tests/run.py all

lint: tools
	exec $(PY) tests/run.py lint

fmt: tools
	$(PY) -m ruff check --fix
	$(PY) -m ruff format
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

bench: tools
	exec $(PY) bench/run.py

messages: site
	$(PY) manage.py makemessages --locale en --no-wrap --add-location file \
	  --ignore .venv --ignore var --ignore tests --ignore frontend
	$(PY) manage.py compilemessages --locale en --ignore .venv

pictures: tools
	$(PY) -m docs.manual
	$(PY) -m docs.screenshots

harden: tools
	$(PY) bench/harden.py
	exec $(PY) tests/run.py trials

lighthouse: tools
	exec $(PY) bench/lighthouse.py

pins: tools
	$(COMPILE) --upgrade requirements.in -o requirements.txt
	$(COMPILE) --upgrade tests/requirements.in -o tests/requirements.txt

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -not -path '*/node_modules/*' -prune -exec rm -rf {} +

# ---- Steps of the above ----

port:
	if (exec 3<>/dev/tcp/127.0.0.1/$(PORT)) 2>/dev/null; then
	  echo "Port $(PORT) is in use. Stop what runs there, or take another one: make serve PORT=8001" >&2
	  exit 1
	fi

# Made when it is missing, and made anew when its Python is gone or an earlier attempt was cut short. The system's own
# Python comes first: distributions build it with optimisations, others often without, and then all takes a quarter longer.
venv:
	if $(PY) -c 'import pip' 2>/dev/null; then exit 0; fi
	for python in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11 ""; do
	  if "$$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi
	done
	if [ -z "$$python" ]; then
	  echo "Python 3.11 or newer with its venv module is needed. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2
	  exit 1
	fi
	"$$python" -m venv --clear .venv

# Packages are installed again only when the pins differ from the copy made after the last installation.
site: venv
	if cmp -s requirements.txt .venv/site.txt; then exit 0; fi
	echo "Installing what the site needs"
	$(INSTALL) -r requirements.txt
	cp requirements.txt .venv/site.txt

tools: site
	if cmp -s tests/requirements.txt .venv/tools.txt; then exit 0; fi
	echo "Installing what the tests need"
	$(INSTALL) -r tests/requirements.txt
	cp tests/requirements.txt .venv/tools.txt
