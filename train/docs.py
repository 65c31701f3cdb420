"""Articles as the later stages learn from them: pieces, mentions, and queries (a source, and the mentions it may stand for), from PolNeAR with
its labels, GUM, GAP and invented articles. The same choices stand in src/extract in C."""
import json, re
import text as T, who as W
from who import norm
from fit import Article, bio

def load_lines(path): return [json.loads(l) for l in open(path, encoding="utf8") if l.strip()]

LEAD, BARE = {"even", "by", "but", "while", "among", "with", "from", "for", "in", "only", "as"}, {"others", "those", "people", "anyone", "everyone", "one", "fact"}
def self_name(text):
    """What a source says of itself, as src/extract/name.c has it: without a leading article, up to an apposition or a relative
    clause that it can do without."""
    t = re.sub(r"\s+", " ", text)
    ws = [m for m in W.WORD.finditer(t)]
    if not ws: return t
    word = lambda k: W.key(re.sub(r"['’]s?$", "", ws[k].group()))
    upper = lambda k: "A" <= ws[k].group()[0] <= "Z"
    i, n = 0, len(ws)
    while i + 1 < n and word(i) in LEAD: i += 1
    if i + 1 < n and word(i) in W.ARTICLES: i += 1
    end = n
    for k in range(i + 1, n):
        gap = t[ws[k - 1].end():ws[k].start()]
        if "," in gap and len(gap) > 1:
            if word(k) in ("including", "like"): end = k; break
            on = upper(k - 1) and upper(k) and next((j for j in range(k + 1, min(n, k + 6)) if word(j) == "and" or not upper(j)), None)
            if not on or word(on) != "and": end = k; break
        if len(gap) > 1 and "(" in gap: end = k; break
        if (len(gap) >= 3 and gap[0] == gap[-1] == " " and re.search("[-–—“”]", gap)) or (word(k) in ("who", "that", "which") and word(k - 1) not in BARE): end = k; break
    return re.sub(r"['’]s?$", "", t[ws[proper_from(t, ws, i, end)].start():ws[end - 1].end()])

def proper_from(t, ws, first, end):
    """Where the name proper begins, if a few words without capitals stand before it: 1 of "nonpartisan Tax Foundation"."""
    small, kept = {"of", "and", "for", "on", "the", "to", "in", "at", "&"}, {"former", "ex", "one", "another", "every", "each", "acting", "senior", "veteran", "retired", "no"}
    key, upper = lambda k: W.key(ws[k].group()), lambda k: "A" <= ws[k].group()[0] <= "Z"
    at = first
    while at < end and not upper(at): at += 1
    if at == first or at - first > 3 or at + 1 >= end or key(end - 1) in small or t[ws[end - 1].end() - 1] == "s": return first
    if any(key(k) in small | kept or ws[k + 1].start() > ws[k].end() + 1 for k in range(first, at)): return first
    return at if all(upper(k) or key(k) in small for k in range(at, end)) else first

def drop_lines(d, speakers, victim, rng=None):
    """The article without the lines that name victim; attributions in them go too. -> (article, speakers) or None"""
    ws = [w for w in W.core(W.words(victim)) if W.key(w) not in W.SUFFIXES]         # of "Joseph R. Biden Jr.", Biden
    if not ws: return None
    last = re.escape(ws[-1])
    keep, cut, pos = [], 0, 0
    for line in d["text"].splitlines(True):
        gone = re.search(r"\b" + last, line) is not None
        if not gone: keep.append((pos, pos + len(line), cut))
        else: cut += len(line)
        pos += len(line)
    if len(keep) < 3 or cut == 0: return None
    def move(spans):
        out = []
        for b, e in spans:
            k = [x for x in keep if x[0] <= b and e <= x[1]]
            if not k: return None
            out.append([b - k[0][2], e - k[0][2]])
        return out
    atts, who = [], []
    for a, s in zip(d["attributions"], speakers):
        m = {r: move(a[r]) for r in ("source", "cue", "content")}
        if any(v is None for v in m.values()): continue
        atts.append(m)
        who.append(dict(s, speaker="?", type=s["type"], aliases=[]) if norm(s["speaker"]) == norm(victim) else s)
    return dict(d, id=d["id"] + "#" + victim, text="".join(d["text"][b:e] for b, e, _ in keep), attributions=atts), who

def flags(text): return list(T.inside_quotes(text)) + [0]

