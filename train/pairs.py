#!/usr/bin/env python3
"""Same claim and denial: a small network over features of two statements, as src/record/pair.c computes them.

usage: pairs.py DATA             DATA has polnear-*.jsonl, their speakers and statement-pairs-dev.jsonl
       pairs.py DATA --write     besides, writes src/record/pair_weights.c and test/record/pairs.txt

Trained on labels/statement-pairs-train.jsonl; statement-pairs-dev.jsonl is only measured on. What a feature means stands beside it
in features(). A statement is read once (View); what a pair costs is sorted sets and one pass over the words.
"""
import argparse, json, math, os, re, unicodedata, zlib
from collections import Counter
from datetime import date
import numpy as np, torch, xxhash

HERE = os.path.dirname(os.path.abspath(__file__))
RELATIONS = ("other", "same", "deny")
STOP, NEG, OPPOSE, STRONG, FAVOUR, NOUN, TURN, TITLE, POLL, PRONOUN, FIRST = (1 << k for k in range(11))   # as in pair_table.h
MAX_WORDS, UNKNOWN_IDF, COMMON, HIDDEN = 96, 9.0, 4000, 24
OPPOSING = {"deny", "criticize", "accuse"}
FAVOURING = {"support", "promise", "request"}

# ---------------------------------------------------------------------------------------------------- words and their classes

def forms(verbs):
    """A verb's inflected forms; irregular ones are given as word/form/form."""
    for v in verbs.split():
        v, *more = v.split("/")
        yield from (v, *more)
        if v.endswith("y") and v[-2] not in "aeiou": yield from (v[:-1] + "ied", v[:-1] + "ies", v + "ing")
        elif v.endswith("e"): yield from (v + "d", v + "s", v[:-1] + "ing")
        else:
            yield from (v + "ed", v + ("es" if v.endswith(("s", "sh", "ch", "x")) else "s"), v + "ing", v + v[-1] + "ed", v + v[-1] + "ing")

STRONG_VERBS = """deny/denial/denials reject/rejection refuse/refusal dispute disagree oppose/opposition condemn/condemnation denounce decry
 rebuff dismiss/dismissal disavow contradict/contradiction rebut/rebuttal refute repudiate reverse/reversal block veto debunk
 object/objection rescind distance against"""
OPPOSE_VERBS = STRONG_VERBS + """ criticize criticise criticism critic critics critical blast slam attack rebuke ridicule mock
 doubt question challenge assail bash deride lambast lambaste resist balk skeptic skeptical skepticism
 complain/complaint displeased displeasure hit trash rip lament scorn walked attempted discredit negate fight/fought defeat wary unease unhappy angry anger fear swipe fault scold
 excoriate jab false falsely protest outrage warn wrong lie/lying brush shrug decline"""
FAVOUR_VERBS = """support endorse/endorsement back praise defend embrace favor hail applaud agree vouch tout promote propose/proposal call
 urge push promise vow pledge demand want plan insist advocate welcome boast commit press seek/sought aim hope stand/stood accept"""
