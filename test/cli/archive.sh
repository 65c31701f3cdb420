# archive.sh - a small WARC archive on standard output, for archive.cases; $member packs each record.

# page TITLE
page() {
    printf '<!DOCTYPE html><html><head><meta charset="%s"><title>%s</title></head><body><article><h1>%s</h1>' "${charset:-utf-8}" "$1" "$1"
    printf '<p>The mayor said on Monday that the bridge over the river would be closed for the winter, which is a long time for those who live there.</p>'
    printf '<p>&quot;It is not safe,&quot; Ana Ruiz told reporters in front of the town hall, where some forty people had come to hear her speak.</p></article></body></html>'
}

# record TYPE NUMBER: with the block from standard input
record() {
    cat >block
    { printf 'WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Target-URI: http://a.example/%s\r\n' "$1" "$2" "$2"
      printf 'Content-Length: %d\r\n\r\n' "$(wc -c <block)"
      cat block
      printf '\r\n\r\n'; } | ${member:-cat}
}

archive() {
    head='HTTP/1.1 200 OK\r\nContent-Type: text/html'
    printf 'software: none\r\n' | record warcinfo 0
    { printf "$head\r\n\r\n"; page Rain; } | record response 1
    { printf "$head\r\nTransfer-Encoding: chunked\r\n\r\n"; printf '%x\r\n' "$(page Chunks | wc -c)"; page Chunks; printf '\r\n0\r\n\r\n'; } | record response 2
    { printf "$head; charset=iso-8859-1\r\nContent-Encoding: gzip\r\n\r\n"; charset=latin1 page 'Café' | iconv -t latin1 | gzip; } | record response 3
    printf 'GET / HTTP/1.1\r\n\r\n' | record request 4
    record revisit 5 </dev/null
}
