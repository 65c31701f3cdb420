/* avow.h - who said what in a news article, with exact offsets into it.
 *
 * Five calls do the work:
 *
 *     avow_model   *model;   avow_model_open("avow-en.model", NULL, &model, &error);     once a program
 *     avow_session *session; avow_session_new(model, NULL, &session, &error);            once a thread
 *     avow_result  *result;  avow_extract(session, &article, &result, &error);           once an article
 *     for (size_t i = 0; i < result->attribution_count; i++) ... result->attributions[i] ...
 *     avow_result_free(result); avow_session_free(session); avow_model_close(model);
 *
 * Errors      Every call that can fail returns an avow_status; 0 (AVOW_OK) is success. The optional avow_error says more;
 *             it is filled without allocating and needs no freeing. On failure, out parameters are set to NULL.
 * Ownership   What a call hands out through an out parameter is the caller's, and is freed by the function named beside
 *             it. Everything reachable from an avow_result belongs to that result and dies with it; a result keeps copies
 *             of all it needs, so the article, the session and the model may go before it.
 * Threads     A model never changes after it is opened and may be shared by any number of threads. A session is scratch
 *             memory for one thread at a time. A result may be read by several threads.
 * Text        Articles are UTF-8. Bytes that are not are replaced by U+FFFD, one for each maximal ill-formed part (as
 *             Python's errors="replace" does), with a warning in the result. Offsets count bytes of result->text, which is
 *             the article's text byte for byte unless such a replacement was made; avow_writer converts to code points
 *             or UTF-16 units. Line ends and all other characters, NUL too, stay as they are.
 * Memory      All memory comes from the allocator given when the model was opened (malloc and free by default).
 * The library reads no environment variables, writes nothing to stderr, and never exits or aborts.
 */
#ifndef AVOW_AVOW_H
#define AVOW_AVOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(AVOW_SHARED) && defined(__GNUC__)
#define AVOW_API __attribute__((visibility("default")))
#else
#define AVOW_API
#endif

#define AVOW_VERSION "0.1.0"

/* The version of the library that runs, which may differ from the header's: "0.1.0". Static storage. */
AVOW_API const char *avow_version(void);

/* ---- status ------------------------------------------------------------------------------------------------------- */

/* The numbers are part of the interface and never change meaning. */
typedef enum avow_status {
    AVOW_OK = 0,
    AVOW_BAD_ARGUMENT = 1,      /* 1-19: wrong use by the caller */
    AVOW_NO_KERNEL = 2,         /* the kernel set asked for is unknown or this machine can't run it */
    AVOW_READ_FAILED = 20,      /* 20-39: input */
    AVOW_BAD_INPUT = 21,
    AVOW_WRITE_FAILED = 22,     /* the sink refused: disk full, pipe closed */
    AVOW_MODEL_NOT_FOUND = 40,  /* 40-59: model */
    AVOW_MODEL_FOREIGN = 41,    /* not an avow model, or of a format version that this library doesn't know */
    AVOW_MODEL_DAMAGED = 42,    /* checksum, size or structure is wrong */
    AVOW_STORE_NOT_FOUND = 60,  /* 60-79: store (record.h) */
    AVOW_STORE_FOREIGN = 61,    /* a file or database that holds something else */
    AVOW_STORE_DAMAGED = 62,
    AVOW_STORE_TOO_NEW = 63,    /* made by a later version of avow */
    AVOW_STORE_BUSY = 64,       /* another one writes, and did not end in time */
    AVOW_STORE_READ_ONLY = 65,
    AVOW_STORE_FULL = 66,       /* the disk or what the store may have of it */
    AVOW_STORE_FAILED = 67,     /* reading or writing it failed, or the connection was lost */
    AVOW_NOT_IN_STORE = 68,     /* what was asked for by its number isn't there */
    AVOW_NO_MEMORY = 90,
    AVOW_LIMIT = 91,
    AVOW_CANCELLED = 92
} avow_status;

/* A short English name of a status: "model damaged". Static storage; never NULL. */
AVOW_API const char *avow_status_name(avow_status status);

typedef struct avow_error {
    avow_status code;
    uint64_t offset;            /* byte offset in the input or file where the trouble is; 0 if that means nothing */
    char detail[232];           /* one English sentence without a full stop, NUL-terminated; may be empty */
} avow_error;

