/* near.h - the statements that are likely about the same thing as one: an index of what contents have in telling words.
 *
 * A key is a word's stem, as pair.h makes it; two statements that say or deny one thing nearly always have a rare one in common. With each
 * entry stands the sum of its statement's squared weights, so that the cosine of two contents is known before a statement is read, and few
 * need be. A key that many have is read in part only, the newest first, so that a question costs the same
 * in a store of a million statements as in a small one. MinHash over the words, as texts that are copies are found by, does
 * not do here: statements of one claim have a few rare words in common, and not the most of their words. */
#ifndef AVOW_RECORD_NEAR_H
#define AVOW_RECORD_NEAR_H

#include "pair_side.h"
#include "store.h"

/* Puts an article's statements into the index, but those that are the same utterance as an earlier statement: it has the keys. To be called
 * when utterances are known. */
bool avow_record_index_near(const avow_incoming *article);

/* The numbers of the statements whose contents are most like a side's, best first, at most room; returns how many. Looks at some `postings`
 * entries of the index. Some statements may not be newest any more. */
size_t avow_record_near(avow_store *store, const avow_pair_side *side, size_t postings, int64_t *statements, size_t room);

/* Has a content two telling words at least? One word is a topic, "immigration", or an answer, "yes": to share it is to say nothing. */
bool avow_record_is_claim(const avow_pair_side *side);

typedef struct avow_claim {
    int64_t id;
    avow_gist gist;
    const avow_pair_side *side;         /* as the scorer compares it */
} avow_claim;

/* A statement that is newest, as a candidate's number gives it: itself, or another one of its utterance. False if there is none, or
 * after a failure. */
bool avow_record_near_claim(avow_store *store, int64_t id, avow_claim *out);

#endif
