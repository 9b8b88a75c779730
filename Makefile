# What a newcomer types. Each target does the set-up it needs and says what takes time.
#
#   make demo    build, install the kernel into .venv, run a notebook, leave its pictures in out/
#   make test    all tests
#   make lab     JupyterLab with the kernel
#   make soak    a thousand crashes and a thousand interrupts (SEED=7 repeats a run)
#   make fuzz    millions of damaged messages, lines, cells and files
#   make parity  ONNX and safetensors beside onnxruntime and PyTorch (needs make bench's .venv-bench)
#   make gallery every kind of picture, on one page in docs/gallery

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PYTHON := .venv/bin/python
PROGRAM := .build/release/cuaderno

.PHONY: demo test test-clients lab soak fuzz parity setup build kernel notebooks gallery bench bench-kernel format lint clean

demo: kernel
	@$(PROGRAM) run notebooks/02-perceptron.ipynb --output out/02-perceptron.ipynb --html out/02-perceptron.html --svg-dir out

test: setup
	@scripts/test.sh

# JupyterLab, Notebook 7 and JupyterHub in a browser, the consoles, nbclient, nbconvert, papermill and Voilà, each end to end;
# installs them into .venv-clients, and the browser.
test-clients: build
	@scripts/test_clients.sh

lab: kernel
	@echo "==> JupyterLab starts; choose \"Swift (Cuaderno)\" in its launcher. Ctrl-C ends it."
	@.venv/bin/jupyter lab --notebook-dir=notebooks $(if $(filter 0,$(shell id -u)),--allow-root)

# Crashes, interrupts and killed workers, each kind in one long session; ten minutes.
soak: kernel
	@$(PYTHON) Tests/EndToEnd/campaign/soak.py $(if $(SEED),--seed $(SEED))

# A million inputs for the wire, the command lines and the cells each, 100,000 damaged files for each reader; half an hour.
fuzz: setup
	@CUADERNO_FUZZ_ROUNDS=1000000 CUADERNO_FUZZ=100000 swift test -c release \
		--filter 'WireFuzzTests|CommandFuzzTests|CellFuzzTests|InterchangeTests.FuzzTests'

# Every kind of layer written and read as ONNX and safetensors, beside onnxruntime and PyTorch: the table of differences.
parity: setup
	@rm -rf out/parity && mkdir -p out/parity
	@CUADERNO_EXPORTS=$(CURDIR)/out/parity swift test -c release --filter InterchangeTests.ExportTests > out/parity.log
	@.venv-bench/bin/python Tests/InterchangeTests/Fixtures/check_exports.py out/parity

# Installs the Debian packages and the Python environment where they are missing.
setup:
	@scripts/setup.sh

build: setup
	@echo "==> Building in release (the first time takes ten minutes on two cores, mostly swift-syntax and swift-crypto)"
	@swift build -c release

kernel: build
	@$(PROGRAM) install --prefix .venv

# Runs all notebooks and stores them with their outputs.
notebooks: kernel
	@for notebook in notebooks/*.ipynb; do \
	    echo "==> $$notebook"; \
	    $(PROGRAM) run $$notebook --in-place --svg-dir out; \
	done
	@$(PROGRAM) export notebooks --html out

# Draws every kind of picture into docs/gallery, with a page that shows them all; the tests compare with these files.
gallery: setup
	@swift build -c release --product draw-gallery
	@.build/release/draw-gallery docs/gallery

# The engine beside PyTorch, in one run; installs PyTorch into .venv-bench.
bench: build
	@scripts/bench.sh

# The kernel's latencies and memory beside ipykernel, and loops in cells beside swiftc -O.
bench-kernel: kernel
	@$(PYTHON) Benchmarks/kernel_benchmark.py
	@$(PYTHON) Benchmarks/cell_speed.py

format:
	@swift format -i -r Package.swift Sources Tests Benchmarks

lint:
	@swift format lint --strict -r Package.swift Sources Tests Benchmarks

clean:
	@rm -rf .build .venv .venv-bench .venv-clients out
