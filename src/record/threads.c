/* threads.c - the threads of what a search finds. They are made when they are asked for and not kept: a statement that comes in would
 * have to be compared with its candidates, which takes some three times as long as putting it into the store; most are never asked for;
 * and what is made anew knows of speakers merged since, of articles changed, and of a scorer trained since. */
#include "threads.h"

#include "claim.h"
#include "search.h"
#include "status.h"

enum { PAGE = 64, LOOKED_AT = 64 };

const char *avow_thread_relation_name(avow_thread_relation relation)
{
    static const char *const names[] = {"repeat", "paraphrase", "deny", "reverse"};
    return names[relation <= AVOW_THREAD_REVERSE ? relation : AVOW_THREAD_DENY];
}

/* ---- what a search finds --------------------------------------------------------------------------------------------- */

typedef struct run {
    avow_store *store;
    const avow_query *query;
    size_t left;                /* threads that are wanted */
    avow_near near;
    avow_numbers seen;          /* utterances that are in a thread */
    avow_numbers alone;         /* those that one was looked for in vain: one report may stand in 100,000 articles */
    avow_record_search search, earlier;     /* earlier: without `before` */
    int64_t from;               /* key of `before`; 0: the list begins here */
    avow_thread_sink sink;
    void *context;
} run;

/* Does the search find a statement of the utterance before the list goes on? */
static bool was_found(run *r, int64_t utterance)
{
    int64_t days[LOOKED_AT], statements[LOOKED_AT];
    size_t n = 0;
    avow_rows *rows = avow_ask(r->store->db, "SELECT day, id FROM statement WHERE utterance = $1 AND newest = 1 AND (day, id) >= ($2, $3) "
                                             "ORDER BY day DESC, id DESC LIMIT $4", avow_int(utterance),
                               avow_int(avow_record_key_day(r->from)), avow_int(avow_record_key_statement(r->from)), avow_int(LOOKED_AT));
    for (; n < LOOKED_AT && avow_next(rows); n++) {
        days[n] = avow_get_int(rows, 0);
        statements[n] = avow_get_int(rows, 1);
    }
    avow_rows_end(rows);
    for (size_t i = 0; i < n; i++)
        if (avow_record_fits(&r->earlier, days[i], statements[i])) return true;
    return false;
}

/* Was it handed out in what came before? */
static bool was_given(run *r, const avow_thread *t)
{
    bool given = r->from != 0 && was_found(r, t->claim.utterance);
    for (size_t i = 0; r->from != 0 && i < t->member_count && !given; i++) given = was_found(r, t->members[i].statement.utterance);
    return given;
}

/* Where the list goes on. */
static bool go_on(run *r)
{
    avow_query all = *r->query;
    if (all.before == 0) return true;
    all.before = 0;
    r->earlier.query = &all;
    avow_rows *rows = avow_ask(r->store->db, "SELECT day FROM statement WHERE id = $1", avow_int(r->query->before));
    if (avow_next(rows)) r->from = avow_record_key(avow_get_int(rows, 0), r->query->before);
    avow_rows_end(rows);
    avow_record_prepare(&r->earlier);
    r->earlier.query = NULL;
    return avow_db_ok(r->store->db);
}

static bool is_in(void *context, int64_t utterance) { return avow_numbers_have(context, utterance); }

static bool note(run *r, const avow_thread *t)
{
    bool noted = avow_numbers_put(&r->seen, t->claim.utterance) != NULL;
    for (size_t i = 0; i < t->member_count && noted; i++) noted = avow_numbers_put(&r->seen, t->members[i].statement.utterance) != NULL;
    return noted || avow_db_fail_memory(r->store->db);
}

