#!/usr/bin/env python3
"""Train what comes after the spans and the mentions (mentions.py): speakers, types, acts and addressees, together with the cue and role taggers.

usage: fit_who.py --encoder DIR --start MODEL|net.pt --mentions mentions.pt --shared ../../shared/data --work DIR --out DIR [--steps 900 ...]
WORK holds gum.jsonl (gum.py) and silver.jsonl (silver.py). Writes OUT/net.pt and OUT/who.pt; OUT/state.pt has all that
resuming needs: the same command again goes on where it was stopped.
"""
import argparse, csv, hashlib, json, math, os, random, re, sys, time
import torch, torch.nn as nn, torch.nn.functional as F
import text as T, who as W
from who import norm
from invented import ACTS, TYPES
from fit import Article, bio, span_loss, spans_to_pieces, window
from net import CONV_WIDTH, DILATIONS, ROLE_TAGS, ROLE_WIDTH, Conv, Linear, MENTION_LAYERS, Mentions, Net, crf_nll, runs, viterbi
from predict import collate

LINK, FORM = 128, 128
MENTION_TAGS, ADDRESS_TAGS = 1 + 2 * len(W.KINDS), 3

class Who(nn.Module):
    """Heads over the encoder's vectors; every large product is a Linear of net.py, so that it can imitate int8."""
    def __init__(self, h):
        super().__init__()
        self.mentions = Mentions(h, MENTION_TAGS)                                             # trained by mentions.py, and no more here
        self.inner = Linear(h, 3); self.inner_trans = nn.Parameter(torch.zeros(3, 3))          # cues within another's content
        self.inner_hidden, self.inner_out = Linear(3 * h, FORM), Linear(FORM, 3); nn.init.zeros_(self.inner_out.weight); nn.init.zeros_(self.inner_out.bias)
        self.inner_conv = nn.ModuleList(Conv(ROLE_WIDTH if i == 0 else CONV_WIDTH, CONV_WIDTH, d) for i, d in enumerate(DILATIONS))      # the role tagger's, within contents
        self.inner_role, self.inner_role_trans = Linear(CONV_WIDTH, ROLE_TAGS), nn.Parameter(torch.zeros(ROLE_TAGS, ROLE_TAGS))
        self.address = Linear(CONV_WIDTH, ADDRESS_TAGS); self.address_trans = nn.Parameter(torch.zeros(ADDRESS_TAGS, ADDRESS_TAGS))
        self.form, self.look, self.seen = Linear(3 * h, FORM), nn.Linear(CONV_WIDTH, 1), Linear(CONV_WIDTH, FORM); self.act, self.kind = Linear(FORM, len(ACTS)), Linear(FORM, len(TYPES))
        self.query, self.said, self.cand = Linear(h, LINK), Linear(h, LINK), Linear(h, LINK)
        self.feature = nn.ModuleDict({k: nn.Embedding(n, LINK) for k, n in W.FEATURES.items()})
        for e in self.feature.values(): nn.init.normal_(e.weight, std=0.05)
        self.fixed = nn.Parameter(torch.randn(2, LINK) * 0.1)                    # SELF, NONE
        self.hidden, self.out = Linear(LINK, 64), nn.Linear(64, 1)
        nn.init.zeros_(self.seen.weight); nn.init.zeros_(self.seen.bias)
        self.drop = nn.Dropout(0.1)
    def load(self, state, net):
        """The state; where one of before has no role tagger for statements within contents, the network's."""
        self.load_state_dict(state, strict=False)
        if "inner_role_trans" in state: return
        self.inner_conv.load_state_dict(net.conv.state_dict()); self.inner_role.load_state_dict(net.role.state_dict())
        with torch.no_grad(): self.inner_role_trans.copy_(net.role_trans)
    def inner_tags(self, x):
        """x: what beside() gives"""
        return self.inner(x.chunk(3, -1)[1]) + self.inner_out(self.drop(F.gelu(self.inner_hidden(self.drop(x)))))
    def scores(self, q, c, feats):
        """q: N x LINK, c: N x LINK (a row a candidate), feats: name -> N -> N scores"""
        x = q + c + q * c
        for k, e in self.feature.items(): x = x + e(feats[k])
        return self.out(F.gelu(self.hidden(self.drop(F.gelu(x))))).squeeze(-1)

