#!/usr/bin/env python3
"""Names and pronouns of the PolNeAR training articles as Stanford CoreNLP finds them: silver labels for the mention tagger.

usage: silver.py write polnear-train.jsonl DIR       an article a file, and DIR/list for CoreNLP's -filelist
       silver.py read polnear-train.jsonl NER > silver.jsonl
       NER: CoreNLP's folder of JSON output; an article that it lacks is left out. train/README.md has the commands.
A line: {"id", "mentions": [[start, end, kind]...]} in code points.
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

def mentions(text, ner):
    at, out = points(text), {}
    for s in ner["sentences"]:
        for m in s["entitymentions"]:
            b, e = at(m["characterOffsetBegin"]), at(m["characterOffsetEnd"])
            if m["ner"] in KINDS and text[b:e].lower() not in PRONOUNS: out[b, e] = KINDS[m["ner"]]
        for t in s["tokens"]:
            if t["originalText"].lower() in PRONOUNS: out[at(t["characterOffsetBegin"]), at(t["characterOffsetEnd"])] = "pronoun"
    return sorted([b, e, kind] for (b, e), kind in out.items())

def main():
    arts = load(sys.argv[2])
    if sys.argv[1] == "write": return write(arts, sys.argv[3])
    for i, d in enumerate(arts):
        path = f"{sys.argv[3]}/{i:04d}.txt.json"
        if os.path.exists(path): print(json.dumps({"id": d["id"], "mentions": mentions(d["text"], json.load(open(path, encoding="utf8")))}))

if __name__ == "__main__":
    main()
