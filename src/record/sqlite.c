/* sqlite.c - the engine that keeps a store in a file of SQLite.
 *
 * The file is in WAL mode, so that reading and one writing don't wait for each other, with synchronous NORMAL: what is committed
 * outlives the program however it ends; a machine that loses its power may lose the last seconds, but no transaction in part. A file is
 * ours by its application_id; user_version is the schema's. The file may be anybody's, so what SQLite advises for such files is
 * set (https://www.sqlite.org/security.html). */
#include "db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ascii.h"
#include "status.h"

enum { APPLICATION = 0x61766F77, NAP = 5, WAIT = 30000, PATIENCE = 10000, LONGEST_PATH = 4096 };     /* "avow"; milliseconds; steps */

typedef struct connection {
    avow_db db;
    sqlite3 *handle;
    const volatile int *cancel;
    unsigned wait;                      /* milliseconds for another writer */
    int64_t since;                      /* when it began to wait */
} connection;

typedef struct query {
    avow_rows rows;
    sqlite3_stmt *statement;
    int first;                          /* what the first step gave, until avow_next takes it; SQLITE_OK: it has */
    int place[AVOW_DB_VALUES];          /* SQLite's number of $1, $2, ...; 0 past the last */
} query;

static sqlite3 *handle_of(avow_db *db) { return ((connection *)db)->handle; }

/* ---- errors ------------------------------------------------------------------------------------------------------- */

static avow_status status_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_NOMEM: return AVOW_NO_MEMORY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return AVOW_STORE_BUSY;
    case SQLITE_READONLY: return AVOW_STORE_READ_ONLY;
    case SQLITE_INTERRUPT: return AVOW_CANCELLED;
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:                  /* the SQL is ours, so the tables aren't as they were made */
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH: return AVOW_STORE_DAMAGED;
    case SQLITE_FULL: return AVOW_STORE_FULL;
    case SQLITE_NOTADB: return AVOW_STORE_FOREIGN;
    case SQLITE_CANTOPEN: return AVOW_STORE_NOT_FOUND;
    case SQLITE_TOOBIG: return AVOW_LIMIT;
    default: return AVOW_STORE_FAILED;
    }
}

static bool failed(avow_db *db, int code)
{
    avow_status status = status_of(code);
    const connection *c = (connection *)db;
    if (status == AVOW_NO_MEMORY) return avow_db_fail_memory(db);
    if (c->cancel != NULL && *c->cancel != 0) return avow_db_fail(db, AVOW_CANCELLED, "cancelled");
    if (status == AVOW_STORE_BUSY) return avow_db_fail(db, status, "another program has been writing to it for %u ms", c->wait);
    return avow_db_fail(db, status, "SQLite says: %s", sqlite3_errmsg(c->handle));
}

/* ---- statements --------------------------------------------------------------------------------------------------- */

static avow_rows *prepare(avow_db *db, const char *sql)
{
    query *q = avow_alloc(&db->allocator, 1, sizeof *q);
    if (q == NULL) {
        avow_db_fail_memory(db);
        return NULL;
    }
    *q = (query){.statement = NULL};
    int code = sqlite3_prepare_v3(handle_of(db), sql, -1, SQLITE_PREPARE_PERSISTENT, &q->statement, NULL);
    if (code != SQLITE_OK) {
        failed(db, code);
        avow_free(&db->allocator, q);
        return NULL;
    }
    for (int i = 0; i < AVOW_DB_VALUES; i++) {
        char name[16];
        snprintf(name, sizeof name, "$%d", i + 1);
        q->place[i] = sqlite3_bind_parameter_index(q->statement, name);
    }
    return &q->rows;
}

static void finish(avow_rows *rows) { sqlite3_finalize(((query *)rows)->statement); }

static int bind(sqlite3_stmt *s, int place, const avow_value *v)
{
    switch (v->kind) {
    case AVOW_IS_INT: return sqlite3_bind_int64(s, place, v->number);
    case AVOW_IS_REAL: return sqlite3_bind_double(s, place, v->real);
    case AVOW_IS_TEXT: return sqlite3_bind_text64(s, place, v->data, v->size, SQLITE_STATIC, SQLITE_UTF8);
    case AVOW_IS_BYTES:
        return v->size == 0 ? sqlite3_bind_zeroblob(s, place, 0) : sqlite3_bind_blob64(s, place, v->data, v->size, SQLITE_STATIC);
    default: return sqlite3_bind_null(s, place);
    }
}

