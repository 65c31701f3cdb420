#!/usr/bin/env python3
"""Expressions of time (src/text/when.h) against GUM's dates: how many spans are found, and how many values are right.

usage: times.py gum.tar.xz [--genres news,interview] [--list]
GUM marks dates in the column MISC, XML=<date when:::"2017-07-21">, from and to, or notBefore and notAfter. The anchor is the
document's dateCreated. The sources are compiled to a library beside this run and called through ctypes; only the standard library
and a C compiler are needed.

A gold date is found where an expression overlaps it, and its span exact where both ends agree after prepositions, articles and
possessive endings are taken off. An expression is counted as wrong where it overlaps neither a gold date nor a gold mention of type
time, and as unmarked where it overlaps only the latter, which has no value. Values are compared where the gold one says a day, month,
year or interval, and must cover the same days; of "--10", October of any year, only the month counts.
"""
import argparse, ctypes, os, re, subprocess, tarfile, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FIELDS = "kind unit count year month day weekday season direction".split()

class Expression(ctypes.Structure):
    """avow_time_expression"""
    _fields_ = [("start", ctypes.c_size_t), ("end", ctypes.c_size_t)] + [(n, ctypes.c_int) for n in FIELDS] + [("directed", ctypes.c_bool)]

class Span(ctypes.Structure):
    _fields_ = [("start", ctypes.c_size_t), ("end", ctypes.c_size_t)]

def library():
    """The sources of the time module, compiled to a shared library."""
    path, src = os.path.join(tempfile.mkdtemp(), "time.so"), os.path.join(ROOT, "src", "text")
    files = [os.path.join(src, f) for f in sorted(os.listdir(src)) if re.fullmatch(r"when\w*\.c|words\.c|sentence\.c|shape\.c", f)]
    subprocess.run([os.environ.get("CC", "cc"), "-std=c11", "-O2", "-fPIC", "-shared", "-D_POSIX_C_SOURCE=200809L",
                    *("-I" + os.path.join(ROOT, d) for d in ("include", "src/text", "src/base")), *files, "-o", path], check=True)
    lib = ctypes.CDLL(path)
    size, text, out = ctypes.c_size_t, ctypes.c_char_p, ctypes.POINTER(Expression)
    lib.avow_time_next.restype = lib.avow_time_value.restype = lib.avow_time_of_statement.restype = ctypes.c_bool
    lib.avow_time_next.argtypes = [text, size, size, out]
    lib.avow_time_value.argtypes = [out, text, text]
    lib.avow_quote_flags.argtypes = [text, size, text]
    lib.avow_sentence_around.restype = Span
    lib.avow_sentence_around.argtypes = [text, size, text, Span]
    lib.avow_time_of_statement.argtypes = [text, text, Span, Span, ctypes.POINTER(Span), size, text, out]
    return lib

def value(lib, e, anchor):
    buf = ctypes.create_string_buffer(22)
    return buf.value.decode() if lib.avow_time_value(ctypes.byref(e), anchor.encode() if anchor else None, buf) else None

def expressions(lib, text, anchor):
    """[(start, end, value)] in bytes of text"""
    raw, out, e, at = text.encode(), [], Expression(), 0
    while lib.avow_time_next(raw, at, len(raw), ctypes.byref(e)):
        out.append((e.start, e.end, value(lib, e, anchor)))
        at = e.end
    return out

# ---- GUM -------------------------------------------------------------------------------------------------------------

def read(lines):
    """text, dates [(start, end, attributes)], times [(start, end)], dateCreated; offsets in bytes."""
    text, dates, times, created, open_dates, open_ents = b"", [], [], None, [], {}
    skip, tail = 0, b""
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# meta::dateCreated"): created = line.split("=")[1].strip()
        if line.startswith("# newpar") and text: text = text.rstrip() + b"\n"
        c = line.split("\t")
        if not line: skip = 0
        if len(c) < 10 or "." in c[0]: continue
        misc = dict(x.split("=", 1) for x in c[9].split("|") if "=" in x)
        if "-" in c[0]:
            first, last = map(int, c[0].split("-"))
            skip, tail = last, b"" if misc.get("SpaceAfter") == "No" else b" "
            continue
        start = len(text)
        text += c[1].encode()
        end = len(text)
        if int(c[0]) <= skip: text += tail if int(c[0]) == skip else b""
        elif misc.get("SpaceAfter") != "No": text += b" "
        xml = misc.get("XML", "")
        for m in re.finditer(r"<(/?)(date|time)\b([^>]*)>", xml):
            if not m[1]: open_dates.append((start, m[2], dict(re.findall(r'(\w+):::"([^"]*)"', m[3]))))
            elif open_dates:
                s, kind, attrs = open_dates.pop()
                if kind == "date": dates.append((s, end, attrs))
        for m in re.finditer(r"\((\w+)-([^()]*?)(\))?(?=[()\s]|$)|(\w+)\)", misc.get("Entity", "")):
            if m[1]:
                if m[3]:
                    if m[2].startswith("time"): times.append((start, end))
                else: open_ents.setdefault(m[1], []).append((start, m[2].startswith("time")))
            elif open_ents.get(m[4]):
                s, is_time = open_ents[m[4]].pop()
                if is_time: times.append((s, end))
    return text.decode(), dates, times, created

