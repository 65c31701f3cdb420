/* drift.c - the wordings of an utterance side by side. Which statements are one utterance, the store knows (utterance.c). */
#include <stdlib.h>
#include <string.h>

#include "difference.h"
#include "hash.h"
#include "numbers.h"
#include "search.h"
#include "status.h"

enum { STATEMENTS = 4096, VARIANTS = 64, BATCH = 256 };

/* ---- its wordings --------------------------------------------------------------------------------------------------- */

typedef struct wording {
    uint64_t hash;
    avow_variant variant;
    const char **outlets;
    int64_t *articles;
    const char **titles;
} wording;

/* The words of a content: its spans with a blank between, without white space at the ends, NULs as blanks. */
static const char *words_of(avow_store *store, const char *text, avow_spans spans, size_t *size)
{
    size_t room = 1, used = 0, start = 0;
    for (size_t i = 0; i < spans.count; i++) room += spans.items[i].end - spans.items[i].start + 1;
    char *out = avow_arena_alloc(&store->arena, room, 1);
    if (!avow_store_has_memory(store, out)) return NULL;
    for (size_t i = 0; i < spans.count; i++) {
        if (i > 0) out[used++] = ' ';
        for (size_t at = spans.items[i].start; at < spans.items[i].end; at++) out[used++] = text[at] != '\0' ? text[at] : ' ';
    }
    while (used > 0 && strchr(" \t\r\n", out[used - 1]) != NULL) used--;
    out[used] = '\0';
    while (start < used && strchr(" \t\r\n", out[start]) != NULL) start++;
    *size = used - start;
    return out + start;
}

/* The wording that is text, made if there is none and room for it; NULL otherwise. */
static wording *find_wording(avow_store *store, wording *all, size_t *count, const char *text, size_t size, size_t room)
{
    uint64_t hash = avow_xxh3(text, size);
    for (size_t i = 0; i < *count; i++)
        if (all[i].hash == hash && strcmp(all[i].variant.text, text) == 0) return &all[i];
    if (*count == VARIANTS) return NULL;
    wording *w = &all[*count];
    *w = (wording){.hash = hash, .variant = {.text = text}};
    w->outlets = avow_arena_alloc(&store->arena, room, sizeof *w->outlets);
    w->articles = avow_arena_alloc(&store->arena, room, sizeof *w->articles);
    w->titles = avow_arena_alloc(&store->arena, room, sizeof *w->titles);
    if (!avow_store_has_memory(store, w->outlets) || !avow_store_has_memory(store, w->articles) ||
        !avow_store_has_memory(store, w->titles)) return NULL;
    w->variant.outlets = w->outlets;
    w->variant.articles = w->articles;
    w->variant.titles = w->titles;
    ++*count;
    return w;
}

static void note_article(avow_store *store, wording *w, int64_t article, const char *outlet, const char *title)
{
    avow_variant *v = &w->variant;
    if (v->article_count == 0 || w->articles[v->article_count - 1] != article) {
        const char *copy = title != NULL ? avow_arena_copy(&store->arena, title, strlen(title)) : NULL;
        if (title != NULL && !avow_store_has_memory(store, copy)) return;
        w->titles[v->article_count] = copy;
        w->articles[v->article_count++] = article;
    }
    if (outlet == NULL) return;
    for (size_t i = 0; i < v->outlet_count; i++)
        if (strcmp(w->outlets[i], outlet) == 0) return;
    const char *copy = avow_arena_copy(&store->arena, outlet, strlen(outlet));
    if (avow_store_has_memory(store, copy)) w->outlets[v->outlet_count++] = copy;
}

/* The wordings of an utterance, in the order of their first statement, and its speaker. */
static size_t read_wordings(avow_store *store, avow_drift *drift, wording *all)
{
    size_t count = 0, room = (size_t)avow_number(store->db, "SELECT count(*) FROM statement WHERE utterance = $1 AND newest = 1",
                                                 avow_int(drift->utterance));
    if (room > STATEMENTS) room = STATEMENTS;
    avow_rows *rows = avow_ask(store->db, "SELECT s.article, s.content, a.outlet_name, a.text, p.id, p.name, a.title FROM statement s "
                                          "JOIN article a ON a.id = s.article LEFT JOIN speaker p ON p.id = s.speaker "
                                          "WHERE s.utterance = $1 AND s.newest = 1 ORDER BY s.id DESC LIMIT $2",
                               avow_int(drift->utterance), avow_int((int64_t)room));
    while (avow_next(rows)) {
        size_t size;
        avow_spans spans;
        const char *text = avow_get_bytes(rows, 3, &size), *name = avow_get_text(rows, 5);
        if (!avow_unpack_spans(store, avow_get_text(rows, 1), size, &spans, &store->arena)) break;
        if (drift->speaker == 0 && name != NULL) {
            drift->speaker = avow_get_int(rows, 4);
            drift->speaker_name = avow_arena_copy(&store->arena, name, strlen(name));
            if (!avow_store_has_memory(store, drift->speaker_name)) break;
        }
        const char *words = words_of(store, text, spans, &size);
        wording *w = words != NULL ? find_wording(store, all, &count, words, size, room) : NULL;
        if (w != NULL) note_article(store, w, avow_get_int(rows, 0), avow_get_text(rows, 2), avow_get_text(rows, 6));
    }
    avow_rows_end(rows);
    return count;
}