WORDS = {
    STOP: """the a an of to in that and is for on it was by with as be he she his her not at from has have are they this i you we who would
 will their its had been were but or if so said says our us my me your them him than more about what when there all can could should do
 did does just very also into out up over no new other which after one because while how like even being these those such""",
    NEG: "not no never none nor neither nobody nothing without cannot nowhere hardly",
    STRONG: " ".join(forms(STRONG_VERBS)), OPPOSE: " ".join(forms(OPPOSE_VERBS)), FAVOUR: " ".join(forms(FAVOUR_VERBS)),
    NOUN: """proposal proposals call calls plan plans claim claims suggestion suggestions idea ideas notion promise promises pledge pledges
 vow vows position positions assertion assertions accusation accusations allegation allegations charge charges demand demands decision
 decisions statement statements remark remarks comment comments request offer insistence contention belief theory argument report reports
 rumor rumors""",
    TURN: """refusal opposition oppose opposed opposes opposing unwilling unwillingness failure fail failed fails failing inability denial
 reject rejected rejects stop block blocked end prevent against reluctant reluctance lack false falsely wrong untrue fiction myth
 baseless absurd ridiculous lie lies unqualified unfit unlikely repeal overturn veto halt ban bar defund defunding unable unfair
 illegal""",
    TITLE: """presidential president nominee candidate candidates front runner frontrunner presumptive senator sen senators gov governor
 former secretary state republican republicans democrat democratic democrats gop party billionaire businessman mogul spokesman
 spokeswoman chairman house speaker director campaign minister prime chief leader leaders rival rivals mr mrs ms dr rep representative
 congressman mayor attorney general year years time people say said thing things way lot day week today now make made get got going go
 take took come came want think know see look good""".replace(" state ", " "),
    POLL: "percent poll polls survey surveys", PRONOUN: "he she they i we you who it him her his their them that which",
    FIRST: "i we my our",
}
ANTONYMS = """support oppose;back oppose;endorse oppose;favor oppose;love hate;like hate;friend enemy;help hurt;help harm;better worse;
best worst;good bad;strong weak;strength weakness;honest dishonest;truth lie;true false;right wrong;win lose;won lost;raise cut;
raise lower;increase decrease;increase reduce;rise fall;up down;more less;allow ban;allow bar;allow block;allow prohibit;permit ban;
welcome ban;accept reject;admit deny;remain leave;stay leave;stay quit;stay drop;keep repeal;preserve repeal;defend repeal;
build dismantle;keep end;continue end;expand curtail;fund defund;legal illegal;qualified unqualified;fit unfit;able unable;
possible impossible;safe dangerous;guilty innocent;success failure;succeed fail;progress failure;fair unfair;with against;for against;
before after;first last;likely unlikely;enough insufficient;start stop;open close;release withhold;confirm deny;agree disagree;
unite divide;unified divided;popular unpopular;rich poor;friendly hostile;approve reject;approve veto;pass block;guilty acquitted;
necessary unnecessary;overturn uphold;repeal uphold;join leave;yes no;always never;everyone nobody;all none"""
SUFFIXES = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly", "ment", "ments", "tion", "tions", "er", "ers")

def fold(word):
    """avow_record_fold: case, accents and compatibility forms make no difference; all apostrophes are one."""
    word = re.sub("[’‘ʼ＇]", "'", word)
    word = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(c for c in word if unicodedata.category(c)[0] != "M")

def stem(word):
    """A folded word (bytes) without its ending, crudely: what counts is that a word's forms fall together."""
    if word.endswith(b"'s"): word = word[:-2]
    word = word.replace(b"'", b"")
    for s in SUFFIXES:
        if word.endswith(s.encode()) and len(word) - len(s) >= 4: return word[:-len(s)]
    return word[:-1] if word.endswith(b"e") and len(word) > 4 else word

WORD = re.compile(r"[^\W_]+(?:['’‘ʼ＇][^\W_]+)*")

def stems_of(text): return [stem(fold(w).encode()) for w in text.split()]

class Table:
    """What is known of a stem: how telling it is (idf in sixteenths), and its classes."""
    def __init__(self, contents):
        df = Counter()
        for t in contents: df.update({stem(fold(w).encode()) for w in WORD.findall(t)})
        self.flags = Counter()
        for bit, words in WORDS.items():
            for s in set(stems_of(words)): self.flags[s] |= bit
        kept = {s for s, _ in sorted(df.items(), key=lambda x: (-x[1], x[0]))[:COMMON]} | set(self.flags)
        self.idf = {s: min(UNKNOWN_IDF, round(16 * math.log((len(contents) + 1) / (df[s] + 1))) / 16) for s in kept}
        self.antonyms = set()
        for p in ANTONYMS.split(";"):
            a, b = stems_of(p)
            self.antonyms |= {(a, b), (b, a)}
    def of(self, s): return self.idf.get(s, UNKNOWN_IDF), self.flags[s] if s in self.flags else 0

# --------------------------------------------------------------------------------------------------------------- one statement

