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

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* Which phrases of a list, at most 64, stand in the text: a bit each. Of those that begin at one place, the longest. */
static uint64_t which(const char *text, size_t size, const char *list)
{
    uint64_t found = 0;
    unsigned place;
    for (size_t at = 0; at < size; at++)
        if ((at == 0 || !avow_is_letter(text[at]) || !avow_is_letter(text[at - 1])) && avow_phrase_listed(text, size, at, list, &place) > 0)
            found |= (uint64_t)1 << place;
    return found;
}

static size_t count_words(const char *text, size_t size)
{
    size_t count = 0;
    for (avow_span word = {0, 0}; avow_word_after(text, word.end, size, &word);) count += avow_word_proper(text, word);
    return count;
}

/* Whether it quotes or reports what was said. */
static bool speaks(const char *text, size_t size)
{
    static const char words[] = "\";\xE2\x80\x9C;said;says;told;according to;tweeted;wrote";
    return which(text, size, words) != 0;
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
static const char *by_phrases(const char *text, size_t size)
{
    const char *first = NULL, *kind = NULL;
    for (size_t at = 0, length; at < size; at += length) {
        length = avow_phrase_at(text, size, at, AVOW_PHRASE_WHOLE, &kind);      /* may begin with a sign: "(opens in new window)" */
        if (length > 0 && first == NULL) first = kind;
        if (length == 0) length = sign_at(text, size, at);
        if (length == 0) return NULL;
    }
    return first;
}

/* Begins with a phrase. One that is followed by a colon says what the paragraph is. */
static const char *by_beginning(const char *text, size_t size, bool speaking)
{
    const char *kind;
    size_t at = 0, length, sign;
    while ((length = avow_phrase_at(text, size, at, AVOW_PHRASE_FIRST, &kind)) == 0) {
        sign = sign_at(text, size, at);
        if (text[at] == '"' || sign == 0 || at + sign >= size || avow_credit_at(text, size, at) > 0) return NULL;
        at += sign;
    }
    at += length;
    if (strcmp(kind, "image-credit") == 0) return !speaking && count_words(text, size) <= LABELLED ? kind : NULL;
    bool labels = strchr(":|", text[at - 1]) != NULL || (at < size && strchr(":|", text[at]) != NULL);
    return labels || !speaking ? kind : NULL;
}

/* "Follow Ann Lee on Twitter @annlee." */
static const char *by_invitation(const char *text, size_t size)
{
    static const char places[] = "@;on twitter;on facebook;on instagram;on google;on x;on bluesky;twitter.com;facebook.com";
    static const char begins[] = "follow;on twitter follow;contact;reach;email;write to;do you know";
    static const char asks[] = "email us;email me;e-mail us;e-mail me";
    size_t at = first_letter(text, size, 0);
    bool invites = which(text, size, asks) != 0;
    if (at == size) return NULL;
    if (at == 0 && memchr(text, '@', size) != NULL && memchr(text, ' ', size) == NULL) return "follow";     /* an address */
    invites = invites || avow_phrase_listed(text, size, at, begins, NULL) > 0;
    return invites && which(text, size, places) != 0 ? "follow" : NULL;
}

/* ---- credits of pictures ---------------------------------------------------------------------------------------------------- */

/* What makes brackets a credit; and what one without brackets ends in. */
static const char in_brackets[] =
    "ap photo;ap photos;getty;photo by;photo:;photos:;photo credit;photo courtesy;image:;picture:;pictures:;pic:;"
    "file photo;file picture;file image;credit:;/ap;ap/;afp/;/afp;/reuters;reuters/;/epa;epa/;shutterstock;alamy;"
    "pa wire;pa images;usa today sports;screenshot;image credit;photograph:;photograph by";
static const char endings[] =
    "getty images;/getty;/reuters;/ reuters;/ap;/ ap;/afp;/epa;ap photo;/shutterstock;via ap;via reuters;pa wire;/pa;"
    "/alamy;via afp;ap images;usa today sports";
static const char labels[] =
    "photo:;photos:;photograph:;picture:;pictures:;image:;images:;credit:;pic:;photo by;picture by;photograph by;"
    "photos by;photo courtesy;(photo;image credit;photo credit;courtesy:";

size_t avow_credit_at(const char *text, size_t size, size_t at)
{
    size_t most = size - at < LONGEST_CREDIT ? size : at + LONGEST_CREDIT, end = at + 1;
    char close = text[at] == '(' ? ')' : text[at] == '[' ? ']' : '\0';
    if (close == '\0') return 0;
    while (end < most && text[end] != close && text[end] != text[at] && text[end] != '\n') end++;
    bool closed = end < most && text[end] == close;
    return closed && which(text + at + 1, end - at - 1, in_brackets) != 0 ? end + 1 - at : 0;
}

static const char agencies[] = "reuters/;ap/;afp/;epa/;getty/;ap photo/";

static bool ends_sentence(const char *text, size_t size)
{
    while (size > 0 && is_blank(text[size - 1])) size--;
    return size > 0 && strchr(".!?)]", text[size - 1]) != NULL;
}

/* Whether text, without signs at its end, ends in a credit. */
static bool ends_in_credit(const char *text, size_t size)
{
    size_t open = size;
    while (open > 0 && text[open - 1] != '(' && text[open - 1] != '[') open--;
    if (open > 0 && avow_credit_at(text, size, open - 1) > 0) {
        size_t end = open - 1 + avow_credit_at(text, size, open - 1);
        if (first_letter(text, size, end) == size) return true;
    }
    while (size > 0 && strchr(". )]", text[size - 1]) != NULL) size--;
    for (size_t at = size > LONGEST_ENDING ? size - LONGEST_ENDING : 0; at < size; at++) {
        bool word = at == 0 || !avow_is_letter(text[at]) || !avow_is_letter(text[at - 1]);
        if (word && at + avow_phrase_listed(text, size, at, endings, NULL) == size) return true;
    }
    for (size_t at = 0; at < size; at++) {
        if ((!avow_is_capital(text[at]) && text[at] != '(') || (at > 0 && avow_is_letter(text[at - 1]))) continue;
        bool begins = avow_phrase_listed(text, size, at, labels, NULL) > 0 ||
                      (ends_sentence(text, at) && avow_phrase_listed(text, size, at, agencies, NULL) > 0);   /* no "Reuters/Ipsos poll" */
        if (begins && count_words(text + at, size - at) <= CREDIT) return true;
    }
    return false;
}

/* ---- notices and dates ------------------------------------------------------------------------------------------------------- */

/* What a publisher's notices to readers are about, and how they address them. */
static const char notices[] =
    "advertisements;an email;browser;commenting;cookies;e-mail;epaper;inbox;javascript;log in;newsletter;newsletters;"
    "notifications;opt-out;opt out;opting-out;our partners;our site;our website;personal data;personal information;"
    "privacy policy;privacy notice;registering;sign in;sign up;subscribe;subscriber;subscribers;subscriber-only;"
    "subscription;terms of;this site;this website;unlimited";
static const char addresses[] = "you;your;we;our";

/* Two things that notices are about, addressed to the reader. */
static bool is_notice(const char *text, size_t size)
{
    uint64_t about = which(text, size, notices);
    return (about & (about - 1)) != 0 && which(text, size, addresses) != 0;
}

/* "Published Jun 04, 2026 - 2 minute read" */
static bool is_date_line(const char *text, size_t size)
{
    static const char beginnings[] = "published;posted;updated;last updated;first published";
    bool digit = false, begins = avow_phrase_listed(text, size, 0, beginnings, NULL) > 0;
    for (size_t i = 0; i < size && begins; i++) digit |= avow_is_digit(text[i]);
    return digit && text[size - 1] != '.';
}

const char *avow_furniture_kind(const char *text, size_t size)
{
    while (size > 0 && is_blank(text[size - 1])) size--;
    while (size > 0 && is_blank(*text)) text++, size--;
    if (size == 0 || size > LONGEST) return NULL;
    size_t words = count_words(text, size);
    const char *kind = words <= SHORT ? by_phrases(text, size) : NULL;
    if (kind != NULL || words > NOTICE) return kind;
    bool speaking = speaks(text, size);
    if (words <= SHORT && (kind = by_beginning(text, size, speaking)) != NULL) return kind;
    if (speaking) return NULL;
    if (words <= FOLLOW && (kind = by_invitation(text, size)) != NULL) return kind;
    if (words <= CAPTION && ends_in_credit(text, size)) return words <= CREDIT ? "image-credit" : "image-caption";
    if (words <= DATE && is_date_line(text, size)) return "date";
    return is_notice(text, size) ? "notice" : NULL;
}
