#!/bin/bash
# run.sh AVOW FOLDER SAMPLE - has AVOW and SAMPLE (sample.c) make pages and checks them with axe.mjs in the system's Chromium; see
# there for what is checked.
#
# FOLDER takes the npm packages of package-lock.json, once, and the pages. Leaves with 77, and says why, where node (18 or
# later), Chromium or the packages can't be had.
set -u
avow=$1 work=$2 sample=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
skip() { echo "skipped: $*"; exit 77; }

major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
[ "${major:-0}" -ge 18 ] && command -v npm >/dev/null || skip "no node 18 with npm"
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    CHROMIUM=$(command -v "$name" 2>/dev/null) && break
done
[ -n "$CHROMIUM" ] || skip "no chromium"
export CHROMIUM

mkdir -p "$work" && cd "$work" || exit 1
cp "$here"/axe.mjs "$here"/package.json . || exit 1
if ! cmp -s "$here/package-lock.json" package-lock.json; then
    cp "$here/package-lock.json" . && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1 \
        || { rm -f package-lock.json; skip "npm can't get the packages: $(tail -n 1 npm.log)"; }
fi

# Pages of real articles with the released model, and of others with the small one, which finds statements everywhere.
small=$here/../data/tiny.model
model=${AVOW_TEST_MODEL:-$root/models/avow-en.model}
[ -e "$model" ] || model=$small
page() { "$avow" extract --format html -o "$@" || { echo "FAILED: avow extract for $1"; exit 1; }; }
rm -f -- *.html
page examples.html --model "$model" "$root"/examples/*.txt
page one.html --model "$model" "$(ls -S "$root"/examples/*.txt | tail -n 1)"
: >empty.txt
"$sample" html >sample.html || { echo "FAILED: $sample"; exit 1; }
page empty.html --model "$small" empty.txt
{
    cat <<'END'
{"id": "<script>alert(1)</script>", "title": "\"><img src=x onerror=alert(2)>", "url": "javascript:alert(3)", "outlet": "<b>The Post", "text": "The mayor said </p></div></main><script>alert(4)</script> that <a href=//x.org>this</a> <style>*{display:none}</style> <img src=https://x.org/y onerror=alert(5)> <!-- will \"onload=alert(6) change.\n\n\"]]><svg/onload=alert(7)>,\" Clinton told Reuters &lt;b&gt; &#x202e; \u202e\u0000\u001b[31m."}
END
    printf '{"id": "%s", "title": "%s", "text": "The mayor said %s, and police officials told Reuters so.\\n\\n%s"}\n' \
        "$(printf 'i%.0s' {1..400})" "$(printf 'T%.0s' {1..400})" "$(printf 'w%.0s' {1..5000})" \
        "https://x.org/$(printf 'p%.0s' {1..500})?q=$(printf '/q%.0s' {1..300})"
} >hostile.jsonl
page hostile.html --model "$small" hostile.jsonl
exec node axe.mjs ./*.html
