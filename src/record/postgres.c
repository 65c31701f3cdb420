/* postgres.c - the engine that keeps a store in a database of PostgreSQL, by libpq.
 *
 * The tables are in the connection's default schema, which must be empty or ours: avow_store has the version. Who writes takes an advisory
 * lock of the database first, so that numbers can be given as in SQLite, where one writes at a time; readers do not wait. Texts and bytes
 * go in as they are, in binary format, and all results come in it, so nothing is quoted or parsed.
 * (PostgreSQL 15 manual, 34 "libpq - C Library", 12 "Full Text Search".) */
#include "db.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "status.h"

enum { LOCK = 0x61766F77, WAIT = 30000, NUMBER_ROOM = 32 };      /* "avow"; milliseconds */

typedef struct connection {
    avow_db db;
    PGconn *handle;
    const volatile int *cancel;
    unsigned prepared;                  /* statements so far: they are named by number */
} connection;

typedef struct query {
    avow_rows rows;
    char name[16];
    size_t values;                      /* that its SQL has places for */
    PGresult *result;
    int row;
} query;

static PGconn *handle_of(avow_db *db) { return ((connection *)db)->handle; }

/* ---- errors ------------------------------------------------------------------------------------------------------- */

static avow_status status_of(const char *state)
{
    static const struct {
        const char *state;              /* SQLSTATE or its first letters */
        avow_status status;
    } known[] = {
        {"55P03", AVOW_STORE_BUSY}, {"40P01", AVOW_STORE_BUSY}, {"40001", AVOW_STORE_BUSY}, {"53100", AVOW_STORE_FULL},
        {"53200", AVOW_NO_MEMORY}, {"57014", AVOW_CANCELLED}, {"25006", AVOW_STORE_READ_ONLY}, {"42501", AVOW_STORE_READ_ONLY},
        {"22003", AVOW_NOT_IN_STORE}, {"54", AVOW_LIMIT}, {"42", AVOW_STORE_DAMAGED}, {"23", AVOW_STORE_DAMAGED}, {"22",
            AVOW_STORE_DAMAGED},
        {"XX", AVOW_STORE_DAMAGED},
    };
    for (size_t i = 0; state != NULL && i < sizeof known / sizeof *known; i++)
        if (strncmp(state, known[i].state, strlen(known[i].state)) == 0) return known[i].status;
    return AVOW_STORE_FAILED;
}

/* The server's sentence, without its line end. */
static bool failed(avow_db *db, const PGresult *result)
{
    const char *state = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *said = result != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (said == NULL) said = PQerrorMessage(handle_of(db));
    return avow_db_fail(db, status_of(state), "PostgreSQL says: %.*s", (int)strcspn(said, "\n"), said);
}

static bool is_done(avow_db *db, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    bool done = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || failed(db, result);
    PQclear(result);
    return done;
}

static bool script(avow_db *db, const char *sql) { return is_done(db, PQexec(handle_of(db), sql)); }

/* ---- statements --------------------------------------------------------------------------------------------------- */

/* The highest of $1, $2, ... */
static size_t places(const char *sql)
{
    size_t most = 0;
    for (; (sql = strchr(sql, '$')) != NULL;) {
        size_t number = 0;
        for (sql++; avow_is_digit(*sql); sql++) number = number * 10 + (size_t)(*sql - '0');
        if (number > most) most = number;
    }
    return most;
}

static avow_rows *prepare(avow_db *db, const char *sql)
{
    connection *c = (connection *)db;
    query *q = avow_alloc(&db->allocator, 1, sizeof *q);
    if (q == NULL) {
        avow_db_fail_memory(db);
        return NULL;
    }
    *q = (query){.values = places(sql)};
    snprintf(q->name, sizeof q->name, "q%u", c->prepared++);
    if (q->values <= AVOW_DB_VALUES && is_done(db, PQprepare(c->handle, q->name, sql, 0, NULL))) return &q->rows;
    avow_free(&db->allocator, q);
    return NULL;
}

static void end(avow_rows *rows)
{
    query *q = (query *)rows;
    PQclear(q->result);
    q->result = NULL;
}

