#!/usr/bin/env bash
# Installs what is missing: Debian packages and the Python environment .venv with the pinned Jupyter clients.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v swift >/dev/null; then
    echo "No Swift toolchain on PATH. Install Swift 6.3 from https://www.swift.org/install/linux/ and try again." >&2
    exit 1
fi

packages=()
for package in libzmq3-dev libopenblas-dev zlib1g-dev libpng-dev libcmark-gfm-dev libcmark-gfm-extensions-dev binutils; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || packages+=("$package")
done
# Debian's own Python comes without venv.
python3 -c 'import venv, ensurepip' 2>/dev/null || packages+=(python3 python3-venv)
if [ ${#packages[@]} -gt 0 ]; then
    echo "==> Installing Debian packages: ${packages[*]}"
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Run as root: apt-get install ${packages[*]}" >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

stamp=.venv/.requirements-installed
if ! cmp -s requirements.txt "$stamp"; then
    echo "==> Making the Python environment .venv with the Jupyter clients (a minute or two)"
    python3 -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
    cp requirements.txt "$stamp"
fi
