/* draft.c - see draft.h. A quotation ends with its line, as in the library: one that goes on in the next paragraph opens again there. */
#include "draft.h"

#include <stdlib.h>
#include <string.h>

enum { FEWEST_WORDS = 3 };

/* Words by blanks: "U.S." is one. */
static size_t count_words(const char *text, size_t size)
{
    size_t words = 0;
    for (size_t i = 0; i < size; i++) {
        bool blank = strchr(" \t\r\n", text[i]) != NULL && text[i] != '\0';
        words += !blank && (i == 0 || strchr(" \t\r\n", text[i - 1]) != NULL);
    }
    return words;
}

/* Bytes of span that the statement's content holds. */
static size_t shared(const avow_attribution *a, size_t start, size_t end)
{
    size_t sum = 0;
    for (size_t i = 0; i < a->content.count; i++) {
        size_t from = a->content.items[i].start > start ? a->content.items[i].start : start;
        size_t to = a->content.items[i].end < end ? a->content.items[i].end : end;
        sum += from < to ? to - from : 0;
    }
    return sum;
}

/* The name of who says text[start..end), in a statement that holds at least half of it; of several the innermost, which comes last by
 * its parent. NULL if nobody is known. */
static char *speaker_of(const avow_result *result, size_t start, size_t end)
{
    const avow_attribution *best = NULL;
    size_t most = (end - start) / 2;
    for (size_t i = 0; i < result->attribution_count; i++) {
        const avow_attribution *a = &result->attributions[i];
        size_t much = shared(a, start, end);
        if (a->speaker == 0 || much < most || (much == most && best != NULL && best->parent >= a->parent))
            continue;
        best = a;
        most = much;
    }
    return best != NULL ? must_copy(result->entities[best->speaker - 1].name) : NULL;
}

static void keep(draft *d, const avow_article *article, const avow_result *result, size_t start, size_t end)
{
    size_t words = count_words(article->text + start, end - start);
    if (words < FEWEST_WORDS) {
        d->short_ones += words > 0;
        return;
    }
    d->items = must_grow(d->items, d->count + 1, sizeof *d->items);
    d->items[d->count++] = (draft_quotation){start, end, result != NULL ? speaker_of(result, start, end) : NULL};
}

draft draft_read(const avow_article *article, const avow_result *result)
{
    draft d = {0};
    size_t start = 0, length;
    bool inside = false;
    for (size_t at = 0; at < article->size; at += length) {
        int32_t c;
        length = decode_utf8(article->text + at, article->size - at, &c);
        bool opens = c == 0x201C || c == 0x201E || c == 0xAB || (c == '"' && !inside);
        bool closes = c == 0x201D || c == 0xBB || (c == '"' && inside) || c == '\n';
        if ((opens || closes) && inside)
            keep(&d, article, result, start, at);
        if (opens)
            start = at + length;
        inside = opens || (inside && !closes);
    }
    if (inside)
        keep(&d, article, result, start, article->size);
    return d;
}

void draft_free(draft *d)
{
    for (size_t i = 0; i < d->count; i++)
        free(d->items[i].speaker);
    free(d->items);
    *d = (draft){0};
}
