#!/usr/bin/env python3
"""Write the small model that the tests and the fuzz targets run: random weights, every part of the real one.

usage: tiny.py [--seed 1] test/data/tiny.model

Two layers of 64, windows of 12 to 24 pieces, and a vocabulary of characters and a few words in which any ASCII text
finds its pieces. The same seed gives the same file.
"""
import argparse, string
import numpy as np
import modelfile
from who import FEATURES

SPECIAL = {0: "[PAD]", 100: "[UNK]", 101: "[CLS]", 102: "[SEP]", 103: "[MASK]"}
WORDS = """the of and a in to was he is as for on with that it his by at from her she has have had said says told asked
added wrote claimed warned thinks believes according announced denied minister president government police officials
news people we they who what not but be are will would could new year week state party company court law tax mayor
john mary smith london trump clinton reuters monday tuesday""".split()
CONFIG = dict(layers=2, width=64, heads=2, inner=128, vocabulary=0, positions=64, shapes=16, cue_tags=3, role_tags=5,
              role_width=32, conv_width=32, buckets=64, convs=2, form_width=32, link_width=32, link_inner=16, wide=256, mention_layers=1)
DILATIONS = (1, 3)
WINDOWS = dict(core_min=12, core_max=24, left=8, right=4)

def vocabulary():
    plain = [chr(c) for c in range(33, 127) if chr(c) not in string.ascii_uppercase] + list("“”‘’–—é")
    inner = ["##" + c for c in string.ascii_lowercase + string.digits] + ["##s", "##ed", "##ing", "##er", "##ly", "##tion"]
    pieces = [SPECIAL.get(i, f"[unused{i}]") for i in range(104)] + plain + inner + WORDS
    return list(dict.fromkeys(pieces))

def arrays(random, c):
    """Random tensors of sizes that keep every stage's numbers apart, in the order of the format's page."""
    out, h, i, r, v = {}, c["width"], c["inner"], c["role_width"], c["conv_width"]
    def tensor(name, *shape, size=0.5): out[name] = random.standard_normal(shape).astype(np.float32) * np.float32(size)
    def linear(name, k, n):
        tensor(name + ".weights", n, k, size=1.2 * k ** -0.5); tensor(name + ".bias", n, size=0.1)
    def norm(name):
        tensor(name + ".gain", h, size=0.1); tensor(name + ".bias", h, size=0.1)
        out[name + ".gain"] += np.float32(1)
    tensor("word", c["vocabulary"], h); tensor("position", c["positions"], h, size=0.1); tensor("shape", c["shapes"], h, size=0.2)
    norm("norm")
    for l in range(c["layers"]):
        for name, k, n in (("qkv", h, 3 * h), ("out", h, h), ("up", h, i), ("down", i, h)): linear(f"layer.{l}.{name}", k, n)
        norm(f"layer.{l}.norm1"); norm(f"layer.{l}.norm2")
    for name, k, n in (("cue", h, c["cue_tags"]), ("role.token", h, r), ("role.given", h, 2 * r)): linear(name, k, n)
    for n in range(c["convs"]): linear(f"role.conv.{n}", 3 * (v if n else r), v)
    linear("role.out", v, c["role_tags"])
    tensor("cue.trans", c["cue_tags"], c["cue_tags"]); tensor("role.dist", c["buckets"], r); tensor("role.flag", r)
    tensor("role.trans", c["role_tags"], c["role_tags"])
    for name, k, n in (("mention", v, 11), ("inner", v, 3), ("form", 8 * v, c["form_width"]), ("act", c["form_width"], 12),
                       ("speaker.type", c["form_width"], 7), ("link.source", h, c["link_width"]), ("link.cue", h, c["link_width"]),
                       ("link.candidate", h, c["link_width"]), ("link.hidden", c["link_width"], c["link_inner"]), ("link.out", c["link_inner"], 1)):
        linear(name, k, n)
    tensor("mention.trans", 11, 11); tensor("link.fixed", 2, c["link_width"]); out["calibration"] = np.linspace(0, 1, 11, dtype=np.float32)[None].repeat(2, 0)
    tensor("link.feature", sum(FEATURES.values()), c["link_width"], size=0.2)
    tensor("look", 4, v)
    linear("statement.token", 2 * h, v); tensor("statement.role", 3, v)
    linear("mention.last", h, 11); linear("mention.token", h, v); linear("mention.conv.0", 3 * v, v); linear("mention.conv.1", 3 * v, v)
    tensor("act.wide", c["wide"] + 1, 12, size=0.2)
    linear("inner.token", 2 * h, r); linear("inner.given", 2 * h, 2 * r); tensor("inner.dist", c["buckets"], r); tensor("inner.flag", r); tensor("inner.within", 3, r)
    for n in range(c["convs"]): linear(f"inner.conv.{n}", 3 * (v if n else r), v); linear(f"statement.conv.{n}", 3 * v, v)
    linear("inner.role", v, 5); tensor("inner.role.trans", 5, 5)
    linear("addressee.low", 3 * h, c["form_width"]); linear("addressee.seen", v, c["form_width"]); linear("addressee", c["form_width"], 3)
    tensor("addressee.place", c["buckets"], c["form_width"]); tensor("addressee.role", 3, c["form_width"])
    out["mention.bias"][0] += np.float32(1.0); out["addressee.bias"][0] -= np.float32(3)
    out["cue.bias"][0] += np.float32(1.5)                      # most pieces are no cue
    return out

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--seed", type=int, default=1); ap.add_argument("out")
    a = ap.parse_args()
    pieces = vocabulary(); config = dict(CONFIG, vocabulary=len(pieces))
    meta = [("name", "avow-tiny-1"), ("licence", "CC0-1.0"), ("made", f"train/tiny.py --seed {a.seed}")]
    data = modelfile.write(a.out, meta, config, DILATIONS, WINDOWS, pieces, arrays(np.random.RandomState(a.seed), config))
    print(f"{a.out}: {len(data):,} bytes, {len(pieces)} word pieces")

if __name__ == "__main__":
    main()
