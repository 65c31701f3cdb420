/* article.c - an article out of the store again, as the result that was put in. */
#include <string.h>

#include "result.h"
#include "status.h"
#include "store.h"

/* A copy of a column's text in the result's memory; NULL for NULL. */
static const char *take_text(avow_store *store, avow_owned *o, avow_rows *rows, int column)
{
    const char *text = avow_get_text(rows, column);
    if (text == NULL) return NULL;
    const char *copy = avow_arena_copy(&o->arena, text, strlen(text));
    avow_store_has_memory(store, copy);
    return copy;
}

static bool take_spans(avow_store *store, avow_owned *o, avow_rows *rows, int column, avow_spans *spans)
{
    return avow_unpack_spans(store, avow_get_text(rows, column), o->result.text_size, spans, &o->arena);
}

static bool take_strings(avow_store *store, avow_owned *o, avow_rows *rows, int column, const char *const **strings, size_t *count)
{
    size_t size;
    const char *packed = avow_get_bytes(rows, column, &size);
    return avow_unpack_strings(store, packed, size, strings, count, &o->arena);
}

static bool take_furniture(avow_store *store, avow_owned *o, avow_rows *rows, int column)
{
    const char *const *strings;
    size_t count;
    if (!take_strings(store, o, rows, column, &strings, &count)) return false;
    avow_furniture *items = avow_arena_alloc(&o->arena, count, sizeof *items);
    if (!avow_store_has_memory(store, items)) return false;
    for (size_t i = 0; i < count; i++) {
        const char *blank = strchr(strings[i], ' ');
        avow_spans span;
        if (blank == NULL) return avow_store_is_damaged(store);
        const char *packed = avow_arena_copy(&store->arena, strings[i], (size_t)(blank - strings[i]));
        if (!avow_store_has_memory(store, packed) || !avow_unpack_spans(store, packed, o->result.text_size, &span, &o->arena)) return false;
        if (span.count != 1) return avow_store_is_damaged(store);
        items[i] = (avow_furniture){span.items[0], blank + 1};
    }
    o->result.furniture = items;
    o->result.furniture_count = count;
    return true;
}

static bool take_article(avow_store *store, avow_owned *o, int64_t id, int64_t *first, size_t *statements)
{
    avow_result *r = &o->result;
    avow_rows *rows = avow_ask(store->db, "SELECT given_id, url, outlet_name, title, date, sha256, model, text, warnings, furniture, "
                                          "first, "
                                          "statements FROM article WHERE id = $1", avow_int(id));
    if (!avow_next(rows)) return avow_db_fail(store->db, AVOW_NOT_IN_STORE, "the store has no article %lld", (long long)id);
    const char **strings[] = {&r->id, &r->url, &r->outlet, &r->title, &r->date};
    for (int i = 0; i < 5; i++) *strings[i] = take_text(store, o, rows, i);
    const char *sha256 = avow_get_text(rows, 5), *text = avow_get_bytes(rows, 7, &r->text_size);
    r->model = take_text(store, o, rows, 6);
    r->text = avow_arena_copy(&o->arena, text, r->text_size);
    bool right = avow_store_has_memory(store, r->text);
    if (right && (sha256 == NULL || strlen(sha256) >= sizeof r->sha256)) right = avow_store_is_damaged(store);
    if (right) memcpy(r->sha256, sha256, strlen(sha256) + 1);
    right = right && take_strings(store, o, rows, 8, &r->warnings, &r->warning_count) && take_furniture(store, o, rows, 9);
    *first = avow_get_int(rows, 10);
    *statements = (size_t)avow_get_int(rows, 11);
    avow_rows_end(rows);
    return right && avow_db_ok(store->db);
}

static bool take_statement(avow_store *store, avow_owned *o, avow_rows *rows, avow_attribution *a)
{
    avow_spans said;
    a->id = (uint32_t)avow_get_int(rows, 0);
    a->parent = (uint32_t)avow_get_int(rows, 1);
    a->speaker = (uint32_t)avow_get_int(rows, 2);
    a->unknown = avow_unpack_unknown(store, avow_get_text(rows, 3));
    a->type = avow_unpack_type(store, avow_get_text(rows, 4));
    a->act = avow_unpack_act(store, avow_get_text(rows, 5));
    a->negated = avow_get_int(rows, 6) != 0;
    a->confidence = (float)avow_get_real(rows, 7);
    a->speaker_confidence = (float)avow_get_real(rows, 8);
    if (!take_spans(store, o, rows, 9, &a->source) || !take_spans(store, o, rows, 10, &a->cue) ||
        !take_spans(store, o, rows, 11, &a->content) || !take_spans(store, o, rows, 12, &a->addressee) ||
        !take_spans(store, o, rows, 13, &said)) return false;
    a->time = (avow_time){said.count > 0 ? said.items[0] : (avow_span){0, 0}, take_text(store, o, rows, 14)};
    return avow_db_ok(store->db);
}

