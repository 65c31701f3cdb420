#!/usr/bin/env python3
"""Fit whom "he" and "she", or "they" and "it", stand for: the weights of src/extract/antecedent.c, a conditional logit over its facts, and what
thresholds cost.

usage: antecedent.py persons|groups ARTICLES.jsonl SPEAKERS.jsonl FACTS.txt [ARTICLES SPEAKERS FACTS ...] [--test ARTICLES SPEAKERS FACTS ...]
FACTS is what a build of its own says on standard error (antecedent_facts.h):
    CFLAGS="-DAVOW_PRINT_FACTS -I$PWD/train" cmake -S . -B build/facts -G Ninja -DCMAKE_BUILD_TYPE=Release && ninja -C build/facts avow
    build/facts/avow extract --jobs 1 ARTICLES.jsonl 2> FACTS.txt > /dev/null
Articles of cut.py are those whose id has a "#"; where what is left of the cut name still stands for the speaker ("Ban" of Ban Ki-moon), the
pronoun is left out of the fit.
"""
import json, re, sys
import numpy as np
from scipy.optimize import minimize
import who as W

SOURCE = re.compile(r"enum \{\s*LINKER,(.*?), FACTS", re.S)
NAMES = ["LINKER"] + re.findall(r"\w+", SOURCE.search(open(__file__.replace("train/antecedent.py", "src/extract/antecedent.c")).read())[1])
MOST, STRONG = 24, 3.0

def norm(name):
    """Several joined in any order are the same."""
    return " & ".join(sorted(W.norm(n) for n in name.split(" & ")))

def pronouns(kind, articles, speakers, facts):
    """One for each source that is such a pronoun and has a label: its candidates' facts, which are right, and where it comes from."""
    arts = [json.loads(l) for l in open(articles, encoding="utf8")]
    labels = [json.loads(l) for l in open(speakers, encoding="utf8")]
    labels = {d["id"]: d["speakers"] for d in labels}
    at, size, starts, out = -1, None, {}, {}
    for line in open(facts, encoding="utf8", errors="replace"):
        f = line.rstrip("\n").split("\t")
        if f[0] != "fact" or len(f) != 5 + len(NAMES): continue
        while size != int(f[1]):
            at += 1; d = arts[at]; size = len(d["text"].encode())
            byte = [0]
            for c in d["text"]: byte.append(byte[-1] + len(c.encode()))
            starts = {}
            for a, l in zip(d["attributions"], labels.get(d["id"], [])):
                if a["source"]: starts.setdefault(byte[a["source"][0][0]], l)
        label = starts.get(int(f[2]))
        if label is None or f[3] != kind: continue
        names = {norm(n) for n in [label["speaker"], *label.get("aliases", [])] if n} if label["speaker"] not in ("-", "?") else set()
        cut = d["id"].split("#")[1].split() if "#" in d["id"] else []
        p = out.setdefault((at, int(f[2])), dict(cut=bool(cut), known=bool(names), left=False, facts=[], right=[], names=[], again=False))
        p["again"] |= f[4] in p["names"]; p["names"].append(f[4])                # a second statement, within the first, asks for the same pronoun
        if p["again"]: continue
        p["left"] |= bool(cut) and not names and set(f[4].split()) <= set(cut)
        p["facts"].append([float(x) for x in f[5:]]); p["right"].append(norm(f[4]) in names)
    return list(out.values())

def table(found):
    """facts with a 1 behind, N x (MOST + 1) x (F + 1), the last row nobody's; which exist; which are right"""
    x = np.zeros((len(found), MOST + 1, len(NAMES) + 1)); there = np.zeros(x.shape[:2], bool); right = np.zeros(x.shape[:2], bool)
    for i, p in enumerate(found):
        k = len(p["facts"]); x[i, :k, :-1] = p["facts"]; x[i, :k, -1] = 1
        there[i, :k] = there[i, MOST] = True; right[i, :k] = p["right"]; right[i, MOST] = not any(p["right"])
    return x, there, right

def chances(x, there, w):
    s = np.where(there, x @ w, -np.inf); e = np.exp(s - s.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)

def fit(found):
    x, there, right = table([p for p in found if not p["left"]])
    def loss(w):
        c = chances(x, there, w); r = np.where(right, c, 0); total = r.sum(1, keepdims=True) + 1e-30
        slope = np.einsum("nk,nkf->f", c - r / total, x); slope[:-1] += STRONG * w[:-1]
        return -np.log(total).sum() + STRONG * (w[:-1] ** 2).sum() / 2, slope
    return minimize(loss, np.zeros(x.shape[2]), jac=True, method="L-BFGS-B").x

def tell(name, found, w):
    x, there, right = table(found); c = chances(x, there, w)[:, :MOST]; best = c.argmax(1); n = np.arange(len(found))
    known = np.array([p["known"] and not p["cut"] for p in found]); lost = np.array([p["cut"] and not p["known"] and not p["left"] for p in found])
    for t in (0.3, 0.35, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8):
        given = c[n, best] >= t; ok = right[n, best]
        share = lambda a, of: 100 * (a & of).sum() / max(1, of.sum())
        print(f"{name}: from {t:.2f} right {share(given & ok, known):.1f}, wrong {share(given & ~ok, known):.1f} of {known.sum()}; "
              f"named though cut {share(given, lost):.1f} of {lost.sum()}")

def main():
    kind, *args = sys.argv[1:]; k = args.index("--test") if "--test" in args else len(args)
    read = lambda a: [p for i in range(0, len(a), 3) for p in pronouns(kind, *a[i:i + 3])]
    train, test = read(args[:k]), read(args[k + 1:])
    w = fit(train)
    print(", ".join(f"[{n}] = {v:.2f}F" for n, v in zip(NAMES, w)), f"; ALWAYS {w[-1]:.2f}F")
    tell("fitted", train, w)
    if test: tell("test", test, w)

if __name__ == "__main__":
    main()
