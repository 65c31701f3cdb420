#!/usr/bin/env python3
"""Fit the tagger of cues within contents (Who.inner, inner_hidden, inner_out) and their role tagger's upper layers (inner_conv, inner_role) alone,
on the vectors of a finished encoder.

usage: inner.py --encoder DIR --weights net.pt --who who.pt --shared ../../shared/data --work DIR --out who.pt [--talk FILE --limit 240]
WORK holds invented.jsonl (invented.py). The encoder learnt to pass over such cues, so that a linear layer does not find them in its
vectors, whatever it is trained on; a hidden layer does. With --talk the layers of WHO are not trained anew: they go on from where they are,
on the talk of that file and on so many of the other articles that the rest is not forgotten.
"""
import argparse, random, sys
import torch, torch.nn.functional as F
import text as T
from fit import Article, inner, spans_to_pieces
from docs import load_lines
from later import Who, beside, start
from net import crf_nll
from predict import collate

TALK = 2.0                                                                        # a piece of talk counts for so many others

def marked(tok, shared, labels, invented):
    """Articles with their statements within statements."""
    arts = {d["id"]: d for d in load_lines(shared + "/polnear-train.jsonl")}
    yield from read(tok, [(arts[s["id"]], s["attributions"]) for s in load_lines(labels)] + [(d, d["inner"]) for d in load_lines(invented)])

def read(tok, marked):
    for d, statements in marked:
        a = Article(tok, d)
        a.inner = [{r: spans_to_pieces(a.off, x[r], 0, len(a.ids)) for r in ("source", "cue", "content")} for x in statements]
        yield a

def holder(a, first, end):
    """The shortest content that holds the cue's pieces, or None."""
    over = [x["content"] for x in a.attr + a.inner if any(i <= first and end <= j for i, j in x["content"])]
    return min(over, key=lambda c: sum(j - i for i, j in c), default=None)

@torch.no_grad()
def vectors(net, articles):
    """(vectors, tags) of all pieces within contents, and [(vectors of its window, cue, roles' tags, pieces that its holder's content has)] of each
    statement there."""
    X, tags, statements = [], [], []
    for a in articles:
        ws = T.windows(a.ids, a.off, a.shp)
        for s in range(0, len(ws), 8):
            part = ws[s:s + 8]
            with torch.autocast("cpu", torch.bfloat16): H = net.enc(*collate([(a.ids[w[0]:w[3]], a.shp[w[0]:w[3]]) for w in part]))
            H3 = beside(H, torch.tensor([w[3] - w[0] for w in part]))
            for k, (lo, cb, ce, hi) in enumerate(part):
                cues = []
                rows = [(i, t) for i, t in inner(a, lo, cb, hi, cues) if i < ce - lo]
                for cue, roles in cues:
                    over = holder(a, lo + cue[0], lo + cue[-1] + 1)
                    if over and cue[0] < ce - lo:
                        held = torch.tensor([any(i <= lo + p < j for i, j in over) for p in range(hi - lo)])
                        statements.append((H[k, 1:hi - lo + 1].half().clone(), cue, torch.tensor(roles), held))
                X.append(H3[k, [i for i, _ in rows]].half()); tags += [t for _, t in rows]
    return torch.cat(X), torch.tensor(tags), statements

