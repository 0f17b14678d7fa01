#!/bin/sh
# Debian packages that the tests need: installed where that is allowed, otherwise named; the tests that need them are then skipped.
set -u

missing=""
for package in chromium fonts-liberation libreoffice-writer-nogui postgresql; do
    case "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" in
        *" installed") ;;
        *) missing="$missing $package" ;;
    esac
done
# What is there without being a Debian package serves as well.
command -v chromium >/dev/null 2>&1 && missing="$(echo "$missing" | sed 's/ chromium//')"
command -v soffice >/dev/null 2>&1 && missing="$(echo "$missing" | sed 's/ libreoffice-writer-nogui//')"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && missing="$(echo "$missing" | sed 's/ postgresql//')"
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "prepare: no apt-get here to install$missing; the tests that need them are skipped" >&2
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "prepare: not allowed to install$missing; the tests that need them are skipped" >&2
    exit 0
fi

export DEBIAN_FRONTEND=noninteractive
said="$(mktemp)"
trap 'rm -f "$said"' EXIT
# shellcheck disable=SC2086
if ! { $as_root apt-get -q update && $as_root apt-get -q -y -o Dpkg::Options::=--force-confold install --no-install-recommends $missing; } >"$said" 2>&1; then
    tail -n 5 "$said" >&2
    echo "prepare: could not install$missing; the tests that need them are skipped" >&2
fi
exit 0
