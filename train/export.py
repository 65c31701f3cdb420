#!/usr/bin/env python3
"""Write trained weights as a model file (doc/model-format.md), int8 and ready to be mapped.

usage: export.py --encoder DIR --weights net.pt --who who.pt --statement statement.pt --addressee addressee.pt --wide wide.npy --out models/avow-en.model [--meta key=value ...]
                 [--core-min 48 --core-max 230 --left 24 --right 0] [--check]

Metadata lines stand in the file as they are given; `name`, which comes first, defaults to the file's name. --check reads
the file back, compares each tensor with the weights, and the outputs of a network made of the file's tensors with those
of the network given, its weights rounded.
"""
import argparse, collections, json, os, re
import numpy as np, torch
import modelfile
import who as W
from later import FORM, Who
from statement import Heads
from net import Addressee, BUCKETS, CONV_WIDTH, CUE_TAGS, DILATIONS, ROLE_TAGS, ROLE_WIDTH, SHAPES, Linear, Net, fake_quant

def linears(net):
    """(section, the layers whose outputs it stacks)"""
    for i, l in enumerate(net.enc.layers):
        for name, mods in (("qkv", (l.query, l.key, l.value)), ("out", (l.out,)), ("up", (l.up,)), ("down", (l.down,))):
            yield f"layer.{i}.{name}", mods
    yield from (("cue", (net.cue,)), ("role.token", (net.token,)), ("role.given", (net.given,)))
    for i, c in enumerate(net.conv): yield f"role.conv.{i}", (c.lin,)
    yield "role.out", (net.role,)

def norms(net):
    yield "norm", net.enc.norm
    for i, l in enumerate(net.enc.layers): yield from ((f"layer.{i}.norm1", l.norm1), (f"layer.{i}.norm2", l.norm2))

def who_linears(who):
    yield from (("mention.token", who.mentions.token), ("mention.conv.0", who.mentions.conv[0].lin),
                ("mention.conv.1", who.mentions.conv[1].lin), ("mention", who.mentions.out), ("mention.last", who.mentions.last),
                ("link.source", who.query), ("link.cue", who.said), ("link.candidate", who.cand), ("link.hidden", who.hidden), ("link.out", who.out))

@torch.no_grad()
def who_arrays(who, calibration, wide):
    """The later stages' tensors; the features' tables one below the other, as src/extract/speaker.c counts their rows."""
    out = {}
    for n, m in who_linears(who): out[n + ".weights"], out[n + ".bias"] = m.weight, m.bias
    out.update({"mention.trans": who.mentions.trans, "link.fixed": who.fixed, "calibration": torch.tensor(calibration),
                "link.feature": torch.cat([who.feature[k].weight for k in W.FEATURES])})
    return {n: t.float().numpy() for n, t in out.items()} | {"act.wide": wide}

@torch.no_grad()
def statement_arrays(heads):
    s, r = heads.statement, heads.roles
    out = {"statement.role": s.role.weight, "look": s.look.weight, "inner.dist": r.dist.weight, "inner.flag": r.flag, "inner.within": r.within.weight, "inner.role.trans": r.trans}
    for n, m in (("statement.token", s.token), *((f"statement.conv.{i}", c.lin) for i, c in enumerate(s.conv)), ("inner", s.cue), ("form", s.form), ("act", s.act),
                 ("speaker.type", s.kind), ("inner.token", r.token), ("inner.given", r.given), *((f"inner.conv.{i}", c.lin) for i, c in enumerate(r.conv)), ("inner.role", r.role)):
        out[n + ".weights"], out[n + ".bias"] = m.weight, m.bias
    return {n: t.float().numpy() for n, t in out.items()}

@torch.no_grad()
def addressee_arrays(head, bias):
    """What none scores and the bias are taken off a span's first piece, once and for all: a span is better than none if it has more than 0."""
    out = {"addressee.place": head.place.weight, "addressee.role": head.role.weight.T}
    for n, m in (("addressee.low", head.low), ("addressee.seen", head.seen), ("addressee", head.out)): out[n + ".weights"], out[n + ".bias"] = m.weight, m.bias
    out["addressee.bias"] = head.out.bias - torch.tensor([1.0, 0, 0]) * (head.none + bias)
    return {n: t.float().numpy() for n, t in out.items()}

