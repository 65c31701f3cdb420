/* witness.c - from texts and their statements to units. A paragraph is a line; of one that is very long the part near a statement. */
#include "witness.h"

#include <stdlib.h>
#include <string.h>

enum {
    REACH = 4096,               /* bytes of a line before and behind a content */
    MOST_NAMES = 64             /* of a speaker, that are compared */
};

static int by_start(const void *a, const void *b)
{
    const avow_span *x = a, *y = b;
    return x->start != y->start ? (x->start < y->start ? -1 : 1) : (x->end > y->end) - (x->end < y->end);
}

/* The contents of all statements in the text's order; NULL if there is no memory. */
static avow_span *contents_of(const avow_witness *w, avow_arena *arena, size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < w->count; i++) n += w->statements[i].content.count;
    avow_span *spans = avow_arena_alloc(arena, n, sizeof *spans);
    if (spans == NULL) return NULL;
    *count = 0;
    for (size_t i = 0; i < w->count; i++)
        for (size_t k = 0; k < w->statements[i].content.count; k++) {
            avow_span s = w->statements[i].content.items[k];
            if (s.start < s.end && s.end <= w->size) spans[(*count)++] = s;
        }
    qsort(spans, *count, sizeof *spans, by_start);
    return spans;
}

/* The span with the rest of its lines, up to REACH bytes. */
static avow_span widened(const avow_witness *w, avow_span s)
{
    size_t least = s.start > REACH ? s.start - REACH : 0, most = w->size - s.end > REACH ? s.end + REACH : w->size;
    while (s.start > least && w->text[s.start - 1] != '\n') s.start--;
    while (s.end < most && w->text[s.end] != '\n') s.end++;
    while (s.start < s.end && ((unsigned char)w->text[s.start] & 0xC0) == 0x80) s.start++;
    while (s.end < w->size && ((unsigned char)w->text[s.end] & 0xC0) == 0x80) s.end++;
    return s;
}

/* Flags the units within contents, both in the text's order. */
static void mark_said(avow_units units, const avow_span *spans, size_t count)
{
    size_t next = 0, end = 0;
    for (size_t i = 0; i < units.count; i++) {
        while (next < count && spans[next].start <= units.items[i].span.start) {
            if (spans[next].end > end) end = spans[next].end;
            next++;
        }
        if (units.items[i].span.start < end) units.items[i].flags |= AVOW_UNIT_SAID;
    }
}

typedef struct pieces {
    avow_units *items;
    size_t count, units;
} pieces;

/* The units of a witness's paragraphs, a piece each. False if there is no memory. */
static bool read_witness(const avow_witness *w, avow_arena *arena, pieces *out)
{
    size_t count;
    avow_span *spans = contents_of(w, arena, &count);
    *out = (pieces){.items = spans != NULL ? avow_arena_alloc(arena, count, sizeof *out->items) : NULL};
    if (out->items == NULL) return false;
    for (size_t i = 0; i < count;) {
        avow_span region = widened(w, spans[i]);
        for (i++; i < count && spans[i].start < region.end; i++)
            if (spans[i].end > region.end) region.end = widened(w, spans[i]).end;
        avow_units *units = &out->items[out->count++];
        if (!avow_record_units(w->text, region, arena, units)) return false;
        mark_said(*units, spans, count);
        out->units += units->count;
    }
    return true;
}

bool avow_hear(const avow_witness *witnesses, size_t count, size_t room, avow_arena *arena, avow_testimony *out)
{
    pieces *read = avow_arena_alloc(arena, count, sizeof *read);
    *out = (avow_testimony){.ends = avow_arena_alloc(arena, count, sizeof *out->ends)};
    if (read == NULL || out->ends == NULL) return false;
    size_t total = 0;
    for (size_t w = 0; w < count; w++) {
        if (!read_witness(&witnesses[w], arena, &read[w])) return false;
        if (read[w].units > room - total) break;
        out->ends[out->witnesses++] = total += read[w].units;
    }
    out->units = (avow_units){avow_arena_alloc(arena, total, sizeof *out->units.items), 0};
    if (out->units.items == NULL) return false;
    for (size_t w = 0; w < out->witnesses; w++)
        for (size_t i = 0; i < read[w].count; i++) {
            avow_units piece = read[w].items[i];
            if (piece.count > 0) memcpy(out->units.items + out->units.count, piece.items, piece.count * sizeof *piece.items);
            out->units.count += piece.count;
        }
    return true;
}

/* ---- speakers ------------------------------------------------------------------------------------------------------- */

static avow_namesake is_speaker(const avow_said *said, const char *speaker)
{
    avow_namesake is = AVOW_NAMESAKE_UNKNOWN;
    for (size_t i = 0; speaker != NULL && i < said->name_count && i < MOST_NAMES; i++) {
        avow_namesake this = avow_namesakes(speaker, said->names[i]);
        if (this == AVOW_NAMESAKE_SAME) return this;
        if (this == AVOW_NAMESAKE_OTHER) is = this;
    }
    return is;
}

/* Bytes of span that the statement's content holds, and how long that is. */
static size_t overlap(const avow_said *said, avow_span span, size_t *length)
{
    size_t shared = 0;
    *length = 0;
    for (size_t i = 0; i < said->content.count; i++) {
        avow_span c = said->content.items[i];
        size_t from = c.start > span.start ? c.start : span.start, to = c.end < span.end ? c.end : span.end;
        if (from < to) shared += to - from;
        *length += c.end - c.start;
    }
    return shared;
}

size_t avow_whose(const avow_witness *witness, avow_span span, const char *speaker, avow_namesake *is)
{
    static const int order[] = {[AVOW_NAMESAKE_SAME] = 0, [AVOW_NAMESAKE_OTHER] = 1, [AVOW_NAMESAKE_UNKNOWN] = 2};
    size_t most = 0, best = AVOW_NOWHERE, shortest = SIZE_MAX, length;
    *is = AVOW_NAMESAKE_UNKNOWN;
    for (size_t i = 0; i < witness->count; i++) {
        size_t shared = overlap(&witness->statements[i], span, &length);
        if (shared > most) most = shared;
    }
    for (size_t i = 0; i < witness->count && most > 0; i++) {
        if (overlap(&witness->statements[i], span, &length) < most - most / 8) continue;
        avow_namesake this = is_speaker(&witness->statements[i], speaker);
        if (best != AVOW_NOWHERE && (order[this] > order[*is] || (this == *is && length >= shortest))) continue;
        best = i;
        shortest = length;
        *is = this;
    }
    return best;
}
