/* whose.c - what a name within a source is to its speaker: what he is called, whose he is, or an example of those who speak. */
#include <string.h>

#include "ascii.h"
#include "name.h"

enum { BEFORE_NAME = 16 };          /* words before a name within a source that are looked at */

/* Do words before the mention make it another's name: "a spokeswoman for Senator Jane Roe", "data from the Bureau"? "Secretary of State
 * Jane Roe" is Jane Roe, though, and "his wife and adviser Jane Roe". */
static bool led_to(const avow_work *work, size_t from, const avow_mention *m)
{
    static const char *const links[] = {"for", "from", "to", "by", "with", "in", "at", "on", "about", "against", "or", "than", "as", "like", "between",
                                        "including", "among", "both", "whose", "supporting", "backing", "opposing", NULL};
    static const char *const weak[] = {"of", "and", NULL};
    avow_word words[BEFORE_NAME];
    if (m->start <= from) return false;
    size_t n = avow_words(work->text, from, m->start, words, BEFORE_NAME), all = n;
    while (n > 0 && (avow_word_is_title(work->text, words[n - 1]) || avow_word_is_article(work->text, words[n - 1]))) n--;
    for (size_t i = 0; i < all; i++) {
        bool person = work->entities.items[m->entity].kind == AVOW_KIND_PERSON;
        if (avow_word_among(work->text, words[i], links)) return true;
        if (avow_word_among(work->text, words[i], weak) && (i + 1 == n || !person)) return true;
    }
    return false;
}

/* Does only more of the person follow a name: "Jane Roe of Ohio", "Jane Roe herself"? */
static bool goes_on(const avow_work *work, const avow_mention *m, avow_span own)
{
    static const char *const more[] = {"of", "from", "both", "himself", "herself", NULL};
    avow_word next;
    return work->entities.items[m->entity].kind == AVOW_KIND_PERSON && m->end < own.end && work->text[m->end] == ' ' &&
           avow_words(work->text, m->end, own.end, &next, 1) == 1 && avow_word_among(work->text, next, more);
}

bool avow_names_source(const avow_work *work, const avow_mention *m, avow_span own, avow_span source)
{
    return m->start >= own.start && m->start < own.end && (m->end >= own.end || goes_on(work, m, own)) && m->end <= source.end &&
           !led_to(work, own.start, m);
}

/* Does what stands before a name make it an example of those that speak: "experts like Jane Roe", "Democrats, including Jane Roe"? */
static bool is_example(const avow_work *work, size_t from, size_t to)
{
    static const char *const such[] = {"like", "including", "such", NULL};
    avow_word words[BEFORE_NAME];
    size_t n = avow_words(work->text, from, to, words, BEFORE_NAME);
    return n > 0 && avow_word_among(work->text, words[0], such);
}

bool avow_says_whose(const avow_work *work, const avow_mention *m, avow_span own, avow_span source)
{
    if (m->start >= own.end && m->start < source.end) return is_example(work, own.end, m->start);
    if (m->end <= own.start || m->start >= own.end) return false;
    const char *behind = work->text + m->end;
    bool genitive = (m->end < own.end && *behind == '\'') || (m->end + 3 < own.end && memcmp(behind, "\xE2\x80\x99", 3) == 0);
    return genitive || led_to(work, own.start, m);
}

bool avow_is_relation(const avow_work *work, avow_span own)
{
    static const char *const whose[] = {"my", "his", "her", "their", "our", "your", NULL};
    avow_word word;
    return avow_words(work->text, own.start, own.end, &word, 1) == 1 && avow_word_among(work->text, word, whose);
}
