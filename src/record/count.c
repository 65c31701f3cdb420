/* count.c - what the statements of a search are: the facets of a page of results. And what a speaker said when.
 *
 * Statements are counted one by one as the search finds them, without their words, so that the time is that of the limit and not that of
 * the store. Speakers, outlets and years are tallied in small hash tables. */
#include <string.h>

#include "search.h"
#include "status.h"
#include "when.h"

enum { USUAL_LIMIT = 10000, MOST_LIMIT = 1000000, BATCH = 256, SHOWN = 32 };

typedef struct tally_entry {
    int64_t key;                /* 0: free */
    size_t count;
} tally_entry;

/* Open addressing in a power of two of places, at most half of which are taken. */
typedef struct tally {
    tally_entry *entries;
    size_t places;
} tally;

static bool tally_begin(avow_store *store, tally *t, size_t most)
{
    t->places = 16;
    while (t->places < 2 * most) t->places *= 2;
    t->entries = avow_arena_alloc(&store->arena, t->places, sizeof *t->entries);
    if (!avow_store_has_memory(store, t->entries)) return false;
    memset(t->entries, 0, t->places * sizeof *t->entries);
    return true;
}

static void tally_add(tally *t, int64_t key)
{
    if (key == 0) return;
    size_t at = (size_t)((uint64_t)key * 0x9E3779B97F4A7C15u >> 20) & (t->places - 1);
    while (t->entries[at].key != 0 && t->entries[at].key != key) at = (at + 1) & (t->places - 1);
    t->entries[at].key = key;
    t->entries[at].count++;
}

/* The keys with the highest counts, lower keys first among equals. */
static const avow_tally *tally_most(avow_store *store, const tally *t, size_t *count)
{
    avow_tally *most = avow_arena_alloc(&store->arena, SHOWN + 1, sizeof *most);
    size_t n = 0;
    *count = 0;
    if (!avow_store_has_memory(store, most)) return NULL;
    for (size_t i = 0; i < t->places; i++) {
        avow_tally one = {.count = t->entries[i].count, .id = t->entries[i].key};
        size_t at = n;
        if (one.id == 0) continue;
        for (; at > 0 && (most[at - 1].count < one.count || (most[at - 1].count == one.count && most[at - 1].id > one.id)); at--)
            most[at] = most[at - 1];
        most[at] = one;
        if (n < SHOWN) n++;
    }
    *count = n;
    return most;
}

/* Names for the numbers of most, by a statement of SQL. */
static void name_all(avow_store *store, const avow_tally *most, size_t count, const char *sql)
{
    for (size_t i = 0; i < count; i++) {
        avow_tally *one = (avow_tally *)&most[i];
        avow_rows *rows = avow_ask(store->db, sql, avow_int(one->id));
        const char *name = avow_next(rows) ? avow_get_text(rows, 0) : "";
        one->name = avow_arena_copy(&store->arena, name != NULL ? name : "", name != NULL ? strlen(name) : 0);
        avow_store_has_memory(store, one->name);
        avow_rows_end(rows);
    }
}

static void name_years(avow_store *store, const avow_tally *years, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        avow_tally *one = (avow_tally *)&years[i];
        char date[sizeof "0000-00-00"];
        avow_time_date((long)one->id - 1, date);
        one->name = avow_arena_copy(&store->arena, date, 4);
        one->id = 0;
        avow_store_has_memory(store, one->name);
    }
}

/* The first day of the year that a day lies in, both as the column `day` has them. */
static int64_t year_of(int64_t day)
{
    char date[sizeof "0000-00-00"];
    long first;
    if (day == 0) return 0;
    avow_time_date((long)day - 1, date);
    memcpy(date + 4, "-01-01", 6);
    return avow_time_day(date, &first) ? first + 1 : 0;
}

