# The house of Simpul. `make help` prints the targets from their ## comments, grouped by ##@.
#
# `make run` needs Python 3.11 or newer and make. Everything else is a wheel, pinned with its hash in requirements/.
# Stamps under .venv say what is installed: a second call does nothing, and needs no network.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMPS := $(VENV)/stamps

export UV_PYTHON_DOWNLOADS := never
UV := $(BIN)/uv

MEMBERS      := contracts chassis tampilan perizinan kinerja pelaporan
MEMBER_DIRS  := libs/contracts libs/chassis libs/tampilan services/perizinan services/kinerja services/pelaporan
MEMBER_FILES := $(addsuffix /pyproject.toml,$(MEMBER_DIRS))
ASSETS       := libs/tampilan/package-lock.json libs/tampilan/src/tampilan/build.py \
                $(shell find libs/tampilan/src/tampilan/assets -type f)

# The tiers run together on this many processes; a broker and a database are shared, topics and databases are not.
JOBS ?= 2

##@ Run

.PHONY: help
help: ## Print this page
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	      /^[a-z][a-z-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: setup ## Start the three services on this machine (SIMPUL_… variables are passed on; data in ./var)
	@exec $(BIN)/python -m chassis.supervisor

.PHONY: backup
backup: setup ## Copy the three databases as they are at one moment (KE=folder; left out, under var/cadangan)
	@$(BIN)/python -m chassis.cadangan backup $(if $(KE),--ke $(KE))

.PHONY: restore
restore: setup ## Put them back from a folder of `make backup` (DARI=folder; GANTI=1 replaces what is there)
	@$(BIN)/python -m chassis.cadangan restore $(if $(GANTI),--ganti) $(DARI)

##@ Set up

.PHONY: setup
setup: $(STAMPS)/assets ## Make .venv with what a running Simpul needs, and build the assets

.PHONY: setup-dev
setup-dev: $(STAMPS)/dev $(STAMPS)/assets ## The same, with what the checks need on top

.PHONY: lock
lock: $(STAMPS)/venv ## Pin requirements/*.in and the members' needs, with hashes (UPGRADE=1 takes newer releases)
	@for name in image run dev; do \
	    inputs="$(MEMBER_FILES)"; \
	    [ $$name = image ] || inputs="$$inputs requirements/run.in"; \
	    [ $$name != dev ] || inputs="$$inputs requirements/dev.in"; \
	    $(UV) pip compile --quiet --generate-hashes --no-header --no-annotate --universal --python-version 3.11 \
	        $(foreach member,$(MEMBERS),--no-emit-package simpul-$(member)) $(if $(UPGRADE),--upgrade) \
	        --output-file requirements/$$name.txt $$inputs || exit 1; \
	done

.PHONY: clean
clean: ## Remove what was built and installed; data under ./var stays
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf libs/tampilan/node_modules libs/tampilan/src/tampilan/static/vendor libs/tampilan/src/tampilan/static/dist

$(STAMPS)/venv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Simpul needs Python 3.11 or newer; name one: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	    echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@mkdir -p $(STAMPS) && touch $@

# What the checks need contains what a run needs, so `make run` after `make test` installs nothing.
$(STAMPS)/run: $(STAMPS)/venv requirements/run.txt $(MEMBER_FILES)
	$(call install,run)
	@rm -f $(STAMPS)/dev && touch $@

$(STAMPS)/dev: $(STAMPS)/venv requirements/dev.txt requirements/run.txt $(MEMBER_FILES)
	$(call install,dev)
	@touch $(STAMPS)/run $@

$(STAMPS)/assets: $(STAMPS)/run $(ASSETS)
	@$(BIN)/python -m tampilan.build
	@touch $@

# $(1): run or dev. The members come from this checkout, built by the pinned uv_build, so no index is asked for them.
define install
	@$(UV) pip sync --quiet --python $(BIN)/python --compile-bytecode --require-hashes requirements/$(1).txt
	@$(UV) pip install --quiet --python $(BIN)/python --offline --no-deps --no-build-isolation \
	    $(addprefix --editable ./,$(MEMBER_DIRS))
endef

##@ Check

.PHONY: test
test: checks tests ## Every check and every test; prints the number of tests by tier

.PHONY: checks
checks: lint types imports proto-check asyncapi-check operating-check dasbor-check manifests-check ## Everything that reads the tree and runs none of it

.PHONY: lint
lint: $(STAMPS)/dev ## Style and likely faults (ruff)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

.PHONY: format
format: $(STAMPS)/dev ## Put the tree into the house's format (ruff)
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

.PHONY: types
types: $(STAMPS)/dev ## Types (mypy, strict)
	@$(BIN)/mypy

.PHONY: imports
imports: $(STAMPS)/dev ## Layers, strangers and circles (import-linter)
	@$(BIN)/lint-imports

.PHONY: tests
tests: setup-dev chromium prometheus kafka-source ## Every tier of tests
	@$(BIN)/pytest -n $(JOBS) --dist loadgroup $(PYTEST_ARGS)

.PHONY: unit
unit: $(STAMPS)/dev ## The tests without input and output
	@$(BIN)/pytest -m unit $(PYTEST_ARGS)

.PHONY: nightly
nightly: setup-dev chromium prometheus kafka-source ## The same tests with fifty kills a step instead of ten, and a soak of two hours
	@SIMPUL_TEST_KILLS=50 SIMPUL_TEST_SOAK=7200 $(BIN)/pytest -n $(JOBS) --dist loadgroup $(PYTEST_ARGS)

.PHONY: bench
bench: setup-dev kafka-source ## The promises of speed, each as a ratio to its baseline (benchmarks/README.md)
	@$(BIN)/python -m benchmarks

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        echo "installing Chromium for the browser tests"; \
	        apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	    else \
	        echo "The browser tests need Chromium; on Debian: apt-get install chromium" >&2; exit 1; \
	    fi; }

