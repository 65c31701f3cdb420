/* score.c - exact and partial agreement of spans, attributions, speakers and acts.
 *
 * The figures: exact, a span counts when both ends agree; jaccard, the mean over gold and spurious spans of the best overlap
 * (Zhang et al., CofeNet, COLING 2022); relation exact, all spans of an attribution agree; relation partial, cues and sources
 * overlap and contents by half of their characters at least. Nested attributions are left out, for gold that has none. */
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

/* All spans of one role, each once. */
static span_set all_spans(const score_statements *statements, int role)
{
    span_set set = {0};
    for (size_t i = 0; i < statements->count; i++)
        set.count += statements->items[i].spans[role].count;
    set.items = must_alloc(set.count, sizeof *set.items);
    size_t used = 0;
    for (size_t i = 0; i < statements->count; i++) {
        const span_set *spans = &statements->items[i].spans[role];
        if (spans->count > 0)
            memcpy(set.items + used, spans->items, spans->count * sizeof *set.items);
        used += spans->count;
    }
    if (used > 0)
        qsort(set.items, used, sizeof *set.items, by_place);
    set.count = 0;
    for (size_t i = 0; i < used; i++)
        if (set.count == 0 || !same_span(set.items[set.count - 1], set.items[i]))
            set.items[set.count++] = set.items[i];
    return set;
}

static void add_spans(score_tally *tally, const score_statements *gold, const score_statements *predicted, int role)
{
    span_set g = all_spans(gold, role), p = all_spans(predicted, role);
    for (size_t i = 0; i < g.count; i++) {
        double best = 0;
        for (size_t j = 0; j < p.count; j++) {
            best = MAX(best, overlap(g.items[i], p.items[j]));
            tally->exact[role][0] += same_span(g.items[i], p.items[j]);
        }
        tally->jaccard[role] += best;
    }
    tally->jaccard_count[role] += g.count;
    for (size_t j = 0; j < p.count; j++) {      /* spurious ones count as 0 */
        bool touched = false;
        for (size_t i = 0; i < g.count && !touched; i++)
            touched = overlap(g.items[i], p.items[j]) > 0;
        tally->jaccard_count[role] += !touched;
    }
    tally->exact[role][1] += p.count;
    tally->exact[role][2] += g.count;
    free(g.items);
    free(p.items);
}

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

static bool equal(const score_statement *a, const score_statement *b)
{
    return same(&a->spans[SOURCE], &b->spans[SOURCE]) && same(&a->spans[CUE], &b->spans[CUE]) &&
           same(&a->spans[CONTENT], &b->spans[CONTENT]);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool speaker_right(const json_t *gold, const char *predicted)
{
    const json_t *aliases = json_object_get(gold, "aliases");
    const char *name = json_string_value(json_object_get(gold, "speaker"));
    if (name != NULL && name[0] != '\0' && same_name(name, predicted))
        return true;
    for (size_t i = 0; i < json_array_size(aliases); i++) {
        name = json_string_value(json_array_get(aliases, i));
        if (name != NULL && name[0] != '\0' && same_name(name, predicted))
            return true;
    }
    return false;
}

static void add_speaker(score_tally *tally, const json_t *gold, const score_statement *predicted)
{
    const char *speaker = json_string_value(json_object_get(gold, "speaker"));
    const char *act = json_string_value(json_object_get(gold, "act"));
    bool unknown = same_text(speaker, "-") || same_text(speaker, "?");
    tally->speaker[1]++;
    tally->speaker[0] += unknown ? predicted->speaker == NULL : speaker_right(gold, predicted->speaker);
    tally->unknown[1] += unknown;
    tally->unknown[0] += unknown && predicted->speaker == NULL;
    tally->act[1]++;
    tally->act[0] += same_text(act, predicted->act);
    for (size_t i = 0; i < tally->act_count; i++)
        if (same_text(tally->acts[i].gold, act) && same_text(tally->acts[i].predicted, predicted->act)) {
            tally->acts[i].count++;
            return;
        }
    tally->acts = must_grow(tally->acts, tally->act_count + 1, sizeof *tally->acts);
    tally->acts[tally->act_count++] = (act_pair){act, predicted->act, 1};
}

/* Pairs each gold attribution with the best predicted one that is still free: once for equality, once for partial agreement. */
static void add_relations(score_tally *tally, const score_statements *gold, const score_statements *predicted, const json_t *speakers)
{
    bool *equalled = must_alloc(predicted->count, sizeof *equalled), *matched = must_alloc(predicted->count, sizeof *matched);
    memset(equalled, 0, predicted->count * sizeof *equalled);
    memset(matched, 0, predicted->count * sizeof *matched);
    for (size_t g = 0; g < gold->count; g++) {
        size_t p = 0, best = predicted->count;
        double most = 0;
        while (p < predicted->count && (equalled[p] || !equal(&gold->items[g], &predicted->items[p])))
            p++;
        if (p < predicted->count) {
            equalled[p] = true;
            tally->relation_exact[0]++;
        }
        for (p = 0; p < predicted->count; p++) {
            double agreement = matched[p] ? 0 : partial(&gold->items[g], &predicted->items[p]);
            if (agreement >= 0.5 && agreement > most) {
                most = agreement;
                best = p;
            }
        }
        if (best == predicted->count)
            continue;
        matched[best] = true;
        tally->relation_partial[0]++;
        if (g < json_array_size(speakers))
            add_speaker(tally, json_array_get(speakers, g), &predicted->items[best]);
    }
    free(equalled);
    free(matched);
}

void score_add(score_tally *tally, const score_statements *gold, const score_statements *predicted, const json_t *speakers)
{
    tally->articles++;
    for (int role = 0; role < ROLES; role++)
        add_spans(tally, gold, predicted, role);
    add_relations(tally, gold, predicted, speakers);
    tally->relation_exact[1] += predicted->count;
    tally->relation_exact[2] += gold->count;
    tally->relation_partial[1] += predicted->count;
    tally->relation_partial[2] += gold->count;
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

double score_act_f1(const score_tally *tally)
{
    double sum = 0;
    size_t labels = 0;
    for (size_t i = 0; i < tally->act_count; i++) {
        const char *label = tally->acts[i].gold;
        size_t right = 0, gold = 0, predicted = 0, first = i;
        for (size_t j = 0; j < tally->act_count; j++) {
            bool is_gold = same_text(tally->acts[j].gold, label), is_predicted = same_text(tally->acts[j].predicted, label);
            right += is_gold && is_predicted ? tally->acts[j].count : 0;
            gold += is_gold ? tally->acts[j].count : 0;
            predicted += is_predicted ? tally->acts[j].count : 0;
            first = is_gold ? MIN(first, j) : first;
        }
        if (first < i)
            continue;               /* this label was counted */
        labels++;
        sum += 2 * (double)right / (double)(gold + predicted);
    }
    return percent(sum, labels);
}
