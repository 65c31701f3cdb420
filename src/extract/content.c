/* content.c - contents that the network broke off, left out or took too far, mended by the layout of the text: the quotation that they are
 * part of, the paragraphs in which it goes on, the paragraph behind a colon, the heading above. Found by sorting errors on PolNeAR dev
 * (doc/errors.md), kept because they hold on its train articles, too.
 *
 * A quotation is what stands between double quotation marks, or from one to the line's end (avow_quote_flags). A content with one end in
 * it, at or between its marks, takes in all of it, unless the cue stands in it: then a part of what was quoted tells of another's words. */
#include <string.h>

#include "ascii.h"
#include "extract.h"

enum { LONGEST_QUOTATION = 8192, LONGEST_MARK = 3, NEAR = 16, MOST_PARAGRAPHS = 16 };

/* The quotation that byte `at` stands in, its marks included; empty if it stands in none, or in one too long. */
static avow_span quotation_around(const avow_work *work, size_t at)
{
    size_t start = at, end = at;
    while (start > 0 && work->quoted[start - 1] && at - start < LONGEST_QUOTATION) start--;
    while (end < work->size && work->quoted[end] && end - at < LONGEST_QUOTATION) end++;
    if ((start > 0 && work->quoted[start - 1]) || (end < work->size && work->quoted[end])) end = start = at;
    return (avow_span){start, end};
}

static bool holds(avow_span outer, avow_span inner) { return outer.start <= inner.start && inner.end <= outer.end; }

static bool reaches_into(avow_span content, avow_span within) { return content.start < within.end && content.end > within.start; }

/* But for its marks. */
static bool is_whole(avow_span content, avow_span quotation)
{
    return content.start <= quotation.start + LONGEST_MARK && content.end + LONGEST_MARK >= quotation.end;
}

/* Has another statement near this one, of those from `others` on, a content that is such to the span? */
static bool told(const avow_find *others, const avow_find *own, bool (*is_such)(avow_span content, avow_span span), avow_span span)
{
    for (size_t n = 0; others != NULL && n < 2 * NEAR; others = others->next, n++) {
        if (others == own || others->parent != NULL) continue;
        for (size_t i = 0; i < others->content.count; i++)
            if (is_such(others->content.items[i], span)) return true;
    }
    return false;
}

/* Does the quotation begin with a mark that ends one? Then a mark is missing before it, and what stands outside was taken for quoted. */
static bool is_turned(const avow_work *work, avow_span quotation)
{
    unsigned char before = quotation.start > 0 ? (unsigned char)work->text[quotation.start - 1] : ' ';
    return work->text[quotation.start] == '"' && before < 0x80 && !avow_is_white((char)before) && strchr("([-/", before) == NULL;
}

/* May a content take in the whole quotation: does it hold neither cue nor source, and no furniture? */
static bool one_content(const avow_work *work, const avow_find *find, avow_span quotation)
{
    bool source = find->source.count > 0 && holds(quotation, find->source.items[0]);
    return quotation.end > quotation.start && !source && !is_turned(work, quotation) && !holds(quotation, find->cue) &&
           !avow_has_furniture(work, quotation);
}

/* The span with all of the quotations that its ends stand in; empty if it lies in one that another statement tells. */
static avow_span whole(const avow_work *work, const avow_find *find, const avow_find *others, avow_span span)
{
    avow_span first = quotation_around(work, span.start), last = quotation_around(work, span.end - 1), out = span;
    bool late = first.start + LONGEST_MARK < span.start && one_content(work, find, first);
    bool early = span.end + LONGEST_MARK < last.end && one_content(work, find, last);
    if ((late && told(others, find, is_whole, first)) || (early && told(others, find, is_whole, last)))
        return holds(first, span) ? (avow_span){span.start, span.start} : span;
    if (late) out.start = first.start;
    if (early) out.end = last.end;
    while (out.end > out.start && avow_is_white(work->text[out.end - 1])) out.end--;
    return out;
}

/* The next line from byte `at` on that is not blank, without blanks at either side; empty at the end of the text or where furniture is. */
static avow_span next_paragraph(const avow_work *work, size_t at)
{
    while (at < work->size && (avow_is_white(work->text[at]) || avow_is_furniture(work, at))) at++;
    size_t end = at;
    while (end < work->size && work->text[end] != '\n') end++;
    while (end > at && avow_is_white(work->text[end - 1])) end--;
    return avow_has_furniture(work, (avow_span){at, end}) ? (avow_span){at, at} : (avow_span){at, end};
}

