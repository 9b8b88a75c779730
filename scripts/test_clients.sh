#!/usr/bin/env bash
# Each client driven end to end, in an environment of its own: JupyterLab, Notebook 7 and JupyterHub in a browser without a
# screen, jupyter console in a terminal, qtconsole, nbclient, nbconvert, papermill and Voilà.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
# The browser and its driver, and what Qt's library needs, also without a screen.
for package in chromium chromium-driver libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || packages+=("$package")
done
if [ ${#packages[@]} -gt 0 ]; then
    echo "==> Installing Debian packages: ${packages[*]}"
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

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