def fit_roles(net, who, statements, epochs=2, lr=5e-4, batch=8, seed=2):
    """Trains inner_conv, inner_role and inner_role_trans, which begin as the outermost statements' have become. What is not the holder's content
    has no role, as in src/extract/find.c."""
    rng = random.Random(seed)
    params = [*who.inner_conv.parameters(), *who.inner_role.parameters(), who.inner_role_trans]
    for p in net.parameters(): p.requires_grad_(False)
    opt = torch.optim.AdamW(params, lr=lr, weight_decay=0.01)
    ordered = sorted(statements, key=lambda x: len(x[2])); parts = [ordered[k:k + batch] for k in range(0, len(ordered), batch)]
    sch = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: max(0.0, 1 - s / (epochs * len(parts))))
    net.train(); net.enc.eval()
    for ep in range(epochs):
        rng.shuffle(parts); total = 0.0
        for part in parts:
            L, n = max(len(x[2]) for x in part), torch.tensor([len(x[2]) for x in part])
            H, cue = torch.zeros(len(part), L, part[0][0].shape[1]), torch.zeros(len(part), L)
            tags, held = torch.zeros(len(part), L, dtype=torch.long), torch.zeros(len(part), L, dtype=torch.bool)
            for k, (h, c, roles, over) in enumerate(part): H[k, :len(h)], tags[k, :len(h)], held[k, :len(h)] = h.float(), roles, over; cue[k, c] = 1
            e = net.roles(H, torch.arange(len(part)), cue, (who.inner_conv, who.inner_role))
            e = torch.cat([e[..., :1], e[..., 1:].masked_fill(~held[..., None], -1e4)], -1)
            live, tags = torch.arange(L)[None] < n[:, None], tags * held
            loss = F.cross_entropy(e[live], tags[live]) + crf_nll(e, tags, n, who.inner_role_trans).sum() / n.sum()
            opt.zero_grad(); loss.backward(); opt.step(); sch.step(); total += float(loss.detach())
        print(f"roles, epoch {ep + 1} loss {total / len(parts):.4f}", file=sys.stderr, flush=True)
    net.eval()

def fit(who, X, tags, weights, anew=True, epochs=4, lr=2e-3, batch=512, drop=0.3, seed=1):
    """Trains the tagger's layers on vectors, their tags and what each counts. Each piece by itself, so steps of tags cost nothing."""
    torch.manual_seed(seed)
    layers = (who.inner, who.inner_hidden, who.inner_out)
    for m in layers if anew else (): m.reset_parameters()
    with torch.no_grad(): who.inner_trans.zero_()
    opt = torch.optim.AdamW([p for m in layers for p in m.parameters()], lr=lr, weight_decay=0.01)
    per = len(X) // batch
    sch = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: max(0.0, 1 - s / (epochs * per)))
    kept, who.drop.p = who.drop.p, drop
    who.train()
    for ep in range(epochs):
        order, total = torch.randperm(len(X)), 0.0
        for k in range(per):
            ix = order[k * batch:(k + 1) * batch]
            loss = (F.cross_entropy(who.inner_tags(X[ix].float()), tags[ix], reduction="none") * weights[ix]).sum() / weights[ix].sum()
            opt.zero_grad(); loss.backward(); opt.step(); sch.step(); total += float(loss.detach())
        print(f"epoch {ep + 1} loss {total / per:.4f}", file=sys.stderr, flush=True)
    who.eval(); who.drop.p = kept

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("encoder", "weights", "who", "shared", "work", "out"): ap.add_argument("--" + k, required=True)
    ap.add_argument("--labels", default="labels/polnear-train-inner.jsonl"); ap.add_argument("--threads", type=int, default=2); ap.add_argument("--limit", type=int, help="so many articles alone, at random")
    ap.add_argument("--talk", help="interviews, in invented.py's form: go on with them")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    tok = T.tokenizer(a.encoder + "/vocab.txt")
    net = start(a.weights, a.encoder).eval(); who = Who(net.enc.norm.weight.numel())
    who.load(torch.load(a.who), net)
    if not a.talk: who.begin_inner_roles(net)
    articles = list(marked(tok, a.shared, a.labels, a.work + "/invented.jsonl"))
    if a.limit: articles = random.Random(1).sample(articles, a.limit)
    X, tags, statements = vectors(net, articles)
    weights = torch.ones(len(tags))
    if a.talk:
        talk, more, spoken = vectors(net, read(tok, [(d, d["inner"]) for d in load_lines(a.talk)]))
        statements += spoken
        X, tags, weights = torch.cat([X, talk]), torch.cat([tags, more]), torch.cat([weights, torch.full((len(more),), TALK)])
    fit(who, X, tags, weights, **dict(anew=False, epochs=3, lr=1e-3) if a.talk else {})
    if a.talk: fit_roles(net, who, statements)
    torch.save(who.state_dict(), a.out)

if __name__ == "__main__":
    main()
