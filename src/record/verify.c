/* verify.c - the verdict on a quotation. One alignment with all witnesses (align.h); of each witness the places where a cheapest path
 * ends, each read by difference.h and context.h and judged for itself; then the best of them, with the speaker asked for before others. */
#include "verify.h"

#include <string.h>

#include "context.h"
#include "status.h"
#include "witness.h"

enum {
    PLACES = 8,                 /* of one witness, where it says the same words more than once */
    FOUND = 60,                 /* per cent of the quotation's weight that must be the same */
    FOUND_WORDS = 65,           /* and of its words */
    FOUND_PARTS = 80            /* per cent of the weight of parts from several places */
};

/* One way to see the quotation. */
typedef struct view {
    avow_verdict verdict;
    uint32_t cost;
    bool sense_changed;
    avow_difference difference;
    avow_context context;
    avow_found *parts;
    size_t part_count;
} view;

typedef struct court {
    const char *quotation, *speaker;
    size_t size;
    const avow_witness *witnesses;
    avow_testimony testimony;
    avow_alignment alignment;
    size_t words;               /* of the quotation, without an editor's */
    uint32_t weight;            /* of these */
    size_t *where;
    avow_arena *arena;
    view *views;
    size_t count;
} court;

/* ---- one view ------------------------------------------------------------------------------------------------------- */

static size_t witness_of(const court *c, size_t unit)
{
    size_t w = 0;
    while (c->testimony.ends[w] <= unit) w++;
    return w;
}

/* Units first to last of the texts as a place in its witness. */
static avow_found place(const court *c, size_t first, size_t last)
{
    const avow_unit *t = c->testimony.units.items;
    avow_found f = {.witness = witness_of(c, first), .span = {t[first].span.start, t[last].span.end}};
    f.statement = avow_whose(&c->witnesses[f.witness], f.span, c->speaker, &f.speaker);
    f.quoted = (t[first].flags & t[last].flags & AVOW_UNIT_QUOTED) != 0;
    return f;
}

/* Does the path go on elsewhere between these two units? */
static bool is_seam(const avow_unit *t, size_t before, size_t after)
{
    if (after <= before || t[after].text != t[before].text) return true;
    for (size_t p = before + 1; p <= after && after - before > 3; p++)
        if (t[p].flags & AVOW_UNIT_SENTENCE) return true;
    return false;
}

/* The places that the quotation is from: one, or the parts of one that is stitched. */
static bool find_parts(court *c, view *v)
{
    const avow_unit *t = c->testimony.units.items;
    size_t n = c->alignment.quotation.count, first = AVOW_NOWHERE, last = AVOW_NOWHERE;
    v->parts = avow_arena_alloc(c->arena, v->difference.stitched ? n : 1, sizeof *v->parts);
    if (v->parts == NULL) return false;
    for (size_t i = 0; i < n; i++) {
        size_t p = c->where[i];
        if (p == AVOW_NOWHERE) continue;
        if (last != AVOW_NOWHERE && v->difference.stitched && is_seam(t, last, p)) {
            v->parts[v->part_count++] = place(c, first, last);
            first = p;
        }
        if (first == AVOW_NOWHERE) first = p;
        last = p;
    }
    v->parts[v->part_count++] = place(c, first, last);
    return true;
}

/* Enough of it is the same, and somebody said that. */
static bool is_found(const court *c, const avow_difference *w)
{
    uint32_t least = w->stitched ? FOUND_PARTS : FOUND;
    bool enough = (uint64_t)w->kept_weight * 100 >= (uint64_t)c->weight * least && w->kept * 100 >= c->words * FOUND_WORDS;
    return w->kept > 0 && enough && 2 * w->kept_said >= w->kept && (!w->altered || w->kept_telling >= 2);
}

