#!/bin/bash
# run.sh AVOW - the help texts, the man pages and the completions for bash and zsh say the same: commands, options of each,
# values of an option. The man pages are also read by what checks man pages, as far as that is installed.
set -u
avow=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PATH=$scratch:$PATH AVOW_MODEL=$root/test/data/tiny.model LC_ALL=C.UTF-8
ln -s "$avow" "$scratch/avow"
failed=0 passed=0

# same WHAT EXPECTED FOUND: lists of words, in any order
same() {
    if [ "$(printf '%s\n' $2 | sort -u)" = "$(printf '%s\n' $3 | sort -u)" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n  avow help: %s\n  there:     %s\n' "$1" "$(printf '%s ' $2)" "$(printf '%s ' $3)"
    fi
}

long_options() { grep -oE -- '--[a-z][a-z-]+' | sort -u; }
help_options() { avow help "$1" | sed -n '/^Options/,/^Exit/p'; }
man_options() { sed -n '/^\.SH OPTIONS/,/^\.SH [^O]/p' "$root/doc/man/avow-$1.1" | grep '^\.BI' | sed 's/\\-/-/g'; }
zsh_options() {
    local file=$root/cli/completion/_avow block
    block=$(awk -v name="$1)" '$1 == name { on = 1 } on { print } /;;/ { on = 0 }' "$file")
    echo "$block"
    [[ $block != *'$common'* ]] || sed -n '/common=/,/local command/p' "$file"
}

# complete WORD...: what bash would offer for the last of the words
. "$root/cli/completion/avow.bash"
complete_words() {
    local COMP_WORDS COMP_CWORD COMPREPLY
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _avow
    printf '%s\n' "${COMPREPLY[@]}"
}

commands=$(avow help | sed -n '/^Commands/,$p' | sed -n 's/^  \([a-z]*\) .*/\1/p')
same "commands in bash's completion" "$commands" "$(complete_words avow '')"
same "commands behind help in bash's completion" "$commands" "$(complete_words avow help '')"
same "commands in avow.1" "$commands" "$(sed -n '/^\.SH COMMANDS/,/^\.SH THE/p' "$root/doc/man/avow.1" | sed -nE 's/^\.BR ([a-z]+).*/\1/p')"
same "commands in zsh's completion" "$commands" "$(sed -n '/commands=/,/)$/p' "$root/cli/completion/_avow" | grep -oE "'[a-z]+:" | tr -d "':")"
complete -p avow >/dev/null || { echo "FAILED: no completion is registered"; failed=$((failed + 1)); }

for command in extract read add search who threads drift verify export serve eval model; do
    options=$(help_options $command | long_options)
    same "$command: options in avow-$command.1" "$options" "$(man_options $command | long_options)"
    same "$command: options in bash's completion" "$options --help" "$(complete_words avow $command --)"
    same "$command: options in zsh's completion" "$options --help" "$(zsh_options $command | long_options)"
    while read -r option values; do
        same "$command: values of $option in bash's completion" "${values//|/ }" "$(complete_words avow $command "$option" '')"
        same "$command: values of $option in avow-$command.1" "${values//|/ }" \
            "$(man_options $command | sed -n "s/^\.BI $option\\\\  \(.*\)/\1/p" | tr '|' ' ')"
    done < <(help_options $command | sed -nE 's/^  (--[a-z-]+) ([a-z0-9]+(\|[a-z0-9]+)+).*/\1 \2/p')
done
same "kernel sets in bash's completion" "$(avow model info --format text | sed -n 's/^  kernel sets *\(.*\) (.*/\1/p')" \
    "$(complete_words avow extract --kernel '')"
touch "$scratch/news.jsonl"
same "files in bash's completion" news.jsonl "$(cd "$scratch" && complete_words avow extract ne)"
same "beginnings in bash's completion" --format "$(complete_words avow extract --fo)"
same "the model's verbs in bash's completion" "info check" "$(complete_words avow model '')"

for page in "$root"/doc/man/*; do
    grep -q "\"avow $(avow --version | cut -d' ' -f2)\"" "$page" || { echo "FAILED: $page is of another version"; failed=$((failed + 1)); }
    if command -v mandoc >/dev/null; then       # without a date: it would be one more thing to keep
        mandoc -T lint -W warning "$page" | grep -v 'missing date' && failed=$((failed + 1))
    fi
    if command -v man >/dev/null && [ -x /usr/bin/groff ]; then
        LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null | grep . && failed=$((failed + 1))
    fi
done
if command -v zsh >/dev/null; then zsh -n "$root/cli/completion/_avow" || failed=$((failed + 1)); fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]
