"""web.py AVOW MODEL FOLDER - has web.mjs use the pages of a server. FOLDER has the npm packages of test/web, which test/web/run.sh put
there; leaves with 77 where they or a browser are missing."""
import os
import shutil
import subprocess
import sys

from serve import ARTICLES, Server

REPORT = (
    "LONDON (Reuters) - The ferry across the estuary will run again from Friday, the harbour board said after a week of storms that had "
    'kept it in port. "We have repaired {} of the landing stages, and every passenger will be safe," Carla Mendes, its director, told '
    "reporters at the quay. She added that fares would stay as they were until the end of the year, and that cyclists would travel free."
)
FERRY = [       # a claim, its repeat and its denial; and a report in two papers, one of which changed a word
    {"id": "1", "date": "2016-05-01", "outlet": "The Post",
     "text": "Mayor Ana Ruiz said on Sunday that the old harbour ferry will be closed for eighteen months."},
    {"id": "2", "date": "2016-05-03", "outlet": "The Mail",
     "text": "Mayor Ana Ruiz announced that the old harbour ferry would be closed for 18 months."},
    {"id": "3", "date": "2016-05-04", "outlet": "The Sun",
     "text": "Bo Ray, who runs it, denied that the old harbour ferry will be closed for eighteen months."},
    {"id": "4", "date": "2016-06-01", "outlet": "The Post", "text": REPORT.format("both")},
    {"id": "5", "date": "2016-06-01", "outlet": "The Herald", "text": REPORT.format("all")},
]

avow, model, folder = sys.argv[1:4]
browser = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
if browser is None or shutil.which("node") is None or not os.path.isdir(os.path.join(folder, "node_modules")):
    print("skipped: no node, no Chromium or no packages (test web.pages gets them)")
    sys.exit(77)
shutil.copy(os.path.join(os.path.dirname(__file__), "web.mjs"), folder)
server = Server(avow, model, articles=ARTICLES + FERRY)
try:
    command = ["node", "web.mjs", server.address, *sys.argv[4:]]
    status = subprocess.run(command, cwd=folder, env={**os.environ, "CHROMIUM": browser}).returncode
finally:
    server.close()
sys.exit(status)
