#!/bin/sh
# release.sh NET.pt ENCODER_DIR - exports the default model with its metadata into models/.
set -eu
cd "$(dirname "$0")"
exec python3 export.py --check --encoder "$2" --weights "$1" --out ../models/avow-en.model --meta \
    name=avow-en-1 "date=$(date -u +%Y-%m-%d)" \
    "encoder=bge-small-en-v1.5 (BERT, 12 layers of 384; MIT licence, BAAI)" \
    "data=fine-tuned on PolNeAR train (840 US news articles of 2015-16; texts are their publishers')" \
    "figures=PolNeAR dev, exact F1: source 83.7, cue 77.1, content 71.1 (int8)" \
    "language=English news" "card=models/README.md"
