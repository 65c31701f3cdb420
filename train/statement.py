#!/usr/bin/env python3
"""Train what reads a statement by itself once it is found (net.py): Statement, for its act, its speaker's type and the cues within its content, and
InnerRoles, for the sources and contents of these cues. The encoder's vectors stay as they are.

usage: statement.py --encoder DIR --weights net.pt --shared ../../shared/data --work DIR --out statement.pt [--held 10 --epochs 5]
WORK holds invented.jsonl and talk.jsonl (invented.py). With --held N each Nth article is left out, and how well its inner statements are found is
told, with gold spans around them; acts and types are measured on dev.
"""
import argparse, random, time
import torch, torch.nn as nn, torch.nn.functional as F
import text as T
from addressee import Pieces
from docs import load_lines
from fit import spans_to_pieces
from invented import ACTS, TYPES
from later import FORM, lower_vectors, start
from net import InnerRoles, Statement, crf_nll

ROOM = (16, 12, 128)                    # pieces of cue, source and content that are looked at in training

class Heads(nn.Module):
    def __init__(self, h):
        super().__init__()
        self.statement, self.roles = Statement(h, FORM, len(ACTS), len(TYPES)), InnerRoles(h)

class Example:
    """A statement's pieces: vectors (lower and last), role of each; act and type, -100 where not known; tags of inner cues, or None where nobody
    marked them; inner statements as (its cue's pieces, its roles' tags)."""
    __slots__ = ("low", "last", "role", "act", "kind", "tags", "inner", "weight")

def rows_of(at, off, lo, hi):
    """{piece of the window: role} of a statement, and its cue's first piece, or None"""
    cue, source, content = (spans_to_pieces(off, at[r], lo, hi) for r in ("cue", "source", "content"))
    role = {}
    for k, spans in ((2, content), (1, source), (0, cue)):
        for i in [i for b, e in spans for i in range(b, e)][:ROOM[k]]: role[i] = k
    first = cue or content
    return role, first[0][0] if first else None

def inner_of(inner, role, place):
    """(tags of inner cues, [(cue, roles' tags)]) of the pieces of one statement, in whose content they stand. inner: (cue, source, content) of all of
    the window"""
    tags, out = [0 if role[i] == 2 else -100 for i in place], []
    for cue, source, content in inner:
        pieces = [i for b, e in cue for i in range(b, e)]
        if any(role.get(i) != 2 for i in pieces): continue
        for b, e in cue:
            for i in range(b, e): tags[place[i]] = 1 if i == b else 2
        roles = [0] * len(place)
        for spans, begin in ((source, 1), (content, 3)):
            for b, e in spans:
                there = [i for i in range(b, e) if role.get(i) == 2]
                for i in there: roles[place[i]] = begin + (i != there[0])
        out.append(([place[i] for i in pieces], roles))
    return tags, out

@torch.no_grad()
def examples(net, tok, d, statements, inner, weight=1.0):
    """statements: [(attribution, label or None, is it outermost)]; inner: the marked ones within them, or None"""
    p, out = Pieces(tok, d["text"]), []
    if not p.ws: return out
    low, last = lower_vectors(net, p, net.mention_layers, len(net.enc.layers))
    for k, (lo, cb, ce, hi) in enumerate(p.ws):
        spans = [[spans_to_pieces(p.off, x[r], lo, hi) for r in ("cue", "source", "content")] for x in inner or []]
        spans = [x for x in spans if x[0]]
        for at, label, outermost in statements:
            role, first = rows_of(at, p.off, lo, hi)
            if first is None or not cb <= lo + first < ce: continue
            x, order = Example(), sorted(role)
            x.low, x.last = (v[k][[i + 1 for i in order]].bfloat16().clone() for v in (low, last))
            x.role, x.weight = [role[i] for i in order], weight
            x.act = ACTS.index(label["act"]) if label and label["act"] in ACTS else -100
            x.kind = TYPES.index(label["type"]) if label and label.get("type") in TYPES else -100
            x.tags, x.inner = None, []
            if outermost and inner is not None: x.tags, x.inner = inner_of(spans, role, {i: j for j, i in enumerate(order)})
            out.append(x)
    return out

