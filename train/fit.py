#!/usr/bin/env python3
"""Fine-tune encoder and heads on attributions, with checkpoints: the same command again goes on where it was stopped.

usage: fit.py --encoder DIR --train TRAIN.jsonl --dev DEV.jsonl --out DIR [--epochs 4 --lr 1.5e-4 --seed 1 --quant-from 0.75]
Writes DIR/net.pt (weights after the last finished epoch), DIR/state.pt (all that resuming needs), DIR/dev.jsonl, DIR/log.
"""
import argparse, bisect, json, os, random, subprocess, sys, time
import torch, torch.nn as nn, torch.nn.functional as F
import text as T
from net import Linear, Net, CUE_TAGS, crf_nll
from predict import collate, predict

def spans_to_pieces(off, spans, lo, hi):
    out = []
    for b, e in spans:
        i, j = bisect.bisect_right(off, b, lo, hi, key=lambda x: x[1]), bisect.bisect_left(off, e, lo, hi, key=lambda x: x[0])
        if i < j: out.append((i - lo, j - lo))
    return out

def bio(n, spans, begin, tags=None):
    tags = [0] * n if tags is None else tags
    for i, j in spans:
        for k in range(i, j): tags[k] = begin if k == i else begin + 1
    return tags

class Article:
    def __init__(self, tok, d):
        self.ids, self.off, self.shp = T.pieces(tok, d["text"])
        n = len(self.ids)
        self.attr = [{r: spans_to_pieces(self.off, at[r], 0, n) for r in ("source", "cue", "content")} for at in d["attributions"]]
        self.breaks = [i for i in range(1, n) if self.shp[i] & 2] + [n]
    def cut(self, rng):
        """One epoch's windows: whole lines up to a random length, at times with a piece of context before."""
        n, pos, room = len(self.ids), 0, T.MAX_TOKENS - 2
        while pos < n:
            left = min(pos, rng.choice((0, 0, 48, 48, rng.randrange(64))))
            top = pos + rng.randint(80, room - left)
            fit = [p for p in self.breaks if pos < p <= top]
            end = fit[-1] if fit else min(n, top)
            yield pos - left, pos, end
            pos = end

def window(a, lo, core, hi):
    n, cue, cues = hi - lo, [0] * (hi - lo), []
    clip = lambda ss: [(max(i, lo) - lo, min(j, hi) - lo) for i, j in ss if i < hi and j > lo]
    for at in a.attr:
        c = clip(at["cue"])
        if not c: continue
        bio(n, c, 1, cue)
        if not any(core <= i < hi for i, _ in at["cue"]): continue
        role = bio(n, clip(at["content"]), 3, bio(n, clip(at["source"]), 1))
        cues.append(([k for i, j in c for k in range(i, j)], role))
    return a.ids[lo:hi], a.shp[lo:hi], cue, cues

def batches(arts, rng, budget):
    items = [window(a, *w) for a in arts for w in a.cut(rng)]
    rng.shuffle(items)
    items = [x for s in range(0, len(items), 256) for x in sorted(items[s:s + 256], key=lambda x: len(x[0]))]
    out, cur = [], []
    for x in items:
        if cur and (len(cur) + 1) * (len(x[0]) + 2) > budget: out.append(cur); cur = []
        cur.append(x)
    out.append(cur); rng.shuffle(out)
    return out

def loss_of(net, items, rng, a):
    ids, shp, mask = collate([(x[0], x[1]) for x in items])
    if a.mask > 0:                                            # word dropout: the network must not lean on one piece
        hit = (torch.rand(ids.shape) < a.mask) & (ids > T.SEP)
        ids = ids.masked_fill(hit, 103)
    with torch.autocast("cpu", torch.bfloat16): H = net.drop(net.enc(ids, shp, mask))
    return span_loss(net, H, items, rng, a)

