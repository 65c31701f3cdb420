/* count.c - what the statements of a search are: the facets of a page of results. And what a speaker said when.
 *
 * Statements are counted one by one as the search finds them, without their words, so that the time is that of the limit and not that of
 * the store. */
#include <string.h>

#include "search.h"
#include "status.h"
#include "tally.h"
#include "when.h"

enum { USUAL_LIMIT = 10000, MOST_LIMIT = 1000000, BATCH = 2048, SHOWN = 32 };

static void name_years(avow_store *store, avow_tally *years, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        avow_tally *one = &years[i];
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

typedef struct counting {
    avow_numbers speakers, outlets, years;
    int64_t day, year;              /* the last day, as many have the same, and its year */
} counting;

static void count_one(avow_store *store, avow_rows *rows, avow_counts *counts, counting *c)
{
    int64_t day = avow_get_int(rows, 1);
    if (day != c->day) c->year = year_of(day);
    c->day = day;
    counts->statements++;
    counts->acts[avow_unpack_act(store, avow_get_text(rows, 4))]++;
    avow_tally_add(store, &c->speakers, avow_get_int(rows, 2));
    avow_tally_add(store, &c->outlets, avow_get_int(rows, 3));
    avow_tally_add(store, &c->years, c->year);
}

static void count_all(avow_record_search *s, size_t limit, avow_counts *counts, counting *c)
{
    avow_db *db = s->store->db;
    for (size_t n = 1, room = n; n == room && !counts->more && s->high >= s->low && avow_db_ok(db);) {
        room = limit - counts->statements < BATCH ? limit - counts->statements + 1 : BATCH;
        avow_rows *rows = avow_record_ask(s, db->engine->count_words, db->engine->count_days, room);
        for (n = 0; !counts->more && avow_next(rows); n++) {
            s->high = avow_record_key(avow_get_int(rows, 1), avow_get_int(rows, 0)) - 1;
            counts->more = counts->statements == limit;
            if (!counts->more) count_one(s->store, rows, counts, c);
        }
        avow_rows_end(rows);
    }
}

static void name_all(avow_store *store, avow_counts *counts, const counting *c)
{
    avow_tally *speakers = avow_tally_most(store, &c->speakers, SHOWN, &counts->speaker_count);
    avow_tally *outlets = avow_tally_most(store, &c->outlets, SHOWN, &counts->outlet_count);
    avow_tally *years = avow_tally_most(store, &c->years, SHOWN, &counts->year_count);
    if (!avow_db_ok(store->db)) return;
    avow_tally_name(store, speakers, counts->speaker_count, "SELECT name FROM speaker WHERE id = $1");
    avow_tally_name(store, outlets, counts->outlet_count, "SELECT name FROM outlet WHERE id = $1");
    for (size_t i = 0; i < counts->outlet_count; i++) outlets[i].id = 0;
    name_years(store, years, counts->year_count);
    counts->speakers = speakers;
    counts->outlets = outlets;
    counts->years = years;
}

static bool count(avow_record_search *s, size_t limit, avow_counts *counts)
{
    avow_store *store = s->store;
    counting c = {{.allocator = store->allocator}, {.allocator = store->allocator}, {.allocator = store->allocator}, 0, 0};
    *counts = (avow_counts){0};
    if (avow_record_prepare(s)) count_all(s, limit, counts, &c);
    if (avow_db_ok(store->db)) name_all(store, counts, &c);
    avow_numbers_free(&c.speakers);
    avow_numbers_free(&c.outlets);
    avow_numbers_free(&c.years);
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

/* ---- over time ----------------------------------------------------------------------------------------------------- */

/* Hands out what was said on a day, acts in the order of their words. False if no more is wanted. */
static bool hand_out_day(int64_t day, const size_t *acts, avow_moment_sink sink, void *context)
{
    static const avow_act by_word[] = {AVOW_ACT_UNREAD, AVOW_ACCUSE, AVOW_ADMIT, AVOW_ASK, AVOW_BELIEVE, AVOW_CRITICIZE, AVOW_DENY,
                                       AVOW_PREDICT, AVOW_PROMISE, AVOW_REQUEST, AVOW_STATE, AVOW_SUPPORT, AVOW_WARN};
    char date[sizeof "0000-00-00"];
    avow_time_date((long)day - 1, date);
    for (size_t i = 0; i < sizeof by_word / sizeof *by_word; i++) {
        avow_moment moment = {.date = date, .act = by_word[i], .count = acts[by_word[i]]};
        if (moment.count > 0 && sink(context, &moment) != 0) return false;
    }
    return true;
}

avow_status avow_store_timeline(avow_store *store, int64_t speaker, avow_moment_sink sink, void *context, avow_error *error)
{
    avow_status status = avow_store_begin_reading(store, sink != NULL, error);
    if (status != AVOW_OK) return status;
    /* Counted here, not by SQL: the index has the days' order already, and a GROUP BY of days and acts sorts all rows anew. */
    avow_rows *rows = avow_ask(store->db, "SELECT day, act FROM statement WHERE speaker = $1 AND newest = 1 AND day > 0 ORDER BY day",
                               avow_int(speaker));
    size_t acts[AVOW_ACT_UNREAD + 1] = {0};
    int64_t day = 0;
    bool more = true;
    while (more && avow_next(rows)) {
        int64_t next = avow_get_int(rows, 0);
        if (next != day && day != 0) {
            more = hand_out_day(day, acts, sink, context);
            memset(acts, 0, sizeof acts);
        }
        day = next;
        acts[avow_unpack_act(store, avow_get_text(rows, 1))]++;
    }
    avow_rows_end(rows);
    if (more && day != 0 && avow_db_ok(store->db)) hand_out_day(day, acts, sink, context);
    return avow_store_end_call(store, error);
}
