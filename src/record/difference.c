/* difference.c - reading an alignment. Units that are the same on both sides are its anchors; what stands between two anchors, on either
 * side, is one change. */
#include "difference.h"

#include <string.h>

#include "ascii.h"
#include "status.h"

enum {
    CUT = 3,                    /* so many words left out without a word for them are a cut */
    JOINED = 128                /* bytes of words that may differ in hyphens and spaces alone */
};

typedef struct reader {
    const avow_unit *q, *t;
    size_t q_count, t_count;
    avow_difference *out;
} reader;

/* Units [from, to) of one side. */
typedef struct range {
    size_t from, to;
} range;

static size_t counted(const avow_unit *units, range r, uint32_t flag)
{
    size_t n = 0;
    for (size_t i = r.from; i < r.to; i++) n += (units[i].flags & flag) != 0;
    return n;
}

static avow_span span_of(const avow_unit *units, range r)
{
    return (avow_span){units[r.from].span.start, units[r.to - 1].span.end};
}

/* The same of units that may be none: then the place before unit r.to, or behind the last of `count`. */
static avow_span place_of(const avow_unit *units, range r, size_t count)
{
    if (r.from < r.to) return span_of(units, r);
    size_t at = r.to < count ? units[r.to].span.start : units[count - 1].span.end;
    return (avow_span){at, at};
}

static void add(reader *r, const char *from_text, avow_span from, const char *to_text, avow_span to, avow_change_kind kind)
{
    avow_difference *w = r->out;
    w->changes[w->count++] = (avow_change){from_text + from.start, to_text + to.start, from.end - from.start, to.end - to.start, kind};
}

/* ---- typography ----------------------------------------------------------------------------------------------------- */

/* The letters and digits of a range, folded and put together; digits that stood apart stay apart. 0 if they don't fit. */
static size_t joined(const avow_unit *units, range r, char out[JOINED])
{
    char folded[JOINED];
    avow_span span = span_of(units, r);
    if (span.end - span.start >= JOINED / 2) return 0;
    size_t size = avow_record_fold(units[r.from].text, span, folded, sizeof folded), used = 0;
    bool apart = false;
    for (size_t i = 0; i < size; i++) {
        char c = folded[i];
        bool kept = avow_is_letter(c) || avow_is_digit(c) || (unsigned char)c >= 0x80;
        if (kept && apart && used > 0 && avow_is_digit(c) && avow_is_digit(out[used - 1])) out[used++] = '.';
        if (kept) out[used++] = c;
        apart = !kept;
    }
    return used;
}

/* Are they the same but for hyphens, spaces and apostrophes: "health care", "healthcare"? */
static bool same_joined(const reader *r, range t, range q)
{
    char a[JOINED], b[JOINED];
    if (t.from == t.to || q.from == q.to) return false;
    size_t a_size = joined(r->t, t, a), b_size = joined(r->q, q, b);
    return a_size > 0 && a_size == b_size && memcmp(a, b, a_size) == 0;
}

