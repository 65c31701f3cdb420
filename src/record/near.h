/* near.h - the statements that are likely about the same thing as one: an index of what contents have in telling words.
 *
 * A key is a word's stem, as pair.h makes it; two statements that say or deny one thing nearly always have a rare one in common. With each
 * entry stands the sum of its statement's squared weights, so that the cosine of two contents is known before a statement is read, and few
 * need be. A key that many have is read in part only, the newest first, so that a question costs the same
 * in a store of a million statements as in a small one. MinHash over the words, as texts that are copies are found by, does
 * not do here: statements of one claim have a few rare words in common, and not the most of their words. */
#ifndef AVOW_RECORD_NEAR_H
#define AVOW_RECORD_NEAR_H

#include "numbers.h"
#include "pair_side.h"
#include "store.h"

/* Puts an article's statements into the index, but those that are the same utterance as an earlier statement: it has the keys. To be called
 * when utterances are known. */
bool avow_record_index_near(const avow_incoming *article);

/* What one call has read of the index, and of statements (claim.h): what comes up again is not read again. */
typedef struct avow_near {
    avow_store *store;
    avow_arena arena;           /* of what is kept */
    avow_numbers lists, claims; /* a key's entries; statements */
    avow_numbers sums;          /* of the question under way */
} avow_near;

void avow_near_init(avow_near *near, avow_store *store);
/* Forgets all that was read, if it is much. */
void avow_near_tidy(avow_near *near);
void avow_near_free(avow_near *near);

/* The numbers of the statements whose contents are most like a side's, best first, at most room and AVOW_NEAR_MOST; returns how many. Looks at some `postings`
 * entries of the index. Some statements may not be newest any more. */
enum { AVOW_NEAR_MOST = 128 };
size_t avow_record_near(avow_near *near, const avow_pair_side *side, size_t postings, int64_t *statements, size_t room);

/* Has a content two telling words at least? One word is a topic, "immigration", or an answer, "yes": to share it is to say nothing. */
bool avow_record_is_claim(const avow_pair_side *side);

#endif
