/* db.h - a database behind one table of functions: SQLite now, PostgreSQL beside it.
 *
 * The record's SQL is written once. Placeholders are $1, $2, ...; what the engines say differently is in avow_engine's fragments and in
 * schema/N.ENGINE.sql. All statements are prepared, and kept.
 *
 * A failure sticks: after the first one asking does nothing and gives no rows, so that callers check once, at the end of the
 * transaction (avow_db_end) or of what they read (avow_db_outcome). What fails outside of the database joins in by avow_db_fail.
 *
 *     avow_db_begin(db);
 *     avow_rows *rows = avow_ask(db, "SELECT id FROM article WHERE key = $1", avow_text(key));
 *     if (avow_next(rows)) id = avow_get_int(rows, 0);
 *     avow_rows_end(rows);
 *     return avow_db_end(db, error);
 */
#ifndef AVOW_RECORD_DB_H
#define AVOW_RECORD_DB_H

#include <avow/record.h>

#include "buf.h"

/* ---- values ------------------------------------------------------------------------------------------------------- */

typedef enum avow_value_kind { AVOW_IS_NULL, AVOW_IS_INT, AVOW_IS_REAL, AVOW_IS_TEXT, AVOW_IS_BYTES } avow_value_kind;

typedef struct avow_value {
    avow_value_kind kind;
    int64_t number;
    double real;
    const char *data;
    size_t size;
} avow_value;

static inline avow_value avow_int(int64_t number) { return (avow_value){.kind = AVOW_IS_INT, .number = number}; }
static inline avow_value avow_real(double real) { return (avow_value){.kind = AVOW_IS_REAL, .real = real}; }
avow_value avow_text(const char *text);                 /* valid UTF-8 up to its NUL; NULL gives NULL */
/* Anything else. Pieces of text, too, if they may hold a NUL, which PostgreSQL's text can't. */
static inline avow_value avow_bytes(const void *data, size_t size)
{
    return (avow_value){.kind = AVOW_IS_BYTES, .data = data, .size = size};
}

/* ---- connections -------------------------------------------------------------------------------------------------- */

typedef struct avow_rows avow_rows;
typedef struct avow_engine avow_engine;

enum { AVOW_DB_BUCKETS = 64, AVOW_DB_VALUES = 32 };

/* The first member of an engine's own prepared statement, which is also what its rows are read from. */
struct avow_rows {
    struct avow_db *db;
    avow_rows *next;                    /* in the same bucket */
    uint64_t hash;
    char *sql;
};

/* The first member of an engine's own connection. */
typedef struct avow_db {
    const avow_engine *engine;
    avow_allocator allocator;
    avow_error error;                   /* the first failure; code AVOW_OK: none */
    bool in_transaction;
    avow_rows *prepared[AVOW_DB_BUCKETS];
    avow_rows nothing;                  /* what asking gives after a failure */
} avow_db;

/* What the full-text index holds of a statement: its content; its sentence and speaker besides; and marks for what it is. */
typedef enum avow_columns { AVOW_CONTENT, AVOW_CONTENT_AND_CONTEXT, AVOW_TAGS } avow_columns;

typedef struct avow_phrase {
    const char *text;
    size_t size;
} avow_phrase;

