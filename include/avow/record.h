/* record.h - the record: what articles said, kept in a store where it can be looked for.
 *
 *     avow_store *store;
 *     avow_store_open("news.db", &(avow_store_options){.create = true}, &store, &error);
 *     avow_store_add(store, result, &added, &error);                               a result of avow_extract, once an article
 *     avow_store_search(store, &(avow_query){.words = "bridge"}, print, NULL, &error);
 *     avow_store_close(store);
 *
 * Errors, memory and threads are as in avow.h: a status and an optional error without allocation. A store is for one thread at a
 * time; several threads or programs may each open the same one: any number read while one writes. What a call did is in the store
 * as a whole or not at all, whenever the program or the call ends. (The memory of SQLite and libpq is malloc's.)
 *
 * Where       A store is a file of SQLite; beside it SQLite keeps a -wal and a -shm file while it is open. Or, where avow was built with
 *             libpq, a database of PostgreSQL, "postgresql://user@host/name", which must exist and may have nothing else in it.
 * Articles    have a key: their URL, or where they have none their outlet and id. An article whose text is the one that the store has
 *             under its key changes nothing; with another text, or read by another model, it becomes a new version, and
 *             its statements take the place of the former version's, which stay in the store but are not found any more.
 * Numbers     of articles, statements and speakers are the store's: from 1 on, never given again.
 */
#ifndef AVOW_RECORD_H
#define AVOW_RECORD_H

#include <avow/avow.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- the store ---------------------------------------------------------------------------------------------------- */

typedef struct avow_store avow_store;

/* All zero means the defaults. */
typedef struct avow_store_options {
    bool create;                /* make the store where there is none */
    bool read_only;
    unsigned wait;              /* milliseconds to wait for another writer; 0: 30,000 */
    const volatile int *cancel; /* when it becomes non-zero, calls soon return AVOW_CANCELLED; may be NULL */
    const avow_allocator *allocator;    /* copied; NULL: malloc and free */
} avow_store_options;

/* Opens the store at a path or address, and brings one that an earlier version made up to date. AVOW_STORE_NOT_FOUND,
 * AVOW_STORE_FOREIGN (there is something else), AVOW_STORE_TOO_NEW, AVOW_STORE_READ_ONLY (it can't be written and options don't say that
 * it need not be), AVOW_STORE_DAMAGED. options may be NULL. Close with avow_store_close. */
AVOW_API avow_status avow_store_open(const char *where, const avow_store_options *options, avow_store **store, avow_error *error);
/* NULL is allowed. */
AVOW_API void avow_store_close(avow_store *store);

/* ---- articles ----------------------------------------------------------------------------------------------------- */

typedef struct avow_added {
    int64_t article;            /* its number in the store; a version has one of its own */
    uint32_t version;           /* 1, 2, ... under its key */
    bool is_new;                /* false: the store had it */
    size_t statements;
    int64_t copy_of;            /* the first article under another key that it is a copy of; 0: none */
} avow_added;

/* Puts an article with its statements into the store, in one transaction. The result may be any program's: AVOW_BAD_ARGUMENT if its
 * parts don't fit together. Strings that are not UTF-8 are repaired. added may be NULL. */
AVOW_API avow_status avow_store_add(avow_store *store, const avow_result *result, avow_added *added, avow_error *error);

/* Whether the store has this very article, read by this model, as its key's newest version: adding it would change nothing. added is
 * filled if so, and has article 0 if not. model: the model's name, as in avow_result. */
AVOW_API avow_status avow_store_has(avow_store *store, const avow_article *article, const char *model, avow_added *added,
                                    avow_error *error);

/* The article of that number, as it was added: free with avow_result_free. */
AVOW_API avow_status avow_store_article(avow_store *store, int64_t article, avow_result **result, avow_error *error);

/* The number of the next article behind `after` (0: the first) that is its key's newest version; 0 past the last. */
AVOW_API avow_status avow_store_next(avow_store *store, int64_t after, int64_t *article, avow_error *error);

/* Sets *state to a number that grows with everything that is put into the store or decided by hand: as long as it is the same, what is
 * asked has the same answers. */
AVOW_API avow_status avow_store_state(avow_store *store, int64_t *state, avow_error *error);

/* ---- statements --------------------------------------------------------------------------------------------------- */

/* A statement as the store knows it. Strings are NUL-terminated UTF-8 and belong to the call that hands it out; NULL where there is
 * nothing to say. */