static int by_articles(const void *a, const void *b)
{
    const avow_variant *x = a, *y = b;
    if (x->article_count != y->article_count) return x->article_count > y->article_count ? -1 : 1;
    return strcmp(x->text, y->text);
}

/* What makes variant v of the first one. A pair that is too long to be compared has none. */
static bool find_changes(avow_store *store, const avow_variant *first, avow_variant *v)
{
    avow_difference d;
    avow_error error;
    avow_status status = avow_difference_between(first->text, strlen(first->text), v->text, strlen(v->text), &store->arena, &d, &error);
    if (status == AVOW_NO_MEMORY) return avow_db_fail_memory(store->db);
    v->changes = d.changes;
    v->change_count = status == AVOW_OK ? d.count : 0;
    return true;
}

/* Reads an utterance; false if it has one wording, or after a failure. */
static bool read_drift(avow_store *store, int64_t utterance, avow_drift *drift)
{
    *drift = (avow_drift){.utterance = utterance};
    wording *all = avow_arena_alloc(&store->arena, VARIANTS, sizeof *all);
    avow_variant *variants = avow_arena_alloc(&store->arena, VARIANTS, sizeof *variants);
    if (!avow_store_has_memory(store, all) || !avow_store_has_memory(store, variants)) return false;
    size_t count = read_wordings(store, drift, all);
    if (count < 2 || !avow_db_ok(store->db)) return false;
    for (size_t i = 0; i < count; i++) variants[i] = all[i].variant;
    qsort(variants, count, sizeof *variants, by_articles);
    for (size_t i = 1; i < count; i++)
        if (!find_changes(store, &variants[0], &variants[i])) return false;
    drift->variants = variants;
    drift->variant_count = count;
    return true;
}

/* ---- which utterances ----------------------------------------------------------------------------------------------- */

typedef struct run {
    avow_record_search search;
    avow_numbers seen;          /* utterances that were looked at */
    int64_t found[BATCH];       /* utterances of several articles, in the order of the search */
    size_t count, left;         /* left: utterances with several wordings that are wanted */
    avow_drift_sink sink;
    void *context;
} run;

/* What is alike is at most 128 statements. */
static int gather(void *context, const avow_statement *statement)
{
    run *r = context;
    if (statement->appearances > 1) r->found[r->count++] = statement->utterance;
    return r->count == BATCH;
}

/* The next ones; false if there are none behind them. */
static bool find_more(run *r)
{
    const avow_engine *engine = r->search.store->db->engine;
    avow_rows *rows = avow_record_ask(&r->search, engine->copied_words, engine->copied_days, BATCH);
    for (r->count = 0; r->count < BATCH && avow_next(rows); r->count++) {
        r->found[r->count] = avow_get_int(rows, 2);
        r->search.high = avow_record_key(avow_get_int(rows, 1), avow_get_int(rows, 0)) - 1;
    }
    avow_rows_end(rows);
    return r->count == BATCH && r->search.high >= r->search.low;
}

/* Hands out those found that have several wordings, each once; false if no more are wanted. */
static bool hand_out(run *r)
{
    avow_store *store = r->search.store;
    for (size_t i = 0; i < r->count && r->left > 0 && avow_db_ok(store->db); i++) {
        avow_drift drift;
        if (avow_numbers_have(&r->seen, r->found[i])) continue;
        if (!avow_store_has_memory(store, avow_numbers_put(&r->seen, r->found[i]))) return false;
        avow_arena_reset(&store->arena);
        if (!read_drift(store, r->found[i], &drift)) continue;
        r->left--;
        if (r->sink(r->context, &drift) != 0) return false;
    }
    return r->left > 0 && avow_db_ok(store->db);
}

avow_status avow_store_drift(avow_store *store, const avow_query *query, avow_drift_sink sink, void *context, avow_error *error)
{
    avow_query all = query != NULL ? *query : (avow_query){0};
    run r = {.search = {.store = store, .query = &all}, .left = all.limit > 0 ? all.limit : SIZE_MAX, .sink = sink, .context = context};
    avow_status status = AVOW_OK;
    all.limit = 0;
    if (all.like != NULL && sink != NULL) status = avow_store_search(store, &all, gather, &r, error);
    if (status == AVOW_OK) status = avow_store_begin_reading(store, sink != NULL, error);
    if (status != AVOW_OK) return status;
    r.seen.allocator = store->allocator;
    avow_buf_init(&r.search.expression, &store->allocator);
    if (all.like != NULL) hand_out(&r);
    else if (avow_record_prepare(&r.search))
        for (bool more = true; more;) {
            more = find_more(&r);
            more = hand_out(&r) && more;
        }
    avow_buf_free(&r.search.expression);
    avow_numbers_free(&r.seen);
    return avow_store_end_call(store, error);
}
