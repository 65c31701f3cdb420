#!/usr/bin/env python3
"""Invented articles with marked statements (labels/invented/*.txt; labels/README.md tells their form) as training data.

usage: invented.py check FILE...        says what is wrong with their marks
       invented.py write FILE... > OUT  a line an article: {"id", "date", "text", "attributions", "speakers", "inner"}
Statements within another's content are in "inner", as labels/polnear-train-inner.jsonl has them; "speakers" are those of "attributions".
"""
import json, re, sys

TAG = re.compile(r"<(/?)([scta])(\d+)>")
TYPES = "person organisation group document place anonymous none".split()
ACTS = "state deny accuse criticize support promise request ask predict admit warn believe".split()
ROLE = dict(s="source", c="cue", t="content", a="address")

def articles(path):
    """[(slug, date, headline, marked text, label lines)]"""
    for part in re.split(r"^=== ?", open(path, encoding="utf8").read(), flags=re.M)[1:]:
        head, _, rest = part.partition("\n")
        slug, date, title = (x.strip() for x in (head + " | | ").split("|")[:3])
        marked, _, labels = rest.partition("\n---")
        yield slug, date, title, marked.strip(), [l for l in labels.strip().splitlines() if l.strip()]

def unmark(marked, wrong):
    """(text, {number: {role: [[start, end]...]}})"""
    text, at, open_, found = "", 0, [], {}
    for m in TAG.finditer(marked):
        text += marked[at:m.start()]; at = m.end()
        kind, n = ROLE[m[2]], int(m[3])
        if not m[1]: open_.append((kind, n, len(text)))
        elif open_ and open_[-1][:2] == (kind, n):
            b = open_.pop()[2]; e = len(text)
            while b < e and text[b].isspace(): b += 1
            while e > b and text[e - 1].isspace(): e -= 1
            if b == e: wrong(f"<{m[2]}{n}> is empty")
            else: found.setdefault(n, {}).setdefault(kind, []).append([b, e])
        else: wrong(f"</{m[2]}{n}> closes nothing near: {marked[max(0, m.start() - 40):m.end()]!r}")
    text += marked[at:]
    for kind, n, _ in open_: wrong(f"<{kind}{n}> is not closed")
    if "<" in text or ">" in text: wrong(f"a stray < or > in {re.findall('.{0,20}[<>].{0,20}', text)[:3]}")
    return text, found

def article(slug, date, title, marked, labels, say):
    bad = []
    wrong = lambda x: (bad.append(x), say(f"{slug}: {x}"))
    text, found = unmark(title + "\n\n" + marked if title else marked, wrong)
    rows = {}
    for l in labels:
        f = [x.strip() for x in l.split("\t")]
        if len(f) != 6 or not f[0].isdigit(): wrong(f"not six fields: {l!r}"); continue
        n, parent, speaker, kind, act, address = f
        if kind not in TYPES: wrong(f"{n}: type {kind!r}")
        if act not in ACTS: wrong(f"{n}: act {act!r}")
        if (speaker == "-") != (kind == "none"): wrong(f"{n}: speaker {speaker!r} of type {kind}")
        rows[int(n)] = dict(parent=None if parent in "-0" else int(parent), speaker=speaker, type=kind, act=act, addressee=None if address == "-" else address, aliases=[])
    for n in sorted(set(rows) ^ set(found)): wrong(f"{n}: {'no tags' if n in rows else 'no line after ---'}")
    for n, f in found.items():
        if n not in rows: continue
        if "content" not in f: wrong(f"{n}: no content")
        p = rows[n]["parent"]
        inside = lambda k: any(b <= c < e for b, e in found.get(k, {}).get("content", []) for c in [f["cue"][0][0]]) if "cue" in f else True
        if p is not None and not inside(p): wrong(f"{n}: its cue is not within the content of {p}")
        if p is None:
            for k in found:
                if k != n and "cue" in f and inside(k): wrong(f"{n}: within the content of {k}, but has no parent")
        if rows[n]["addressee"] and rows[n]["addressee"] not in text: wrong(f"{n}: the addressee is not in the text: {rows[n]['addressee']!r}")
        if "cue" in f and "content" in f and any(b < f["cue"][0][1] and f["cue"][0][0] < e for b, e in f["content"]): wrong(f"{n}: its cue is within its own content")
    order = sorted((n for n in rows if n in found and "content" in found[n]), key=lambda n: (found[n].get("cue") or found[n]["content"])[0])
    spans = lambda n: {r: found[n].get(r, []) for r in ("source", "cue", "content")}
    who = lambda n: {k: rows[n][k] for k in ("speaker", "type", "act", "addressee", "aliases")}
    out = [n for n in order if rows[n]["parent"] is None]
    inner = [n for n in order if rows[n]["parent"] is not None and "cue" in found[n]]
    return dict(id="invented-" + slug, date=date, title=title, text=text, attributions=[spans(n) for n in out],
                speakers=[who(n) for n in out], inner=[spans(n) for n in inner], inner_speakers=[who(n) for n in inner]), bad

def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("check", "write"): sys.exit(__doc__)
    count, faults, statements = 0, 0, 0
    for path in sys.argv[2:]:
        for x in articles(path):
            d, bad = article(*x, lambda m: print(f"{path}: {m}", file=sys.stderr))
            count += 1; faults += len(bad); statements += len(d["attributions"]) + len(d["inner"])
            if sys.argv[1] == "write" and not bad: print(json.dumps(d, ensure_ascii=False))
    print(f"{count} articles, {statements} statements, {faults} faults", file=sys.stderr)
    sys.exit(1 if faults and sys.argv[1] == "check" else 0)

if __name__ == "__main__":
    main()