class Doc:
    """An article with what the speaker stage needs. mentions: [(start, end, kind)] of characters; tagged: False, True, or "names" where
    descriptions are not marked, so that a piece without a tag may be one."""
    def __init__(self, tok, text, mentions, tagged):
        self.open = tagged == "names"
        self.text = text
        self.ids, self.off, self.shp = T.pieces(tok, text)
        n = len(self.ids)
        self.ws = T.windows(self.ids, self.off, self.shp)
        self.starts = {}
        for i, (b, e) in enumerate(self.off):
            for c in range(b, e): self.starts[c] = i
        self.tags = None
        if tagged:
            self.tags = [0] * n
            for s, e, kind in mentions:
                p = self.pieces(s, e)
                if p: bio(n, [p], 1 + 2 * W.KINDS.index(kind), self.tags)
        self.attr, self.queries = [], []
        self.lines = []
        line = 0
        for c in text: self.lines.append(line); line += c == "\n"
        self.lines.append(line)
        self.quoted = flags(text)
        self.mentions = [m for m in mentions if m[2] != "pronoun"]
        self.entities = W.entities(text, self.mentions)
    def pieces(self, s, e):
        k = [self.starts[c] for c in range(s, e) if c in self.starts]
        return (k[0], k[-1] + 1) if k else None

def candidates(doc, spans, cue_at, own=None):
    """[(entity, its mention looked at, rank)] for a source of these spans (none: by its cue), nearest first."""
    qs, qe = (spans[0][0], spans[-1][1]) if spans else (cue_at, cue_at)
    out = []
    for e in doc.entities:
        inside = [m for m in e.mentions if any(b <= m[0] and m[1] <= t for b, t in spans)]
        if inside:
            if e.kind == "nominal": continue
            out.append((e, inside[-1], 0)); continue
        before = [m for m in e.mentions if m[1] <= qs]
        if before: out.append((e, before[-1], qs - before[-1][1])); continue
        ahead = [m for m in e.mentions if m[0] >= qe and doc.lines[m[0]] == doc.lines[qs]]
        if ahead and e.kind != "nominal": out.append((e, ahead[0], ahead[0][0] - qe))
    out.sort(key=lambda x: x[2])
    return [(e, m, i) for i, (e, m, _) in enumerate(out[:40])]

def query(doc, spans, cue_at, said, i):
    """Candidates and their features. said: entity -> index of the attribution it spoke last."""
    cands = candidates(doc, spans, cue_at)
    named = any(m[0] >= b and m[1] <= t and e.kind != "nominal" for e, m, _ in cands for b, t in spans)
    span = spans[0] if spans else None
    k = W.query_kind(doc.text, span, named)
    qs, qe = (spans[0][0], spans[-1][1]) if spans else (cue_at, cue_at)
    own = W.words(doc.text[span[0]:span[1]]) if span else []
    feats = []
    for e, m, r in cands:
        sr = i - 1 - said[id(e)] if id(e) in said else 7
        feats.append(W.features(doc.text, doc.quoted, (qs, qe, k, own, doc.lines[qs]), e, (*m, doc.lines[m[0]]), r, sr))
    for c in ([W.SELF] if spans else []) + [W.NONE]: feats.append(W.plain_features(k, c, doc.quoted[qs]))
    return k, cands, feats

def with_sources(text, sources, mentions):
    """The mentions, and as descriptions the sources that hold none, up to their first comma."""
    out = list(mentions)
    for b, e in sorted({tuple(s[0]) for s in sources if s}):
        if any(m[0] < e and m[1] > b for m in out): continue
        e = b + (text[b:e].find(",") if "," in text[b:e] else e - b)
        if W.words(text[b:e]) and text[b:e].lower() not in W.PRONOUN: out.append((b, e, "nominal"))
    return sorted(out)

def with_speakers(text, speakers, mentions):
    """The mentions, mended by the names that the labels give: each occurrence of such a name is one, whatever was found in it."""
    kinds = {"person": "person", "organisation": "organisation", "place": "place"}
    named = {}
    for s in speakers:
        if s["type"] in kinds and s["speaker"].lower() not in W.PRONOUN and all(w[:1].isupper() or w in ("of", "for", "and", "on", "the", "de") for w in s["speaker"].split()):
            for m in re.finditer(r"(?<!\w)" + re.escape(s["speaker"]) + r"(?!\w)", text): named[m.span()] = kinds[s["type"]]
    out = []
    for (b, e), kind in sorted(named.items(), key=lambda x: x[0][0] - x[0][1]):
        if any(o[0] < e and o[1] > b for o in out): continue
        if any(m[0] < e and m[1] > b and (m[0] < b or m[1] > e) for m in mentions): continue      # in or across a longer name
        out.append((b, e, kind))
    return sorted(out + [m for m in mentions if not any(o[0] < m[1] and o[1] > m[0] for o in out)])