/* Judges the path that ends at unit `end`. False if there is no memory. */
static bool judge(court *c, size_t end)
{
    view *v = &c->views[c->count];
    *v = (view){.verdict = AVOW_NOT_FOUND, .cost = c->alignment.cost[end]};
    avow_align_path(&c->alignment, end, c->where);
    if (!avow_difference_read(&c->alignment, c->where, false, c->arena, &v->difference)) return false;
    if (!is_found(c, &v->difference)) return true;
    if (!find_parts(c, v)) return false;
    c->count++;
    v->sense_changed = v->difference.sense_changed;
    if (v->difference.stitched) {
        v->verdict = AVOW_STITCHED;
        return true;
    }
    avow_units units = c->alignment.quotation, texts = c->testimony.units;
    const avow_found *f = &v->parts[0];
    const avow_said *said = f->statement != AVOW_NOWHERE ? &c->witnesses[f->witness].statements[f->statement] : NULL;
    v->context = avow_context_read(c->quotation, c->size, units, texts, v->difference.first, v->difference.last,
                                   said != NULL ? said->content : (avow_spans){NULL, 0});
    if (v->difference.altered) v->context.left_count = 0;
    bool denied = said != NULL && !f->quoted && said->denied;
    v->sense_changed |= v->context.sense_changed || denied;
    v->verdict = v->difference.altered ? AVOW_ALTERED : v->difference.cut || v->context.cut || denied ? AVOW_TRUNCATED : AVOW_VERBATIM;
    return true;
}

/* ---- all of them ---------------------------------------------------------------------------------------------------- */

/* Judges where the cheapest paths end in a witness's units [from, to). */
static bool judge_witness(court *c, size_t from, size_t to)
{
    const uint32_t *cost = c->alignment.cost;
    uint32_t least = UINT32_MAX;
    size_t places = 0;
    for (size_t p = from; p < to; p++)
        if (cost[p] < least) least = cost[p];
    for (size_t p = from; p < to && places < PLACES; p++)
        if (cost[p] == least && ++places && !judge(c, p)) return false;
    return true;
}

/* How bad a view is, the less the better: words and sense whole, words whole, words changed the less the better. */
static uint64_t badness(const view *v)
{
    uint64_t rank = v->verdict == AVOW_VERBATIM ? 0 : v->verdict == AVOW_TRUNCATED ? 1 + (uint64_t)v->sense_changed : 3;
    return rank << 32 | (rank == 3 ? v->cost : 0);
}

/* Whose the quotation is in this view. Parts of several places are told by their sources. */
static avow_namesake whose(const court *c, const view *v)
{
    return c->speaker == NULL || v->verdict == AVOW_STITCHED ? AVOW_NAMESAKE_SAME : v->parts[0].speaker;
}

/* The best view; of views as good one of the speaker asked for, then one of another, then one that doesn't know. The speaker's own
 * whole words go before anybody's. */
static const view *choose(const court *c)
{
    static const int order[] = {[AVOW_NAMESAKE_SAME] = 0, [AVOW_NAMESAKE_OTHER] = 1, [AVOW_NAMESAKE_UNKNOWN] = 2};
    const view *best = NULL, *own = NULL;
    for (size_t i = 0; i < c->count; i++) {
        const view *v = &c->views[i];
        if (whose(c, v) == AVOW_NAMESAKE_SAME && v->verdict != AVOW_STITCHED && (own == NULL || badness(v) < badness(own))) own = v;
        bool better = best == NULL || badness(v) < badness(best);
        if (better || (badness(v) == badness(best) && order[whose(c, v)] < order[whose(c, best)])) best = v;
    }
    return own != NULL && (own->verdict == AVOW_VERBATIM || own->verdict == AVOW_TRUNCATED) ? own : best;
}

/* The changes of a view, with those at the quotation's ends. */
static bool tell_changes(const court *c, const view *v, avow_finding *out)
{
    size_t n = v->difference.count, left = v->context.left_count;
    avow_change *changes = avow_arena_alloc(c->arena, n + left, sizeof *changes);
    if (changes == NULL) return false;
    size_t head = left > 0 && v->context.left[0].to <= c->quotation + c->alignment.quotation.items[0].span.start;
    if (head > 0) changes[0] = v->context.left[0];
    if (n > 0) memcpy(changes + head, v->difference.changes, n * sizeof *changes);
    if (left > head) changes[head + n] = v->context.left[head];
    out->changes = changes;
    out->change_count = n + left;
    return true;
}

