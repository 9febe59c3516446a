#!/usr/bin/env bash
# See that the browser tests have a Chromium and fonts with Chinese characters.
# Its headless shell draws the same pages with two thirds of the work of the whole browser.
# Where they cannot be had, the tests themselves say what did not run.
set -euo pipefail

shell=() fonts=()
command -v chromium-headless-shell >/dev/null || shell=(chromium-headless-shell)
[ -n "$(find /usr/share/fonts -iname '*CJK*' -print -quit 2>/dev/null)" ] || fonts=(fonts-noto-cjk)
[ ${#shell[@]} -gt 0 ] || [ ${#fonts[@]} -gt 0 ] || exit 0

install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1; }
whole_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${shell[*]} ${fonts[*]} for the browser tests"
    apt-get update -qq -o Acquire::http::Timeout=20 || true
    [ ${#fonts[@]} -eq 0 ] || install "${fonts[@]}" || echo "Installing ${fonts[*]} failed." >&2
    # Not every distribution has the shell by itself.
    [ ${#shell[@]} -eq 0 ] || install "${shell[@]}" || whole_browser >/dev/null || install chromium ||
        echo "Installing ${shell[*]} failed." >&2
elif [ ${#fonts[@]} -gt 0 ] || ! whole_browser >/dev/null; then
    echo "For the browser tests, as root: apt-get install ${shell[*]} ${fonts[*]}" >&2
fi
