/* candidates.h - the statements that a quotation may be from: an index of the keys of grams.h, and the choice by it. */
#ifndef AVOW_RECORD_CANDIDATES_H
#define AVOW_RECORD_CANDIDATES_H

#include "store.h"

enum { AVOW_CANDIDATES = 64 };

/* Puts an article's statements into the index. What stands in quotation marks and in no statement's content is found by the nearest
 * statement. */
bool avow_record_index_grams(const avow_incoming *article);

/* The numbers of the statements that have most in common with a quotation, at most AVOW_CANDIDATES; returns how many. Not only the ones
 * alike: what shares another part of the quotation comes before what shares the same part again. */
size_t avow_record_candidates(avow_store *store, const char *quotation, size_t size, int64_t *statements);

/* Mends what the reader of an article missed of its quotations: a content that ends within quotation marks, where nobody else's goes on,
 * reaches up to the mark; and *stray are the stretches in quotation marks that overlap none. All is the store's arena's. */
bool avow_record_mend_quotes(avow_store *store, const char *text, size_t size, avow_spans *contents, size_t count, avow_spans *stray);

#endif