/* What follows the cue's colon in the next line that is not blank, or nothing. */
static avow_span behind_colon(const avow_work *work, const avow_find *find)
{
    size_t at = find->cue.end;
    if (at < work->size && work->text[at] == ':') at++;
    if (work->text[at - 1] != ':') return (avow_span){at, at};
    while (at < work->size && avow_is_blank(work->text[at])) at++;
    return at < work->size && work->text[at] == '\n' ? next_paragraph(work, at) : (avow_span){at, at};
}

/* The paragraph behind that of the span, if all of it is one quotation, the span ends in one, too, and no other statement comes between.
 * In PolNeAR train 110 of 127 such paragraphs were given to the statement of the paragraph before. */
static avow_span going_on(const avow_work *work, const avow_find *find, const avow_find *others, avow_span span)
{
    avow_span none = {span.end, span.end};
    size_t line = span.end, at;
    if (!work->quoted[span.end - 1]) return none;
    while (line < work->size && work->text[line] != '\n') line++;
    if (find->cue.start > line) return none;
    avow_span next = next_paragraph(work, line), quotation = next.end > next.start ? quotation_around(work, next.start) : none;
    if (quotation.start != next.start || quotation.end == quotation.start) return none;
    for (at = quotation.end; at < next.end; at++)
        if (avow_is_letter(work->text[at]) || (unsigned char)work->text[at] >= 0x80) return none;
    return told(others, find, reaches_into, (avow_span){span.end, next.end}) ? none : next;
}

/* Does a line end between the span and the cue? */
static bool in_other_line(const avow_work *work, avow_span span, avow_span cue)
{
    size_t from = span.end < cue.end ? span.end : cue.end, to = span.start > cue.start ? span.start : cue.start;
    return from < to && memchr(work->text + from, '\n', to - from) != NULL;
}

/* Is the content's item a heading above the paragraph where cue and content stand? Of 19,834 statements in PolNeAR train 6 have a content
 * without quotation marks there. */
static bool is_heading(const avow_work *work, const avow_find *find, avow_spans content, size_t item)
{
    avow_span span = content.items[item];
    if (span.end > find->cue.start || work->quoted[span.end - 1] || !in_other_line(work, span, find->cue)) return false;
    for (size_t i = item + 1; i < content.count; i++)
        if (!in_other_line(work, content.items[i], find->cue)) return true;
    return false;
}

static bool mend(avow_work *work, avow_find *find, const avow_find *others)
{
    avow_spans old = find->content;
    avow_span *items = avow_arena_alloc(&work->session->article, old.count + MOST_PARAGRAPHS, sizeof *items);
    size_t n = 0;
    if (items == NULL) return false;
    for (size_t i = 0; i < old.count; i++) {
        avow_span span = whole(work, find, others, old.items[i]);
        if (span.end == span.start || is_heading(work, find, old, i)) continue;
        if (n > 0 && span.start < items[n - 1].end) items[n - 1].end = span.end > items[n - 1].end ? span.end : items[n - 1].end;
        else items[n++] = span;
    }
    avow_span more = {0, 0};
    if (n > 0) more = going_on(work, find, others, items[n - 1]);
    else if (old.count == 0) more = behind_colon(work, find);
    for (size_t i = 0; more.end > more.start && i < MOST_PARAGRAPHS; i++) {
        items[n++] = more;
        more = going_on(work, find, others, more);
    }
    if (n > 0 || old.count == 0) find->content = (avow_spans){items, n};
    return true;
}

bool avow_contents_mend(avow_work *work)
{
    const avow_find *others = work->first;
    size_t behind = 0;
    for (avow_find *f = work->first; f != NULL; f = f->next, behind++) {
        if (behind > NEAR) others = others->next;
        if (f->parent == NULL && avow_turn_at(work, f->cue.start) == NULL && !mend(work, f, others)) return false;
    }
    avow_find **link = &work->first;
    for (avow_find *f = work->first; f != NULL; f = f->next) {
        if (f->content.count == 0) {
            work->finds--;
            continue;
        }
        *link = f;
        link = &f->next;
    }
    *link = NULL;
    work->last = link;
    return true;
}
