/* db.c - what the engines share: prepared statements kept by their SQL, and failures that stick. */
#include "db.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "hash.h"
#include "schema.h"
#include "status.h"

avow_value avow_text(const char *text)
{
    if (text == NULL) return (avow_value){.kind = AVOW_IS_NULL};
    return (avow_value){.kind = AVOW_IS_TEXT, .data = text, .size = strlen(text)};
}

/* ---- connections -------------------------------------------------------------------------------------------------- */

avow_status avow_db_open(const char *where, const avow_store_options *options, avow_db **db, avow_error *error)
{
    bool is_url = strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0;
    *db = NULL;
#ifdef AVOW_POSTGRESQL
    avow_status status = is_url ? avow_postgres_open(where, options, db, error) : avow_sqlite_open(where, options, db, error);
#else
    if (is_url) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "this avow was built without PostgreSQL");
    avow_status status = avow_sqlite_open(where, options, db, error);
#endif
    if (status == AVOW_OK && (status = avow_schema_update(*db, options, error)) != AVOW_OK) {
        avow_db_close(*db);
        *db = NULL;
    }
    return status;
}

void avow_db_close(avow_db *db)
{
    if (db == NULL) return;
    for (size_t i = 0; i < AVOW_DB_BUCKETS; i++)
        for (avow_rows *rows = db->prepared[i], *next; rows != NULL; rows = next) {
            next = rows->next;
            db->engine->finish(rows);
            avow_free(&db->allocator, rows->sql);
            avow_free(&db->allocator, rows);
        }
    db->engine->close(db);
}

/* ---- failures and transactions ------------------------------------------------------------------------------------ */

bool avow_db_fail(avow_db *db, avow_status code, const char *format, ...)
{
    if (db->error.code != AVOW_OK) return false;
    char detail[sizeof db->error.detail];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    avow_fail(&db->error, code, 0, "%s", detail);
    return false;
}

bool avow_db_fail_memory(avow_db *db)
{
    if (db->error.code == AVOW_OK) avow_fail_memory(&db->error);
    return false;
}

avow_status avow_db_outcome(avow_db *db, avow_error *error)
{
    avow_status status = db->error.code;
    if (status != AVOW_OK && error != NULL) *error = db->error;
    db->error.code = AVOW_OK;
    return status;
}

void avow_db_begin(avow_db *db)
{
    db->in_transaction = avow_db_ok(db) && db->engine->begin(db);
}

void avow_db_begin_reading(avow_db *db)
{
    db->in_transaction = avow_db_ok(db) && db->engine->begin_reading(db);
}

avow_status avow_db_end(avow_db *db, avow_error *error)
{
    bool kept = db->in_transaction && avow_db_ok(db) && db->engine->commit(db);
    if (db->in_transaction && !kept) db->engine->rollback(db);
    db->in_transaction = false;
    return avow_db_outcome(db, error);
}

/* ---- asking ------------------------------------------------------------------------------------------------------- */

/* The prepared statement, made if it is new; NULL after a failure. */
static avow_rows *prepared(avow_db *db, const char *sql)
{
    size_t size = strlen(sql);
    uint64_t hash = avow_xxh3(sql, size);
    avow_rows **bucket = &db->prepared[hash % AVOW_DB_BUCKETS];
    for (avow_rows *rows = *bucket; rows != NULL; rows = rows->next)
        if (rows->hash == hash && strcmp(rows->sql, sql) == 0) return rows;
    char *copy = avow_alloc(&db->allocator, size + 1, 1);
    avow_rows *rows = copy != NULL ? db->engine->prepare(db, sql) : NULL;
    if (rows == NULL) {
        if (copy == NULL) avow_db_fail_memory(db);
        avow_free(&db->allocator, copy);
        return NULL;
    }
    memcpy(copy, sql, size + 1);
    rows->db = db;
    rows->hash = hash;
    rows->sql = copy;
    rows->next = *bucket;
    return *bucket = rows;
}

avow_rows *avow_db_ask(avow_db *db, const char *sql, const avow_value *values, size_t count)
{
    db->nothing.db = db;
    avow_rows *rows = avow_db_ok(db) ? prepared(db, sql) : NULL;
    if (rows == NULL) return &db->nothing;
    if (db->engine->start(rows, values, count)) return rows;
    db->engine->end(rows);
    return &db->nothing;
}

bool avow_next(avow_rows *rows)
{
    avow_db *db = rows->db;
    if (rows == &db->nothing) return false;
    if (avow_db_ok(db) && db->engine->next(rows)) return true;
    db->engine->end(rows);
    return false;
}

/* Also runs what gives no rows and was not stepped yet: an engine may wait until then. */
void avow_rows_end(avow_rows *rows)
{
    if (rows != &rows->db->nothing) rows->db->engine->end(rows);
}

bool avow_get_null(avow_rows *rows, int column) { return rows->db->engine->is_null(rows, column); }
int64_t avow_get_int(avow_rows *rows, int column) { return rows->db->engine->get_int(rows, column); }
double avow_get_real(avow_rows *rows, int column) { return rows->db->engine->get_real(rows, column); }

const char *avow_get_text(avow_rows *rows, int column)
{
    size_t size;
    return rows->db->engine->get_bytes(rows, column, &size);
}

const char *avow_get_bytes(avow_rows *rows, int column, size_t *size)
{
    const char *bytes = rows->db->engine->get_bytes(rows, column, size);
    if (bytes == NULL) *size = 0;
    return bytes != NULL ? bytes : "";
}

int64_t avow_db_number(avow_db *db, const char *sql, const avow_value *values, size_t count)
{
    avow_rows *rows = avow_db_ask(db, sql, values, count);
    int64_t number = avow_next(rows) && !avow_get_null(rows, 0) ? avow_get_int(rows, 0) : 0;
    avow_rows_end(rows);
    return number;
}
