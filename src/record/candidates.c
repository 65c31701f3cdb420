/* candidates.c - postings of keys, weighed by how rare they are. A key that many statements have says little and is read in part only. */
#include "candidates.h"

#include <stdlib.h>
#include <string.h>

#include "grams.h"
#include "text.h"
#include "tokens.h"

enum {
    POSTINGS = 16384,           /* that are read for a quotation */
    FEWEST = 16,                /* of each key */
    QUOTED = 1,                 /* flags of bytes: within quotation marks; and in a statement's content */
    TAKEN = 2
};

/* ---- the index ------------------------------------------------------------------------------------------------------ */

/* Contents with their ends moved to the marks, as far as nobody's content stands between. */
static bool widen(avow_store *store, const uint8_t *flags, size_t size, avow_spans *contents)
{
    avow_span *spans = avow_arena_alloc(&store->arena, contents->count, sizeof *spans);
    if (!avow_store_has_memory(store, spans)) return false;
    for (size_t i = 0; i < contents->count; i++) {
        avow_span s = contents->items[i];
        if (s.start < s.end && s.end <= size) {
            while (flags[s.start] != 0 && s.start > 0 && flags[s.start - 1] == QUOTED) s.start--;
            while (flags[s.end - 1] != 0 && s.end < size && flags[s.end] == QUOTED) s.end++;
        }
        spans[i] = s;
    }
    contents->items = spans;
    return true;
}

bool avow_record_mend_quotes(avow_store *store, const char *text, size_t size, avow_spans *contents, size_t count, avow_spans *stray)
{
    avow_span *spans = NULL;
    uint8_t *flags = avow_arena_alloc(&store->arena, size, 1);
    if (!avow_store_has_memory(store, flags)) return false;
    avow_quote_flags(text, size, flags);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < contents[i].count; k++)
            for (size_t at = contents[i].items[k].start; at < contents[i].items[k].end && at < size; at++)
                if (flags[at] != 0) flags[at] = TAKEN;
    for (size_t i = 0; i < count; i++)
        if (!widen(store, flags, size, &contents[i])) return false;
    for (int pass = 0; pass < 2; pass++) {      /* counted first, then kept */
        size_t n = 0;
        for (size_t at = 0; at < size;) {
            size_t start = at;
            bool whole = true;
            for (; at < size && flags[at] != 0; at++) whole = whole && flags[at] == QUOTED;
            if (at > start && whole && spans != NULL) spans[n] = (avow_span){start, at};
            n += at > start && whole;
            at += at == start;
        }
        if (spans == NULL) spans = avow_arena_alloc(&store->arena, n, sizeof *spans);
        if (!avow_store_has_memory(store, spans)) return false;
        *stray = (avow_spans){spans, n};
    }
    return true;
}

static void put_keys(const avow_incoming *in, avow_spans spans, size_t statement, avow_arena *arena)
{
    avow_store *store = in->store;
    avow_grams grams;
    avow_arena_reset(arena);
    if (!avow_grams_of(in->result->text, spans, arena, &grams)) {
        avow_db_fail_memory(store->db);
        return;
    }
    for (size_t i = 0; i < grams.count && avow_db_ok(store->db); i++)
        avow_tell(store->db, "INSERT INTO gram (hash, statement) VALUES ($1, $2) ON CONFLICT DO NOTHING", avow_int(grams.keys[i]),
                  avow_int(in->first + (int64_t)statement));
}

/* Where a statement's content begins. */
typedef struct beginning {
    size_t at, statement;
} beginning;

static int by_place(const void *a, const void *b)
{
    const beginning *x = a, *y = b;
    return x->at != y->at ? (x->at < y->at ? -1 : 1) : (x->statement > y->statement) - (x->statement < y->statement);
}

/* The stray quotations, each with the statement whose content begins nearest. */
static void put_stray(const avow_incoming *in, avow_spans stray, avow_arena *arena)
{
    const avow_result *r = in->result;
    size_t n = 0, next = 0;
    beginning *all = avow_arena_alloc(&in->store->arena, r->attribution_count, sizeof *all);
    if (!avow_store_has_memory(in->store, all)) return;
    for (size_t i = 0; i < r->attribution_count; i++)
        if (r->attributions[i].content.count > 0) all[n++] = (beginning){r->attributions[i].content.items[0].start, i};
    if (n == 0) return;
    qsort(all, n, sizeof *all, by_place);
    for (size_t i = 0; i < stray.count && avow_db_ok(in->store->db); i++) {
        size_t at = stray.items[i].start;
        while (next + 1 < n && all[next + 1].at <= at) next++;
        bool later = next + 1 < n && (all[next].at > at || all[next + 1].at - at < at - all[next].at);
        put_keys(in, (avow_spans){&stray.items[i], 1}, all[next + (later && all[next].at <= at)].statement, arena);
    }
}

