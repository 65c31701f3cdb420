#!/usr/bin/env python3
"""Verdicts of avow verify on quotations that are altered by script: how many are right.

usage: verify.py --avow COMMAND [--half choose|report] [--seed 1] [--show N] [--bars] ARTICLES...

ARTICLES: JSONL with {"id", "text"} a line, or .conllu files with text (GUM's Wikinews). Half of the articles, by the hash of their id, is
there to choose by, the other to report on. All of one half but a tenth, which is kept out to take invented quotations from, go into a
store; what stands in quotation marks in them, five words or more, is quoted: as it stands, with other typography, as a fragment, with one
word of ten or of five changed, with a negation dropped or put in, cut, stitched from two articles, under a wrong name, and not at all.
doc/record.md says what the verdicts mean. --bars: exit status 1 below 97 %, or if a verbatim one is called altered.
"""
import argparse, collections, hashlib, json, os, random, re, subprocess, sys, tempfile

BAR = 0.97
NEGATIONS = "not no never none nobody nothing neither nor nowhere without hardly scarcely barely cannot".split()
CONDITIONS = ("if unless only until till except provided providing whether maybe perhaps possibly probably allegedly supposedly reportedly "
              "apparently otherwise assuming suppose supposing unlikely doubt hope wish pretend").split()

def plain(word): return word.strip("“”\"'’‘,.;:!?()[]—–-…").lower().replace("’", "'")
def negates(word): return plain(word) in NEGATIONS or plain(word).endswith("n't")
def changes_sense(words): return any(negates(w) or plain(w) in CONDITIONS for w in words)

def conllu(path):
    """The text of a .conllu file, a paragraph a line."""
    paragraphs, date = [], None
    for line in open(path, encoding="utf8"):
        if line.startswith("# newpar ") or line.strip() == "# newpar": paragraphs.append([])
        if line.startswith("# meta::dateCreated = "): date = line.split(" = ")[1].strip()
        if line.startswith("# text = "): (paragraphs or [[]])[-1].append(line[9:].strip())
    return {"id": os.path.basename(path), "text": "\n".join(" ".join(p) for p in paragraphs if p), "date": date}