/* A person who is quoted is named somewhere in the article, even where the model does not see who speaks. So if no article that has it
 * names the speaker asked for, somebody else said it. */
static bool nobody_names(const court *c, const view *best)
{
    for (size_t i = 0; i < c->count; i++) {
        const view *v = &c->views[i];
        if (badness(v) != badness(best) || whose(c, v) != AVOW_NAMESAKE_UNKNOWN) continue;
        const avow_witness *w = &c->witnesses[v->parts[0].witness];
        if (avow_may_name(w->text, w->size, c->speaker)) return false;
    }
    return true;
}

/* Is the place, or one of the same statement that shares words with it, among the sources? */
static bool is_told(const avow_finding *out, const avow_found *f)
{
    for (size_t i = 0; i < out->source_count; i++) {
        const avow_found *s = &out->sources[i];
        if (s->witness == f->witness && s->span.start < f->span.end && f->span.start < s->span.end) return true;
    }
    return false;
}

static bool tell(const court *c, avow_finding *out)
{
    const view *best = choose(c);
    if (best == NULL) return true;
    avow_namesake is = whose(c, best);
    size_t n = best->part_count;
    for (size_t i = 0; i < c->count; i++) n += c->views[i].part_count;
    avow_found *sources = avow_arena_alloc(c->arena, n, sizeof *sources);
    if (sources == NULL) return false;
    out->sources = sources;
    bool other = is == AVOW_NAMESAKE_OTHER || (is == AVOW_NAMESAKE_UNKNOWN && nobody_names(c, best));
    out->verdict = other ? AVOW_MISATTRIBUTED : best->verdict;
    out->sense_changed = best->sense_changed;
    for (size_t k = 0; k < best->part_count; k++) sources[out->source_count++] = best->parts[k];
    for (size_t i = 0; i < c->count && best->verdict != AVOW_STITCHED; i++)
        if (badness(&c->views[i]) == badness(best) && whose(c, &c->views[i]) == is && !is_told(out, &c->views[i].parts[0]))
            sources[out->source_count++] = c->views[i].parts[0];
    return tell_changes(c, best, out);
}

avow_status avow_verify(const char *quotation, size_t size, const char *speaker, const avow_witness *witnesses, size_t count,
                        avow_arena *arena, avow_finding *out, avow_error *error)
{
    court c = {.quotation = quotation, .size = size, .speaker = speaker, .witnesses = witnesses, .arena = arena};
    avow_units units;
    *out = (avow_finding){.verdict = AVOW_NOT_FOUND};
    if (!avow_record_units(quotation, (avow_span){0, size}, arena, &units)) return avow_fail_memory(error);
    if (units.count > AVOW_ALIGN_WORDS)
        return avow_fail(error, AVOW_LIMIT, 0, "the quotation has %zu words, more than %d", units.count, AVOW_ALIGN_WORDS);
    if (units.count == 0) return AVOW_OK;
    if (!avow_hear(witnesses, count, AVOW_ALIGN_CELLS / units.count, arena, &c.testimony)) return avow_fail_memory(error);
    if (c.testimony.units.count == 0) return AVOW_OK;
    for (size_t i = 0; i < units.count; i++) {
        bool edit = (units.items[i].flags & AVOW_UNIT_BRACKET) != 0;
        c.words += !edit;
        c.weight += edit ? 0 : avow_unit_weight(&units.items[i]);
    }
    c.where = avow_arena_alloc(arena, units.count, sizeof *c.where);
    c.views = avow_arena_alloc(arena, PLACES * c.testimony.witnesses, sizeof *c.views);
    if (c.where == NULL || c.views == NULL || !avow_align(units, c.testimony.units, false, arena, &c.alignment)) return avow_fail_memory(error);
    for (size_t w = 0, from = 0; w < c.testimony.witnesses; from = c.testimony.ends[w++])
        if (!judge_witness(&c, from, c.testimony.ends[w])) return avow_fail_memory(error);
    return tell(&c, out) ? AVOW_OK : avow_fail_memory(error);
}
