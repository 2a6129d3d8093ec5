#!/bin/sh
# Makes the price catalogue for the server's jar from the npm package that package-lock.json pins. Does nothing, and does
# not even start Node, while what it made is newer than all it was made from.
# Usage: make-catalogue.sh <catalogue.json> <samples.json>
set -eu
catalogue=$1
samples=$2
cd "$(dirname "$0")"

up_to_date() {
  [ -f "$samples" ] || return 1
  for source in package.json package-lock.json ./*.mjs ./*.sh; do
    [ "$catalogue" -nt "$source" ] || return 1
  done
}

fail() {
  echo "The price catalogue cannot be made: $1" >&2
  exit 1
}

if up_to_date; then
  exit 0
fi

command -v node >/dev/null || fail "Node.js 18 or newer is needed to build (only to build) the server; there is no 'node' on the path."
version=$(node --version)
major=${version#v}
[ "${major%%.*}" -ge 18 ] || fail "Node.js 18 or newer is needed to build the server; $(command -v node) is $version."

# npm writes node_modules/.package-lock.json last.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  command -v npm >/dev/null || fail "there is no 'npm' on the path."
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 || fail "npm could not install what package-lock.json pins."
fi
node dump.mjs "$catalogue" "$samples"
