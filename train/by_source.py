#!/usr/bin/env python3
"""Whose statements are found, and whose missed: recall by who speaks and by how the article names the source; and how much
of what is found is right, by the confidence that the model gives.

usage: by_source.py GOLD.jsonl PRED.jsonl SPEAKERS.jsonl      PRED is what avow extract --format jsonl wrote

A statement is found if a predicted one overlaps its cue and its source (or both name none) and shares at least half of its
content (Jaccard), each predicted one once: avow eval's "relation partial". A person counts as a woman or a man if the
article's annotated sources call that speaker she or he, or Mrs, Ms or Mr, and never the other: what the article says, and
no guess from a name. Others are left out of these two rows. Speaker right: of those found, the share whose speaker's name is the
gold one's, or that are rightly left without. Intervals: 95 %, from 1,000 draws of whole articles.
Standard library only.
"""
import collections, json, random, re, sys
from who import norm

PRONOUNS = {"he", "she", "it", "they", "i", "we", "you", "who", "that", "which", "his", "her", "their", "its", "my", "our", "your",
            "him", "them", "me", "us"}
MALE, FEMALE = re.compile(r"\b(he|mr)\b", re.I), re.compile(r"\b(she|mrs|ms)\b", re.I)

def load(path):
    with open(path, encoding="utf8") as f: return {d["id"]: d for d in map(json.loads, f)}

def chars(spans):
    pairs = [(s["start"], s["end"]) if isinstance(s, dict) else s for s in spans]
    return {i for b, e in pairs for i in range(b, e)}

def match(gold, pred):
    """For each gold attribution the number of the predicted one that found it, or None."""
    roles = ("source", "cue", "content")
    G, P = ([{r: chars(a.get(r) or []) for r in roles} for a in x] for x in (gold, pred))
    used, out = set(), []
    for g in G:
        best, score = None, 0.5
        for k, p in enumerate(P):
            if k in used or not g["cue"] & p["cue"] or bool(g["source"]) != bool(p["source"]): continue
            if g["source"] and not g["source"] & p["source"]: continue
            j = len(g["content"] & p["content"]) / max(1, len(g["content"] | p["content"]))
            if j >= score and (best is None or j > score): best, score = k, j
        out.append(best); used.add(best)
    return out

def wording(source, speaker):
    if not source: return "none"
    words = re.findall(r"\w+", source.lower())
    if all(w in PRONOUNS for w in words): return "a pronoun"
    capitals = set(re.findall(r"\b[A-Z]\w+", speaker))
    return "a name" if capitals & set(re.findall(r"\b[A-Z]\w+", source)) else "a description"

def genders(sources, speakers):
    """speaker -> woman or man, where the article tells."""
    called = collections.defaultdict(set)
    for text, s in zip(sources, speakers):
        if s["type"] != "person": continue
        for gender, pattern in (("man", MALE), ("woman", FEMALE)):
            if pattern.search(text.replace(".", "")): called[s["speaker"]].add(gender)
    return {who: next(iter(g)) for who, g in called.items() if len(g) == 1}

def groups_of(source, speaker, gender):
    yield "who speaks", speaker["type"] if speaker["type"] != "none" else "nobody named"
    how = wording(source, speaker["speaker"])
    yield "the source is", how
    if gender:
        yield "the speaker is", f"a {gender}"
        if how == "a name": yield "the speaker is", f"a {gender}, named there"

def speaker_right(found, speaker):
    name, names = (found.get("speaker") or {}).get("name"), {norm(x) for x in [speaker["speaker"], *speaker.get("aliases", [])]}
    return name is None if speaker["speaker"] in ("-", "?") else norm(name) in names

def tally(gold, pred, who):
    """An article's {group: [found or right, all, speakers right]}, one after another."""
    for i, g in gold.items():
        speakers = who[i]["speakers"]
        sources = [" ".join(g["text"][b:e] for b, e in a["source"]) for a in g["attributions"]]
        gender = genders(sources, speakers)
        counts, found = collections.defaultdict(lambda: [0, 0, 0]), pred.get(i, {}).get("attributions", [])
        found = [a for a in found if a.get("parent") is None]
        matched = match(g["attributions"], found)
        for source, speaker, hit in zip(sources, speakers, matched):
            for group in [("all", ""), *groups_of(source, speaker, gender.get(speaker["speaker"]))]:
                counts[group][0] += hit is not None; counts[group][1] += 1
                counts[group][2] += hit is not None and speaker_right(found[hit], speaker)
        for k, a in enumerate(found):
            low = min(int(a["confidence"] * 5), 4) / 5
            group = ("right, of confidence", f"{low:.1f} to {low + 0.2:.1f}")
            counts[group][0] += k in matched; counts[group][1] += 1
        yield counts

def share(articles, group, of=(0, 1)):
    hit, all_ = (sum(a[group][k] for a in articles if group in a) for k in of)
    return 100 * hit / all_ if all_ else float("nan")

def main():
    gold, pred, who = map(load, sys.argv[1:4])
    articles, rng = list(tally(gold, pred, who)), random.Random(1)
    draws = [rng.choices(articles, k=len(articles)) for _ in range(1000)]
    groups = sorted({g for a in articles for g in a}, key=lambda g: (g[0] != "all", g[0] == "right, of confidence", g))
    def interval(group, of):
        spread = sorted(r for r in (share(d, group, of) for d in draws) if r == r)
        return f"{share(articles, group, of):5.1f}   {spread[len(spread) // 40]:.0f} to {spread[-1 - len(spread) // 40]:.0f}"
    print(f"{'':36} statements  found %   95 % interval   speaker right %   95 % interval")
    for group in groups:
        count = sum(a[group][1] for a in articles if group in a)
        right = "" if group[0].startswith("right") else interval(group, (2, 0))
        print(f"{': '.join(filter(None, group)):36} {count:10}    {interval(group, (0, 1)):24} {right}")

if __name__ == "__main__":
    main()
