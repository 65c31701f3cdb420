/* byline.c - who wrote the article, where its text says so: "By Jane Roe" in a line of its own above the text, or a last line such as
 * "Jane Roe is a professor of law in Ohio." Then "I", outside quotations, is Jane Roe. */
#include <string.h>

#include "ascii.h"
#include "extract.h"
#include "speaker.h"

enum { HEAD_LINES = 6, TAIL_LINES = 3 };

typedef struct line {
    size_t start, end;              /* without blanks at either side */
} line;

static line trimmed(const char *text, size_t start, size_t end)
{
    while (start < end && (avow_is_white(text[start]) || strchr("_*", text[start]) != NULL)) start++;
    while (end > start && avow_is_white(text[end - 1])) end--;
    return (line){start, end};
}

/* The person whose name begins at byte `at`, with two words at least, or NULL. */
static const avow_mention *person_at(const avow_work *work, size_t at)
{
    avow_word words[2];
    size_t i = avow_mention_from(work, at);
    if (i == work->mention_count || work->mentions[i].start != at) return NULL;
    const avow_mention *m = &work->mentions[i];
    if (!avow_entity_is_person(&work->entities, m->entity)) return NULL;
    return avow_words(work->text, m->start, m->end, words, 2) == 2 ? m : NULL;
}

static const avow_mention *by_line(const avow_work *work, line l)
{
    static const char *const by[] = {"By ", "by ", "BY "};
    for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
        if (l.end - l.start < 4 || memcmp(work->text + l.start, by[i], 3) != 0) continue;
        const avow_mention *m = person_at(work, l.start + 3);
        if (m != NULL && (m->end >= l.end || strchr(",|;(", work->text[m->end]) != NULL)) return m;
    }
    return NULL;
}

static const avow_mention *closing(const avow_work *work, line l)
{
    const avow_mention *m = person_at(work, l.start);
    avow_word words[2];
    if (m == NULL || avow_words(work->text, m->end, l.end, words, 2) < 2 || words[0].start > m->end + 2) return NULL;
    if (avow_word_is(work->text, words[0], "teaches") || avow_word_is(work->text, words[0], "writes")) return m;
    if (!avow_word_is(work->text, words[0], "is")) return NULL;
    return avow_word_is_article(work->text, words[1]) || !avow_is_capital(work->text[words[1].start]) ? m : NULL;
}

int32_t avow_byline(const avow_work *work)
{
    const avow_mention *m = NULL;
    size_t at = 0, end = work->size, seen = 0;
    while (at < work->size && seen < HEAD_LINES && m == NULL) {
        const char *stop = memchr(work->text + at, '\n', work->size - at);
        size_t next = stop == NULL ? work->size : (size_t)(stop - work->text) + 1;
        line l = trimmed(work->text, at, next);
        seen += l.end > l.start;
        m = by_line(work, l);
        at = next;
    }
    for (seen = 0; end > 0 && seen < TAIL_LINES && m == NULL;) {
        size_t from = end - 1;
        while (from > 0 && work->text[from - 1] != '\n') from--;
        line l = trimmed(work->text, from, end);
        seen += l.end > l.start;
        m = closing(work, l);
        end = from;
    }
    return m != NULL ? (int32_t)m->entity : AVOW_NOBODY;
}