def plain(net):
    """(section, tensor) of what the file holds as it is."""
    return (("word", net.enc.word.weight), ("position", net.enc.pos.weight), ("cue.trans", net.cue_trans),
            ("role.dist", net.dist.weight), ("role.flag", net.flag), ("role.trans", net.role_trans))

@torch.no_grad()
def arrays_of(net):
    """The network as modelfile.py takes it, in the order in which the engine needs it."""
    e, s = net.enc, torch.arange(SHAPES)
    out = {n: t for n, t in plain(net)[:2]}
    out["shape"] = e.case.weight[s >> 2] + e.line.weight[s >> 1 & 1] + e.quote.weight[s & 1]
    for n, m in norms(net): out[n + ".gain"], out[n + ".bias"] = m.weight, m.bias
    for n, ms in linears(net):
        out[n + ".weights"], out[n + ".bias"] = torch.cat([m.weight for m in ms]), torch.cat([m.bias for m in ms])
    out.update(plain(net)[2:])
    return {n: t.float().numpy() for n, t in out.items()}

@torch.no_grad()
def load_arrays(net, arrays):
    """The inverse of arrays_of: puts what Model(path).arrays holds into a network of the same dimensions."""
    t = {n: torch.tensor(a) for n, a in arrays.items()}
    for n, p in plain(net): p.copy_(t[n])
    shape = t["shape"]
    net.enc.case.weight.copy_(shape[::4])                      # the rows of no line start and no quotation marks
    for table, bit in ((net.enc.line, 2), (net.enc.quote, 1)):
        table.weight[0], table.weight[1] = 0, shape[bit] - shape[0]
    for n, m in norms(net): m.weight.copy_(t[n + ".gain"]); m.bias.copy_(t[n + ".bias"])
    for n, ms in linears(net):
        for m, w, b in zip(ms, t[n + ".weights"].chunk(len(ms)), t[n + ".bias"].chunk(len(ms))): m.weight.copy_(w); m.bias.copy_(b)
    return net

def config_of(net, who, wide):
    vocabulary, width = net.enc.word.weight.shape
    first = net.enc.layers[0]
    return dict(layers=len(net.enc.layers), width=width, heads=first.heads, inner=first.up.out_features, vocabulary=vocabulary,
                positions=len(net.enc.pos.weight), shapes=SHAPES, cue_tags=CUE_TAGS, role_tags=ROLE_TAGS, role_width=ROLE_WIDTH,
                conv_width=CONV_WIDTH, buckets=BUCKETS, convs=len(DILATIONS),
                wide=wide, form_width=FORM, link_width=who.query.out_features, link_inner=who.hidden.out_features, mention_layers=net.mention_layers)

def report(arrays, read):
    """Sizes, and how far the file's numbers are from the weights, one line a kind of tensor."""
    kinds = collections.defaultdict(list)
    for n in arrays: kinds[re.sub(r"\.\d+\.", ".N.", n)].append(n)
    print(f"{'tensor':22} {'tensors':>7} {'parameters':>11} {'largest':>9} {'error':>9} {'of its row':>10} {'rms':>8}")
    for kind, names in kinds.items():
        pair = [(np.atleast_2d(arrays[n]), np.atleast_2d(read.arrays[n])) for n in names]
        top, err = max(np.abs(a).max() for a, _ in pair), max(np.abs(a - b).max() for a, b in pair)
        rel = max((np.abs(a - b).max(1) / np.maximum(np.abs(a).max(1), 1e-8)).max() for a, b in pair)
        rms = (sum(((a - b) ** 2).sum() for a, b in pair) / max(1e-12, sum((a ** 2).sum() for a, _ in pair))) ** 0.5
        print(f"{kind:22} {len(names):7} {sum(a.size for a, _ in pair):11,} {top:9.4f} {err:9.2e} {rel:10.5f} {rms:8.5f}")
    print(f"{sum(a.size for a in arrays.values()):,} parameters")

def compare_networks(net, other, vocabulary):
    """Largest difference of the outputs of two networks, on random pieces."""
    g = torch.Generator().manual_seed(1)
    ids, shapes = torch.randint(104, vocabulary, (2, 64), generator=g), torch.randint(SHAPES, (2, 64), generator=g)
    cue = torch.zeros(2, 64); cue[0, 9:11] = 1; cue[1, 40] = 1
    out = []
    with torch.no_grad():
        for n in (net.eval(), other.eval()):
            h = n.enc(ids, shapes, torch.ones(2, 64, dtype=torch.bool))
            out.append((h, n.cue(h), n.roles(h, torch.tensor([0, 1]), cue)))
    return [(float((a - b).abs().max()), float(a.abs().max())) for a, b in zip(*out)]

