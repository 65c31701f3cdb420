#!/usr/bin/env python3
"""Train the linker of speakers, together with the cue and role taggers, or on an encoder that stays as it is.

usage: fit_who.py --encoder DIR --start MODEL|net.pt --mentions mentions.pt --shared ../../shared/data --work DIR --out DIR [--steps 900 ...]
WORK holds gum.jsonl (gum.py) and silver.jsonl (silver.py). Writes OUT/net.pt and OUT/who.pt; OUT/state.pt has all that
resuming needs: the same command again goes on where it was stopped.
"""
import argparse, csv, os, random, time
import torch, torch.nn as nn
import text as T
from docs import gap_doc, gum_doc, labelled, load_gum, load_lines, moved, polnear_doc, self_name, with_descriptions, with_speakers
from fit import Article
from later import Base, Who, doc_losses, encode, find_mentions, invented_doc, link_scores, start
from net import Linear
from who import norm

def choose(d, q, s, said=None):
    """The name given for a query: (name or None, entity or None)"""
    j = int(s.argmax())
    if j < len(q["cands"]): e = q["cands"][j][0]; return e.name(), e
    if q["spans"] and j == len(q["cands"]):
        i, k = q["spans"][0]; return self_name(d.text[d.off[i][0]:d.off[k - 1][1]]), None
    return None, None

@torch.no_grad()
def evaluate(net, who, tok, articles, say, tag=""):
    """Speakers with the system's own mentions and history, gold spans."""
    net.eval(); who.eval()
    n = {}
    wrong = []
    for article, speakers, _ in articles:
        d = polnear_doc(tok, article, speakers, find_mentions(net, who, tok, article["text"]))
        with torch.autocast("cpu", torch.bfloat16): H, (V,) = encode(net, [d])
        said = {}
        for i, q in enumerate(d.queries):
            for f, (e, m, r) in zip(q["feats"], q["cands"]): f["said"] = min(7, i - 1 - said[id(e)]) if id(e) in said else 7
            (s,) = link_scores(who, d, V, [q])
            name, e = choose(d, q, s)
            if e is not None: said[id(e)] = i
            l = q["label"]; names = {norm(x) for x in [l["speaker"], *l.get("aliases", [])] if x}
            ok = (norm(name) in names) if l["speaker"] not in "-?" else name is None
            g = {0: "no source", 9: "nominal", 10: "open", 11: "named"}.get(q["kind"], "pronoun")
            for key in ("all", g) + (("unknown",) if l["speaker"] in "-?" else ()) + (("cut",) if l.get("cut") or (l["speaker"] == "?" and "#" in d.id) else ()):
                a = n.setdefault(key, [0, 0]); a[0] += ok; a[1] += 1
            if not ok: wrong.append((g, d.text[d.off[q["cue"][0][0]][0] - 60:d.off[q["cue"][0][1] - 1][1] + 30].replace("\n", " "), name, l["speaker"]))
    say(tag, "speaker:", "  ".join(f"{k} {100 * a / b:.1f} of {b}" for k, (a, b) in sorted(n.items())))
    net.train(); who.train()
    return n, wrong

@torch.no_grad()
def evaluate_gap(net, who, docs, say):
    net.eval(); who.eval(); c = {"M": [0, 0, 0], "F": [0, 0, 0]}
    for at in range(0, len(docs), 16):
        part = docs[at:at + 16]
        with torch.autocast("cpu", torch.bfloat16): H, Vs = encode(net, part)
        for d, V in zip(part, Vs):
            q = d.queries[0]; (s,) = link_scores(who, d, V, [q]); j = int(s.argmax())
            g = c["F" if q["kind"] == 2 else "M"]
            for x, k in zip("AB", d.gap):
                p = k is not None and j == k; g[0] += p and d.truth[x]; g[1] += p; g[2] += d.truth[x]
    f = {k: 200 * a / max(1, b + t) for k, (a, b, t) in c.items()}
    say(f"gap F1 M {f['M']:.1f} F {f['F']:.1f} overall {200 * sum(v[0] for v in c.values()) / sum(v[1] + v[2] for v in c.values()):.1f}")
    net.train(); who.train()