/* alloc returns size bytes aligned for any type, or NULL; free takes what alloc gave, or NULL. size is never 0. */
typedef struct avow_allocator {
    void *(*alloc)(void *context, size_t size);
    void (*free)(void *context, void *memory);
    void *context;
} avow_allocator;

/* ---- model -------------------------------------------------------------------------------------------------------- */

typedef struct avow_model avow_model;

/* Opens a model file: maps it, checks its checksum and structure, uses it in place. The file must not change while it is
 * open. allocator may be NULL and is copied. Free with avow_model_close. Thread-safe. */
AVOW_API avow_status avow_model_open(const char *path, const avow_allocator *allocator, avow_model **model, avow_error *error);

/* The same for a model in memory; data must be aligned to 64 bytes, stay unchanged and outlive the model. */
AVOW_API avow_status avow_model_open_memory(const void *data, size_t size, const avow_allocator *allocator, avow_model **model,
                                            avow_error *error);

/* NULL is allowed. Sessions of the model must be freed before. */
AVOW_API void avow_model_close(avow_model *model);

typedef struct avow_model_info {
    const char *name;           /* "avow-en-1" */
    const char *metadata;       /* lines "key: value" as stored: licence, data, date, figures */
    uint64_t file_size;         /* bytes */
    uint64_t checksum;          /* XXH3-64 as stored, and as verified on opening */
    uint64_t parameters;
    uint32_t format, layers, width, heads, vocabulary;
} avow_model_info;

/* Strings belong to the model. */
AVOW_API avow_model_info avow_model_describe(const avow_model *model);

/* ---- session ------------------------------------------------------------------------------------------------------ */

typedef struct avow_session avow_session;

/* All zero means the defaults. */
typedef struct avow_session_options {
    const char *kernel;         /* one of avow_kernel_name(), or NULL: the fastest that this machine runs. All of them give
                                   the same results to the last bit; "reference" computes in float and does not. */
    size_t max_bytes;           /* longer articles are cut there, with a warning; 0: 16 MiB */
    const volatile int *cancel; /* when it becomes non-zero, avow_extract soon returns AVOW_CANCELLED; may be NULL */
} avow_session_options;

/* options may be NULL. Free with avow_session_free. */
AVOW_API avow_status avow_session_new(const avow_model *model, const avow_session_options *options, avow_session **session,
                                      avow_error *error);
AVOW_API void avow_session_free(avow_session *session);

/* The kernel set that the session uses: "avx512vnni". Static storage. */
AVOW_API const char *avow_session_kernel(const avow_session *session);

/* Names of the kernel sets that are built in and that this machine can run, fastest first, NULL past the end. */
AVOW_API const char *avow_kernel_name(size_t index);

/* ---- extraction --------------------------------------------------------------------------------------------------- */

/* One article. text need not end in NUL and may contain it. The other strings are NUL-terminated and may be NULL;
 * they are handed through to the result. date is ISO 8601. */
typedef struct avow_article {
    const char *text;
    size_t size;                /* bytes */
    const char *id, *title, *date, *outlet, *url;
    const char *const *warnings;    /* handed through too, before those of the result itself */
    size_t warning_count;
    bool skip;                  /* nothing is to be extracted: the result has the text and no attributions */
} avow_article;

/* Half open: bytes start <= i < end of result->text. Both ends are character boundaries. */
typedef struct avow_span {
    size_t start, end;
} avow_span;

typedef struct avow_spans {
    const avow_span *items;     /* in text order, not overlapping; NULL if count is 0 */
    size_t count;
} avow_spans;

typedef enum avow_type {
    AVOW_DIRECT,                /* the content is wholly in quotation marks */
    AVOW_INDIRECT,              /* none of it is */
    AVOW_MIXED
} avow_type;

/* What a statement does, by its cue and content together. */
typedef enum avow_act {
    AVOW_STATE,                 /* reports, claims, says, finds: the default */
    AVOW_DENY, AVOW_ACCUSE, AVOW_CRITICIZE, AVOW_SUPPORT, AVOW_PROMISE, AVOW_REQUEST, AVOW_ASK, AVOW_PREDICT, AVOW_ADMIT, AVOW_WARN,
    AVOW_BELIEVE,               /* an inner state, not said: thinks, fears, wants */
    AVOW_ACT_UNREAD             /* the model has no part that tells acts */
} avow_act;

