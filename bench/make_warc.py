#!/usr/bin/env python3
"""make_warc.py OUT.warc.gz BYTES [PAGES] - makes a WARC archive of about so many unpacked bytes out of the saved pages in a folder
(../shared/data/pages), each again and again as a response with its request and metadata, a gzip member a record, as CC-NEWS has
them. OUT.warc.zst takes zstd frames (by the zstd program), OUT.warc stays plain. For measuring: the pages are not ours to ship."""
import gzip
import pathlib
import subprocess
import sys


def record(kind, number, uri, block, media):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
            f"WARC-Target-URI: {uri}\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def pack(data, out):
    if out.endswith(".gz"):
        return gzip.compress(data, 6, mtime=0)
    if out.endswith(".zst"):
        return subprocess.run(["zstd", "-q", "-3"], input=data, stdout=subprocess.PIPE, check=True).stdout
    return data


def main():
    out, size = sys.argv[1], int(float(sys.argv[2]))
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(__file__).parents[2] / "shared/data/pages")
    records, unpacked = [], []
    for number, page in enumerate(sorted(folder.glob("*.html.gz"))):
        uri = f"https://example.org/{page.stem}"
        html = gzip.decompress(page.read_bytes())
        response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
        parts = [record("request", 3 * number, uri, b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
                 record("response", 3 * number + 1, uri, response, "application/http; msgtype=response"),
                 record("metadata", 3 * number + 2, uri, b"fetchTimeMs: 120\r\n", "application/warc-fields")]
        records.append(b"".join(pack(part, out) for part in parts))
        unpacked.append(sum(map(len, parts)))
    written = pages = 0
    with open(out, "wb") as file:
        while written < size:
            file.write(records[pages % len(records)])
            written += unpacked[pages % len(records)]
            pages += 1
    print(f"{out}: {pages} pages, {written / 1e6:.0f} MB unpacked")


main()