/* Values are bound where they lie, so the first step is taken at once: they need not stay. */
static bool start(avow_rows *rows, const avow_value *values, size_t count)
{
    query *q = (query *)rows;
    sqlite3_reset(q->statement);
    for (size_t i = 0; i < count && i < AVOW_DB_VALUES; i++) {
        int code = q->place[i] == 0 ? SQLITE_OK : bind(q->statement, q->place[i], &values[i]);
        if (code != SQLITE_OK) return failed(rows->db, code);
    }
    q->first = sqlite3_step(q->statement);
    return q->first == SQLITE_ROW || q->first == SQLITE_DONE || failed(rows->db, q->first);
}

static bool next(avow_rows *rows)
{
    query *q = (query *)rows;
    int code = q->first != SQLITE_OK ? q->first : sqlite3_step(q->statement);
    q->first = SQLITE_OK;
    if (code == SQLITE_ROW) return true;
    return code == SQLITE_DONE ? false : failed(rows->db, code);
}

static void end(avow_rows *rows) { sqlite3_reset(((query *)rows)->statement); }

static bool is_null(avow_rows *rows, int column) { return sqlite3_column_type(((query *)rows)->statement, column) == SQLITE_NULL; }
static int64_t get_int(avow_rows *rows, int column) { return sqlite3_column_int64(((query *)rows)->statement, column); }
static double get_real(avow_rows *rows, int column) { return sqlite3_column_double(((query *)rows)->statement, column); }

static const char *get_bytes(avow_rows *rows, int column, size_t *size)
{
    sqlite3_stmt *s = ((query *)rows)->statement;
    bool bytes = sqlite3_column_type(s, column) == SQLITE_BLOB;
    const char *data = bytes ? sqlite3_column_blob(s, column) : (const char *)sqlite3_column_text(s, column);
    *size = (size_t)sqlite3_column_bytes(s, column);
    if (data == NULL && !bytes && !is_null(rows, column)) avow_db_fail_memory(rows->db);
    return data;
}

/* ---- transactions and the file ------------------------------------------------------------------------------------ */

static bool script(avow_db *db, const char *sql)
{
    int code = sqlite3_exec(handle_of(db), sql, NULL, NULL, NULL);
    return code == SQLITE_OK || failed(db, code);
}

/* Prepared once: SQLite's parser would cost a small read a twentieth of its time. */
static bool run(avow_db *db, const char *sql)
{
    avow_rows_end(avow_db_ask(db, sql, NULL, 0));
    return avow_db_ok(db);
}

static bool begin(avow_db *db) { return run(db, "BEGIN IMMEDIATE"); }
static bool begin_reading(avow_db *db) { return run(db, "BEGIN"); }
static bool commit(avow_db *db) { return run(db, "COMMIT"); }
static void rollback(avow_db *db) { sqlite3_exec(handle_of(db), "ROLLBACK", NULL, NULL, NULL); }

/* A PRAGMA's number; false on failure. */
static bool pragma(avow_db *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(handle_of(db), sql, -1, &s, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(s);
    if (code == SQLITE_ROW) *number = sqlite3_column_int64(s, 0);
    bool got = code == SQLITE_ROW || failed(db, code == SQLITE_DONE ? SQLITE_CORRUPT : code);
    sqlite3_finalize(s);
    return got;
}

static bool version(avow_db *db, int *out)
{
    int64_t application = 0, number = 0, tables = 0;
    *out = 0;
    if (!pragma(db, "PRAGMA application_id", &application) || !pragma(db, "PRAGMA user_version", &number) ||
        !pragma(db, "PRAGMA schema_version", &tables)) return false;
    if (tables == 0 && application == 0 && number == 0) return true;
    if (application != APPLICATION) return avow_db_fail(db, AVOW_STORE_FOREIGN, "the file is a database, but not a store of avow");
    if (number < 1 || number > INT32_MAX) return avow_db_fail(db, AVOW_STORE_DAMAGED, "the store's version is no number that a store has");
    *out = (int)number;
    return true;
}

static bool set_version(avow_db *db, int number)
{
    char sql[80];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION, number);
    return script(db, sql);
}

