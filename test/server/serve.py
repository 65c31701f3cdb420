"""serve.py - what the tests of the server share: a store of a few articles, a server over it, requests."""
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import tempfile

ARTICLES = [
    {"id": "bridge", "title": "Bridge to reopen", "date": "2016-05-24", "outlet": "The Post", "url": "https://post.example/bridge",
     "text": 'The bridge is safe, the mayor said on Monday. "It will reopen in May," Anna Weber told reporters. '
             'John Smith denied that the bridge was closed. Clinton told Reuters that police officials said so.'},
    {"id": "storm", "title": "Storm", "date": "2017-01-02", "outlet": "The Herald",
     "text": "The mayor said the storm would pass. Anna Weber warned that it would not. Obama told Reuters it was over."},
    {"id": '<script>alert("id")</script>', "title": '"><img src=x onerror=alert(1)>', "outlet": "<b>Outlet</b>", "date": "2017-02-30",
     "url": "javascript:alert(2)",
     "text": 'The mayor said <script>alert(3)</script> that <a href="//x.example">this</a> will change. Clinton told Reuters &lt;b&gt;.'},
]


class Server:
    """avow serve over a store of ARTICLES, at a port that is free."""

    def __init__(self, avow, model, *options, articles=ARTICLES):
        self.folder = tempfile.TemporaryDirectory(prefix="avow-serve-")
        self.store = os.path.join(self.folder.name, "news.db")
        self.token = "a token of enough letters"
        lines = os.path.join(self.folder.name, "articles.jsonl")
        with open(lines, "w") as file:
            file.writelines(json.dumps(article) + "\n" for article in articles)
        subprocess.run([avow, "add", "--store", self.store, "--model", model, lines], check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(self.folder.name, "token"), "w") as file:
            file.write(self.token + "\n")
        self.log = open(os.path.join(self.folder.name, "log"), "w+")
        command = [avow, "serve", "--store", self.store, "--listen", "127.0.0.1:0", "--model", model, *options]
        self.process = subprocess.Popen([part.replace("TOKEN", self.folder.name + "/token") for part in command],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.address = self.process.stdout.readline().strip()
        self.port = int(re.fullmatch(r"http://127\.0\.0\.1:(\d+)/", self.address)[1])

    def ask(self, path, method="GET", body=None, **headers):
        """Status, headers and body of a request; "a_b" among the headers is "a-b"."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            reply = connection.getresponse()
            return reply.status, reply.headers, reply.read()
        finally:
            connection.close()

    def json(self, path, method="GET", body=None, **headers):
        status, _, data = self.ask(path, method, body, **headers)
        return status, json.loads(data)

    def raw(self, *pieces):
        """What is sent back on a connection to which bytes are sent as they are."""
        reply = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            try:
                for piece in pieces:
                    connection.sendall(piece)
                connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(65536):
                    reply += piece
            except OSError:                 # it was cut off; what came before counts
                pass
        return reply

    def lines(self):
        self.log.seek(0)
        return self.log.read().splitlines()

    def stop(self):
        """The exit status of a server that is asked to end."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(120)
        self.process.stdout.close()
        return status

    def close(self):
        self.stop()
        self.log.close()
        self.folder.cleanup()
