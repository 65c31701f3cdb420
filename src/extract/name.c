/* name.c - see name.h. */
#include "name.h"

#include <string.h>

#include "ascii.h"
#include "speaker.h"

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0'; }

/* ---- copies ------------------------------------------------------------------------------------------------------- */

enum { LONGEST_NAME = 300 };        /* bytes: a name stands at each statement, and a word may have a megabyte */

typedef struct builder {
    char text[(AVOW_JOINT + 1) * (LONGEST_NAME + 3) + 1];
    size_t size;
} builder;

static void append(builder *b, const char *text, avow_span span)
{
    size_t from = b->size;
    if (span.end - span.start > LONGEST_NAME)
        for (span.end = span.start + LONGEST_NAME; ((unsigned char)text[span.end] & 0xc0) == 0x80;) span.end--;
    for (size_t i = span.start; i < span.end; i++) {
        if (!is_blank(text[i])) b->text[b->size++] = text[i];
        else if (b->size > from && b->text[b->size - 1] != ' ') b->text[b->size++] = ' ';
    }
}

static void append_and(builder *b)
{
    memcpy(b->text + b->size, " & ", 3);
    b->size += 3;
}

static const char *finish(builder *b, avow_arena *to)
{
    b->text[b->size] = '\0';
    return avow_arena_copy(to, b->text, b->size);
}

const char *avow_name_copy(const avow_work *work, avow_span span, avow_arena *to)
{
    builder b = {.size = 0};
    append(&b, work->text, span);
    return finish(&b, to);
}

bool avow_same_name(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++)
        if (avow_small(*a) != avow_small(*b)) return false;
    return *a == *b;
}

/* ---- a source's own words ----------------------------------------------------------------------------------------- */

/* May the name of "In Ohio, Iowa and Maine" go on behind this comma? Only where the comma stands between capitals and "and" follows. */
static bool enumerates(const char *text, const avow_word *words, size_t k, size_t n)
{
    if (!avow_is_capital(text[words[k - 1].start])) return false;
    for (size_t i = k; i < n && i < k + 6; i++) {
        if (i > k && avow_word_is(text, words[i], "and")) return true;
        if (!avow_is_capital(text[words[i].start])) return false;
    }
    return false;
}

/* How many of the words make the name: up to an apposition, a dash or a relative clause that it can do without. */
static size_t name_words(const char *text, const avow_word *words, size_t first, size_t n)
{
    static const char *const relative[] = {"who", "that", "which", NULL}, *const examples[] = {"including", "like", NULL};
    static const char *const bare[] = {"others", "those", "people", "anyone", "everyone", "one", "fact", NULL};
    for (size_t k = first + 1; k < n; k++) {
        const char *gap = text + words[k - 1].end;
        size_t size = words[k].start - words[k - 1].end;
        if (size > 1 && memchr(gap, ',', size) != NULL) {                /* not that of 1,100 */
            if (avow_word_among(text, words[k], examples) || !enumerates(text, words, k, n)) return k;
        }
        if (size > 1 && memchr(gap, '(', size) != NULL) return k;
        bool apart = size >= 3 && gap[0] == ' ' && gap[size - 1] == ' ';
        if (apart && (memchr(gap, '-', size) != NULL || memchr(gap, '\xE2', size) != NULL)) return k;
        if (avow_word_among(text, words[k], relative) && !avow_word_among(text, words[k - 1], bare)) return k;
    }
    return n;
}

/* Where the name proper begins, if all that stands before it are a few words without capitals: 1 of "nonpartisan Tax Foundation". */
static size_t proper_from(const char *text, const avow_word *words, size_t first, size_t end)
{
    static const char *const small[] = {"of", "and", "for", "on", "the", "to", "in", "at", "&", NULL};
    static const char *const kept[] = {"former", "ex", "one", "another", "every", "each", "acting", "senior", "veteran", "retired", "no", NULL};
    enum { MOST = 3 };
    size_t at = first;
    while (at < end && !avow_is_capital(text[words[at].start])) at++;
    if (at == first || at - first > MOST || at + 1 >= end || avow_word_among(text, words[end - 1], small)) return first;
    if (text[words[end - 1].end - 1] == 's') return first;              /* "some House Republicans" are called so */
    for (size_t k = first; k < at; k++)
        if (avow_word_among(text, words[k], small) || avow_word_among(text, words[k], kept) || words[k + 1].start > words[k].end + 1) return first;
    for (size_t k = at; k < end; k++)
        if (!avow_is_capital(text[words[k].start]) && !avow_word_among(text, words[k], small)) return first;
    return at;
}

avow_span avow_own_span(const avow_work *work, avow_span source)
{
    static const char *const lead[] = {"even", "by", "but", "while", "among", "with", "from", "for", "in", "only", "as", NULL};
    enum { WORDS = 48 };
    avow_word words[WORDS];
    size_t n = avow_words(work->text, source.start, source.end, words, WORDS), i = 0;
    if (n == 0) return source;
    while (i + 1 < n && avow_word_among(work->text, words[i], lead)) i++;
    if (i + 1 < n && avow_word_is_article(work->text, words[i])) i++;
    n = name_words(work->text, words, i, n);
    return (avow_span){words[proper_from(work->text, words, i, n)].start, words[n - 1].end};
}

/* ---- several names ------------------------------------------------------------------------------------------------ */

enum { SEPARATES = 1, JOINS = 2 };

