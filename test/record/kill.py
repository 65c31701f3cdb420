#!/usr/bin/env python3
"""kill.py AVOW MODEL [ROUNDS]: avow add is killed (SIGKILL) at random moments, again and again on the same store.

After each kill the store opens, is whole by SQLite's own check, holds each article that was told to be in, and none twice or in part;
in the end it holds all of them. The articles are made up; the model may be any.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

NAMES = ["Ana Ruiz", "Tom Okafor", "Bo Lee", "Mary Smith", "John Brown", "Carl Weber"]
ARTICLES = 3000


def article(n):
    pick = random.Random(n)
    who = pick.choice(NAMES)
    text = " ".join(f"“Street {pick.randrange(100)} is safe,” {who} said on Monday. The mayor denied that it will cost {n} dollars."
                    for _ in range(1 + n % 4))
    return {"id": f"made-{n}", "text": text, "date": f"2016-05-{1 + n % 28:02}", "outlet": f"Outlet {n % 5}"}


def check(store, told):
    """Fails unless the store is whole and has what was told."""
    db = sqlite3.connect(store)
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        sys.exit("the store is damaged")
    if not told and not db.execute("SELECT 1 FROM sqlite_master").fetchall():       # killed before its tables were made, in one transaction
        return 0
    db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    db.rollback()
    there = dict(db.execute("SELECT given_id, count(*) FROM article GROUP BY given_id"))
    if any(count > 1 for count in there.values()):
        sys.exit("an article is there twice")
    lost = told - set(there)
    if lost:
        sys.exit(f"{len(lost)} articles that were told are lost: {sorted(lost)[:3]}")
    parts = db.execute("SELECT count(*) FROM article a "
                       "WHERE statements <> (SELECT count(*) FROM statement s WHERE s.article = a.id)").fetchone()
    stray = db.execute("SELECT count(*) FROM statement WHERE article NOT IN (SELECT id FROM article)").fetchone()
    if parts != (0,) or stray != (0,):
        sys.exit("articles are there in part")
    db.close()
    return len(there)


def main():
    avow, model, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 20
    with tempfile.TemporaryDirectory() as folder:
        news, store = os.path.join(folder, "news.jsonl"), os.path.join(folder, "news.db")
        with open(news, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(article(n), ensure_ascii=False) + "\n" for n in range(ARTICLES))
        command = [avow, "add", "--store", store, "--model", model, "--jobs", "2", news]
        random.seed(1)
        told, killed = set(), 0
        while True:
            run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
            if killed < rounds:
                time.sleep(random.uniform(0.001, 0.6) if killed % 3 else random.uniform(0.001, 0.05))
                run.send_signal(signal.SIGKILL)
            output = run.communicate()[0]
            for line in output.splitlines(keepends=True):
                if line.endswith("\n"):
                    told.add(json.loads(line)["id"])
            if killed == rounds:
                if run.returncode != 0:
                    sys.exit(f"the last run ended with {run.returncode}")
                break
            killed += 1
            if os.path.exists(store) and os.path.getsize(store) > 0:
                count = check(store, told)
        if check(store, told) != ARTICLES:
            sys.exit("articles are missing in the end")
    print(f"killed {killed} times, {count} articles at the last kill, all {ARTICLES} in the end: nothing lost, nothing doubled")


if __name__ == "__main__":
    main()