class View:
    """What a pair needs of one statement: {source, cue, content, speaker or None, its type or None, act or None, day}."""
    def __init__(self, table, s):
        read = lambda text: [(w, stem(fold(w).encode())) for w in WORD.findall(text or "")[:MAX_WORDS]]
        words, cue, source, speaker = (read(s.get(k)) for k in ("content", "cue", "source", "speaker"))
        known = lambda ws: [(x, *table.of(x)) for _, x in ws]
        self.idf = {x: i for x, i, _ in known(words + cue + source + speaker)}
        self.flags = {x: f for x, _, f in known(words + cue + source + speaker)}
        is_neg = lambda w, x: self.flags[x] & NEG or fold(w).endswith("n't")
        self.words = [x for _, x in words]
        self.neg = [bool(is_neg(w, x)) for w, x in words]
        self.caps = {x for k, (w, x) in enumerate(words) if w[0].isupper() and (k or not self.flags[x] & STOP)}
        self.numbers = {x for w, x in words if w[0].isdigit() and x != b"000"}
        self.content = set(self.words)
        self.bigrams = {(x, y): self.idf[x] + self.idf[y] for x, y in zip(self.words, self.words[1:])}
        self.cue = {x for _, x in cue}
        self.cue_neg = sum(bool(is_neg(w, x)) for w, x in cue)
        self.source = {x for _, x in source if not self.flags[x] & STOP}
        pronoun = bool(source) and all(self.flags[x] & PRONOUN for _, x in source)
        name = speaker or ([] if pronoun else source)
        self.name = [x for _, x in name]
        cue_flags = 0
        for x in self.cue: cue_flags |= self.flags[x]
        self.act = s.get("act")
        self.opposes = bool(cue_flags & OPPOSE) or self.act in OPPOSING
        self.strong = bool(cue_flags & STRONG) or self.cue_neg > 0 or self.act == "deny"
        self.favours = bool(cue_flags & FAVOUR) or self.act in FAVOURING
        self.names_claim = any(self.flags[x] & NOUN for x in self.words[:6])
        self.poll = any(self.flags[x] & POLL for x in (*self.words, *(x for _, x in source), *self.cue)) or "%" in s["content"]
        plain = lambda x: not self.flags[x] & (STOP | NOUN | NEG | TITLE) and self.idf[x] > 1.5
        self.claim = {x for x in self.content if plain(x)}                        # what the claim is made of
        self.matter = {x for x in self.claim if x not in self.caps}               # the same without names
        self.bag = self.content | self.cue | self.source | set(self.name)
        self.who = self.source | {x for x in self.name if not self.flags[x] & STOP}
        self.person, self.first = s.get("type") == "person", any(self.flags[x] & FIRST for x in self.words)
        self.day = s["day"]
    def mass(self, xs): return sum(self.idf[x] for x in xs)

# -------------------------------------------------------------------------------------------------------------------- the pair

def cosine(a, b, wa, wb):
    norm = math.sqrt(sum(wa[x] ** 2 for x in a) * sum(wb[x] ** 2 for x in b))
    return sum(wa[x] ** 2 for x in a & b) / norm if norm > 0 else 0.0

def longest_run(a, b):
    """The greatest sum of idf of a run of words that both contents have."""
    best, before = 0.0, [0.0] * (len(b.words) + 1)
    for x in a.words:
        now = [0.0] * (len(b.words) + 1)
        for k, y in enumerate(b.words):
            if x == y: now[k + 1] = before[k] + a.idf[x]; best = max(best, now[k + 1])
        before = now
    return best

def covered(a, b):
    """How much of a's claim b has, in its content or as its speaker, source or cue: shares with and without names, the mass of the
    words that are no names, and how many telling words are left over."""
    has, low = a.claim & b.bag, a.mass(a.matter & b.bag)
    return (a.mass(has) / (a.mass(a.claim) or 1), low / (a.mass(a.matter) or 1), math.log1p(low),
            min(6, sum(a.idf[x] > 4 for x in a.claim - b.bag)))