def with_descriptions(text, speakers, mentions):
    """The mentions, and as descriptions what the labels call a speaker by, wherever it stands in the text ("the judge in Ohio")."""
    out = list(mentions)
    for name in {s["speaker"] for s in speakers if not s["speaker"][:1].isupper() or s["type"] in ("group", "document", "anonymous")}:
        if not 2 <= len(W.words(name)) <= 11 or " & " in name: continue
        for m in re.finditer(r"(?<![\w-])(?:(?:the|an?) )?" + re.escape(name) + r"(?![\w-])", text, re.I):
            if not any(o[0] < m.end() and o[1] > m.start() for o in out): out.append((*m.span(), "nominal"))
    return sorted(out)

def polnear_doc(tok, d, speakers, mentions, tagged=False):
    mentions = with_sources(d["text"], [a["source"] for a in d["attributions"]], mentions)
    doc = Doc(tok, d["text"], mentions, False)
    if tagged: doc.open, doc.tags = True, Doc(tok, d["text"], mentions, "names").tags
    doc.id = d["id"]
    doc.article = Article(tok, d)
    said, skipped = {}, 0
    for i, (a, s) in enumerate(zip(d["attributions"], speakers)):
        spans = sorted(map(tuple, a["source"]))
        k, cands, feats = query(doc, spans, (a["cue"] or a["content"])[0][0], said, i)
        names = {norm(x) for x in [s["speaker"], *s.get("aliases", [])] if x and x not in "-?"}
        bare = {" ".join(W.key(w) for w in W.words(x) if W.key(w) not in W.ARTICLES) for x in names}                # as entities have it
        gold = [j for j, (e, _, _) in enumerate(cands) if norm(e.name()) in names or " ".join(W.key(w) for w in e.full) in bare]
        if not gold and names:
            last = {n.split()[-1] for n in names if n}
            gold = [j for j, (e, _, _) in enumerate(cands) if e.kind == "person" and s["type"] == "person" and norm(e.name()).split()[-1:] and
                    norm(e.name()).split()[-1] in last and len(e.full) == 1]
        hit = [cands[j][0] for j in gold]
        if spans and names and norm(self_name(" ".join(d["text"][b:e] for b, e in spans[:1]))) in names: gold.append(len(cands))
        if not names and not (s["speaker"] == "?" and k == W.OPEN): gold = [len(cands) + bool(spans)]
        elif not names or (not gold and k in (W.NOMINAL, W.OPEN) and s.get("cut")): gold = [len(cands)] if spans else []
        for e in hit[:1]: said[id(e)] = i
        if not gold: skipped += 1
        doc.queries.append(dict(spans=[doc.pieces(*x) for x in spans], cue=[doc.pieces(*x) for x in a["cue"]], kind=k, cands=cands, feats=feats, gold=gold, label=s))
    doc.skipped = skipped
    return doc


def address_span(text, a, words):
    if not words: return None
    c, best = (a["cue"] or a["content"])[0][1], None
    for m in re.finditer(re.escape(words), text):
        if best is None or abs(m.start() - c) < abs(best[0] - c): best = (m.start(), m.end())
    return best if best and abs(best[0] - c) < 200 else None

def gum_doc(tok, d, rng):
    ms = [(s, e, k) for s, e, k, _ in d["mentions"]]
    doc = Doc(tok, d["text"], ms, True)
    doc.id = d["id"]
    ids = {(s, e): g for s, e, _, g in d["mentions"]}
    for s, e, kind, g in d["mentions"]:
        if kind in ("person", "organisation", "place"): continue
        w = W.words(d["text"][s:e])
        if kind == "nominal" and (not w or W.key(w[0]) not in W.DEFINITE or rng.random() < 0.5): continue
        if kind == "pronoun" and W.PRONOUN.get(d["text"][s:e].lower(), 0) in (5, 6, 7) and rng.random() < 0.7: continue
        k, cands, feats = query(doc, [(s, e)], s, {}, 0)
        gold = [j for j, (x, m, _) in enumerate(cands) if ids.get(m[:2]) == g]
        if not gold: gold = [j for j, (x, m, _) in enumerate(cands) if any(ids.get(y[:2]) == g and y[1] <= s for y in x.mentions)]
        if not gold: gold = [len(cands)] if kind == "nominal" else [len(cands) + 1]
        doc.queries.append(dict(spans=[doc.pieces(s, e)], cue=None, kind=k, cands=cands, feats=feats, gold=gold))
    return doc

