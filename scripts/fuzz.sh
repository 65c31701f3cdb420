#!/bin/sh
# fuzz.sh SECONDS - runs each fuzz target of build/fuzz that long, from the corpus in test/fuzz/corpus; finds are kept there.
set -eu
cd "$(dirname "$0")/.."
for program in build/fuzz/test/fuzz_*; do
    if [ ! -f "$program" ] || [ ! -x "$program" ]; then continue; fi
    name=$(basename "$program" | sed 's/^fuzz_//')
    mkdir -p "build/fuzz/corpus/$name" "test/fuzz/corpus/$name"
    echo "== $name =="
    "$program" -max_total_time="$1" -timeout=20 -artifact_prefix="test/fuzz/corpus/$name/" "build/fuzz/corpus/$name" "test/fuzz/corpus/$name"
done