def turned(a, shared):
    """Negations, and words that turn a claim round, near the words that both have: from five before the first to one behind the last."""
    at = [k for k, x in enumerate(a.words) if x in shared and a.idf[x] > 3]
    lo, hi = (max(0, at[0] - 5), at[-1] + 2) if at else (0, len(a.words))
    return sum(a.neg[lo:hi]), sum(bool(a.flags[x] & TURN) and x not in shared for x in a.words[lo:hi])

def same_speaker(a, b):
    if not a.name or not b.name: return 0.0
    if a.name[-1] == b.name[-1] or set(a.name) == set(b.name): return 1.0
    return 0.5 if any(not a.flags[x] & STOP for x in set(a.name) & set(b.name)) else -1.0

def features(table, a, b):
    f, shared = {}, a.content & b.content
    # words in common, weighted by how telling they are
    ca, cb = a.mass(shared) / (a.mass(a.content) or 1), a.mass(shared) / (b.mass(b.content) or 1)
    la, lb = max(1, len(a.words)), max(1, len(b.words))
    f["cosine"], f["share most"], f["share least"] = cosine(a.content, b.content, a.idf, b.idf), max(ca, cb), min(ca, cb)
    f["bigrams"] = cosine(a.bigrams.keys(), b.bigrams.keys(), a.bigrams, b.bigrams)
    f["run"], f["mass"] = math.log1p(longest_run(a, b)), math.log1p(a.mass(shared))
    f["shorter"], f["lengths"] = math.log(min(la, lb)), abs(math.log(la / lb))
    f["with cues"], f["cues"] = cosine(a.content | a.cue, b.content | b.cue, a.idf, b.idf), cosine(a.cue, b.cue, a.idf, b.idf)
    # numbers, names, the other words
    f["numbers shared"] = min(2, len(a.numbers & b.numbers))
    f["numbers differ"] = float(bool(a.numbers) and bool(b.numbers) and not a.numbers & b.numbers)
    f["polls"] = a.poll + b.poll
    f["names"] = cosine(a.caps, b.caps, a.idf, b.idf)
    only = sorted((len(a.caps - b.caps), len(b.caps - a.caps)))
    f["names only least"], f["names only most"] = min(3, only[0]), min(3, only[1])
    f["no names"] = cosine(a.content - a.caps, b.content - b.caps, a.idf, b.idf)
    # who and when
    mentions = lambda x, y: float(bool(x.name) and x.name[-1] in y.content)
    f["same speaker"], f["sources"] = same_speaker(a, b), cosine(a.source, b.source, a.idf, b.idf)
    f["spoken of"] = mentions(a, b) + mentions(b, a)
    f["persons"], f["first person"] = a.person + b.person, a.first + b.first
    f["days"], f["same act"] = math.log1p(abs(a.day - b.day)), float(a.act is not None and a.act == b.act)
    # how far one covers the other's claim
    pa, pb = covered(a, b), covered(b, a)
    for k, n in enumerate(("claim", "matter")): f[n + " most"], f[n + " least"] = max(pa[k], pb[k]), min(pa[k], pb[k])
    f["matter mass"], f["left least"], f["left most"] = max(pa[2], pb[2]), min(pa[3], pb[3]), max(pa[3], pb[3])
    # polarity: opposing cues and acts, negations
    (na, ta), (nb, tb) = turned(a, shared), turned(b, shared)
    f["opposes"], f["both oppose"] = float(a.opposes != b.opposes), float(a.opposes and b.opposes)
    f["negation"], f["negation near"] = float(any(a.neg) != any(b.neg)), float(na % 2 != nb % 2)
    f["polarity"] = float((a.opposes + a.cue_neg + na + ta) % 2 != (b.opposes + b.cue_neg + nb + tb) % 2)
    ua, ub = ((x.content | x.cue) - shared for x in (a, b))
    f["antonyms"] = float(any((x, y) in table.antonyms for x in ua for y in ub))
    f["denial"] = float((a.act == "deny") != (b.act == "deny"))
    # where one opposes and the other does not: is what it opposes what the other says?
    names = ("covers", "is covered", "matter covers", "matter is covered", "opposed mass", "opposed left", "left of other", "strong",
             "harmonic", "matter harmonic", "favoured", "about speaker", "claim named", "strong h", "favoured h", "about h", "strong m",
             "favoured m", "about m", "all")
    f.update({"o " + n: 0.0 for n in names})
    if a.opposes != b.opposes:
        o, x, po, px = (a, b, pa, pb) if a.opposes else (b, a, pb, pa)
        h, m = (2 * po[k] * px[k] / (po[k] + px[k]) if po[k] + px[k] > 0 else 0.0 for k in (0, 1))
        s, v, w = float(o.strong), float(x.favours), float(bool(x.who & o.content))
        f.update(zip(("o " + n for n in names), (po[0], px[0], po[1], px[1], po[2], po[3], px[3], s, h, m, v, w, float(o.names_claim),
                                                 s * h, v * h, w * h, s * m, v * m, w * m, s * v * h)))
    return f

