/* align.c - the table of cheapest derivations.
 *
 * cost[i][p]: unit i of the quotation is accounted for, and p is the last unit of the texts that was used. It comes from the row
 * before: from p itself (unit i was put in), from one of the few units before p (those between were left out), from the nearest
 * earlier unit that is said where only the reporter's words stand between ("The bridge," he said, "is safe"), and, if unit i is the
 * very word that stands at p, from anywhere earlier in the text, or from anywhere at all. The last two need only the least cost of the
 * row so far and of the whole row, so a cell takes constant time. Where costs are equal the nearer unit wins. */
#include "align.h"

enum {
    SKIP = 10,                  /* leaving out more than NEAR words of a sentence */
    SKIP_SENTENCE = 25,         /* the same of several */
    JUMP = 30,                  /* going on in another place */
    MARKED = 2,                 /* leaving out, where an ellipsis says so */
    MARKED_JUMP = 10,
    EDIT = 3,                   /* a word in square brackets, put in or for another */
    UNSAID = 3,                 /* a word that is neither in quotation marks nor in a statement */
    CHANGED = 2,                /* a word for another, besides the weight of the heavier one */
    NEAR = 3
};

/* A row's least cost so far and where. */
typedef struct least {
    uint32_t cost;
    size_t at;
} least;

/* A word that is put in is dearer than one left out: else a quotation's first words were put in, and the rest began behind a "not". */
static uint32_t put_in(const avow_unit *q) { return q->flags & AVOW_UNIT_BRACKET ? EDIT : avow_unit_weight(q) * 3 / 2; }

/* q stands for t. */
static uint32_t kept_or_changed(const avow_unit *q, const avow_unit *t)
{
    uint32_t unsaid = avow_is_said(t) ? 0 : UNSAID;
    if (avow_is_kept(q, t)) return unsaid;
    if (q->flags & AVOW_UNIT_BRACKET) return EDIT + unsaid;
    uint32_t a = avow_unit_weight(q), b = avow_unit_weight(t);
    return (a > b ? a : b) + CHANGED + unsaid;
}

static void take(least *best, uint32_t cost, size_t at)
{
    if (cost < best->cost) *best = (least){cost, at};
}

/* The cheapest way to p from the units shortly before it, by row; q is the unit that shall stand for p. */
static least from_near(const avow_unit *q, const avow_unit *t, const uint32_t *row, const size_t *said, size_t p)
{
    bool marked = (q->flags & AVOW_UNIT_ELLIPSIS) != 0;
    uint32_t left_out = 0;
    least best = {UINT32_MAX, 0};
    for (size_t d = 1; d <= NEAR + 1 && d <= p && t[p - d].text == t[p].text; d++) {
        take(&best, row[p - d] + (marked && left_out > 0 ? MARKED : left_out), p - d);
        left_out += avow_unit_weight(&t[p - d]);
        if (left_out > SKIP) left_out = SKIP;
    }
    if (said[p] != AVOW_NOWHERE) take(&best, row[said[p]] + 1, said[p]);
    return best;
}

/* One row: q, with `none` the cost of having used nothing of the texts before it, and least the cheapest of the row before. */
static void fill_row(const avow_unit *q, const avow_units *texts, const size_t *said, uint32_t none, least before, const uint32_t *row,
                     uint32_t *next, uint32_t *back)
{
    const avow_unit *t = texts->items;
    bool marked = (q->flags & AVOW_UNIT_ELLIPSIS) != 0;
    least earlier = {UINT32_MAX, 0}, inside = earlier;  /* more than NEAR units back: of this text, of this sentence */
    size_t begin = 0;                                   /* of the sentence */
    for (size_t p = 0; p < texts->count; p++) {
        if (p == 0 || t[p - 1].text != t[p].text) earlier.cost = UINT32_MAX;
        else if (p > NEAR + 1 && t[p - NEAR - 2].text == t[p].text) take(&earlier, row[p - NEAR - 2], p - NEAR - 2);
        if (t[p].flags & AVOW_UNIT_SENTENCE) begin = p, inside.cost = UINT32_MAX;
        else if (p >= begin + NEAR + 2) take(&inside, row[p - NEAR - 2], p - NEAR - 2);
        uint32_t here = kept_or_changed(q, &t[p]);
        least best = from_near(q, t, row, said, p);
        if (best.cost != UINT32_MAX) best.cost += here;
        if (none + here < best.cost) best = (least){none + here, AVOW_NOWHERE};
        if (avow_is_kept(q, &t[p])) {
            if (inside.cost != UINT32_MAX) take(&best, inside.cost + (marked ? MARKED : SKIP) + here, inside.at);
            if (earlier.cost != UINT32_MAX) take(&best, earlier.cost + (marked ? MARKED_JUMP : SKIP_SENTENCE) + here, earlier.at);
            take(&best, before.cost + (marked ? MARKED_JUMP : JUMP) + here, before.at);
        }
        take(&best, row[p] + put_in(q), p);
        next[p] = best.cost;
        back[p] = best.at == AVOW_NOWHERE ? 0 : (uint32_t)best.at + 1;
    }
}

/* For each unit that is said, the last one before it that is, if only others stand between; AVOW_NOWHERE else. */
static void find_said(const avow_units *texts, size_t *said)
{
    size_t last = AVOW_NOWHERE;
    for (size_t p = 0; p < texts->count; p++) {
        said[p] = AVOW_NOWHERE;
        if (!avow_is_said(&texts->items[p])) continue;
        if (last != AVOW_NOWHERE && last + 1 < p && texts->items[last].text == texts->items[p].text) said[p] = last;
        last = p;
    }
}

bool avow_align(avow_units quotation, avow_units texts, bool in_order, avow_arena *arena, avow_alignment *out)
{
    size_t n = texts.count;
    uint32_t *back = avow_arena_alloc(arena, quotation.count * n, sizeof *back);
    uint32_t *row = avow_arena_alloc(arena, n, sizeof *row), *next = avow_arena_alloc(arena, n, sizeof *next);
    size_t *said = avow_arena_alloc(arena, n, sizeof *said);
    if (back == NULL || row == NULL || next == NULL || said == NULL) return false;
    find_said(&texts, said);
    uint32_t none = 0, never = UINT32_MAX / 2;  /* before the first unit no unit of the texts was used */
    for (size_t p = 0; p < n; p++) row[p] = never;
    for (size_t i = 0; i < quotation.count; i++) {
        least before = {never, 0};
        for (size_t p = 0; p < n && !in_order; p++) take(&before, row[p], p);
        fill_row(&quotation.items[i], &texts, said, none, before, row, next, back + i * n);
        none += put_in(&quotation.items[i]);
        uint32_t *swap = row;
        row = next;
        next = swap;
    }
    *out = (avow_alignment){quotation, texts, back, row};
    return true;
}

void avow_align_path(const avow_alignment *alignment, size_t end, size_t *where)
{
    size_t p = end, n = alignment->texts.count;
    for (size_t i = alignment->quotation.count; i-- > 0;) {
        if (p == AVOW_NOWHERE) {
            where[i] = AVOW_NOWHERE;
            continue;
        }
        size_t from = alignment->back[i * n + p];
        where[i] = from == p + 1 ? AVOW_NOWHERE : p;
        p = from == 0 ? AVOW_NOWHERE : from - 1;
    }
}