# promtool for the rules of alarm, Prometheus for the dashboards.
.PHONY: prometheus
prometheus:
	@{ command -v prometheus && command -v promtool; } >/dev/null || { \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        echo "installing Prometheus for the tests of what watches"; \
	        apt-get update -qq && apt-get install -y -qq --no-install-recommends prometheus >/dev/null; \
	    else \
	        echo "The tests of what watches need Prometheus; on Debian: apt-get install prometheus" >&2; exit 1; \
	    fi; }

.PHONY: kafka-source
kafka-source:
	@docker info >/dev/null 2>&1 || { command -v java >/dev/null && command -v mvn >/dev/null; } || { \
	    echo "The integration tests need a Docker engine, or Java 17 and Maven, to run Apache Kafka" >&2; exit 1; }

##@ Images

VERSION    := $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
TAG        ?= $(VERSION)
BASE_IMAGE ?= python:3.11-slim-bookworm
SERVICES   := perizinan kinerja pelaporan
# The Python inside BASE_IMAGE, and the platforms whose wheels run on it, newest first.
IMAGE_PYTHON ?= 3.11
PLATFORMS  := $(foreach libc,_2_34 _2_28 _2_17 2014 _2_12 2010 _2_5 1,manylinux$(libc)_$(shell uname -m))
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

.PHONY: wheelhouse
wheelhouse: $(STAMPS)/wheelhouse ## Gather in build/ what an image is made of: wheels by hash, our own, the list of both
$(STAMPS)/wheelhouse: $(STAMPS)/assets requirements/image.txt tools/sbom.py \
                      $(shell find $(addsuffix /src,$(MEMBER_DIRS)) -type f ! -name '*.pyc' ! -path '*/static/*')
	@rm -rf build/wheelhouse build/sbom
	@$(BIN)/pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
	    --python-version $(IMAGE_PYTHON) $(addprefix --platform ,$(PLATFORMS)) \
	    --dest build/wheelhouse --requirement requirements/image.txt
	@for member in $(MEMBER_DIRS); do \
	    $(UV) build --quiet --wheel --offline --no-build-isolation --python $(BIN)/python \
	        --out-dir build/wheelhouse $$member || exit 1; \
	done
	@$(BIN)/python -m tools.sbom build/wheelhouse build/sbom
	@touch $@

