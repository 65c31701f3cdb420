#!/bin/sh
# run.sh [--update] [SHOW...] - compares what the released model finds in examples/NAME.txt with test/golden/NAME.txt.
#
# After a change that is meant to change results, or with a new model, `test/golden/run.sh --update` writes the golden files
# anew; read their diff as you would read a change of code. SHOW is the program made of show.c (perhaps behind an emulator);
# without it, it is built in build/release. Needs the released model: skipped without (exit status 77).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
model=${AVOW_TEST_MODEL:-$root/models/avow-en.model}
update=no
if [ "${1:-}" = --update ]; then update=yes; shift; fi
[ -e "$model" ] || { echo "skipped: no $model"; exit 77; }
if [ $# = 0 ]; then
    (cd "$root" && cmake --preset release -DAVOW_TESTS=ON && cmake --build --preset release --target golden_show) >&2
    set -- "$root/build/release/test/golden_show"
fi

found=$(mktemp)
trap 'rm -f "$found"' EXIT
failed=0 count=0
for article in "$root"/examples/*.txt; do
    golden=$here/$(basename "$article")
    "$@" "$model" "$article" >"$found"
    count=$((count + 1))
    if [ $update = yes ]; then
        cat "$found" >"$golden"
    elif ! diff -u --label "$golden" --label "what was found now" "$golden" "$found"; then
        failed=$((failed + 1))
    fi
done
for golden in "$here"/*.txt; do
    [ -e "$root/examples/$(basename "$golden")" ] || { echo "FAILED: $golden has no article"; failed=$((failed + 1)); }
done
[ $failed = 0 ] || echo "If the change is meant: test/golden/run.sh --update, and read the diff of test/golden/*.txt."
echo "$((count - failed)) passed, $failed failed"
[ $failed = 0 ]
