"""slow_test.py AVOW MODEL - the server under clients that are slow or many. Takes a minute."""
import http.client
import resource
import socket
import sys
import threading
import time
import unittest

from serve import Server

AVOW, MODEL = sys.argv[1:3]


class Slow(unittest.TestCase):
    def setUp(self):
        self.server = Server(AVOW, MODEL)

    def tearDown(self):
        self.server.close()

    def test_a_byte_a_second_is_told_that_it_takes_too_long(self):
        request = b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 500\r\n\r\n" + b"x" * 500
        sent, reply = 0, b""
        with socket.create_connection(("127.0.0.1", self.server.port)) as connection:
            connection.sendall(request[:-400])
            connection.settimeout(1)
            while sent < 60 and not reply:
                try:
                    connection.sendall(b"x")
                    sent += 1
                    reply = connection.recv(1000)
                except socket.timeout:
                    pass
        self.assertEqual(reply[9:12], b"408")
        self.assertLess(sent, 45)
        self.assertEqual(self.server.ask("/")[0], 200)

    def test_connections_beyond_the_limit_are_refused_and_the_rest_goes_on(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if hard < 11000:
            self.skipTest("too few files may be open")
        resource.setrlimit(resource.RLIMIT_NOFILE, (11000, hard))
        idle = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(1030)]
        time.sleep(0.5)
        self.assertEqual(self.server.ask("/")[0], 503)
        for connection in idle:
            connection.close()
        time.sleep(0.5)
        kept = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        kept.connect()
        idle = [socket.socket() for _ in range(10000)]
        for connection in idle:
            connection.setblocking(False)
            connection.connect_ex(("127.0.0.1", self.server.port))
        kept.request("GET", "/")                        # who is in is served
        self.assertEqual(kept.getresponse().status, 200)
        kept.close()
        for connection in idle:
            connection.close()
        until = time.monotonic() + 60                   # and who comes is, once the others are gone
        while (status := self.server.ask("/")[0]) == 503 and time.monotonic() < until:
            time.sleep(0.5)
        self.assertEqual(status, 200)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    def test_a_full_queue_is_told_and_readers_are_not_held_up(self):
        text = "The mayor said the bridge is safe. Anna Weber told reporters that it is not. " * 300
        replies, lock = [], threading.Lock()

        def extract():
            status, headers, _ = self.server.ask("/api/extract", "POST", text, Content_Type="text/plain")
            with lock:
                replies.append((status, headers["Retry-After"]))

        threads = [threading.Thread(target=extract) for _ in range(50)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        started = time.monotonic()
        self.assertEqual(self.server.ask("/")[0], 200)
        self.assertLess(time.monotonic() - started, 2)
        for thread in threads:
            thread.join()
        self.assertEqual({status for status, _ in replies}, {200, 503})
        self.assertTrue(all(retry == "1" for status, retry in replies if status == 503))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=1)
