/* store.c - how fast a store takes articles and answers, beside SQLite alone.
 *
 *     store TEXTS.jsonl EXTRACTED.jsonl FOLDER STATEMENTS
 *
 * TEXTS is what avow extract read and EXTRACTED what it wrote with --offsets bytes; of them articles are made (made.h) until they have so
 * many statements. Adding is measured without their making and without extraction. Then questions are timed (ask.h). Then the same
 * articles are added to a second store while everything that is written is noted, a piece at a time, and SQLite alone, with the same
 * tables and settings, is given the notes: the same rows in the same transactions, no reading and no thinking. Where FOLDER has
 * the store already, only the questions are timed. */
#include <avow/record.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "made.h"
#include "store.h"

enum { PIECE = 256 };

/* ---- notes of what is written ------------------------------------------------------------------------------------- */

typedef struct note {
    const char *sql;                /* NULL: the end of a transaction */
    avow_value values[AVOW_DB_VALUES];
    size_t count;
} note;

static note *notes;
static size_t note_count, note_room;
static avow_engine noting;
static const avow_engine *plain;

static note *new_note(void)
{
    if (note_count == note_room && (notes = realloc(notes, (note_room = 2 * note_room + 1024) * sizeof *notes)) == NULL)
        made_fail("no memory");
    notes[note_count] = (note){NULL, {{AVOW_IS_NULL, 0, 0, NULL, 0}}, 0};
    return &notes[note_count++];
}

static bool note_start(avow_rows *rows, const avow_value *values, size_t count)
{
    if (strncmp(rows->sql, "SELECT", 6) != 0 && strncmp(rows->sql, "BEGIN", 5) != 0 && strncmp(rows->sql, "COMMIT", 6) != 0) {
        note *n = new_note();
        n->sql = rows->sql;
        n->count = count;
        for (size_t i = 0; i < count; i++) {
            n->values[i] = values[i];
            if (values[i].size == 0) continue;
            char *copy = made_room(values[i].size, 1);
            n->values[i].data = memcpy(copy, values[i].data, values[i].size);
        }
    }
    return plain->start(rows, values, count);
}

static bool note_commit(avow_db *db)
{
    new_note();
    return plain->commit(db);
}

/* SQLite alone. */
static void must(sqlite3 *db, int code)
{
    if (code != SQLITE_OK && code != SQLITE_DONE) made_fail(sqlite3_errmsg(db));
}

static void replay(sqlite3 *db)
{
    static struct { const char *sql; sqlite3_stmt *statement; } prepared[64];
    static size_t count;
    must(db, sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL));
    for (size_t i = 0; i < note_count; i++) {
        const note *n = &notes[i];
        if (n->sql == NULL) {
            must(db, sqlite3_exec(db, i + 1 < note_count ? "COMMIT; BEGIN IMMEDIATE" : "COMMIT", NULL, NULL, NULL));
            continue;
        }
        size_t k = 0;
        while (k < count && prepared[k].sql != n->sql) k++;
        if (k == count) {
            if (count == sizeof prepared / sizeof *prepared) made_fail("more kinds of statements than expected");
            prepared[count++].sql = n->sql;
            must(db, sqlite3_prepare_v3(db, n->sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared[k].statement, NULL));
        }
        sqlite3_stmt *s = prepared[k].statement;
        for (size_t v = 0; v < n->count; v++) {
            const avow_value *value = &n->values[v];
            char name[8];
            snprintf(name, sizeof name, "$%zu", v + 1);
            int at = sqlite3_bind_parameter_index(s, name);
            if (value->kind == AVOW_IS_INT) sqlite3_bind_int64(s, at, value->number);
            else if (value->kind == AVOW_IS_REAL) sqlite3_bind_double(s, at, value->real);
            else if (value->kind == AVOW_IS_TEXT) sqlite3_bind_text64(s, at, value->data, value->size, SQLITE_STATIC, SQLITE_UTF8);
            else if (value->kind == AVOW_IS_BYTES) sqlite3_bind_blob64(s, at, value->size > 0 ? value->data : "", value->size,
                                                                       SQLITE_STATIC);
            else sqlite3_bind_null(s, at);
        }
        must(db, sqlite3_step(s));
        sqlite3_reset(s);
    }
    for (size_t i = 0; i < note_count; i++)
        for (size_t v = 0; v < notes[i].count; v++)
            if (notes[i].values[v].size > 0) free((char *)notes[i].values[v].data);
    note_count = 0;
}

