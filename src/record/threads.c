/* threads.c - the threads of what a search finds. They are made when they are asked for and not kept: a statement that comes in would
 * have to be compared with its candidates, which takes some three times as long as putting it into the store; most are never asked for;
 * and what is made anew knows of speakers merged since, of articles changed, and of a scorer trained since. */
#include "threads.h"

#include "numbers.h"
#include "search.h"
#include "status.h"

enum { PAGE = 64, LOOKED_AT = 64 };

const char *avow_thread_relation_name(avow_thread_relation relation)
{
    static const char *const names[] = {"repeat", "paraphrase", "deny", "reverse"};
    return names[relation <= AVOW_THREAD_REVERSE ? relation : AVOW_THREAD_DENY];
}

/* ---- pages of what is found ----------------------------------------------------------------------------------------- */

typedef struct page {
    int64_t statements[PAGE], utterances[PAGE];
    size_t count;
} page;

static int gather(void *context, const avow_statement *s)
{
    page *p = context;
    p->statements[p->count] = s->id;
    p->utterances[p->count++] = s->utterance;
    return p->count == PAGE;
}

typedef struct run {
    avow_store *store;
    avow_query query;           /* its `before` and limit are the page's */
    size_t left;                /* threads that are wanted */
    avow_numbers seen;          /* utterances that are in a thread */
    avow_record_search earlier; /* the search without `before` */
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
    avow_query all = r->query;
    if (r->query.before == 0) return true;
    all.before = 0;
    r->earlier.query = &all;
    avow_rows *rows = avow_ask(r->store->db, "SELECT day FROM statement WHERE id = $1", avow_int(r->query.before));
    if (avow_next(rows)) r->from = avow_record_key(avow_get_int(rows, 0), r->query.before);
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

/* Hands out a page's threads; false if no more are wanted. */
static bool hand_out(run *r, const page *p)
{
    for (size_t i = 0; i < p->count && r->left > 0; i++) {
        avow_thread thread;
        if (is_in(&r->seen, p->utterances[i])) continue;
        avow_arena_reset(&r->store->arena);
        if (!avow_record_thread(r->store, p->statements[i], r->query.offsets, is_in, &r->seen, &thread)) {
            if (!avow_db_ok(r->store->db)) return false;
            continue;
        }
        if (!note(r, &thread)) return false;
        if (was_given(r, &thread)) continue;
        thread.found = p->statements[i];
        r->left--;
        if (r->sink(r->context, &thread) != 0) return false;
    }
    return r->left > 0;
}

avow_status avow_store_threads(avow_store *store, const avow_query *query, avow_thread_sink sink, void *context, avow_error *error)
{
    avow_status status = avow_store_begin_call(store, sink != NULL, error);
    if (status != AVOW_OK) return status;
    run r = {.store = store, .query = query != NULL ? *query : (avow_query){0}, .sink = sink, .context = context};
    r.seen.allocator = store->allocator;
    r.left = r.query.limit > 0 ? r.query.limit : SIZE_MAX;
    r.query.limit = r.query.like != NULL ? 0 : PAGE;
    r.earlier.store = store;
    avow_buf_init(&r.earlier.expression, &store->allocator);
    avow_db_begin_reading(store->db);
    bool more = go_on(&r);
    status = avow_store_end_call(store, error);
    while (more) {
        page p = {.count = 0};
        status = avow_store_search(store, &r.query, gather, &p, error);
        if (status != AVOW_OK) break;
        avow_db_begin_reading(store->db);
        more = hand_out(&r, &p) && p.count == PAGE && r.query.like == NULL;
        status = avow_store_end_call(store, error);
        if (status != AVOW_OK) break;
        if (p.count > 0) r.query.before = p.statements[p.count - 1];
    }
    avow_numbers_free(&r.seen);
    avow_buf_free(&r.earlier.expression);
    return status;
}

avow_status avow_store_thread(avow_store *store, int64_t article, uint32_t number, avow_offsets offsets, avow_thread_sink sink, void *context,
                              avow_error *error)
{
    avow_status status = avow_store_begin_reading(store, sink != NULL, error);
    if (status != AVOW_OK) return status;
    avow_thread thread;
    avow_numbers none = {.allocator = store->allocator};
    int64_t statement = avow_number(store->db, "SELECT s.id FROM article a JOIN statement s ON s.id >= a.first AND "
                                               "s.id < a.first + a.statements WHERE a.id = $1 AND s.number = $2", avow_int(article),
                                    avow_int(number));
    if (statement == 0)
        avow_db_fail(store->db, AVOW_NOT_IN_STORE, "the store has no statement %u of article %lld", number, (long long)article);
    else if (avow_record_thread(store, statement, offsets, is_in, &none, &thread)) {
        thread.found = statement;
        sink(context, &thread);
    }
    return avow_store_end_call(store, error);
}
