/* turn.c - interviews and transcripts: lines that begin with their speaker's name and a colon ("TAPPER: ...", "Q: ...").
 *
 * That layout is told by two labels at least that come back, and not by the network, which sees a part of it at a time. A turn goes
 * on over lines without a label where most lines between the first label and the last one have one, or several have one behind
 * another; else it ends with its line. */
#include <string.h>

#include "ascii.h"
#include "extract.h"

enum { LONGEST_LABEL = 40, LABEL_WORDS = 4, LABELS = 64, LEAST_TURNS = 4 };

/* The label that a line begins with, before its colon; empty if there is none. */
static avow_span label_of(const char *text, size_t at, size_t end)
{
    avow_word words[LABEL_WORDS + 1];
    size_t from = at, most = end - at > LONGEST_LABEL ? at + LONGEST_LABEL : end;
    if (from < most && text[from] == '"') from++;
    else if (most - from > 3 && memcmp(text + from, "\xE2\x80\x9C", 3) == 0) from += 3;
    const char *colon = memchr(text + from, ':', most - from);
    size_t to = colon == NULL ? from : (size_t)(colon - text);
    if (to == from || (to + 1 < end && text[to + 1] != ' ' && text[to + 1] != '\t' && text[to + 1] != '\xC2')) return (avow_span){at, at};
    size_t n = avow_words(text, from, to, words, LABEL_WORDS + 1);
    if (n == 0 || n > LABEL_WORDS || words[0].start != from) return (avow_span){at, at};
    for (size_t i = 0; i < n; i++)
        if (avow_is_small(text[words[i].start])) return (avow_span){at, at};
    return (avow_span){from, to};
}

typedef struct label {
    avow_span span;                 /* where it stood first */
    size_t count;
} label;

static size_t find_label(const char *text, const label *labels, size_t n, avow_span span)
{
    size_t i = 0, size = span.end - span.start;
    while (i < n && (labels[i].span.end - labels[i].span.start != size ||
                     avow_ascii_compare(text + labels[i].span.start, text + span.start, size) != 0))
        i++;
    return i;
}

/* Where the line at `at` ends: at its newline, or at the text's end. */
static size_t line_end(const char *text, size_t at, size_t size)
{
    const char *newline = memchr(text + at, '\n', size - at);
    return newline == NULL ? size : (size_t)(newline - text);
}

/* Labels that come back, at most LABELS of them; their turns in *turns. */
static size_t count_labels(const avow_work *work, label labels[LABELS], size_t *turns)
{
    size_t n = 0, kept = 0;
    for (size_t at = 0, end; at < work->size; at = end + 1) {
        end = line_end(work->text, at, work->size);
        avow_span span = label_of(work->text, at, end);
        if (span.end == span.start || avow_is_furniture(work, span.start)) continue;       /* "RELATED: ..." */
        size_t i = find_label(work->text, labels, n, span);
        if (i == n && n < LABELS) labels[n++] = (label){span, 0};
        if (i < n) labels[i].count++;
    }
    *turns = 0;
    for (size_t i = 0; i < n; i++)
        if (labels[i].count > 1) {
            *turns += labels[i].count;
            labels[kept++] = labels[i];
        }
    return kept;
}

static bool blank_line(const char *text, size_t at, size_t end)
{
    while (at < end && avow_is_blank(text[at])) at++;
    return at == end;
}

/* From behind the colon to `end`, without blanks at either side. */
static avow_span content_of(const char *text, size_t colon, size_t end)
{
    size_t at = colon + 1;
    while (at < end && avow_is_white(text[at])) at++;
    while (end > at && avow_is_white(text[end - 1])) end--;
    return (avow_span){at, end};
}

bool avow_turns_find(avow_work *work)
{
    label labels[LABELS];
    size_t turns, others = 0, pending = 0, n = count_labels(work, labels, &turns);
    work->turns = NULL;
    work->turn_count = 0;
    if (n < 2 || turns < LEAST_TURNS) return true;
    avow_turn *out = avow_arena_alloc(&work->session->article, turns, sizeof *out);
    if (out == NULL) return false;
    size_t count = 0, last_line = 0;
    for (size_t at = 0, end; at < work->size; at = end + 1) {
        end = line_end(work->text, at, work->size);
        avow_span span = label_of(work->text, at, end);
        if (span.end == span.start || avow_is_furniture(work, span.start) || find_label(work->text, labels, n, span) == n) {
            pending += count > 0 && !blank_line(work->text, at, end);
            continue;
        }
        if (count > 0) out[count - 1].next = at;
        others += pending;
        pending = 0;
        last_line = end;
        out[count++] = (avow_turn){.label = span, .colon = span.end, .line = end, .next = end};
    }
    out[count - 1].next = last_line;
    for (size_t i = 0; i < count; i++) out[i].content = content_of(work->text, out[i].colon, others <= 2 * count ? out[i].next : out[i].line);
    work->turns = out;
    work->turn_count = count;
    return true;
}

const avow_turn *avow_turn_at(const avow_work *work, size_t byte)
{
    size_t low = 0, high = work->turn_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (work->turns[middle].colon < byte) low = middle + 1;
        else high = middle;
    }
    return low < work->turn_count && work->turns[low].colon == byte ? &work->turns[low] : NULL;
}