def trim(text, start, end):
    """The span without what stands before the day or period and a possessive behind it."""
    raw = text.encode()[start:end].decode(errors="replace")
    before = re.match(r"(?:(?:on|in|the|of|at|over|during|this past|a|an)\s+)*", raw, re.I).end()
    after = len(re.sub(r"(?:['’]s|['’]|\s)+$", "", raw))
    return start + len(raw[:before].encode()), start + len(raw[:after].encode())

def gold_value(attrs):
    if "when" in attrs: return attrs["when"].lstrip("-") if attrs["when"].startswith("-2") else attrs["when"].split("T")[0]
    if "from" in attrs and "to" in attrs: return attrs["from"] + "/" + attrs["to"]
    return None         # notBefore, notAfter: vague

def bounds(v):
    """first and last day as comparable strings"""
    if v is None: return None
    a, _, b = v.partition("/")
    b = b or a
    return (a + "-01-01"[len(a) - 4:] if len(a) < 10 else a), (b + "-12-31"[len(b) - 4:] if len(b) < 10 else b)

def agrees(ours, gold):
    if gold.startswith("--"): return gold[2:4] == ours[5:7] and len(ours) <= 10
    return bounds(ours) == bounds(gold)

def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("gum")
    a.add_argument("--genres", default="news,interview")
    a.add_argument("--list", action="store_true", help="print what disagrees")
    o = a.parse_args()
    lib, genres, n = library(), o.genres.split(","), dict.fromkeys("docs gold found exact both right none ours marked unmarked wrong".split(), 0)
    with tarfile.open(o.gum) as tar:
        for member in sorted(tar, key=lambda m: m.name):
            genre = member.name.split("_")[1] if "_" in member.name else ""
            if genre not in genres or not member.name.endswith(".conllu"): continue
            text, dates, times, created = read(tar.extractfile(member).read().decode().splitlines())
            raw, name = text.encode(), os.path.basename(member.name)[4:-7]
            ours = expressions(lib, text, created)
            n["docs"] += 1
            say = lambda *x: o.list and print(name, created, *x, sep="\t")
            for s, e, attrs in dates:
                n["gold"] += 1
                hits = [x for x in ours if x[0] < e and s < x[1]]
                if not hits:
                    say("missed", raw[s:e].decode(), attrs)
                    continue
                n["found"] += 1
                x = max(hits, key=lambda x: min(e, x[1]) - max(s, x[0]))
                exact = trim(text, s, e) == trim(text, x[0], x[1])
                n["exact"] += exact
                if not exact: say("span", raw[s:e].decode(), "| ours:", raw[x[0]:x[1]].decode())
                gold = gold_value(attrs)
                if gold is None: continue
                if x[2] is None:
                    n["none"] += 1
                    say("no value", raw[s:e].decode(), gold, "| ours:", raw[x[0]:x[1]].decode())
                    continue
                n["both"] += 1
                if agrees(x[2], gold): n["right"] += 1
                else: say("value", raw[s:e].decode(), gold, "| ours:", x[2])
            for x in ours:
                n["ours"] += 1
                if any(x[0] < e and s < x[1] for s, e, _ in dates): n["marked"] += 1
                elif any(x[0] < e and s < x[1] for s, e in times):
                    n["unmarked"] += 1
                    say("time, no date", raw[x[0]:x[1]].decode(), x[2])
                else:
                    n["wrong"] += 1
                    say("wrong", raw[max(0, x[0] - 40):x[1] + 30].decode(errors="replace").replace("\n", " / "), x[2])
    print("%(docs)d documents, %(gold)d dates: %(found)d found, %(exact)d of them with the exact span; of %(both)d values compared "
          "%(right)d agree, %(none)d found dates get no value" % n)
    print("%(ours)d expressions: %(marked)d at a date, %(unmarked)d at a time that GUM gives no date, %(wrong)d at neither" % n)

if __name__ == "__main__":
    main()