static void count_all(avow_record_search *s, size_t limit, avow_counts *counts, tally *speakers, tally *outlets, tally *years)
{
    avow_db *db = s->store->db;
    int64_t keys[BATCH];
    for (size_t n = BATCH; n == BATCH && !counts->more && s->high >= s->low && avow_db_ok(db);) {
        n = avow_record_next_keys(s, keys, BATCH);
        if (n > 0) s->high = keys[n - 1] - 1;
        for (size_t i = 0; i < n && !counts->more; i++) {
            avow_rows *rows = avow_ask(db, "SELECT speaker, outlet, act FROM statement WHERE id = $1 AND newest = 1",
                                       avow_int(avow_record_key_statement(keys[i])));
            bool found = avow_next(rows);
            if (found && counts->statements == limit) {
                counts->more = true;
            } else if (found) {
                counts->statements++;
                counts->acts[avow_unpack_act(s->store, avow_get_text(rows, 2))]++;
                tally_add(speakers, avow_get_int(rows, 0));
                tally_add(outlets, avow_get_int(rows, 1));
                tally_add(years, year_of(avow_record_key_day(keys[i])));
            }
            avow_rows_end(rows);
        }
    }
}

static bool count(avow_record_search *s, size_t limit, avow_counts *counts)
{
    avow_store *store = s->store;
    tally speakers, outlets, years;
    *counts = (avow_counts){0};
    if (!tally_begin(store, &speakers, limit) || !tally_begin(store, &outlets, limit) || !tally_begin(store, &years, limit)) return false;
    if (avow_record_prepare(s)) count_all(s, limit, counts, &speakers, &outlets, &years);
    counts->speakers = tally_most(store, &speakers, &counts->speaker_count);
    counts->outlets = tally_most(store, &outlets, &counts->outlet_count);
    counts->years = tally_most(store, &years, &counts->year_count);
    if (!avow_db_ok(store->db)) return false;
    name_all(store, counts->speakers, counts->speaker_count, "SELECT name FROM speaker WHERE id = $1");
    name_all(store, counts->outlets, counts->outlet_count, "SELECT name FROM outlet WHERE id = $1");
    for (size_t i = 0; i < counts->outlet_count; i++) ((avow_tally *)&counts->outlets[i])->id = 0;
    name_years(store, counts->years, counts->year_count);
    return avow_db_ok(store->db);
}

avow_status avow_store_count(avow_store *store, const avow_query *query, avow_counts_sink sink, void *context, avow_error *error)
{
    static const avow_query everything = {0};
    avow_status status = avow_store_begin_reading(store, sink != NULL, error);
    if (status != AVOW_OK) return status;
    avow_record_search s = {.store = store, .query = query != NULL ? query : &everything};
    avow_counts counts;
    size_t limit = s.query->limit == 0 ? USUAL_LIMIT : s.query->limit < MOST_LIMIT ? s.query->limit : MOST_LIMIT;
    avow_buf_init(&s.expression, &store->allocator);
    if (count(&s, limit, &counts)) sink(context, &counts);
    avow_buf_free(&s.expression);
    return avow_store_end_call(store, error);
}

avow_status avow_store_timeline(avow_store *store, int64_t speaker, avow_moment_sink sink, void *context, avow_error *error)
{
    avow_status status = avow_store_begin_reading(store, sink != NULL, error);
    if (status != AVOW_OK) return status;
    avow_rows *rows = avow_ask(store->db, "SELECT day, act, count(*) FROM statement WHERE speaker = $1 AND newest = 1 AND day > 0 "
                                          "GROUP BY day, act ORDER BY day, act", avow_int(speaker));
    while (avow_next(rows)) {
        char date[sizeof "0000-00-00"];
        avow_moment moment = {.date = date, .act = avow_unpack_act(store, avow_get_text(rows, 1)), .count = (size_t)avow_get_int(rows, 2)};
        avow_time_date((long)avow_get_int(rows, 0) - 1, date);
        if (avow_db_ok(store->db) && sink(context, &moment) != 0) break;
    }
    avow_rows_end(rows);
    return avow_store_end_call(store, error);
}
