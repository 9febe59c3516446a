#!/usr/bin/env bash
# See that the browser tests have a Chromium and fonts with Chinese characters.
# Where they cannot be had, the tests themselves say what did not run.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
[ -n "$(find /usr/share/fonts -iname '*CJK*' -print -quit 2>/dev/null)" ] || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]} for the browser tests"
    apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null ||
        echo "Installing ${missing[*]} failed." >&2
else
    echo "For the browser tests, as root: apt-get install ${missing[*]}" >&2
fi
