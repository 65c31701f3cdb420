/* repeats.c - which blocks a page shows more than once: subscription boxes, captions under the picture and in its viewer.
 *
 * An article says a thing once. But some pages hold the whole article twice, for small and large screens: if much of a page's text
 * is repeated, the first time counts. */
#include <stdlib.h>

#include "article.h"
#include "hash.h"

enum { LEAST_WORDS = 4, MUCH = 20 };    /* words; per cent */

typedef struct seen {
    uint64_t hash;
    size_t block;
} seen;

static int by_hash(const void *a, const void *b)
{
    const seen *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->block > y->block) - (x->block < y->block);
}

bool avow_repeats_mark(const avow_blocks *blocks, const bool *out, bool *repeated, const avow_allocator *allocator)
{
    size_t count, used = 0;
    const avow_block *list = avow_blocks_list(blocks, &count);
    uint64_t words = 0, twice = 0;
    seen *all = avow_alloc(allocator, count, sizeof *all);
    if (!all) return false;
    for (size_t i = 0; i < count; i++) {
        repeated[i] = false;
        if (out[list[i].first]) continue;
        all[used++] = (seen){avow_xxh3_two(blocks->text.data + list[i].start, list[i].end - list[i].start, "", 0), i};
        words += list[i].words;
    }
    qsort(all, used, sizeof *all, by_hash);
    for (size_t i = 1; i < used; i++)
        if (all[i].hash == all[i - 1].hash && list[all[i].block].words >= LEAST_WORDS) {
            repeated[all[i - 1].block] = repeated[all[i].block] = true;
            twice += list[all[i].block].words;
        }
    if (twice * 100 > words * MUCH)
        for (size_t i = 0; i < used; i++)
            if (i == 0 || all[i].hash != all[i - 1].hash) repeated[all[i].block] = false;
    avow_free(allocator, all);
    return true;
}
