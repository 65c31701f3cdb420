/* title.c - the title among what a page calls itself.
 *
 * JSON-LD's headline, the h1 and Open Graph's title are mostly one. Where they differ, Open Graph's is either the headline, put
 * shorter or longer for social media, or a teaser in other words; and WordPress lets editors write it apart. What the h1 and Open
 * Graph say alike is the title; so is Open Graph's if JSON-LD's headline has most of its words; else JSON-LD's. */
#include <string.h>

#include "meta.h"

enum { MOST_WORDS = 75 };       /* per cent */

typedef struct words {
    const char *text;
    size_t size, at;
} words;

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* What is punctuation beyond ASCII, three bytes long: U+2010 to U+203A. */
static bool is_mark(const words *w)
{
    return w->size - w->at >= 3 && memcmp(w->text + w->at, "\xE2\x80", 2) == 0 && (unsigned char)w->text[w->at + 2] >= 0x90;
}

/* The next word; false at the end. */
static bool next_word(words *w, const char **word, size_t *size)
{
    while (w->at < w->size && (!is_word_byte(w->text[w->at]) || is_mark(w))) w->at += is_mark(w) ? 3 : 1;
    *word = w->text + w->at;
    size_t from = w->at;
    while (w->at < w->size && is_word_byte(w->text[w->at]) && !is_mark(w)) w->at++;
    *size = w->at - from;
    return *size > 0;
}

static bool same(const char *a, size_t a_size, const char *b, size_t b_size)
{
    if (a_size != b_size) return false;
    for (size_t i = 0; i < a_size; i++) {
        char x = a[i] >= 'A' && a[i] <= 'Z' ? (char)(a[i] | 0x20) : a[i], y = b[i] >= 'A' && b[i] <= 'Z' ? (char)(b[i] | 0x20) : b[i];
        if (x != y) return false;
    }
    return true;
}

bool avow_same_words(const char *a, size_t a_size, const char *b, size_t b_size, bool begins)
{
    words x = {a, a_size, 0}, y = {b, b_size, 0};
    const char *p, *q;
    size_t m, n;
    for (size_t count = 0;; count++) {
        bool more_x = next_word(&x, &p, &m), more_y = next_word(&y, &q, &n);
        if (!more_x || !more_y) return count > 0 && (begins || more_x == more_y);
        if (!same(p, m, q, n)) return false;
    }
}

static bool same_title(const char *a, const char *b, bool begins)
{
    return a && b && avow_same_words(a, strlen(a), b, strlen(b), begins);
}

/* Whether most of a's words are in b. */
static bool mostly_in(const char *a, const char *b)
{
    size_t all = 0, found = 0, m, n;
    const char *p, *q;
    for (words x = {a, strlen(a), 0}; next_word(&x, &p, &m); all++) {
        bool there = false;
        for (words y = {b, strlen(b), 0}; !there && next_word(&y, &q, &n);) there = same(p, m, q, n);
        found += there;
    }
    return found * 100 >= all * MOST_WORDS;
}

void avow_title_choose(avow_meta *meta)
{
    const char *headline = meta->value[FIELD_HEADLINE], *card = meta->value[FIELD_CARD], *h1 = meta->value[FIELD_H1];
    /* "The headline | The Paper": the card with the outlet behind it. */
    if (same_title(card, h1, true) && h1 && strlen(h1) < strlen(card)) card = h1;
    if (same_title(card, headline, true) && headline && strlen(headline) < strlen(card)) card = headline;
    if (headline && card)
        meta->title = !meta->wordpress && (same_title(card, h1, false) || mostly_in(card, headline)) ? card : headline;
    else
        meta->title = headline ? headline : card ? card : h1 ? h1 : meta->value[FIELD_PAGE_TITLE];
}