def features_of(net, H, win, cue):
    """net.roles with the features under its last layer: (role scores, features)"""
    kept = {}
    hook = net.role.register_forward_hook(lambda m, i, o: kept.update(y=i[0]))
    out = net.roles(H, win, cue); hook.remove()
    return out, kept["y"]

# ---- texts ------------------------------------------------------------------------------------------------------------

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
    last = re.escape(W.core(W.words(victim))[-1]) if W.words(victim) else None
    if not last: return None
    keep, shift, cut, pos = [], [], 0, 0
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
        doc.queries.append(dict(spans=[doc.pieces(*x) for x in spans], cue=[doc.pieces(*x) for x in a["cue"]], kind=k, cands=cands, feats=feats, gold=gold, label=s,
                                content=[doc.pieces(*x) for x in a["content"]], address=address_span(d["text"], a, s.get("addressee"))))
        ad = doc.queries[-1]["address"]
        doc.queries[-1]["address"] = doc.pieces(*ad) if ad else None
    doc.skipped = skipped
    return doc

def invented_doc(net, who, tok, d):
    """An invented article (invented.py): its names are those that the tagger finds and the labels know."""
    speakers = d["speakers"] + d["inner_speakers"]
    every = sorted(zip(d["attributions"] + d["inner"], speakers), key=lambda x: (x[0]["cue"] or x[0]["content"])[0])
    names = with_descriptions(d["text"], speakers, with_speakers(d["text"], speakers, [m for m in find_mentions(net, who, tok, d["text"]) if m[2] != "pronoun"]))
    doc = polnear_doc(tok, dict(d, attributions=[x for x, _ in every]), [s for _, s in every], names, tagged=True)
    doc.article, doc.invented = Article(tok, d), True                               # whose spans are the outermost ones
    doc.article.inner = [{r: spans_to_pieces(doc.article.off, x[r], 0, len(doc.article.ids)) for r in ("source", "cue", "content")} for x in d["inner"]]
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

# ---- the network over articles ----------------------------------------------------------------------------------------

class Base:
    """Vectors of the frozen lower layers: computed once a window, kept in bfloat16."""
    def __init__(self, net, frozen): self.net, self.frozen, self.kept = net, frozen, {}
    @torch.no_grad()
    def windows(self, d):
        """[T x h] of each window of a document, [CLS] and [SEP] included"""
        k = hashlib.sha1(d.text.encode()).digest()
        if k not in self.kept: self.kept[k], = lower_vectors(self.net, d, self.frozen)
        return self.kept[k]

@torch.no_grad()
def lower_vectors(net, d, *depths):
    """As Base.windows, behind so many of the network's first layers: a list for each of the depths, which rise."""
    quant, Linear.quant = Linear.quant, False
    ids, shp, mask = collate([(d.ids[w[0]:w[3]], d.shp[w[0]:w[3]]) for w in d.ws])
    e, out = net.enc, []
    with torch.autocast("cpu", torch.bfloat16):
        x = e.norm(e.word(ids) + e.pos.weight[:ids.shape[1]] + e.case(shp >> 2) + e.line(shp >> 1 & 1) + e.quote(shp & 1))
        for at, depth in zip((0, *depths), depths):
            for l in e.layers[at:depth].eval(): x = l(x, mask[:, None, None, :])
            out.append([x[i, :w[3] - w[0] + 2].to(torch.bfloat16).clone() for i, w in enumerate(d.ws)])
    Linear.quant = quant
    return out

def mention_scores(tagger, lower, last, ws):
    """Tag scores of all pieces of a document, by its windows' vectors behind the lower layers and behind all, and their bounds."""
    n = torch.tensor([len(p) - 2 for p in lower])                                  # [CLS] and [SEP] left out
    x = torch.zeros(2, len(lower), int(n.max()), lower[0].shape[1])
    for i, (p, q) in enumerate(zip(lower, last)): x[0, i, :n[i]], x[1, i, :n[i]] = p[1:-1].float(), q[1:-1].float()
    e = tagger(*x, torch.arange(x.shape[2])[None] < n[:, None])
    return torch.cat([e[i, cb - lo:ce - lo] for i, (lo, cb, ce, hi) in enumerate(ws)])

