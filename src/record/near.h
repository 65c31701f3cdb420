/* near.h - the statements that are likely about the same thing as one: an index of what contents have in telling words.
 *
 * A key is a word's stem, as pair.h makes it; two statements that say or deny one thing nearly always have a rare one in common. What a
 * key weighs is seen when it is looked up: the fewer statements have it, the more it tells (Sparck Jones 1972, "A statistical
 * interpretation of term specificity"). A key that many have is read in part only, the newest first, so that a question costs the same
 * in a store of a million statements as in a small one. MinHash over the words, as texts that are copies are found by, does
 * not do here: statements of one claim have a few rare words in common, and not the most of their words. */
#ifndef AVOW_RECORD_NEAR_H
#define AVOW_RECORD_NEAR_H

#include "pair_side.h"
#include "store.h"

/* Puts an article's statements into the index, but those that are the same utterance as an earlier statement: it has the keys. To be called
 * when utterances are known. */
bool avow_record_index_near(const avow_incoming *article);

/* The numbers of the statements that share most with a side's content, best first, at most room; returns how many. Looks at
 * some `postings` entries of the index. Some statements may not be newest any more. */
size_t avow_record_near(avow_store *store, const avow_pair_side *side, size_t postings, int64_t *statements, size_t room);

/* A statement that is newest, as a candidate's number gives it: itself, or another one of its utterance. False if there is none, or
 * after a failure. */
bool avow_record_near_statement(avow_store *store, int64_t id, avow_offsets unit, avow_statement *out);

/* A statement as the scorer compares it, in the store's arena; NULL with the failure noted. */
const avow_pair_side *avow_record_side(avow_store *store, const avow_statement *statement);

#endif