typedef struct avow_statement {
    int64_t id, article;
    uint32_t number;            /* its id within the article */
    const char *article_id, *title, *outlet, *date, *url;       /* the article's, as given */
    int64_t speaker;            /* across articles; 0 if not known */
    const char *speaker_name;   /* the store's name for it, mostly fuller than the article's */
    avow_speaker_type speaker_type;
    avow_unknown unknown;       /* why speaker is 0 */
    avow_type type;
    avow_act act;
    bool negated;
    float confidence, speaker_confidence;
    const char *source, *cue, *content, *addressee;     /* the article's words; " … " between spans that stand apart. source and
                                                           addressee may be empty, never NULL */
    const char *time;           /* when it was said, ISO 8601; NULL if the article does not say */
    const char *sentence;       /* around the cue */
    avow_span place;            /* of the sentence in the article */
    int64_t utterance;          /* what the statement is an appearance of: copies of a report share it */
    size_t appearances, outlets;        /* of the utterance: in how many articles and outlets it stands */
} avow_statement;

/* Takes a statement; anything but 0 stops the call, which is no failure. */
typedef int (*avow_statement_sink)(void *context, const avow_statement *statement);

/* What to look for. All zero: every statement. What is given must all be so. */
typedef struct avow_query {
    const char *words;          /* each of them is in the statement, its sentence or its speaker's name; "several words" in quotation
                                   marks stand together. Case, accents and English endings make no difference */
    const char *speaker;        /* a name, whole or the last part of it */
    int64_t speaker_id;         /* the store's number of one, with those that were merged into it; 0: any */
    const char *about;          /* words that stand together in the content */
    const char *like;           /* says something close to this, best first, once of each utterance; not with `before` */
    uint32_t acts;              /* bits 1u << avow_act; 0: all */
    const char *outlet;
    const char *since, *until;  /* dates, both included: "2016-05-24", "2016-05", "2016". An article without a date is in no period */
    bool anonymous;             /* only of speakers who aren't named */
    size_t limit;               /* at most so many; 0: all */
    int64_t before;             /* only behind this statement in the order: to go on with a list. Of threads: avow_thread's `found` */
    avow_offsets offsets;       /* the unit of `place` */
} avow_query;

/* Hands out statements, newest first by their articles' dates; of one day, those last added first. Of a query with `like` at
 * most 128: these are chosen by their words from the whole store, and then what else the query says is asked of them. */
AVOW_API avow_status avow_store_search(avow_store *store, const avow_query *query, avow_statement_sink sink, void *context,
                                       avow_error *error);

/* ---- counting ----------------------------------------------------------------------------------------------------- */

typedef struct avow_tally {
    const char *name;
    size_t count;
    int64_t id;                 /* of a speaker; 0 for other things */
} avow_tally;

/* What the statements of a search are, each list with the most first. Strings belong to the call. */
typedef struct avow_counts {
    size_t statements;          /* that were counted */
    bool more;                  /* there are others, which were not */
    size_t acts[AVOW_ACT_UNREAD + 1];
    const avow_tally *speakers, *outlets, *years;       /* at most 32 each; statements without one are not counted there */
    size_t speaker_count, outlet_count, year_count;
} avow_counts;

/* Takes the counts. */
typedef void (*avow_counts_sink)(void *context, const avow_counts *counts);

/* Counts the newest statements that avow_store_search would hand out: at most query's limit of them, or 10,000. The sink is called once. */
AVOW_API avow_status avow_store_count(avow_store *store, const avow_query *query, avow_counts_sink sink, void *context, avow_error *error);

/* How many statements of an act a speaker made in the articles of a day. */
typedef struct avow_moment {
    const char *date;           /* "2016-05-24" */
    avow_act act;
    size_t count;
} avow_moment;

/* Takes a moment; anything but 0 stops the call, which is no failure. */
typedef int (*avow_moment_sink)(void *context, const avow_moment *moment);

/* Hands out what a speaker said when, by the articles' dates, oldest first. Articles without a date are left out. */
AVOW_API avow_status avow_store_timeline(avow_store *store, int64_t speaker, avow_moment_sink sink, void *context, avow_error *error);

/* ---- speakers ----------------------------------------------------------------------------------------------------- */

/* Speakers of articles are joined to speakers of the store by their names, what else they are called, and the names that stand near
 * them; two persons of one name of whom different things are told are two. A description ("a senior official"), and a surname alone,
 * is a speaker of its own in each article. What a program decided by avow_store_merge and avow_store_split lasts. */