def encode(net, docs):
    """Vectors of all pieces of each document, and the windows' own (for the role tagger)."""
    parts = [x for d in docs for x in net.base.windows(d)]
    T_ = max(len(x) for x in parts)
    x, mask = torch.zeros(len(parts), T_, parts[0].shape[1], dtype=torch.bfloat16), torch.zeros(len(parts), T_, dtype=torch.bool)
    for k, p in enumerate(parts): x[k, :len(p)] = p; mask[k, :len(p)] = True
    x = x.float()
    for l in net.enc.layers[net.base.frozen:]: x = l(x, mask[:, None, None, :])
    H = x.float()
    out, k = [], 0
    for d in docs:
        out.append(torch.cat([H[k + i, 1 + cb - lo:1 + ce - lo] for i, (lo, cb, ce, hi) in enumerate(d.ws)]))
        k += len(d.ws)
    return H, out

def means(V, rows):
    """The mean vector over each row's spans of pieces [(i, j)...], zeros for none: one product, for its gradient's sake."""
    w = torch.zeros(len(rows), len(V))
    for r, spans in enumerate(rows):
        for i, j in spans: w[r, i:j] = 1
    return (w / w.sum(1, keepdim=True).clamp(min=1)) @ V

def link_scores(who, doc, V, queries):
    """[scores of the candidates, SELF, NONE] of each query"""
    zq, zc = means(V, [q["spans"] or [] for q in queries]), means(V, [q["cue"] or [] for q in queries])
    has = torch.tensor([[float(bool(q["spans"])), float(bool(q["cue"]))] for q in queries])
    Q = who.query(who.drop(zq)) * has[:, :1] + who.said(who.drop(zc)) * has[:, 1:]
    need, rows = {}, []
    for i, q in enumerate(queries):
        for e, m, _ in q["cands"]: need.setdefault(m[:2], len(need))
    M = who.cand(who.drop(means(V, [[p] if p else [] for p in (doc.pieces(*m) for m in need)])))
    M = torch.cat([M, who.fixed])
    qi, ci, feats = [], [], {k: [] for k in W.FEATURES}
    for i, q in enumerate(queries):
        extra = ([len(need)] if q["spans"] and not q.get("no_self") else []) + [len(need) + 1]
        ci += [need[m[:2]] for _, m, _ in q["cands"]] + extra
        qi += [i] * (len(q["cands"]) + len(extra))
        for f in q["feats"]:
            for k in feats: feats[k].append(f[k])
    s = who.scores(Q[qi], M[ci], {k: torch.tensor(v) for k, v in feats.items()})
    return s.split([len(q["feats"]) for q in queries])

def forms(net, who, H, docs):
    """Of all attributions of the documents: act scores, type scores, address scores with gold, by the windows that they stand in."""
    k, rows = 0, []
    for d in docs:
        for i, (lo, cb, ce, hi) in enumerate(d.ws):
            for q in d.queries:
                if q["cue"] and cb <= q["cue"][0][0] < ce: rows.append((k + i, lo, hi, q))
        k += len(d.ws)
    if not rows: return None
    L = H.shape[1] - 2
    x, cm = [], torch.zeros(len(rows), L)
    width = H.shape[1]
    for r, (w, lo, hi, q) in enumerate(rows):
        at = w * width + 1 - lo                                                     # of the window's rows among all
        x += [[(at + max(i, lo), at + min(j, hi)) for i, j in spans if i < hi and j > lo] for spans in (q["cue"], q["content"], q["spans"])]
        for i, j in q["cue"]: cm[r, max(0, i - lo):j - lo] = 1
    _, y = features_of(net, H[:, 1:-1], torch.tensor([r[0] for r in rows]), cm)
    out = torch.arange(L)[None] >= torch.tensor([hi - lo for _, lo, hi, _ in rows])[:, None]                # of the window
    weight = who.look(y).squeeze(-1).float().masked_fill(out, -1e9).softmax(-1)                              # where this cue's act shows
    seen = (weight[:, None] @ y.float()).squeeze(1)
    z = F.gelu(who.form(who.drop(means(H.reshape(-1, H.shape[2]), x).view(len(rows), -1))) + who.seen(who.drop(seen)))
    return rows, who.act(who.drop(z)), who.kind(who.drop(z)), who.address(y).float(), [r[3] for r in rows]

