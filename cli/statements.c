/* statements.c - attributions, from JSON or from a result, brought into the form that score.c compares. */
#include <stdlib.h>
#include <string.h>

#include "score.h"

const char *const role_names[ROLES] = {"source", "cue", "content"};

/* White space as Python's str.isspace has it: Unicode's, and the four information separators. */
static bool is_space(int32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

score_text score_text_of(const char *text, size_t size)
{
    score_text out = {.space = must_alloc(size, sizeof *out.space), .point = must_alloc(size + 1, sizeof *out.point)};
    for (size_t i = 0; i < size;) {
        int32_t c;
        size_t length = decode_utf8(text + i, size - i, &c);
        for (size_t j = 0; j < length; j++)
            out.point[i + j] = (uint32_t)out.points;
        out.space[out.points++] = is_space(c);
        i += length;
    }
    out.point[size] = (uint32_t)out.points;
    return out;
}

void score_text_free(score_text *text)
{
    free(text->space);
    free(text->point);
}

int by_place(const void *left, const void *right)
{
    const avow_span *a = left, *b = right;
    return a->start != b->start ? (a->start > b->start) - (a->start < b->start) : (a->end > b->end) - (a->end < b->end);
}

/* Adds a span of a text, without the white space at its ends, to a set that has room. */
static void add_span(span_set *set, avow_span span, const score_text *text)
{
    while (span.start < span.end && text->space[span.start])
        span.start++;
    while (span.end > span.start && text->space[span.end - 1])
        span.end--;
    if (span.start < span.end)
        set->items[set->count++] = span;
}

/* Sorts the spans of a role, drops what stands twice, and joins them to disjoint ones in chars. */
static void settle(score_statement *statement, int role)
{
    span_set *spans = &statement->spans[role], *chars = &statement->chars[role];
    if (spans->count > 0)
        qsort(spans->items, spans->count, sizeof *spans->items, by_place);
    chars->items = must_alloc(spans->count, sizeof *chars->items);
    size_t kept = 0;
    for (size_t i = 0; i < spans->count; i++) {
        avow_span span = spans->items[i];
        if (kept > 0 && spans->items[kept - 1].start == span.start && spans->items[kept - 1].end == span.end)
            continue;
        spans->items[kept++] = span;
        avow_span *last = chars->count > 0 ? &chars->items[chars->count - 1] : NULL;
        if (last == NULL || span.start > last->end)
            chars->items[chars->count++] = span;
        else if (span.end > last->end)
            last->end = span.end;
    }
    spans->count = kept;
}

/* [start, end] or {"start", "end"} */
static bool span_of(const json_t *item, const score_text *text, avow_span *span)
{
    bool list = json_is_array(item);
    const json_t *start = list ? json_array_get(item, 0) : json_object_get(item, "start");
    const json_t *end = list ? json_array_get(item, 1) : json_object_get(item, "end");
    if (!json_is_integer(start) || !json_is_integer(end))
        return false;
    json_int_t from = json_integer_value(start), to = json_integer_value(end);
    if (from < 0 || to < from || (uint64_t)to > text->points)
        return false;
    *span = (avow_span){(size_t)from, (size_t)to};
    return true;
}

static bool statement_of(const json_t *attribution, const score_text *text, score_statement *out, avow_error *error)
{
    out->speaker = json_string_value(json_object_get(json_object_get(attribution, "speaker"), "name"));
    out->act = json_string_value(json_object_get(attribution, "act"));
    for (int role = 0; role < ROLES; role++) {
        const json_t *list = json_object_get(attribution, role_names[role]);
        out->spans[role].items = must_alloc(json_array_size(list), sizeof *out->spans[role].items);
        for (size_t i = 0; i < json_array_size(list); i++) {
            avow_span span;
            if (!span_of(json_array_get(list, i), text, &span)) {
                fail(error, AVOW_BAD_INPUT, 0, "a %s is no span of the article's text", role_names[role]);
                return false;
            }
            add_span(&out->spans[role], span, text);
        }
        settle(out, role);
    }
    return true;
}

bool statements_from_json(const json_t *list, const score_text *text, score_statements *out, avow_error *error)
{
    size_t count = json_array_size(list);
    *out = (score_statements){.items = must_alloc(count, sizeof *out->items)};
    memset(out->items, 0, count * sizeof *out->items);
    for (size_t i = 0; i < count; i++) {
        const json_t *attribution = json_array_get(list, i), *parent = json_object_get(attribution, "parent");
        if (parent != NULL && !json_is_null(parent))
            continue;
        if (!statement_of(attribution, text, &out->items[out->count++], error)) {
            statements_free(out);
            return false;
        }
    }
    return true;
}

void statements_from_result(const avow_result *result, const score_text *text, score_statements *out)
{
    *out = (score_statements){.items = must_alloc(result->attribution_count, sizeof *out->items)};
    memset(out->items, 0, result->attribution_count * sizeof *out->items);
    for (size_t i = 0; i < result->attribution_count; i++) {
        const avow_attribution *attribution = &result->attributions[i];
        if (attribution->parent != 0)
            continue;
        score_statement *statement = &out->items[out->count++];
        const avow_spans given[ROLES] = {attribution->source, attribution->cue, attribution->content};
        for (int role = 0; role < ROLES; role++) {
            statement->spans[role].items = must_alloc(given[role].count, sizeof *statement->spans[role].items);
            for (size_t k = 0; k < given[role].count; k++) {
                avow_span span = given[role].items[k];
                add_span(&statement->spans[role], (avow_span){text->point[span.start], text->point[span.end]}, text);
            }
            settle(statement, role);
        }
    }
}

void statements_free(score_statements *statements)
{
    for (size_t i = 0; i < statements->count; i++)
        for (int role = 0; role < ROLES; role++) {
            free(statements->items[i].spans[role].items);
            free(statements->items[i].chars[role].items);
        }
    free(statements->items);
    *statements = (score_statements){0};
}
