-- 1.postgres.sql - what PostgreSQL says differently. The key of words is statement.day << 31 | statement.id.
CREATE DOMAIN blob AS bytea;
-- English endings, and no words left out.
CREATE TEXT SEARCH DICTIONARY avow_stem (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION avow (COPY = english);
ALTER TEXT SEARCH CONFIGURATION avow ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH avow_stem;
CREATE TABLE words (key BIGINT PRIMARY KEY, text TSVECTOR NOT NULL);
CREATE INDEX words_text ON words USING gin (text);
CREATE TABLE gram (hash BIGINT NOT NULL, statement INTEGER NOT NULL, PRIMARY KEY (hash, statement));
CREATE TABLE near (hash BIGINT NOT NULL, statement INTEGER NOT NULL, squares INTEGER NOT NULL, PRIMARY KEY (hash, statement));
CREATE TABLE print (hash BIGINT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article));
