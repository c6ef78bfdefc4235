#!/usr/bin/env bash
# Installs the Debian packages that are named and missing, and makes OpenBLAS the provider of libblas.so.3.
# On a system without apt (macOS) SQLite, BLAS and libedit are part of the system: nothing to do.
set -euo pipefail
command -v apt-get >/dev/null 2>&1 || exit 0

missing=()
for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)

if [ "${#missing[@]}" -gt 0 ]; then
    echo "installing: ${missing[*]}" >&2
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi

# The reference BLAS is correct but some 40 times slower; where both are installed, OpenBLAS must be the one in use.
openblas=$(update-alternatives --list "libblas.so.3-$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo x86_64-linux-gnu)" 2>/dev/null | grep openblas | head -n 1 || true)
if [ -n "$openblas" ]; then
    name="libblas.so.3-$(basename "$(dirname "$(dirname "$openblas")")")"
    current=$(update-alternatives --query "$name" 2>/dev/null | sed -n 's/^Value: //p')
    [ "$current" = "$openblas" ] || "${as_root[@]}" update-alternatives --set "$name" "$openblas" >&2
fi
