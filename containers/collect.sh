#!/usr/bin/env bash
# Copies what an installation needs out of a build folder: containers/collect.sh .build/release /opt/cuaderno
# The rest of the build (a gigabyte or more) and the source are not needed any more.
set -euo pipefail
from=$1
to=$2
mkdir -p "$to"
cp -r "$from"/{cuaderno,cuaderno-worker,cuaderno-sourcekit,libCuaderno.so,Modules} "$from"/*.resources "$to"
cp -r "$(dirname "$0")/../kernelspec" "$to"