/* A speaker of the store. Strings belong to the call that hands it out. */
typedef struct avow_speaker {
    int64_t id;
    const char *name;
    avow_speaker_type type;
    const char *const *aliases; /* what else articles call it */
    size_t alias_count;
    size_t articles, statements, utterances;
    size_t acts[AVOW_ACT_UNREAD + 1];   /* statements of each avow_act */
    const avow_tally *outlets;  /* statements of each, most first */
    size_t outlet_count;
    const avow_tally *addressees;       /* to whom it said the newest 200 of them, in the articles' words, of 63 bytes at most:
                                           most first, 64 at most */
    size_t addressee_count;
    const char *first, *last;   /* dates of its first and last article; NULL if none has a date */
} avow_speaker;

/* Takes a speaker; anything but 0 stops the call, which is no failure. */
typedef int (*avow_speaker_sink)(void *context, const avow_speaker *speaker);

/* Hands out the speakers of that name: a whole name, or if none has it, or it is one word, a surname or an alias. Who said most comes
 * first. */
AVOW_API avow_status avow_store_who(avow_store *store, const char *name, avow_speaker_sink sink, void *context, avow_error *error);
/* The one of that number, or the one that it was merged into. */
AVOW_API avow_status avow_store_speaker(avow_store *store, int64_t speaker, avow_speaker_sink sink, void *context, avow_error *error);

/* The store's numbers of the speakers that an article's entities are: writes at most room of them, the first being entities[0]'s, and sets
 * *count to how many there are. */
AVOW_API avow_status avow_store_entities(avow_store *store, int64_t article, int64_t *speakers, size_t room, size_t *count,
                                         avow_error *error);

/* Says that `other` is the same as `speaker`, whose number stays. */
AVOW_API avow_status avow_store_merge(avow_store *store, int64_t speaker, int64_t other, avow_error *error);
/* Says that whoever makes these statements, all of one speaker, is somebody else: makes a speaker of what their articles give that one,
 * and sets *made to its number. */
AVOW_API avow_status avow_store_split(avow_store *store, const int64_t *statements, size_t count, int64_t *made, avow_error *error);

/* ---- wordings ----------------------------------------------------------------------------------------------------- */

typedef enum avow_change_kind {
    AVOW_CHANGE_WORD,           /* words were changed, put in or left out */
    AVOW_CHANGE_ELLIPSIS,       /* words were left out, or may have been, and an ellipsis says so */
    AVOW_CHANGE_BRACKET,        /* square brackets show that the words are not the speaker's */
    AVOW_CHANGE_NEGATION,       /* WORD, and one side has a negation more than the other */
    AVOW_CHANGE_TYPOGRAPHY      /* marks, spaces, capitals, accents, hyphens, contractions: the same words when they are said */
} avow_change_kind;

/* The texts' own bytes, which may hold NUL. A size of 0: nothing stands there, and the pointer says where. */
typedef struct avow_change {
    const char *from, *to;
    size_t from_size, to_size;
    avow_change_kind kind;
} avow_change;

/* "word", "ellipsis", "bracket", "negation", "typography". Static storage. */
AVOW_API const char *avow_change_name(avow_change_kind kind);

/* One wording of an utterance. */
typedef struct avow_variant {
    const char *text;           /* the content's words */
    const char *const *outlets; /* that have it, each once; NULL for articles without one is left out */
    size_t outlet_count;
    const int64_t *articles;
    const char *const *titles;  /* of each article; NULL for one without */
    size_t article_count;
    const avow_change *changes; /* what makes it of the first variant */
    size_t change_count;
} avow_variant;

/* An utterance and how it was worded. Strings belong to the call. */
typedef struct avow_drift {
    int64_t utterance, speaker; /* speaker 0: not known */
    const char *speaker_name;
    const avow_variant *variants;       /* what most articles have first; at most 64 */
    size_t variant_count;
} avow_drift;

/* Takes an utterance; anything but 0 stops the call, which is no failure. */
typedef int (*avow_drift_sink)(void *context, const avow_drift *drift);

/* Hands out the utterances of which articles have more than one wording, those first whose statements the search for query finds first.
 * query's limit counts them. The newest 4096 statements of an utterance are looked at. */
AVOW_API avow_status avow_store_drift(avow_store *store, const avow_query *query, avow_drift_sink sink, void *context, avow_error *error);

/* ---- threads ------------------------------------------------------------------------------------------------------ */

