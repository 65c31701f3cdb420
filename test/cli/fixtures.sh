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
