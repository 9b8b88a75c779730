#!/usr/bin/env bash
# All tests: Swift's, then the end-to-end tests with real Jupyter clients. The last line counts them.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p out
# The Swift driver leaves a folder behind at every call, and a test that is broken off may leave anything.
TMPDIR=$(mktemp -d) && export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
passed=0
failed=0

echo "==> Formatting"
swift format lint --strict -r Package.swift Sources Tests Benchmarks || { echo "0 passed, 1 failed"; exit 1; }

echo "==> Building in release with tests (the first time takes ten minutes on two cores)"
swift build -c release --build-tests 2>&1 | tee out/build.log | grep -E 'error|warning:|Compiling|Build complete' | tail -n 400 \
    | awk '/error/ { print; next } { n++; if (n % 20 == 0) print }'
if [ "${PIPESTATUS[0]}" -ne 0 ]; then
    tail -n 60 out/build.log
    echo "0 passed, 1 failed"
    exit 1
fi

echo "==> Swift tests"
swift test -c release --skip-build 2>&1 | tee out/swift-test.log | grep -vE '^(◇|✔|↳) ' || true
status=${PIPESTATUS[0]}
count=$(grep -oE 'Test run with [0-9]+ test' out/swift-test.log | grep -oE '[0-9]+' | tail -n 1)
broken=$(grep -cE '^✘ Test [^r]' out/swift-test.log)
if [ "$status" -ne 0 ] && [ "$broken" -eq 0 ]; then broken=1; fi
if [ -z "${count:-}" ] || [ "$count" -eq 0 ]; then echo "no Swift test ran"; broken=$((broken + 1)); count=0; fi
failed=$((failed + broken))
passed=$((passed + count - (broken < count ? broken : count)))

echo "==> Installing the kernel into .venv"
.build/release/cuaderno install --prefix .venv || { echo "$passed passed, $((failed + 1)) failed"; exit 1; }

rm -f out/pytest*.xml
# The notebooks run beside the other tests: they are kernels of their own, and no test asserts a time.
echo "==> End-to-end tests with Jupyter clients, and beside them all notebooks"
.venv/bin/python -m pytest -q --tb=short -p no:cacheprovider Tests/EndToEnd/test_notebooks.py \
    --junitxml=out/pytest-notebooks.xml >out/notebooks.log 2>&1 &
notebooks=$!
.venv/bin/python -m pytest -q --tb=short -p no:cacheprovider Tests/EndToEnd --ignore=Tests/EndToEnd/test_notebooks.py \
    --junitxml=out/pytest.xml
status=$?
wait "$notebooks" || status=$?
cat out/notebooks.log
read -r total bad < <(.venv/bin/python - <<'PY'
import xml.etree.ElementTree as tree
total = failed = 0
for file in ["out/pytest.xml", "out/pytest-notebooks.xml"]:
    suite = tree.parse(file).getroot().find("testsuite")
    failed += int(suite.get("failures")) + int(suite.get("errors"))
    total += int(suite.get("tests")) - int(suite.get("skipped"))
print(total, failed)
PY
)
total=${total:-0}
bad=${bad:-0}
if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
failed=$((failed + bad))
passed=$((passed + total - (bad < total ? bad : total)))

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
