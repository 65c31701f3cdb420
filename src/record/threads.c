/* threads.c - the threads of what a search finds. They are made when they are asked for and not kept: a statement that comes in would
 * have to be compared with its candidates, which takes some three times as long as putting it into the store; most are never asked for;
 * and what is made anew knows of speakers merged since, of articles changed, and of a scorer trained since. */
#include "threads.h"

#include "numbers.h"
#include "status.h"

enum { PAGE = 64 };

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
    avow_thread_sink sink;
    void *context;
} run;

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
    for (bool more = true; more;) {
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
    return status;
}
