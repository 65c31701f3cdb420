/* own.c - what a source that stands for itself calls its speaker: "two officials" of "the two officials, who spoke on Monday".
 *
 * Twice: avow_own_span is the noun phrase, by which other stages tell what the source is; avow_own_name goes on over what says which ones
 * are meant, as the name of somebody who has none must: a relative clause that no comma parts from it ("Republicans who critiqued the
 * speech"; Huddleston and Pullum 2002, The Cambridge Grammar of the English Language, ch. 12, on such clauses), "like" and examples, the
 * state behind a town, the rest of a list. Not examples behind "including": PolNeAR's labels keep 13 of them and leave out 11. */
#include <string.h>

#include "ascii.h"
#include "name.h"

enum { WORDS = 48 };                /* of a source that are looked at */

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

/* Is it "Acme News poll": a poll by its name? */
static bool is_poll(const char *text, const avow_word *words, size_t first, size_t end)
{
    static const char *const polls[] = {"poll", "survey", NULL};
    if (first + 1 >= end || !avow_word_among(text, words[end - 1], polls)) return false;
    for (size_t k = first; k + 1 < end; k++)
        if (!avow_is_capital(text[words[k].start])) return false;
    return true;
}

/* How many of the words are left of a poll that is told by its name, without when it came out: "Acme News poll released Friday". */
static size_t without_date(const char *text, const avow_word *words, size_t first, size_t n)
{
    static const char *const out[] = {"released", "published", "taken", "conducted", "out", "last", "this", "the", "in", "on", NULL};
    static const char *const days[] = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week", "month", "today", "yesterday", NULL};
    enum { FARTHEST = 5 };
    size_t name = first;
    while (name + 1 < n && name < first + 2 && !avow_is_capital(text[words[name].start])) name++;      /* "national Acme poll" */
    for (size_t k = name + 2; k < n && avow_word_among(text, words[n - 1], days); k++)
        if (is_poll(text, words, name, k) && n - k <= FARTHEST && avow_word_among(text, words[k], out)) return k;
    return n;
}

/* Where the name proper begins, if all that stands before it are a few words without capitals: 1 of "nonpartisan Tax Foundation". */
static size_t proper_from(const char *text, const avow_word *words, size_t first, size_t end)
{
    static const char *const small[] = {
        "of", "and", "for", "on", "the", "to", "in", "at", "&", "by", "from", "with", "about", "like", "including", "such", "than",
        "as", "or", "who", "that", NULL};
    static const char *const kept[] = {
        "former", "ex", "one", "another", "every", "each", "acting", "senior", "veteran", "retired", "no", NULL};
    static const char *const fresh[] = {"new", "latest", "recent", "fresh", NULL};
    enum { MOST = 3 };
    size_t at = first;
    while (at < end && !avow_is_capital(text[words[at].start])) at++;
    if (at > first && is_poll(text, words, at, end)) return avow_word_among(text, words[first], fresh) ? at : first;
    if (at == first || at - first > MOST || at + 1 >= end || avow_word_among(text, words[end - 1], small)) return first;
    if (text[words[end - 1].end - 1] == 's') return first;              /* "some House Republicans" are called so */
    for (size_t k = first; k < at; k++)
        if (avow_word_among(text, words[k], small) || avow_word_among(text, words[k], kept) || words[k + 1].start > words[k].end + 1)
            return first;
    for (size_t k = at; k < end; k++)
        if (!avow_is_capital(text[words[k].start]) && !avow_word_among(text, words[k], small)) return first;
    return at;
}

/* How many of the words are left without those that no name and no description ends in: "CBS News poll released", "medical experts
 * about". */
static size_t without_tail(const char *text, const avow_word *words, size_t first, size_t n)
{
    static const char *const tail[] = {
        "of", "in", "about", "for", "by", "from", "to", "with", "at", "on", "last", "this", "the", "a", "released", "published",
        "themselves", "itself", "himself", "herself", "here", "respectively", "overall", NULL};
    size_t k = n;
    while (k > first + 1 && avow_word_among(text, words[k - 1], tail) && avow_is_small(text[words[k - 1].start])) k--;
    return k;
}

avow_span avow_own_span(const avow_work *work, avow_span source)
{
    static const char *const lead[] = {"even", "by", "but", "while", "among", "with", "from", "for", "in", "only", "just", "as", NULL};
    avow_word words[WORDS];
    size_t n = avow_words(work->text, source.start, source.end, words, WORDS), i = 0;
    if (n == 0) return source;
    while (i + 1 < n && avow_word_among(work->text, words[i], lead)) i++;
    if (i + 1 < n && avow_word_is_article(work->text, words[i])) i++;
    n = without_tail(work->text, words, i, name_words(work->text, words, i, n));
    n = without_date(work->text, words, i, n);
    i = proper_from(work->text, words, i, n);
    size_t end = words[n - 1].end;
    return (avow_span){words[i].start, end + (end < source.end && work->text[end] == '%')};
}