def span_loss(net, H, items, rng, a):
    """Of the cue tagger and the role tagger, by the windows' vectors."""
    tags = torch.full(H.shape[:2], -100); L = H.shape[1] - 2
    for k, x in enumerate(items): tags[k, 1:1 + len(x[2])] = torch.tensor(x[2])
    win, pos, gold, lens = [], [], [], []
    for k, x in enumerate(items):
        for c, r in (x[3] if len(x[3]) <= 24 else rng.sample(x[3], 24)):
            win.append(k); pos.append(c); gold.append(r + [0] * (L - len(r))); lens.append(len(x[0]))
    with torch.autocast("cpu", torch.bfloat16):
        cl = net.cue(H).float()
        if win:
            cm = torch.zeros(len(win), L)
            for q, c in enumerate(pos): cm[q, c] = 1
            em = net.roles(H[:, 1:-1], torch.tensor(win), cm).float()
    real = torch.tensor([len(x[0]) for x in items]); full = tags[:, 1:-1]
    cue_ce = F.cross_entropy(cl.reshape(-1, CUE_TAGS), tags.reshape(-1), ignore_index=-100, label_smoothing=a.smooth)
    loss = cue_ce + crf_nll(cl[:, 1:-1], full.clamp(min=0), real, net.cue_trans).sum() / real.sum()
    if win:
        g, n = torch.tensor(gold), torch.tensor(lens)
        live = torch.arange(L)[None] < n[:, None]
        loss = loss + F.cross_entropy(em[live], g[live], label_smoothing=a.smooth) + crf_nll(em, g, n, net.role_trans).sum() / n.sum()
    return loss

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("encoder", "train", "dev", "out"): ap.add_argument("--" + k, required=True)
    ap.add_argument("--score", default="../shared/tools/score.py"); ap.add_argument("--init", help="weights to begin with, encoder's and heads' (prune.py)")
    for k, d in dict(epochs=4, seed=1, budget=2048, threads=2, layers=0, limit=0, save_every=100).items(): ap.add_argument("--" + k.replace("_", "-"), type=int, default=d)
    for k, d in dict(lr=1.5e-4, head_lr=1e-3, wd=0.01, drop=0.1, head_drop=0.2, warm=0.1, smooth=0.03, mask=0.03, quant_from=0.75).items():
        ap.add_argument("--" + k.replace("_", "-"), type=float, default=d)
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True); torch.set_num_threads(a.threads); torch.manual_seed(a.seed)
    log = open(os.path.join(a.out, "log"), "a")
    def say(*x): print(*x, flush=True); print(*x, file=log, flush=True)
    tok = T.tokenizer(a.encoder + "/vocab.txt")
    load = lambda p: [json.loads(l) for l in open(p, encoding="utf8")]
    arts, dev = [Article(tok, d) for d in load(a.train)[:a.limit or None]], load(a.dev)
    net = Net(torch.load(a.encoder + "/encoder.pt"), drop=a.drop, head_drop=a.head_drop, layers=a.layers)
    if a.init: net.load_state_dict(torch.load(a.init))
    fresh = ("enc.case", "enc.line", "enc.quote")
    slow = [p for n, p in net.named_parameters() if n.startswith("enc.") and not n.startswith(fresh)]
    fast = [p for n, p in net.named_parameters() if not n.startswith("enc.") or n.startswith(fresh)]
    opt = torch.optim.AdamW([{"params": slow, "lr": a.lr}, {"params": fast, "lr": a.head_lr}], weight_decay=a.wd)
    plan = lambda ep: batches(arts, random.Random(a.seed * 1000 + ep), a.budget)
    per = [len(plan(ep)) for ep in range(a.epochs)]; steps = sum(per); warm = int(a.warm * steps) + 1
    sch = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1.0, (s + 1) / warm) * max(0.0, (steps - s) / (steps - warm)) if s >= warm else (s + 1) / warm)
    state, at = os.path.join(a.out, "state.pt"), (0, 0)
    if os.path.exists(state):
        s = torch.load(state); net.load_state_dict(s["net"]); opt.load_state_dict(s["opt"]); sch.load_state_dict(s["sch"]); at = s["at"]
        say("resumed at epoch", at[0] + 1, "step", at[1])
    say(vars(a), f"{len(arts)} articles, {sum(len(x.ids) for x in arts)} pieces, {steps} steps")
    def save(ep, st):
        torch.save(dict(net=net.state_dict(), opt=opt.state_dict(), sch=sch.state_dict(), at=(ep, st)), state + ".new"); os.replace(state + ".new", state)
    t0 = time.time()
    for ep in range(at[0], a.epochs):
        rng, tot = random.Random(a.seed * 7919 + ep), []
        net.train()
        for st, items in enumerate(plan(ep)):
            if ep == at[0] and st < at[1]: continue
            Linear.quant = sum(per[:ep]) + st >= a.quant_from * steps
            loss = loss_of(net, items, rng, a)
            opt.zero_grad(); loss.backward(); nn.utils.clip_grad_norm_(net.parameters(), 1.0); opt.step(); sch.step(); tot.append(float(loss.detach()))
            if (st + 1) % 50 == 0: say(f"  epoch {ep + 1} step {st + 1}/{per[ep]} loss {sum(tot[-50:]) / len(tot[-50:]):.4f} {time.time() - t0:.0f}s")
            if (st + 1) % a.save_every == 0: save(ep, st + 1)
        save(ep + 1, 0); torch.save(net.state_dict(), os.path.join(a.out, "net.pt"))
        predict(net, tok, dev, os.path.join(a.out, "dev.jsonl"))
        r = subprocess.run([sys.executable, a.score, a.dev, os.path.join(a.out, "dev.jsonl")], capture_output=True, text=True)
        say(f"epoch {ep + 1} {time.time() - t0:.0f}s\n{r.stdout}{r.stderr[-400:]}")

if __name__ == "__main__":
    main()
