/* words.c - the full-text index: what of a statement is in it, and in which column.
 *
 * The content stands in one column, and what is around it (the rest of its sentence, the source, the speaker's name) in another, so that
 * one can look for what was said and for what is said of it. Marks stand in a third: words of our own for the speaker, the outlet and
 * the act, so that a search for a frequent word by a rare speaker need not look at each statement that has the word. */
#include <string.h>

#include "store.h"

/* Bytes of a statement's content, and of what is around it, that are indexed: far more than a sentence has. */
enum { MOST_WORDS = 16 << 10 };

/* Adds text[start..end) with a blank before it, as far as there is room; NUL counts as a blank. */
static void put(avow_buf *out, const char *text, size_t start, size_t end)
{
    if (out->size >= MOST_WORDS || start >= end) return;
    if (end - start > MOST_WORDS - out->size)
        for (end = start + (MOST_WORDS - out->size); end > start && ((unsigned char)text[end] & 0xC0) == 0x80;) end--;
    size_t from = out->size + (out->size > 0);
    if (out->size > 0) avow_buf_char(out, ' ');
    avow_buf_put(out, text + start, end - start);
    for (size_t i = from; i < out->size; i++)
        if (out->data[i] == '\0') out->data[i] = ' ';
}

static void put_context(avow_buf *out, const avow_incoming *in, size_t i)
{
    const avow_result *r = in->result;
    const avow_attribution *a = &r->attributions[i];
    size_t at = in->sentences[i].start, end = in->sentences[i].end;
    for (size_t k = 0; k < a->content.count; k++) {
        avow_span part = a->content.items[k];
        if (part.end <= at || part.start >= end) continue;
        put(out, r->text, at, part.start);
        at = part.end;
    }
    put(out, r->text, at, end);
    for (size_t k = 0; k < a->source.count; k++)
        if (a->source.items[k].start < in->sentences[i].start || a->source.items[k].end > end)
            put(out, r->text, a->source.items[k].start, a->source.items[k].end);
    if (a->speaker > 0) {
        const char *name = avow_store_clean(in->store, r->entities[a->speaker - 1].name);
        put(out, name, 0, strlen(name));
    }
}

void avow_record_put_tag(avow_buf *out, avow_tag tag, int64_t number)
{
    static const char letters[] = {'s', 'o', 'a', 'n'};
    if (out->size > 0) avow_buf_char(out, ' ');
    avow_buf_char(out, letters[tag]);
    avow_buf_uint(out, (uint64_t)number);
}

static void put_tags(avow_buf *out, const avow_incoming *in, size_t i)
{
    const avow_attribution *a = &in->result->attributions[i];
    avow_record_put_tag(out, AVOW_TAG_ACT, a->act);
    if (in->outlet > 0) avow_record_put_tag(out, AVOW_TAG_OUTLET, in->outlet);
    if (a->speaker > 0) avow_record_put_tag(out, AVOW_TAG_SPEAKER, in->speakers[a->speaker - 1]);
    if (a->speaker > 0 && in->result->entities[a->speaker - 1].type == AVOW_ANONYMOUS) avow_record_put_tag(out, AVOW_TAG_NAMELESS, 1);
}

static avow_value words_of(const avow_buf *buf)
{
    return (avow_value){.kind = AVOW_IS_TEXT, .data = buf->size > 0 ? buf->data : "", .size = buf->size};
}

/* Puts the words of statements into the index or takes them out, as sql says; entity 0: of all statements, else of what it says. */
static bool index_words(const avow_incoming *in, const char *sql, uint32_t entity)
{
    avow_store *store = in->store;
    avow_buf content, context, tags;
    avow_buf_init(&content, &store->allocator);
    avow_buf_init(&context, &store->allocator);
    avow_buf_init(&tags, &store->allocator);
    for (size_t i = 0; i < in->result->attribution_count && avow_db_ok(store->db); i++) {
        const avow_attribution *a = &in->result->attributions[i];
        if (entity != 0 && a->speaker != entity) continue;
        avow_buf_clear(&content);
        avow_buf_clear(&context);
        avow_buf_clear(&tags);
        for (size_t k = 0; k < a->content.count; k++) put(&content, in->result->text, a->content.items[k].start, a->content.items[k].end);
        put_context(&context, in, i);
        put_tags(&tags, in, i);
        if (content.failed || context.failed || tags.failed) avow_db_fail_memory(store->db);
        avow_tell(store->db, sql, avow_int(avow_record_key(in->day, in->first + (int64_t)i)), words_of(&content),
                  words_of(&context), words_of(&tags));
    }
    avow_buf_free(&content);
    avow_buf_free(&context);
    avow_buf_free(&tags);
    return avow_db_ok(store->db);
}

bool avow_record_index_words(const avow_incoming *in) { return index_words(in, in->store->db->engine->put_words, 0); }

bool avow_record_retag_words(const avow_incoming *in, uint32_t entity, int64_t *tag, int64_t speaker)
{
    if (!index_words(in, in->store->db->engine->drop_words, entity)) return false;
    *tag = speaker;
    return index_words(in, in->store->db->engine->put_words, entity);
}
