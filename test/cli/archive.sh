# archive.sh - makes news.warc out of page.html and pages of its own: a page with all about itself; one with nothing, in
# Windows-1252, that came in chunks and packed (bare.html); no page; a page that a script would make; one seen before; a file.

# record TYPE NUMBER FILE HEADER
record() {
    printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Target-URI: https://www.harbour.example/%s\r\n' "$1" "$2" "$2"
    printf 'WARC-Date: 2026-03-07T08:09:10Z\r\n%s\r\nContent-Length: %s\r\n\r\n' "$4" "$(wc -c <"$3")"
    cat "$3"
    printf '\r\n\r\n'
}

# response NUMBER HTTP-HEADERS FILE
response() {
    { printf 'HTTP/1.1 200 OK\r\n%b\r\n\r\n' "$2"; cat "$3"; } >block
    record response "$1" block 'Content-Type: application/http; msgtype=response'
    rm block
}

printf '<p>Harbour chief Bo Ray said that the caf\351 on the quay is safe.</p>\n<p>The police &amp; the fire brigade said so too.</p>' >bare.html
printf '<html><script>document.write("x")</script>' >script.html
{ printf '%x\r\n' "$(gzip -c bare.html | wc -c)"; gzip -c bare.html; printf '\r\n0\r\n\r\n'; } >body
response 1 'Content-Type: text/html' page.html >1
record request 2 a.txt 'Content-Type: application/http; msgtype=request' >2
response 3 'Content-Type: text/html; charset=windows-1252\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip' body >3
response 4 'Content-Type: text/html' script.html >4
record revisit 5 /dev/null 'WARC-Refers-To: <urn:uuid:1>' >5
record resource 6 page.html 'Content-Type: text/html' >6
cat 1 2 3 4 5 6 >news.warc
