#!/usr/bin/env python3
"""gold.py SHARED OUT: PolNeAR train and dev as avow extract would write it with --offsets bytes if it read as people do, into
OUT/texts.jsonl and OUT/gold.jsonl, for bench/threads. Speakers and acts are the labelled ones, where there are any."""
import json, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
shared, out = sys.argv[1:]
lines = lambda path: map(json.loads, open(path, encoding="utf8"))
labels = {}
more = HERE + "/../train/labels/polnear-train-more.jsonl"
for path in (f"{shared}/polnear-train-speakers.jsonl", more, f"{shared}/polnear-dev-speakers.jsonl"):
    labels.update({d["id"]: d["speakers"] for d in lines(path)})
os.makedirs(out, exist_ok=True)
with open(out + "/texts.jsonl", "w") as texts, open(out + "/gold.jsonl", "w") as gold:
    for d in (d for part in ("train", "dev") for d in lines(f"{shared}/polnear-{part}.jsonl")):
        at = [0]
        for c in d["text"]: at.append(at[-1] + len(c.encode()))
        spans = lambda role: [{"start": at[b], "end": at[e]} for b, e in sorted(role)]
        entities, statements = {}, []
        for n, a in enumerate(d["attributions"]):
            l = labels[d["id"]][n] if d["id"] in labels else {}
            name = l.get("speaker")
            if name in ("-", "?"): name = None
            if name and name not in entities:
                entities[name] = {"id": f"e{len(entities) + 1}", "name": name, "type": l["type"], "aliases": [],
                                  "mentions": spans(a["source"])}
            statements.append({"id": n + 1, "parent": None, "type": "mixed", **{k: spans(a[k]) for k in ("source", "cue", "content")},
                               "addressee": [], "time": None, "speaker": {"id": entities[name]["id"]} if name else None,
                               "speaker_unknown": None if name else "ambiguous", "act": l.get("act"), "negated": False, "confidence": 1})
        texts.write(json.dumps({"id": d["id"], "text": d["text"]}) + "\n")
        gold.write(json.dumps({"id": d["id"], "title": d["title"], "date": d["date"], "attributions": statements,
                               "entities": list(entities.values())}) + "\n")