# ------------------------------------------------------------------------------------------------------------------- the data

def load_lines(path):
    with open(path, encoding="utf8") as f: return [json.loads(l) for l in f]

def statements(shared):
    """{(article, number): statement} of PolNeAR train and dev, with speaker and act where they are labelled."""
    labels = {}
    for p in (f"{shared}/polnear-train-speakers.jsonl", HERE + "/labels/polnear-train-more.jsonl", f"{shared}/polnear-dev-speakers.jsonl"):
        labels.update({d["id"]: d["speakers"] for d in load_lines(p)})
    out = {}
    for part in ("train", "dev"):
        for d in load_lines(f"{shared}/polnear-{part}.jsonl"):
            day = date.fromisoformat(d["date"]).toordinal()
            for n, a in enumerate(d["attributions"]):
                s = {k: " ".join(d["text"][b:e] for b, e in a[k]) for k in ("source", "cue", "content")}
                l = labels[d["id"]][n] if d["id"] in labels else {}
                who = l.get("speaker")
                if who in ("-", "?"): who = None
                out[d["id"], n] = dict(s, day=day, act=l.get("act"), type=l.get("type"), speaker=who)
    return out

CUES = [("denied", "deny"), ("rejected", "deny"), ("disputed", "deny"), ("opposed", "criticize"), ("opposes", "criticize"),
        ("refused", "deny"), ("condemned", "criticize"), ("criticized", "criticize"), ("dismissed", "deny"), ("decried", "criticize"),
        ("denounced", "criticize"), ("did not support", "deny"), ("rejected the idea of", "deny"), ("spoke out against", "criticize"),
        ("slammed", "criticize"), ("contradicted", "deny"), ("has ruled out", "deny"), ("is against", "criticize")]
AUXILIARY = re.compile(r"\b(is|was|are|were|will|would|has|have|had|can|could|should|did|does|do)\b", re.I)

def turned_round(s, rng, names):
    """The statement with a denying cue or a negation put in, often by somebody else: what was the same is then denied."""
    t, m = dict(s), AUXILIARY.search(s["content"])
    if rng.random() < 0.35 and m and not re.search(r"\b(not|no|never)\b|n['’]t", s["content"]):
        t["content"] = s["content"][:m.end()] + " not" + s["content"][m.end():]
        if rng.random() < 0.5: t["act"] = "deny"
    else: t["cue"], t["act"] = CUES[rng.integers(len(CUES))]
    if rng.random() < 0.55 and t["speaker"]: t["speaker"] = names[rng.integers(len(names))]
    return t

