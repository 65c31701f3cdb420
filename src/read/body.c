/* body.c - which blocks occur in the article's text as JSON-LD has it.
 *
 * The windows of five words of that text are hashed and sorted; a block is of the article if most of its own windows are among
 * them. Words are compared as avow_wording_same does, so markup and punctuation don't matter. */
#include <stdlib.h>
#include <string.h>

#include "article.h"
#include "ascii.h"
#include "hash.h"
#include "wording.h"

enum { WINDOW = 5 };

typedef struct window {
    uint32_t words[WINDOW];     /* hashes of the last words, in a ring */
    size_t count;
} window;

/* Adds a word; true, with the hash of the last five, once there are five. */
static bool push(window *w, const char *word, size_t size, uint32_t *hash)
{
    uint32_t h = AVOW_FNV_BASIS;
    for (size_t i = 0; i < size; i++) h = avow_fnv(h, (unsigned char)avow_small(word[i]));
    w->words[w->count++ % WINDOW] = h;
    if (w->count < WINDOW) return false;
    *hash = AVOW_FNV_BASIS;
    for (size_t i = 0; i < WINDOW; i++) *hash = avow_fnv(*hash, w->words[(w->count + i) % WINDOW]) + (*hash >> 15);
    return true;
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static bool is_among(const uint32_t *list, size_t count, uint32_t value)
{
    return bsearch(&value, list, count, sizeof value, by_value) != NULL;
}

bool avow_body_mark(const avow_blocks *blocks, const char *body, size_t size, bool *in_body, const avow_allocator *allocator)
{
    size_t count, known = 0, n;
    uint32_t hash;
    const char *word;
    const avow_block *list = avow_blocks_list(blocks, &count);
    uint32_t *hashes = avow_alloc(allocator, size / 2 + 1, sizeof *hashes);     /* a word has a byte and a space at least */
    if (!hashes) return false;
    window seen = {.count = 0};
    for (avow_wording w = {body, size, 0}; avow_wording_next(&w, &word, &n);)
        if (push(&seen, word, n, &hash)) hashes[known++] = hash;
    qsort(hashes, known, sizeof *hashes, by_value);
    for (size_t i = 0; i < count; i++) {
        size_t windows = 0, found = 0;
        seen.count = 0;
        for (avow_wording w = {blocks->text.data + list[i].start, list[i].end - list[i].start, 0}; avow_wording_next(&w, &word, &n);)
            if (push(&seen, word, n, &hash)) windows++, found += is_among(hashes, known, hash);
        in_body[i] = windows > 0 && found * 2 > windows;
    }
    avow_free(allocator, hashes);
    return true;
}
