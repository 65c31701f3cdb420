#!/usr/bin/env python3
"""Statements within statements, to train on: PolNeAR marks none, so each content is read as a text of its own.

usage: nest.py write polnear-train.jsonl > contents.jsonl          then: avow extract contents.jsonl > found.jsonl
       nest.py read found.jsonl > inner.jsonl                      {"id", "confidence", "source", "cue", "content"} a line
Offsets are code points of the article. What was found with a confidence under 0.15 is left out; the rest weighs in training by it.
"""
import json, sys

LEAST = 0.15

def load(path): return [json.loads(l) for l in open(path, encoding="utf8")]

def write(arts):
    for d in arts:
        for i, a in enumerate(d["attributions"]):
            for b, e in a["content"]:
                text = d["text"][b:e]
                if len(text.split()) >= 4: print(json.dumps({"id": f"{d['id']}|{i}|{b}", "text": text}))

def read(found):
    for d in found:
        id_, _, at = d["id"].rsplit("|", 2)
        move = lambda spans: [[s["start"] + int(at), s["end"] + int(at)] for s in spans]
        for a in d["attributions"]:
            if a["confidence"] >= LEAST and a["parent"] is None:
                print(json.dumps({"id": id_, "confidence": a["confidence"], **{r: move(a[r]) for r in ("source", "cue", "content")}}))

if __name__ == "__main__":
    (write if sys.argv[1] == "write" else read)(load(sys.argv[2]))
