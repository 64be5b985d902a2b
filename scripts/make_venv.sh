#!/usr/bin/env bash
# Prepares the virtual environment from the lock file. Usage: make_venv.sh PYTHON VENV
set -euo pipefail
python=$1 venv=$2
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
  else
    echo "This Python has no venv module. Install it (Debian: apt-get install python3-venv) and run again." >&2
    exit 1
  fi
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
[ -x "$venv/bin/uv" ] || "$venv/bin/python" -m pip install -q --disable-pip-version-check 'uv>=0.9,<1' 2>&1 | grep -v '^WARNING: Location' || true
UV_PROJECT_ENVIRONMENT="$venv" "$venv/bin/uv" sync -q --locked --inexact
