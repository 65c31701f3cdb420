#!/usr/bin/env python3
"""Reads what avow wrote in others' formats with readers that others made, and compares it with avow's own record of the same articles.

    check.py AVOW ODD MODEL FOLDER

AVOW writes the articles of examples/ with MODEL, and with the small model, which finds spans everywhere; ODD (odd.c) writes articles
made by hand. Each format's part below is an example of how to read it. Exit status 0: all agree.
"""

import csv
import glob
import io
import json
import logging
import os
import re
import subprocess
import sys
import types

import conllu
import jsonschema
import pandas
from pyld import jsonld
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
ROLES = ("source", "cue", "content", "addressee")
sys.path.insert(0, os.path.join(HERE, "readers", "brat"))
from annotation import TextAnnotations  # noqa: E402 (brat's)

# What str.split takes for white space.
BLANK = "".join(filter(str.isspace, map(chr, range(0x3001))))


def spans(attribution, role):
    """The record's: [(start, end)...]; each one's text is checked once, in load."""
    return [(s["start"], s["end"]) for s in attribution[role]]


class Article:
    def __init__(self, name, text, record, files):
        self.name, self.text, self.record, self.files = name, text, record, files
        self.statements = record["attributions"]
        for a in self.statements:
            for role in ROLES:
                assert all(text[s["start"]:s["end"]] == s["text"] for s in a[role])

    def words(self, attribution, role):
        return " … ".join(self.text[s:e] for s, e in spans(attribution, role))


# ---- brat: its own parser, brat/server/src/annotation.py

def parts(text, start, end):
    """A span as an annotation of one line can hold it: without tabs and line ends, in pieces."""
    pieces = re.finditer("[^\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029]+", text[start:end])
    return [(start + m.start(), start + m.end()) for m in pieces if m.group().strip(" ")]


def check_brat(article):
    read = TextAnnotations(text=article.text, source=article.files["ann"])
    assert not read.failed_lines and not read.messages.messages.errors, read.messages.messages.errors[:3]
    bounds = {t.id: t for t in read.get_textbounds()}
    events = {e.id: e for e in read.get_events()}
    attributes = {(a.target, a.type): a.value for a in read.get_attributes()}
    assert list(events) == [f"E{a['id']}" for a in article.statements]
    for t in bounds.values():
        assert t.text == " ".join(article.text[s:e] for s, e in t.spans)
    for a in article.statements:
        event, found = f"E{a['id']}", {}
        for role, target in events[event].args:
            found[role.lower()] = target
        for role in ("source", "content", "addressee"):
            expected = [p for s in spans(a, role) for p in parts(article.text, *s)]
            assert (bounds[found[role]].spans if expected else found.get(role, [])) == expected
        cue = [p for s in spans(a, "cue") for p in parts(article.text, *s)]
        assert not cue or bounds[events[event].trigger].spans == cue
        assert found.get("within") == (f"E{a['parent']}" if a["parent"] else None)
        assert attributes[event, "Type"] == a["type"] and attributes.get((event, "Act")) == a["act"]
        assert ((event, "Negated") in attributes) == a["negated"]
    notes = "".join(n.get_text() for n in read.get_oneline_comments() if n.target.startswith("E"))
    for a in article.statements[:100]:
        assert a["speaker"] is None or " ".join(a["speaker"]["name"].split()[:1]) in notes or article.name == "hostile"


# ---- CSV: pandas, and Python's own

def shown(field):
    """A field's words: an apostrophe that keeps a spreadsheet from computing it is taken off."""
    return field[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", field) else field


def check_csv_rows(article, rows):
    assert len(rows) == len(article.statements)
    record = article.record
    for a, row in zip(article.statements, rows):
        assert shown(row["article"]) == (record["id"] or "") and shown(row["outlet"]) == (record["outlet"] or "")
        assert int(row["id"]) == a["id"] and row["parent"] == str(a["parent"] or "") and row["type"] == a["type"]
        assert row["act"] == (a["act"] or "") and row["negated"] == str(a["negated"]).lower()
        assert float(row["confidence"]) == a["confidence"]
        assert shown(row["speaker"]) == (a["speaker"]["name"] if a["speaker"] else "")
        for role in ROLES:
            read = [tuple(map(int, s.split("-"))) for s in row[role + "_spans"].split(";") if s]
            assert read == spans(a, role) and shown(row[role]) == article.words(a, role).replace("\0", "\ufffd")
        for field in row.values():
            assert not re.match("[=+\\-@\t\r\n＝＋－＠]", field)


def check_csv(article):
    data = article.files["csv"].encode()
    check_csv_rows(article, pandas.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False).to_dict("records"))
    csv.field_size_limit(1 << 30)
    check_csv_rows(article, list(csv.DictReader(io.StringIO(article.files["csv"], newline=""))))


