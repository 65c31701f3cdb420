#!/bin/bash
# run.sh TABLE.cases AVOW... - runs the cases of a table against the command AVOW (perhaps behind an emulator).
#
# A case is a block of lines, parted from the next by a blank one:
#     # what it shows
#     $ command line        run by bash in a fresh folder that fixtures.sh filled, with `avow`, `await`, `drip` and `terminal` in reach
#     exit 2                the exit status that is to come (0 if not said)
#     out TEXT              standard output, a line each, exactly; none given and none of out~: it is empty
#     err TEXT              standard error likewise
#     out~ REGEX, err~ REGEX   a line like this must be there; nothing is said of the others
#     out*, err*            may be anything
# AVOW_TERMINAL is the program made of terminal.c; cases that run `terminal` are left out without.
# A command that leaves with 77 could not be tried here; it says why on standard error.
# Models: AVOW_MODEL is test/data/tiny.model, whose results mean nothing but are always the same. A table with the line
# `needs model` takes the released one, and is skipped where that is missing. `slow` is for CMakeLists.txt.
set -u
table=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
export AVOW_MODEL=$here/../data/tiny.model
if grep -qx 'needs model' "$table"; then
    AVOW_MODEL=${AVOW_TEST_MODEL:-$here/../../models/avow-en.model}
    [ -e "$AVOW_MODEL" ] || { echo "skipped: no $AVOW_MODEL"; exit 77; }
fi
[ -e "$AVOW_MODEL" ] || { echo "skipped: no $AVOW_MODEL"; exit 77; }
export HERE=$here LC_ALL=C.UTF-8 TERM=xterm
unset NO_COLOR
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
mkdir "$scratch/bin"
printf '#!/bin/sh\nexec%s "$@"\n' "$(printf " '%s'" "$@")" >"$scratch/bin/avow"
[ -z "${AVOW_TERMINAL:-}" ] || printf '#!/bin/sh\nexec %s "$@"\n' "$AVOW_TERMINAL" >"$scratch/bin/terminal"
chmod +x "$scratch"/bin/*
export PATH=$scratch/bin:$PATH

# await CONDITION: until it holds, for 20 seconds at most
await() { for _ in $(seq 1000); do eval "$1" && return; sleep .02; done; echo "in vain: $1" >&2; return 1; }
# drip CONDITION FILE...: writes the files to descriptor 3, one after another, until the condition holds; then a run that reads them can be
# killed in the middle of its work, however fast or slow the machine is
drip() {
    local condition=$1
    shift
    for file; do cat "$file" >&3; eval "$condition" && return; sleep .02; done
    await "$condition"
}
export -f await drip

failed=0 count=0
complain() { printf '%s\n  %s\n' "FAILED $name: $1" "\$ $command"; failed=1; }

# stream NAME FILE EXACT-LINES PATTERNS ANYTHING: compares what came with what was to come
stream() {
    if [ -n "$3" ] || { [ -z "$4" ] && [ -z "$5" ]; }; then
        if [ "$(cat "$2"; echo .)" != "$3." ]; then
            complain "$1 is not as expected"
            diff <(printf '%s' "$3") "$2" | head -n 20
        fi
    fi
    while IFS= read -r pattern; do
        [ -z "$pattern" ] && continue
        grep -qE -- "$pattern" "$2" || { complain "nothing in $1 is like: $pattern"; head -c 2000 "$2"; }
    done <<<"$4"
}

check() {
    [ -z "$command" ] && return
    if [[ $command == *'terminal '* ]] && [ -z "${AVOW_TERMINAL:-}" ]; then
        echo "skipped: $name(no AVOW_TERMINAL)"
        return
    fi
    count=$((count + 1))
    rm -rf "$scratch/work"
    mkdir "$scratch/work"
    (cd "$scratch/work" && . "$here/fixtures.sh")
    (cd "$scratch/work" && exec timeout 240 bash -c "$command") >"$scratch/out" 2>"$scratch/err" </dev/null
    local status=$?
    if [ $status = 77 ]; then
        echo "skipped: $name($(head -n 1 "$scratch/err"))"
        return
    fi
    [ $status = "$expected" ] || { complain "exit status $status, not $expected"; head -c 1000 "$scratch/err"; }
    stream 'standard output' "$scratch/out" "$out" "$out_like" "$out_any"
    stream 'standard error' "$scratch/err" "$err" "$err_like" "$err_any"
}

fresh() { name='' command='' expected=0 out='' err='' out_like='' err_like='' out_any='' err_any=''; }
fresh
while IFS= read -r line || [ -n "$line" ]; do
    case $line in
        '# '*) name="$name${line#\# } " ;;
        '$ '*) command=${line#\$ } ;;
        'exit '*) expected=${line#exit } ;;
        'out '*) out+=${line#out }$'\n' ;;
        'err '*) err+=${line#err }$'\n' ;;
        'out~ '*) out_like+=${line#out\~ }$'\n' ;;
        'err~ '*) err_like+=${line#err\~ }$'\n' ;;
        'out*') out_any=1 ;;
        'err*') err_any=1 ;;
        '') check; fresh ;;
        'needs model' | slow) ;;
        *) echo "$table: what is this? $line"; failed=1 ;;
    esac
done <"$table"
check
echo "$count cases"
exit $failed
