#!/usr/bin/env python3
"""Train the head that finds whom a statement is said to (net.py, Addressee), on the vectors of the encoder, which stay as they are.

usage: addressee.py --encoder DIR --weights net.pt --shared ../../shared/data --out addressee.pt [--epochs 6 --held 5]
A statement has one addressee at most, so all spans near its cue and `none` are one choice (as Devlin et al. 2019 choose answers). With
--held N each Nth article is left out, and how well its addressees are found is told, with gold spans.
"""
import argparse, random
import torch, torch.nn.functional as F
import text as T
from docs import address_span, labelled
from later import FORM, beside, features_of, lower_vectors, start
from fit import spans_to_pieces
from net import Addressee, buckets

REACH, MOST = 26, 24                    # pieces beside the cue that are looked at, as src/nn/heads.c has it; pieces of an addressee

class Pieces:
    """What lower_vectors takes for a document: its text's pieces and windows."""
    def __init__(self, tok, text):
        self.ids, self.off, self.shp = T.pieces(tok, text)
        self.ws = T.windows(self.ids, self.off, self.shp)

@torch.no_grad()
def examples(net, tok, d, speakers):
    """A tuple for each statement of an article: vectors beside, features, places and roles of the pieces near its cue, and the addressee among
    them, or None."""
    p, out = Pieces(tok, d["text"]), []
    low, last = lower_vectors(net, p, net.mention_layers, len(net.enc.layers))
    for k, (lo, cb, ce, hi) in enumerate(p.ws):
        n, B = hi - lo, None
        for a, s in zip(d["attributions"], speakers):
            cue, source, content = (spans_to_pieces(p.off, a[r], lo, hi) for r in ("cue", "source", "content"))
            if not cue or not cb <= lo + cue[0][0] < ce: continue
            if B is None: B, H = beside(low[k][None].float(), torch.tensor([n]))[0].bfloat16(), last[k][None, 1:-1].float()
            mark = torch.zeros(3, n)
            for row, spans in zip(mark, (cue, source, content)):
                for i, j in spans: row[i:j] = 1
            with torch.autocast("cpu", torch.bfloat16): y = features_of(net, H, torch.tensor([0]), mark[:1])[1][0]
            b, e = max(0, cue[0][0] - REACH), min(n, cue[-1][1] + REACH)
            span = address_span(d["text"], a, s.get("addressee"))
            gold = spans_to_pieces(p.off, [span], lo, hi) if span else []
            if gold and not (b <= gold[0][0] and gold[0][1] <= e and gold[0][1] - gold[0][0] <= MOST): continue       # out of reach
            out.append((B[b:e], y[b:e].bfloat16(), buckets(mark[:1])[0, b:e], mark[:, b:e].T, (gold[0][0] - b, gold[0][1] - b) if gold else None))
    return out

def choices(head, rows):
    """(scores of none and all spans, the index of the right one) of statements"""
    n = torch.tensor([len(r[0]) for r in rows]); L = int(n.max())
    low, seen, place, role = (torch.stack([F.pad(r[k], (0,) * (2 * r[k].ndim - 1) + (L - len(r[k]),)) for r in rows]) for k in range(4))
    live = torch.arange(L)[None] < n[:, None]
    gold = torch.tensor([0 if r[4] is None else 1 + r[4][0] * MOST + r[4][1] - r[4][0] - 1 for r in rows])
    with torch.autocast("cpu", torch.bfloat16): scores = head(low, seen, place, role)
    return head.spans(scores.float(), live, MOST), gold

def fit(head, rows, epochs, lr=2e-3, batch=64, seed=1):
    """In each epoch all that have an addressee, and five times as many of those that have none."""
    rng = random.Random(seed)
    some, none = [r for r in rows if r[4]], [r for r in rows if not r[4]]
    per = (len(some) + min(len(none), 5 * len(some))) // batch
    opt = torch.optim.AdamW(head.parameters(), lr=lr, weight_decay=0.01)
    sch = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1, (s + 1) / 30) * max(0.0, 1 - s / (epochs * per)))
    head.train()
    for ep in range(epochs):
        pool, total = some + rng.sample(none, min(len(none), 5 * len(some))), 0.0
        rng.shuffle(pool)
        for k in range(per):
            loss = F.cross_entropy(*choices(head, pool[k * batch:(k + 1) * batch]))
            opt.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0); opt.step(); sch.step(); total += float(loss.detach())
        print(f"epoch {ep + 1} loss {total / per:.4f}", flush=True)
    return head.eval()

@torch.no_grad()
def measure(head, rows):
    """Exact F1 at some biases (export.py, --addressee-bias)."""
    found = [(float(s[0, 1:].max() - s[0, 0]), int(s[0, 1:].argmax()) + 1 == int(g), r[4] is not None) for r in rows for s, g in [choices(head, [r])]]
    for bias in (-2, -1.5, -1, -0.5, 0, 0.5, 1):
        took = [ok for more, ok, _ in found if more > bias]
        print(f"bias {bias}: F1 {200 * sum(took) / max(1, len(took) + sum(has for *_, has in found)):.1f}, {sum(took)} right of {len(took)} found, of {sum(has for *_, has in found)}")

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("encoder", "weights", "shared", "out"): ap.add_argument("--" + k, required=True)
    ap.add_argument("--labels", default="labels/polnear-train-more.jsonl"); ap.add_argument("--threads", type=int, default=2); ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--epochs", type=int, default=6); ap.add_argument("--held", type=int, default=0); ap.add_argument("--limit", type=int, help="so many articles alone")
    a = ap.parse_args()
    torch.set_num_threads(a.threads); torch.manual_seed(a.seed)
    tok, net = T.tokenizer(a.encoder + "/vocab.txt"), start(a.weights, a.encoder).eval()
    rows, held = [], []
    for k, (d, speakers, _) in enumerate(labelled(a, "train")[0][:a.limit]):
        (held if a.held and k % a.held == 0 else rows).extend(examples(net, tok, d, speakers))
    print(len(rows), "statements,", sum(r[4] is not None for r in rows), "with an addressee", flush=True)
    head = fit(Addressee(net.enc.norm.weight.numel(), FORM), rows, a.epochs, seed=a.seed)
    if held: measure(head, held)
    torch.save(head.state_dict(), a.out)

if __name__ == "__main__":
    main()
