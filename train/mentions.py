#!/usr/bin/env python3
"""Train the tagger of names, descriptions and pronouns on the vectors of the encoder, which stay as they are.

usage: mentions.py --encoder DIR --start MODEL|net.pt --shared ../../shared/data --work DIR --out mentions.pt [--steps 2000]
WORK holds gum.jsonl (gum.py) and silver.jsonl (names.py).
"""
import argparse, random, time
import torch, torch.nn.functional as F
import text as T, who as W
from docs import gum_doc, labelled, load_gum, load_lines, polnear_doc, with_descriptions, with_speakers
from later import MENTION_TAGS, lower_vectors, mention_scores, start
from net import Linear, Mentions, crf_nll, runs, viterbi

NOMINAL = 1 + 2 * W.KINDS.index("nominal")

def open_loss(e, t):
    """Where descriptions are not marked: a piece without a tag may be one."""
    lp = F.log_softmax(e, -1)
    return -torch.where(t == 0, torch.logsumexp(lp[:, [0, NOMINAL, NOMINAL + 1]], -1), lp.gather(1, t[:, None]).squeeze(1)).mean()

def chain_loss(trans, e, t, rng):
    """Each tag alone, and the chain over a slice (its loop is slow)."""
    at = rng.randrange(max(1, len(t) - 64)); n = min(64, len(t) - at)
    return F.cross_entropy(e, t) + 0.3 * crf_nll(e[None, at:at + n], t[None, at:at + n], torch.tensor([n]), trans).sum() / n

@torch.no_grad()
def evaluate(tagger, vectors, docs, say):
    tagger.eval(); c = {}
    for d in docs:
        tags = viterbi(mention_scores(tagger, *vectors(d), d.ws), tagger.trans)
        for k, kind in enumerate(W.KINDS):
            g, p = set(runs(d.tags, 1 + 2 * k)), set(runs(tags, 1 + 2 * k)); a = c.setdefault(kind, [0, 0, 0]); a[0] += len(g & p); a[1] += len(p); a[2] += len(g)
    say("mentions F1", "  ".join(f"{k} {200 * a / max(1, b + t):.1f}" for k, (a, b, t) in c.items()))
    tagger.train()

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("encoder", "start", "shared", "work", "out"): ap.add_argument("--" + k, required=True)
    for k, d in dict(steps=2000, seed=1, threads=2).items(): ap.add_argument("--" + k, type=int, default=d)
    ap.add_argument("--lr", type=float, default=1.5e-3)
    ap.add_argument("--nested", default="../test/data/nested.jsonl"); ap.add_argument("--labels", default="labels/polnear-train-more.jsonl")
    a = ap.parse_args()
    torch.set_num_threads(a.threads); torch.manual_seed(a.seed); rng = random.Random(a.seed)
    say = lambda *x: print(*x, flush=True)
    tok = T.tokenizer(a.encoder + "/vocab.txt")
    gum_docs, held_docs = ([gum_doc(tok, d, rng) for d in part] for part in load_gum(a))
    names = {d["id"]: [tuple(m[:3]) for m in d["mentions"]] for d in load_lines(a.work + "/silver.jsonl")}
    whole, _ = labelled(a, "train")
    news = [polnear_doc(tok, d, s, with_descriptions(d["text"], s, with_speakers(d["text"], s, names[d["id"]])), tagged=True) for d, s, _ in whole]
    net = start(a.start, a.encoder); net.eval()
    kept = {}
    def vectors(d):
        if id(d) not in kept: kept[id(d)] = lower_vectors(net, d, net.mention_layers, len(net.enc.layers))
        return kept[id(d)]
    tagger = Mentions(net.enc.norm.weight.numel(), MENTION_TAGS)
    opt = torch.optim.AdamW(tagger.parameters(), lr=a.lr, weight_decay=0.01)
    sch = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1, (s + 1) / 50) * (a.steps - s) / a.steps)
    say(len(gum_docs), "GUM,", len(news), "articles,", len(held_docs), "held")
    t0, tot = time.time(), []
    for st in range(a.steps):
        Linear.quant, loss = st >= 0.7 * a.steps, 0
        for d in rng.sample(news, 4) + rng.sample(gum_docs, 2):
            if len(d.ws) > 20: continue
            e, t = mention_scores(tagger, *vectors(d), d.ws), torch.tensor(d.tags)
            loss = loss + (open_loss(e, t) if d.open else chain_loss(tagger.trans, e, t, rng))
        if not torch.is_tensor(loss): continue
        opt.zero_grad(); loss.backward(); opt.step(); sch.step(); tot.append(float(loss.detach()))
        if (st + 1) % 300 == 0 or st + 1 == a.steps:
            say(f"step {st + 1}/{a.steps} {time.time() - t0:.0f}s loss {sum(tot[-300:]) / len(tot[-300:]):.3f}"); evaluate(tagger, vectors, held_docs, say)
    torch.save(tagger.state_dict(), a.out)

if __name__ == "__main__":
    main()