static void close_connection(avow_db *db)
{
    avow_allocator allocator = db->allocator;
    sqlite3_close(handle_of(db));
    avow_free(&allocator, db);
}

/* ---- full text (https://www.sqlite.org/fts5.html) ----------------------------------------------------------------- */

static void put_group(avow_buf *out, avow_columns columns, const avow_phrase *phrases, size_t count, bool all)
{
    static const char *const names[] = {"content", "{content context}", "tags"};
    if (out->size > 0) avow_buf_text(out, " AND ");
    avow_buf_text(out, names[columns]);
    avow_buf_text(out, " : (");
    for (size_t i = 0; i < count; i++) {
        if (i > 0) avow_buf_text(out, all ? " AND " : " OR ");
        avow_buf_char(out, '"');
        for (size_t k = 0; k < phrases[i].size; k++) {
            if (phrases[i].text[k] == '"') avow_buf_char(out, '"');
            avow_buf_char(out, phrases[i].text[k]);
        }
        avow_buf_char(out, '"');
    }
    avow_buf_char(out, ')');
}

/* CROSS JOIN: SQLite takes the tables in that order. */
#define MATCHING "w.words MATCH $1 AND w.rowid BETWEEN $2 AND $3 AND s.newest = 1 ORDER BY w.rowid DESC LIMIT $4"
#define STATEMENTS "FROM words w CROSS JOIN statement s ON s.id = (w.rowid & 2147483647) "

/* Two questions: SQLite compares the row (day, id) by its day alone where the id is the row's number, and would read a day of 100,000
 * articles from its end for each page. The second is not asked where the first one's answer is enough. */
#define DAYS(columns, tables) \
    "SELECT * FROM (SELECT " columns " FROM " tables "s.newest = 1 AND s.day = $1 AND $1 >= $3 AND s.id <= $2 ORDER BY s.id DESC LIMIT $4) " \
    "UNION ALL SELECT * FROM (SELECT " columns " FROM " tables "s.newest = 1 AND s.day < $1 AND s.day >= $3 " \
    "ORDER BY s.day DESC, s.id DESC LIMIT $4) LIMIT $4"
#define COPIED "statement s CROSS JOIN utterance u WHERE u.id = s.utterance AND u.appearances > 1 AND "

static const avow_engine engine = {
    .name = "sqlite", .close = close_connection, .script = script, .begin = begin, .begin_reading = begin_reading, .commit = commit,
    .rollback = rollback, .version = version, .set_version = set_version, .prepare = prepare, .finish = finish, .start = start, .next = next, .end = end,
    .is_null = is_null, .get_int = get_int, .get_real = get_real, .get_bytes = get_bytes,
    .put_words = "INSERT INTO words (rowid, content, context, tags) VALUES ($1, $2, $3, $4)",
    .drop_words = "INSERT INTO words (words, rowid, content, context, tags) VALUES ('delete', $1, $2, $3, $4)",
    .find_words = "SELECT rowid FROM words WHERE words MATCH $1 AND rowid BETWEEN $2 AND $3 ORDER BY rowid DESC LIMIT $4",
    .count_words = "SELECT s.id, s.day, s.speaker, s.outlet, s.act " STATEMENTS "WHERE " MATCHING,
    .copied_words = "SELECT s.id, s.day, s.utterance " STATEMENTS "CROSS JOIN utterance u ON u.id = s.utterance "
                    "WHERE u.appearances > 1 AND " MATCHING,
    .find_days = DAYS("s.day << 31 | s.id", "statement s WHERE "),
    .count_days = DAYS("s.id, s.day, s.speaker, s.outlet, s.act", "statement s WHERE "),
    .copied_days = DAYS("s.id, s.day, s.utterance", COPIED),
    .put_group = put_group,
};

/* ---- opening ------------------------------------------------------------------------------------------------------ */

static int is_busy(void *context, int times)
{
    connection *c = context;
    struct timespec clock;
    clock_gettime(CLOCK_MONOTONIC, &clock);     /* not by the number of naps: on a busy machine they take longer */
    int64_t now = (int64_t)clock.tv_sec * 1000 + clock.tv_nsec / 1000000;
    if (times == 0) c->since = now;
    if (now - c->since >= c->wait || (c->cancel != NULL && *c->cancel != 0)) return 0;
    nanosleep(&(struct timespec){0, NAP * 1000000L}, NULL);
    return 1;
}