/* Who speaks, by kind. */
typedef enum avow_speaker_type {
    AVOW_PERSON, AVOW_ORGANISATION, AVOW_GROUP, AVOW_DOCUMENT, AVOW_PLACE,
    AVOW_ANONYMOUS              /* somebody not named: "a source" */
} avow_speaker_type;

/* Why an attribution has no speaker. */
typedef enum avow_unknown {
    AVOW_KNOWN,                 /* it has one */
    AVOW_NO_SOURCE,             /* the text names no source, and does not tell who it is */
    AVOW_NO_ANTECEDENT,         /* whom the source ("he") stands for is not in the text */
    AVOW_AMBIGUOUS,             /* several would fit, and none well enough */
    AVOW_SPEAKER_UNREAD         /* the model has no part that tells speakers */
} avow_unknown;

/* A speaker of the article. */
typedef struct avow_entity {
    uint32_t id;                /* 1, 2, ... in the order of their first mention */
    const char *name;           /* the fullest that the article gives, without titles; for somebody who is never named, the
                                   fullest description */
    avow_speaker_type type;
    const char *const *aliases; /* what else the article calls it, as it stands there: "Mr Trump"; without pronouns */
    size_t alias_count;
    avow_spans mentions;        /* names and descriptions of it, and the sources that stand for it */
} avow_entity;

/* When something was said. */
typedef struct avow_time {
    avow_span span;             /* "on Thursday"'s "Thursday"; empty (0, 0) where the text does not say */
    const char *value;          /* ISO 8601 date or interval by the article's date; NULL if that can't be told */
} avow_time;

/* One statement and who made it. */
typedef struct avow_attribution {
    uint32_t id;                /* 1, 2, ... in the order of the cues */
    uint32_t parent;            /* id of the attribution whose content holds this one; 0 for an outermost one */
    avow_type type;
    avow_spans source;          /* who speaks, in the text's words: "he"; empty where the text names nobody */
    avow_spans cue;             /* the word that says that something is said: "has said" */
    avow_spans content;         /* what is said; several spans where the cue splits it */
    avow_spans addressee;       /* to whom: "reporters"; mostly empty */
    avow_time time;
    uint32_t speaker;           /* id of the entity that the source stands for; 0 where that is not known */
    avow_unknown unknown;       /* why speaker is 0 */
    avow_act act;
    bool negated;               /* "did not say", "has not ruled out" */
    float confidence;           /* 0 to 1: the probability that all the spans are right */
    float speaker_confidence;   /* 0 to 1: that the speaker is, or that it can't be known */
} avow_attribution;

/* A part of the text that is the page's and not the article's. Nothing of an attribution lies in it. */
typedef struct avow_furniture {
    avow_span span;
    const char *kind;           /* "advertisement", "date", "follow", "image-caption", "image-credit", "media", "newsletter", "notice",
                                   "related", "reply-form", "share"; more may come. Static storage. */
} avow_furniture;

typedef struct avow_result {
    const char *id, *title, *date, *outlet, *url;   /* copies of the article's; NULL where it had none */
    const char *text;           /* NUL-terminated besides text_size */
    size_t text_size;
    char sha256[65];            /* of the article's bytes as they were given, in hexadecimal */
    const char *model;          /* the model's name */
    const avow_attribution *attributions;
    size_t attribution_count;
    const avow_entity *entities;                    /* the speakers; entities[i].id is i + 1 */
    size_t entity_count;
    const avow_furniture *furniture;                /* in text order and apart */
    size_t furniture_count;
    const char *const *warnings;                    /* English sentences: what the reader should know */
    size_t warning_count;
} avow_result;

/* Reads one article. Free the result with avow_result_free. The same text and model give the same result on every
 * machine, whatever the kernel set (but "reference"). Failing leaves the session fit for the next article. */
AVOW_API avow_status avow_extract(avow_session *session, const avow_article *article, avow_result **result, avow_error *error);
AVOW_API void avow_result_free(avow_result *result);

