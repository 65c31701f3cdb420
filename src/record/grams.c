/* grams.c - keys of texts. 32 bits: among millions of keys few coincide, and what does is a candidate too many, nothing worse. */
#include "grams.h"

#include <stdlib.h>

#include "hash.h"

static int by_value(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The last units of those seen so far. */
typedef struct window {
    uint64_t units[AVOW_GRAM], telling[2];
    size_t unit_count, telling_count;
} window;

/* Takes one unit more and adds the keys that end with it. */
static void slide(window *w, const avow_unit *u, int32_t *keys, size_t *count)
{
    for (int j = 1; j < AVOW_GRAM; j++) w->units[j - 1] = w->units[j];
    w->units[AVOW_GRAM - 1] = u->hash;
    if (++w->unit_count >= AVOW_GRAM) keys[(*count)++] = (int32_t)(uint32_t)avow_xxh3(w->units, sizeof w->units);
    if (u->flags & AVOW_UNIT_LIGHT) return;
    w->telling[0] = w->telling[1];
    w->telling[1] = u->hash;
    if (++w->telling_count >= 2) keys[(*count)++] = (int32_t)(uint32_t)avow_xxh3(w->telling, sizeof w->telling);
}

bool avow_grams_of(const char *text, avow_spans spans, avow_arena *arena, avow_grams *out)
{
    size_t n = 0, count = 0;
    window w = {.unit_count = 0};
    avow_units *units = avow_arena_alloc(arena, spans.count, sizeof *units);
    *out = (avow_grams){NULL, 0};
    if (units == NULL) return false;
    for (size_t i = 0; i < spans.count; n += units[i++].count)
        if (!avow_record_units(text, spans.items[i], arena, &units[i])) return false;
    int32_t *keys = avow_arena_alloc(arena, 2 * n, sizeof *keys);
    if (keys == NULL) return false;
    for (size_t i = 0; i < spans.count; i++)
        for (size_t k = 0; k < units[i].count; k++) slide(&w, &units[i].items[k], keys, &count);
    qsort(keys, count, sizeof *keys, by_value);
    n = 0;
    for (size_t i = 0; i < count; i++)
        if (n == 0 || keys[i] != keys[n - 1]) keys[n++] = keys[i];
    *out = (avow_grams){keys, n};
    return true;
}
