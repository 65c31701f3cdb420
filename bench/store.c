/* store.c - how fast a store takes articles and finds statements, beside SQLite alone.
 *
 *     store TEXTS.jsonl EXTRACTED.jsonl FOLDER STATEMENTS
 *
 * TEXTS is what avow extract read and EXTRACTED what it wrote with --offsets bytes. From them articles are made until they have so many
 * statements: each a copy of one of them, of another day and outlet, in which a third of the longer words have given way to others of the
 * same length, so that offsets stay. Adding is measured without their making and without extraction. Then the same articles are added to
 * a second store while everything that is written is noted, a piece at a time, and SQLite alone, with the same tables and settings, is
 * given the notes: the same rows in the same transactions, no reading and no thinking. Then 1,000 searches are timed. */
#include <avow/record.h>
#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store.h"

enum { MOST_ARTICLES = 4096, MOST_WORDS = 1 << 16, PIECE = 256, OUTLETS = 200, DAYS = 3000, SEARCHES = 1000 };

static avow_result originals[MOST_ARTICLES];
static size_t original_count, word_count;
static const char *words[MOST_WORDS];           /* of the texts, to be put in the places of others; not terminated */
static uint8_t word_sizes[MOST_WORDS];
static uint64_t seed = 1;

static uint64_t chance(uint64_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % below;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void fail_with(const char *what)
{
    fprintf(stderr, "store: %s\n", what);
    exit(1);
}

static void *room(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (memory == NULL) fail_with("no memory");
    return memory;
}

/* ---- articles out of JSONL ---------------------------------------------------------------------------------------- */

static const char *field(const json_t *o, const char *name) { return json_string_value(json_object_get(o, name)); }
static size_t integer(const json_t *o, const char *name) { return (size_t)json_integer_value(json_object_get(o, name)); }

static avow_spans spans_of(const json_t *list)
{
    avow_span *items = room(json_array_size(list), sizeof *items);
    for (size_t i = 0; i < json_array_size(list); i++)
        items[i] = (avow_span){integer(json_array_get(list, i), "start"), integer(json_array_get(list, i), "end")};
    return (avow_spans){items, json_array_size(list)};
}

static int place(const char *word, const char *(*name)(int), int count)
{
    for (int i = 0; word != NULL && i < count; i++)
        if (name(i) != NULL && strcmp(name(i), word) == 0) return i;
    return count;
}
static const char *act_name(int i) { return avow_act_name((avow_act)i); }
static const char *kind_name(int i) { return avow_speaker_type_name((avow_speaker_type)i); }
static const char *type_name(int i) { return avow_type_name((avow_type)i); }
static const char *why_name(int i) { return avow_unknown_name((avow_unknown)i); }

static void take(const json_t *from, const json_t *texts, avow_result *r)
{
    const json_t *list = json_object_get(from, "attributions"), *who = json_object_get(from, "entities"), *text;
    text = json_object_get(texts, field(from, "id"));
    *r = (avow_result){.id = field(from, "id"), .title = field(from, "title"), .date = field(from, "date"), .model = "made",
                       .text = json_string_value(text), .text_size = json_string_length(text)};
    avow_attribution *all = room(json_array_size(list), sizeof *all);
    avow_entity *entities = room(json_array_size(who), sizeof *entities);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *a = json_array_get(list, i), *time = json_object_get(a, "time"), *speaker = json_object_get(a, "speaker");
        int why = place(field(a, "speaker_unknown"), why_name, AVOW_SPEAKER_UNREAD);
        all[i] = (avow_attribution){
            .id = (uint32_t)integer(a, "id"), .parent = (uint32_t)integer(a, "parent"), .source = spans_of(json_object_get(a, "source")),
            .cue = spans_of(json_object_get(a, "cue")), .content = spans_of(json_object_get(a, "content")),
            .addressee = spans_of(json_object_get(a, "addressee")), .act = (avow_act)place(field(a, "act"), act_name, AVOW_ACT_UNREAD),
            .type = (avow_type)place(field(a, "type"), type_name, AVOW_MIXED), .negated = json_is_true(json_object_get(a, "negated")),
            .time = {{integer(time, "start"), integer(time, "end")}, field(time, "value")},
            .speaker = speaker != NULL && json_is_object(speaker) ? (uint32_t)atoi(field(speaker, "id") + 1) : 0,
            .unknown = field(a, "speaker_unknown") != NULL ? (avow_unknown)why : AVOW_KNOWN,
            .confidence = (float)json_real_value(json_object_get(a, "confidence"))};
    }
    for (size_t i = 0; i < json_array_size(who); i++) {
        const json_t *e = json_array_get(who, i), *names = json_object_get(e, "aliases");
        const char **aliases = room(json_array_size(names), sizeof *aliases);
        for (size_t k = 0; k < json_array_size(names); k++) aliases[k] = json_string_value(json_array_get(names, k));
        entities[i] = (avow_entity){(uint32_t)i + 1, field(e, "name"), (avow_speaker_type)place(field(e, "type"), kind_name,
                                                                                                AVOW_ANONYMOUS),
                                    aliases, json_array_size(names), spans_of(json_object_get(e, "mentions"))};
    }
    r->attributions = all;
    r->attribution_count = json_array_size(list);
    r->entities = entities;
    r->entity_count = json_array_size(who);
}

