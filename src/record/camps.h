/* camps.h - which of some statements say one thing, and which of these groups deny each other.
 *
 * Pairs are judged one by one, and judgements of pairs need not agree: A may be the same as B and B as C, while A denies C. So statements
 * are not joined by chains. This is correlation clustering (Bansal, Blum and Chawla 2004, "Correlation Clustering": put together what is
 * alike and apart what is unlike, as far as the judgements allow), which is NP-hard; agglomeration by average linkage (Sokal and Michener
 * 1958) is the usual way to a good answer: the two groups are joined whose pairs are the same with the highest probability on
 * average, as long as it is high enough; never where a pair of them is a denial, and never where they are likelier to deny
 * each other. */
#ifndef AVOW_RECORD_CAMPS_H
#define AVOW_RECORD_CAMPS_H

#include <stddef.h>

#include "pair.h"

enum { AVOW_CAMPS_MOST = 32 };

/* The probabilities from which on two are joined, and one is taken to deny the other. The thresholds that training found are lower: they
 * are the best for pairs of which one in five is the same, as they are labelled, and of a statement's candidates fewer are. Read by
 * eye in PolNeAR's articles, two of five joined pairs from 0.6 to 0.7 are the same, and five of six above; doc/record.md has the rest. */
#define AVOW_CAMPS_SAME 0.7f
#define AVOW_CAMPS_DENY 0.6f

/* The score of two that are not to be compared: they neither join nor part what they are in. */
#define AVOW_NOT_JUDGED ((avow_pair_score){-1, -1, AVOW_RELATION_OTHER})

/* What each two of some statements are to each other: scores[i * AVOW_CAMPS_MOST + k], the same both ways round. */
typedef struct avow_judged {
    const avow_pair_score *scores;
    size_t count;               /* at most AVOW_CAMPS_MOST */
} avow_judged;

/* Sets camp[i] to the least statement that i is in one camp with. */
void avow_camps(avow_judged judged, size_t *camp);

/* Do the camps deny each other: does one of their pairs likely, and is that likelier on average than that they say the same? */
bool avow_camps_oppose(avow_judged judged, const size_t *camp, size_t a, size_t b);

#endif