def collect(net, tok, a):
    """[(article's id, its examples)] of what there is to learn from"""
    inner = {x["id"]: x["attributions"] for x in load_lines(a.inner)}
    speakers = {x["id"]: x["speakers"] for f in (f"{a.shared}/polnear-train-speakers.jsonl", a.labels) for x in load_lines(f)}
    for d in load_lines(f"{a.shared}/polnear-train.jsonl")[:a.limit]:
        labels = speakers.get(d["id"], [None] * len(d["attributions"]))
        yield d["id"], examples(net, tok, d, [(x, l, True) for x, l in zip(d["attributions"], labels)], inner.get(d["id"]))
    for name in ("invented", "talk"):
        for d in load_lines(f"{a.work}/{name}.jsonl")[:a.limit]:
            outer, within = (zip(d[k], d.get(s, [None] * len(d[k]))) for k, s in (("attributions", "speakers"), ("inner", "inner_speakers")))
            yield d["id"], examples(net, tok, d, [(x, l, True) for x, l in outer] + [(x, l, False) for x, l in within], d["inner"], 0.3)

def batch(part):
    n, width = max(len(x.role) for x in part), part[0].low.shape[1]
    X, role = torch.zeros(len(part), n, 2 * width), torch.full((len(part), n), -1)
    for r, x in enumerate(part): X[r, :len(x.role), :width], X[r, :len(x.role), width:], role[r, :len(x.role)] = x.low.float(), x.last.float(), torch.tensor(x.role)
    return X, role

def padded(rows, n, fill):
    out = torch.full((len(rows), n), fill)
    for k, r in enumerate(rows): out[k, :len(r)] = torch.tensor(r)
    return out

def asked(part, n):
    """(which statement, cue, roles' tags) of all inner statements of a batch"""
    rows = [(k, c, t) for k, x in enumerate(part) for c, t in x.inner]
    cue = torch.zeros(len(rows), n)
    for r, (_, c, _) in enumerate(rows): cue[r, c] = 1
    return torch.tensor([k for k, *_ in rows], dtype=torch.long), cue, padded([t for *_, t in rows], n, 0)

def act_weights(rows):
    """Rare acts count for more, to be found at all."""
    seen = torch.bincount(torch.tensor([x.act for x in rows if x.act >= 0]), minlength=len(ACTS)).clamp(min=1).float()
    return (seen.median() / seen) ** 0.2

def losses(heads, part, rare):
    X, role = batch(part)
    y, out = heads.statement(X, role), []
    act, kind = heads.statement.forms(y, role)
    w = torch.tensor([x.weight for x in part])
    for scores, gold, weight, share in ((act, [x.act for x in part], rare, 1.0), (kind, [x.kind for x in part], None, 0.5)):
        out.append(share * (w * F.cross_entropy(scores, torch.tensor(gold), weight, ignore_index=-100, label_smoothing=0.05, reduction="none")).mean())
    marked = [k for k, x in enumerate(part) if x.tags]
    if marked:
        tags = padded([part[k].tags for k in marked], role.shape[1], -100)
        out.append(6 * F.cross_entropy(heads.statement.cues(y[marked]).flatten(0, 1), tags.flatten(), ignore_index=-100))
    which, cue, tags = asked(part, role.shape[1])
    if len(which):
        e, within = heads.roles(X[which], role[which], cue), role[which]
        n = (within >= 0).sum(1)
        live = within == 2
        out.append(F.cross_entropy(e[live], tags[live]) + crf_nll(e, tags * live, n, heads.roles.trans).sum() / n.sum())
    return out

