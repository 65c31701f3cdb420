/* pack.c - columns that hold several values: spans, strings, and words for numbers. A store is a file like any other, so all that
 * comes out of it is checked. */
#include <string.h>

#include "result.h"
#include "store.h"

bool avow_store_is_damaged(avow_store *store)
{
    return avow_db_fail(store->db, AVOW_STORE_DAMAGED, "the store is damaged: its tables contradict each other");
}

const char *avow_store_clean(avow_store *store, const char *text)
{
    const char *clean = avow_clean(&store->arena, text);
    if (clean == NULL && text != NULL) avow_db_fail_memory(store->db);
    return clean != NULL ? clean : "";
}

/* ---- spans -------------------------------------------------------------------------------------------------------- */

static size_t put_number(char *out, size_t number)
{
    char digits[20];
    size_t size = 0, at = sizeof digits;
    do digits[--at] = (char)('0' + number % 10); while ((number /= 10) > 0);
    for (; at < sizeof digits; at++) out[size++] = digits[at];
    return size;
}

const char *avow_pack_spans(avow_store *store, avow_spans spans)
{
    enum { MOST = 2 * 20 + 2 };                 /* characters of a span */
    if (spans.count == 0) return "";
    char *out = avow_arena_alloc(&store->arena, spans.count, MOST);
    size_t size = 0;
    if (!avow_store_has_memory(store, out)) return "";
    for (size_t i = 0; i < spans.count; i++) {
        if (i > 0) out[size++] = ' ';
        size += put_number(out + size, spans.items[i].start);
        out[size++] = '-';
        size += put_number(out + size, spans.items[i].end);
    }
    out[size] = '\0';
    return out;
}

/* Digits at *at, a number of at most limit. */
static bool take_number(const char **at, size_t limit, size_t *number)
{
    const char *from = *at;
    for (*number = 0; **at >= '0' && **at <= '9'; ++*at)
        if ((*number = *number * 10 + (size_t)(**at - '0')) > limit) return false;
    return *at > from;
}

bool avow_unpack_spans(avow_store *store, const char *packed, size_t size, avow_spans *spans, avow_arena *arena)
{
    size_t count = 0, at = 0;
    *spans = (avow_spans){NULL, 0};
    if (packed == NULL) return avow_store_is_damaged(store);
    for (const char *c = packed; *c != '\0'; c++) count += *c == '-';
    if (count == 0) return *packed == '\0' || avow_store_is_damaged(store);
    avow_span *items = avow_arena_alloc(arena, count, sizeof *items);
    if (!avow_store_has_memory(store, items)) return false;
    for (size_t i = 0; i < count; i++, at = items[i - 1].end) {
        bool right = take_number(&packed, size, &items[i].start) && *packed++ == '-' && take_number(&packed, size, &items[i].end) &&
                     items[i].start >= at && items[i].end >= items[i].start && *packed == (i + 1 < count ? ' ' : '\0');
        if (!right) return avow_store_is_damaged(store);
        packed++;
    }
    *spans = (avow_spans){items, count};
    return true;
}

/* ---- strings ------------------------------------------------------------------------------------------------------ */

avow_value avow_pack_strings(avow_store *store, const char *const *strings, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++) size += strlen(strings[i]) + 1;
    char *out = avow_arena_alloc(&store->arena, size, 1), *at = out;
    if (!avow_store_has_memory(store, out)) return avow_bytes("", 0);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(strings[i]) + 1;
        memcpy(at, strings[i], length);
        at += length;
    }
    return avow_bytes(out, size);
}

bool avow_unpack_strings(avow_store *store, const char *packed, size_t size, const char *const **strings, size_t *count,
                         avow_arena *arena)
{
    size_t n = 0;
    *strings = NULL;
    *count = 0;
    if (size == 0) return true;
    if (packed[size - 1] != '\0') return avow_store_is_damaged(store);
    for (size_t i = 0; i < size; i++) n += packed[i] == '\0';
    const char **out = avow_arena_alloc(arena, n, sizeof *out), *copy = avow_arena_copy(arena, packed, size);
    if (!avow_store_has_memory(store, out) || !avow_store_has_memory(store, copy)) return false;
    for (size_t i = 0; i < n; i++, copy += strlen(copy) + 1) out[i] = copy;
    *strings = out;
    *count = n;
    return true;
}

/* ---- words -------------------------------------------------------------------------------------------------------- */

#define UNPACK(type, name, last) \
    for (int i = 0; word != NULL && i <= (last); i++) \
        if (name((type)i) != NULL && strcmp(name((type)i), word) == 0) return (type)i; \
    avow_store_is_damaged(store)

avow_type avow_unpack_type(avow_store *store, const char *word)
{
    UNPACK(avow_type, avow_type_name, AVOW_MIXED);
    return AVOW_DIRECT;
}

avow_act avow_unpack_act(avow_store *store, const char *word)
{
    if (word == NULL) return AVOW_ACT_UNREAD;
    UNPACK(avow_act, avow_act_name, AVOW_ACT_UNREAD);
    return AVOW_STATE;
}

avow_speaker_type avow_unpack_speaker_type(avow_store *store, const char *word)
{
    UNPACK(avow_speaker_type, avow_speaker_type_name, AVOW_ANONYMOUS);
    return AVOW_PERSON;
}

const char *avow_pack_unknown(avow_unknown unknown)
{
    return unknown == AVOW_SPEAKER_UNREAD ? "unread" : avow_unknown_name(unknown);
}

avow_unknown avow_unpack_unknown(avow_store *store, const char *word)
{
    if (word == NULL) return AVOW_KNOWN;
    UNPACK(avow_unknown, avow_pack_unknown, AVOW_SPEAKER_UNREAD);
    return AVOW_KNOWN;
}
