#!/usr/bin/env python3
"""Make a trained encoder's layers narrower inside: of the rows between up and down, those stay without which the loss would grow most.

usage: prune.py --encoder DIR --weights net.pt --train TRAIN.jsonl --inner 704 --out DIR
A row's worth is |its value x the loss's gradient by it|, summed over pieces (Molchanov et al. 2017, "Pruning Convolutional Neural Networks
for Resource Efficient Inference"). Writes OUT/encoder.pt (the pruned encoder, by get.sh's names), vocab.txt, net.pt (with the heads, as they are),
for fit.py --encoder OUT --init OUT/net.pt to mend.
"""
import argparse, json, os, random, shutil
import torch
from fit import Article, batches, loss_of
from net import Net
import text as T

def worth(net, arts, batch_count, rng, a):
    """One number a row of each layer."""
    total, seen = [torch.zeros(l.up.out_features) for l in net.enc.layers], []
    def keep(k):
        def hook(_, inputs): inputs[0].retain_grad(); seen.append((k, inputs[0]))
        return hook
    hooks = [l.down.register_forward_pre_hook(keep(k)) for k, l in enumerate(net.enc.layers)]
    for items in batches(arts, rng, a.budget)[:batch_count]:
        net.zero_grad(); seen.clear()
        loss_of(net, items, rng, a).backward()
        for k, x in seen: total[k] += (x.detach().float() * x.grad.float()).abs().sum((0, 1))
    for h in hooks: h.remove()
    return total

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("encoder", "weights", "train", "out"): ap.add_argument("--" + k, required=True)
    for k, d in dict(inner=704, batches=100, budget=2048, threads=2, seed=1).items(): ap.add_argument("--" + k, type=int, default=d)
    a = ap.parse_args(); a.mask = a.smooth = 0
    torch.set_num_threads(a.threads); rng = random.Random(a.seed)
    tensors, state = torch.load(a.encoder + "/encoder.pt"), torch.load(a.weights)
    net = Net(tensors, drop=0, head_drop=0); net.load_state_dict(state)
    tok = T.tokenizer(a.encoder + "/vocab.txt")
    with open(a.train, encoding="utf8") as f: arts = [Article(tok, json.loads(l)) for l in f]
    for i, w in enumerate(worth(net, arts, a.batches, rng, a)):
        rows = w.topk(a.inner).indices.sort().values
        print(f"layer {i}: the {a.inner} rows that stay have {100 * float(w[rows].sum() / w.sum()):.1f} % of the worth")
        for name, dim in (("up.weight", 0), ("up.bias", 0), ("down.weight", 1)):
            key = f"enc.layers.{i}.{name}"; state[key] = state[key].index_select(dim, rows).clone()
        for part, hf in (("up", "intermediate.dense"), ("down", "output.dense")):
            for x in ("weight", "bias"): tensors[f"encoder.layer.{i}.{hf}.{x}"] = state[f"enc.layers.{i}.{part}.{x}"]
    os.makedirs(a.out, exist_ok=True)
    torch.save(tensors, a.out + "/encoder.pt"); torch.save(state, a.out + "/net.pt"); shutil.copy(a.encoder + "/vocab.txt", a.out)

if __name__ == "__main__":
    main()
