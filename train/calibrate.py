#!/usr/bin/env python3
"""How often statements and speakers of a given probability are right: the table that export.py --calibration puts in the model.

usage: calibrate.py GOLD.jsonl PRED.jsonl SPEAKERS.jsonl > calibration.json
PRED comes from `avow extract` with a model of no calibration (the table 0, 0.1 ... 1). A statement is right if source, cue and content
all agree; a speaker, if its name is the gold one's. Isotonic regression, read off at 0, 0.1 ... 1.
"""
import json, re, sys
from who import norm

def load(path): return {d["id"]: d for d in map(json.loads, open(path, encoding="utf8"))}

def spans(items, text):
    out = set()
    for s in items:
        b, e = (s["start"], s["end"]) if isinstance(s, dict) else s
        while b < e and text[b].isspace(): b += 1
        while e > b and text[e - 1].isspace(): e -= 1
        if b < e: out.add((b, e))
    return frozenset(out)

def isotonic(pairs):
    """[(probability, right)] -> blocks [(mean probability, share right)] that never fall (pool adjacent violators)"""
    blocks = []
    for p, y in sorted(pairs):
        blocks.append([p, y, 1])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            a = blocks.pop(); blocks[-1] = [x + z for x, z in zip(blocks[-1], a)]
    return [(p / n, y / n) for p, y, n in blocks]

def table(pairs):
    """Eleven points: a least-squares fit of lines between them, kept rising."""
    blocks = isotonic(pairs)
    def at(x):
        below, above = [b for b in blocks if b[0] <= x], [b for b in blocks if b[0] > x]
        if not below: return above[0][1]
        if not above: return below[-1][1]
        (p, y), (q, z) = below[-1], above[0]
        return y + (z - y) * (x - p) / (q - p)
    return [round(at(i / 10), 4) for i in range(11)]

def main():
    gold, pred, who = map(load, sys.argv[1:4])
    statements, speakers = [], []
    for i, g in gold.items():
        key = lambda a: tuple(spans(a[r], g["text"]) for r in ("source", "cue", "content"))
        G = {key(a): n for n, a in enumerate(g["attributions"])}
        for a in pred[i]["attributions"]:
            if a["parent"] is not None: continue
            n = G.get(key(a))
            statements.append((a["confidence"], n is not None))
            if n is None: continue
            s = who[i]["speakers"][n]; names = {norm(x) for x in [s["speaker"], *s.get("aliases", [])]}
            name = a["speaker"] and a["speaker"]["name"]
            speakers.append((a["speaker_confidence"], name is None if s["speaker"] in ("-", "?") else name is not None and norm(name) in names))
    json.dump([table(statements), table(speakers)], sys.stdout)

if __name__ == "__main__":
    main()
