#!/bin/sh
# run.sh [peer] - the figures of doc/results.md, measured on this machine and printed as its tables, ready to paste.
#
# Without `peer`: how fast the kernels and the whole are, one thread pinned to one core; start, memory, two threads; accuracy on PolNeAR
# dev where ../shared is there. With it, also the same network in ONNX Runtime and PyTorch, from a virtual environment that is made
# below build/ by train/requirements.txt, once (PYTHON=.../python takes another one), and what one would take instead of avow: spaCy with
# textacy, and CoreNLP where java and mvn are there (bench/peers.py). What each step printed stays in build/bench/.
# MODEL=FILE measures another model. Figures of wall time (start, two threads) want a machine that does nothing else.
set -eu
cd "$(dirname "$0")/.."
out=build/bench
avow=build/release/avow
model=${MODEL:-models/avow-en.model}
gold=../shared/data/polnear-dev.jsonl
if [ -f $gold ]; then corpus=$gold; else corpus=$(echo examples/*.txt); fi
core=$(($(nproc) - 1))

title() { printf '\n## %s\n\n' "$1"; }
pinned() { taskset -c "$core" "$@"; }
# keep NAME COMMAND...: runs it, keeps what it prints as build/bench/NAME.txt. shown: prints that, too.
keep() { name=$1; shift; "$@" >$out/"$name".txt; }
shown() { keep "$@"; cat $out/"$name".txt; }
# line FIELD NAME [LINE]: a figure of bench/command. cell PATTERN FIELD NAME: one of a table.
line() { awk -v n="${3:-1}" -v field="$1" 'NR == n { print $field }' $out/"$2".txt; }
cell() { awk -F' *[|] *' -v pattern="$1" -v field="$2" '$2 ~ pattern { print $field; exit }' $out/"$3".txt; }
fact() { "$avow" model info --format json "$model" | sed "s/.*\"$1\": \"\{0,1\}\([^\",]*\).*/\1/"; }

mkdir -p $out
{ cmake -S bench -B $out -G Ninja && cmake --build $out; } >$out/build.log 2>&1 || { cat $out/build.log; exit 1; }

title "Machine"
awk -F'\t*: ' '{ all[$1] = $2 } END { print all["model name"] ", family " all["cpu family"] ", model " all["model"] }' /proc/cpuinfo
echo "$(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg); $(cc --version | head -n 1); $(date -u +%Y-%m-%d)"
echo "$model: $(wc -c <"$model") bytes; corpus: $corpus"

title "Steps of an encoder layer (bench/matmul)"
shown matmul pinned $out/matmul --model "$model"

title "Reading articles, model loaded, one thread on one core (bench/speed)"
# shellcheck disable=SC2086 # a list of files
shown speed pinned $out/speed --model "$model" --kernel best --passes 7 $corpus
echo
# shellcheck disable=SC2086
shown sets pinned $out/speed --model "$model" --passes 3 --limit 3 $corpus

if [ -f ../shared/data/pages/gold.jsonl ]; then
    title "Web pages (bench/read.py)"
    shown read pinned python3 bench/read.py --worst 0
fi

if [ -f ../shared/data/gum/gum.tar.xz ]; then
    title "Copies of articles (bench/wire.py, bench/wire)"
    shown wire python3 bench/wire.py --pairs $out/wire
    [ ! -f $gold ] || shown wire-speed pinned $out/wire -t $gold
fi

title "The command (bench/command)"
extract="$avow extract --model $model --format jsonl"
# shellcheck disable=SC2086
{
    $out/speed --join 99000 $corpus >$out/article.txt
    keep start pinned $out/command --runs 31 $extract bench/paragraph.txt
    keep article-99kB pinned $out/command --runs 1 $extract $out/article.txt
    keep jobs $out/command --runs 3 $extract --jobs 1 $corpus :: $extract --jobs 2 $corpus
}
echo "| what | measured |"
echo "|---|--:|"
echo "| start to first record, one paragraph | $(line 1 start) ms (to the end $(line 2 start), $(line 3 start)-$(line 4 start)) |"
echo "| peak memory, one article of 99 kB | $(line 5 article-99kB) MB |"
echo "| peak memory, the corpus; with two threads | $(line 5 jobs) MB; $(line 5 jobs 2) MB |"
echo "| two threads against one, $(nproc) cores | $(awk "BEGIN { printf \"%.2f\", $(line 2 jobs) / $(line 2 jobs 2) }") times as fast |"

accuracy="not measured | - | -"
if [ -f $gold ]; then
    title "Accuracy on PolNeAR dev (avow eval)"
    shown eval "$avow" eval --model "$model" --jobs 0 --format text $gold
    accuracy=$(awk '{ f1 = $0; sub(/.*F1 */, "", f1); sub(/ .*/, "", f1) }
        /^(source|cue|content) / { exact = exact sep f1; jaccard = jaccard sep $NF; sep = " / " }
        /^relation exact/ { relation = f1 } /^relation partial/ { relation = relation " / " f1 }
        END { print exact " | " jaccard " | " relation }' $out/eval.txt)
fi

ratio="not measured: make bench PEER=1"
loss=$ratio
if [ "${1:-}" = peer ]; then
    [ -f $gold ] || { echo "run.sh: the peer is compared on $gold, which is not here" >&2; exit 1; }
    python=${PYTHON:-build/venv/bin/python}
    if [ -z "${PYTHON:-}" ] && ! [ build/venv/ready -nt train/requirements.txt ]; then
        python3 -m venv build/venv
        build/venv/bin/pip install -q -r train/requirements.txt
        touch build/venv/ready
    fi
    title "The same network in ONNX Runtime (bench/peer.py)"
    shown peer pinned "$python" bench/peer.py --speed $out/speed --folder $out/onnx --model "$model" $gold
    title "The same model file computed otherwise (bench/accuracy.py)"
    shown accuracy "$python" bench/accuracy.py --avow "$avow" --score ../shared/tools/score.py --folder $out/onnx --model "$model" $gold
    ratio=$(cell "^ours divided" 3 peer)
    loss=$(cell "^float PyTorch less" 3 accuracy)
fi

if [ "${1:-}" = peer ]; then
    if ! [ build/peers/ready -nt bench/peers.txt ]; then
        python3 -m venv build/peers
        build/peers/bin/pip install -q -r bench/peers.txt
        touch build/peers/ready
    fi
    corenlp=""
    if command -v java >/dev/null && command -v mvn >/dev/null; then
        corenlp="--corenlp build/corenlp"
        for jar in 4.5.7 4.5.7:jar:models; do
            mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy "-Dartifact=edu.stanford.nlp:stanford-corenlp:$jar" \
                "-DoutputDirectory=$PWD/build/corenlp"
        done
    fi
    title "What one would take instead (bench/peers.py)"
    # shellcheck disable=SC2086
    AVOW_MODEL=$model shown peers pinned build/peers/bin/python bench/peers.py --avow "$avow" --score ../shared/tools/score.py \
        --out $out/peers.json $corenlp $gold
    python3 bench/plot.py $out/peers.json $out/peers.svg
fi

words=$(cell '^[a-z]+[0-9]*[a-z]*$' 5 speed)
title "A row for the table of models"
echo "| model | exact F1, source / cue / content | Jaccard | relation exact / partial | words/s (articles/s) | file | peak memory | date |"
echo "|---|--:|--:|--:|--:|--:|--:|---|"
echo "| $(fact name), $(fact layers) layers | $accuracy | $words ($(cell '^[a-z]+[0-9]*[a-z]*$' 4 speed)) |" \
    "$(awk "BEGIN { printf \"%.1f\", $(wc -c <"$model") / 1e6 }") MB | $(line 5 jobs) MB | $(date -u +%Y-%m-%d) |"
title "What issue 3 asks for"
echo "| PolNeAR dev | at least | reached |"
echo "|---|--:|--:|"
echo "| exact F1, source / cue / content, int8 in C | 81 / 73.5 / 65.5 with 12 layers | ${accuracy%% |*} |"
echo "| loss from float PyTorch to int8 C, each role | under 0.3 points | $loss |"
echo "| words a second, one core, model loaded | 8,000 with 12 layers | $words |"
echo "| ours divided by ONNX Runtime's, int8, one thread | 1.0 | $ratio |"
echo "| start to first record, one paragraph | under 60 ms | $(line 1 start) ms |"
echo "| peak memory, one article under 100 kB | under 120 MB | $(line 5 article-99kB) MB |"
title "What issue 6 asks of speed"
echo "| PolNeAR dev | at least | reached |"
echo "|---|--:|--:|"
echo "| articles a second, one core, model loaded | 12 | $(cell '^[a-z]+[0-9]*[a-z]*$' 4 speed) |"
echo "| ours divided by ONNX Runtime's, int8, one thread | 1.5 | $ratio |"
for what in "bytes to 32-bit sums" "floats to floats"; do
    products=$(awk -F'|' -v what="$what" 'index($0, what) { found = 1 } found && $2 ~ /^ *128 *$/ { print $3 $4 $5 $6; exit }' $out/matmul.txt)
    echo "| products of 128 rows, ours divided by oneDNN's, $what | 0.9 | ${products:-not measured: no oneDNN} |"
done
echo "| two threads against one | 1.9 | $(awk "BEGIN { printf \"%.2f\", $(line 2 jobs) / $(line 2 jobs 2) }") |"
echo "| start to first record, one paragraph | under 40 ms | $(line 1 start) ms |"
echo "| peak memory, the corpus | under 120 MB | $(line 5 jobs) MB |"
