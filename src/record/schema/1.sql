-- 1.sql - the tables of a store. INTEGER has 31 bits (PostgreSQL), BIGINT 63. What may be any bytes or is the article's text is BLOB.
-- doc/store.md describes them.

-- A version of an article. `statements` statements begin at statement.id = first.
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,              -- SHA-256 of the URL, or else of outlet and id
    version INTEGER NOT NULL,       -- 1, 2, ... of a key
    newest INTEGER NOT NULL,        -- 1: of its key
    day INTEGER NOT NULL,           -- of date: 1 for 0000-01-01; 0 without one
    outlet INTEGER NOT NULL,        -- outlet.id; 0 without one
    first INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    model TEXT,
    given_id TEXT, url TEXT, outlet_name TEXT, title TEXT, date TEXT,
    warnings BLOB NOT NULL,         -- strings, each with a NUL behind it
    furniture BLOB NOT NULL,        -- likewise, "start-end kind"
    text BLOB NOT NULL
);
CREATE UNIQUE INDEX article_key ON article (key, version);

CREATE TABLE outlet (
    id INTEGER PRIMARY KEY,
    hash BIGINT NOT NULL,           -- XXH3-64 of its plain name; 0: punctuation alone
    name TEXT NOT NULL              -- as it was first given
);
CREATE INDEX outlet_hash ON outlet (hash);

-- Spans are bytes of the article's text, "start-end start-end".
CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    number BIGINT NOT NULL,         -- its id in the article
    parent BIGINT NOT NULL,         -- number of the one that holds it; 0 for an outermost one
    newest INTEGER NOT NULL,        -- as the article's
    day INTEGER NOT NULL,           -- likewise
    outlet INTEGER NOT NULL,        -- likewise
    entity INTEGER NOT NULL,        -- entity.number of who speaks; 0: not known
    speaker INTEGER NOT NULL,       -- speaker.id; 0: not known
    unknown TEXT,                   -- why not; or 'unread', where the model did not look
    type TEXT NOT NULL,
    act TEXT,
    negated INTEGER NOT NULL,
    confidence REAL NOT NULL,
    speaker_confidence REAL NOT NULL,
    source TEXT NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL, addressee TEXT NOT NULL,
    said TEXT NOT NULL,             -- the words that say when; empty if none do
    said_value TEXT,                -- ISO 8601
    sentence TEXT NOT NULL,         -- around the cue
    utterance INTEGER NOT NULL      -- utterance.id
);
CREATE INDEX statement_day ON statement (day, id) WHERE newest = 1;
CREATE INDEX statement_speaker ON statement (speaker, day, id) WHERE newest = 1;

-- A speaker of an article, and whom the store takes it for.
CREATE TABLE entity (
    article INTEGER NOT NULL,
    number INTEGER NOT NULL,        -- its id in the article
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    aliases BLOB NOT NULL,          -- strings, each with a NUL behind it
    mentions TEXT NOT NULL,
    speaker INTEGER NOT NULL,
    tag INTEGER NOT NULL,           -- speaker.id by which its statements are marked in words: of it, or one that was merged into it
    reason TEXT NOT NULL,           -- why this speaker
    confidence REAL NOT NULL,
    PRIMARY KEY (article, number)
);
CREATE INDEX entity_speaker ON entity (speaker);

-- A speaker across articles.
CREATE TABLE speaker (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    merged INTEGER NOT NULL         -- speaker.id of which this is a part since somebody said so; 0: none
);
CREATE INDEX speaker_merged ON speaker (merged) WHERE merged <> 0;

-- What a speaker is called.
CREATE TABLE speaker_alias (
    hash BIGINT NOT NULL,           -- XXH3-64 of the plain name
    kind INTEGER NOT NULL,          -- 0 the whole name, 1 its first and last part, 2 what else it is called, 3 its last part
    speaker INTEGER NOT NULL,
    PRIMARY KEY (hash, kind, speaker)
);
CREATE INDEX speaker_alias_speaker ON speaker_alias (speaker);

-- Names that stand near a person's in articles, by which two of one name are told apart.
CREATE TABLE company (
    speaker INTEGER NOT NULL,
    hash BIGINT NOT NULL,
    PRIMARY KEY (speaker, hash)
);

-- What somebody decided: `other` is a part of speaker (merge), or was made from a part of it (split).
CREATE TABLE pin (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    speaker INTEGER NOT NULL,
    other INTEGER NOT NULL
);

-- Statements in several articles that are one utterance: what is not here stands alone, with its own id for the utterance's.
CREATE TABLE utterance (
    id INTEGER PRIMARY KEY,
    appearances INTEGER NOT NULL,   -- articles that it is in, of those that are newest
    outlets INTEGER NOT NULL        -- theirs; without one counts as one
);
CREATE INDEX statement_utterance ON statement (utterance, newest, outlet, article);

-- Earlier articles, of other keys, that an article was found to be a copy of: enough of them to have all that it has in common with any.
CREATE TABLE copy (
    article INTEGER NOT NULL,
    original INTEGER NOT NULL,
    PRIMARY KEY (article, original)
);
