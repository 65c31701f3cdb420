#!/bin/sh
# release.sh RUN ENCODER CALIBRATION.json WIDE.npy - exports the default model with its metadata into models/. RUN holds net.pt, who.pt and
# addressee.pt.
set -eu
here=$(dirname "$0")
exec python3 "$here/export.py" --check --encoder "$2" --weights "$1/net.pt" --who "$1/who.pt" --addressee "$1/addressee.pt" --calibration "$3" --wide "$4" \
    --out "$here/../models/avow-en.model" --meta \
    name=avow-en-5 "date=$(date -u +%Y-%m-%d)" \
    "encoder=bge-small-en-v1.5 (BERT, 12 layers of 384; MIT licence, BAAI)" \
    "data=fine-tuned on PolNeAR train (840 US news articles of 2015-16; texts are their publishers'), their speakers, acts and statements within statements as language models labelled them, 972 articles invented for it, GUM (CC BY 4.0), GAP (Apache-2.0), names by Stanford CoreNLP" \
    "figures=models/README.md" "language=English news" "card=models/README.md"
