"""http_test.py AVOW MODEL - the server as programs meet it: each address, each limit, each kind of bad input, through real connections."""
import gzip
import json
import os
import re
import shutil
import socket
import sqlite3
import sys
import tempfile
import threading
import time
import unittest
import xml.etree.ElementTree as xml

from serve import ARTICLES, Server

AVOW, MODEL = sys.argv[1:3]


class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(AVOW, MODEL)

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def setUp(self):
        self.ask, self.json = self.server.ask, self.server.json

    def test_statements_come_newest_first_a_page_at_a_time(self):
        seen, path = [], "/api/statements?limit=2"
        while path:
            status, page = self.json(path)
            self.assertEqual(status, 200)
            self.assertLessEqual(len(page["statements"]), 2)
            seen += page["statements"]
            path = page["next"]
        numbers = [statement["statement"] for statement in seen]
        self.assertEqual(len(numbers), len(set(numbers)))
        self.assertEqual(numbers, [s["statement"] for s in self.json("/api/statements?limit=200")[1]["statements"]])
        dates = [statement["date"] for statement in seen if statement["date"] and statement["date"] != "2017-02-30"]
        self.assertEqual(dates, sorted(dates, reverse=True))

    def test_what_is_given_narrows_the_search(self):
        for given, holds in [("outlet=The+Herald", lambda s: s["outlet"] == "The Herald"),
                             ("words=mayor", lambda s: "mayor" in json.dumps(s).lower()),
                             ("year=2016", lambda s: s["date"] == "2016-05-24"),
                             ("since=2017&until=2017-01", lambda s: s["date"] == "2017-01-02")]:
            found = self.json("/api/statements?" + given)[1]["statements"]
            self.assertTrue(found, given)
            self.assertTrue(all(map(holds, found)), given)
        self.assertEqual(self.json("/api/statements?words=nobodysaidthis")[1], {"statements": [], "next": None})

    def test_a_wrong_parameter_is_named(self):
        for given in ["since=yesterday", "limit=0", "limit=x", "limit=201", "before=99999", "before=-1", "act=shout", "speaker_id=0",
                      "words=%FF", "words=a%00b", "words=%ED%A0%80", "&".join(f"a{i}=1" for i in range(65))]:
            status, headers, body = self.ask("/api/statements?" + given)
            self.assertIn(status, (400, 404), given)
            self.assertEqual(headers["Content-Type"], "application/problem+json")
            problem = json.loads(body)
            self.assertEqual((problem["type"], problem["status"]), ("about:blank", status))
            self.assertTrue(problem["detail"])

    def test_csv_and_feed_have_the_same_statements(self):
        count = len(self.json("/api/statements?limit=200")[1]["statements"])
        status, headers, body = self.ask("/api/statements.csv")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/csv; charset=utf-8"))
        self.assertEqual(body.count(b"\r\n"), count + 1)
        feed = xml.fromstring(self.ask("/api/statements.atom?limit=200")[2])
        self.assertEqual(len(feed.findall("{http://www.w3.org/2005/Atom}entry")), count)

    def test_a_speaker_has_a_timeline(self):
        statement = next(s for s in self.json("/api/statements?limit=200")[1]["statements"]
                         if s["date"] == "2016-05-24" and s["speaker"] and s["speaker"]["name"].istitle())
        status, speaker = self.json(f"/api/speakers/{statement['speaker']['id']}")
        self.assertEqual((status, speaker["speaker"]["name"]), (200, statement["speaker"]["name"]))
        self.assertIn("2016-05-24", [moment["date"] for moment in speaker["timeline"]])
        named = self.json("/api/speakers?name=" + statement["speaker"]["name"].replace(" ", "+"))[1]["speakers"]
        self.assertIn(statement["speaker"]["id"], [one["speaker"]["id"] for one in named])

    def test_a_speaker_has_addressees_and_opponents(self):
        for number in {s["speaker"]["id"] for s in self.json("/api/statements?limit=200")[1]["statements"] if s["speaker"]}:
            speaker = self.json(f"/api/speakers/{number}")[1]
            said = self.json(f"/api/statements?speaker_id={number}&limit=200")[1]["statements"]
            self.assertLessEqual({one["name"].lower() for one in speaker["addressees"]}, {s["addressee"].lower() for s in said})
            for statement in speaker["against"]:
                self.assertIn(statement["act"], ("deny", "accuse", "criticize"))
                self.assertIn(speaker["speaker"]["name"].split()[-1], statement["content"])
                self.assertNotEqual((statement["speaker"] or {}).get("id"), number)

    def test_threads_have_a_claim_and_members(self):
        status, found = self.json("/api/threads?limit=50")
        self.assertEqual(status, 200)
        for thread in found["threads"]:
            sayings = {thread["claim"]["statement"]} | {m["statement"] for m in thread["members"]}
            self.assertEqual(len(sayings), 1 + len(thread["members"]))
            self.assertTrue(all(m["to"] in sayings and m["to"] != m["statement"] for m in thread["members"]))
        self.assertEqual(self.json("/api/threads?words=nobodysaidthis")[1], {"threads": [], "next": None})
        self.assertEqual(self.ask("/threads?limit=51")[0], 400)

    def test_one_statement_has_a_thread_or_none(self):
        statement = self.json("/api/statements?limit=1&outlet=The+Post")[1]["statements"][0]
        of = f"article={statement['article']}&statement={statement['number']}"
        status, found = self.json("/api/threads?" + of)
        self.assertEqual((status, found), (200, {"threads": [], "next": None}))
        self.assertIn(f'href="/articles/{statement["article"]}#a1-s{statement["number"]}"'.encode(), self.ask("/threads?" + of)[2])
        for path in ["/", f"/articles/{statement['article']}"]:
            self.assertIn(f'href="/threads?{of.replace("&", "&amp;")}"'.encode(), self.ask(path)[2])
        for wrong, status in [("article=1", 400), ("article=1&statement=x", 400), ("article=1&statement=999", 404), ("statement=1", 400)]:
            self.assertEqual(self.ask("/api/threads?" + wrong)[0], status, wrong)

    def test_what_says_something_close(self):
        status, found = self.json("/api/statements?like=the+bridge+is+safe")
        self.assertEqual((status, found["next"]), (200, None))
        self.assertIn("safe", found["statements"][0]["content"])
        self.assertEqual(self.json("/api/statements?like=the+bridge+is+safe&outlet=The+Herald")[1]["statements"], [])
        self.assertEqual(self.ask("/api/statements?like=bridge&before=1")[0], 400)
        page = self.ask("/?like=the+bridge+is+safe")[2]
        self.assertIn(b"The closest statements", page)
        self.assertIn(b'value="the bridge is safe"', page)
        for path in ["/api/statements.csv", "/api/statements.atom", "/api/threads", "/api/drift", "/threads", "/drift"]:
            self.assertEqual(self.ask(path + "?like=the+bridge+is+safe")[0], 200, path)

    def test_an_article_is_what_extract_writes(self):
        statement = self.json("/api/statements?limit=1&outlet=The+Post")[1]["statements"][0]
        stored = self.json(f"/api/articles/{statement['article']}")[1]
        article = next(article for article in ARTICLES if article["id"] == stored["id"])
        extracted = self.json("/api/extract", "POST", json.dumps(article), Content_Type="application/json")[1]
        self.assertEqual(stored, extracted)

    def test_offsets_are_of_the_unit_that_is_asked_for(self):
        text = "Ärger: der Turm. The mayor said the 🗼 is safe."
        for unit, size in [("codepoints", len), ("bytes", lambda t: len(t.encode())), ("utf16", lambda t: len(t.encode("utf-16-le")) // 2)]:
            result = self.json(f"/api/extract?offsets={unit}", "POST", text.encode(), Content_Type="text/plain")[1]
            for attribution in result["attributions"]:
                for span in attribution["source"] + attribution["cue"] + attribution["content"]:
                    self.assertEqual(span["end"] - span["start"], size(span["text"]))
        self.assertEqual(self.ask("/api/extract?offsets=feet", "POST", "a", Content_Type="text/plain")[0], 400)

    def test_a_page_is_read_and_its_spans_lead_back(self):
        text = " ".join(["The mayor said the bridge is safe and that nothing at all would happen to anybody who crossed it."] * 6)
        page = f"<!doctype html><title>Bridge</title><nav>Home</nav><article><h1>Bridge</h1><p>{text}</p></article>"
        status, result = self.json("/api/extract", "POST", page, Content_Type="text/html")
        self.assertEqual((status, result["title"]), (200, "Bridge"))
        if result["attributions"]:
            self.assertIn("origin", result["attributions"][0]["cue"][0])

    def test_a_quotation_is_verified(self):
        self.assertEqual(self.json("/api/verify?quotation=surely+nobody+ever+said+this")[1]["verdict"], "not-found")
        self.assertEqual(self.ask("/api/verify")[0], 400)
        verdict = self.json("/api/verify", "POST", 'She said "It will reopen in May," and left.', Content_Type="text/plain")[1]
        self.assertEqual([q["quotation"] for q in verdict["quotations"]], ["It will reopen in May,"])

    def test_statuses(self):
        for path in ["/nothing", "/api/nothing", "/articles/0", "/articles/01", "/articles/99999", "/api/articles/99999999999999999999",
                     "/articles/1%00", "/articles/../api/health", "/etc/passwd", "/speakers/1/", "//speakers"]:
            self.assertEqual(self.ask(path)[0], 404, path)
        for path, method, status in [("/", "POST", 405), ("/", "DELETE", 405), ("/api/extract", "GET", 405), ("/api/extract", "PUT", 405),
                                     ("/try", "HEAD", 200), ("/", "HEAD", 200)]:
            reply, headers, body = self.ask(path, method)
            self.assertEqual(reply, status, f"{method} {path}")
            if status == 405:
                self.assertTrue(headers["Allow"])
            if method == "HEAD":
                self.assertEqual(body, b"")
        self.assertEqual(self.ask("/api/extract", "POST", "x", Content_Type="image/png")[0], 415)
        self.assertEqual(self.ask("/api/extract", "POST", "{", Content_Type="application/json")[0], 400)
        self.assertEqual(self.ask("/api/extract", "POST", '{"text": 7}', Content_Type="application/json")[0], 422)
        self.assertEqual(self.ask("/api/articles", "POST", "x", Content_Type="text/plain")[0], 403)

    def test_an_etag_saves_the_reply_and_gzip_packs_it(self):
        _, headers, plain = self.ask("/")
        status, known, _ = self.ask("/", If_None_Match=headers["ETag"])
        self.assertEqual((status, known["ETag"]), (304, headers["ETag"]))
        self.assertIsNone(known["Content-Security-Policy"])     # it would be the page's from then on
        self.assertEqual(self.ask("/?words=storm", If_None_Match=headers["ETag"])[0], 200)
        _, headers, packed = self.ask("/", Accept_Encoding="br, gzip;q=0.5")
        self.assertEqual(headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed), plain)
        self.assertIsNone(self.ask("/", Accept_Encoding="gzip;q=0, br")[1]["Content-Encoding"])

    def test_pages_hold_no_markup_of_articles(self):
        articles = {s["article"] for s in self.json("/api/statements?limit=200")[1]["statements"]}
        speakers = {s["speaker"]["id"] for s in self.json("/api/statements?limit=200")[1]["statements"] if s["speaker"]}
        hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%27"
        paths = ["/", f"/?words={hostile}", f"/?speaker={hostile}&outlet={hostile}&about={hostile}", f"/speakers?name={hostile}",
                 f"/drift?words={hostile}", f"/threads?words={hostile}&speaker={hostile}",
                 f"/verify?quotation={hostile}&speaker={hostile}", f"/?since={hostile}", f"/{hostile}", "/api/statements.atom"]
        for path in paths + [f"/articles/{n}" for n in articles] + [f"/speakers/{n}" for n in speakers]:
            status, headers, body = self.ask(path)
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertIsNone(headers["Access-Control-Allow-Origin"])
            self.assertLess(len(body), 200000, path)
            text = body.decode()
            self.assertNotIn("<script>", text, path)
            self.assertNotIn("<img", text, path)
            self.assertNotIn("<b>Outlet", text, path)
            self.assertNotIn('href="javascript:', text, path)
            self.assertNotRegex(text, r"<[a-z][^>]* on[a-z]+=", path)
            self.assertNotIn("This page is damaged", text, path)
            for address in re.findall(r'(?:href|src|action)="([^"]*)"', text):
                self.assertRegex(address, r"^(/(?!/)|#|https://post\.example/|http://127\.0\.0\.1:)")

    def test_every_link_of_every_page_leads_somewhere(self):
        seen, waiting = set(), ["/"]
        while waiting and len(seen) < 150:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            status, headers, body = self.ask(path)
            self.assertEqual(status, 200, path)
            if headers["Content-Type"].startswith("text/html"):
                found = re.findall(r'(?:href|src)="(/[^"#]*)', body.decode())
                waiting += [address.replace("&amp;", "&") for address in found]

    def test_a_form_of_a_page_is_read(self):
        reply = self.ask("/try", "POST", "text=The+mayor+said+it+rains.", Content_Type="application/x-www-form-urlencoded")
        self.assertEqual(reply[0], 200)
        self.assertIn(b"<article", reply[2])
        form = b'--boundary\r\nContent-Disposition: form-data; name="text"\r\n\r\n\r\n--boundary\r\n' \
               b'Content-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n' \
               b'Anna Weber said\xff it rains.\r\n--boundary--\r\n'
        reply = self.ask("/try", "POST", form, Content_Type="multipart/form-data; boundary=boundary")
        self.assertEqual(reply[0], 200)
        self.assertIn(b"a.txt", reply[2])
        self.assertEqual(self.ask("/try", "POST", "text=", Content_Type="application/x-www-form-urlencoded")[0], 422)
        for body in [b"", b"--boundary", b"--boundary\r\n\r\n", form[:60], b"\xff" * 100]:
            self.assertIn(self.ask("/try", "POST", body, Content_Type="multipart/form-data; boundary=boundary")[0], (400, 422))
        self.assertIn(self.ask("/try", "POST", form, Content_Type="multipart/form-data")[0], (400, 415))

    def test_no_header_comes_from_a_request(self):
        evil = "%0d%0aX-Evil:%201%0d%0a%0d%0a"
        for target in [f"/?words={evil}", f"/{evil}", f"/speakers?name={evil}", f"/api/statements.atom?outlet={evil}", f"/threads?words={evil}",
                       f"/verify?quotation={evil}", f"/api/statements?limit={evil}", f"/?words=a&outlet={evil}"]:
            reply = self.server.raw(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            head = reply.partition(b"\r\n\r\n")[0]
            self.assertIn(head[9:12], (b"200", b"400", b"404"), target)
            self.assertNotIn(b"evil", head.lower(), target)
        for header in [b"If-None-Match: x\rX-Evil: 1", b"If-None-Match: x\n X-Evil: 1", b"Authorization: Bearer x\r X-Evil: 1",
                       b"Host: localhost\r\nHost: x\r\nX-Evil: 1", b"Accept-Encoding: gzip\x00X-Evil: 1"]:
            head = self.server.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + header + b"\r\n\r\n").partition(b"\r\n\r\n")[0]
            self.assertNotIn(b"evil", head.lower(), header)

    def test_bodies_have_a_limit(self):
        large = b"x" * (5 << 20)
        head = b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
        self.assertEqual(self.server.raw(head + b"Content-Length: 104857600\r\n\r\n")[9:12], b"413")
        pieces = b"".join(b"%x\r\n%s\r\n" % (len(large) // 4, large[:len(large) // 4]) for _ in range(4)) + b"0\r\n\r\n"
        reply = self.server.raw(head + b"Transfer-Encoding: chunked\r\n\r\n", pieces)
        self.assertEqual(reply[9:12], b"413")
        mebibyte = b"x" * (1 << 20)         # what isn't read when the connection ends may take the reply with it
        for head_, piece in [(b"Content-Length: 104857600\r\n", mebibyte),
                             (b"Transfer-Encoding: chunked\r\n", b"100000\r\n" + mebibyte + b"\r\n")]:
            self.assertIn(self.server.raw(head + head_ + b"\r\n", *[piece] * 100)[9:12], (b"413", b""))
        self.assertEqual(self.ask("/api/health")[0], 200)

    def test_lines_and_headers_have_a_limit(self):
        # what was not read when the connection is closed may take the reply with it (RFC 9112, 9.6)
        self.assertIn(self.server.raw(b"GET /?words=" + b"a" * 40000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")[9:12], (b"414", b"431", b""))
        self.assertIn(self.server.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 40000 + b"\r\n\r\n")[9:12], (b"431", b"413", b""))

    def test_what_is_no_http_is_cut_off(self):
        for bytes_ in [b"\x00" * 100, b"GET\r\n\r\n", b"\x16\x03\x01", b"GET / HTTP/9.9\r\n\r\n",
                       b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                       b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                       b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nContent-Type: text/plain\r\n\r\nThe may"]:
            reply = self.server.raw(bytes_)
            self.assertTrue(reply == b"" or reply[9:12] in (b"400", b"405", b"413", b"505"), reply[:40])
        self.assertEqual(self.ask("/api/health")[0], 200)

    def test_another_hosts_name_is_refused_on_loopback(self):
        self.assertEqual(self.ask("/", Host="evil.example")[0], 421)
        self.assertEqual(self.ask("/", Host="evil.example:8080")[0], 421)
        self.assertEqual(self.ask("/", Host="localhost:1")[0], 200)

    def test_the_document_names_what_there_is(self):
        document = self.json("/api/openapi.json")[1]
        values = {"name": "Weber", "quotation": "the bridge is safe", "number": "1"}
        for path, item in document["paths"].items():
            for method, operation in item.items():
                needed = [p["name"] for p in operation.get("parameters", []) if p.get("required") and p["in"] == "query"]
                address = path.replace("{number}", "1") + "?" + "&".join(f"{n}={values[n].replace(' ', '+')}" for n in needed)
                if method == "get":
                    status, headers, body = self.ask(address)
                else:
                    status, headers, body = self.ask(address, "POST", json.dumps(ARTICLES[0]), Content_Type="application/json")
                if path == "/api/articles":
                    self.assertEqual(status, 403)
                    continue
                self.assertEqual(status, 200, address)
                media, = operation["responses"]["200"]["content"].items()
                self.assertEqual(headers["Content-Type"].split(";")[0], media[0])
                if media[0] == "application/json":
                    self.check(document, media[1]["schema"], json.loads(body), path)

    def check(self, document, schema, value, where):
        """The parts of JSON Schema that the document uses."""
        kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": float | int, "boolean": bool, "null": type(None)}
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        if "anyOf" in schema:
            schema = schema["anyOf"][0] if value is not None else {"type": "null"}
            return self.check(document, schema, value, where)
        for part in schema.get("allOf", []):
            self.check(document, part, value, where)
        if "type" in schema:
            types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            self.assertTrue(any(isinstance(value, kinds[name]) for name in types), where)
        if "enum" in schema:
            self.assertIn(value, schema["enum"], where)
        if isinstance(value, dict):
            self.assertLessEqual(set(schema.get("required", [])), set(value), where)
            for name, member in value.items():
                if name in schema.get("properties", {}):
                    self.check(document, schema["properties"][name], member, f"{where} {name}")
        if isinstance(value, list) and "items" in schema:
            for item in value:
                self.check(document, schema["items"], item, where)

    def test_metrics_count(self):
        def total():
            text = self.ask("/metrics")[2].decode()
            return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("avow_requests_total"))
        before = total()
        self.ask("/")
        self.assertGreaterEqual(total(), before + 2)

    def test_a_line_is_logged_for_each_request(self):
        self.ask("/nothing?words=%22%0A%1B[31m")
        time.sleep(0.3)
        line = next(line for line in self.server.lines() if "/nothing" in line)
        self.assertRegex(line, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ 127\.0\.0\.1 GET /nothing\S* 404 \d+ bytes \d+ ms$")
        self.assertNotIn("\x1b", line)


class Writing(unittest.TestCase):
    def setUp(self):
        self.server = Server(AVOW, MODEL, "--token-file", "TOKEN", "--log", "json")

    def tearDown(self):
        self.server.close()

    def add(self, article, **headers):
        return self.server.json("/api/articles", "POST", json.dumps(article), Content_Type="application/json", **headers)

    def test_an_article_goes_into_the_record_with_the_token_alone(self):
        article = {"id": "new", "text": "The mayor said the zeppelin is safe. Anna Weber said the zeppelin is not.", "date": "2018-01-01"}
        for wrong in ["", "Bearer", "Bearer x", f"Bearer {self.server.token}x", f"Bearer {self.server.token[:-1]}", "Basic !!!!",
                      "Basic " + "A" * 5000]:
            self.assertEqual(self.add(article, Authorization=wrong)[0], 401)
        self.assertEqual(self.server.json("/api/statements?words=zeppelin")[1]["statements"], [])
        status, added = self.add(article, Authorization=f"Bearer {self.server.token}")
        self.assertEqual((status, added["new"], added["version"]), (200, True, 1))
        self.assertEqual(self.add(article, Authorization=f"Bearer {self.server.token}")[1]["new"], False)
        self.assertTrue(self.server.json("/api/statements?words=zeppelin")[1]["statements"])
        for line in self.server.lines():
            self.assertEqual(set(json.loads(line)), {"time", "client", "method", "target", "status", "bytes", "ms", "completed"})

    def test_what_is_kept_of_a_page_goes_when_an_article_comes(self):
        ask = lambda **headers: self.server.ask("/?words=mayor", **headers)
        counted = lambda body: int(re.search(rb'id="results">(\d+) statement', body)[1])
        _, headers, before = ask()
        self.assertEqual(ask(If_None_Match=headers["ETag"])[0], 304)
        self.add({"id": "new", "text": "The mayor said the zeppelin is safe.", "date": "2018-01-01"},
                 Authorization=f"Bearer {self.server.token}")
        status, _, after = ask(If_None_Match=headers["ETag"])
        self.assertEqual(status, 200)
        self.assertGreater(counted(after), counted(before))

    def test_a_store_that_another_one_writes_is_read_and_is_busy_for_writers(self):
        article = {"id": "late", "text": "The mayor said the zeppelin is late.", "date": "2018-01-02"}
        other = sqlite3.connect(self.server.store, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        self.assertEqual(self.server.ask("/")[0], 200)
        started = time.monotonic()
        status, problem = self.add(article, Authorization=f"Bearer {self.server.token}")
        self.assertEqual((status, problem["title"]), (503, "Service Unavailable"))
        self.assertLess(time.monotonic() - started, 30)
        other.execute("ROLLBACK")
        other.close()
        self.assertEqual(self.add(article, Authorization=f"Bearer {self.server.token}")[0], 200)


class NoModel(unittest.TestCase):
    def test_a_model_that_is_cut_off_and_taken_away_goes_on_in_memory(self):
        with tempfile.TemporaryDirectory() as folder:
            model = shutil.copy(MODEL, folder)
            server = Server(AVOW, model)
            ask = lambda: server.json("/api/extract", "POST", "The mayor said it rains.", Content_Type="text/plain")
            before = ask()
            os.truncate(model, 100)
            self.assertEqual((before[0], ask()), (200, before))
            os.unlink(model)
            self.assertEqual(ask(), before)
            server.close()


class Trouble(unittest.TestCase):
    def setUp(self):
        self.server = Server(AVOW, MODEL)

    def tearDown(self):
        self.server.close()

    def test_a_store_that_vanishes_is_told_and_found_again(self):
        self.assertEqual(self.server.ask("/")[0], 200)
        os.rename(self.server.store, self.server.store + ".away")
        self.assertEqual(self.server.ask("/")[0], 503)
        self.assertEqual(self.server.ask("/api/statements")[0], 503)
        self.assertEqual(self.server.ask("/api/health")[0], 200)
        self.assertEqual(self.server.ask("/try")[0], 200)
        os.rename(self.server.store + ".away", self.server.store)
        self.assertEqual(self.server.ask("/")[0], 200)

    def test_what_runs_is_finished_when_the_server_is_asked_to_end(self):
        text = "The mayor said the bridge is safe. Anna Weber told reporters that it is not. " * 1000
        replies = []
        thread = threading.Thread(target=lambda: replies.append(self.server.ask("/api/extract", "POST", text, Content_Type="text/plain")))
        thread.start()
        while b"avow_connections 1\n" in self.server.ask("/metrics")[2]:     # but for this one
            time.sleep(0.01)
        time.sleep(0.3)
        self.assertEqual(self.server.stop(), 0)
        thread.join()
        self.assertEqual(replies[0][0], 200)
        with self.assertRaises(OSError):
            self.server.ask("/")

    def test_silent_and_idle_connections_do_not_hold_the_server_up(self):
        idle = []
        for _ in range(300):
            idle.append(socket.create_connection(("127.0.0.1", self.server.port)))
        for connection in idle[::2]:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        started = time.monotonic()
        self.assertEqual(self.server.ask("/")[0], 200)
        self.assertLess(time.monotonic() - started, 5)
        for connection in idle:
            connection.close()
        self.assertEqual(self.server.ask("/")[0], 200)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=1)