class Data:
    def __init__(self, shared):
        self.statements = statements(shared)
        self.table = Table([s["content"] for s in self.statements.values()])
        labels = load_lines(HERE + "/labels/statement-pairs-train.jsonl")
        self.train = [(tuple(p["a"]), tuple(p["b"]), RELATIONS.index(p["relation"])) for p in labels]
        key = lambda s: (s["id"], s["n"])
        self.dev = [(key(p["a"]), key(p["b"]), RELATIONS.index(p["relation"])) for p in load_lines(f"{shared}/statement-pairs-dev.jsonl")]
        used = {k for p in self.dev for k in p[:2]}
        assert not any(a in used or b in used for a, b, _ in self.train), "a dev statement among the training pairs"
    def rows(self, pairs, without=()):
        views, blank = {}, dict.fromkeys((*without, "type") if "speaker" in without else without)
        def view(k):
            if k not in views: views[k] = View(self.table, {**self.statements[k], **blank})
            return views[k]
        return np.array([list(features(self.table, view(a), view(b)).values()) for a, b, _ in pairs]), np.array([r for *_, r in pairs])
    def turned(self):
        """Made pairs: (rows, relations, number of the pair each was made from)."""
        rng, X, y, k = np.random.default_rng(3), [], [], []
        names = sorted({s["speaker"] for s in self.statements.values() if s["speaker"] and len(s["speaker"].split()) == 2})
        for n, (a, b, r) in enumerate(self.train):
            v, w = (View(self.table, self.statements[x]) for x in (a, b))
            if r == 2 or any(x.opposes or any(x.neg) or x.cue_neg for x in (v, w)): continue
            for _ in range(2 if r == 1 else int(rng.random() < 0.4)):
                x, other = (a, w) if rng.random() < 0.5 else (b, v)
                made = View(self.table, turned_round(self.statements[x], rng, names))
                X.append(list(features(self.table, made, other).values()))
                y.append(2 * r); k.append(n)
        return np.array(X), np.array(y), np.array(k)

# ------------------------------------------------------------------------------------------------------------------- the network

class Network(torch.nn.Module):
    """A layer of tanh and a linear way past it: 3 logits."""
    def __init__(self, n, hidden):
        super().__init__()
        self.inner, self.outer, self.past = torch.nn.Linear(n, hidden), torch.nn.Linear(hidden, 3), torch.nn.Linear(n, 3, bias=False)
    def forward(self, x): return self.outer(torch.tanh(self.inner(x))) + self.past(x)

def fit(X, y, w, seeds=4, steps=120, decay=6e-3):
    """[networks], mean and spread of the features. Their logits are averaged, which makes one network of them."""
    mean, spread = X.mean(0), X.std(0) + 1e-6
    x, t, w = torch.tensor((X - mean) / spread).float(), torch.tensor(y), torch.tensor(w).float()
    nets = []
    for seed in range(seeds):
        torch.manual_seed(seed)
        net = Network(x.shape[1], HIDDEN)
        opt = torch.optim.Adam(net.parameters(), lr=0.01)
        for _ in range(steps):
            opt.zero_grad()
            loss = (torch.nn.functional.cross_entropy(net(x), t, reduction="none") * w).sum() / w.sum()
            (loss + decay * sum((p ** 2).sum() for p in net.parameters())).backward()
            opt.step()
        nets.append(net)
    return nets, mean, spread

@torch.no_grad()
def predict(model, X):
    nets, mean, spread = model
    x = torch.tensor((X - mean) / spread).float()
    return torch.softmax(sum(n(x) for n in nets) / len(nets), 1).numpy()

def decide(p, at):
    """Relations from probabilities: the one that is over its threshold, by the greater share of it."""
    s, d = p[:, 1] / at[0], p[:, 2] / at[1]
    return np.where((d >= 1) & (d > s), 2, np.where(s >= 1, 1, 0))

def f1(y, q, c):
    return 200 * ((y == c) & (q == c)).sum() / max(1, (y == c).sum() + (q == c).sum())

def interval(y, q, c, n=2000):
    rng = np.random.default_rng(1)
    at = rng.integers(len(y), size=(n, len(y)))
    return np.percentile([f1(y[i], q[i], c) for i in at], [2.5, 97.5])

def average_precision(truth, score):
    t = truth[np.argsort(-score, kind="stable")]
    return 100 * (np.cumsum(t) / np.arange(1, len(t) + 1))[t].mean()

def report(name, y, p, at):
    q = decide(p, at)
    parts = []
    for c in (1, 2):
        lo, hi = interval(y, q, c)
        right = ((q == c) & (y == c)).sum()
        parts.append(f"{RELATIONS[c]} F1 {f1(y, q, c):5.1f} [{lo:4.1f}, {hi:4.1f}] P {100 * right / max(1, (q == c).sum()):5.1f} "
                     f"R {100 * right / (y == c).sum():5.1f} AP {average_precision(y == c, p[:, c]):4.1f}")
    print(f"{name:34s} " + " | ".join(parts), flush=True)