struct avow_engine {
    const char *name;                   /* as in schema/N.NAME.sql */
    void (*close)(avow_db *db);         /* frees it; its statements have been freed */
    bool (*script)(avow_db *db, const char *sql);       /* runs several statements that give nothing */
    bool (*begin)(avow_db *db);         /* to write: waits for other writers */
    bool (*begin_reading)(avow_db *db);
    bool (*commit)(avow_db *db);
    void (*rollback)(avow_db *db);
    bool (*version)(avow_db *db, int *version);         /* of the schema; 0: there is nothing yet. Fails if what is there is foreign */
    bool (*set_version)(avow_db *db, int version);
    avow_rows *(*prepare)(avow_db *db, const char *sql);        /* allocates the rows; NULL is a failure */
    void (*finish)(avow_rows *rows);    /* frees what the engine holds of them */
    bool (*start)(avow_rows *rows, const avow_value *values, size_t count);
    bool (*next)(avow_rows *rows);      /* false at the end or on failure */
    void (*end)(avow_rows *rows);       /* rows that are not wanted any more; again is harmless */
    bool (*is_null)(avow_rows *rows, int column);
    int64_t (*get_int)(avow_rows *rows, int column);
    double (*get_real)(avow_rows *rows, int column);
    const char *(*get_bytes)(avow_rows *rows, int column, size_t *size);        /* text too, NUL behind it; NULL for NULL */
    /* Full-text search, by expressions: groups of phrases, each group in its columns, that must all be found. */
    const char *put_words;              /* SQL: $1 key, $2 content, $3 context, $4 tags */
    const char *drop_words;             /* the same values as they were put */
    const char *find_words;             /* SQL: keys that match $1, from $2 to $3, highest first, at most $4 */
    /* The same of newest statements alone, which are read along: that costs a third of asking for each by its number. */
    const char *count_words;            /* SQL: statement's id, day, speaker, outlet, act */
    const char *copied_words;           /* SQL: id, day, utterance, of utterances in several articles */
    /* The same of all newest statements, not after day $1 and, on that day, id $2, nor before day $3: the newest first, at most $4. */
    const char *find_days, *count_days, *copied_days;
    /* Adds a group to an expression: all or any of the phrases (without NUL) are in the columns. */
    void (*put_group)(avow_buf *expression, avow_columns columns, const avow_phrase *phrases, size_t count, bool all);
};

/* Opens where the engine's name or the file says: "postgresql://..." or a path. The schema is brought up to date. */
avow_status avow_db_open(const char *where, const avow_store_options *options, avow_db **db, avow_error *error);
void avow_db_close(avow_db *db);        /* NULL is allowed */

/* Engines: open a connection and nothing else. */
avow_status avow_sqlite_open(const char *where, const avow_store_options *options, avow_db **db, avow_error *error);
avow_status avow_postgres_open(const char *where, const avow_store_options *options, avow_db **db, avow_error *error);

/* ---- failures and transactions ------------------------------------------------------------------------------------ */

/* Notes a failure, unless there is one already. Returns false. */
bool avow_db_fail(avow_db *db, avow_status code, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool avow_db_fail_memory(avow_db *db);
static inline bool avow_db_ok(const avow_db *db) { return db->error.code == AVOW_OK; }
/* Hands the failure over, if there was one, and is ready for other things. */
avow_status avow_db_outcome(avow_db *db, avow_error *error);

void avow_db_begin(avow_db *db);
/* To read: all that is asked until avow_db_end is of one state of the store, and costs less. */
void avow_db_begin_reading(avow_db *db);
/* Commits if nothing failed, else takes all back; then as avow_db_outcome. */
avow_status avow_db_end(avow_db *db, avow_error *error);

/* ---- asking ------------------------------------------------------------------------------------------------------- */

/* Runs a statement of SQL. Its rows are read by avow_next before the same SQL is asked again, and ended by avow_rows_end unless
 * avow_next has returned false. Never NULL: after a failure there are no rows. */
avow_rows *avow_db_ask(avow_db *db, const char *sql, const avow_value *values, size_t count);
#define avow_ask(db, sql, ...) \
    avow_db_ask(db, sql, (const avow_value[]){__VA_ARGS__}, sizeof((const avow_value[]){__VA_ARGS__}) / sizeof(avow_value))
/* Runs a statement that gives no rows. */
#define avow_tell(db, sql, ...) avow_rows_end(avow_ask(db, sql, __VA_ARGS__))

bool avow_next(avow_rows *rows);
void avow_rows_end(avow_rows *rows);

/* Columns of the row, from 0 on. What is got is valid until the next row or the end; NULL counts as 0 or an empty string. */
bool avow_get_null(avow_rows *rows, int column);
int64_t avow_get_int(avow_rows *rows, int column);
double avow_get_real(avow_rows *rows, int column);
const char *avow_get_text(avow_rows *rows, int column);                         /* NULL for NULL */
const char *avow_get_bytes(avow_rows *rows, int column, size_t *size);          /* never NULL */

/* The one number that sql asks for; 0 if there is no row or it is NULL. */
int64_t avow_db_number(avow_db *db, const char *sql, const avow_value *values, size_t count);
#define avow_number(db, sql, ...) \
    avow_db_number(db, sql, (const avow_value[]){__VA_ARGS__}, sizeof((const avow_value[]){__VA_ARGS__}) / sizeof(avow_value))

#endif