.PHONY: images
images: wheelhouse ## Build simpul-perizinan, simpul-kinerja and simpul-pelaporan (TAG, BASE_IMAGE), with no network
	@for service in $(SERVICES); do \
	    docker build --quiet --network none --target $$service --tag simpul-$$service:$(TAG) \
	        --build-arg BASE_IMAGE=$(BASE_IMAGE) --build-arg VERSION=$(VERSION) \
	        --build-arg SOURCE_DATE=$$(date -u -d @$(SOURCE_DATE_EPOCH) +%FT%TZ) . >/dev/null || exit 1; \
	    docker image inspect --format "simpul-$$service:$(TAG) {{.Size}} bytes" simpul-$$service:$(TAG); \
	done

.PHONY: bundle
bundle: images ## Put images, manifests, lists and checksums into one file, for an office without a network
	@rm -rf build/bundle && mkdir -p build/bundle
	@docker save $(foreach service,$(SERVICES),simpul-$(service):$(TAG)) | gzip -n >build/bundle/images.tar.gz
	@cp -r build/sbom deploy docker-compose.yml docs/operating.md CHANGELOG.md build/bundle/
	@cd build/bundle && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum >SHA256SUMS
	@tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@$(SOURCE_DATE_EPOCH) \
	    -C build/bundle -cf build/simpul-$(VERSION).tar .
	@du -h build/simpul-$(VERSION).tar
	@echo "there: tar -xf simpul-$(VERSION).tar && sha256sum -c --quiet SHA256SUMS && docker load -i images.tar.gz && docker compose up --wait"

.PHONY: test-kubernetes
test-kubernetes: $(STAMPS)/dev ## Test the manifests in the cluster of KUBECONFIG (KUBE_LOAD: what brings images in; KUBE_BEFORE=1: it has :sebelum)
	@$(BIN)/pytest tests/kubernetes -s -p no:randomly $(PYTEST_ARGS)

.PHONY: test-compose
test-compose: $(STAMPS)/dev $(STAMPS)/assets ## Test the images, and docker compose up with them; makes those that are missing
	@docker image inspect $(foreach service,$(SERVICES),simpul-$(service):$(TAG)) >/dev/null 2>&1 || $(MAKE) images setup-dev
	@TAG=$(TAG) $(BIN)/pytest tests/compose -s $(PYTEST_ARGS)

##@ Contracts

.PHONY: proto
proto: $(STAMPS)/dev ## Generate libs/contracts from proto/
	@$(BIN)/python -m tools.proto
	@$(BIN)/buf lint proto

.PHONY: proto-check
proto-check: $(STAMPS)/dev ## Fail when the committed code differs from what proto/ generates, or buf finds fault
	@$(BIN)/python -m tools.proto --check
	@$(BIN)/buf lint proto

.PHONY: asyncapi
asyncapi: $(STAMPS)/dev ## Generate the AsyncAPI document and a page for each event
	@$(BIN)/python -m tools.asyncapi

.PHONY: asyncapi-check
asyncapi-check: $(STAMPS)/dev ## Fail when those differ from what proto/ says, or the parser of AsyncAPI finds fault
	@$(BIN)/python -m tools.asyncapi --check
	@$(BIN)/python -m tools.asyncapi --parse

.PHONY: manifests
manifests: $(STAMPS)/dev ## Write the alarm rules as Kubernetes takes them
	@$(BIN)/python -m tools.manifests

.PHONY: manifests-check
manifests-check: $(STAMPS)/dev ## Fail when those differ from deploy/pemantauan
	@$(BIN)/python -m tools.manifests --check

.PHONY: operating
operating: $(STAMPS)/dev ## Generate the tables of docs/operating.md from the code
	@$(BIN)/python -m tools.operating

.PHONY: operating-check
operating-check: $(STAMPS)/dev ## Fail when those tables differ from what the code says
	@$(BIN)/python -m tools.operating --check

.PHONY: dasbor
dasbor: $(STAMPS)/dev ## Generate the dashboards of deploy/pemantauan/dasbor
	@$(BIN)/python -m tools.dasbor

.PHONY: dasbor-check
dasbor-check: $(STAMPS)/dev ## Fail when the dashboards differ from their table
	@$(BIN)/python -m tools.dasbor --check
