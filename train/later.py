"""What comes after the spans: heads for mentions and speakers over the encoder's vectors, and how they are run over whole articles, several at
once. What is read of a statement by itself is in statement.py, addressees in addressee.py."""
import hashlib
import torch, torch.nn as nn, torch.nn.functional as F
import who as W
from docs import Doc, polnear_doc, with_descriptions, with_speakers
from fit import Article, span_loss, window
from net import Linear, Mentions, Net, runs, viterbi
from predict import collate

LINK, FORM = 128, 128
MENTION_TAGS = 1 + 2 * len(W.KINDS)

class Who(nn.Module):
    """Heads over the encoder's vectors; every large product is a Linear of net.py, so that it can imitate int8."""
    def __init__(self, h):
        super().__init__()
        self.mentions = Mentions(h, MENTION_TAGS)                                             # trained by mentions.py, and no more here
        self.query, self.said, self.cand = Linear(h, LINK), Linear(h, LINK), Linear(h, LINK)
        self.feature = nn.ModuleDict({k: nn.Embedding(n, LINK) for k, n in W.FEATURES.items()})
        for e in self.feature.values(): nn.init.normal_(e.weight, std=0.05)
        self.fixed = nn.Parameter(torch.randn(2, LINK) * 0.1)                    # SELF, NONE
        self.hidden, self.out = Linear(LINK, 64), nn.Linear(64, 1)
        self.drop = nn.Dropout(0.1)
    def take(self, state):
        """The state, which may have heads that are no more, but lacks none."""
        missing, _ = self.load_state_dict(state, strict=False)
        assert not missing, missing
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

def beside(H, lengths):
    """Of each piece the vectors of the one before, its own and that of the one behind, side by side; zeros past the window's ends."""
    at = torch.arange(H.shape[1])[None]
    x = H * ((at > 0) & (at <= lengths[:, None]))[..., None]
    return torch.cat([x[:, :-2], x[:, 1:-1], x[:, 2:]], -1)

def doc_losses(net, who, docs, rng, a):
    with torch.autocast("cpu", torch.bfloat16):
        H, Vs = encode(net, docs)
    H = net.drop(H)
    out = {}
    if all(hasattr(d, "article") for d in docs):
        items = [window(d.article, w[0], w[1], w[3]) for d in docs for w in d.ws]
        told = [k for k, d in enumerate(d for d in docs for _ in d.ws) if not getattr(d, "invented", False)]      # how PolNeAR marks spans is PolNeAR's
        if told: out["span"] = [span_loss(net, H[told], [items[k] for k in told], rng, a)]
    for d, V in zip(docs, Vs):
        qs = [q for q in d.queries if q["gold"]]
        if len(qs) > 40: qs = rng.sample(qs, 40)
        if qs:
            for q, s in zip(qs, link_scores(who, d, V, qs)):
                out.setdefault("link", []).append(torch.logsumexp(s, 0) - torch.logsumexp(s[q["gold"]], 0))
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
    return doc
