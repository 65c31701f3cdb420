#!/usr/bin/env python3
"""How often statements and speakers of a given probability are right: the table that export.py --calibration puts in the model.

usage: calibrate.py GOLD.jsonl PRED.jsonl SPEAKERS.jsonl > calibration.json
PRED comes from `avow extract` with a model of no calibration (the table 0, 0.1 ... 1). A statement is right if source, cue and content
all agree; a speaker, if its name is the gold one's. Isotonic, and linear between eleven points.
"""
import json, sys
import numpy as np
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

def table(pairs):
    """Eleven points: the lines between them fit best (least squares) among those that never fall; projected gradient descent."""
    p, y = (np.array(x, float) for x in zip(*pairs))
    at = np.minimum((p * 10).astype(int), 9); part = p * 10 - at
    lines = np.zeros((len(p), 11)); rows = np.arange(len(p)); lines[rows, at] = 1 - part; lines[rows, at + 1] += part
    steps = lines @ np.tril(np.ones((11, 11)))                                    # of the first point, and of each rise
    d, rate = np.full(11, 0.09), 1 / np.linalg.norm(steps, 2) ** 2
    for _ in range(20000): d = np.maximum(0, d - rate * steps.T @ (steps @ d - y))
    return [round(float(min(1, v)), 4) for v in np.cumsum(d)]

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
