#!/bin/bash
# run.sh AVOW FOLDER ODD - has others' readers read what avow writes in their formats: check.py.
#
# FOLDER takes a Python environment with the packages of requirements.txt, once, and the files. Leaves with 77, and says why, where
# Python 3.10 or the packages can't be had.
set -u
avow=$1 work=$2 odd=$3
here=$(cd "$(dirname "$0")" && pwd)
skip() { echo "skipped: $*"; exit 77; }

python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || skip "no python 3.10"
mkdir -p "$work" || exit 1
if ! cmp -s "$here/requirements.txt" "$work/python/requirements.txt"; then
    rm -rf "$work/python"
    python3 -m venv "$work/python" >"$work/venv.log" 2>&1 || skip "python can't make an environment: $(tail -n 1 "$work/venv.log")"
    "$work/python/bin/pip" install -q -r "$here/requirements.txt" >"$work/pip.log" 2>&1 \
        || skip "pip can't get the packages: $(grep -v '^$' "$work/pip.log" | tail -n 1)"
    cp "$here/requirements.txt" "$work/python/"
fi
rm -rf "$work/written"
mkdir "$work/written"
exec "$work/python/bin/python" "$here/check.py" "$avow" "$odd" "${AVOW_TEST_MODEL:-$here/../../models/avow-en.model}" "$work/written"
