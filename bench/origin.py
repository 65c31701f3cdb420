#!/usr/bin/env python3
"""origin.py - whether the `origin` of spans leads to their words: bench/origin.py PAGE... runs `avow extract` on pages and compares,
for every span, the page's bytes at its ranges, decoded and with entities resolved, with the span's text, white space aside."""
import argparse, html, json, os, subprocess

def spans(value):
    if isinstance(value, dict):
        if "origin" in value:
            yield value
        for v in value.values():
            yield from spans(v)
    if isinstance(value, list):
        for v in value:
            yield from spans(v)

def main():
    a = argparse.ArgumentParser()
    a.add_argument("--avow", default="build/release/avow")
    a.add_argument("--encoding", default="utf-8")
    a.add_argument("pages", nargs="+")
    o = a.parse_args()
    right = wrong = 0
    out = subprocess.run([o.avow, "extract", "--format", "jsonl", *o.pages], stdout=subprocess.PIPE)
    by_name = {os.path.basename(p): p for p in o.pages}
    for record in map(json.loads, out.stdout.splitlines()):
        page = open(by_name[record["id"]], "rb").read()
        for s in spans(record):
            words = "".join(html.unescape(page[b:e].decode(o.encoding, "replace")) for b, e in s["origin"])
            if "".join(words.split()) == "".join(s["text"].split()):
                right += 1
            else:
                wrong += 1
                print(record["id"], repr(s["text"]), repr(words))
    print(f"{right} of {right + wrong} spans lead to their words")

main()
