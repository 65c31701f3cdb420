#!/usr/bin/env python3
"""Read articles with the PyTorch network and write what `avow extract --format jsonl` would, as far as score.py looks.

usage: predict.py --encoder DIR --weights net.pt ARTICLES.jsonl > PRED.jsonl
"""
import argparse, json
import torch
import text as T
from net import Net, runs, viterbi

def collate(items):
    """items: [(ids, shapes)] without special pieces -> ids, shapes, mask with them"""
    L = max(len(i) for i, _ in items) + 2
    ids, shp = torch.full((len(items), L), T.PAD), torch.zeros(len(items), L, dtype=torch.long)
    mask = torch.zeros(len(items), L, dtype=torch.bool)
    for k, (i, s) in enumerate(items):
        n = len(i) + 2
        ids[k, :n] = torch.tensor([T.CLS, *i, T.SEP]); shp[k, 1:n - 1] = torch.tensor(s, dtype=torch.long); mask[k, :n] = True
    return ids, shp, mask

@torch.no_grad()
def attributions(net, tok, text, bf16=True, **kw):
    ids, off, shp = T.pieces(tok, text)
    out, ws = [], T.windows(ids, off, shp, **kw)
    for s in range(0, len(ws), 8):
        part = ws[s:s + 8]
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            H = net.enc(*collate([(ids[w[0]:w[3]], shp[w[0]:w[3]]) for w in part])).float()
        lp = net.cue(H).float()
        for k, (lo, cb, ce, hi) in enumerate(part):
            n = hi - lo
            cues = [(i, j) for i, j in runs(viterbi(lp[k, 1:n + 1], net.cue_trans), 1) if cb <= lo + i < ce]
            if not cues: continue
            cm = torch.zeros(len(cues), n)
            for q, (i, j) in enumerate(cues): cm[q, i:j] = 1
            em = net.roles(H[k:k + 1, 1:n + 1], torch.zeros(len(cues), dtype=torch.long), cm).float()
            span = lambda i, j: {"start": off[lo + i][0], "end": off[lo + j - 1][1]}
            for q, (i, j) in enumerate(cues):
                r = viterbi(em[q], net.role_trans)
                out.append({"parent": None, "cue": [span(i, j)], "source": [span(*x) for x in runs(r, 1)], "content": [span(*x) for x in runs(r, 3)]})
    return out

def predict(net, tok, docs, path, **kw):
    net.eval()
    with open(path, "w") as f:
        for d in docs: f.write(json.dumps({"id": d["id"], "attributions": attributions(net, tok, d["text"], **kw)}) + "\n")

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--encoder", required=True); ap.add_argument("--weights", required=True); ap.add_argument("articles"); ap.add_argument("--float32", action="store_true", help="no bf16")
    for k, d in (("core_min", 48), ("core_max", 230), ("left", 24), ("right", 0)): ap.add_argument("--" + k, type=int, default=d)
    a = ap.parse_args()
    net = Net(torch.load(a.encoder + "/encoder.pt")); net.load_state_dict(torch.load(a.weights))
    docs = [json.loads(l) for l in open(a.articles, encoding="utf8")]
    predict(net, T.tokenizer(a.encoder + "/vocab.txt"), docs, "/dev/stdout", bf16=not a.float32, core_min=a.core_min, core_max=a.core_max, left=a.left, right=a.right)

if __name__ == "__main__":
    main()