def gap_doc(tok, r):
    text, p = r["Text"], int(r["Pronoun-offset"])
    truth = {x: r[x + "-coref"] == "TRUE" for x in "AB"}
    at = {x: (int(r[x + "-offset"]), int(r[x + "-offset"]) + len(r[x])) for x in "AB"}
    ms = sorted({(m.start(), m.end(), "person") for x in "AB" for m in re.finditer(r"\b" + re.escape(r[x]) + r"\b", text)} | {(*at[x], "person") for x in "AB"})
    ms = [m for i, m in enumerate(ms) if not i or m[0] >= ms[i - 1][1]]
    doc = Doc(tok, text, ms, False)
    k, cands, feats = query(doc, [(p, p + len(r["Pronoun"]))], p, {}, 0)
    gold = [j for j, (e, m, _) in enumerate(cands) for x in "AB" if truth[x] and any(y[0] <= at[x][0] < y[1] for y in e.mentions)]
    if not any(truth.values()): gold = [len(cands) + 1]
    if len(cands) < 2 or not gold: return None
    feats = feats[:len(cands)] + feats[-1:]                                        # no SELF
    doc.gap = [next((j for j, (e, m, _) in enumerate(cands) if any(y[0] <= at[x][0] < y[1] for y in e.mentions)), None) for x in "AB"]
    if gold == [len(cands) + 1]: gold = [len(cands)]
    doc.queries.append(dict(spans=[doc.pieces(p, p + len(r["Pronoun"]))], cue=None, kind=k, cands=cands, feats=feats, gold=gold, no_self=True))
    doc.row, doc.truth = r, truth
    return doc

def load_gum(a):
    """GUM without the texts that test/data/nested.jsonl measures on: those to train on, and those held out to measure mentions by."""
    kept = {d["id"] for d in load_lines(a.nested)}
    gum = [d for d in load_lines(a.work + "/gum.jsonl") if d["id"] not in kept]
    is_held = [i % 12 == 5 and "conversation" not in d["id"] for i, d in enumerate(gum)]
    return [d for d, held in zip(gum, is_held) if not held and not re.search("conversation|vlog|court", d["id"])], [d for d, held in zip(gum, is_held) if held]

def labelled(a, n, cuts=0, rng=None):
    """[(article, speakers, lines left of the whole article)]: the labelled articles, then some with a speaker's name cut out."""
    arts = {d["id"]: d for d in load_lines(f"{a.shared}/polnear-{n}.jsonl")}
    whole, cut = [], []
    labels = load_lines(f"{a.shared}/polnear-{n}-speakers.jsonl")
    if n == "train" and a.labels: labels += load_lines(a.labels)
    for s in labels:
        d = arts[s["id"]]
        whole.append((d, s["speakers"], None))
        who = sorted({x["speaker"] for x, at in zip(s["speakers"], d["attributions"]) if x["type"] == "person" and " & " not in x["speaker"] and
                      at["source"] and d["text"][at["source"][0][0]:at["source"][0][1]].lower() in W.PRONOUN})
        if rng: rng.shuffle(who)
        for v in who[:cuts]:
            x = drop_lines(d, s["speakers"], v)
            if x is None: continue
            y = [dict(l, cut=True) if l["speaker"] == "?" else l for l in x[1]]
            if any(l.get("cut") for l in y): cut.append((x[0], y, v))
    return whole, cut

def moved(d, whole, victim, mentions):
    """The mentions of the whole article that its lines without the victim keep."""
    out, pos, at, last = [], 0, 0, re.escape(W.core(W.words(victim))[-1])
    for line in whole.splitlines(True):
        if not re.search(r"\b" + last, line):
            out += [(b - at + pos, e - at + pos, k) for b, e, k in mentions if at <= b and e <= at + len(line)]
            pos += len(line)
        at += len(line)
    return out
