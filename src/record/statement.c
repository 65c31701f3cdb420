/* statement.c - one statement with what a reader wants to know of it: its words, its article, its speaker, its utterance. */
#include <string.h>

#include "store.h"
#include "utf8.h"

static const char sql[] =
    "SELECT s.article, s.number, s.speaker, s.unknown, s.type, s.act, s.negated, s.confidence, s.speaker_confidence, s.said_value, "
    "s.utterance, s.newest, s.source, s.cue, s.content, s.addressee, s.sentence, a.given_id, a.title, a.outlet_name, a.date, a.url, "
    "p.name, p.type, coalesce(u.appearances, 1), coalesce(u.outlets, 1) "
    "FROM statement s JOIN article a ON a.id = s.article LEFT JOIN speaker p ON p.id = s.speaker "
    "LEFT JOIN utterance u ON u.id = s.utterance WHERE s.id = $1";
enum { SAID = 9, UTTERANCE, NEWEST, SOURCE, CUE, CONTENT, ADDRESSEE, SENTENCE, GIVEN_ID, TITLE, OUTLET, DATE, URL, NAME, SPEAKER_TYPE,
       APPEARANCES, OUTLETS };

static const char between[] = " \xE2\x80\xA6 ";

/* The words of spans, " … " between what stands apart, NULs as blanks. */
static const char *join(avow_store *store, const char *text, avow_spans spans)
{
    size_t size = 0, used = 0;
    for (size_t i = 0; i < spans.count; i++) size += spans.items[i].end - spans.items[i].start + sizeof between;
    char *out = avow_arena_alloc(&store->arena, size + 1, 1);
    if (!avow_store_has_memory(store, out)) return "";
    for (size_t i = 0; i < spans.count; i++) {
        avow_span s = spans.items[i];
        if (i > 0) {
            memcpy(out + used, between, sizeof between - 1);
            used += sizeof between - 1;
        }
        for (size_t k = s.start; k < s.end; k++) out[used++] = text[k] != '\0' ? text[k] : ' ';
    }
    out[used] = '\0';
    return out;
}

static const char *take_words(avow_store *store, avow_rows *rows, int column, const char *text, size_t size)
{
    avow_spans spans;
    if (!avow_unpack_spans(store, avow_get_text(rows, column), size, &spans, &store->arena)) return "";
    return join(store, text, spans);
}

static const char *take_text(avow_store *store, avow_rows *rows, int column)
{
    const char *text = avow_get_text(rows, column), *copy = text != NULL ? avow_arena_copy(&store->arena, text, strlen(text)) : NULL;
    if (text != NULL) avow_store_has_memory(store, copy);
    return copy;
}

/* A place of store->text in a unit, counted from the place that was asked for before. */
static size_t in_unit(avow_store *store, size_t at, avow_offsets unit)
{
    size_t (*count)(const char *, size_t) = unit == AVOW_UTF16 ? avow_utf8_count_utf16 : avow_utf8_count;
    if (unit == AVOW_BYTES || store->text.size == 0) return at;
    if (store->counted.unit != unit) store->counted.bytes = store->counted.units = 0;
    size_t from = store->counted.bytes;
    store->counted.units += at >= from ? count(store->text.data + from, at - from) : (size_t)0 - count(store->text.data + at, from - at);
    store->counted.unit = unit;
    store->counted.bytes = at;
    return store->counted.units;
}

static void take_place(avow_store *store, avow_rows *rows, avow_offsets unit, avow_statement *out)
{
    avow_spans spans;
    if (!avow_unpack_spans(store, avow_get_text(rows, SENTENCE), store->text.size, &spans, &store->arena) || spans.count == 0) return;
    avow_span s = spans.items[0];
    out->place = (avow_span){in_unit(store, s.start, unit), in_unit(store, s.end, unit)};
}

/* The article's text into store->text. */
static bool load_text(avow_store *store, int64_t article)
{
    size_t size;
    if (store->text_of == article) return true;
    store->text_of = 0;
    store->counted.bytes = store->counted.units = 0;
    avow_rows *rows = avow_ask(store->db, "SELECT text FROM article WHERE id = $1", avow_int(article));
    bool there = avow_next(rows);
    const char *text = there ? avow_get_bytes(rows, 0, &size) : NULL;
    avow_buf_clear(&store->text);
    if (there) avow_buf_put(&store->text, text, size);
    avow_rows_end(rows);
    if (!there) return avow_db_ok(store->db) && avow_store_is_damaged(store);
    if (store->text.failed) return avow_db_fail_memory(store->db);
    store->text_of = article;
    return true;
}

const char *avow_record_words(avow_store *store, int64_t article, const char *packed)
{
    avow_spans spans;
    if (!load_text(store, article) || !avow_unpack_spans(store, packed, store->text.size, &spans, &store->arena)) return "";
    return join(store, store->text.data, spans);
}

bool avow_record_statement(avow_store *store, int64_t id, avow_offsets unit, avow_statement *out, bool *is_newest)
{
    avow_rows *rows = avow_ask(store->db, sql, avow_int(id));
    if (!avow_next(rows)) return false;
    if (!load_text(store, avow_get_int(rows, 0))) {
        avow_rows_end(rows);
        return false;
    }
    size_t size = store->text.size;
    const char *text = size > 0 ? store->text.data : "", *type = avow_get_text(rows, SPEAKER_TYPE);
    *out = (avow_statement){
        .id = id, .article = avow_get_int(rows, 0), .number = (uint32_t)avow_get_int(rows, 1), .speaker = avow_get_int(rows, 2),
        .unknown = avow_unpack_unknown(store, avow_get_text(rows, 3)), .type = avow_unpack_type(store, avow_get_text(rows, 4)),
        .act = avow_unpack_act(store, avow_get_text(rows, 5)), .negated = avow_get_int(rows, 6) != 0,
        .confidence = (float)avow_get_real(rows, 7), .speaker_confidence = (float)avow_get_real(rows, 8),
        .time = take_text(store, rows, SAID), .utterance = avow_get_int(rows, UTTERANCE),
        .source = take_words(store, rows, SOURCE, text, size), .cue = take_words(store, rows, CUE, text, size),
        .content = take_words(store, rows, CONTENT, text, size), .addressee = take_words(store, rows, ADDRESSEE, text, size),
        .sentence = take_words(store, rows, SENTENCE, text, size), .article_id = take_text(store, rows, GIVEN_ID),
        .title = take_text(store, rows, TITLE), .outlet = take_text(store, rows, OUTLET), .date = take_text(store, rows, DATE),
        .url = take_text(store, rows, URL), .speaker_name = take_text(store, rows, NAME),
        .appearances = (size_t)avow_get_int(rows, APPEARANCES), .outlets = (size_t)avow_get_int(rows, OUTLETS)};
    if (type != NULL) out->speaker_type = avow_unpack_speaker_type(store, type);
    if (out->speaker == 0) out->speaker_name = NULL;
    take_place(store, rows, unit, out);
    if (is_newest != NULL) *is_newest = avow_get_int(rows, NEWEST) != 0;
    avow_rows_end(rows);
    return avow_db_ok(store->db);
}
