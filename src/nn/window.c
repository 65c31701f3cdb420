/* window.c - see window.h; train/text.py windows() is the same in Python. */
#include "window.h"

#include "hash.h"

static const uint32_t NO_BREAK = 0xffffffffu, WEAK = 0x80000000u;

/* May the text be cut before piece p? A line start gives a hash below WEAK, a sentence start one from WEAK on. The hash is
 * FNV-1a over the four pieces from p on. */
static uint32_t break_hash(const avow_pieces *pieces, size_t p)
{
    bool line = pieces->shapes[p] & AVOW_SHAPE_LINE;
    if (!line) {
        uint32_t before = pieces->ids[p - 1];
        bool stop = before == AVOW_FULL_STOP || before == AVOW_QUESTION_MARK || before == AVOW_EXCLAMATION_MARK;
        if (!stop || pieces->start[p] == pieces->end[p - 1] || pieces->shapes[p] >> 2 == 0) return NO_BREAK;
    }
    uint32_t h = AVOW_FNV_BASIS;
    for (size_t i = p; i < p + 4 && i < pieces->count; i++) h = avow_fnv(h, pieces->ids[i]);
    return h >> 1 | (line ? 0 : WEAK);
}

/* Is p's hash h the least from reach pieces before it to twice as many behind? Of equal ones the first is. */
static bool is_cut(const avow_pieces *pieces, size_t p, uint32_t h, size_t reach)
{
    size_t q = p > reach ? p - reach : 1, end = pieces->count - p > 2 * reach ? p + 2 * reach : pieces->count - 1;
    for (; q <= end; q++) {
        uint32_t other = q == p ? NO_BREAK : break_hash(pieces, q);
        if (other < h || (other == h && q < p)) return false;
    }
    return true;
}

static size_t core_end(const avow_config *c, const avow_pieces *pieces, size_t from)
{
    size_t last = from + c->core_max, weakest = last;
    uint32_t least = NO_BREAK;
    for (size_t p = from + 1; p <= last && p < pieces->count; p++) {
        uint32_t h = break_hash(pieces, p);
        if (h == NO_BREAK) continue;
        if (is_cut(pieces, p, h, c->core_min)) return p;
        if (p >= from + c->core_min && h < least) {
            least = h;
            weakest = p;
        }
    }
    return pieces->count <= last ? pieces->count : weakest;
}

/* Where the context before a core begins. */
static size_t context_begin(const avow_config *c, const avow_pieces *pieces, size_t core)
{
    size_t most = pieces->shapes[core] & AVOW_SHAPE_LINE ? c->left / 2 : c->left, first = core > most ? core - most : 0;
    for (size_t p = first; p + c->left / 4 <= core && p < core; p++)
        if (p == 0 || break_hash(pieces, p) != NO_BREAK) return p;
    return first;
}

avow_window avow_window_at(const avow_config *c, const avow_pieces *pieces, size_t from)
{
    size_t end = core_end(c, pieces, from), n = pieces->count;
    return (avow_window){context_begin(c, pieces, from), from, end, n - end > c->right ? end + c->right : n};
}
