#!/usr/bin/env bash
# The clients beside JupyterLab, each driven end to end, in an environment of their own: papermill, nbconvert and
# Voilà.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=.venv-clients/.requirements-installed
if ! cmp -s Tests/Clients/requirements.txt "$stamp"; then
    echo "==> Making the Python environment .venv-clients with the clients (a minute or two)"
    python3 -m venv .venv-clients
    .venv-clients/bin/pip install --quiet --disable-pip-version-check -r Tests/Clients/requirements.txt
    cp Tests/Clients/requirements.txt "$stamp"
fi
.venv-clients/bin/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps kernelspec/papermill
.build/release/cuaderno install --prefix .venv-clients
.venv-clients/bin/python -m pytest -q --tb=short -p no:cacheprovider Tests/Clients "$@"