@torch.no_grad()
def round_weights(net):
    """Does to the network what the file does: all that it holds as int8 is rounded."""
    for m in [net.enc.word] + [m for m in net.modules() if isinstance(m, Linear)]: m.weight.copy_(fake_quant(m.weight, -1))
    return net

def check(net, tensors, path, arrays, config, vocabulary):
    m = modelfile.Model(path)
    assert m.config == config and m.vocabulary == vocabulary and m.dilations == list(DILATIONS)
    assert set(m.arrays) == set(arrays)
    for n, a in arrays.items():
        room = np.abs(a).max(0 if n == "act.wide" else 1, keepdims=True) * (0.5001 / 127) + 1e-9 if n in ("word", "act.wide") or n.endswith(".weights") else 0
        assert a.shape == m.arrays[n].shape and (np.abs(a - m.arrays[n]) <= room).all(), n
    for n, a in m.raw.items():
        if not n.endswith(".weights"): continue
        q = modelfile.unpack(a)
        assert q.min() >= -127 and (q.sum(1, dtype=np.int32) == m.raw[n[:-7] + "sum"][0]).all(), n
    other = load_arrays(Net(tensors, layers=config["layers"]), m.arrays)
    for what, (d, top) in zip(("encoder", "cue", "role"), compare_networks(round_weights(net), other, len(vocabulary))):
        print(f"check: {what} outputs differ by at most {d:.2e} of {top:.2f}")
        assert d <= 1e-3 * max(1, top), what
    print("check: the file is sound and holds the weights")

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("encoder", "weights", "who", "statement", "wide", "addressee", "out"): ap.add_argument("--" + k, required=True)
    ap.add_argument("--meta", nargs="*", default=[], action="extend", metavar="KEY=VALUE")
    for k, d in (("core-min", 48), ("core-max", 230), ("left", 24), ("right", 0)): ap.add_argument("--" + k, type=int, default=d)
    ap.add_argument("--wide-share", type=float, default=0.9, help="what the scores of wide.py count for beside the network's")
    ap.add_argument("--addressee-bias", type=float, default=0.0, help="how much better than none an addressee must be: below 0 more are found")
    ap.add_argument("--check", action="store_true"); ap.add_argument("--calibration", help="JSON, 2 x 11: calibrate.py writes it")
    a = ap.parse_args()
    torch.set_num_threads(1)
    state, tensors = torch.load(a.weights, map_location="cpu"), torch.load(a.encoder + "/encoder.pt")
    net = Net(tensors, layers=1 + max(int(k.split(".")[2]) for k in state if k.startswith("enc.layers.")))
    net.load_state_dict(state)
    who = Who(net.enc.norm.weight.numel()); who.take(torch.load(a.who, map_location="cpu"))
    heads = Heads(net.enc.norm.weight.numel()); heads.load_state_dict(torch.load(a.statement, map_location="cpu"))
    addressee = Addressee(net.enc.norm.weight.numel(), FORM); addressee.load_state_dict(torch.load(a.addressee, map_location="cpu"))
    with open(a.encoder + "/vocab.txt", encoding="utf8") as f: vocabulary = f.read().split("\n")[:-1]
    wide = np.load(a.wide) * np.float32(a.wide_share)
    meta = dict(m.split("=", 1) for m in a.meta)
    meta = {"name": meta.pop("name", os.path.splitext(os.path.basename(a.out))[0]), **meta}
    config, arrays = config_of(net, who, len(wide) - 1), arrays_of(net) | who_arrays(who, json.load(open(a.calibration)) if a.calibration else [[i / 10 for i in range(11)]] * 2, wide) \
        | statement_arrays(heads) | addressee_arrays(addressee, a.addressee_bias)
    windows = {k: getattr(a, k) for k in modelfile.WINDOWS}
    data = modelfile.write(a.out, list(meta.items()), config, DILATIONS, windows, vocabulary, arrays)
    read = modelfile.Model(a.out)
    report(arrays, read)
    print(f"{a.out}: {len(data):,} bytes, {len(read.raw)} sections, checksum {read.checksum:016x}")
    if a.check: check(net, tensors, a.out, arrays, config, vocabulary)

if __name__ == "__main__":
    main()