def parts_of(rows, size, rng):
    rows = rng.sample(rows, len(rows))
    pools = [sorted(rows[k:k + 20 * size], key=lambda x: len(x.role)) for k in range(0, len(rows), 20 * size)]
    return [p[k:k + size] for p in rng.sample(pools, len(pools)) for k in rng.sample(range(0, len(p), size), -(-len(p) // size))]

def fit(heads, rows, epochs, lr, size, seed, after):
    rng, rare = random.Random(seed), act_weights(rows)
    opt = torch.optim.AdamW(heads.parameters(), lr=lr, weight_decay=0.01)
    steps = epochs * -(-len(rows) // size)
    sch = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: max(0.0, 1 - s / steps))
    for ep in range(epochs):
        heads.train(); t, total = time.time(), 0.0
        parts = parts_of(rows, size, rng)
        for part in parts:
            loss = sum(losses(heads, part, rare))
            opt.zero_grad(); loss.backward(); nn.utils.clip_grad_norm_(heads.parameters(), 1.0); opt.step(); sch.step(); total += float(loss.detach())
        print(f"epoch {ep + 1} loss {total / len(parts):.4f}, {time.time() - t:.0f} s", flush=True)
        heads.eval(); after()

def share(a, b): return f"{100 * a / max(1, b):.1f}"

@torch.no_grad()
def measure_inner(heads, rows):
    """Of inner cues, by their first pieces; and of inner statements, cues given, how many have source and content exactly, and how many as
    nested.jsonl counts (test/data/nested.md)."""
    rows, hit, found, marked, exact, near, asked_for = [x for x in rows if x.tags], 0, 0, 0, 0, 0, 0
    for k in range(0, len(rows), 64):
        part = rows[k:k + 64]; X, role = batch(part)
        tags = heads.statement.cues(heads.statement(X, role)).argmax(-1) * (role == 2)
        first, gold = (tags == 1) | ((tags == 2) & (F.pad(tags, (1, 0))[:, :-1] == 0)), padded([x.tags for x in part], role.shape[1], -100) == 1
        hit += int((first & gold).sum()); found += int(first.sum()); marked += int(gold.sum())
        which, cue, want = asked(part, role.shape[1])
        if not len(which): continue
        got, live = heads.roles(X[which], role[which], cue).argmax(-1), role[which] == 2
        for g, w, l in zip(got, want, live):
            gs, ws, gc, wc = (g > 0) & (g < 3), (w > 0) & (w < 3), g > 2, w > 2
            same = bool((gs & ws).any()) or not (gs.any() or ws.any())
            near += same and int((gc & wc).sum()) * 2 >= int((gc | wc).sum()); exact += bool((((g + 1) // 2 == (w + 1) // 2) | ~l).all()); asked_for += 1
    return f"cues P {share(hit, found)} R {share(hit, marked)} F {share(2 * hit, found + marked)}; roles exact {share(exact, asked_for)} near {share(near, asked_for)} of {asked_for}"

@torch.no_grad()
def measure_forms(heads, rows):
    said, kinds = [], []
    for k in range(0, len(rows), 64):
        part = rows[k:k + 64]; X, role = batch(part)
        act, kind = heads.statement.forms(heads.statement(X, role), role)
        said += [(x.act, int(s)) for x, s in zip(part, act.argmax(1)) if x.act >= 0]; kinds += [x.kind == int(s) for x, s in zip(part, kind.argmax(1)) if x.kind >= 0]
    f1 = [2 * sum(g == p == k for g, p in said) / max(1, sum((g == k) + (p == k) for g, p in said)) for k in range(len(ACTS))]
    return f"acts {share(sum(g == p for g, p in said), len(said))} macro F1 {share(sum(f1), len(f1))}, types {share(sum(kinds), len(kinds))} of {len(kinds)}"

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("encoder", "weights", "shared", "work", "out"): ap.add_argument("--" + k, required=True)
    for k in ("labels", "inner"): ap.add_argument("--" + k, default=f"labels/polnear-train-{dict(labels='more', inner='inner')[k]}.jsonl")
    ap.add_argument("--held", type=int, default=0); ap.add_argument("--limit", type=int, help="so many articles of each kind alone")
    for k, d in dict(epochs=7, batch=64, seed=1, threads=2).items(): ap.add_argument("--" + k, type=int, default=d)
    ap.add_argument("--lr", type=float, default=1.5e-3)
    a = ap.parse_args()
    torch.set_num_threads(a.threads); torch.manual_seed(a.seed)
    tok, net = T.tokenizer(a.encoder + "/vocab.txt"), start(a.weights, a.encoder).eval()
    rows, held = [], {}
    for n, (i, xs) in enumerate(collect(net, tok, a)):
        kind = "talk" if i.startswith(("invented-m-", "GUM")) else "invented" if i.startswith("invented") else "PolNeAR"
        (held.setdefault(kind, []) if a.held and n % a.held == a.held // 2 else rows).extend(xs)
    speakers = {x["id"]: x["speakers"] for x in load_lines(f"{a.shared}/polnear-dev-speakers.jsonl")}
    dev = [x for d in load_lines(f"{a.shared}/polnear-dev.jsonl")[:a.limit] for x in examples(net, tok, d, [(y, l, True) for y, l in zip(d["attributions"], speakers[d["id"]])], None)]
    print(len(rows), "statements,", sum(len(x.inner) for x in rows), "within them;", {k: len(v) for k, v in held.items()}, "held", flush=True)
    heads = Heads(net.enc.norm.weight.numel())
    def after():
        print("  dev:", measure_forms(heads, dev), flush=True)
        for k, v in held.items(): print(f"  {k}:", measure_inner(heads, v), flush=True)
    fit(heads, rows, a.epochs, a.lr, a.batch, a.seed, after)
    torch.save(heads.state_dict(), a.out)

if __name__ == "__main__":
    main()