static int is_cancelled(void *context) { return *((connection *)context)->cancel != 0; }

/* What there is at the path. A file that nobody may write, in a folder that nobody may write, with nothing in its log, is read as it
 * is: SQLite could not make the files beside it that it shares with writers. */
static bool look(avow_db *db, const char *path, const avow_store_options *options, bool *as_it_is)
{
    struct stat is;
    char log[LONGEST_PATH + 8];
    size_t size = strlen(path);
    if (size == 0 || size > LONGEST_PATH) return avow_db_fail(db, AVOW_BAD_ARGUMENT, "a store's path has 1 to %d bytes", LONGEST_PATH);
    bool there = stat(path, &is) == 0;
    if (!there && !options->create) return avow_db_fail(db, AVOW_STORE_NOT_FOUND, "there is no store at %s", path);
    if (there && !S_ISREG(is.st_mode)) return avow_db_fail(db, AVOW_STORE_FOREIGN, "%s is no regular file", path);
    if (there && !options->read_only && access(path, W_OK) != 0)
        return avow_db_fail(db, AVOW_STORE_READ_ONLY, "%s can't be written", path);
    snprintf(log, sizeof log, "%s-wal", path);
    *as_it_is = options->read_only && access(path, W_OK) != 0 && access(log, F_OK) != 0;
    return true;
}

/* The path as a URI of SQLite's, in which no byte of it has another meaning. */
static void uri_of(const char *path, bool as_it_is, char *out)
{
    static const char hex[] = "0123456789ABCDEF";
    const char *head = path[0] == '/' ? "file:" : "file:./", *tail = as_it_is ? "?immutable=1" : "";
    while (*head != '\0') *out++ = *head++;
    for (; *path != '\0'; path++) {
        unsigned char c = (unsigned char)*path;
        if (avow_is_letter(*path) || avow_is_digit(*path) || c == '/' || c == '.') {
            *out++ = *path;
            continue;
        }
        *out++ = '%';
        *out++ = hex[c >> 4];
        *out++ = hex[c & 15];
    }
    do *out++ = *tail; while (*tail++ != '\0');
}

static bool prepare_connection(connection *c, const char *path, const avow_store_options *options)
{
    bool as_it_is = false;
    char uri[3 * LONGEST_PATH + 32];
    if (!look(&c->db, path, options, &as_it_is)) return false;
    uri_of(path, as_it_is, uri);
    int mode = options->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | (options->create ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(uri, &c->handle, mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_CANTOPEN && access(path, F_OK) != 0)
        return avow_db_fail(&c->db, AVOW_STORE_NOT_FOUND, "%s can't be made: its folder isn't there, or can't be written", path);
    if (code != SQLITE_OK) return failed(&c->db, c->handle == NULL ? SQLITE_NOMEM : code);
    sqlite3_extended_result_codes(c->handle, 1);
    sqlite3_busy_handler(c->handle, is_busy, c);
    if (c->cancel != NULL) sqlite3_progress_handler(c->handle, PATIENCE, is_cancelled, c);
    sqlite3_db_config(c->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(c->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    int number;
    if (!script(&c->db, "PRAGMA cell_size_check = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA synchronous = "
                        "NORMAL") ||
        !version(&c->db, &number)) return false;
    return options->read_only || script(&c->db, "PRAGMA journal_mode = WAL");
}

avow_status avow_sqlite_open(const char *where, const avow_store_options *options, avow_db **db, avow_error *error)
{
    avow_allocator allocator = avow_allocator_or_default(options->allocator);
    connection *c = avow_alloc(&allocator, 1, sizeof *c);
    *db = NULL;
    if (c == NULL) return avow_fail_memory(error);
    *c = (connection){.db = {.engine = &engine, .allocator = allocator}, .cancel = options->cancel,
                      .wait = options->wait > 0 ? options->wait : WAIT};
    if (prepare_connection(c, where, options)) {
        *db = &c->db;
        return AVOW_OK;
    }
    avow_status status = avow_db_outcome(&c->db, error);
    close_connection(&c->db);
    return status;
}
