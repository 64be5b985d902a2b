# shellcheck shell=bash
# A PostgreSQL of its own for the tests: own folder, own socket, no port, thrown away afterwards.
# Sourced by test.sh. An installed or running server is never touched.

postgres_bin=""

find_postgres() { # sets postgres_bin to the newest installation; fails when there is none
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn) \
    "$(pg_config --bindir 2>/dev/null || true)" "$(dirname "$(command -v initdb 2>/dev/null || echo /)")"; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then postgres_bin=$folder; return 0; fi
  done
  return 1
}

as_postgres() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then
    runuser -u "$postgres_user" -- "$@"
  else
    "$@"
  fi
}

postgres_user=postgres

start_cluster() { # prints the folder of the new cluster, which also holds its socket
  if [ "$(id -u)" = 0 ] && ! getent passwd "$postgres_user" >/dev/null; then postgres_user=nobody; fi
  # Lower case only: a folder travels as the host name of an address.
  local folder="/tmp/mingchuang-pg-$$-$RANDOM"
  mkdir -m 711 "$folder"
  [ "$(id -u)" = 0 ] && chown "$postgres_user" "$folder"
  local log="$folder/log"
  if ! (
    cd / &&
      as_postgres "$postgres_bin/initdb" -D "$folder/data" -U mingchuang -A trust -E UTF8 \
        --locale=C.UTF-8 --no-sync </dev/null &&
      as_postgres "$postgres_bin/pg_ctl" -D "$folder/data" -l "$log" -w -t 60 start -o "-c listen_addresses='' \
        -c unix_socket_directories='$folder' -c unix_socket_permissions=0777 -c fsync=off \
        -c synchronous_commit=off -c full_page_writes=off -c max_connections=60" </dev/null &&
      as_postgres "$postgres_bin/createdb" -h "$folder" -U mingchuang mingchuang </dev/null
  ) >"/tmp/mingchuang-pg-$$.log" 2>&1; then
    cat "/tmp/mingchuang-pg-$$.log" "$log" >&2 2>/dev/null || true
    rm -f "/tmp/mingchuang-pg-$$.log"
    stop_cluster "$folder"
    return 1
  fi
  rm -f "/tmp/mingchuang-pg-$$.log"
  printf '%s\n' "$folder"
}

stop_cluster() { # stop_cluster FOLDER: ends its server and removes every trace
  local folder=$1
  if [ -d "$folder/data" ]; then
    (cd / && as_postgres "$postgres_bin/pg_ctl" -D "$folder/data" -m immediate -w stop </dev/null) >/dev/null 2>&1 || true
  fi
  rm -rf "$folder"
}
