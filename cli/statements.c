/* statements.c - attributions, from JSON or from a result, brought into the form that score.c compares. */
#include <stdio.h>
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
    score_text out = {.bytes = text, .size = size, .space = must_alloc(size, sizeof *out.space),
                      .point = must_alloc(size + 1, sizeof *out.point)};
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

size_t score_byte(const score_text *text, size_t point)
{
    size_t low = 0, high = text->size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (text->point[middle] < point)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int by_place(const void *left, const void *right)
{
    const avow_span *a = left, *b = right;
    return a->start != b->start ? (a->start > b->start) - (a->start < b->start) : (a->end > b->end) - (a->end < b->end);
}

void add_span(span_set *set, avow_span span, const score_text *text)
{
    while (span.start < span.end && text->space[span.start])
        span.start++;
    while (span.end > span.start && text->space[span.end - 1])
        span.end--;
    if (span.start < span.end)
        set->items[set->count++] = span;
}

/* Sorts the spans and drops what stands twice. */
static void settle(span_set *spans)
{
    if (spans->count > 0)
        qsort(spans->items, spans->count, sizeof *spans->items, by_place);
    size_t kept = 0;
    for (size_t i = 0; i < spans->count; i++)
        if (kept == 0 || by_place(&spans->items[kept - 1], &spans->items[i]) != 0)
            spans->items[kept++] = spans->items[i];
    spans->count = kept;
}

/* The same of a role's, and joins them to disjoint ones in chars. */
static void settle_role(score_statement *statement, int role)
{
    span_set *spans = &statement->spans[role], *chars = &statement->chars[role];
    settle(spans);
    chars->items = must_alloc(spans->count, sizeof *chars->items);
    for (size_t i = 0; i < spans->count; i++) {
        avow_span span = spans->items[i], *last = chars->count > 0 ? &chars->items[chars->count - 1] : NULL;
        if (last == NULL || span.start > last->end)
            chars->items[chars->count++] = span;
        else if (span.end > last->end)
            last->end = span.end;
    }
}

static bool is_colon(const score_text *text, const span_set *cue)
{
    if (cue->count != 1 || cue->items[0].end - cue->items[0].start != 1)
        return false;
    return text->bytes[score_byte(text, cue->items[0].start)] == ':';
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

/* The spans of a field, into a set to be made. */
static bool spans_of(const json_t *attribution, const char *field, const score_text *text, span_set *out, avow_error *error)
{
    const json_t *list = json_object_get(attribution, field);
    out->items = must_alloc(json_array_size(list), sizeof *out->items);
    for (size_t i = 0; i < json_array_size(list); i++) {
        avow_span span;
        if (!span_of(json_array_get(list, i), text, &span)) {
            fail(error, AVOW_BAD_INPUT, 0, "the %s is no span of the article's text", field);
            return false;
        }
        add_span(out, span, text);
    }
    settle(out);
    return true;
}

/* A number from 0 to 1, or -1 for none. */
static double confidence_of(const json_t *number)
{
    double value = json_number_value(number);
    return !json_is_number(number) || value < 0 ? -1 : value > 1 ? 1 : value;
}

static bool statement_of(const json_t *attribution, const score_text *text, score_statement *out, avow_error *error)
{
    const json_t *speaker = json_object_get(attribution, "speaker"), *parent = json_object_get(attribution, "parent");
    out->speaker = json_string_value(json_object_get(speaker, "name"));
    out->type = json_string_value(json_object_get(speaker, "type"));
    out->act = json_string_value(json_object_get(attribution, "act"));
    out->confidence = confidence_of(json_object_get(attribution, "confidence"));
    out->speaker_confidence = confidence_of(json_object_get(attribution, "speaker_confidence"));
    out->nested = parent != NULL && !json_is_null(parent);
    for (int role = 0; role < ROLES; role++) {
        if (!spans_of(attribution, role_names[role], text, &out->spans[role], error))
            return false;
        settle_role(out, role);
    }
    out->turn = is_colon(text, &out->spans[CUE]);
    return spans_of(attribution, "addressee", text, &out->addressee, error);
}

/* An id as a key: a string, or the digits of a number; else those of the attribution's place, from 1. */
static const char *key_of(const json_t *id, size_t place, char digits[24])
{
    if (json_is_string(id))
        return json_string_value(id);
    snprintf(digits, 24, "%lld", json_is_integer(id) ? (long long)json_integer_value(id) : (long long)place + 1);
    return digits;
}

static void find_parents(const json_t *list, score_statements *out)
{
    json_t *places = json_object();
    char digits[24];
    for (size_t i = 0; i < out->count; i++)
        json_object_set_new(places, key_of(json_object_get(json_array_get(list, i), "id"), i, digits), json_integer((json_int_t)i));
    for (size_t i = 0; i < out->count; i++) {
        const json_t *parent = json_object_get(json_array_get(list, i), "parent");
        const json_t *place = out->items[i].nested ? json_object_get(places, key_of(parent, 0, digits)) : NULL;
        out->items[i].parent = place != NULL ? (size_t)json_integer_value(place) : NOWHERE;
    }
    json_decref(places);
}

bool statements_from_json(const json_t *list, const score_text *text, score_statements *out, avow_error *error)
{
    size_t count = json_array_size(list);
    *out = (score_statements){.items = must_alloc(count, sizeof *out->items)};
    memset(out->items, 0, count * sizeof *out->items);
    for (size_t i = 0; i < count; i++)
        if (!statement_of(json_array_get(list, i), text, &out->items[out->count++], error)) {
            statements_free(out);
            return false;
        }
    find_parents(list, out);
    return true;
}

/* ---- from a result ------------------------------------------------------------------------------------------------ */

/* Spans of bytes into a set to be made. */
static void take_spans(avow_spans spans, const score_text *text, span_set *out)
{
    out->items = must_alloc(spans.count, sizeof *out->items);
    for (size_t i = 0; i < spans.count; i++)
        add_span(out, (avow_span){text->point[spans.items[i].start], text->point[spans.items[i].end]}, text);
    settle(out);
}

/* The three decimals that JSON has of it, so that a result scores the same from memory and from a file. */
static double as_written(float confidence)
{
    double clipped = confidence > 0 ? (confidence < 1 ? (double)confidence : 1.0) : 0.0;
    return (double)(int)(clipped * 1000 + 0.5) / 1000;
}

static void take(const avow_result *result, const avow_attribution *attribution, const score_text *text, score_statement *out)
{
    static const char *const acts[] = {"state", "deny", "accuse", "criticize", "support", "promise", "request", "ask", "predict",
                                       "admit", "warn", "believe"};
    static const char *const types[] = {"person", "organisation", "group", "document", "place", "anonymous"};
    const avow_spans given[ROLES] = {attribution->source, attribution->cue, attribution->content};
    for (int role = 0; role < ROLES; role++) {
        take_spans(given[role], text, &out->spans[role]);
        settle_role(out, role);
    }
    out->turn = is_colon(text, &out->spans[CUE]);
    take_spans(attribution->addressee, text, &out->addressee);
    out->nested = attribution->parent != 0;
    out->parent = out->nested ? attribution->parent - 1 : NOWHERE;
    if (attribution->speaker != 0) {
        out->speaker = result->entities[attribution->speaker - 1].name;
        out->type = types[result->entities[attribution->speaker - 1].type];
    }
    out->act = acts[attribution->act];
    out->confidence = as_written(attribution->confidence);
    out->speaker_confidence = as_written(attribution->speaker_confidence);
}

void statements_from_result(const avow_result *result, const score_text *text, score_statements *out)
{
    size_t count = result->attribution_count;
    *out = (score_statements){.items = must_alloc(count, sizeof *out->items), .count = count};
    memset(out->items, 0, out->count * sizeof *out->items);
    for (size_t i = 0; i < out->count; i++)
        take(result, &result->attributions[i], text, &out->items[i]);
}

void statements_free(score_statements *statements)
{
    for (size_t i = 0; i < statements->count; i++) {
        for (int role = 0; role < ROLES; role++) {
            free(statements->items[i].spans[role].items);
            free(statements->items[i].chars[role].items);
        }
        free(statements->items[i].addressee.items);
    }
    free(statements->items);
    *statements = (score_statements){0};
}