static json_t *next_line(FILE *file)
{
    static char *line;
    static size_t size;
    return getline(&line, &size, file) > 0 ? json_loads(line, JSON_ALLOW_NUL, NULL) : NULL;
}

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static size_t word_at(const char *text) { size_t n = 0; while (is_letter(text[n])) n++; return n; }

static void take_all(const char *texts, const char *extracted)
{
    json_t *by_id = json_object(), *line;
    FILE *file = fopen(texts, "r");
    while (file != NULL && (line = next_line(file)) != NULL) json_object_set(by_id, field(line, "id"), json_object_get(line, "text"));
    if (file == NULL || (file = freopen(extracted, "r", file)) == NULL) fail_with("can't read the articles");
    while (original_count < MOST_ARTICLES && (line = next_line(file)) != NULL)
        if (json_object_get(by_id, field(line, "id")) != NULL) take(line, by_id, &originals[original_count++]);
    fclose(file);
    for (size_t i = 0; i < original_count; i++)
        for (const char *at = originals[i].text; *at != '\0';) {
            size_t n = word_at(at);
            if (n > 4 && n < 200 && word_count < MOST_WORDS && chance(4) == 0) {
                words[word_count] = at;
                word_sizes[word_count++] = (uint8_t)n;
            }
            at += n > 0 ? n : 1;
        }
    if (original_count == 0 || word_count == 0) fail_with("no articles");
}

/* ---- articles made ------------------------------------------------------------------------------------------------ */

/* Article number n; its text, id and date are to be freed. */
static avow_result make(uint64_t n)
{
    static char outlet[32];
    seed = n * 2654435761u + 7;
    avow_result r = originals[n % original_count];
    char *text = room(r.text_size + 1, 1), *id = room(32, 1), *date = room(16, 1);
    memcpy(text, r.text, r.text_size);
    for (char *at = text; *at != '\0' && n >= original_count;) {
        size_t size = word_at(at), other = chance(word_count);
        if (size > 4 && word_sizes[other] == size && chance(3) > 0) {
            bool capital = *at < 'a';
            memcpy(at, words[other], size);
            *at = (char)(capital ? *at & ~32 : *at | 32);
        }
        at += size > 0 ? size : 1;
    }
    uint64_t day = chance(DAYS);
    snprintf(id, 32, "made-%llu", (unsigned long long)n);
    snprintf(date, 16, "%04llu-%02llu-%02llu", 2012 + (unsigned long long)day / 336, 1 + (unsigned long long)day / 28 % 12,
             1 + (unsigned long long)day % 28);
    snprintf(outlet, sizeof outlet, "Outlet %llu", (unsigned long long)chance(OUTLETS));
    snprintf(r.sha256, sizeof r.sha256, "%016llx%016llx", (unsigned long long)n, (unsigned long long)seed);
    r.id = id;
    r.date = date;
    r.outlet = outlet;
    r.text = text;
    return r;
}

static void unmake(avow_result *r)
{
    free((char *)r->text);
    free((char *)r->id);
    free((char *)r->date);
}

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
        fail_with("no memory");
    notes[note_count] = (note){NULL, {{AVOW_IS_NULL, 0, 0, NULL, 0}}, 0};
    return &notes[note_count++];
}

