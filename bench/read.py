#!/usr/bin/env python3
"""read.py - how well `avow read` finds the article of a page.

    bench/read.py [--avow build/release/avow] [--pages ../shared/data/pages] [--peer VENV/bin/python] [--worst N] [--show PAGE] [--bars]

For each page of gold.jsonl: precision, recall and F1 on word 4-grams (with their counts) of the text against the gold paragraphs,
averaged over the pages; and how many titles and dates (days) are right. --peer names a Python that has trafilatura, whose text is
scored and timed beside it (pip install trafilatura lxml_html_clean). --bars leaves with 1 if the figures that issue 5 asks for are
missed, and with 77 without pages. Only programs are run; nothing of avow is imported."""
import argparse, collections, gzip, json, os, re, resource, subprocess, sys, tempfile, unicodedata

def words(text):
    """Words, whatever their capitals and punctuation around them."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())

def grams(text, n=4):
    w = words(text)
    return collections.Counter(tuple(w[i:i + n]) for i in range(max(1, len(w) - n + 1))) if w else collections.Counter()

def score(gold, text):
    a, b = grams(gold), grams(text)
    both = sum((a & b).values())
    p, r = both / max(1, sum(b.values())), both / max(1, sum(a.values()))
    return p, r, 2 * p * r / (p + r) if both else 0.0

def same_title(a, b):
    return words(a or "") == words(b or "")

def same_day(gold, date):
    return bool(date) and gold[:10] == date[:10]

def run_avow(avow, folder, names):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    out = subprocess.run([avow, "read", "--format", "jsonl", *names], cwd=folder, capture_output=True)
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    sys.stderr.write(out.stderr.decode())
    return {r["id"]: r for r in map(json.loads, out.stdout.splitlines())}, seconds

PEER = """
import json, sys, time, trafilatura
pages = [(n, open(n, "rb").read()) for n in sys.argv[1:]]
start = time.process_time()
texts = [(n, trafilatura.extract(b, include_comments=False, include_tables=True) or "") for n, b in pages]
seconds = time.process_time() - start
for (n, t), (_, b) in zip(texts, pages):
    m = trafilatura.extract_metadata(b)
    print(json.dumps({"id": n, "text": t, "title": m and m.title, "date": m and m.date}))
print(json.dumps({"seconds": seconds}))
"""

def run_peer(python, folder, names):
    out = subprocess.run([python, "-c", PEER, *names], cwd=folder, capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    *lines, last = map(json.loads, out.stdout.splitlines())
    return {r["id"]: r for r in lines}, last["seconds"]

def report(name, gold, records, seconds, size, worst):
    rows = []
    for g in gold:
        r = records.get(g["name"], {"text": "", "title": None, "date": None})
        rows.append((*score("\n".join(g["paragraphs"]), r["text"]), g["name"], r))
    n = len(rows)
    p, r, f = (sum(row[i] for row in rows) / n for i in range(3))
    titles = [g["name"] for g in gold if not same_title(g["title"], records.get(g["name"], {}).get("title"))]
    dates = [g["name"] for g in gold if not same_day(g["date"], records.get(g["name"], {}).get("date"))]
    print(f"{name}: precision {p:.3f} recall {r:.3f} F1 {f:.4f}; titles {n - len(titles)}, dates {n - len(dates)} of {n}; "
          f"{size / seconds / 1e6:.1f} MB/s")
    for row in sorted(rows, key=lambda row: row[2])[:worst]:
        print(f"    {row[3]:40} P {row[0]:.3f} R {row[1]:.3f} F1 {row[2]:.3f}")
    by_name = {g["name"]: g for g in gold}
    for what, names in ("title", titles), ("date", dates):
        for wrong in names if worst else []:
            print(f"    {what} of {wrong}: {records.get(wrong, {}).get(what)!r}, not {by_name[wrong][what]!r}")
    return {"F1": f, "worst page": min(row[2] for row in rows), "titles": n - len(titles), "dates": n - len(dates)}

BARS = {"F1": 0.965, "worst page": 0.80, "titles": 60, "dates": 63}

def main():
    here = os.path.dirname(os.path.abspath(__file__))
    a = argparse.ArgumentParser()
    a.add_argument("--avow", default=os.path.join(here, "../build/release/avow"))
    a.add_argument("--pages", default=os.path.join(here, "../../shared/data/pages"))
    a.add_argument("--peer")
    a.add_argument("--worst", type=int, default=8)
    a.add_argument("--show", metavar="PAGE", help="print what is missing from this page and what is too much, by paragraph")
    a.add_argument("--bars", action="store_true")
    o = a.parse_args()
    if not os.path.exists(os.path.join(o.pages, "gold.jsonl")):
        print("skipped: no pages in", o.pages)
        sys.exit(77)
    gold = [json.loads(line) for line in open(os.path.join(o.pages, "gold.jsonl"))]
    with tempfile.TemporaryDirectory() as folder:
        size = 0
        for g in gold:
            g["name"] = g["file"].removesuffix(".gz")
            page = gzip.open(os.path.join(o.pages, g["file"])).read()
            size += len(page)
            open(os.path.join(folder, g["name"]), "wb").write(page)
        names = [g["name"] for g in gold]
        records, seconds = run_avow(os.path.abspath(o.avow), folder, names)
        if o.show:
            for g in gold:
                if o.show in g["name"]:
                    show(g, records[g["name"]]["text"])
            return
        figures = report("avow", gold, records, seconds, size, o.worst)
        missed = [name for name, least in BARS.items() if figures[name] < least]
        if o.bars and missed:
            sys.exit(f"missed: {missed}")
        if o.peer:
            report("trafilatura", gold, *run_peer(o.peer, folder, names), size, o.worst and 3)

def show(g, text):
    ours, theirs = grams(text), grams("\n".join(g["paragraphs"]))
    for sign, paragraphs, other in ("-", g["paragraphs"], ours), ("+", text.split("\n"), theirs):
        for p in paragraphs:
            own = grams(p)
            if own and sum((own & other).values()) * 2 < sum(own.values()):
                print(sign, p)

main()
