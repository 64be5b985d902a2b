#!/usr/bin/env bash
# Everything that must pass before a change lands. Usage: test.sh [--all]
#   --all   also the slow tests
# A bare Debian machine is enough: as root it installs what it misses (PostgreSQL, Chromium, a Chinese
# font, Java, the checker of HTML). Elsewhere a part that cannot run says "skipped"; with CI=true that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${VENV:-.venv}/bin
all=no
[ "${1:-}" = "--all" ] && all=yes
workers=$(nproc 2>/dev/null || echo 2)
[ "$workers" -gt 4 ] && workers=4
unset DATABASE_URL DATA_DIR PORT PUBLIC_URL
started=$SECONDS

work=$(mktemp -d "${TMPDIR:-/tmp}/mingchuang-test.XXXXXX")
export TMPDIR=$work
# Tests start the platform dozens of times: compiled once for all of them, and gone with the folder.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX=$work/bytecode
cluster="" reading="" beside=()
summaries=()
. scripts/postgres_for_tests.sh
finish() {
  local code=$?
  [ -n "$reading" ] && kill "$reading" 2>/dev/null
  for part in "${beside[@]}"; do kill "${part%% *}" 2>/dev/null; done
  [ -n "$cluster" ] && stop_cluster "$cluster"
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

say() { printf '\n== %s (%d s)\n' "$1" $((SECONDS - started)); }
skipped() { # skipped WHAT WHY: fails in CI
  summaries+=("skipped: $1 ($2)")
  echo "skipped: $1 ($2)" >&2
  if [ -n "${CI:-}" ]; then
    echo "CI must not skip a part." >&2
    exit 1
  fi
}
can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
updated=no
install() { # install PACKAGE…: by apt, quietly; the log is shown when it fails
  [ "$updated" = yes ] || { apt-get update -qq && updated=yes; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$work/apt.log" 2>&1 \
    </dev/null || { cat "$work/apt.log" >&2; return 1; }
}
run() { # run NAME ARGUMENTS…: one run of pytest; its summary line is kept for the end
  local name=$1 code=0; shift
  say "$name"
  "$bin/pytest" -q "$@" </dev/null 2>&1 | tee "$work/out" || code=$?
  keep "$name" "$code" "$work/out"
}
keep() { # keep NAME CODE OUTPUT: the summary line of a run; ends all when it failed
  summaries+=("$(grep -E '(passed|failed|error|deselected|no tests ran).* in [0-9.]+s' "$3" | tail -n 1)  [$1]")
  # 5: nothing was selected. That is a mistake of ours as well, not a pass.
  [ "$2" = 0 ] || { printf '%s\n' "${summaries[@]}"; exit "$2"; }
}
# A part that keeps one processor busy runs beside others of its kind: begun by `beside`, told by `ended`.
beside() { # beside NAME ARGUMENTS…
  local name=$1 out=$work/beside-${#beside[@]}; shift
  "$bin/pytest" -q "$@" </dev/null >"$out" 2>&1 &
  beside+=("$! $out $name")
}
ended() { # what every part begun by `beside` says, in their order; the first that failed ends all
  local part pid out name code
  for part in "${beside[@]}"; do
    read -r pid out name <<<"$part"
    code=0; wait "$pid" || code=$?
    say "$name"
    cat "$out"
    keep "$name" "$code" "$out"
  done
  beside=()
}

# Only files that name a marker are read for it (a marker stands in the file itself, never in a conftest.py):
# reading all of them takes longer than some parts.
marked() { grep -rlE "mark\.$1\b" tests --include='test_*.py' | sort; }

# Compiling every test takes as long as the checks, which leave a processor idle: the runs find them compiled.
"$bin/pytest" --collect-only -q </dev/null >/dev/null 2>&1 &
reading=$!
say "checks"
scripts/check.sh
wait "$reading" || true # what cannot be read is told by the first run
reading=""

# The shipped configuration is tested with the real nginx.
if can_install && ! PATH=$PATH:/usr/sbin type -P nginx >/dev/null; then
  say "installing nginx"
  install nginx-light || true
  install libnginx-mod-http-brotli-static || true
fi

slow=" and not slow"
[ "$all" = yes ] && slow=""

run "SQLite" -n "$workers" --dist loadfile --no-loadscope-reorder -m "not journey and not migrations and not validator$slow"
if ! find_postgres && can_install; then
  say "installing PostgreSQL"
  install postgresql || true
fi
# The Nu HTML checker: a Java program that npm delivers. It is fetched once, beside the tools of the tests.
vnu_version=26.9.27
checkers=${VENV:-.venv}/checkers
export VNU_JAR=$checkers/node_modules/vnu-jar/build/dist/vnu.jar
if can_install; then
  missing=()
  type -P java >/dev/null || missing+=(default-jre-headless)
  [ -f "$VNU_JAR" ] || type -P npm >/dev/null || missing+=(npm)
  [ ${#missing[@]} -eq 0 ] || { say "installing ${missing[*]}"; install "${missing[@]}" || true; }
fi
if [ ! -f "$VNU_JAR" ] && type -P npm >/dev/null; then
  npm install --prefix "$checkers" --ignore-scripts --no-audit --no-fund --loglevel error \
    "vnu-jar@$vnu_version" >"$work/npm.log" 2>&1 </dev/null || cat "$work/npm.log" >&2
fi

if find_postgres; then
  cluster=$(start_cluster)
  postgres="postgresql://mingchuang@${cluster//\//%2F}/mingchuang"
else
  skipped PostgreSQL "initdb was not found"
fi
beside "SQLite, every migration from zero" -p no:randomly --migrations -m migrations $(marked migrations)
if type -P java >/dev/null && [ -f "$VNU_JAR" ]; then
  beside "HTML of every page type" -p no:randomly -m "validator$slow" $(marked validator)
else
  skipped "HTML of every page type" "needs Java and npm"
fi
if [ -n "$cluster" ]; then
  DATABASE_URL=$postgres beside "PostgreSQL, every migration from zero" \
    -p no:randomly --migrations -m migrations $(marked migrations)
fi
ended

if [ -n "$cluster" ]; then
  DATABASE_URL=$postgres run "PostgreSQL" -n "$workers" --dist loadfile --no-loadscope-reorder \
    -m "db and not journey and not migrations and not validator$slow" $(marked db)
  stop_cluster "$cluster"; cluster=""
fi

# Programs only: `command -v` would also find a function or alias of that name.
# The shell without windows draws the same pages in half the time.
find_chromium() { type -P chromium-headless-shell || type -P chromium || type -P chromium-browser || type -P google-chrome; }
if can_install; then
  if ! type -P chromium-headless-shell >/dev/null; then
    say "installing chromium-headless-shell"
    install chromium-headless-shell || find_chromium >/dev/null || install chromium || true
  fi
  if ! fc-list :lang=zh 2>/dev/null | grep -q .; then
    say "installing fonts-noto-cjk"
    install fonts-noto-cjk fontconfig || true
  fi
fi
if find_chromium >/dev/null; then
  # A journey waits for its browser half of the time: twice as many keep the machine busy.
  run "browser journeys" -n $((2 * workers)) --dist loadfile --no-loadscope-reorder -m "journey$slow" $(marked journey)
else
  skipped "browser journeys" "no Chromium"
fi

printf '\n== all passed in %d s\n' $((SECONDS - started))
printf '%s\n' "${summaries[@]}"