bool avow_record_index_grams(const avow_incoming *in)
{
    avow_store *store = in->store;
    const avow_result *r = in->result;
    avow_arena arena;
    avow_spans stray, *contents = avow_arena_alloc(&store->arena, r->attribution_count, sizeof *contents);
    if (!avow_store_has_memory(store, contents)) return false;
    for (size_t i = 0; i < r->attribution_count; i++) contents[i] = r->attributions[i].content;
    if (!avow_record_mend_quotes(store, r->text, r->text_size, contents, r->attribution_count, &stray)) return false;
    avow_arena_init(&arena, &store->allocator);
    for (size_t i = 0; i < r->attribution_count && avow_db_ok(store->db); i++) put_keys(in, contents[i], i, &arena);
    put_stray(in, stray, &arena);
    avow_arena_free(&arena);
    return avow_db_ok(store->db);
}

/* ---- the choice ----------------------------------------------------------------------------------------------------- */

typedef struct posting {
    int64_t statement;
    size_t key;
} posting;

static int by_statement(const void *a, const void *b)
{
    const posting *x = a, *y = b;
    return x->statement != y->statement ? (x->statement < y->statement ? -1 : 1) : (x->key > y->key) - (x->key < y->key);
}

/* Those of the keys, sorted by statement; *weights becomes a weight for each key, the larger the fewer have it. */
static size_t read_postings(avow_store *store, avow_grams grams, posting **postings, uint32_t **weights)
{
    size_t each = grams.count > 0 ? POSTINGS / grams.count : 0, n = 0;
    if (each < FEWEST) each = FEWEST;
    posting *all = *postings = avow_arena_alloc(&store->arena, grams.count * each, sizeof *all);
    uint32_t *weight = *weights = avow_arena_alloc(&store->arena, grams.count, sizeof *weight);
    if (!avow_store_has_memory(store, all) || !avow_store_has_memory(store, weight)) return 0;
    for (size_t k = 0; k < grams.count; k++) {
        size_t before = n;
        avow_rows *rows = avow_ask(store->db, "SELECT statement FROM gram WHERE hash = $1 ORDER BY statement DESC LIMIT $2",
                                   avow_int(grams.keys[k]), avow_int((int64_t)each));
        while (n - before < each && avow_next(rows)) all[n++] = (posting){avow_get_int(rows, 0), k};
        avow_rows_end(rows);
        weight[k] = n > before ? (uint32_t)((1u << 20) / (n - before + 1)) : 0;
    }
    if (n > 0) qsort(all, n, sizeof *all, by_statement);
    return n;
}

/* Takes the heaviest statement again and again; what it has in common with the quotation weighs half from then on. */
static size_t choose(posting *postings, size_t count, uint32_t *weights, int64_t *statements)
{
    size_t chosen = 0;
    while (chosen < AVOW_CANDIDATES) {
        uint64_t most = 0;
        size_t best = 0;
        for (size_t i = 0, end; i < count; i = end) {
            uint64_t weight = 0;
            for (end = i; end < count && postings[end].statement == postings[i].statement; end++) weight += weights[postings[end].key];
            if (weight > most && postings[i].statement != 0) most = weight, best = i;
        }
        if (most == 0) break;
        int64_t statement = statements[chosen++] = postings[best].statement;
        for (size_t i = best; i < count && postings[i].statement == statement; i++) {
            weights[postings[i].key] = (weights[postings[i].key] + 1) / 2;
            postings[i].statement = 0;
        }
    }
    return chosen;
}

/* Those of a quotation that is too short for keys: what has it as a phrase. */
static size_t choose_by_phrase(avow_store *store, const char *quotation, size_t size, int64_t *statements)
{
    avow_rtokens tokens;
    size_t n = 0;
    if (!avow_record_tokens(quotation, (avow_span){0, size}, &store->arena, &tokens)) avow_db_fail_memory(store->db);
    if (tokens.count == 0) return 0;
    avow_buf expression;
    avow_buf_init(&expression, &store->allocator);
    store->db->engine->put_group(&expression, AVOW_CONTENT_AND_CONTEXT, &(avow_phrase){quotation, size}, 1, true);
    if (expression.failed) avow_db_fail_memory(store->db);
    avow_rows *rows = avow_ask(store->db, store->db->engine->find_words,
                               (avow_value){.kind = AVOW_IS_TEXT, .data = expression.data, .size = expression.size}, avow_int(0),
                               avow_int(INT64_MAX), avow_int(AVOW_CANDIDATES));
    while (n < AVOW_CANDIDATES && avow_next(rows)) statements[n++] = avow_record_key_statement(avow_get_int(rows, 0));
    avow_rows_end(rows);
    avow_buf_free(&expression);
    return n;
}

size_t avow_record_candidates(avow_store *store, const char *quotation, size_t size, int64_t *statements)
{
    const avow_span all = {0, size};
    avow_grams grams;
    posting *postings;
    uint32_t *weights;
    if (!avow_grams_of(quotation, (avow_spans){&all, 1}, &store->arena, &grams)) {
        avow_db_fail_memory(store->db);
        return 0;
    }
    if (grams.count == 0) return choose_by_phrase(store, quotation, size, statements);
    size_t count = read_postings(store, grams, &postings, &weights);
    return choose(postings, count, weights, statements);
}
