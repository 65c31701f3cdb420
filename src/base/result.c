/* result.c - see result.h. */
#include "result.h"

#include <string.h>

#include "status.h"
#include "utf8.h"

/* ---- memory ------------------------------------------------------------------------------------------------------- */

avow_owned *avow_owned_new(const avow_allocator *allocator)
{
    avow_owned *owned = avow_alloc(allocator, 1, sizeof *owned);
    if (owned == NULL) return NULL;
    memset(owned, 0, sizeof *owned);
    avow_arena_init(&owned->arena, allocator);
    return owned;
}

void avow_result_free(avow_result *result)
{
    if (result == NULL) return;
    avow_owned *owned = (avow_owned *)result;       /* result is its first member */
    avow_allocator allocator = owned->arena.allocator;
    avow_arena_free(&owned->arena);
    avow_free(&allocator, owned);
}

/* ---- checking ----------------------------------------------------------------------------------------------------- */

static bool boundary(const avow_result *result, size_t at)
{
    return at == result->text_size || ((unsigned char)result->text[at] & 0xC0) != 0x80;
}

static bool span_fits(const avow_result *result, avow_span span)
{
    return span.start <= span.end && span.end <= result->text_size && boundary(result, span.start) && boundary(result, span.end);
}

static bool spans_fit(const avow_result *result, avow_spans spans)
{
    for (size_t i = 0; i < spans.count; i++)
        if (!span_fits(result, spans.items[i]) || (i > 0 && spans.items[i].start < spans.items[i - 1].end))
            return false;
    return true;
}

static bool attribution_fits(const avow_result *result, const avow_attribution *a)
{
    return (unsigned)a->type <= AVOW_MIXED && (unsigned)a->act <= AVOW_ACT_UNREAD && (unsigned)a->unknown <= AVOW_SPEAKER_UNREAD &&
           a->speaker <= result->entity_count && spans_fit(result, a->source) && spans_fit(result, a->cue) &&
           spans_fit(result, a->content) && spans_fit(result, a->addressee) && span_fits(result, a->time.span);
}

static bool entity_fits(const avow_result *result, size_t i)
{
    const avow_entity *e = &result->entities[i];
    bool fits = e->id == i + 1 && e->name != NULL && (unsigned)e->type <= AVOW_ANONYMOUS && spans_fit(result, e->mentions);
    for (size_t k = 0; fits && k < e->alias_count; k++)
        fits = e->aliases[k] != NULL;
    return fits;
}

avow_status avow_result_check(const avow_result *result, avow_error *error)
{
    if (result->text == NULL && result->text_size > 0)
        return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "the result has no text");
    size_t valid = result->text_size > 0 ? avow_utf8_valid_prefix(result->text, result->text_size) : 0;
    if (valid < result->text_size)
        return avow_fail(error, AVOW_BAD_ARGUMENT, valid, "the text of the result is not UTF-8");
    for (size_t i = 0; i < result->attribution_count; i++) {
        const avow_attribution *a = &result->attributions[i];
        if (!attribution_fits(result, a))
            return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "attribution %lu does not fit the result", (unsigned long)a->id);
    }
    for (size_t i = 0; i < result->entity_count; i++)
        if (!entity_fits(result, i))
            return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "entity %lu does not fit the result", (unsigned long)i + 1);
    for (size_t i = 0; i < result->furniture_count; i++)
        if (!span_fits(result, result->furniture[i].span))
            return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "a furniture span does not fit the text");
    return AVOW_OK;
}

const char *avow_clean(avow_arena *arena, const char *text)
{
    size_t size = text != NULL ? strlen(text) : 0;
    if (size == 0 || avow_utf8_valid_prefix(text, size) == size) return text;
    size_t repaired = avow_utf8_repaired_size(text, size, NULL);
    char *copy = avow_arena_alloc(arena, repaired + 1, 1);
    if (copy == NULL) return NULL;
    avow_utf8_repair(text, size, copy);
    copy[repaired] = '\0';
    return copy;
}
