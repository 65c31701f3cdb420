/* add.c - an article with its statements into the store, in one transaction. */
#include <string.h>

#include "ascii.h"
#include "hash.h"
#include "plain_name.h"
#include "result.h"
#include "status.h"
#include "text.h"
#include "utf8.h"
#include "when.h"

/* ---- which article it is ------------------------------------------------------------------------------------------ */

/* The key: by the URL, or the outlet and the id, or else by the text itself. */
static bool key_of(avow_store *store, const char *url, const char *outlet, const char *id, const char *sha256, char key[65])
{
    avow_buf buf;
    avow_buf_init(&buf, &store->allocator);
    avow_buf_text(&buf, url != NULL ? "url" : id != NULL ? "id" : "text");
    avow_buf_char(&buf, '\0');
    if (url == NULL && id != NULL) {
        avow_buf_text(&buf, outlet != NULL ? outlet : "");
        avow_buf_char(&buf, '\0');
    }
    avow_buf_text(&buf, url != NULL ? url : id != NULL ? id : sha256);
    avow_sha256_hex(buf.data, buf.size, key);
    bool made = !buf.failed || avow_db_fail_memory(store->db);
    avow_buf_free(&buf);
    return made;
}

/* The newest version of a key; article 0 if there is none. is_new: whether its text and model are others. */
static avow_added newest(avow_store *store, const char *key, const char *sha256, const char *model)
{
    avow_added found = {.is_new = true};
    avow_rows *rows = avow_ask(store->db, "SELECT id, version, statements, sha256, model, (SELECT min(original) FROM copy "
                                          "WHERE copy.article = id) FROM article WHERE key = $1 "
                                          "ORDER BY version DESC LIMIT 1", avow_text(key));
    if (avow_next(rows)) {
        const char *known = avow_get_text(rows, 3), *by = avow_get_text(rows, 4);
        found = (avow_added){avow_get_int(rows, 0), (uint32_t)avow_get_int(rows, 1), true, (size_t)avow_get_int(rows, 2),
                             avow_get_int(rows, 5)};
        found.is_new = known == NULL || strcmp(known, sha256) != 0 || strcmp(by != NULL ? by : "", model != NULL ? model : "") != 0;
    }
    avow_rows_end(rows);
    return found;
}

avow_status avow_store_has(avow_store *store, const avow_article *article, const char *model, avow_added *added, avow_error *error)
{
    char key[65], sha256[65];
    if (added != NULL) *added = (avow_added){0};
    avow_status status = avow_store_begin_call(store, article != NULL && added != NULL, error);
    if (status != AVOW_OK) return status;
    avow_arena *arena = &store->arena;
    avow_sha256_hex(article->text == NULL ? "" : article->text, article->size, sha256);
    const char *url = avow_clean(arena, article->url), *outlet = avow_clean(arena, article->outlet), *id = avow_clean(arena, article->id);
    if (key_of(store, url, outlet, id, sha256, key)) {
        avow_added found = newest(store, key, sha256, model);
        if (!found.is_new) *added = found;
    }
    return avow_store_end_call(store, error);
}

/* ---- rows --------------------------------------------------------------------------------------------------------- */

/* The number of an outlet, known by its plain name. */
static int64_t outlet_number(avow_store *store, const char *name)
{
    avow_plain_name plain;
    if (name == NULL || name[0] == '\0' || !avow_plain_name_of(store, name, &plain)) return 0;
    int64_t hash = avow_name_whole(&plain), id = avow_number(store->db, "SELECT id FROM outlet WHERE hash = $1", avow_int(hash));
    if (id != 0) return id;
    id = avow_db_number(store->db, "SELECT max(id) FROM outlet", NULL, 0) + 1;
    avow_tell(store->db, "INSERT INTO outlet (id, hash, name) VALUES ($1, $2, $3)", avow_int(id), avow_int(hash), avow_text(name));
    return id;
}

