/* nesting.c - how deep the statements of a result lie in one another.
 *
 * The ids rise, so that a parent is found by bisection. A statement may stand before the one that holds it, as its cue does in
 * the text. */
#include "result.h"

enum { OUTSIDE = 0 };           /* the parent of an outermost statement */
#define UNSEEN UINT32_MAX
#define ON_THE_WAY (UINT32_MAX - 1)

/* The statement's place; the count of all if it is not there. */
static size_t place(const avow_result *result, uint32_t id)
{
    size_t low = 0, high = result->attribution_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (result->attributions[middle].id < id)
            low = middle + 1;
        else high = middle;
    }
    return low < result->attribution_count && result->attributions[low].id == id ? low : result->attribution_count;
}

/* Goes outwards until it comes to what is known or to the end, then the same way again with the depths in hand. */
static bool follow(const avow_result *result, size_t from, uint32_t *depth)
{
    uint32_t steps = 0, known = 0;
    for (size_t at = from; depth[at] == UNSEEN; steps++) {
        uint32_t parent = result->attributions[at].parent;
        depth[at] = ON_THE_WAY;
        if (parent == OUTSIDE) continue;
        at = place(result, parent);
        if (at == result->attribution_count || depth[at] == ON_THE_WAY) return false;
        known = depth[at] == UNSEEN ? 0 : depth[at] + 1;
    }
    for (size_t at = from; steps > 0; at = place(result, result->attributions[at].parent))
        depth[at] = known + --steps;
    return true;
}

bool avow_nesting(const avow_result *result, uint32_t *depth)
{
    uint32_t last = 0;
    for (size_t i = 0; i < result->attribution_count; i++) {
        uint32_t id = result->attributions[i].id;
        if (id <= last) return false;
        last = id;
        depth[i] = UNSEEN;
    }
    for (size_t i = 0; i < result->attribution_count; i++)
        if (!follow(result, i, depth)) return false;
    return true;
}
