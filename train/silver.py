#!/usr/bin/env python3
"""Names and coreference of the PolNeAR training articles as Stanford CoreNLP finds them: silver labels for the mention tagger and the linker.

usage: silver.py write polnear-train.jsonl DIR       an article a file, and DIR/list for CoreNLP's -filelist
       silver.py read polnear-train.jsonl DIR NER COREF > silver.jsonl
       NER, COREF: CoreNLP's JSON output folders; an article that COREF lacks has no chains. train/README.md has the commands.
A line: {"id", "mentions": [[start, end, kind, chain or null]...]} in code points.
"""
import json, os, sys
from gum import PRONOUNS

KINDS = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "CITY": "place", "COUNTRY": "place", "STATE_OR_PROVINCE": "place"}

def load(path): return [json.loads(l) for l in open(path, encoding="utf8")]

def write(arts, folder):
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/list", "w") as f:
        for i, d in enumerate(arts):
            path = f"{folder}/{i:04d}.txt"; f.write(path + "\n")
            with open(path, "w", encoding="utf8") as g: g.write(d["text"])

def points(text):
    """From CoreNLP's UTF-16 offsets to code points."""
    if max(map(ord, text), default=0) < 0x10000: return lambda i: i
    at = []
    for k, c in enumerate(text): at += [k] * (2 if ord(c) > 0xFFFF else 1)
    at.append(len(text))
    return lambda i: at[i]

def mentions(text, ner, coref):
    at, out = points(text), {}
    for s in ner["sentences"]:
        for m in s["entitymentions"]:
            b, e = at(m["characterOffsetBegin"]), at(m["characterOffsetEnd"])
            if m["ner"] in KINDS and text[b:e].lower() not in PRONOUNS: out[(b, e)] = [KINDS[m["ner"]], None]
        for t in s["tokens"]:
            if t["originalText"].lower() in PRONOUNS: out[(at(t["characterOffsetBegin"]), at(t["characterOffsetEnd"]))] = ["pronoun", None]
    heads = {}
    for (b, e), v in out.items():
        for c in range(b, e): heads[c] = (b, e)
    for n, chain in enumerate((coref or {}).get("corefs", {}).values()):
        for m in chain:
            toks = coref["sentences"][m["sentNum"] - 1]["tokens"]
            h = toks[m["headIndex"] - 1]; b, e = at(h["characterOffsetBegin"]), at(h["characterOffsetEnd"])
            if b in heads: out[heads[b]][1] = n
            elif m["type"] == "NOMINAL":
                first = at(toks[m["startIndex"] - 1]["characterOffsetBegin"])
                if any(c in heads for c in range(first, e)): first = b
                out[(first, e)] = ["nominal", n]
                for c in range(first, e): heads[c] = (first, e)
    return sorted([b, e, k, n] for (b, e), (k, n) in out.items())

def main():
    arts = load(sys.argv[2])
    if sys.argv[1] == "write": return write(arts, sys.argv[3])
    folder, ner, coref = sys.argv[3:6]
    for i, d in enumerate(arts):
        out = [f"{x}/{i:04d}.txt.json" for x in (ner, coref)]
        if not os.path.exists(out[0]): continue
        c = json.load(open(out[1], encoding="utf8")) if os.path.exists(out[1]) else None
        print(json.dumps({"id": d["id"], "chains": c is not None, "mentions": mentions(d["text"], json.load(open(out[0], encoding="utf8")), c)}))

if __name__ == "__main__":
    main()
