#!/usr/bin/env python3
"""Lists of an article's names (labels/names.tsv; labels/README.md tells their form) as mentions, for the mention tagger.

usage: names.py ARTICLES.jsonl SILVER.jsonl NAMES... > names.jsonl      a line an article: {"id", "mentions": [[start, end, kind]...]}
SILVER (silver.py) says what an article has that no list is for. NAMES: labels/names.tsv.
Each place where a listed name stands, and no longer one does, is a mention; names of kind x are none of the kinds, and pronouns are added.
"""
import json, re, sys
from gum import PRONOUNS

KINDS = dict(p="person", o="organisation", l="place")

def lists(paths):
    """{number of the article: {name: kind}}"""
    out = {}
    for path in paths:
        for line in open(path, encoding="utf8"):
            if line.startswith("=== "): now = out.setdefault(int(line[4:]), {})
            elif line.strip(): kind, name = line.rstrip("\n").split("\t"); now[name] = kind
    return out

def mentions(text, names):
    out = {m.span(): "pronoun" for m in re.finditer(r"\b(" + "|".join(PRONOUNS) + r")\b", text, re.I)}
    taken = set()
    for name in sorted(names, key=len, reverse=True):
        for m in re.finditer(r"(?<!\w)" + re.escape(name) + r"(?!\w)", text):
            if taken & set(range(*m.span())): continue
            taken |= set(range(*m.span()))
            for k in [k for k in out if k[0] < m.end() and k[1] > m.start()]: del out[k]
            if names[name] in KINDS: out[m.span()] = KINDS[names[name]]
    return sorted([b, e, kind] for (b, e), kind in out.items())

def main():
    listed, silver = lists(sys.argv[3:]), {json.loads(l)["id"]: l.strip() for l in open(sys.argv[2], encoding="utf8")}
    for i, line in enumerate(open(sys.argv[1], encoding="utf8")):
        d = json.loads(line)
        if i in listed: print(json.dumps({"id": d["id"], "mentions": mentions(d["text"], listed[i])}))
        elif d["id"] in silver: print(silver[d["id"]])

if __name__ == "__main__":
    main()