/* What stands before the first name: no more than what it is called, "former presidents". */
static bool before_names(const char *text, size_t from, size_t to)
{
    static const char *const links[] = {"of", "for", "from", "to", "by", "with", "in", "at", "on", "about", "against", "and", "or",
                                        "than", "as", "like", "between", NULL};
    enum { WORDS = 6 };
    avow_word words[WORDS];
    size_t n = avow_words(text, from, to, words, WORDS);
    for (size_t i = 0; i < n; i++)
        if (avow_word_among(text, words[i], links) || (i + 1 < n ? words[i + 1].start : to) > words[i].end + 2) return false;
    return n < WORDS;
}

/* What stands between two names: nothing but blanks, commas, parentheses, "and", titles and, behind a
 * comma or "and", other words with capitals ("House Speaker"). false if there is more; *found tells SEPARATES and JOINS. */
static bool between(const char *text, size_t from, size_t to, unsigned *found)
{
    *found = 0;
    while (from < to) {
        char c = text[from];
        if (is_blank(c) || c == ',' || c == '&') {
            *found |= c == ',' ? SEPARATES : c == '&' ? JOINS : 0;
            from++;
        } else if (c == '(') {
            while (from < to && text[from] != ')') from++;
            from += from < to;
        } else {
            avow_word w;
            if (avow_words(text, from, to, &w, 1) == 0 || w.start != from) return false;
            if (avow_word_is(text, w, "and")) *found |= JOINS;
            else if (!avow_word_is_title(text, w) && !avow_word_is_article(text, w) && !avow_word_is(text, w, "both") &&
                     !(*found != 0 && avow_is_capital(c)))
                return false;
            from = w.end + (w.end < to && text[w.end] == '.');
        }
    }
    return true;
}

static bool in_parentheses(const char *text, size_t from, size_t at)
{
    enum { LOOK_BACK = 200 };
    if (at - from > LOOK_BACK) from = at - LOOK_BACK;
    while (at-- > from)
        if (text[at] == '(' || text[at] == ')') return text[at] == '(';
    return false;
}

/* What follows the last name: the source's end, an apposition or "both"; or "and other residents", which becomes the rest. */
static bool ends_well(const char *text, size_t from, size_t to, avow_span *rest)
{
    static const char *const all[] = {"both", "all", "each", "who", NULL};
    static const char *const others[] = {"other", "others", "his", "her", "its", "their", "the", "several", "many", "some", NULL};
    avow_word words[2];
    while (from < to && is_blank(text[from])) from++;
    if (from < to && text[from] == '(') {
        while (from < to && text[from] != ')') from++;
        from += from < to;
        while (from < to && is_blank(text[from])) from++;
    }
    *rest = (avow_span){from, from};
    if (from >= to || text[from] == ',') return true;
    size_t n = avow_words(text, from, to, words, 2);
    if (n == 0 || words[0].start != from) return n == 0;
    if (n == 2 && avow_word_is(text, words[0], "and") && avow_word_among(text, words[1], others)) {
        const char *comma = memchr(text + words[1].start, ',', to - words[1].start);
        *rest = (avow_span){words[1].start, comma == NULL ? to : (size_t)(comma - text)};
        return true;
    }
    return avow_word_among(text, words[0], all);
}

bool avow_joint_names(const avow_work *work, const avow_find *find, avow_joint *out)
{
    *out = (avow_joint){.count = 0};
    if (find->source.count == 0) return false;
    avow_span s = find->source.items[0];
    size_t behind = s.start;
    unsigned found = 0;
    uint8_t kind = AVOW_KIND_NOMINAL;
    for (size_t i = avow_mention_from(work, s.start); i < work->mention_count && out->count < AVOW_JOINT; i++) {
        const avow_mention *m = &work->mentions[i];
        if (m->end > s.end) break;
        if (m->entity == AVOW_NO_MENTION || m->kind >= AVOW_KIND_NOMINAL || in_parentheses(work->text, s.start, m->start)) continue;
        if (kind == AVOW_KIND_PERSON && m->kind != kind) continue;             /* the House of "House Speaker" */
        if (out->count == 0 && !before_names(work->text, s.start, m->start)) break;
        if (out->count > 0 && (!between(work->text, behind, m->start, &found) || found == 0)) break;
        kind = m->kind;
        out->entities[out->count++] = m->entity;
        behind = m->end;
        if (out->count > 1 && (found & JOINS) != 0) break;                      /* "A, B and C": C is the last */
    }
    if (out->count == 0 || !ends_well(work->text, behind, s.end, &out->rest)) return false;
    return out->rest.end > out->rest.start || (out->count > 1 && (found & JOINS) != 0);
}

/* ---- together ----------------------------------------------------------------------------------------------------- */

static avow_span full_name(const avow_entity_found *e) { return (avow_span){e->full[0].start, e->full[e->words - 1].end}; }

const char *avow_speaker_name(const avow_work *work, const avow_find *find, const avow_joint *joint, avow_arena *to)
{
    builder b = {.size = 0};
    if (find->entity >= 0) append(&b, work->text, full_name(&work->entities.items[find->entity]));
    else if (joint == NULL) append(&b, work->text, avow_own_span(work, find->source.items[0]));
    else {
        for (size_t i = 0; i < joint->count; i++) {
            if (i > 0) append_and(&b);
            append(&b, work->text, full_name(&work->entities.items[joint->entities[i]]));
        }
        if (joint->rest.end > joint->rest.start) {
            append_and(&b);
            append(&b, work->text, joint->rest);
        }
    }
    return finish(&b, to);
}
