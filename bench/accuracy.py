#!/usr/bin/env python3
"""How well the attributions of the one model file agree with annotated ones, computed four ways: by the engine in int8 and in float,
by PyTorch in float, by ONNX Runtime in int8.

usage: accuracy.py --avow PROGRAM --score score.py --folder DIR [--model FILE] GOLD.jsonl

The float ways use the file's weights, which are int8 times a scale: what they lose against the weights that training left is
not seen. All are scored by the same score.py; where its figures for the engine's output differ from those of `avow eval`, this
ends with status 1.
"""
import argparse, json, os, subprocess, sys
import torch
from peer import Peer
import export, modelfile, predict
from net import Net

ROLES = ("source", "cue", "content")

def network(m):
    """The PyTorch network of a model file."""
    c, tensors = m.config, {}
    h, i = c["width"], c["inner"]
    def linear(name, k, n): tensors[name + ".weight"], tensors[name + ".bias"] = torch.zeros(n, k), torch.zeros(n)
    def norm(name): tensors[name + ".weight"], tensors[name + ".bias"] = torch.zeros(h), torch.zeros(h)
    for table, rows in (("word", c["vocabulary"]), ("position", c["positions"]), ("token_type", 1)):
        tensors[f"embeddings.{table}_embeddings.weight"] = torch.zeros(rows, h)
    norm("embeddings.LayerNorm")
    for l in range(c["layers"]):
        p = f"encoder.layer.{l}."
        for name in ("self.query", "self.key", "self.value", "output.dense"): linear(p + "attention." + name, h, h)
        linear(p + "intermediate.dense", h, i); linear(p + "output.dense", i, h)
        norm(p + "attention.output.LayerNorm"); norm(p + "output.LayerNorm")
    return export.load_arrays(Net(tensors, heads=c["heads"]), m.arrays).eval()

class OnnxNet:
    """ONNX Runtime in the place of the PyTorch network, as predict.py calls it; a window at a time."""
    def __init__(self, peer): self.peer, self.cue_trans, self.role_trans = peer, peer.cue_trans, peer.role_trans
    def eval(self): return self
    def enc(self, ids, shapes, mask):
        x, self.scores = torch.zeros(*ids.shape, self.peer.model.config["width"]), torch.zeros(*ids.shape, len(self.cue_trans))
        for k, n in enumerate(mask.sum(1).tolist()):
            batch = {"ids": ids[k:k + 1, :n].numpy(), "shapes": shapes[k:k + 1, :n].numpy(), "lengths": mask.sum(1)[k:k + 1].int().numpy()}
            x[k, :n], self.scores[k, :n] = (torch.from_numpy(out[0]) for out in self.peer.encode(batch))
        return x
    def cue(self, x): return self.scores
    def roles(self, x, windows, flags): return torch.from_numpy(self.peer.roles(x[0].numpy(), self.peer.inputs(flags)))

def figures(program, gold, path):
    out = subprocess.run([sys.executable, program, gold, path, "--json"], capture_output=True, text=True, check=True)
    return json.loads(out.stdout)

def row(name, f):
    cell = lambda numbers: " / ".join(f"{n:.1f}" for n in numbers)
    print(f"| {name} | {cell(f['exact'][r]['f1'] for r in ROLES)} | {cell(f['jaccard'][r] for r in ROLES)} | "
          f"{cell(f[k]['f1'] for k in ('relation_exact', 'relation_partial'))} |", flush=True)

def difference(x, y):
    """Of all figures, as deep as they are nested."""
    return {k: difference(v, y[k]) for k, v in x.items()} if isinstance(x, dict) else x - y

def engine(a, kernel, path):
    """The engine's figures by score.py, and whether `avow eval` agrees with them."""
    common = ["--model", a.model, "--jobs", "0"] + (["--kernel", kernel] if kernel else [])
    subprocess.run([a.avow, "extract", *common, "--format", "jsonl", "--output", path, a.gold], check=True)
    f = figures(a.score, a.gold, path)
    own = json.loads(subprocess.run([a.avow, "eval", "--format", "json", a.gold, path], capture_output=True, text=True, check=True).stdout)
    pairs = [(own["exact"][r][k], f["exact"][r][k]) for r in ROLES for k in ("p", "r", "f1")] + [(own["jaccard"][r], f["jaccard"][r]) for r in ROLES]
    pairs += [(own[k][x], f[k][x]) for k in ("relation_exact", "relation_partial") for x in ("p", "r", "f1")]
    return f, all(abs(x - y) < 1e-6 for x, y in pairs)

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("avow", "score", "folder"): ap.add_argument("--" + k, required=True)
    ap.add_argument("--model", default="models/avow-en.model"); ap.add_argument("gold")
    a = ap.parse_args()
    peer, path = Peer(a.model, a.folder), os.path.join(a.folder, "predicted.jsonl")
    with open(a.gold, encoding="utf8") as f: docs = [json.loads(l) for l in f]
    print("| computed by | exact F1, source / cue / content | Jaccard | relation exact / partial |\n|---|--:|--:|--:|")
    def by_python(name, net):
        predict.predict(net, peer.tokenizer, docs, path, bf16=False, **peer.model.windows)
        f = figures(a.score, a.gold, path)
        row(name, f)
        return f
    int8, same = engine(a, None, path)
    row("avow, int8", int8)
    whole = by_python(f"PyTorch {torch.__version__.split('+')[0]}, float", network(peer.model))
    by_python("ONNX Runtime, int8", OnnxNet(peer))
    row("float PyTorch less int8 avow", difference(whole, int8))
    float_c, also = engine(a, "reference", path)
    row("avow, float (`--kernel reference`, slow)", float_c)
    print("`avow eval` and score.py " + ("agree" if same and also else "DIFFER") + f" on both outputs of avow ({len(docs)} articles).")
    return 0 if same and also else 1

if __name__ == "__main__":
    sys.exit(main())
