-- 1.postgres.sql - what PostgreSQL says differently. The key of words is statement.day << 31 | statement.id.
CREATE TABLE words (key BIGINT PRIMARY KEY, text TSVECTOR NOT NULL);
CREATE INDEX words_text ON words USING gin (text);
CREATE TABLE gram (hash BIGINT NOT NULL, statement INTEGER NOT NULL, PRIMARY KEY (hash, statement));
CREATE TABLE copy_band (hash BIGINT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article));
