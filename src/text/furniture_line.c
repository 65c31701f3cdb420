/* furniture_line.c - what one paragraph is: furniture as a whole, or an article's.
 *
 * It is furniture if it consists of known phrases and signs ("Share | Tweet | Email"); if it is short and begins like a teaser or an
 * invitation; if it ends in the credit of a picture; if it invites to follow somebody; if it is a publisher's notice to readers. A
 * paragraph that quotes or says that somebody said something is an article's, unless it calls itself something else ("READ MORE: Trump
 * says ..."). */
#include <string.h>

#include "ascii.h"
#include "furniture.h"
#include "words.h"

enum { LONGEST = 2000, LONGEST_ENDING = 32, LONGEST_CREDIT = 150 };                                     /* bytes */
enum { NOTICE = 200, CAPTION = 60, SHORT = 40, FOLLOW = 30, CREDIT = 10, LABELLED = 20, DATE = 20 };    /* words */

/* Whether a word begins at text[at], or a sign stands there. */
static bool begins_at(const char *text, size_t at)
{
    return at == 0 || !avow_is_letter(text[at]) || !avow_is_letter(text[at - 1]);
}

/* Which phrases of one use, at most 64, stand in the text: a bit each. Of those that begin at one place, the longest. */
static uint64_t which(const avow_phrases *phrases, const char *text, size_t size, unsigned use)
{
    const avow_phrase *found;
    uint64_t all = 0;
    for (size_t at = 0; at < size; at++)
        if (begins_at(text, at) && avow_phrase_at(phrases, text, size, at, use, &found) > 0) all |= (uint64_t)1 << found->number;
    return all;
}

static size_t count_words(const char *text, size_t size)
{
    size_t count = 0;
    for (avow_span word = {0, 0}; avow_word_after(text, word.end, size, &word);) count += avow_word_proper(text, word);
    return count;
}

/* Length of a sign, digit or blank at text[at..size), at < size; 0 at a letter. What is beyond ASCII but punctuation is a letter. */
static size_t sign_at(const char *text, size_t size, size_t at)
{
    unsigned char c = (unsigned char)text[at];
    if (c < 0x80) return !avow_is_letter(text[at]);
    if (c == 0xC2) return size - at >= 2 ? 2 : 0;                                      /* no-break space, », · */
    return size - at >= 3 && (c == 0xE2 || memcmp(text + at, "\xEF\xBB\xBF", 3) == 0) ? 3 : 0;
}

/* Where the first letter is, or size. */
static size_t first_letter(const char *text, size_t size, size_t at)
{
    for (size_t length; at < size && (length = sign_at(text, size, at)) > 0;) at += length;
    return at;
}

/* Nothing but phrases, signs and numbers. */
static const char *by_phrases(const avow_phrases *phrases, const char *text, size_t size)
{
    const unsigned furniture = AVOW_WHOLE | AVOW_FIRST | AVOW_ANYWHERE;
    const char *first = NULL;
    const avow_phrase *found;
    for (size_t at = 0, length; at < size; at += length) {
        length = avow_phrase_at(phrases, text, size, at, furniture, &found);     /* may begin with a sign: "(opens in new window)" */
        if (length > 0 && first == NULL) first = found->kind;
        if (length == 0) length = sign_at(text, size, at);
        if (length == 0) return NULL;
    }
    return first;
}

/* Begins with a phrase. One that is followed by a colon says what the paragraph is. */
static const char *by_beginning(const avow_phrases *phrases, const char *text, size_t size, bool speaking)
{
    const avow_phrase *found;
    size_t at = 0, length, sign;
    while ((length = avow_phrase_at(phrases, text, size, at, AVOW_FIRST, &found)) == 0) {
        sign = sign_at(text, size, at);
        if (text[at] == '"' || sign == 0 || at + sign >= size || avow_credit_at(phrases, text, size, at) > 0) return NULL;
        at += sign;
    }
    at += length;
    if (strcmp(found->kind, "image-credit") == 0) return !speaking && count_words(text, size) <= LABELLED ? found->kind : NULL;
    bool labels = strchr(":|", text[at - 1]) != NULL || (at < size && strchr(":|", text[at]) != NULL);
    return labels || !speaking ? found->kind : NULL;
}

/* "Follow Ann Lee on Twitter @annlee." */
static const char *by_invitation(const avow_phrases *phrases, const char *text, size_t size)
{
    size_t at = first_letter(text, size, 0);
    if (at == size) return NULL;
    if (at == 0 && memchr(text, '@', size) != NULL && memchr(text, ' ', size) == NULL) return "follow";     /* an address */
    bool invites = avow_phrase_at(phrases, text, size, at, AVOW_INVITES, NULL) > 0 || which(phrases, text, size, AVOW_ASKS) != 0;
    return invites && which(phrases, text, size, AVOW_REACHED) != 0 ? "follow" : NULL;
}