# ---- CoNLL-U Plus: the package conllu

def check_conll(article):
    tokens, comments = [], {}
    for sentence in conllu.parse(article.files["conllup"]):
        comments.update(sentence.metadata)
        assert [t["id"] for t in sentence] == list(range(1, len(sentence) + 1))
        tokens += sentence
    read, at = {}, 0
    for t in tokens:
        start, end = int(t["start"]), int(t["end"])
        assert t["form"] == article.text[start:end] and not article.text[at:start].strip(BLANK)
        at = end
        for role in ROLES:
            for tag in t["avow:" + role].split("|"):
                begins, _, number = tag.partition("-")
                if begins == "B":
                    read.setdefault((int(number), role), []).append((start, end))
                elif begins == "I":
                    read[int(number), role][-1] = (read[int(number), role][-1][0], end)
    assert not article.text[at:].strip(BLANK)
    for a in article.statements:
        said = json.loads(comments[f"statement_{a['id']}"])
        assert (said["parent"], said["type"], said["act"], said["negated"]) == (a["parent"], a["type"], a["act"], a["negated"])
        for role in ROLES:
            expected = []
            for start, end in spans(a, role):
                words = article.text[start:end]
                start += len(words) - len(words.lstrip(BLANK))
                expected += [(start, start + len(words.strip(BLANK)))] if words.strip(BLANK) else []
            assert read.get((a["id"], role), []) == expected


# ---- Web Annotation: the W3C's schemas of all that is a MUST, and a JSON-LD processor

def load_musts():
    with open(os.path.join(HERE, "readers", "w3c", "musts.json"), encoding="utf-8") as file:
        musts = json.load(file)
    def resource(schema):
        return Resource(contents=schema, specification=DRAFT4)
    registry = Registry().with_resources([(name, resource(schema)) for name, schema in musts["definitions"].items()])
    checker = jsonschema.FormatChecker()
    return {kind: [jsonschema.Draft4Validator(schema, registry=registry, format_checker=checker) for schema in musts[kind].values()]
            for kind in ("annotation", "page", "collection")}


MUSTS = load_musts()


def without_network(url, options):
    """Serves the two contexts from here."""
    if url == "http://www.w3.org/ns/anno.jsonld":
        with open(os.path.join(HERE, "readers", "w3c", "anno.jsonld"), encoding="utf-8") as file:
            context = json.load(file)
    elif url == "https://schema.org":
        context = {"@context": {"schema": "http://schema.org/", **{term: {"@id": "schema:" + term} for term in SCHEMA_ORG}}}
    else:
        raise ValueError("a context of its own: " + url)
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}


jsonld.set_document_loader(without_network)
OA = "http://www.w3.org/ns/oa#"


def satisfies(kind, value):
    for validator in MUSTS[kind]:
        validator.validate(value)


def check_annotation(article, annotation, statements):
    head, _, role = annotation["id"].partition("#")[2].partition("-")
    bodies = annotation["body"]
    assert [b["value"] for b in bodies if b["purpose"] == "tagging"] == [role or bodies[0]["value"]]
    a = statements[int(head)]
    for target, (start, end) in zip(annotation["target"], spans(a, bodies[0]["value"]), strict=True):
        position, quote = target["selector"]
        assert (position["start"], position["end"]) == (start, end) and quote["exact"] == article.text[start:end]
        assert quote["prefix"] == article.text[max(0, start - 32):start] and quote["suffix"] == article.text[end:end + 32]
        assert target.get("scope") == (article.record["url"] if article.name == "sample" else None)
    links = [b["source"].partition("#")[2] for b in bodies if b["purpose"] == "linking"]
    assert links == ([head] if role else [str(a["parent"])] if a["parent"] else [])
    if not role:
        assert [b["value"] for b in bodies if b["purpose"] == "identifying"] == ([a["speaker"]["name"]] if a["speaker"] else [])
    return a["id"], bodies[0]["value"]