/* What a statement is to another one of its thread. */
typedef enum avow_thread_relation {
    AVOW_THREAD_REPEAT,         /* says the same, in the same words but for a few */
    AVOW_THREAD_PARAPHRASE,     /* says the same in other words */
    AVOW_THREAD_DENY,           /* denies, contradicts or opposes it */
    AVOW_THREAD_REVERSE         /* DENY, by the same speaker on a later day */
} avow_thread_relation;

/* "repeat", "paraphrase", "deny", "reverse". Static storage. */
AVOW_API const char *avow_thread_relation_name(avow_thread_relation relation);

/* An utterance of a thread, by one of its statements. */
typedef struct avow_member {
    avow_thread_relation relation;
    int64_t to;                 /* the statement that it is this to: of the claim's side */
    float probability;          /* that the two say the same, or that the one denies the other */
    avow_statement statement;
} avow_member;

/* A claim and what followed. Strings belong to the call. */
typedef struct avow_thread {
    int64_t id;                 /* the claim's utterance */
    avow_statement claim;       /* the earliest of its side; the last of all if its articles have no dates */
    const avow_member *members; /* by day; those without one last */
    size_t member_count;        /* 1 to 31 */
    bool more;                  /* it has as many as a thread can, and there may be others */
    int64_t found;              /* the statement that the search came upon it by */
} avow_thread;

/* Takes a thread; anything but 0 stops the call, which is no failure. */
typedef int (*avow_thread_sink)(void *context, const avow_thread *thread);

/* Hands out the threads of the statements that the search for query finds, in its order; each once, and an utterance in one alone. A
 * thread's other statements need not be what the query says. A statement that nobody repeats or denies is in none. query's limit counts
 * threads. With `before`, those are left out of which the search finds a statement there or earlier: they were in what came before. */
AVOW_API avow_status avow_store_threads(avow_store *store, const avow_query *query, avow_thread_sink sink, void *context,
                                        avow_error *error);

/* Hands out the thread that a statement is in, if it is in one, by its article and its number there. */
AVOW_API avow_status avow_store_thread(avow_store *store, int64_t article, uint32_t number, avow_offsets offsets, avow_thread_sink sink,
                                       void *context, avow_error *error);

/* ---- quotations --------------------------------------------------------------------------------------------------- */

/* What a quotation is, measured by what was said. doc/record.md defines them. */
typedef enum avow_verdict {
    AVOW_VERBATIM,              /* its words stand in one place, in order and none between, but for typography and marked edits */
    AVOW_ALTERED,               /* words were changed, put in or left out */
    AVOW_TRUNCATED,             /* it leaves out a part of a sentence that belongs to it */
    AVOW_STITCHED,              /* its parts stand in several places, or in sentences with others between */
    AVOW_MISATTRIBUTED,         /* somebody else said it */
    AVOW_NOT_FOUND
} avow_verdict;

/* "verbatim", ..., "not-found". Static storage. */
AVOW_API const char *avow_verdict_name(avow_verdict verdict);

/* Is a statement's speaker the one that was asked for? */
typedef enum avow_namesake {
    AVOW_NAMESAKE_UNKNOWN,      /* nobody was asked for, or the statement's speaker isn't named */
    AVOW_NAMESAKE_SAME,
    AVOW_NAMESAKE_OTHER
} avow_namesake;

/* Where a quotation's words stand. */
typedef struct avow_evidence {
    avow_statement statement;   /* of quoted words that are no statement's content, the nearest one */
    avow_span place;            /* of the words in the article */
    const char *words;          /* them */
    bool quoted;                /* in quotation marks there; false: the reporter's words, or not marked as anybody's */
    avow_namesake speaker;
} avow_evidence;

typedef struct avow_verification {
    avow_verdict verdict;
    bool sense_changed;         /* a negation or a condition was put in, left out or cut off */
    const avow_change *changes; /* from the first source's wording to the quotation's, in the quotation's order */
    size_t change_count;
    const avow_evidence *sources; /* best first; all that bear the verdict out, at most 64; of a stitched quotation its parts */
    size_t source_count;
} avow_verification;

/* Takes a verification, which belongs to the call. */
typedef void (*avow_verification_sink)(void *context, const avow_verification *verification);

/* Compares a quotation, UTF-8 of at most 2000 words (AVOW_LIMIT), with the store's newest statements. speaker: who is said to have said
 * it; NULL to ask for the words alone. unit: of places. The sink is called once. */
AVOW_API avow_status avow_store_verify(avow_store *store, const char *quotation, size_t size, const char *speaker, avow_offsets unit,
                                       avow_verification_sink sink, void *context, avow_error *error);

#ifdef __cplusplus
}
#endif
#endif