static bool take_statements(avow_store *store, avow_owned *o, int64_t first, size_t count)
{
    size_t n = 0;
    avow_attribution *all = avow_arena_alloc(&o->arena, count, sizeof *all);
    if (!avow_store_has_memory(store, all)) return false;
    avow_rows *rows = avow_ask(store->db, "SELECT number, parent, entity, unknown, type, act, negated, confidence, speaker_confidence, "
                                          "source, "
                                          "cue, content, addressee, said, said_value FROM statement WHERE id >= $1 AND id < $2 ORDER BY id",
                               avow_int(first), avow_int(first + (int64_t)count));
    while (n < count && avow_next(rows) && take_statement(store, o, rows, &all[n])) n++;
    avow_rows_end(rows);
    if (avow_db_ok(store->db) && n < count) return avow_store_is_damaged(store);
    o->result.attributions = all;
    o->result.attribution_count = count;
    return avow_db_ok(store->db);
}

static bool take_entities(avow_store *store, avow_owned *o, int64_t id)
{
    size_t n = 0, count = (size_t)avow_number(store->db, "SELECT count(*) FROM entity WHERE article = $1", avow_int(id));
    avow_entity *all = avow_arena_alloc(&o->arena, count, sizeof *all);
    if (!avow_store_has_memory(store, all)) return false;
    avow_rows *rows = avow_ask(store->db, "SELECT number, name, type, aliases, mentions FROM entity WHERE article = $1 ORDER BY number",
                               avow_int(id));
    for (; n < count && avow_next(rows); n++) {
        avow_entity *e = &all[n];
        *e = (avow_entity){.id = (uint32_t)avow_get_int(rows, 0), .name = take_text(store, o, rows, 1),
                           .type = avow_unpack_speaker_type(store, avow_get_text(rows, 2))};
        if (!take_strings(store, o, rows, 3, &e->aliases, &e->alias_count) || !take_spans(store, o, rows, 4, &e->mentions)) break;
    }
    avow_rows_end(rows);
    o->result.entities = all;
    o->result.entity_count = n;
    return avow_db_ok(store->db);
}

/* What came out holds together as well as what was put in. */
static bool holds(avow_store *store, avow_owned *o)
{
    uint32_t *depth = avow_arena_alloc(&store->arena, o->result.attribution_count, sizeof *depth);
    if (!avow_store_has_memory(store, depth)) return false;
    return (avow_result_check(&o->result, NULL) == AVOW_OK && avow_nesting(&o->result, depth)) || avow_store_is_damaged(store);
}

avow_result *avow_record_article(avow_store *store, int64_t article)
{
    int64_t first = 0;
    size_t statements = 0;
    avow_owned *o = avow_owned_new(&store->allocator);
    if (!avow_store_has_memory(store, o)) return NULL;
    if (take_article(store, o, article, &first, &statements) && take_statements(store, o, first, statements) &&
        take_entities(store, o, article) && holds(store, o)) return &o->result;
    avow_result_free(&o->result);
    return NULL;
}

avow_status avow_store_article(avow_store *store, int64_t article, avow_result **result, avow_error *error)
{
    if (result != NULL) *result = NULL;
    avow_status status = avow_store_begin_reading(store, result != NULL, error);
    if (status != AVOW_OK) return status;
    *result = avow_record_article(store, article);
    status = avow_store_end_call(store, error);
    if (status != AVOW_OK) {            /* read, but the end of reading failed */
        avow_result_free(*result);
        *result = NULL;
    }
    return status;
}

avow_status avow_store_next(avow_store *store, int64_t after, int64_t *article, avow_error *error)
{
    if (article != NULL) *article = 0;
    avow_status status = avow_store_begin_reading(store, article != NULL, error);
    if (status != AVOW_OK) return status;
    *article = avow_number(store->db, "SELECT id FROM article WHERE id > $1 AND newest = 1 ORDER BY id LIMIT 1", avow_int(after));
    return avow_store_end_call(store, error);
}