# ------------------------------------------------------------------------------------------------------- what the C code is given

SAMPLES = [   # (content, cue, source, speaker, type, act, day): ours, for the parity test
    ("that the bridge is safe", "said", "the mayor", "Ana Ruiz", "person", "state", 100),
    ("the bridge isn't safe", "warned", "engineers", "", "", "warn", 101),
    ("that the bridge was unsafe", "denied", "Ruiz", "Ana Ruiz", "person", "deny", 103),
    ("to close the bridge for 18 months", "promised", "she", "Ana Ruiz", "person", "promise", 103),
    ("Ruiz's plan to close the bridge", "condemned", "the Shopkeepers’ League", "Shopkeepers' League", "organisation", "criticize", 104),
    ("“We will close the bridge for eighteen months,”", "said", "Mayor Ana Ruiz", "Ana Ruiz", "person", "", 105),
    ("raising the toll to $2,500", "opposes", "who", "", "", "", 110),
    ("that tolls would rise by 2,500 percent", "claimed", "the League", "", "group", "accuse", 111),
    ("It's time to raise the toll", ":", "Café Zoë owner Łukasz Nowak", "Łukasz Nowak", "person", "support", 112),
    ("no decision has been made, and none won't be made before May", "insisted", "", "", "", "state", 112),
    ("", "", "", "", "", "", 0), ("the", "not", "it", "it", "", "deny", -5),
]

def wrapped(parts, width=128):
    out, line = [], "   "
    for p in parts:
        if len(line) + len(p) + 2 > width: out.append(line); line = "   "
        line += f" {p},"
    return "\n".join(out + [line])

def folded_model(model):
    """One network of those whose logits are averaged."""
    nets, mean, spread = model
    g = lambda f, axis: np.concatenate([f(n).detach().numpy() for n in nets], axis)
    avg = lambda f: sum(f(n).detach().numpy() for n in nets) / len(nets)
    return {"mean": mean, "scale": 1 / spread, "in": g(lambda n: n.inner.weight, 0).T, "in_bias": g(lambda n: n.inner.bias, 0),
            "out": g(lambda n: n.outer.weight, 1) / len(nets), "past": avg(lambda n: n.past.weight),
            "out_bias": avg(lambda n: n.outer.bias)}

def number(v):
    s = f"{v:.6g}"
    return s + ("f" if "." in s or "e" in s else ".0f")

def write_weights(table, model, at, path):
    hashed = lambda s: xxhash.xxh3_64_intdigest(s)
    rows = sorted((hashed(s) >> 32, round(16 * i), table.flags[s] if s in table.flags else 0) for s, i in table.idf.items())
    assert len({r[0] for r in rows}) == len(rows)
    ants = sorted((hashed(a), hashed(b)) for a, b in table.antonyms)
    w = folded_model(model)
    sizes = {"mean": "[AVOW_PAIR_FEATURES]", "scale": "[AVOW_PAIR_FEATURES]", "in": "[AVOW_PAIR_FEATURES][AVOW_PAIR_HIDDEN]",
             "in_bias": "[AVOW_PAIR_HIDDEN]", "out": "[3][AVOW_PAIR_HIDDEN]", "past": "[3][AVOW_PAIR_FEATURES]", "out_bias": "[3]"}
    with open(path, "w") as f:
        f.write("/* pair_weights.c - words with their classes, and the network of pair.c; pair_table.h says what is what.\n"
                " * Written by train/pairs.py; do not edit. */\n#include \"pair_table.h\"\n\n"
                f"const avow_pair_entry avow_pair_entries[] = {{\n{wrapped(f'{{0x{h:08x}, {i}, {c}}}' for h, i, c in rows)}\n}};\n"
                f"const size_t avow_pair_entry_count = {len(rows)};\nconst float avow_pair_idf_unknown = {number(UNKNOWN_IDF)};\n\n"
                f"const uint64_t avow_pair_antonyms[][2] = {{\n{wrapped(f'{{0x{a:016x}, 0x{b:016x}}}' for a, b in ants)}\n}};\n"
                f"const size_t avow_pair_antonym_count = {len(ants)};\n\n"
                f"const float avow_pair_threshold[2] = {{{number(at[0])}, {number(at[1])}}};\n")
        for name, size in sizes.items():
            v = np.atleast_2d(w[name])
            rows = [wrapped(map(number, r)) for r in v]
            body = rows[0] if size.count("[") == 1 else ",\n".join("    {\n" + r + "\n    }" for r in rows)
            f.write(f"\nconst float avow_pair_{name}{size} = {{\n{body}\n}};\n")

