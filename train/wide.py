#!/usr/bin/env python3
"""What a statement's words alone say of its act: a linear model over n-grams of word pieces, beside the network's own act head.

usage: wide.py --encoder DIR --shared ../../shared/data --work DIR --out wide.npy
The form is the "wide" half of Cheng et al. 2016, "Wide & Deep Learning for Recommender Systems", its n-grams hashed as by Joulin et al.
2017, "Bag of Tricks for Efficient Text Classification". src/extract/act.c reads it. OUT: ROWS x 12 float32, to be scaled by export.py.
"""
import argparse, json
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
import text as T
from invented import ACTS

ROWS, PIECES = 1 << 16, {1: 24, 2: 96}       # PIECES: how many of cue and content are looked at
CUE, SAID = 1, 2                       # what the n-gram is of
WEIGHT = {CUE: 1.0, SAID: 0.3}

def row(part, ids):
    """FNV-1a over the part and the pieces' ids."""
    h = T.fnv((part, *ids))
    return (h ^ h >> 16) % ROWS

def grams(part, ids):
    """The rows of all n-grams of the pieces, each once: of a cue up to three pieces, its ends marked by 1 and 2, of a content up to two."""
    ids = [1, *ids[:PIECES[CUE]], 2] if part == CUE else ids[:PIECES[SAID]]
    return sorted({row(part, ids[i:i + n]) for n in range(1, 4 if part == CUE else 3) for i in range(len(ids) - n + 1)})

def rows_of(cue, content): return [(r, WEIGHT[p]) for p, ids in ((CUE, cue), (SAID, content)) for r in grams(p, ids)]

def load(path): return [json.loads(l) for l in open(path, encoding="utf8") if l.strip()]

def statements(tok, articles):
    """[(rows, act)] of [(article, its attributions, their labels)]"""
    out = []
    for d, atts, labels in articles:
        ids, off, _ = T.pieces(tok, d["text"])
        at = {b: i for i, (b, _) in enumerate(off)}
        def part(spans):
            k = []
            for b, e in spans: k += [ids[at[c]] for c in range(b, e) if c in at]
            return k
        for a, l in zip(atts, labels):
            if l["act"] in ACTS: out.append((rows_of(part(a["cue"]), part(a["content"])), l["act"]))
    return out

def matrix(data):
    i, j, v = [], [], []
    for k, (rows, _) in enumerate(data):
        for r, w in rows: i.append(k); j.append(r); v.append(w)
    return csr_matrix((v, (i, j)), (len(data), ROWS), dtype=np.float32)

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("encoder", "shared", "work", "out"): ap.add_argument("--" + k, required=True)
    ap.add_argument("--labels", default="labels/polnear-train-more.jsonl")
    a = ap.parse_args()
    tok = T.tokenizer(a.encoder + "/vocab.txt")
    arts = {d["id"]: d for n in ("train", "dev") for d in load(f"{a.shared}/polnear-{n}.jsonl")}
    polnear = lambda path: [(arts[s["id"]], arts[s["id"]]["attributions"], s["speakers"]) for s in load(path)]
    train = statements(tok, polnear(f"{a.shared}/polnear-train-speakers.jsonl") + polnear(a.labels) +
                       [(d, d["attributions"] + d["inner"], d["speakers"] + d["inner_speakers"]) for d in load(a.work + "/invented.jsonl")])
    dev = statements(tok, polnear(f"{a.shared}/polnear-dev-speakers.jsonl"))
    m = LogisticRegression(max_iter=300, C=1.0).fit(matrix(train), [y for _, y in train])
    order = [list(m.classes_).index(x) for x in ACTS]
    np.save(a.out, np.vstack([m.coef_[order].T, m.intercept_[order][None]]).astype(np.float32))      # the last row: the bias
    print(f"{len(train)} statements; dev, spans given: {100 * m.score(matrix(dev), [y for _, y in dev]):.1f} %")

if __name__ == "__main__":
    main()
