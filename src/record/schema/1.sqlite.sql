-- 1.sqlite.sql - what SQLite says differently. The rowid of words is statement.day << 31 | statement.id.
CREATE VIRTUAL TABLE words USING fts5 (content, context, tags, content = '', columnsize = 0,
                                       tokenize = 'porter unicode61 remove_diacritics 2');
-- Which statements have an n-gram of words, by its hash: verify's index.
CREATE TABLE gram (hash BIGINT NOT NULL, statement INTEGER NOT NULL, PRIMARY KEY (hash, statement)) WITHOUT ROWID;
-- Which statements have a telling word in their content, by the hash of its stem: the index of what is about one thing (near.h). squares:
-- the sum of the squared weights of all such words in it.
CREATE TABLE near (hash BIGINT NOT NULL, statement INTEGER NOT NULL, squares INTEGER NOT NULL, PRIMARY KEY (hash, statement)) WITHOUT ROWID;
-- Which articles have a print of a passage (wire.h), the first few of them: the index of copies.
CREATE TABLE print (hash BIGINT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)) WITHOUT ROWID;
