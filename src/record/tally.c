/* tally.c - see tally.h. */
#include "tally.h"

#include <string.h>

bool avow_tally_add(avow_store *store, avow_numbers *numbers, int64_t number)
{
    avow_numbered *place = number != 0 ? avow_numbers_put(numbers, number) : NULL;
    if (place != NULL) place->count++;
    return number == 0 || avow_store_has_memory(store, place);
}

avow_tally *avow_tally_most(avow_store *store, const avow_numbers *numbers, size_t most, size_t *count)
{
    avow_tally *list = avow_arena_alloc(&store->arena, most + 1, sizeof *list);
    size_t n = 0;
    *count = 0;
    if (!avow_store_has_memory(store, list)) return NULL;
    for (size_t i = 0; i < numbers->room; i++) {
        avow_tally one = {.count = numbers->items[i].count, .id = numbers->items[i].number};
        size_t at = n;
        if (one.id == 0) continue;
        for (; at > 0 && (list[at - 1].count < one.count || (list[at - 1].count == one.count && list[at - 1].id > one.id)); at--)
            list[at] = list[at - 1];
        list[at] = one;
        if (n < most) n++;
    }
    *count = n;
    return list;
}

void avow_tally_name(avow_store *store, avow_tally *tallies, size_t count, const char *sql)
{
    for (size_t i = 0; i < count; i++) {
        avow_rows *rows = avow_ask(store->db, sql, avow_int(tallies[i].id));
        const char *name = avow_next(rows) ? avow_get_text(rows, 0) : "";
        tallies[i].name = avow_arena_copy(&store->arena, name != NULL ? name : "", name != NULL ? strlen(name) : 0);
        avow_store_has_memory(store, tallies[i].name);
        avow_rows_end(rows);
    }
}