static bool note_start(avow_rows *rows, const avow_value *values, size_t count)
{
    if (strncmp(rows->sql, "SELECT", 6) != 0) {
        note *n = new_note();
        n->sql = rows->sql;
        n->count = count;
        for (size_t i = 0; i < count; i++) {
            n->values[i] = values[i];
            if (values[i].size == 0) continue;
            char *copy = room(values[i].size, 1);
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
    if (code != SQLITE_OK && code != SQLITE_DONE) fail_with(sqlite3_errmsg(db));
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
    if (avow_store_open(path, &(avow_store_options){.create = true}, &store, &error) != AVOW_OK) fail_with(error.detail);
    return store;
}

static double add_all(avow_store *store, uint64_t statements)
{
    double spent = 0, last = 0;
    avow_error error = {0};
    for (uint64_t n = 0, done = 0; done < statements; n++) {
        avow_result r = make(n);
        double from = now();
        if (avow_store_add(store, &r, NULL, &error) != AVOW_OK) fail_with(error.detail);
        spent += now() - from;
        done += r.attribution_count;
        if (done / 100000 != (done - r.attribution_count) / 100000) {
            fprintf(stderr, "%llu statements: %.0f a second of late\n", (unsigned long long)done, 100000 / (spent - last));
            last = spent;
        }
        unmake(&r);
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
            avow_result r = make(n);
            if (avow_store_add(store, &r, NULL, &error) != AVOW_OK) fail_with(error.detail);
            done += r.attribution_count;
            unmake(&r);
        }
        double from = now();
        replay(db);
        spent += now() - from;
    }
    store->db->engine = plain;
    return spent;
}

static int count_one(void *context, const avow_statement *statement)
{
    (void)statement;
    ++*(size_t *)context;
    return 0;
}

static int by_size(const void *a,
                   const void *b) { return *(const double *)a < *(const double *)b ? -1 : *(const double *)a > *(const double *)b; }

static void put_word(char *out, size_t size, const char *format)
{
    size_t k = chance(word_count);
    char word[256];
    memcpy(word, words[k], word_sizes[k]);
    word[word_sizes[k]] = '\0';
    snprintf(out + strlen(out), size - strlen(out), format, word);
}

static void search_all(avow_store *store)
{
    static double times[SEARCHES];
    static const char *const kinds[] = {"one word", "two words", "word, act", "word, speaker", "word, outlet", "word, since",
                                        "speaker, act",
                                        "outlet, act", "about, anonymous", "nothing"};
    static double of_kind[10][SEARCHES / 10];
    avow_error error = {0};
    size_t found = 0;
    seed = 99;
    for (size_t i = 0; i < SEARCHES; i++) {
        char text[512] = "", outlet[32];
        const avow_result *r = &originals[chance(original_count)];
        const char *speaker = r->entity_count > 0 ? r->entities[chance(r->entity_count)].name : "Donald Trump";
        snprintf(outlet, sizeof outlet, "Outlet %llu", (unsigned long long)chance(OUTLETS));
        avow_query q = {.limit = 20};
        if (i % 10 < 6) put_word(text, sizeof text, "%s");
        if (i % 10 == 1) put_word(text, sizeof text, " %s");
        if (text[0] != '\0') q.words = text;
        if (i % 10 == 2 || i % 10 == 6 || i % 10 == 7) q.acts = 1u << (1 + chance(10));
        if (i % 10 == 3 || i % 10 == 6) q.speaker = speaker;
        if (i % 10 == 4 || i % 10 == 7) q.outlet = outlet;
        if (i % 10 == 5) q.since = "2015-06", q.until = "2016-03-01";
        if (i % 10 == 8) {
            put_word(text, sizeof text, "%s");
            q.about = text;
            q.anonymous = true;
        }
        double from = now();
        if (avow_store_search(store, &q, count_one, &found, &error) != AVOW_OK) fail_with(error.detail);
        times[i] = of_kind[i % 10][i / 10] = now() - from;
    }
    qsort(times, SEARCHES, sizeof *times, by_size);
    printf("search: p50 %.2f ms, p95 %.2f ms, most %.2f ms; %zu found\n", 1e3 * times[SEARCHES / 2], 1e3 * times[SEARCHES * 95 / 100],
           1e3 * times[SEARCHES - 1], found);
    for (size_t k = 0; k < 10; k++) {
        qsort(of_kind[k], SEARCHES / 10, sizeof *of_kind[k], by_size);
        printf("  %-18s p50 %.2f, p95 %.2f\n", kinds[k], 1e3 * of_kind[k][SEARCHES / 20], 1e3 * of_kind[k][SEARCHES / 10 * 95 / 100]);
    }
}

int main(int argc, char **argv)
{
    char path[3][4096];
    if (argc != 5) fail_with("TEXTS.jsonl EXTRACTED.jsonl FOLDER STATEMENTS");
    setvbuf(stdout, NULL, _IOLBF, 0);
    uint64_t statements = strtoull(argv[4], NULL, 10);
    take_all(argv[1], argv[2]);
    avow_store *store = open_new(argv[3], "measured.db", path[0]);
    double ours = add_all(store, statements);
    printf("add: %llu statements, %.0f a second\n", (unsigned long long)statements, (double)statements / ours);
    search_all(store);
    avow_store_close(store);
    avow_store_close(open_new(argv[3], "alone.db", path[2]));
    sqlite3 *db;
    if (sqlite3_open(path[2], &db) != SQLITE_OK) fail_with("SQLite opens nothing");
    must(db, sqlite3_exec(db, "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA synchronous = NORMAL", NULL, NULL, NULL));
    store = open_new(argv[3], "noted.db", path[1]);
    double alone = replay_all(store, db, statements);
    printf("SQLite alone: %.0f a second; avow / SQLite: %.2f\n", (double)statements / alone, alone / ours);
    avow_store_close(store);
    sqlite3_close(db);
    return 0;
}
