# fixtures.sh - fills a case's folder. The texts are made up.
cat >a.txt <<'END'
The mayor said the bridge would reopen in May. “We are nearly done,” Ana Ruiz told reporters.

Critics 😀 say that the café on the quay — “a scandal” — must close, and the council denied it.
END
printf 'Anna said that it rains.\r\n\r\n"It does," Bob said.\r\n' >crlf.txt
: >empty.txt
printf '{"id": "one", "text": "Anna said that it rains.", "title": "Rain", "date": "2020-01-02", "outlet": "The Post", "url": "http://x/"}\n' >good.jsonl
printf '{"id": "two", "text": "Bob denied \\u00e9verything.", "publisher": "The Daily"}\n\n{"text": "Carl said no."}\n' >>good.jsonl
printf '{"id": "one", "text": "Anna said so."}\n{"id": "two", "text": 7}\n{"id": \n{"id": "four", "text": "Dan said so."}' >bad.jsonl
mkdir -p folder/deep/deeper folder/none
cp a.txt folder/b.txt; cp a.txt folder/B.txt; cp crlf.txt folder/deep/a.txt; cp good.jsonl folder/deep/deeper/x.jsonl
echo 'no article' >folder/deep/notes.md
ln -s .. folder/deep/loop
ln -s ../b.txt folder/deep/link.txt
cat >page.html <<'END'
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge to reopen | The Quay</title>
<meta property="og:site_name" content="The Quay"><meta property="article:published_time" content="2026-03-05T10:00:00+01:00">
<meta name="author" content="By Ana Lee and Bo Ray"><link rel="canonical" href="https://quay.example/bridge"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Bridge to reopen</h1>
<p>The mayor said the bridge would <b>reopen</b> in May, after two years &amp; a lawsuit.</p>
<aside><p>Sign up for the newsletter that nobody else in town is reading yet.</p></aside>
<p>&ldquo;We are nearly done,&rdquo; Ana Ruiz told&nbsp;reporters at the caf&eacute; on the quay.</p>
</article><footer><p>The Quay is a newspaper of record, they say, and all rights are reserved.</p></footer></body></html>
END