def beside(H, lengths):
    """Of each piece the vectors of the one before, its own and that of the one behind, side by side; zeros past the window's ends."""
    at = torch.arange(H.shape[1])[None]
    x = H * ((at > 0) & (at <= lengths[:, None]))[..., None]
    return torch.cat([x[:, :-2], x[:, 1:-1], x[:, 2:]], -1)

def inner_loss(who, H, items):
    """Of the tagger of cues within contents. Such cues are rare: each of their pieces counts for INNER."""
    INNER, rows = 3.0, [(k, x[4]) for k, x in enumerate(items) if x[4]]
    n = torch.tensor([len(x) for _, x in rows]); L = int(n.max())
    at, tag = torch.zeros(len(rows), L, dtype=torch.long), torch.zeros(len(rows), L, dtype=torch.long)
    for r, (_, x) in enumerate(rows): at[r, :len(x)], tag[r, :len(x)] = torch.tensor(x).T
    k = torch.tensor([k for k, _ in rows])
    e = who.inner_tags(beside(H, torch.tensor([len(x[0]) for x in items]))[k[:, None], at]).float()
    live = torch.arange(L)[None] < n[:, None]
    return F.cross_entropy(e[live], tag[live], weight=torch.tensor([1.0, INNER, INNER])) + crf_nll(e, tag, n, who.inner_trans).sum() / n.sum()

def doc_losses(net, who, docs, rng, a):
    with torch.autocast("cpu", torch.bfloat16):
        H, Vs = encode(net, docs)
    H = net.drop(H)
    out = {}
    if all(hasattr(d, "article") for d in docs):
        items = [window(d.article, w[0], w[1], w[3]) for d in docs for w in d.ws]
        told = [k for k, d in enumerate(d for d in docs for _ in d.ws) if not getattr(d, "invented", False)]      # how PolNeAR marks spans is PolNeAR's
        if told: out["span"] = [span_loss(net, H[told], [items[k] for k in told], rng, a)]
        if any(x[4] for x in items): out["inner"] = [inner_loss(who, H, items)]
    for d, V in zip(docs, Vs):
        qs = [q for q in d.queries if q["gold"]]
        if len(qs) > 40: qs = rng.sample(qs, 40)
        if qs:
            for q, s in zip(qs, link_scores(who, d, V, qs)):
                out.setdefault("link", []).append(torch.logsumexp(s, 0) - torch.logsumexp(s[q["gold"]], 0))
    f = forms(net, who, H, docs) if all(d.queries and "label" in d.queries[0] for d in docs) else None
    if f:
        rows, act, typ, addr, qs = f
        lab = [q["label"] for q in qs]
        out["act"] = [F.cross_entropy(act, torch.tensor([ACTS.index(l["act"]) for l in lab]), weight=a.act_weight, label_smoothing=0.05)]
        keep = [i for i, l in enumerate(lab) if l["type"] in TYPES]
        out["type"] = [F.cross_entropy(typ[keep], torch.tensor([TYPES.index(lab[i]["type"]) for i in keep]), label_smoothing=0.05)]
        L = addr.shape[1]; g = torch.zeros(len(qs), L, dtype=torch.long); n = torch.tensor([hi - lo for _, lo, hi, _ in rows])
        for r, (w, lo, hi, q) in enumerate(rows):
            if q["address"]:
                i, j = q["address"]
                if lo <= i and j <= hi: bio(L, [(i - lo, j - lo)], 1, row := [0] * L); g[r] = torch.tensor(row)
        live = torch.arange(L)[None] < n[:, None]
        out["address"] = [F.cross_entropy(addr[live], g[live], weight=torch.tensor([1.0, 3.0, 3.0])) * 2 + crf_nll(addr, g, n, who.address_trans).sum() / n.sum()]
    return {k: sum(v) / len(v) for k, v in out.items()}

