#!/usr/bin/env bash
# The engine beside its peers, in one run, at one and at two threads. The peers go into an environment of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -x .venv-bench/bin/python ]; then
    echo "==> Installing the peers into .venv-bench (PyTorch, JAX, TensorFlow with Keras, scikit-learn; several minutes)"
    python3 -m venv .venv-bench
    .venv-bench/bin/pip install --quiet --disable-pip-version-check numpy scikit-learn torch jax tensorflow keras
fi
python=.venv-bench/bin/python
$python Benchmarks/engine_benchmark.py "$@" || agreed=no
# Asked for some tasks alone, it is done.
if [ $# -eq 0 ]; then
    for script in allocations memory start perceptron scaling; do
        echo "==> $script"
        $python Benchmarks/$script.py || agreed=no
    done
fi
$python Benchmarks/report.py
.build/release/engine-benchmark chart Benchmarks/results.jsonl docs/benchmarks.svg
echo "==> docs/benchmarks.md"
[ "${agreed:-yes}" = yes ]
