/* window.c - see window.h; train/text.py windows() is the same in Python. */
#include "window.h"

/* FNV-1a over the four pieces from p on. */
static uint32_t boundary_hash(const avow_pieces *pieces, size_t p)
{
    uint32_t h = 2166136261u;
    for (size_t i = p; i < p + 4 && i < pieces->count; i++) h = (h ^ pieces->ids[i]) * 16777619u;
    return h;
}

avow_window avow_window_at(const avow_config *c, const avow_pieces *pieces, size_t from)
{
    size_t n = pieces->count, end = n;
    if (n - from > c->core_max) {
        uint32_t least = UINT32_MAX;
        bool found = false;
        end = from + c->core_max;
        for (size_t p = from + c->core_min; p <= from + c->core_max; p++) {
            if (!(pieces->shapes[p] & AVOW_SHAPE_LINE)) continue;
            uint32_t h = boundary_hash(pieces, p);
            if (!found || h < least) {
                least = h;
                end = p;
                found = true;
            }
        }
    }
    return (avow_window){from > c->left ? from - c->left : 0, from, end, n - end > c->right ? end + c->right : n};
}
