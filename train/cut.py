#!/usr/bin/env python3
"""Labelled articles from which the lines that name a speaker are cut: a source that stood for them can't be resolved any more.

usage: cut.py ARTICLES.jsonl SPEAKERS.jsonl CUT.jsonl CUT-SPEAKERS.jsonl
For each article, once for each person whom a pronoun among its sources stands for. Their speaker is `?` where the source is a
pronoun, and the source's own words where it describes. `avow eval --speakers CUT-SPEAKERS.jsonl CUT.jsonl` then says how many
are kept unknown.
"""
import json, sys
import docs as F, who as W

def main():
    arts = {d["id"]: d for d in F.load_lines(sys.argv[1])}
    texts, labels = open(sys.argv[3], "w", encoding="utf8"), open(sys.argv[4], "w", encoding="utf8")
    for s in F.load_lines(sys.argv[2]):
        d = arts[s["id"]]
        source = lambda a: d["text"][a["source"][0][0]:a["source"][0][1]] if a["source"] else ""
        for victim in sorted({x["speaker"] for x, a in zip(s["speakers"], d["attributions"])
                              if x["type"] == "person" and " & " not in x["speaker"] and source(a).lower() in W.PRONOUN}):
            cut = F.drop_lines(d, s["speakers"], victim)
            if cut is None: continue
            article, speakers = cut
            own = lambda a: article["text"][a["source"][0][0]:a["source"][0][1]] if a["source"] else ""
            speakers = [dict(l, speaker=F.self_name(own(a))) if l["speaker"] == "?" and own(a) and own(a).lower() not in W.PRONOUN else l
                        for l, a in zip(speakers, article["attributions"])]
            if not any(l["speaker"] == "?" for l in speakers): continue
            print(json.dumps({k: article[k] for k in ("id", "text", "attributions")}, ensure_ascii=False), file=texts)
            print(json.dumps({"id": article["id"], "speakers": speakers}, ensure_ascii=False), file=labels)

if __name__ == "__main__":
    main()
