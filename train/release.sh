#!/bin/sh
# release.sh NAME RUN ENCODER CALIBRATION.json WIDE.npy [EXPORT'S OPTIONS] - exports a model with its metadata into models/: avow-en-7 as
# avow-en.model, avow-en-fast-2 as avow-en-fast.model. RUN holds net.pt, who.pt, statement.pt and addressee.pt.
set -eu
here=$(dirname "$0")
name=$1 run=$2 encoder=$3 calibration=$4 wide=$5
shift 5
case $name in
    avow-en-fast-*) about="all-MiniLM-L6-v2, pruned (BERT, 6 layers of 384, 704 within; Apache-2.0 licence, sentence-transformers)" ;;
    *) about="bge-small-en-v1.5 (BERT, 12 layers of 384; MIT licence, BAAI)" ;;
esac
exec python3 "$here/export.py" --check --encoder "$encoder" --weights "$run/net.pt" --who "$run/who.pt" --statement "$run/statement.pt" --addressee "$run/addressee.pt" \
    --calibration "$calibration" --wide "$wide" --out "$here/../models/${name%-*}.model" "$@" --meta \
    "name=$name" "date=$(date -u +%Y-%m-%d)" "encoder=$about" \
    "data=fine-tuned on PolNeAR train (840 US news articles of 2015-16; texts are their publishers'), their speakers, acts and statements within statements as language models labelled them, 1,033 articles invented for it, GUM (CC BY 4.0), GAP (Apache-2.0), names by Stanford CoreNLP" \
    "figures=models/README.md" "language=English news" "card=models/README.md"
