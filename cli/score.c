/* score.c - exact and partial agreement of spans and attributions.
 *
 * The figures: exact, a span counts when both ends agree; jaccard, the mean over gold and spurious spans of the best overlap
 * (Zhang et al., CofeNet, COLING 2022); relation exact, all spans of an attribution agree; relation partial, cues and sources
 * overlap and contents by half of their characters at least. They are figures of the outermost statements on both sides, for gold
 * may have no others. Nested ones are paired among themselves, by partial agreement and with the right parent. */
#include "score.h"

#include <stdlib.h>
#include <string.h>

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define MIN(a, b) ((a) < (b) ? (a) : (b))

static bool same(const span_set *a, const span_set *b)
{
    return a->count == b->count && (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

static bool same_span(avow_span a, avow_span b)
{
    return a.start == b.start && a.end == b.end;
}

/* Characters in common of two disjoint, sorted sets. */
static size_t common(const span_set *a, const span_set *b)
{
    size_t total = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        size_t start = MAX(a->items[i].start, b->items[j].start), end = MIN(a->items[i].end, b->items[j].end);
        total += end > start ? end - start : 0;
        if (a->items[i].end < b->items[j].end)
            i++;
        else
            j++;
    }
    return total;
}

static size_t length(const span_set *set)
{
    size_t total = 0;
    for (size_t i = 0; i < set->count; i++)
        total += set->items[i].end - set->items[i].start;
    return total;
}

static double overlap(avow_span a, avow_span b)
{
    size_t start = MAX(a.start, b.start), end = MIN(a.end, b.end);
    return end > start ? (double)(end - start) / (double)(MAX(a.end, b.end) - MIN(a.start, b.start)) : 0;
}

/* All spans of one role of the outermost statements, each once; ROLES stands for the addressees. */
static span_set all_spans(const score_statements *statements, int role)
{
    span_set set = {0};
    for (size_t pass = 0; pass < 2; pass++) {       /* counts, then copies */
        set.count = 0;
        for (size_t i = 0; i < statements->count; i++) {
            const score_statement *statement = &statements->items[i];
            const span_set *spans = role < ROLES ? &statement->spans[role] : &statement->addressee;
            if (statement->nested)
                continue;
            if (pass > 0 && spans->count > 0)
                memcpy(set.items + set.count, spans->items, spans->count * sizeof *set.items);
            set.count += spans->count;
        }
        if (pass == 0)
            set.items = must_alloc(set.count, sizeof *set.items);
    }
    if (set.count > 0)
        qsort(set.items, set.count, sizeof *set.items, by_place);
    size_t kept = 0;
    for (size_t i = 0; i < set.count; i++)
        if (kept == 0 || !same_span(set.items[kept - 1], set.items[i]))
            set.items[kept++] = set.items[i];
    set.count = kept;
    return set;
}

void agreement(const span_set *predicted, const span_set *gold, size_t counts[3])
{
    for (size_t i = 0, j = 0; i < predicted->count && j < gold->count;) {
        int order = by_place(&predicted->items[i], &gold->items[j]);
        counts[0] += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    counts[1] += predicted->count;
    counts[2] += gold->count;
}

static void add_jaccard(score_tally *tally, const span_set *gold, const span_set *predicted, int role)
{
    for (size_t i = 0; i < gold->count; i++) {
        double best = 0;
        for (size_t j = 0; j < predicted->count; j++)
            best = MAX(best, overlap(gold->items[i], predicted->items[j]));
        tally->jaccard[role] += best;
    }
    tally->jaccard_count[role] += gold->count;
    for (size_t j = 0; j < predicted->count; j++) {      /* spurious ones count as 0 */
        bool touched = false;
        for (size_t i = 0; i < gold->count && !touched; i++)
            touched = overlap(gold->items[i], predicted->items[j]) > 0;
        tally->jaccard_count[role] += !touched;
    }
}

/* ---- attributions ------------------------------------------------------------------------------------------------- */

/* How well the contents agree, if cues and sources do; else 0. */
static double partial(const score_statement *gold, const score_statement *predicted)
{
    const span_set *g = gold->chars, *p = predicted->chars;
    if (common(&g[CUE], &p[CUE]) == 0 || (g[SOURCE].count == 0) != (p[SOURCE].count == 0) ||
        (g[SOURCE].count > 0 && common(&g[SOURCE], &p[SOURCE]) == 0))
        return 0;
    size_t both = common(&g[CONTENT], &p[CONTENT]);
    size_t either = length(&g[CONTENT]) + length(&p[CONTENT]) - both;
    return either > 0 ? (double)both / (double)either : 0;
}

/* Does it stand in a turn of an interview: in a statement whose cue is a colon? */
static bool in_turn(const score_statements *statements, size_t i)
{
    size_t parent = statements->items[i].parent;
    return parent < statements->count && statements->items[parent].turn;
}

/* Is the predicted one's parent the gold one's? A statement is known by its cue. */
static bool same_parent(const score_statements *gold, size_t g, const score_statements *predicted, size_t p)
{
    size_t parent = gold->items[g].parent, found = predicted->items[p].parent;
    if (parent == NOWHERE)
        return true;
    return found < predicted->count && common(&gold->items[parent].chars[CUE], &predicted->items[found].chars[CUE]) > 0;
}

/* The predicted statement that agrees best with a gold one, of those that are free, nested or not as that is; NOWHERE if none
 * agrees partially. */
static size_t best_partial(const score_statements *gold, size_t g, const score_statements *predicted, const bool *taken)
{
    size_t best = NOWHERE;
    double most = 0;
    for (size_t p = 0; p < predicted->count; p++) {
        const score_statement *candidate = &predicted->items[p];
        if (taken[p] || candidate->nested != gold->items[g].nested)
            continue;
        double agreement = partial(&gold->items[g], candidate);
        if (agreement >= 0.5 && agreement > most && (!candidate->nested || same_parent(gold, g, predicted, p))) {
            most = agreement;
            best = p;
        }
    }
    return best;
}

/* Pairs each gold statement with the best predicted one that is still free. */
static void add_partial(score_tally *tally, score_counts *counts, const score_statements *gold, const score_statements *predicted)
{
    bool *taken = must_alloc(predicted->count, sizeof *taken);
    memset(taken, 0, predicted->count * sizeof *taken);
    for (size_t g = 0; g < gold->count; g++) {
        const score_statement *statement = &gold->items[g];
        size_t best = best_partial(gold, g, predicted, taken);
        if (best == NOWHERE)
            continue;
        taken[best] = true;
        if (statement->nested) {
            counts->nested[0]++;
            counts->nested_outside[0] += !in_turn(gold, g) && !in_turn(predicted, best);
        } else {
            counts->relation_partial[0]++;
        }
        if (statement->label != NULL)
            labels_add(tally, counts, statement, &predicted->items[best]);
    }
    free(taken);
}

static bool equal(const score_statement *a, const score_statement *b)
{
    return same(&a->spans[SOURCE], &b->spans[SOURCE]) && same(&a->spans[CUE], &b->spans[CUE]) &&
           same(&a->spans[CONTENT], &b->spans[CONTENT]);
}

/* Pairs outermost statements whose spans all agree, and says how well the others' confidence told that they would not. */
static void add_exact(score_tally *tally, score_counts *counts, const score_statements *gold, const score_statements *predicted)
{
    bool *taken = must_alloc(predicted->count, sizeof *taken);
    memset(taken, 0, predicted->count * sizeof *taken);
    for (size_t g = 0; g < gold->count; g++) {
        size_t p = 0;
        if (gold->items[g].nested)
            continue;
        while (p < predicted->count && (taken[p] || predicted->items[p].nested || !equal(&gold->items[g], &predicted->items[p])))
            p++;
        if (p < predicted->count) {
            taken[p] = true;
            counts->relation_exact[0]++;
        }
    }
    for (size_t p = 0; p < predicted->count; p++)
        if (!predicted->items[p].nested)
            bins_add(&tally->spans, predicted->items[p].confidence, taken[p]);
    free(taken);
}

/* Counts the statements of one side, at place 1 of the counts for predicted ones, at 2 for gold. */
static void count_statements(const score_statements *statements, score_counts *counts, int side)
{
    for (size_t i = 0; i < statements->count; i++) {
        bool nested = statements->items[i].nested;
        counts->relation_exact[side] += !nested;
        counts->relation_partial[side] += !nested;
        counts->nested[side] += nested;
        counts->nested_outside[side] += nested && !in_turn(statements, i);
        counts->labels += statements->items[i].label != NULL;
    }
}

/* Addressees are compared in articles that are labelled. */
static void add_spans(score_tally *tally, score_counts *counts, const score_statements *gold, const score_statements *predicted)
{
    for (int role = 0; role <= ROLES; role++) {
        span_set g = all_spans(gold, role), p = all_spans(predicted, role);
        if (role < ROLES) {
            agreement(&p, &g, counts->exact[role]);
            add_jaccard(tally, &g, &p, role);
        } else if (counts->labels > 0) {
            agreement(&p, &g, counts->addressee);
        }
        free(g.items);
        free(p.items);
    }
    for (size_t i = 0; i < gold->count; i++)
        counts->addressee[2] += gold->items[i].lost && !gold->items[i].nested;
}

void score_add(score_tally *tally, const score_statements *gold, const score_statements *predicted)
{
    score_counts counts = {0};
    count_statements(gold, &counts, 2);
    count_statements(predicted, &counts, 1);
    add_spans(tally, &counts, gold, predicted);
    add_exact(tally, &counts, gold, predicted);
    add_partial(tally, &counts, gold, predicted);
    tally->each = must_grow(tally->each, tally->articles + 1, sizeof *tally->each);
    tally->each[tally->articles++] = counts;
    for (size_t i = 0; i < sizeof counts / sizeof(size_t); i++)
        ((size_t *)&tally->all)[i] += ((const size_t *)&counts)[i];
}

void score_free(score_tally *tally)
{
    free(tally->each);
    free(tally->acts);
    *tally = (score_tally){0};
}

double percent(double part, size_t of)
{
    return 100 * part / (double)(of > 0 ? of : 1);
}

figures score_figures(const size_t counts[3])
{
    double p = percent((double)counts[0], counts[1]), r = percent((double)counts[0], counts[2]);
    return (figures){p, r, p + r > 0 ? 2 * p * r / (p + r) : 0};
}