def check_webannotation(article):
    collection = json.loads(article.files["webannotation"])
    satisfies("collection", collection)
    items = collection["first"]["items"] if "first" in collection else []
    expected = {(a["id"], role) for a in article.statements for role in ROLES if a[role]}
    statements = {a["id"]: a for a in article.statements}
    assert {check_annotation(article, annotation, statements) for annotation in items} == expected
    assert collection["total"] == len(items) == len(expected) and len({i["id"] for i in items}) == len(items)
    if not items:
        return
    some = items[:10]                   # the schemas and the processor take their time, and all annotations are alike
    satisfies("page", {"@context": collection["@context"], **collection["first"], "items": some})
    for annotation in some:
        satisfies("annotation", {"@context": collection["@context"], **annotation})
    collection["first"]["items"] = some
    graph = jsonld.flatten(collection)
    assert sum(OA + "Annotation" in node.get("@type", []) for node in graph) == len(some)
    quotes = [node[OA + "exact"][0]["@value"] for node in graph if OA + "TextQuoteSelector" in node.get("@type", [])]
    assert sorted(quotes) == sorted(t["selector"][1]["exact"] for i in some for t in i["target"])


# ---- schema.org: a JSON-LD processor that knows the terms of release 30.0 which avow uses, and whose they are

SCHEMA_ORG = {
    **dict.fromkeys(["NewsArticle", "Quotation", "Statement", "Person", "Organization", "CreativeWork", "Audience"]),
    **dict.fromkeys(["text", "creator", "creditText", "audience", "keywords", "dateCreated", "datePublished", "isPartOf", "headline",
                     "publisher"], "CreativeWork"),
    **dict.fromkeys(["name", "description", "alternateName", "url", "identifier"], "Thing"), "spokenByCharacter": "Quotation"}
WORKS = {"NewsArticle", "Quotation", "Statement", "CreativeWork"}


def check_jsonld(article):
    document = json.loads(article.files["jsonld"])
    nodes = {node["@id"].partition("#")[2]: node for node in document["@graph"]}
    for node in document["@graph"]:
        for term in node.keys() - {"@id", "@type"}:
            owner = SCHEMA_ORG[term]
            assert owner == "Thing" or owner == node["@type"] or (owner == "CreativeWork" and node["@type"] in WORKS)
    for a in article.statements:
        node = nodes[str(a["id"])]
        own_words = a["type"] == "direct" and not a["negated"] and a["act"] != "deny" and bool(a["content"])
        assert node["@type"] == ("Quotation" if own_words else "Statement")
        if own_words:
            assert node["text"] == article.words(a, "content")
        else:
            whole = [s for role in ("source", "cue", "content") for s in spans(a, role)]
            text = article.text[min(s for s, _ in whole):max(e for _, e in whole)] if whole else ""
            assert node.get("text", "") == text
        if a["speaker"]:
            speaker = nodes[node["creator"]["@id"].partition("#")[2]]
            assert a["speaker"]["name"] in (speaker.get("name"), speaker.get("description"))
        assert ("spokenByCharacter" in node) == (own_words and a["speaker"] is not None)
        assert node["isPartOf"]["@id"].partition("#")[2] == str(a["parent"] or "article")
    if article.name == "many":
        return
    flat = jsonld.flatten(document)
    texts = {node["@id"]: node["http://schema.org/text"][0]["@value"] for node in flat if "http://schema.org/text" in node}
    assert texts == {node["@id"]: node["text"] for node in document["@graph"] if "text" in node}


# ---- Citron: its own parser, citron/data.py, with a stand-in for spaCy in which each character is a token

class Span(str):
    start = end = 0


class Token:
    whitespace_ = ""

    def __init__(self, i):
        self.i = self.idx = i

    def __len__(self):
        return 1


