/* intervals.c - 95 % intervals by the bootstrap (Efron 1979) over articles: statements of one article are not independent, so
 * whole articles are drawn with replacement, 1000 times, and the middle 95 % of the figures is the interval. The random numbers
 * (splitmix64) start from the same seed each time, so that the same figures have the same intervals. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "score.h"

enum { DRAWS = 1000, CUT = DRAWS / 40 };

static const struct {
    size_t offset;                  /* of the counts */
    bool pair;                      /* right, of all; else right, predicted, gold */
} places[MEASURES] = {
    [F1_SOURCE] = {offsetof(score_counts, exact[SOURCE]), false},
    [F1_CUE] = {offsetof(score_counts, exact[CUE]), false},
    [F1_CONTENT] = {offsetof(score_counts, exact[CONTENT]), false},
    [F1_RELATION_EXACT] = {offsetof(score_counts, relation_exact), false},
    [F1_RELATION_PARTIAL] = {offsetof(score_counts, relation_partial), false},
    [F1_ADDRESSEE] = {offsetof(score_counts, addressee), false},
    [F1_NESTED] = {offsetof(score_counts, nested), false},
    [RIGHT_SPEAKER] = {offsetof(score_counts, speaker), true},
    [RIGHT_PRONOUN] = {offsetof(score_counts, pronoun), true},
    [RIGHT_TYPE] = {offsetof(score_counts, type), true},
    [RIGHT_ACT] = {offsetof(score_counts, act), true},
};

static double value(const score_counts *counts, score_measure measure)
{
    size_t c[3];
    memcpy(c, (const char *)counts + places[measure].offset, places[measure].pair ? 2 * sizeof *c : sizeof c);
    return places[measure].pair ? percent((double)c[0], c[1]) : score_figures(c).f1;
}

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* The counts of as many articles as there are, drawn anew. */
static score_counts draw(const score_tally *tally, uint64_t *state)
{
    score_counts sum = {0};
    for (size_t i = 0; i < tally->articles; i++) {
        const size_t *one = (const size_t *)&tally->each[next_random(state) % tally->articles];
        for (size_t k = 0; k < sizeof sum / sizeof(size_t); k++)
            ((size_t *)&sum)[k] += one[k];
    }
    return sum;
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

bool score_intervals(const score_tally *tally, interval intervals[MEASURES])
{
    if (tally->articles < 2)
        return false;
    double (*values)[DRAWS] = must_alloc(MEASURES, sizeof *values);
    uint64_t state = 1;
    for (size_t i = 0; i < DRAWS; i++) {
        score_counts sum = draw(tally, &state);
        for (int measure = 0; measure < MEASURES; measure++)
            values[measure][i] = value(&sum, (score_measure)measure);
    }
    for (int measure = 0; measure < MEASURES; measure++) {
        qsort(values[measure], DRAWS, sizeof **values, by_value);
        intervals[measure] = (interval){values[measure][CUT], values[measure][DRAWS - 1 - CUT]};
    }
    free(values);
    return true;
}