static bool put_article(const avow_incoming *in, const char *key)
{
    avow_store *store = in->store;
    const avow_result *r = in->result;
    const char **furniture = avow_arena_alloc(&store->arena, r->furniture_count, sizeof *furniture);
    if (!avow_store_has_memory(store, furniture)) return false;
    for (size_t i = 0; i < r->furniture_count; i++) {
        const char *span = avow_pack_spans(store, (avow_spans){&r->furniture[i].span, 1}), *kind = r->furniture[i].kind;
        size_t size = strlen(span), length = strlen(kind != NULL ? kind : "");
        char *both = avow_arena_alloc(&store->arena, size + length + 2, 1);
        if (!avow_store_has_memory(store, both)) return false;
        memcpy(both, span, size);
        both[size] = ' ';
        memcpy(both + size + 1, kind != NULL ? kind : "", length + 1);
        furniture[i] = both;
    }
    avow_tell(store->db, "INSERT INTO article (id, key, version, newest, day, outlet, first, statements, sha256, model, given_id, url, "
                         "outlet_name, title, date, warnings, furniture, text) "
                         "VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
              avow_int(in->id), avow_text(key), avow_int(in->version), avow_int(in->day), avow_int(in->outlet), avow_int(in->first),
              avow_int((int64_t)r->attribution_count), avow_text(r->sha256), avow_text(r->model), avow_text(r->id), avow_text(r->url),
              avow_text(r->outlet), avow_text(r->title), avow_text(r->date),
              avow_pack_strings(store, r->warnings, r->warning_count), avow_pack_strings(store, furniture, r->furniture_count),
              avow_bytes(r->text, r->text_size));
    return avow_db_ok(store->db);
}

/* A probability as the tables have it: what is no number is 0. */
static avow_value probability(float p) { return avow_real(p > 0 ? (p < 1 ? (double)p : 1.0) : 0.0); }

static void put_statement(const avow_incoming *in, size_t i)
{
    avow_store *store = in->store;
    const avow_attribution *a = &in->result->attributions[i];
    const avow_spans said = {&a->time.span, a->time.span.end > a->time.span.start}, sentence = {&in->sentences[i], 1};
    const char *when = a->time.value != NULL ? avow_store_clean(store, a->time.value) : NULL;
    avow_value id = avow_int(in->first + (int64_t)i);
    avow_tell(store->db, "INSERT INTO statement (id, article, number, parent, newest, day, outlet, entity, speaker, unknown, type, act, "
                         "negated, confidence, speaker_confidence, source, cue, content, addressee, said, said_value, sentence, utterance) "
                         "VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $1)",
              id, avow_int(in->id), avow_int(a->id), avow_int(a->parent), avow_int(in->day), avow_int(in->outlet), avow_int(a->speaker),
              avow_int(a->speaker > 0 ? in->speakers[a->speaker - 1] : 0), avow_text(avow_pack_unknown(a->unknown)),
              avow_text(avow_type_name(a->type)), avow_text(avow_act_name(a->act)), avow_int(a->negated), probability(a->confidence),
              probability(a->speaker_confidence), avow_text(avow_pack_spans(store, a->source)), avow_text(avow_pack_spans(store, a->cue)),
              avow_text(avow_pack_spans(store, a->content)), avow_text(avow_pack_spans(store, a->addressee)),
              avow_text(avow_pack_spans(store, said)), avow_text(when),
              avow_text(avow_pack_spans(store, sentence)));
}

/* ---- the article -------------------------------------------------------------------------------------------------- */

static bool is_inside(const char *text, size_t at) { return ((unsigned char)text[at] & 0xC0) == 0x80; }

/* The sentence around each cue, or around what else a statement has. */
bool avow_record_find_sentences(avow_incoming *in)
{
    const avow_result *r = in->result;
    avow_arena *arena = &in->store->arena;
    uint8_t *quoted = avow_arena_alloc(arena, r->text_size, 1);
    avow_span *sentences = avow_arena_alloc(arena, r->attribution_count, sizeof *sentences);
    if (!avow_store_has_memory(in->store, quoted) || !avow_store_has_memory(in->store, sentences)) return false;
    avow_quote_flags(r->text, r->text_size, quoted);
    for (size_t i = 0; i < r->attribution_count; i++) {
        const avow_attribution *a = &r->attributions[i];
        const avow_spans *some = a->cue.count > 0 ? &a->cue : a->content.count > 0 ? &a->content : &a->source;
        avow_span s = avow_sentence_around(r->text, r->text_size, quoted, some->count > 0 ? some->items[0] : (avow_span){0, 0});
        while (s.start < s.end && (avow_is_white(r->text[s.start]) || is_inside(r->text, s.start))) s.start++;
        while (s.end > s.start && (avow_is_white(r->text[s.end - 1]) || (s.end < r->text_size && is_inside(r->text, s.end)))) s.end--;
        sentences[i] = s;
    }
    in->quoted = quoted;
    in->sentences = sentences;
    return true;
}