static bool is_blank(const char *text, size_t size, size_t at, size_t *length)
{
    *length = at + 1 < size && memcmp(text + at, "\xC2\xA0", 2) == 0 ? 2 : 1;
    return *length == 2 || (at < size && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r'));
}

/* Are two pieces of text the same but for the kind and number of their blanks? */
static bool same_between(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t i = 0, k = 0, length;
    while (i < a_size || k < b_size) {
        bool blank_a = false, blank_b = false;
        while (i < a_size && is_blank(a, a_size, i, &length)) blank_a = true, i += length;
        while (k < b_size && is_blank(b, b_size, k, &length)) blank_b = true, k += length;
        if (blank_a != blank_b) return false;
        if (i < a_size && k < b_size) {
            if (a[i++] != b[k++]) return false;
        } else if (i < a_size || k < b_size) {
            return false;
        }
    }
    return true;
}

static bool has_bracket(const char *text, avow_span span)
{
    size_t size = span.end - span.start;
    return size > 0 && (memchr(text + span.start, '[', size) != NULL || memchr(text + span.start, ']', size) != NULL);
}

/* What stands between two anchors that follow each other on both sides. */
static void read_between(reader *r, size_t q, size_t t)
{
    const avow_unit *a = &r->t[t], *b = &r->q[q];
    avow_span from = {a[-1].span.end, a->span.start}, to = {b[-1].span.end, b->span.start};
    if (from.start > from.end || to.start > to.end) return;         /* within a contraction */
    if (same_between(a->text + from.start, from.end - from.start, b->text + to.start, to.end - to.start)) return;
    bool dots = avow_has_ellipsis(a->text, from) || avow_has_ellipsis(b->text, to);
    bool bracket = has_bracket(a->text, from) || has_bracket(b->text, to);
    add(r, a->text, from, b->text, to, dots ? AVOW_CHANGE_ELLIPSIS : bracket ? AVOW_CHANGE_BRACKET : AVOW_CHANGE_TYPOGRAPHY);
}

/* The two sides of a word that is the same; of a contraction, those of both its units. Returns how many units that are. */
static size_t read_word(reader *r, const size_t *where, size_t i)
{
    size_t p = where[i], n = 1;
    bool q_more = i + 1 < r->q_count && (r->q[i + 1].flags & AVOW_UNIT_REST);
    bool t_more = p + 1 < r->t_count && (r->t[p + 1].flags & AVOW_UNIT_REST);
    if (q_more || t_more) {
        if (i + 1 == r->q_count || where[i + 1] != p + 1 || !avow_is_kept(&r->q[i + 1], &r->t[p + 1])) return n;
        n = 2;
    } else if ((r->q[i].flags | r->t[p].flags) & AVOW_UNIT_REST) {
        return n;
    }
    avow_span from = span_of(r->t, (range){p, p + n}), to = span_of(r->q, (range){i, i + n});
    size_t size = to.end - to.start;
    if (size != from.end - from.start || memcmp(r->t[p].text + from.start, r->q[i].text + to.start, size) != 0)
        add(r, r->t[p].text, from, r->q[i].text, to, AVOW_CHANGE_TYPOGRAPHY);
    return n;
}

/* ---- changes -------------------------------------------------------------------------------------------------------- */

/* Units t of the texts became units q: a change, unless both are empty. before, after: an anchor stands there on both sides. */
static void read_block(reader *r, range t, range q, bool before, bool after)
{
    avow_difference *w = r->out;
    if (t.from == t.to && q.from == q.to) return;
    bool marked = q.from == q.to && after && (r->q[q.to].flags & AVOW_UNIT_ELLIPSIS);
    bool edit = q.from < q.to && counted(r->q, q, AVOW_UNIT_BRACKET) == q.to - q.from;
    avow_change_kind kind = AVOW_CHANGE_WORD;
    if (same_joined(r, t, q)) kind = AVOW_CHANGE_TYPOGRAPHY;
    else if (counted(r->t, t, AVOW_UNIT_NEGATION) != counted(r->q, q, AVOW_UNIT_NEGATION)) kind = AVOW_CHANGE_NEGATION;
    else if (edit) kind = AVOW_CHANGE_BRACKET;
    bool sense = kind == AVOW_CHANGE_NEGATION;
    if (kind != AVOW_CHANGE_TYPOGRAPHY && counted(r->t, t, AVOW_UNIT_CONDITION) != counted(r->q, q, AVOW_UNIT_CONDITION)) sense = true;
    if (marked) kind = AVOW_CHANGE_ELLIPSIS;
    w->sense_changed |= sense;
    bool cut = kind == AVOW_CHANGE_ELLIPSIS || (q.from == q.to && t.to - t.from >= CUT);
    w->cut |= cut;
    w->altered |= !cut && (kind == AVOW_CHANGE_WORD || kind == AVOW_CHANGE_NEGATION);

    /* A contraction that the change begins or ends within is shown whole, on both sides. */
    bool opens = (t.from < t.to && (r->t[t.from].flags & AVOW_UNIT_REST)) || (q.from < q.to && (r->q[q.from].flags & AVOW_UNIT_REST));
    bool closes = after && ((t.from < t.to && (r->t[t.to].flags & AVOW_UNIT_REST)) ||
                            (q.from < q.to && (r->q[q.to].flags & AVOW_UNIT_REST)));
    if (opens && before) t.from--, q.from--;
    if (closes) t.to++, q.to++;
    avow_span from = place_of(r->t, t, r->t_count), to = place_of(r->q, q, r->q_count);
    if (marked) to = (avow_span){r->q[q.to - 1].span.end, r->q[q.to].span.start};
    add(r, r->t[t.to < r->t_count ? t.to : r->t_count - 1].text, from, r->q[0].text, to, kind);
}

/* The units t, at or between p1 and p2, that count: where these two are somebody's words, the reporter's do not. */
static range counting(const reader *r, range t, size_t p1, size_t p2)
{
    if (!avow_is_said(&r->t[p1]) || !avow_is_said(&r->t[p2])) return t;
    while (t.from < t.to && !avow_is_said(&r->t[t.from])) t.from++;
    while (t.from < t.to && !avow_is_said(&r->t[t.to - 1])) t.to--;
    return t;
}

/* Do the sentences of units p1 and p2, between which there are others, lose a negation or a condition by what is left out between? */
static bool sense_lost(const reader *r, size_t p1, size_t p2)
{
    const uint32_t telling = AVOW_UNIT_NEGATION | AVOW_UNIT_CONDITION;
    size_t end = p1 + 1, start = p2;
    while (end < p2 && !(r->t[end].flags & AVOW_UNIT_SENTENCE)) end++;
    while (start > end && !(r->t[start].flags & AVOW_UNIT_SENTENCE)) start--;
    return counted(r->t, (range){p1 + 1, end}, telling) + counted(r->t, (range){start, p2}, telling) > 0;
}

/* From the anchor at i1 to the next one, at i2. */
static void read_gap(reader *r, const size_t *where, size_t i1, size_t i2)
{
    size_t p1 = where[i1], p2 = where[i2];
    range q = {i1 + 1, i2};
    bool elsewhere = p2 <= p1 || r->t[p1].text != r->t[p2].text, marked = q.from == q.to && (r->q[i2].flags & AVOW_UNIT_ELLIPSIS);
    range t = elsewhere ? (range){p2, p2} : counting(r, (range){p1 + 1, p2}, p1, p2);
    bool sentences = elsewhere || (t.to - t.from >= CUT + (q.to - q.from) &&
                                   counted(r->t, (range){t.from, p2 + 1}, AVOW_UNIT_SENTENCE) > 0);
    if (i2 == i1 + 1 && p2 == p1 + 1) {
        read_between(r, i2, p2);
    } else if (sentences && marked) {
        avow_span dots = {r->q[i2 - 1].span.end, r->q[i2].span.start};
        bool speech = !elsewhere && counted(r->t, (range){p1, p2 + 1}, AVOW_UNIT_QUOTED) == p2 + 1 - p1;
        r->out->cut |= speech;
        r->out->stitched |= !speech;
        r->out->sense_changed |= speech && sense_lost(r, p1, p2);
        add(r, r->t[p2].text, place_of(r->t, t, r->t_count), r->q[i2].text, dots, AVOW_CHANGE_ELLIPSIS);
    } else if (sentences) {
        r->out->stitched = true;
        read_block(r, (range){p2, p2}, q, false, false);
    } else {
        bool whole = t.from == p1 + 1 && t.to == p2;
        read_block(r, t, q, whole, whole);
    }
}

bool avow_difference_read(const avow_alignment *alignment, const size_t *where, bool whole, avow_arena *arena, avow_difference *out)
{
    reader r = {alignment->quotation.items, alignment->texts.items, alignment->quotation.count, alignment->texts.count, out};
    size_t m = r.q_count, last = AVOW_NOWHERE, read = 0;
    *out = (avow_difference){.first = AVOW_NOWHERE, .last = AVOW_NOWHERE};
    out->changes = avow_arena_alloc(arena, 2 * m + 2, sizeof *out->changes);
    if (out->changes == NULL) return false;
    for (size_t i = 0; i < m; i++) {
        size_t p = where[i];
        if (p == AVOW_NOWHERE) continue;
        if (out->first == AVOW_NOWHERE) out->first = p;
        out->last = p;
        if (!avow_is_kept(&r.q[i], &r.t[p])) continue;
        if (last == AVOW_NOWHERE) {
            range t = whole ? (range){0, p} : counting(&r, (range){out->first, p}, out->first, p);
            read_block(&r, t, (range){0, i}, false, t.to == p);
        } else read_gap(&r, where, last, i);
        if (i >= read) read = i + read_word(&r, where, i);
        out->kept++;
        out->kept_telling += !(r.t[p].flags & AVOW_UNIT_LIGHT);
        out->kept_said += avow_is_said(&r.t[p]);
        out->kept_weight += avow_unit_weight(&r.q[i]);
        last = i;
    }
    if (last == AVOW_NOWHERE && whole) read_block(&r, (range){0, r.t_count}, (range){0, m}, false, false);
    if (last != AVOW_NOWHERE) {
        size_t p = where[last];
        range t = whole ? (range){p + 1, r.t_count} : counting(&r, (range){p + 1, out->last + 1}, p, out->last);
        read_block(&r, t, (range){last + 1, m}, t.from == p + 1, false);
    }
    return true;
}

avow_status avow_difference_between(const char *a, size_t a_size, const char *b, size_t b_size, avow_arena *arena, avow_difference *out,
                                 avow_error *error)
{
    avow_units from, to;
    avow_alignment alignment;
    *out = (avow_difference){0};
    if (!avow_record_units(a, (avow_span){0, a_size}, arena, &from) || !avow_record_units(b, (avow_span){0, b_size}, arena, &to))
        return avow_fail_memory(error);
    if (from.count == 0 || to.count == 0) return AVOW_OK;
    if (to.count > AVOW_ALIGN_WORDS || from.count > AVOW_ALIGN_CELLS / to.count)
        return avow_fail(error, AVOW_LIMIT, 0, "the wordings have %zu and %zu words, more than can be compared", from.count, to.count);
    for (size_t i = 0; i < from.count; i++) from.items[i].flags |= AVOW_UNIT_SAID;
    size_t *where = avow_arena_alloc(arena, to.count, sizeof *where), end = 0;
    if (where == NULL || !avow_align(to, from, true, arena, &alignment)) return avow_fail_memory(error);
    for (size_t p = 1; p < from.count; p++)
        if (alignment.cost[p] < alignment.cost[end]) end = p;
    avow_align_path(&alignment, end, where);
    return avow_difference_read(&alignment, where, true, arena, out) ? AVOW_OK : avow_fail_memory(error);
}