/* ---- credits of pictures ---------------------------------------------------------------------------------------------------- */

size_t avow_credit_at(const avow_phrases *phrases, const char *text, size_t size, size_t at)
{
    size_t most = size - at < LONGEST_CREDIT ? size : at + LONGEST_CREDIT, end = at + 1;
    char close = text[at] == '(' ? ')' : text[at] == '[' ? ']' : '\0';
    if (close == '\0') return 0;
    while (end < most && text[end] != close && text[end] != text[at] && text[end] != '\n') end++;
    bool closed = end < most && text[end] == close;
    return closed && which(phrases, text + at + 1, end - at - 1, AVOW_BRACKETS) != 0 ? end + 1 - at : 0;
}

static bool ends_sentence(const char *text, size_t size)
{
    while (size > 0 && avow_is_blank(text[size - 1])) size--;
    return size > 0 && strchr(".!?)]", text[size - 1]) != NULL;
}

/* Whether text, without signs at its end, ends in a credit. */
static bool ends_in_credit(const avow_phrases *phrases, const char *text, size_t size)
{
    size_t open = size;
    while (open > 0 && text[open - 1] != '(' && text[open - 1] != '[') open--;
    if (open > 0 && avow_credit_at(phrases, text, size, open - 1) > 0) {
        size_t end = open - 1 + avow_credit_at(phrases, text, size, open - 1);
        if (first_letter(text, size, end) == size) return true;
    }
    while (size > 0 && strchr(". )]", text[size - 1]) != NULL) size--;
    for (size_t at = size > LONGEST_ENDING ? size - LONGEST_ENDING : 0; at < size; at++) {
        size_t length = begins_at(text, at) ? avow_phrase_at(phrases, text, size, at, AVOW_ENDS, NULL) : 0;
        if (length > 0 && at + length == size) return true;
    }
    for (size_t at = 0; at < size; at++) {
        if ((!avow_is_capital(text[at]) && text[at] != '(') || !begins_at(text, at)) continue;
        unsigned uses = AVOW_LABELS | (ends_sentence(text, at) ? AVOW_AGENCY : 0);      /* no "Reuters/Ipsos poll" */
        if (avow_phrase_at(phrases, text, size, at, uses, NULL) > 0 && count_words(text + at, size - at) <= CREDIT) return true;
    }
    return false;
}

/* ---- notices and dates ------------------------------------------------------------------------------------------------------- */

/* Two things that notices are about, addressed to the reader. */
static bool is_notice(const avow_phrases *phrases, const char *text, size_t size)
{
    uint64_t about = which(phrases, text, size, AVOW_TOPIC);
    return (about & (about - 1)) != 0 && which(phrases, text, size, AVOW_ADDRESS) != 0;
}

/* "Published Jun 04, 2026 - 2 minute read" */
static bool is_date_line(const avow_phrases *phrases, const char *text, size_t size)
{
    bool digit = false, begins = avow_phrase_at(phrases, text, size, 0, AVOW_DATED, NULL) > 0;
    for (size_t i = 0; i < size && begins; i++) digit |= avow_is_digit(text[i]);
    return digit && text[size - 1] != '.';
}

const char *avow_furniture_kind(const avow_phrases *phrases, const char *text, size_t size)
{
    while (size > 0 && avow_is_blank(text[size - 1])) size--;
    while (size > 0 && avow_is_blank(*text)) text++, size--;
    if (size == 0 || size > LONGEST) return NULL;
    size_t words = count_words(text, size);
    const char *kind = words <= SHORT ? by_phrases(phrases, text, size) : NULL;
    if (kind != NULL || words > NOTICE) return kind;
    bool speaking = which(phrases, text, size, AVOW_SAYS) != 0;
    if (words <= SHORT && (kind = by_beginning(phrases, text, size, speaking)) != NULL) return kind;
    if (speaking) return NULL;
    if (words <= FOLLOW && (kind = by_invitation(phrases, text, size)) != NULL) return kind;
    if (words <= CAPTION && ends_in_credit(phrases, text, size)) return words <= CREDIT ? "image-credit" : "image-caption";
    if (words <= DATE && is_date_line(phrases, text, size)) return "date";
    return is_notice(phrases, text, size) ? "notice" : NULL;
}