def articles(paths, half):
    all_of = []
    for path in paths:
        all_of += [conllu(path)] if path.endswith(".conllu") else [json.loads(line) for line in open(path, encoding="utf8")]
    number = lambda a: int(hashlib.sha256(a["id"].encode()).hexdigest()[:8], 16)
    mine = [a for a in all_of if (number(a) % 2 == 0) == (half == "choose")]
    return [a for a in mine if number(a) // 2 % 10 > 0], [a for a in mine if number(a) // 2 % 10 == 0]

def quotations(article):
    """What stands in quotation marks and is a sentence or the part of one; titles and names, in capitals, are none."""
    for m in re.finditer(r'[“"]([^“”"\n]+)[”"]', article["text"]):
        words = m.group(1).split()
        if len(words) >= 5 and sum(w[0].isupper() for w in words) < len(words) / 2 and "…" not in m.group(1) and "..." not in m.group(1):
            yield m.group(1).strip()

def sentences(text):
    return [s for s in re.split(r"(?<=[a-z]{3}[.!?])\s+(?=[A-Z])", text)]

class Cases:
    """One of each kind, drawn from the quotations, or None where a quotation has none of it."""
    def __init__(self, quoted, invented, seed):
        self.random = random.Random(seed)
        self.quoted, self.invented = quoted, invented
        self.words = [w for q in quoted for w in map(plain, q.split()) if len(w) > 4 and w.isalpha() and not changes_sense([w])]
    def other_word(self, word):
        while True:
            new = self.random.choice(self.words)
            if new != plain(word): return re.sub(r"[\w’'-]+", new, word, count=1)
    def changed(self, quotation, every):
        words, at = quotation.split(), [i for i, w in enumerate(quotation.split()) if plain(w).isalpha() and not changes_sense([w])]
        places = [i for k, i in enumerate(at) if k % every == every // 2]
        if not places: return None
        if every == 10: places = [self.random.choice(places)]
        for i in places: words[i] = self.other_word(words[i])
        return " ".join(words), {"altered"}
    def dropped(self, quotation):
        words = quotation.split()
        at = [i for i, w in enumerate(words) if plain(w) in ("not", "never") or plain(w).endswith("n't")]
        if not at: return None
        i = self.random.choice(at)
        stem = re.sub(r"n[’']t\b", "", words[i])
        whole = stem == words[i]
        edge = i == 0 or i == len(words) - 1                   # there it is cut off
        words[i:i + 1] = [] if stem == words[i] else [{"ca": "can", "wo": "will"}.get(stem.lower(), stem)]
        return " ".join(words), {"truncated" if edge and whole else "altered"}
    def put_in(self, quotation):
        m = re.search(r"\b(is|are|was|were|will|would|can|could|should)\b(?! not)", quotation)
        return m and (quotation[:m.end()] + " not" + quotation[m.end():], {"altered"})
    def typography(self, quotation):
        new = quotation.replace("“", '"').replace("—", " - ").replace("’", "'") if "’" in quotation else quotation.replace("'", "’")
        new = new.replace("can't", "cannot").replace(" do not ", " don't ").replace("it's", "it’s").replace(", ", " ,  ", 1)
        first = new[0].swapcase() if not re.match(r"I\b|[A-Z]{2}", new) and new[0].isalpha() else new[0]
        return first + new[1:].rstrip(".,") + " ", {"verbatim"}
    def long_sentence(self, quotation):
        found = [s for s in sentences(quotation) if len(s.split()) >= 10]
        return self.random.choice(found).split() if found else None
    def cut_end(self, quotation):
        words = self.long_sentence(quotation)
        if not words: return None
        kept = self.random.randint(5, len(words) - 3)
        text = " ".join(words[:kept])
        text = text[0].upper() + text[1:]
        return text.rstrip(",;:—-") + self.random.choice(["", ".", ","]), {"truncated"}, changes_sense(words[kept:])
    def cut_start(self, quotation):
        words = self.long_sentence(quotation)
        if not words: return None
        left = self.random.randint(3, len(words) - 5)
        text = " ".join(words[left:])
        if not text[0].isalpha(): return None
        return text[0].upper() + text[1:], {"truncated"}, changes_sense(words[:left])
    def cut_inside(self, quotation):
        words = self.long_sentence(quotation)
        if not words: return None
        start, end = 3, len(words) - 3
        left = self.random.randint(3, end - start)
        at = self.random.randint(start, end - left)
        marked = self.random.choice([["…"], [". . ."], []])
        return " ".join(words[:at] + marked + words[at + left:]), {"truncated"}, changes_sense(words[at:at + left])
    def fragment(self, quotation):
        words = self.long_sentence(quotation)
        if not words or len(words) < 12 or changes_sense(words): return None
        at = self.random.randint(3, len(words) - 7)
        text = " ".join(words[at:at + 4])
        return (text.rstrip(",.;:—"), {"verbatim"}) if text[0].islower() else None
    def stitched(self, quotation):
        other = self.random.choice(self.quoted)
        a, b = quotation.split(), other.split()
        if other == quotation or min(len(a), len(b)) < 10: return None
        return " ".join(a[:max(5, len(a) // 2)] + b[-max(5, len(b) // 2):]), {"stitched"}
    def shuffled(self, quotation):
        return " ".join(self.random.choice(self.words) if len(plain(w)) > 3 else w for w in quotation.split()), {"not-found"}

KINDS = ("verbatim", "typography", "fragment", "changed 1 in 10", "changed 1 in 5", "negation dropped", "negation put in", "cut end",
         "cut start", "cut inside", "stitched", "made of words", "of other articles", "right speaker", "wrong speaker")

def cases(quoted, invented, speakers, seed):
    """(kind, quotation, speaker or None, verdicts that are right, sense changed or None)"""
    c = Cases(quoted, invented, seed)
    made = [c.typography, c.fragment, lambda q: c.changed(q, 10), lambda q: c.changed(q, 5), c.dropped, c.put_in, c.cut_end,
            c.cut_start, c.cut_inside, c.stitched, c.shuffled]
    for q in quoted:
        yield "verbatim", q, None, {"verbatim"}, None
        for kind, make in zip(KINDS[1:], made):
            case = make(q)
            if case: yield kind, case[0], None, case[1], case[2] if len(case) > 2 else None
        names = speakers.get(q)
        if names:
            yield "right speaker", q, names, {"verbatim"}, None
            wrong = [n for other in speakers.values() for n in [other] if not set(plain(n).split()) & set(plain(names).split())]
            if wrong: yield "wrong speaker", q, c.random.choice(wrong), {"misattributed"}, None
    for q in invented: yield "of other articles", q, None, {"not-found"}, None

class Store:
    """avow's, in a folder of its own."""
    def __init__(self, avow, folder, articles):
        self.avow, self.store = avow, os.path.join(folder, "s.db")
        self.file = os.path.join(folder, "articles.jsonl")
        with open(self.file, "w", encoding="utf8") as f:
            f.writelines(json.dumps({k: a[k] for k in ("id", "text", "date") if a.get(k)}) + "\n" for a in articles)
        subprocess.run([avow, "add", "--store", self.store, "--format", "jsonl", self.file], check=True, stdout=subprocess.DEVNULL)
    def speakers(self, quoted):
        """Who says a quotation, if it is a person of that name in the store: {quotation: name}"""
        found = {}
        lines = subprocess.run([self.avow, "search", "--store", self.store, "--format", "jsonl"], check=True,
                               stdout=subprocess.PIPE, text=True)
        statements = [json.loads(line) for line in lines.stdout.splitlines()]
        for q in quoted:
            for s in statements:
                if s["speaker"] and s["speaker"]["type"] == "person" and s["speaker"]["name"][:1].isupper() and q in s["content"]:
                    found[q] = s["speaker"]["name"]
        return found
    def verify(self, quotation, speaker):
        who = ["--speaker", speaker] if speaker else []
        done = subprocess.run([self.avow, "verify", "--store", self.store, "--format", "jsonl", *who, "--", quotation], text=True,
                              capture_output=True)
        if done.returncode not in (0, 4): sys.exit(done.stderr)
        answer = json.loads(done.stdout)
        assert (done.returncode == 0) == (answer["verdict"] == "verbatim")
        return answer

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--avow", required=True)
    p.add_argument("--half", choices=("choose", "report"), default="report")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--show", type=int, default=0, help="so many wrong ones")
    p.add_argument("--bars", action="store_true")
    p.add_argument("articles", nargs="+")
    a = p.parse_args()
    kept, left_out = articles(a.articles, a.half)
    quoted = [q for article in kept for q in quotations(article)]
    invented = [q for article in left_out for q in quotations(article) if not any(q in k["text"] for k in kept)]
    table, sense, shown, worst = collections.defaultdict(collections.Counter), collections.Counter(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        store = Store(a.avow, folder, kept)
        for kind, quotation, speaker, right, changed in cases(quoted, invented, store.speakers(quoted), a.seed):
            answer = store.verify(quotation, speaker)
            good = answer["verdict"] in right
            table[kind]["right" if good else answer["verdict"]] += 1
            worst += kind in ("verbatim", "typography", "right speaker") and answer["verdict"] == "altered"
            if changed is not None and good: sense[changed == answer["sense_changed"]] += 1
            if not good and shown < a.show:
                shown += 1
                print(kind, "|", quotation, "|", speaker, "->", answer["verdict"], answer["changes"])
    right, total = sum(t["right"] for t in table.values()), sum(sum(t.values()) for t in table.values())
    for kind in KINDS:
        n = sum(table[kind].values())
        wrong = {k: v for k, v in table[kind].items() if k != "right"}
        print(f"{kind:18} {n:5} {100 * table[kind]['right'] / max(n, 1):6.1f} %  ", wrong or "")
    print(f"{len(kept)} articles, {len(quoted)} quotations: {right} of {total} verdicts right, {100 * right / total:.1f} %; "
          f"verbatim ones called altered: {worst}")
    print(f"of the cut ones whether the sense changed: {sense[True]} of {sum(sense.values())} right")
    return 1 if a.bars and (right < BAR * total or worst) else 0

if __name__ == "__main__": sys.exit(main())