class Doc:
    def __init__(self, text):
        self.text = text

    def __len__(self):
        return len(self.text)

    def __iter__(self):
        return map(Token, range(len(self.text)))

    def __getitem__(self, place):
        span = Span(self.text[place])
        span.start, span.end = place.start, place.stop
        return span


def load_citron():
    package = types.ModuleType("citron")
    package.__path__ = [os.path.join(HERE, "readers", "citron")]
    sys.modules["citron"] = package
    sys.modules["citron.utils"] = package.utils = types.ModuleType("citron.utils")
    sys.modules["citron.logger"] = types.ModuleType("citron.logger")
    sys.modules["citron.logger"].logger = logging.getLogger("citron")
    import citron.data
    return citron.data.CitronParser(Doc)


CITRON = load_citron()


def check_citron(article):
    if any(s == e for a in article.statements for role in ROLES for s, e in spans(a, role)):
        return                          # Citron's parser takes no empty spans
    path = os.path.join(article.files["folder"], article.name + ".read.json")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(article.files["citron"])
    doc, quotes, groups = CITRON.parse(path)
    assert doc.text == article.text
    with_cue = [a for a in article.statements if a["cue"]]
    for a, quote in zip(with_cue, quotes, strict=True):
        assert (quote.cue.start, quote.cue.end) == spans(a, "cue")[0]
        assert [(s.start, s.end) for s in quote.sources] == spans(a, "source")
        assert [(s.start, s.end) for s in quote.contents] == spans(a, "content")
        assert all(str(s) == a["speaker"]["name"] for s in quote.coreferences)
    assert len(groups) == sum(len(e["mentions"]) > 1 for e in article.record["entities"])


# ---- what is read

CHECKS = {"brat": check_brat, "csv": check_csv, "conll": check_conll, "webannotation": check_webannotation, "jsonld": check_jsonld,
          "citron": check_citron}


def load(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


# By format, what odd.c calls a file of it.
KINDS = {"brat": "ann", "csv": "csv", "conll": "conllup", "webannotation": "webannotation", "jsonld": "jsonld", "citron": "citron"}


def odd_articles(odd, folder):
    subprocess.run([odd, folder], check=True)
    for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        name = os.path.basename(path)[:-6]
        files = {kind: load(path[:-5] + kind) for kind in KINDS.values()}
        files["folder"] = folder
        yield Article(name, load(path[:-5] + "txt"), json.loads(load(path)), files)


# By format, where the command puts an article.
EXTENSIONS = {"brat": "ann", "csv": "csv", "conll": "conllup", "webannotation": "jsonld", "jsonld": "jsonld", "citron": "json"}


def extracted_articles(avow, model, folder):
    """One file an article, from the command."""
    texts = sorted(glob.glob(os.path.join(ROOT, "examples", "*.txt")))
    for format in ("jsonl", *CHECKS):
        command = [avow, "extract", "--jobs", "0", "--model", model, "--format", format, "-o", os.path.join(folder, format) + "/"]
        subprocess.run(command + texts, check=True)
    for path in texts:
        name, text = os.path.basename(path)[:-4], load(path)
        assert load(os.path.join(folder, "brat", name + ".txt")) == text
        files = {kind: load(os.path.join(folder, format, f"{name}.{EXTENSIONS[format]}")) for format, kind in KINDS.items()}
        files["folder"] = folder
        yield Article(name, text, json.loads(load(os.path.join(folder, "jsonl", name + ".jsonl"))), files)


def main():
    avow, odd, model, folder = sys.argv[1:]
    passed = failed = 0
    small = os.path.join(ROOT, "test", "data", "tiny.model")
    for kind in ("odd", "small", "model"):
        os.makedirs(os.path.join(folder, kind), exist_ok=True)
    sources = [odd_articles(odd, os.path.join(folder, "odd")), extracted_articles(avow, small, os.path.join(folder, "small"))]
    if os.path.exists(model):
        sources.append(extracted_articles(avow, model, os.path.join(folder, "model")))
    for articles in sources:
        for article in articles:
            for format, check in CHECKS.items():
                try:
                    check(article)
                    passed += 1
                except Exception:
                    logging.exception("FAILED: %s, %s", article.name, format)
                    failed += 1
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