/* The words that JSONL has for them: "direct", "deny", "person", "no-antecedent". NULL for AVOW_ACT_UNREAD, AVOW_KNOWN and
 * AVOW_SPEAKER_UNREAD, and for what is no such number. Static storage. */
AVOW_API const char *avow_type_name(avow_type type);
AVOW_API const char *avow_act_name(avow_act act);
AVOW_API const char *avow_speaker_type_name(avow_speaker_type type);
AVOW_API const char *avow_unknown_name(avow_unknown unknown);

/* ---- writing ------------------------------------------------------------------------------------------------------ */

/* What each holds: doc/formats.md. The ones from AVOW_FORMAT_BRAT on are other programs' formats. */
typedef enum avow_format {
    AVOW_FORMAT_TEXT, AVOW_FORMAT_JSONL, AVOW_FORMAT_HTML,
    AVOW_FORMAT_BRAT,           /* brat's .ann. One article a writer, as its numbers are a file's; a second is refused */
    AVOW_FORMAT_WEB_ANNOTATION, /* W3C Web Annotation as JSON-LD, an article a line */
    AVOW_FORMAT_CSV,            /* RFC 4180: one table, a row a statement */
    AVOW_FORMAT_CONLL,          /* CoNLL-U Plus: a token a line */
    AVOW_FORMAT_JSONLD,         /* schema.org's Quotation as JSON-LD, an article a line */
    AVOW_FORMAT_CITRON          /* BBC Citron's JSON, an article a line */
} avow_format;
typedef enum avow_offsets { AVOW_CODEPOINTS, AVOW_BYTES, AVOW_UTF16 } avow_offsets;

/* All zero means the defaults. */
typedef struct avow_write_options {
    avow_format format;
    avow_offsets offsets;       /* the unit of offsets in JSONL; the other formats count code points */
    bool color;                 /* ANSI colours, in text */
    unsigned width;             /* columns to fold text to; 0: 80 */
    bool fragment;              /* HTML: the articles alone, for a page of the caller's with avow_html_style in its style sheet */
    const char *threads;        /* HTML: each statement has a link to its thread, this address with the statement's id behind it; NULL:
                                   none. Stays while the writer does */
} avow_write_options;

/* The style sheet of the HTML page, and the script that it works without: lines, NULL past the end. Static storage. */
AVOW_API const char *const *avow_html_style(void);
AVOW_API const char *const *avow_html_script(void);

/* Takes size bytes of output; anything but 0 stops the writer, whose call then returns AVOW_WRITE_FAILED. */
typedef int (*avow_sink)(void *context, const char *data, size_t size);

/* Writes results one after another: lines of JSONL, paragraphs of text, one HTML page or one table of CSV that holds them all. */
typedef struct avow_writer avow_writer;
AVOW_API avow_status avow_writer_new(const avow_write_options *options, avow_sink sink, void *context, const avow_allocator *allocator,
                                     avow_writer **writer, avow_error *error);
AVOW_API avow_status avow_write(avow_writer *writer, const avow_result *result, avow_error *error);
/* Says where a span of the article stands in what the article was read from: half-open byte ranges, in order and apart. Returns how
 * many there are and writes at most `room` of them. (avow_document_origin of read.h answers so.) */
typedef size_t (*avow_origin)(const void *context, avow_span span, avow_span *ranges, size_t room);
/* JSONL gives each span of the results written from now on its "origin"; origin NULL: no longer. */
AVOW_API void avow_writer_set_origin(avow_writer *writer, avow_origin origin, const void *context);
/* Writes what closes the output (the end of an HTML page) and frees the writer, also on failure. */
AVOW_API avow_status avow_writer_finish(avow_writer *writer, avow_error *error);
/* Frees the writer without writing; NULL is allowed. */
AVOW_API void avow_writer_free(avow_writer *writer);

/* Writes text as one field of a table of CSV, as AVOW_FORMAT_CSV has its own (RFC 4180, guarded against spreadsheets' formulas, NUL
 * replaced: doc/formats.md), without the comma or line end behind it. Returns what the sink last returned, and stops where that is not
 * 0. Allocates nothing; any thread. */
AVOW_API int avow_csv_field(const char *text, size_t size, avow_sink sink, void *context);

#ifdef __cplusplus
}
#endif
#endif
