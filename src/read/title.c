/* title.c - the title among what a page calls itself.
 *
 * JSON-LD's headline, the h1 and Open Graph's title are mostly one. Where they differ, Open Graph's is either the headline, put
 * shorter or longer for social media, or a teaser in other words; and WordPress lets editors write it apart. What the h1 and Open
 * Graph say alike is the title; so is Open Graph's if JSON-LD's headline has most of its words; else JSON-LD's. */
#include <string.h>

#include "meta.h"
#include "wording.h"

enum { MOST_WORDS = 75 };       /* per cent */

static bool same_title(const char *a, const char *b, bool begins)
{
    return a && b && avow_wording_same(a, strlen(a), b, strlen(b), begins);
}

/* Whether most of a's words are in b. */
static bool mostly_in(const char *a, const char *b)
{
    size_t all = 0, found = 0, m, n;
    const char *p, *q;
    for (avow_wording x = {a, strlen(a), 0}; avow_wording_next(&x, &p, &m); all++) {
        bool there = false;
        for (avow_wording y = {b, strlen(b), 0}; !there && avow_wording_next(&y, &q, &n);) there = avow_wording_equal(p, m, q, n);
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
