"""web.py AVOW MODEL FOLDER - has web.mjs use the pages of a server. FOLDER has the npm packages of test/web, which test/web/run.sh put
there; leaves with 77 where they or a browser are missing."""
import os
import shutil
import subprocess
import sys

from serve import Server

avow, model, folder = sys.argv[1:4]
browser = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
if browser is None or shutil.which("node") is None or not os.path.isdir(os.path.join(folder, "node_modules")):
    print("skipped: no node, no Chromium or no packages (test web.pages gets them)")
    sys.exit(77)
shutil.copy(os.path.join(os.path.dirname(__file__), "web.mjs"), folder)
server = Server(avow, model)
try:
    command = ["node", "web.mjs", server.address, *sys.argv[4:]]
    status = subprocess.run(command, cwd=folder, env={**os.environ, "CHROMIUM": browser}).returncode
finally:
    server.close()
sys.exit(status)
