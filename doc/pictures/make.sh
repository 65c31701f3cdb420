#!/bin/sh
# make.sh AVOW - takes the pictures of the README anew: the page, the terminal and four pages of avow serve, from articles in examples/.
#
# Needs chromium, jq, pngquant and fonts-dejavu (Debian's packages). The terminal is a page too: its colours, which are those of
# src/write/text.c, become elements.
set -eu
avow=$1
here=$(cd "$(dirname "$0")" && pwd)
examples=$here/../../examples
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT

# shot ADDRESS WIDTH HEIGHT NAME
shot() {
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=2 --window-size="$2,$3" \
        --screenshot="$work/shot.png" "$1" 2>"$work/log" || { cat "$work/log"; exit 1; }
    pngquant --force --speed 1 --output "$here/$4.png" 64 "$work/shot.png"
}

"$avow" extract --format html -o "$work/page.html" "$examples/iodine.txt"
shot "file://$work/page.html" 1100 800 page

{
    echo '<!DOCTYPE html><meta charset="utf-8"><style>'
    echo 'body { margin: 0; padding: 14px 18px; background: #fafafa; color: #1c1c1c; }'
    echo 'pre { margin: 0; font: 14px/1.4 "DejaVu Sans Mono", monospace; }'
    echo '.s, .t { color: #008787; } .c { color: #af5f00; } .f { color: #767676; } .t, .c, .f { font-weight: 400; }</style><pre>'
    echo '$ avow extract examples/crane.txt'
    "$avow" extract --format text --color always "$examples/crane.txt" | sed \
        -e 's/&/\&amp;/g; s/</\&lt;/g' -e 's/\x1b\[1;38;5;30m/<b class="s">/g; s/\x1b\[38;5;130m/<b class="c">/g' \
        -e 's/\x1b\[38;5;30m/<b class="t">/g' -e 's/\x1b\[38;5;243m/<b class="f">/g; s/\x1b\[1m/<b>/g; s/\x1b\[0m/<\/b>/g'
} >"$work/terminal.html"
lines=$(wc -l <"$work/terminal.html")
shot "file://$work/terminal.html" 760 $((20 * (lines - 4) + 24)) terminal

for file in "$examples"/*.txt; do       # headline, day and text, as the files have them, and whose they are
    jq -Rsc --arg id "$(basename "$file")" --arg date "$(LC_ALL=C date -d "$(sed -n '3s/^[A-Z][a-z]*day, //p' "$file")" +%F)" \
        '{id: $id, date: $date, outlet: "Wikinews", title: split("\n")[0], text: (split("\n\n")[2:] | join("\n\n"))}' "$file"
done >"$work/news.jsonl"
"$avow" add --store "$work/news.db" "$work/news.jsonl" >"$work/log"
"$avow" serve --store "$work/news.db" --listen 127.0.0.1:0 >"$work/address" 2>"$work/log" &
server=$!
until [ -s "$work/address" ]; do sleep 0.1; done
base=$(cat "$work/address")
number() { "$avow" search --store "$work/news.db" --format jsonl "$@" | jq -rs ".[0].$field"; }
field=article
shot "${base}articles/$(number --speaker "Yvette Cooper")" 1100 760 article
field=speaker.id
shot "${base}speakers/$(number --speaker "Cres Eastman")" 1100 760 speaker
shot "$base?words=asylum" 1100 760 search
shot "${base}verify?quotation=All+those+wounded+and+dead+have+been+brought+to+hospital" 1100 760 verify