# ---- how good it is ---------------------------------------------------------------------------------------------------

def choose(d, q, s, said=None):
    """The name given for a query: (name or None, entity or None)"""
    j = int(s.argmax())
    if j < len(q["cands"]): e = q["cands"][j][0]; return e.name(), e
    if q["spans"] and j == len(q["cands"]):
        i, k = q["spans"][0]; return self_name(d.text[d.off[i][0]:d.off[k - 1][1]]), None
    return None, None

@torch.no_grad()
def evaluate(net, who, tok, articles, say, tag=""):
    """Speakers with the system's own mentions and history, gold spans."""
    net.eval(); who.eval()
    n = {}; acts, types, ad = [], [], [0, 0, 0]
    wrong = []
    for article, speakers, _ in articles:
        d = polnear_doc(tok, article, speakers, find_mentions(net, who, tok, article["text"]))
        with torch.autocast("cpu", torch.bfloat16): H, (V,) = encode(net, [d])
        said = {}
        for i, q in enumerate(d.queries):
            for f, (e, m, r) in zip(q["feats"], q["cands"]): f["said"] = min(7, i - 1 - said[id(e)]) if id(e) in said else 7
            (s,) = link_scores(who, d, V, [q])
            name, e = choose(d, q, s)
            if e is not None: said[id(e)] = i
            l = q["label"]; names = {norm(x) for x in [l["speaker"], *l.get("aliases", [])] if x}
            ok = (norm(name) in names) if l["speaker"] not in "-?" else name is None
            g = {0: "no source", 9: "nominal", 10: "open", 11: "named"}.get(q["kind"], "pronoun")
            for key in ("all", g) + (("unknown",) if l["speaker"] in "-?" else ()) + (("cut",) if l.get("cut") or (l["speaker"] == "?" and "#" in d.id) else ()):
                a = n.setdefault(key, [0, 0]); a[0] += ok; a[1] += 1
            if not ok: wrong.append((g, d.text[d.off[q["cue"][0][0]][0] - 60:d.off[q["cue"][0][1] - 1][1] + 30].replace("\n", " "), name, l["speaker"]))
        f = forms(net, who, H, [d])
        if f:
            rows, act, typ, addr, qs = f
            for r, q in enumerate(qs):
                acts.append((q["label"]["act"], ACTS[int(act[r].argmax())])); types.append((q["label"]["type"], TYPES[int(typ[r].argmax())]))
                _, lo, hi, _ = rows[r]
                got = [(a + lo, b + lo) for a, b in runs(viterbi(addr[r, :hi - lo], who.address_trans), 1)]
                ad[1] += len(got); ad[2] += q["address"] is not None; ad[0] += q["address"] in got
    say(tag, "speaker:", "  ".join(f"{k} {100 * a / b:.1f} of {b}" for k, (a, b) in sorted(n.items())))
    if acts:
        f1 = [2 * sum(g == p == x for g, p in acts) / max(1, sum((g == x) + (p == x) for g, p in acts)) for x in ACTS]
        say(tag, f"act {100 * sum(g == p for g, p in acts) / len(acts):.1f} macro {100 * sum(f1) / len(f1):.1f}", " ".join(f"{x} {100 * v:.0f}" for x, v in zip(ACTS, f1)),
            f"type {100 * sum(g == p for g, p in types) / len(types):.1f}", f"address F1 {200 * ad[0] / max(1, ad[1] + ad[2]):.1f} of {ad[2]}")
    net.train(); who.train()
    return n, wrong