/* Takes the place of the version before. */
static void step_back(const avow_incoming *in)
{
    if (in->previous == 0) return;
    avow_tell(in->store->db, "UPDATE article SET newest = 0 WHERE id = $1", avow_int(in->previous));
    avow_tell(in->store->db, "UPDATE statement SET newest = 0 WHERE id >= (SELECT first FROM article WHERE id = $1) AND "
                             "id < (SELECT first + statements FROM article WHERE id = $1)", avow_int(in->previous));
}

static bool number(avow_incoming *in)
{
    avow_db *db = in->store->db;
    const avow_result *r = in->result;
    long day;
    in->id = avow_db_number(db, "SELECT max(id) FROM article", NULL, 0) + 1;
    in->first = avow_number(db, "SELECT first + statements FROM article WHERE id = $1", avow_int(in->id - 1));
    if (in->first == 0) in->first = 1;
    in->day = avow_time_day(r->date, &day) ? day + 1 : 0;
    in->outlet = outlet_number(in->store, r->outlet);
    if (in->id >= AVOW_MOST_NUMBERS || in->first + (int64_t)r->attribution_count >= AVOW_MOST_NUMBERS)
        return avow_db_fail(db, AVOW_LIMIT, "the store has as many articles or statements as it can have");
    return avow_db_ok(db);
}

/* Everything that the transaction does. */
static void put(avow_store *store, const avow_result *result, const char *key, avow_added *added)
{
    avow_added before = newest(store, key, result->sha256, result->model);
    if (!before.is_new || !avow_db_ok(store->db)) {
        *added = before;
        return;
    }
    avow_incoming in = {.store = store, .result = result, .previous = before.article, .version = before.version + 1};
    step_back(&in);
    if (!number(&in) || !avow_record_find_sentences(&in) || !put_article(&in, key) || !avow_record_join_speakers(&in, &in.speakers)) return;
    for (size_t i = 0; i < result->attribution_count && avow_db_ok(store->db); i++) put_statement(&in, i);
    if (avow_db_ok(store->db) && avow_record_index_article(&in))
        *added = (avow_added){in.id, in.version, true, result->attribution_count,
                              avow_number(store->db, "SELECT min(original) FROM copy WHERE article = $1", avow_int(in.id))};
}

/* What columns can't hold, repaired. */
static void clean(avow_store *store, avow_result *r)
{
    const char **strings[] = {&r->id, &r->title, &r->date, &r->outlet, &r->url, &r->model};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (*strings[i] != NULL) *strings[i] = avow_store_clean(store, *strings[i]);
    if (r->text == NULL) r->text = "";
}

avow_status avow_store_add(avow_store *store, const avow_result *result, avow_added *added, avow_error *error)
{
    avow_added done = {0};
    char key[65];
    if (added != NULL) *added = done;
    avow_status status = avow_store_begin_call(store, result != NULL, error);
    if (status == AVOW_OK) status = avow_result_check(result, error);
    if (status != AVOW_OK) return status;
    const char *end = memchr(result->sha256, '\0', sizeof result->sha256);
    if (end == NULL || avow_utf8_valid_prefix(result->sha256, (size_t)(end - result->sha256)) < (size_t)(end - result->sha256))
        return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "sha256 of the result is no string");
    uint32_t *depth = avow_arena_alloc(&store->arena, result->attribution_count, sizeof *depth);
    if (depth != NULL && !avow_nesting(result, depth))
        return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "ids and parents of the attributions don't fit together");
    if (depth == NULL) return avow_fail_memory(error);
    avow_result r = *result;
    clean(store, &r);
    if (key_of(store, r.url, r.outlet, r.id, r.sha256, key)) {
        avow_db_begin(store->db);
        put(store, &r, key, &done);
        status = avow_db_end(store->db, error);
    } else status = avow_store_end_call(store, error);
    if (status == AVOW_OK && added != NULL) *added = done;
    avow_arena_reset(&store->arena);
    return status;
}
