#!/bin/bash
# run.sh BUILD CC - what README.md shows works: the C program, under 30 lines, compiles and prints what stands below it, and
# each line of the shell examples succeeds.
set -u
build=$(cd "$1" && pwd) cc=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
model=${AVOW_TEST_MODEL:-$root/models/avow-en.model}
[ -e "$model" ] || { echo "skipped: no $model"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0
fail() { echo "FAILED: $*"; failed=1; }

# block LANGUAGE: what stands between the first ```LANGUAGE and the next ```
block() { awk -v open="\`\`\`$1" '$0 == open && !seen { on = seen = 1; next } $0 == "```" { on = 0 } on' "$root/README.md"; }

block c >"$scratch/who.c"
[ "$(wc -l <"$scratch/who.c")" -lt 30 ] || fail "the program has $(wc -l <"$scratch/who.c") lines"
if "$cc" -std=c11 -Wall -Wextra -Werror -I"$root/include" "$scratch/who.c" "$build/libavow.a" -lm -o "$scratch/who"; then
    "$scratch/who" "$model" >"$scratch/found"
    diff -u --label "README.md" --label "what the program prints" <(block text) "$scratch/found" || fail "the program's output differs"
else
    fail "the program does not compile"
fi

mkdir -p "$scratch/work/news" "$scratch/bin"
ln -s "$build/avow" "$scratch/bin/avow"
cp "$root"/examples/*.txt "$scratch/work/news"
cp "$root/examples/crane.txt" "$scratch/work/article.txt"
{ echo "<title>Crane</title><p>"; sed "s/^$/<p>/" "$root/examples/crane.txt"; } >"$scratch/work/page.html"
cp "$root/test/cli/eval-gold.jsonl" "$scratch/work/gold.jsonl"
cp "$root/test/cli/eval-gold.jsonl" "$scratch/work/news.jsonl"
(cd "$scratch/work" && . "$root/test/cli/archive.sh" && archive | gzip >news.warc.gz)
export PATH=$scratch/bin:$PATH AVOW_MODEL=$model
count=0
while IFS= read -r line; do
    count=$((count + 1))
    (cd "$scratch/work" && bash -euo pipefail -c "$line" >"$scratch/out" 2>&1) || { fail "$line"; cat "$scratch/out"; }
done < <(block sh)
[ $count -ge 5 ] || fail "only $count shell examples were found"
[ -s "$scratch/work/page.html" ] || fail "no page"
echo "the program and $count shell examples"
exit $failed