@torch.no_grad()
def evaluate_gap(net, who, docs, say):
    net.eval(); who.eval(); c = {"M": [0, 0, 0], "F": [0, 0, 0]}
    for at in range(0, len(docs), 16):
        part = docs[at:at + 16]
        with torch.autocast("cpu", torch.bfloat16): H, Vs = encode(net, part)
        for d, V in zip(part, Vs):
            q = d.queries[0]; (s,) = link_scores(who, d, V, [q]); j = int(s.argmax())
            g = c["F" if q["kind"] == 2 else "M"]
            for x, k in zip("AB", d.gap):
                p = k is not None and j == k; g[0] += p and d.truth[x]; g[1] += p; g[2] += d.truth[x]
    f = {k: 200 * a / max(1, b + t) for k, (a, b, t) in c.items()}
    say(f"gap F1 M {f['M']:.1f} F {f['F']:.1f} overall {200 * sum(v[0] for v in c.values()) / sum(v[1] + v[2] for v in c.values()):.1f}")
    net.train(); who.train()

# ---- the two stages ---------------------------------------------------------------------------------------------------

def load_gum(a):
    """GUM without the texts that test/data/nested.jsonl measures on: those to train on, and those held out to measure mentions by."""
    kept = {d["id"] for d in load_lines(a.nested)}
    gum = [d for d in load_lines(a.work + "/gum.jsonl") if d["id"] not in kept]
    is_held = [i % 12 == 5 and "conversation" not in d["id"] for i, d in enumerate(gum)]
    return [d for d, held in zip(gum, is_held) if not held and not re.search("conversation|vlog|court", d["id"])], [d for d, held in zip(gum, is_held) if held]

def load_lines(path): return [json.loads(l) for l in open(path, encoding="utf8") if l.strip()]

def start(path, encoder):
    net = Net(torch.load(encoder + "/encoder.pt"), head_drop=0.2)
    if path.endswith(".pt"): net.load_state_dict(torch.load(path))
    else:
        import modelfile; from export import load_arrays
        load_arrays(net, modelfile.Model(path).arrays)
    return net

@torch.no_grad()
def find_mentions(net, who, tok, text):
    """[(start, end, kind)] as the tagger has it, pronouns included."""
    x = Doc(tok, text, [], False)
    tags = viterbi(mention_scores(who.mentions, *lower_vectors(net, x, MENTION_LAYERS, len(net.enc.layers)), x.ws), who.mentions.trans)
    return sorted((x.off[i][0], x.off[j - 1][1], kind) for k, kind in enumerate(W.KINDS) for i, j in runs(tags, 1 + 2 * k))

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