/* All rows are fetched at once; nothing that the record asks for is many. */
static bool start(avow_rows *rows, const avow_value *values, size_t count)
{
    query *q = (query *)rows;
    connection *c = (connection *)rows->db;
    const char *data[AVOW_DB_VALUES];
    int sizes[AVOW_DB_VALUES], formats[AVOW_DB_VALUES];
    char numbers[AVOW_DB_VALUES][NUMBER_ROOM];
    if (c->cancel != NULL && *c->cancel != 0) return avow_db_fail(rows->db, AVOW_CANCELLED, "cancelled");
    for (size_t i = 0; i < q->values; i++) {
        const avow_value *v = &values[i];
        bool number = v->kind == AVOW_IS_INT || v->kind == AVOW_IS_REAL;
        if (i >= count || v->size > INT32_MAX) return avow_db_fail(rows->db, AVOW_LIMIT, "a value is missing or too large");
        if (v->kind == AVOW_IS_INT) snprintf(numbers[i], NUMBER_ROOM, "%lld", (long long)v->number);
        if (v->kind == AVOW_IS_REAL) snprintf(numbers[i], NUMBER_ROOM, "%.9g", v->real);
        data[i] = number ? numbers[i] : v->kind == AVOW_IS_NULL ? NULL : v->data != NULL ? v->data : "";
        sizes[i] = (int)v->size;
        formats[i] = !number;
    }
    end(rows);
    q->row = -1;
    q->result = PQexecPrepared(c->handle, q->name, (int)q->values, data, sizes, formats, 1);
    ExecStatusType status = PQresultStatus(q->result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || failed(rows->db, q->result);
}

static bool next(avow_rows *rows)
{
    query *q = (query *)rows;
    return q->result != NULL && ++q->row < PQntuples(q->result);
}

static void finish(avow_rows *rows) { end(rows); }

/* ---- columns, in binary: numbers in network order ----------------------------------------------------------------- */

static bool is_null(avow_rows *rows, int column) { return PQgetisnull(((query *)rows)->result, ((query *)rows)->row, column) != 0; }

static uint64_t bits(avow_rows *rows, int column, int *size)
{
    query *q = (query *)rows;
    const unsigned char *bytes = (const unsigned char *)PQgetvalue(q->result, q->row, column);
    uint64_t value = 0;
    *size = PQgetlength(q->result, q->row, column);
    for (int i = 0; i < *size && i < 8; i++) value = value << 8 | bytes[i];
    return value;
}

static int64_t get_int(avow_rows *rows, int column)
{
    int size;
    uint64_t value = bits(rows, column, &size);
    return size == 4 ? (int32_t)(uint32_t)value : (int64_t)value;
}

static double get_real(avow_rows *rows, int column)
{
    int size;
    uint64_t value = bits(rows, column, &size);
    uint32_t half = (uint32_t)value;
    float single;
    double whole;
    memcpy(&single, &half, sizeof single);
    memcpy(&whole, &value, sizeof whole);
    return size == 4 ? (double)single : whole;
}

static const char *get_bytes(avow_rows *rows, int column, size_t *size)
{
    query *q = (query *)rows;
    *size = (size_t)PQgetlength(q->result, q->row, column);
    return is_null(rows, column) ? NULL : PQgetvalue(q->result, q->row, column);
}

/* ---- transactions and the schema ---------------------------------------------------------------------------------- */

static void rollback(avow_db *db) { PQclear(PQexec(handle_of(db), "ROLLBACK")); }

/* Whoever writes sees what was committed until the lock was got; whoever reads, one state, as the session's default is. */
static bool begin(avow_db *db)
{
    char sql[120];
    snprintf(sql, sizeof sql, "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(%d)", LOCK);
    if (script(db, sql)) return true;
    rollback(db);
    return false;
}

static bool begin_reading(avow_db *db) { return script(db, "BEGIN"); }
static bool commit(avow_db *db) { return script(db, "COMMIT"); }

static bool version(avow_db *db, int *out)
{
    PGresult *result = PQexec(handle_of(db), "SELECT to_regclass('avow_store') IS NOT NULL, count(*) FROM pg_tables WHERE schemaname = "
                                             "current_schema()");
    *out = 0;
    if (PQresultStatus(result) != PGRES_TUPLES_OK) return is_done(db, result);
    bool ours = PQgetvalue(result, 0, 0)[0] == 't', empty = strcmp(PQgetvalue(result, 0, 1), "0") == 0;
    PQclear(result);
    if (!ours) return empty || avow_db_fail(db, AVOW_STORE_FOREIGN, "the database has tables, but is not a store of avow");
    result = PQexec(handle_of(db), "SELECT version FROM avow_store");
    if (PQresultStatus(result) != PGRES_TUPLES_OK) return is_done(db, result);
    const char *digits = PQntuples(result) == 1 ? PQgetvalue(result, 0, 0) : "";
    while (avow_is_digit(*digits) && *out < 100000) *out = *out * 10 + (*digits++ - '0');
    PQclear(result);
    return *out > 0 || avow_db_fail(db, AVOW_STORE_DAMAGED, "the store's version is no number that a store has");
}

static bool set_version(avow_db *db, int number)
{
    char sql[160];
    snprintf(sql, sizeof sql, "CREATE TABLE IF NOT EXISTS avow_store (version INTEGER NOT NULL); DELETE FROM avow_store; "
                              "INSERT INTO avow_store VALUES (%d)", number);
    return script(db, sql);
}

static void close_connection(avow_db *db)
{
    avow_allocator allocator = db->allocator;
    PQfinish(handle_of(db));
    avow_free(&allocator, db);
}

/* ---- full text ---------------------------------------------------------------------------------------------------- */

static void put_group(avow_buf *out, avow_columns columns, const avow_phrase *phrases, size_t count, bool all)
{
    static const char *const weights[] = {":A", ":AB", ":D"};
    avow_buf_text(out, out->size > 0 ? " & (" : "(");
    for (size_t i = 0; i < count; i++) {
        avow_buf_text(out, i == 0 ? "'" : all ? " & '" : " | '");
        for (size_t k = 0; k < phrases[i].size; k++) {
            if (phrases[i].text[k] == '\'' || phrases[i].text[k] == '\\') avow_buf_char(out, phrases[i].text[k]);
            avow_buf_char(out, phrases[i].text[k]);
        }
        avow_buf_char(out, '\'');
        avow_buf_text(out, weights[columns]);
    }
    avow_buf_char(out, ')');
}

#define MATCHING "w.text @@ to_tsquery('avow', $1) AND w.key BETWEEN $2 AND $3 AND s.newest = 1 ORDER BY w.key DESC LIMIT $4"
#define STATEMENTS "FROM words w JOIN statement s ON s.id = (w.key & 2147483647) "
#define DAYS "s.newest = 1 AND (s.day, s.id) <= ($1, $2) AND s.day >= $3 ORDER BY s.day DESC, s.id DESC LIMIT $4"

static const avow_engine engine = {
    .name = "postgres", .close = close_connection, .script = script, .begin = begin, .begin_reading = begin_reading,
    .commit = commit, .rollback = rollback, .version = version, .set_version = set_version, .prepare = prepare, .finish = finish,
    .start = start, .next = next, .end = end,
    .is_null = is_null, .get_int = get_int, .get_real = get_real, .get_bytes = get_bytes,
    .put_words = "INSERT INTO words (key, text) VALUES ($1, setweight(to_tsvector('avow', $2), 'A') || "
                 "setweight(to_tsvector('avow', $3), 'B') || setweight(to_tsvector('avow', $4), 'D'))",
    .drop_words = "DELETE FROM words WHERE key = $1",
    .find_words = "SELECT key FROM words WHERE text @@ to_tsquery('avow', $1) AND key BETWEEN $2 AND $3 ORDER BY key DESC LIMIT $4",
    .count_words = "SELECT s.id, s.day, s.speaker, s.outlet, s.act " STATEMENTS "WHERE " MATCHING,
    .copied_words = "SELECT s.id, s.day, s.utterance " STATEMENTS "JOIN utterance u ON u.id = s.utterance WHERE u.appearances > 1 AND " MATCHING,
    .find_days = "SELECT CAST(s.day AS BIGINT) << 31 | s.id FROM statement s WHERE " DAYS,
    .count_days = "SELECT s.id, s.day, s.speaker, s.outlet, s.act FROM statement s WHERE " DAYS,
    .copied_days = "SELECT s.id, s.day, s.utterance FROM statement s JOIN utterance u ON u.id = s.utterance WHERE u.appearances > 1 AND " DAYS,
    .put_group = put_group,
};

/* ---- opening ------------------------------------------------------------------------------------------------------ */

static void ignore(void *context, const char *message)
{
    (void)context;
    (void)message;
}

avow_status avow_postgres_open(const char *where, const avow_store_options *options, avow_db **db, avow_error *error)
{
    avow_allocator allocator = avow_allocator_or_default(options->allocator);
    connection *c = avow_alloc(&allocator, 1, sizeof *c);
    char sql[240];
    *db = NULL;
    if (c == NULL) return avow_fail_memory(error);
    *c = (connection){.db = {.engine = &engine, .allocator = allocator}, .cancel = options->cancel, .handle = PQconnectdb(where)};
    snprintf(sql, sizeof sql, "SET lock_timeout = %u; SET client_encoding = 'UTF8'; SET default_transaction_isolation = 'repeatable read'; "
                              "SET default_transaction_read_only = %s",
             options->wait > 0 ? options->wait : WAIT, options->read_only ? "on" : "off");
    if (c->handle != NULL) PQsetNoticeProcessor(c->handle, ignore, NULL);
    if (c->handle == NULL) avow_db_fail_memory(&c->db);
    else if (PQstatus(c->handle) != CONNECTION_OK) {
        const char *said = PQerrorMessage(c->handle);
        avow_db_fail(&c->db, AVOW_STORE_NOT_FOUND, "no connection: %.*s", (int)strcspn(said, "\n"), said);
    } else if (script(&c->db, sql)) {
        *db = &c->db;
        return AVOW_OK;
    }
    avow_status status = avow_db_outcome(&c->db, error);
    close_connection(&c->db);
    return status;
}