/* Hands out the thread of a statement that was found. False if no more are wanted, or after a failure. */
static bool hand_out(run *r, int64_t statement)
{
    avow_thread thread;
    avow_near_tidy(&r->near);
    avow_arena_reset(&r->store->arena);
    const avow_claim *claim = avow_claim_read(&r->near, statement);
    if (claim == NULL) return avow_db_ok(r->store->db);
    int64_t utterance = claim->utterance;
    if (claim->id != statement || is_in(&r->seen, utterance)) return true;       /* it is of a former version; it was handed out */
    if (is_in(&r->alone, utterance)) return true;
    if (!avow_record_thread(&r->near, statement, r->query->offsets, is_in, &r->seen, &thread))
        return avow_db_ok(r->store->db) && (avow_numbers_put(&r->alone, utterance) != NULL || avow_db_fail_memory(r->store->db));
    if (!note(r, &thread)) return false;
    if (was_given(r, &thread)) return avow_db_ok(r->store->db);
    thread.found = statement;
    r->left--;
    return r->sink(r->context, &thread) == 0 && r->left > 0;
}

static void hand_out_alike(run *r)
{
    int64_t statements[AVOW_NEAR_MOST];
    size_t count = avow_record_alike(&r->search, statements);
    for (size_t i = 0; i < count; i++)
        if (!hand_out(r, statements[i])) return;
}

static void hand_out_found(run *r)
{
    int64_t keys[PAGE];
    for (size_t n = PAGE; n == PAGE && r->search.high >= r->search.low;) {
        n = avow_record_next_keys(&r->search, keys, PAGE);
        for (size_t i = 0; i < n; i++)
            if (!hand_out(r, avow_record_key_statement(keys[i]))) return;
        if (n > 0) r->search.high = keys[n - 1] - 1;
    }
}

avow_status avow_store_threads(avow_store *store, const avow_query *query, avow_thread_sink sink, void *context, avow_error *error)
{
    static const avow_query everything = {0};
    avow_status status = avow_store_begin_reading(store, sink != NULL, error);
    if (status != AVOW_OK) return status;
    run r = {.store = store, .query = query != NULL ? query : &everything, .sink = sink, .context = context};
    r.seen.allocator = r.alone.allocator = store->allocator;
    r.left = r.query->limit > 0 ? r.query->limit : SIZE_MAX;
    r.search = (avow_record_search){.store = store, .query = r.query, .few = r.query->like == NULL};
    r.earlier.store = store;
    avow_buf_init(&r.search.expression, &store->allocator);
    avow_buf_init(&r.earlier.expression, &store->allocator);
    avow_near_init(&r.near, store);
    if (go_on(&r) && avow_record_prepare(&r.search)) (r.query->like != NULL ? hand_out_alike : hand_out_found)(&r);
    avow_near_free(&r.near);
    avow_numbers_free(&r.seen);
    avow_numbers_free(&r.alone);
    avow_buf_free(&r.search.expression);
    avow_buf_free(&r.earlier.expression);
    return avow_store_end_call(store, error);
}

avow_status avow_store_thread(avow_store *store, int64_t article, uint32_t number, avow_offsets offsets, avow_thread_sink sink, void *context,
                              avow_error *error)
{
    avow_status status = avow_store_begin_reading(store, sink != NULL, error);
    if (status != AVOW_OK) return status;
    avow_thread thread;
    avow_near near;
    avow_numbers none = {.allocator = store->allocator};
    avow_near_init(&near, store);
    int64_t statement = avow_number(store->db, "SELECT s.id FROM article a JOIN statement s ON s.id >= a.first AND "
                                               "s.id < a.first + a.statements WHERE a.id = $1 AND s.number = $2", avow_int(article),
                                    avow_int(number));
    if (statement == 0)
        avow_db_fail(store->db, AVOW_NOT_IN_STORE, "the store has no statement %u of article %lld", number, (long long)article);
    else if (avow_record_thread(&near, statement, offsets, is_in, &none, &thread)) {
        thread.found = statement;
        sink(context, &thread);
    }
    avow_near_free(&near);
    return avow_store_end_call(store, error);
}
