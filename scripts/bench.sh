#!/usr/bin/env bash
# The engine beside PyTorch, JAX and scikit-learn, in one run. The peers go into an environment of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -x .venv-bench/bin/python ]; then
    echo "==> Installing the peers into .venv-bench (PyTorch, JAX, scikit-learn; a few minutes)"
    python3 -m venv .venv-bench
    .venv-bench/bin/pip install --quiet --disable-pip-version-check numpy scikit-learn torch jax
fi
.venv-bench/bin/python Benchmarks/engine_benchmark.py "$@"
