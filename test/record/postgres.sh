#!/bin/sh
# postgres.sh PROGRAM... - runs the tests of stores on a PostgreSQL server of their own: made in a scratch folder, reached by a socket in
# it, run as a normal user, and gone in the end. 77 where there is no server to start (Debian: package postgresql).
set -u
postgres=$(command -v postgres || ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -n 1)
[ -n "$postgres" ] || { echo "skipped: no PostgreSQL server here (package postgresql)"; exit 77; }
bin=$(dirname "$(readlink -f "$postgres")")
work=$(mktemp -d /tmp/avow-postgres-XXXXXX)
chmod 755 "$work"
mkdir "$work/run"
as_user() { "$@"; }
if [ "$(id -u)" = 0 ]; then                     # it refuses to run as root
    id postgres >/dev/null 2>&1 || { echo "skipped: root can't start PostgreSQL, and there is no user postgres"; rm -rf "$work"; exit 77; }
    chown postgres "$work/run"
    as_user() { setpriv --reuid postgres --regid postgres --init-groups --reset-env sh -c 'cd / && exec "$0" "$@"' "$@"; }
fi
stop() {
    as_user "$bin/pg_ctl" -D "$work/run/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM
as_user "$bin/initdb" -D "$work/run/data" -U tester -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$work/log" 2>&1 &&
    as_user "$bin/pg_ctl" -D "$work/run/data" -w -l "$work/run/server.log" \
        -o "-c listen_addresses='' -c unix_socket_directories='$work/run' -c fsync=off -c unix_socket_permissions=0777" \
        start >>"$work/log" 2>&1 ||
    { cat "$work/log" "$work/run/server.log" 2>/dev/null; exit 1; }

# Each store is a database, which the tests make.
AVOW_TEST_POSTGRES="postgresql:///NAME?host=$work/run&user=tester" AVOW_TEST_CREATEDB="$bin/createdb -h $work/run -U tester"
export AVOW_TEST_POSTGRES AVOW_TEST_CREATEDB
failed=0
for program; do "$program" || failed=1; done
exit $failed
