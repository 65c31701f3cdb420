#!/bin/sh
# make.sh AVOW - takes the pictures of the README anew: the page and the terminal, from articles in examples/.
#
# Needs chromium, pngquant and fonts-dejavu (Debian's packages). The terminal is a page too: its colours, which are those of
# src/write/text.c, become elements.
set -eu
avow=$1
here=$(cd "$(dirname "$0")" && pwd)
examples=$here/../../examples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shot PAGE WIDTH HEIGHT NAME
shot() {
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=2 --window-size="$2,$3" \
        --screenshot="$work/shot.png" "file://$1" 2>"$work/log" || { cat "$work/log"; exit 1; }
    pngquant --force --speed 1 --output "$here/$4.png" 64 "$work/shot.png"
}

"$avow" extract --format html -o "$work/page.html" "$examples/iodine.txt"
shot "$work/page.html" 1100 800 page

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
shot "$work/terminal.html" 760 $((20 * (lines - 4) + 24)) terminal