def train(a, net, who, tok, say):
    rng = random.Random(a.seed)
    gum_docs = [gum_doc(tok, d, rng) for d in load_gum(a)[0]]
    table = lambda n: csv.DictReader(open(f"{a.shared}/gap/gap-{n}.tsv", encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    rows = lambda n: [x for x in map(lambda r: gap_doc(tok, r), table(n)) if x]
    gap, gap_val = rows("development"), rows("validation")
    silver = {d["id"]: d for d in load_lines(a.work + "/silver.jsonl")}
    names = {i: [tuple(m[:3]) for m in d["mentions"]] for i, d in silver.items()}
    whole, cut = labelled(a, "train", 2, random.Random(3))
    for d, s, _ in whole: names[d["id"]] = with_descriptions(d["text"], s, with_speakers(d["text"], s, names[d["id"]]))
    texts = {d["id"]: d["text"] for d, _, _ in whole}
    labelled_docs = [polnear_doc(tok, d, s, names[d["id"]], tagged=True) for d, s, _ in whole]
    rng.shuffle(cut)
    for d, s, v in cut[:len(whole) // 3]: i = d["id"].split("#")[0]; labelled_docs.append(polnear_doc(tok, d, s, moved(d, texts[i], v, names[i])))
    dev, cut_dev = labelled(a, "dev", 1, random.Random(4))
    say("train", len(labelled_docs), "docs", sum(len(d.queries) for d in labelled_docs), "queries", sum(d.skipped for d in labelled_docs), "without an answer in reach")
    say(len(gum_docs), "GUM", sum(len(d.queries) for d in gum_docs), "queries;", len(gap), "GAP")
    if a.look:
        for d in labelled_docs[:20]:
            for q in d.queries:
                if q["gold"]: continue
                source = d.text[d.off[q["spans"][0][0]][0]:d.off[q["spans"][0][1] - 1][1]] if q["spans"] else "-"
                say(d.id[:30], q["kind"], q["label"]["speaker"], "|", [c[0].name() for c in q["cands"]][:14], "|", source)
        return
    plain_arts = load_lines(f"{a.shared}/polnear-train.jsonl")
    arts = [Article(tok, d) for d in plain_arts]
    by_id = {d["id"]: x for x, d in zip(arts, plain_arts)}
    for d in labelled_docs:
        if "#" not in d.id: d.article = by_id[d.id]
    state = a.out + "/state.pt"
    saved = torch.load(state) if os.path.exists(state) else None
    begin = saved or (torch.load(a.init) if a.init else None)
    if begin: net.load_state_dict(begin["net"]); who.take(begin["who"])
    who.mentions.load_state_dict(torch.load(a.mentions))
    net.base = Base(net, a.frozen)
    net.eval(); who.eval()
    for d in load_lines(a.invented) if a.invented else []: labelled_docs.append(invented_doc(net, who, tok, d))
    say(len(labelled_docs), "docs with the invented ones")
    t0 = time.time()
    kept = f"{a.out}/lower{a.frozen}.pt"                                         # not in state.pt: it is large and does not change
    if os.path.exists(kept): net.base.kept = torch.load(kept)
    had = len(net.base.kept)
    for n, ds in (("labelled", labelled_docs), ("GUM", gum_docs), ("GAP", gap)):
        for d in ds: net.base.windows(d)
        say(f"lower layers of {n}: {time.time() - t0:.0f}s")
    if len(net.base.kept) > had: torch.save(net.base.kept, kept)
    if a.heads_only:                                                             # the whole encoder is done with: its vectors are kept, too
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            net.eval()
            for k, parts in net.base.kept.items():
                n = max(map(len, parts)); x = torch.zeros(len(parts), n, parts[0].shape[1]); mask = torch.zeros(len(parts), n, dtype=torch.bool)
                for i, p in enumerate(parts): x[i, :len(p)] = p.float(); mask[i, :len(p)] = True
                for l in net.enc.layers[a.frozen:]: x = l(x, mask[:, None, None, :])
                net.base.kept[k] = [x[i, :len(p)].to(torch.bfloat16).clone() for i, p in enumerate(parts)]
        net.base.frozen = a.frozen = len(net.enc.layers)
        say(f"upper layers: {time.time() - t0:.0f}s")
    frozen = [net.enc.word, net.enc.pos, net.enc.case, net.enc.line, net.enc.quote, net.enc.norm, *net.enc.layers[:a.frozen]]
    for m in frozen:
        for p in m.parameters(): p.requires_grad_(False)
    slow = [p for n, p in net.named_parameters() if n.startswith("enc.") and p.requires_grad]
    heads = [p for n, p in net.named_parameters() if not n.startswith("enc.")]
    if a.heads_only: slow = []
    opt = torch.optim.AdamW([{"params": slow, "lr": a.lr}, {"params": heads, "lr": a.lr * 2}, {"params": who.parameters(), "lr": a.head_lr}], weight_decay=0.01)
    warm = max(1, int(a.steps * 0.06))
    sch = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / warm, max(0.0, (a.steps - s) / (a.steps - warm))))
    at = saved["at"] if saved else 0
    if saved: opt.load_state_dict(saved["opt"]); sch.load_state_dict(saved["sch"]); say("resumed at", at)
    if a.anneal and at >= a.anneal:                                              # another rate from here on, in a line to nothing
        for g, lr in zip(opt.param_groups, (a.lr, a.lr * 2, a.head_lr)): g["lr"] = g["initial_lr"] = lr
        sch = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: max(0.0, (a.steps - s) / (a.steps - a.anneal)), last_epoch=at)
    source = {"polnear": labelled_docs, "gum": gum_docs, "gap": gap}
    pools = {k: [] for k in source}
    def take(kind, n=1):
        out = []
        while len(out) < n:
            if not pools[kind]: pools[kind] = rng.sample(source[kind], len(source[kind]))
            out.append(pools[kind].pop())
        return out
    t0, tot = time.time(), {}
    rng.seed(a.seed + at)
    for st in range(at, a.steps):
        net.train(); who.train()
        Linear.quant = st >= a.quant_from * a.steps
        losses = {}
        docs = [take("polnear", 3), take("gap", 8) if st % 2 else take("gum")]
        for ds in docs:
            ds = [d for d in ds if len(d.ws) <= 20]
            cut = [d for d in ds if "#" in getattr(d, "id", "")]                  # without spans: apart from the others, or they have none
            if cut and len(cut) < len(ds): docs.append(cut); ds = [d for d in ds if d not in cut]
            if not ds: continue
            for k, v in doc_losses(net, who, ds, rng, a).items():
                losses[k] = losses.get(k, 0) + v
        if not losses: continue                                                   # long texts alone
        weight = dict(span=0.6, link=0.8)
        loss = sum(weight[k] * v for k, v in losses.items())
        opt.zero_grad(); loss.backward(); nn.utils.clip_grad_norm_(list(net.parameters()) + list(who.parameters()), 1.0); opt.step(); sch.step()
        for k, v in losses.items(): tot.setdefault(k, []).append(float(v.detach()))
        if (st + 1) % 25 == 0: say(f"step {st + 1}/{a.steps} {time.time() - t0:.0f}s", " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(tot.items()))); tot = {}
        if (st + 1) % 50 == 0 or st + 1 == a.steps:
            torch.save(dict(net=net.state_dict(), who=who.state_dict(), opt=opt.state_dict(), sch=sch.state_dict(), at=st + 1), state + ".new"); os.replace(state + ".new", state)
        if (st + 1) % a.every == 0 or st + 1 == a.steps:
            quant, Linear.quant = Linear.quant, False
            part = 1 if st + 1 == a.steps else 4
            evaluate(net, who, tok, dev[::part], say, "dev"); evaluate(net, who, tok, cut_dev[::part], say, "cut")
            evaluate_gap(net, who, gap_val if st + 1 == a.steps else gap_val[::4], say)
            Linear.quant = quant
    torch.save(net.state_dict(), a.out + "/net.pt"); torch.save(who.state_dict(), a.out + "/who.pt")

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("encoder", "start", "mentions", "shared", "work", "out"): ap.add_argument("--" + k, required=True)
    for k, d in dict(steps=900, seed=1, threads=2, frozen=9, every=200, anneal=0).items(): ap.add_argument("--" + k, type=int, default=d)
    for k, d in dict(lr=4e-5, head_lr=1e-3, smooth=0.03, mask=0.02, quant_from=0.7).items(): ap.add_argument("--" + k.replace("_", "-"), type=float, default=d)
    ap.add_argument("--nested", default="../test/data/nested.jsonl", help="articles that must not be trained on")
    ap.add_argument("--labels", default="labels/polnear-train-more.jsonl", help="more labelled articles of train, as polnear-train-speakers.jsonl")
    ap.add_argument("--invented", help="articles of invented.py"); ap.add_argument("--init", help="a state.pt to begin with: weights alone")
    ap.add_argument("--heads-only", action="store_true", help="train the heads alone, on an encoder that stays as it is")
    ap.add_argument("--look", action="store_true", help="show queries whose answer is not in reach, and train nothing")
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True); torch.set_num_threads(a.threads); torch.manual_seed(a.seed)
    log = open(a.out + "/log", "a")
    def say(*x): print(*x, flush=True); print(*x, file=log, flush=True)
    say(vars(a))
    tok = T.tokenizer(a.encoder + "/vocab.txt")
    net = start(a.start, a.encoder); who = Who(net.enc.norm.weight.numel())
    train(a, net, who, tok, say)

if __name__ == "__main__":
    main()
