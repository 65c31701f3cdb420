#!/usr/bin/env python3
"""Fit whom descriptions stand for: the weights of src/extract/description.c, a conditional logit over its facts, and what thresholds cost.

usage: description.py ARTICLES.jsonl SPEAKERS.jsonl FACTS.txt [ARTICLES SPEAKERS FACTS ...] [--test ARTICLES SPEAKERS FACTS ...]
As antecedent.py, with FACTS from a build with CFLAGS "-DAVOW_PRINT_DESCRIPTIONS -I$PWD/train". The weights there are of PolNeAR
train without every fourth article, the first, the fifth and so on.
"""
import re
import antecedent as A

FILE = __file__.replace("train/description.py", "src/extract/description.c")
A.NAMES = ["LINKER"] + re.findall(r"\w+", re.search(r"enum \{\s*LINKER,(.*?), FACTS", open(FILE).read(), re.S)[1])
A.MOST = 44

if __name__ == "__main__":
    A.main()
