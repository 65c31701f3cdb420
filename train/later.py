"""What comes after the spans: heads for mentions, speakers, types, acts, addressees and inner cues over the encoder's vectors, and how they are
run over whole articles, several at once."""
import hashlib
import torch, torch.nn as nn, torch.nn.functional as F
import who as W
from docs import Doc, polnear_doc, with_descriptions, with_speakers
from fit import Article, bio, span_loss, spans_to_pieces, window
from invented import ACTS, TYPES
from net import CONV_WIDTH, DILATIONS, ROLE_TAGS, ROLE_WIDTH, Conv, Linear, Mentions, Net, crf_nll, runs, viterbi
from predict import collate

LINK, FORM = 128, 128
MENTION_TAGS, ADDRESS_TAGS = 1 + 2 * len(W.KINDS), 3

class Who(nn.Module):
    """Heads over the encoder's vectors; every large product is a Linear of net.py, so that it can imitate int8."""
    def __init__(self, h):
        super().__init__()
        self.mentions = Mentions(h, MENTION_TAGS)                                             # trained by mentions.py, and no more here
        self.inner = Linear(h, 3); self.inner_trans = nn.Parameter(torch.zeros(3, 3))          # cues within another's content
        self.inner_hidden, self.inner_out = Linear(3 * h, FORM), Linear(FORM, 3)
        self.inner_conv = nn.ModuleList(Conv(CONV_WIDTH if i else ROLE_WIDTH, CONV_WIDTH, d) for i, d in enumerate(DILATIONS))    # their roles
        self.inner_role, self.inner_role_trans = Linear(CONV_WIDTH, ROLE_TAGS), nn.Parameter(torch.zeros(ROLE_TAGS, ROLE_TAGS))
        self.address = Linear(CONV_WIDTH, ADDRESS_TAGS); self.address_trans = nn.Parameter(torch.zeros(ADDRESS_TAGS, ADDRESS_TAGS))
        self.form, self.look, self.seen = Linear(3 * h, FORM), nn.Linear(CONV_WIDTH, 1), Linear(CONV_WIDTH, FORM)
        self.act, self.kind = Linear(FORM, len(ACTS)), Linear(FORM, len(TYPES))
        self.query, self.said, self.cand = Linear(h, LINK), Linear(h, LINK), Linear(h, LINK)
        self.feature = nn.ModuleDict({k: nn.Embedding(n, LINK) for k, n in W.FEATURES.items()})
        for e in self.feature.values(): nn.init.normal_(e.weight, std=0.05)
        self.fixed = nn.Parameter(torch.randn(2, LINK) * 0.1)                    # SELF, NONE
        self.hidden, self.out = Linear(LINK, 64), nn.Linear(64, 1)
        for m in (self.inner_out, self.seen): nn.init.zeros_(m.weight); nn.init.zeros_(m.bias)
        self.drop = nn.Dropout(0.1)
    def load(self, state, net):
        """The state; where one of before has no role tagger for statements within contents, the network's."""
        self.load_state_dict(state, strict=False)
        if "inner_role_trans" not in state: self.begin_inner_roles(net)
    def begin_inner_roles(self, net):
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
    need = {}
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
    tags = viterbi(mention_scores(who.mentions, *lower_vectors(net, x, net.mention_layers, len(net.enc.layers)), x.ws), who.mentions.trans)
    return sorted((x.off[i][0], x.off[j - 1][1], kind) for k, kind in enumerate(W.KINDS) for i, j in runs(tags, 1 + 2 * k))

def invented_doc(net, who, tok, d):
    """An invented article (invented.py): its names are those that the tagger finds and the labels know."""
    speakers = d["speakers"] + d["inner_speakers"]
    every = sorted(zip(d["attributions"] + d["inner"], speakers), key=lambda x: (x[0]["cue"] or x[0]["content"])[0])
    names = with_descriptions(d["text"], speakers, with_speakers(d["text"], speakers, [m for m in find_mentions(net, who, tok, d["text"]) if m[2] != "pronoun"]))
    doc = polnear_doc(tok, dict(d, attributions=[x for x, _ in every]), [s for _, s in every], names, tagged=True)
    doc.article, doc.invented = Article(tok, d), True                               # whose spans are the outermost ones
    doc.article.inner = [{r: spans_to_pieces(doc.article.off, x[r], 0, len(doc.article.ids)) for r in ("source", "cue", "content")} for x in d["inner"]]
    return doc
