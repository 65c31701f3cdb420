#!/usr/bin/env python3
"""GUM's entity and coreference annotation as flat mentions, for the mention tagger and the linker.

usage: gum.py gum.tar.xz > gum.jsonl
A line a document: {"id", "text", "title", "date", "mentions": [[start, end, kind, entity]...]}, offsets in code points. Kinds: person,
organisation, place (named), nominal (a description of one), pronoun. A mention is cut down to what a flat tagger can find: from its
start to its head, without what stands before another mention inside it ("Trump's [campaign manager]").
"""
import json, re, sys, tarfile
from who import TITLES, key

KINDS = {"person": "person", "organization": "organisation", "place": "place"}
PRONOUNS = set("he him his himself she her hers herself they them their theirs themselves it its itself i me my mine myself we us our "
               "ours ourselves you your yours who whom whose".split())

def sentences(lines):
    block = []
    for l in lines:
        if l.strip(): block.append(l)
        elif block: yield block; block = []
    if block: yield block

def read(lines):
    """text, tokens [(start, end, form, upos)], spans [(first, last, type, minspan, entity)] in tokens, title and date"""
    text, toks, spans, open_, meta = "", [], [], {}, {}
    for s in sentences(lines):
        fresh, skip = False, 0
        for l in s:
            if l.startswith("#"):
                m = re.match(r"# meta::(title|dateCreated|sourceURL) = (.*)", l)
                if m: meta[m[1]] = m[2].strip()
                if l.startswith("# newpar") and not l.startswith("# newpar_block"): fresh = True
                continue
            f = l.rstrip("\n").split("\t")
            misc = dict(x.split("=", 1) for x in f[9].split("|") if "=" in x)
            if "." in f[0]: continue                                       # an ellipsis node
            if "-" in f[0]:                                                # "don't": its words follow, without spaces of their own
                a, b = map(int, f[0].split("-")); skip, tail = b, misc.get("SpaceAfter") != "No"
                if fresh and text: text = text.rstrip() + "\n\n"
                fresh = False; base, form = len(text), f[1]; text += form + (" " if tail else ""); at = base; inside = (a, b, base + len(form))
                continue
            n = int(f[0])
            if n <= skip:
                last = n == inside[1]
                end = inside[2] if last else min(inside[2], at + len(f[1]))
                toks.append((at, end, f[1], "PROPN" if f[4].startswith("NNP") else f[3])); at = end
            else:
                if fresh and text: text = text.rstrip() + "\n\n"
                fresh = False
                toks.append((len(text), len(text) + len(f[1]), f[1], "PROPN" if f[4].startswith("NNP") else f[3])); text += f[1] + ("" if misc.get("SpaceAfter") == "No" else " ")
            for m in re.finditer(r"\(([^()]+)\)?|([^()]+)\)", misc.get("Entity", "")):
                whole = m.group(0)
                if whole.startswith("("):
                    p = m.group(1).split("-")
                    item = (len(toks) - 1, p[1] if len(p) > 1 else "", p[5] if len(p) > 5 else "1", p[0])
                    if whole.endswith(")"): spans.append((item[0], len(toks) - 1, *item[1:]))
                    else: open_.setdefault(p[0], []).append(item)
                else:
                    e = m.group(2).split("-")[0]
                    if open_.get(e):
                        i = open_[e].pop(); spans.append((i[0], len(toks) - 1, *i[1:]))
    return text.rstrip() + "\n", toks, spans, meta

def mentions(toks, spans):
    """Flat mentions: shortest spans first claim their tokens; a longer one keeps what is left up to its head."""
    owner, out = {}, []
    for first, last, etype, minspan, entity in sorted(spans, key=lambda s: (s[1] - s[0], s[0])):
        least = [first + int(n) - 1 for n in minspan.split(",") if n.isdigit()]     # GUM's minimal span: the head, all words of a name
        runs = []                                                                   # what shorter mentions have left of it
        for n in least or [last]:
            if not first <= n <= last or n in owner: continue
            if runs and n == runs[-1][1] + 1: runs[-1][1] = n
            else: runs.append([n, n])
        if not runs: continue
        named = [r for r in runs if any(toks[k][3] == "PROPN" for k in range(r[0], r[1] + 1))]
        head, end = named[-1] if named else runs[0]
        while named and end < last and toks[end + 1][3] == "PROPN" and end + 1 not in owner: end += 1
        begin = head
        while begin > first and begin - 1 not in owner and toks[begin - 1][3] not in ("PUNCT", "PART", "CCONJ"): begin -= 1
        if named:                                                                   # a name is its proper nouns, without titles
            whole = begin
            while begin < end and (toks[begin][3] != "PROPN" or key(toks[begin][2]) in TITLES): begin += 1
            if key(toks[begin][2]) in TITLES: named, begin = False, whole                           # "the President"
        pron = toks[head][2].lower() in PRONOUNS
        if etype not in KINDS and not pron: kind = None
        elif pron: kind, begin, end = "pronoun", head, head
        elif named: kind = KINDS[etype]
        else: kind = "nominal"
        for k in range(begin, end + 1): owner[k] = True
        if kind: out.append([toks[begin][0], toks[end][1], kind, entity])
    return sorted(out)

def main():
    with tarfile.open(sys.argv[1]) as tar:
        for m in sorted((m for m in tar.getmembers() if m.name.endswith(".conllu")), key=lambda m: m.name):
            text, toks, spans, meta = read(tar.extractfile(m).read().decode("utf8").splitlines(True))
            id_ = m.name.split("/")[-1][:-7]
            print(json.dumps({"id": id_, "title": meta.get("title"), "date": meta.get("dateCreated"), "url": meta.get("sourceURL"),
                              "text": text, "mentions": mentions(toks, spans)}, ensure_ascii=False))

if __name__ == "__main__":
    main()