def train(a, net, who, tok, say):
    rng = random.Random(a.seed)
    gum_docs = [gum_doc(tok, d, rng) for d in load_gum(a)[0]]
    rows = lambda n: [x for x in (gap_doc(tok, r) for r in csv.DictReader(open(f"{a.shared}/gap/gap-{n}.tsv", encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE)) if x]
    gap, gap_val = rows("development"), rows("validation")
    silver = {d["id"]: d for d in load_lines(a.work + "/silver.jsonl")}
    names = {i: [tuple(m[:3]) for m in d["mentions"]] for i, d in silver.items()}
    whole, cut = labelled(a, "train", 2, random.Random(3))
    for d, s, _ in whole: names[d["id"]] = with_descriptions(d["text"], s, with_speakers(d["text"], s, names[d["id"]]))
    texts = {d["id"]: d["text"] for d, _, _ in whole}
    labelled_docs = [polnear_doc(tok, d, s, names[d["id"]], tagged=True) for d, s, _ in whole]
    rng.shuffle(cut)
    for d, s, v in cut[:len(whole) // 3]: i = d["id"].split("#")[0]; labelled_docs.append(polnear_doc(tok, d, s, moved(d, texts[i], v, names[i])))
    dev, cut_dev = labelled(a, "dev", 1, random.Random(4))
    seen = torch.tensor([float(sum(x["act"] == k for _, s, _ in whole for x in s)) for k in ACTS])
    a.act_weight = (seen.median() / seen) ** 0.15                                 # rare acts count for more, to be found at all
    say("train", len(labelled_docs), "docs", sum(len(d.queries) for d in labelled_docs), "queries", sum(d.skipped for d in labelled_docs), "without an answer in reach")
    say(len(gum_docs), "GUM", sum(len(d.queries) for d in gum_docs), "queries;", len(gap), "GAP")
    if a.look:
        for d in labelled_docs[:20]:
            for q in d.queries:
                if not q["gold"]: say(d.id[:30], q["kind"], q["label"]["speaker"], "|", [c[0].name() for c in q["cands"]][:14], "|", d.text[d.off[q["spans"][0][0]][0]:d.off[q["spans"][0][1] - 1][1]] if q["spans"] else "-")
        return
    plain_arts = load_lines(f"{a.shared}/polnear-train.jsonl")
    arts = [Article(tok, d) for d in plain_arts]
    by_id = {d["id"]: x for x, d in zip(arts, plain_arts)}
    for s in load_lines(a.inner):
        x = by_id[s["id"]]
        x.inner = [{r: spans_to_pieces(x.off, at[r], 0, len(x.ids)) for r in ("source", "cue", "content")} for at in s["attributions"]]
    for d in labelled_docs:
        if "#" not in d.id: d.article = by_id[d.id]
    state = a.out + "/state.pt"
    saved = torch.load(state) if os.path.exists(state) else None
    begin = saved or (torch.load(a.init) if a.init else None)
    if begin: net.load_state_dict(begin["net"]); who.load_state_dict(begin["who"], strict=saved is not None)
    who.mentions.load_state_dict(torch.load(a.mentions))
    net.base = Base(net, a.frozen)
    net.eval(); who.eval()
    for d in load_lines(a.invented) if a.invented else []: labelled_docs.append(invented_doc(net, who, tok, d))
    say(len(labelled_docs), "docs with the invented ones")
    t0 = time.time()
    kept = f"{a.out}/lower{a.frozen}.pt"                                         # not in state.pt: it is large and does not change
    if os.path.exists(kept): net.base.kept = torch.load(kept)
    had = len(net.base.kept)
    for n, ds in (("labelled", labelled_docs), ("GUM", gum_docs), ("GAP", gap)):
        for d in ds: net.base.windows(d)
        say(f"lower layers of {n}: {time.time() - t0:.0f}s")
    if len(net.base.kept) > had: torch.save(net.base.kept, kept)
    if a.heads_only:                                                             # the whole encoder is done with: its vectors are kept, too
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            net.eval()
            for k, parts in net.base.kept.items():
                n = max(map(len, parts)); x = torch.zeros(len(parts), n, parts[0].shape[1]); mask = torch.zeros(len(parts), n, dtype=torch.bool)
                for i, p in enumerate(parts): x[i, :len(p)] = p.float(); mask[i, :len(p)] = True
                for l in net.enc.layers[a.frozen:]: x = l(x, mask[:, None, None, :])
                net.base.kept[k] = [x[i, :len(p)].to(torch.bfloat16).clone() for i, p in enumerate(parts)]
        net.base.frozen = a.frozen = len(net.enc.layers)
        say(f"upper layers: {time.time() - t0:.0f}s")
    frozen = [net.enc.word, net.enc.pos, net.enc.case, net.enc.line, net.enc.quote, net.enc.norm, *net.enc.layers[:a.frozen]]
    for m in frozen:
        for p in m.parameters(): p.requires_grad_(False)
    slow = [p for n, p in net.named_parameters() if n.startswith("enc.") and p.requires_grad]
    heads = [p for n, p in net.named_parameters() if not n.startswith("enc.")]
    if a.heads_only: slow = []
    opt = torch.optim.AdamW([{"params": slow, "lr": a.lr}, {"params": heads, "lr": a.lr * 2}, {"params": who.parameters(), "lr": a.head_lr}], weight_decay=0.01)
    warm = max(1, int(a.steps * 0.06))
    sch = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / warm, max(0.0, (a.steps - s) / (a.steps - warm))))
    at = saved["at"] if saved else 0
    if saved: opt.load_state_dict(saved["opt"]); sch.load_state_dict(saved["sch"]); say("resumed at", at)
    if a.anneal and at >= a.anneal:                                              # another rate from here on, in a line to nothing
        for g, lr in zip(opt.param_groups, (a.lr, a.lr * 2, a.head_lr)): g["lr"] = g["initial_lr"] = lr
        sch = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: max(0.0, (a.steps - s) / (a.steps - a.anneal)), last_epoch=at)
    source = {"polnear": labelled_docs, "gum": gum_docs, "gap": gap}
    pools = {k: [] for k in source}
    def take(kind, n=1):
        out = []
        while len(out) < n:
            if not pools[kind]: pools[kind] = rng.sample(source[kind], len(source[kind]))
            out.append(pools[kind].pop())
        return out
    t0, tot = time.time(), {}
    rng.seed(a.seed + at)
    for st in range(at, a.steps):
        net.train(); who.train()
        Linear.quant = st >= a.quant_from * a.steps
        losses = {}
        docs = [take("polnear", 3), take("gap", 8) if st % 2 else take("gum")]
        for ds in docs:
            ds = [d for d in ds if len(d.ws) <= 20]
            cut = [d for d in ds if "#" in getattr(d, "id", "")]                  # without spans: apart from the others, or they have none
            if cut and len(cut) < len(ds): docs.append(cut); ds = [d for d in ds if d not in cut]
            if not ds: continue
            for k, v in doc_losses(net, who, ds, rng, a).items():
                losses[k] = losses.get(k, 0) + v
        if not losses: continue                                                   # long texts alone
        weight = dict(inner=0.5, span=0.6, link=0.8, act=2.5, type=0.5, address=1.0)
        loss = sum(weight[k] * v for k, v in losses.items())
        opt.zero_grad(); loss.backward(); nn.utils.clip_grad_norm_(list(net.parameters()) + list(who.parameters()), 1.0); opt.step(); sch.step()
        for k, v in losses.items(): tot.setdefault(k, []).append(float(v.detach()))
        if (st + 1) % 25 == 0: say(f"step {st + 1}/{a.steps} {time.time() - t0:.0f}s", " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(tot.items()))); tot = {}
        if (st + 1) % 50 == 0 or st + 1 == a.steps:
            torch.save(dict(net=net.state_dict(), who=who.state_dict(), opt=opt.state_dict(), sch=sch.state_dict(), at=st + 1), state + ".new"); os.replace(state + ".new", state)
        if (st + 1) % a.every == 0 or st + 1 == a.steps:
            quant, Linear.quant = Linear.quant, False
            part = 1 if st + 1 == a.steps else 4
            evaluate(net, who, tok, dev[::part], say, "dev"); evaluate(net, who, tok, cut_dev[::part], say, "cut")
            evaluate_gap(net, who, gap_val if st + 1 == a.steps else gap_val[::4], say)
            Linear.quant = quant
    torch.save(net.state_dict(), a.out + "/net.pt"); torch.save(who.state_dict(), a.out + "/who.pt")

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("encoder", "start", "mentions", "shared", "work", "out"): ap.add_argument("--" + k, required=True)
    for k, d in dict(steps=900, seed=1, threads=2, frozen=9, every=200, anneal=0).items(): ap.add_argument("--" + k, type=int, default=d)
    for k, d in dict(lr=4e-5, head_lr=1e-3, smooth=0.03, mask=0.02, quant_from=0.7).items(): ap.add_argument("--" + k.replace("_", "-"), type=float, default=d)
    ap.add_argument("--nested", default="../test/data/nested.jsonl"); ap.add_argument("--labels", default="labels/polnear-train-more.jsonl", help="more labelled articles of train, as polnear-train-speakers.jsonl"); ap.add_argument("--inner", default="labels/polnear-train-inner.jsonl", help="statements within statements of train"); ap.add_argument("--invented", help="articles of invented.py"); ap.add_argument("--init", help="a state.pt to begin with: weights alone"); ap.add_argument("--heads-only", action="store_true", help="train the heads alone, on an encoder that stays as it is"); ap.add_argument("--look", action="store_true")
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True); torch.set_num_threads(a.threads); torch.manual_seed(a.seed)
    log = open(a.out + "/log", "a")
    def say(*x): print(*x, flush=True); print(*x, file=log, flush=True)
    say(vars(a))
    tok = T.tokenizer(a.encoder + "/vocab.txt")
    net = start(a.start, a.encoder); who = Who(net.enc.norm.weight.numel())
    train(a, net, who, tok, say)

if __name__ == "__main__":
    main()
