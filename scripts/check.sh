#!/bin/sh
# check.sh - rules of the source that no compiler checks: sizes of files and functions, what the library never calls, what the
# command may include. Names each place that breaks one; exit status 1 if there is any.
set -u
cd "$(dirname "$0")/.." || exit 1
found=$(mktemp)
trap 'rm -f "$found"' EXIT
{
    # Files up to 600 lines and functions up to 60, but for what a script generated, which says so in its first lines.
    find include src cli server test bench -name '*.[ch]' | while IFS= read -r file; do
        head -n 6 "$file" | grep -qiE 'generated|written by train/' && continue
        [ "$(wc -l <"$file")" -le 600 ] || echo "$file: longer than 600 lines"
        awk -v file="$file" '
            /^[A-Za-z].*\)( *\{)?$/ { start = NR }
            /^\{/ && start { start = NR }
            /^\}/ && start { if (NR - start > 61) print file ":" start ": a function of " NR - start - 1 " lines"; start = 0 }
        ' "$file"
    done

    # The library writes to no stream, never ends the program, reads no environment, and has no unbounded copies.
    grep -rnE '\b(abort|_?exit|getenv|setenv|v?f?printf|f?puts|putchar|perror|assert|system|popen|strcpy|strcat|v?sprintf|gets)\(' \
        src --include='*.[ch]' | sed 's/^/not for the library: /'
    grep -rnwE 'stderr|stdout|environ' src --include='*.[ch]' | sed 's/^/not for the library: /'

    # The command uses public headers only.
    grep -nE '^#include "' cli/*.[ch] | while IFS= read -r line; do
        header=$(echo "$line" | sed 's/.*"\(.*\)".*/\1/')
        [ -f "cli/$header" ] || echo "not a public header: $line"
    done
} >"$found"
cat "$found"
[ ! -s "$found" ]