def write_samples(table, model, at, path):
    keys = ("content", "cue", "source", "speaker", "type", "act", "day")
    views = [View(table, {k: v or None if k in ("speaker", "type", "act") else v for k, v in zip(keys, s)}) for s in SAMPLES]
    with open(path, "w", encoding="utf8") as f:
        f.write("# written by train/pairs.py --write: statements (S), then pairs of them (P) with relation, probabilities and features\n")
        for s in SAMPLES: f.write("\t".join(["S", *map(str, s)]) + "\n")
        for i, a in enumerate(views):
            for k, b in enumerate(views[i:], i):
                x = np.array([list(features(table, a, b).values())])
                p = predict(model, x)
                numbers = (f"{v:.5f}" for v in (*p[0, 1:], *x[0]))
                f.write("\t".join(["P", str(i), str(k), RELATIONS[int(decide(p, at)[0])], *numbers]) + "\n")

def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("shared"); a.add_argument("--write", action="store_true")
    a.add_argument("--at", default="0.3,0.25", help="thresholds of same and deny")
    a = a.parse_args()
    torch.set_num_threads(1)
    at = tuple(map(float, a.at.split(",")))
    d = Data(a.shared)
    print({r: sum(p[2] == k for p in d.train) for k, r in enumerate(RELATIONS)}, "training pairs")
    X, y = d.rows(d.train)
    blind = [d.rows(d.train, w)[0] for w in (("act",), ("act", "speaker"))]
    G, gy, gk = d.turned()
    D, dy = d.rows(d.dev)
    # many pairs share a statement: a denied one counts less the more often it comes
    count = Counter((k, r) for p in d.train for r in p[2:] for k in p[:2])
    w = np.array([1 / math.sqrt(max(count[a_, r], count[b_, r])) if r == 2 else 1.0 for a_, b_, r in d.train])
    w[y == 2] *= (y == 2).sum() / w[y == 2].sum()
    def trained(use, **k):
        g = np.isin(gk, np.flatnonzero(use))
        return fit(np.vstack([X[use], *(b[use] for b in blind), G[g]]), np.r_[y[use], y[use], y[use], gy[g]],
                   np.r_[w[use], 0.1 * w[use], 0.05 * w[use], np.full(g.sum(), 0.1)], **k)
    fold_of = np.array([zlib.crc32(p[0][0].encode()) % 5 for p in d.train])
    out = np.zeros((len(y), 3))
    for k in range(5):
        test = fold_of == k
        met = {s for p, t in zip(d.train, test) if t for s in p[:2]}
        use = np.array([not t and p[0] not in met and p[1] not in met for p, t in zip(d.train, test)])
        out[test] = predict(trained(use, seeds=2), X[test])
    report("cross-validated", y, out, at)
    model = trained(np.ones(len(y), bool))
    report("dev", dy, predict(model, D), at)
    for missing in (("act",), ("speaker",), ("act", "speaker")):
        report("dev, not knowing " + " and ".join(missing), dy, predict(model, d.rows(d.dev, missing)[0]), at)
    if a.write:
        write_weights(d.table, model, at, HERE + "/../src/record/pair_weights.c")
        write_samples(d.table, model, at, HERE + "/../test/record/pairs.txt")

if __name__ == "__main__":
    main()
