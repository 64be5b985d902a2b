#!/usr/bin/env bash
# Everything about the code that can be told without running it. Part of `make test`.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${VENV:-.venv}/bin
export DJANGO_SETTINGS_MODULE=mingchuang.config.settings

# The checks need settings, not an installation: a throw-away folder keeps them off a running one.
DATA_DIR=$(mktemp -d)
export DATA_DIR
unset DATABASE_URL PUBLIC_URL MINGCHUANG_DEBUG

# Types take as long as all the rest: they are read beside it.
"$bin/mypy" >"$DATA_DIR/types" 2>&1 &
typing=$!
trap 'kill "$typing" 2>/dev/null || true; rm -rf "$DATA_DIR"' EXIT

failed=()
step() { # step NAME COMMAND…: runs it, keeps going, remembers what failed
  local name=$1; shift
  local output
  if output=$("$@" 2>&1); then
    echo "ok    $name"
  else
    echo "FAIL  $name"; printf '%s\n' "$output" | sed 's/^/      /'
    failed+=("$name")
  fi
}

step "format" "$bin/ruff" format --check .
step "lint" "$bin/ruff" check .
step "house rules" "$bin/python" scripts/house_rules.py
step "import contracts" "$bin/lint-imports"
step "migrations" "$bin/python" -W error -m django makemigrations --check --dry-run
step "system check" "$bin/python" -m django check --fail-level WARNING
step "catalogues" "$bin/python" scripts/messages.py
if [ -f src/mingchuang/cli/law_basis.py ]; then
  step "law basis" "$bin/mingchuang" law-basis --check
fi
types() { cat "$DATA_DIR/types"; return "$1"; }
code=0; wait "$typing" || code=$?
step "types" types "$code"

if [ ${#failed[@]} -gt 0 ]; then
  printf 'failed: %s\n' "${failed[*]}" >&2
  exit 1
fi