/* ---- what goes on ------------------------------------------------------------------------------------------------- */

/* Does a comma, a parenthesis or a dash stand before word k > 0? */
static bool parted(const char *text, const avow_word *words, size_t k)
{
    const char *gap = text + words[k - 1].end;
    size_t size = words[k].start - words[k - 1].end;
    for (size_t i = 0; i < size; i++)
        if (strchr(",;:()\"", gap[i]) != NULL && gap[i] != '\0') return true;
    return size >= 3 && gap[0] == ' ' && gap[size - 1] == ' ' && (memchr(gap, '-', size) != NULL || memchr(gap, '\xE2', size) != NULL);
}

static bool comma_before(const char *text, const avow_word *words, size_t k)
{
    return text[words[k - 1].end] == ',' && words[k].start == words[k - 1].end + 2;
}

/* The end of words [k..n) that nothing parts from each other. */
static size_t together(const char *text, const avow_word *words, size_t k, size_t n)
{
    while (++k < n && !parted(text, words, k)) {}
    return k;
}

/* "like Jane Roe, a lawyer, and John Doe": up to the apposition. */
static size_t examples_end(const char *text, const avow_word *words, size_t k, size_t n)
{
    while (++k < n)
        if (parted(text, words, k) && (!comma_before(text, words, k) || avow_word_is_article(text, words[k]))) break;
    return k;
}

/* The end of a list of plurals that word k goes on behind a comma: "67 artists, writers, actors and scientists"; k if it is none. */
static size_t list_end(const char *text, const avow_word *words, size_t k, size_t n)
{
    enum { LONGEST = 7 };
    size_t from = k, at = k;
    bool ands = false;
    if (text[words[k - 1].end - 1] != 's' || avow_is_capital(text[words[k - 1].start])) return k;
    while (at < n) {
        size_t end = together(text, words, at, n);
        if (!comma_before(text, words, at) || end - at > LONGEST || text[words[end - 1].end - 1] != 's') return from;
        if (avow_is_capital(text[words[at].start])) return from;
        for (size_t i = at; i < end; i++) ands |= avow_word_is(text, words[i], "and");
        at = end;
        if (ands) return at;
    }
    return from;
}

/* Is the comma before word k that of "a shop in Springfield, Ohio"? */
static bool is_state(const char *text, const avow_word *words, size_t first, size_t k, size_t n)
{
    static const char *const where[] = {"in", "from", "of", "at", "near", "outside", "around", NULL};
    enum { LONGEST = 3 };
    if (!comma_before(text, words, k) || !avow_is_capital(text[words[k].start]) || together(text, words, k, n) > k + 2) return false;
    for (size_t i = k; i-- > first && k - i <= LONGEST + 1;)
        if (avow_word_among(text, words[i], where)) return i + 1 < k;
        else if (!avow_is_capital(text[words[i].start])) return false;
    return false;
}

/* The end of the relative clause that begins with word k; k where it says why no name is given, "who was not authorized to speak". */
static size_t clause_end(const char *text, const avow_word *words, size_t k, size_t n)
{
    static const char *const nameless[] = {"anonymity", "anonymous", "anonymously", "authorized", "authorised", "unnamed", NULL};
    size_t end = together(text, words, k, n);
    for (size_t i = k; i < end; i++)
        if (avow_word_among(text, words[i], nameless)) return k;
    return end;
}

avow_span avow_own_name(const avow_work *work, avow_span source)
{
    static const char *const relative[] = {"who", "that", NULL};
    const char *text = work->text;
    avow_span own = avow_own_span(work, source);
    avow_word words[WORDS];
    size_t n = avow_words(text, own.start, source.end, words, WORDS), k = 0;
    if (n == WORDS) return own;
    while (k < n && words[k].start < own.end) k++;
    if (k == 0 || k >= n || words[k - 1].end != own.end || (k == 1 && avow_word_is_pronoun(text, words[0]))) return own;
    size_t end = k;
    if (is_state(text, words, 0, k, n)) end = together(text, words, k, n);
    else if (k + 1 < n && avow_word_is(text, words[k], "like")) end = examples_end(text, words, k, n);
    else if (k + 1 < n && words[k].start == own.end + 1 && avow_word_among(text, words[k], relative))
        end = clause_end(text, words, k, n);
    else if (comma_before(text, words, k)) end = list_end(text, words, k, n);
    end = without_tail(text, words, k - 1, end);
    return (avow_span){own.start, words[end - 1].end};
}
