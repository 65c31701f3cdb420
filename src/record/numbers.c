/* numbers.c - see numbers.h. */
#include "numbers.h"

#include <string.h>

enum { FEWEST = 1024 };         /* places */

static avow_numbered *place_of(const avow_numbers *n, int64_t number)
{
    size_t at = (size_t)((uint64_t)number * 0x9E3779B97F4A7C15u >> 20) & (n->room - 1);
    while (n->items[at].number != 0 && n->items[at].number != number) at = (at + 1) & (n->room - 1);
    return &n->items[at];
}

static bool grow(avow_numbers *n)
{
    avow_numbers more = {n->allocator, NULL, n->room > 0 ? 2 * n->room : FEWEST, n->count};
    more.items = avow_alloc(&n->allocator, more.room, sizeof *more.items);
    if (more.items == NULL) return false;
    memset(more.items, 0, more.room * sizeof *more.items);
    for (size_t i = 0; i < n->room; i++)
        if (n->items[i].number != 0) *place_of(&more, n->items[i].number) = n->items[i];
    avow_free(&n->allocator, n->items);
    *n = more;
    return true;
}

bool avow_numbers_have(const avow_numbers *n, int64_t number) { return n->room > 0 && place_of(n, number)->number == number; }

avow_numbered *avow_numbers_put(avow_numbers *n, int64_t number)
{
    if (2 * n->count >= n->room && !grow(n)) return NULL;
    avow_numbered *place = place_of(n, number);
    n->count += place->number == 0;
    place->number = number;
    return place;
}

void avow_numbers_clear(avow_numbers *n)
{
    if (n->room > 0) memset(n->items, 0, n->room * sizeof *n->items);
    n->count = 0;
}

void avow_numbers_free(avow_numbers *n)
{
    avow_free(&n->allocator, n->items);
    n->items = NULL;
    n->room = n->count = 0;
}