/* ---- measuring ---------------------------------------------------------------------------------------------------- */

static avow_store *open_new(const char *folder, const char *name, char *path)
{
    avow_store *store;
    avow_error error = {0};
    snprintf(path, 4096, "%s/%s", folder, name);
    if (avow_store_open(path, &(avow_store_options){.create = true}, &store, &error) != AVOW_OK) made_fail(error.detail);
    return store;
}

static double add_all(avow_store *store, uint64_t statements)
{
    double spent = 0, last = 0;
    avow_error error = {0};
    for (uint64_t n = 0, done = 0; done < statements; n++) {
        avow_result r = made_article(n);
        double from = made_now();
        if (avow_store_add(store, &r, NULL, &error) != AVOW_OK) made_fail(error.detail);
        spent += made_now() - from;
        done += r.attribution_count;
        if (done / 100000 != (done - r.attribution_count) / 100000) {
            fprintf(stderr, "%llu statements: %.0f a second of late\n", (unsigned long long)done, 100000 / (spent - last));
            last = spent;
        }
        made_free(&r);
    }
    return spent;
}

static double replay_all(avow_store *store, sqlite3 *db, uint64_t statements)
{
    double spent = 0;
    avow_error error = {0};
    plain = store->db->engine;
    noting = *plain;
    noting.start = note_start;
    noting.commit = note_commit;
    store->db->engine = &noting;
    for (uint64_t n = 0, done = 0; done < statements;) {
        for (uint64_t piece = 0; piece < PIECE && done < statements; piece++, n++) {
            avow_result r = made_article(n);
            if (avow_store_add(store, &r, NULL, &error) != AVOW_OK) made_fail(error.detail);
            done += r.attribution_count;
            made_free(&r);
        }
        double from = made_now();
        replay(db);
        spent += made_now() - from;
    }
    store->db->engine = plain;
    return spent;
}

static void beside_sqlite(const char *folder, uint64_t statements, double ours)
{
    char path[4096];
    sqlite3 *db;
    avow_store_close(open_new(folder, "alone.db", path));
    if (sqlite3_open(path, &db) != SQLITE_OK) made_fail("SQLite opens nothing");
    must(db, sqlite3_exec(db, "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA synchronous = NORMAL", NULL, NULL, NULL));
    avow_store *store = open_new(folder, "noted.db", path);
    double alone = replay_all(store, db, statements);
    printf("SQLite alone: %.0f a second; avow / SQLite: %.2f\n", (double)statements / alone, alone / ours);
    avow_store_close(store);
    sqlite3_close(db);
}

int main(int argc, char **argv)
{
    char path[4096];
    if (argc != 5) made_fail("TEXTS.jsonl EXTRACTED.jsonl FOLDER STATEMENTS");
    setvbuf(stdout, NULL, _IOLBF, 0);
    uint64_t statements = strtoull(argv[4], NULL, 10);
    made_read(argv[1], argv[2]);
    snprintf(path, sizeof path, "%s/measured.db", argv[3]);
    bool there = access(path, F_OK) == 0;
    avow_store *store = open_new(argv[3], "measured.db", path);
    double ours = there ? 0 : add_all(store, statements);
    if (!there) printf("add: %llu statements, %.0f a second\n", (unsigned long long)statements, (double)statements / ours);
    ask_all(store, made_count(statements));
    avow_store_close(store);
    if (!there) beside_sqlite(argv[3], statements, ours);
    return 0;
}
