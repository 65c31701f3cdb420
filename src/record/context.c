/* context.c - the ends of a quotation. How far its sentence goes on there: up to the sentence's end, or that of the quotation or
 * content that it stands in. doc/record.md says when a part of a sentence is as good as verbatim. */
#include "context.h"

#include <string.h>
#include <utf8proc.h>

#include "utf8.h"

enum {
    AT_ONCE = 3,                /* words behind the reporter's of which one shows a condition: "but only if" */
    SENTENCE = 8                /* words that a sentence has at least; less is a phrase */
};

typedef struct view {
    avow_units texts;
    uint32_t flag;              /* what the units around must have to be the same speaker's words */
    size_t first, last;
    size_t start, end;          /* units of the sentences that the quotation is from, within its stretch of words so flagged */
    size_t from, to;            /* the whole sentences: the reporter's words and other stretches, too */
    bool starts, ends;          /* it starts or ends where the statement's content does */
} view;

static bool is_start(const view *v, size_t p)
{
    const avow_unit *t = v->texts.items;
    return p == 0 || (t[p].flags & AVOW_UNIT_SENTENCE) || t[p - 1].text != t[p].text;
}

/* The part of the content that a unit is in; its number of parts for none. */
static size_t part_of(avow_spans content, const avow_unit *u)
{
    size_t i = 0;
    while (i < content.count && (u->span.start < content.items[i].start || u->span.end > content.items[i].end)) i++;
    return i;
}

/* Are neighbouring units in different parts of the content, or one of them in none, and `in` in one? */
static bool parts(avow_spans content, const avow_unit *in, const avow_unit *beside)
{
    size_t part = part_of(content, in);
    return part < content.count && (beside->text != in->text || part_of(content, beside) != part);
}

/* Finds sentences and stretch around first to last. */
static view look(avow_units texts, size_t first, size_t last, avow_spans content)
{
    const avow_unit *t = texts.items;
    uint32_t both = t[first].flags & t[last].flags;
    view v = {texts, both & AVOW_UNIT_QUOTED ? AVOW_UNIT_QUOTED : both & AVOW_UNIT_SAID ? AVOW_UNIT_SAID : 0, first, last, first, last + 1,
              first, last + 1, first == 0 || parts(content, &t[first], &t[first - 1]),
              last + 1 == texts.count || parts(content, &t[last], &t[last + 1])};
    while (!is_start(&v, v.from)) v.from--;
    while (v.to < texts.count && !is_start(&v, v.to)) v.to++;
    bool quoted = v.flag == AVOW_UNIT_QUOTED;       /* else a statement within the statement is one of its own */
    while (v.start > v.from && (t[v.start - 1].flags & v.flag) == v.flag && (quoted || !v.starts)) v.start--;
    while (v.end < v.to && (t[v.end].flags & v.flag) == v.flag && (quoted || !v.ends)) v.end++;
    return v;
}

static bool any(const view *v, size_t from, size_t to, uint32_t flags, uint32_t said)
{
    for (size_t p = from; p < to; p++)
        if ((v->texts.items[p].flags & flags) && (said == 0 || (v->texts.items[p].flags & said))) return true;
    return false;
}

/* Is a negation or a condition among the words left out? A fragment of a sentence keeps its sense if what is negated is another clause. */
static bool sense_lost(const view *v, bool fragment)
{
    const uint32_t said = v->flag;
    size_t next = v->end;       /* where the speaker goes on behind the reporter's words: "We will win," he said, "if ..." */
    while (next < v->to && said != 0 && !(v->texts.items[next].flags & said)) next++;
    if (any(v, next, next + AT_ONCE < v->to ? next + AT_ONCE : v->to, AVOW_UNIT_CONDITION, said)) return true;
    if (any(v, v->start, v->first, AVOW_UNIT_CONDITION, said) || any(v, v->last + 1, v->end, AVOW_UNIT_CONDITION, said)) return true;
    size_t start = v->first, end = v->last + 1;
    if (!fragment) start = v->start, end = v->end;
    while (fragment && start > v->start && !(v->texts.items[start].flags & AVOW_UNIT_CLAUSE)) start--;
    while (fragment && end < v->end && !(v->texts.items[end].flags & AVOW_UNIT_CLAUSE)) end++;
    return any(v, start, v->first, AVOW_UNIT_NEGATION, said) || any(v, v->last + 1, end, AVOW_UNIT_NEGATION, said);
}

static bool only_openers(const view *v)
{
    for (size_t p = v->start; p < v->first; p++)
        if (!(v->texts.items[p].flags & AVOW_UNIT_OPENER)) return false;
    return true;
}

static bool capital(const avow_unit *u)
{
    int32_t c;
    avow_utf8_decode(u->text + u->span.start, u->span.end - u->span.start, &c);
    utf8proc_category_t category = c < 0 ? UTF8PROC_CATEGORY_CN : utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

/* Does the quotation look like a sentence of its own? It does if it begins with a capital and either that marks a beginning or the
 * quotation goes on to the end, or if it holds the larger part of the sentence, or all of one. */
static bool seems_whole(const view *v, const avow_unit *q)
{
    const avow_unit *t = v->texts.items;
    if (capital(q) && (v->first == v->start || v->last + 1 == v->end || !capital(&t[v->first]))) return true;
    for (size_t p = v->first + 1; p <= v->last; p++)
        if (is_start(v, p)) return true;
    return v->end - v->start >= SENTENCE && 2 * (v->last + 1 - v->first) >= v->end - v->start;
}

/* Notes the words left out at one end of the quotation, units [from, to) of the texts; `edge` is what of the quotation stands there. */
static void note_left(avow_context *c, const view *v, const char *quotation, avow_span edge, size_t from, size_t to)
{
    if (from == to) return;
    const avow_unit *a = &v->texts.items[from], *b = &v->texts.items[to - 1];
    bool marked = avow_has_ellipsis(quotation, edge);
    if (!marked) edge.start = edge.end = edge.start == 0 ? edge.end : edge.start;
    c->left[c->left_count++] = (avow_change){
        a->text + a->span.start, quotation + edge.start, b->span.end - a->span.start, edge.end - edge.start,
        marked ? AVOW_CHANGE_ELLIPSIS : any(v, from, to, AVOW_UNIT_NEGATION, 0) ? AVOW_CHANGE_NEGATION : AVOW_CHANGE_WORD};
    c->marked |= marked;
}

avow_context avow_context_read(const char *quotation, size_t size, avow_units units, avow_units texts, size_t first, size_t last,
                               avow_spans content)
{
    avow_context c = {0};
    view v = look(texts, first, last, content);
    bool whole = seems_whole(&v, &units.items[0]);
    c.sense_changed = sense_lost(&v, !whole);
    note_left(&c, &v, quotation, (avow_span){0, units.items[0].span.start}, v.start, first);
    note_left(&c, &v, quotation, (avow_span){units.items[units.count - 1].span.end, size}, last + 1, v.end);
    c.cut = c.sense_changed || c.marked || (whole && ((!v.starts && !only_openers(&v)) || (!v.ends && last + 1 < v.end)));
    if (!c.cut) c.left_count = 0;
    return c;
}
