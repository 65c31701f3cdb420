/* tally.h - how often numbers of speakers, outlets or days came up, and which came up most. */
#ifndef AVOW_RECORD_TALLY_H
#define AVOW_RECORD_TALLY_H

#include "numbers.h"
#include "store.h"

/* Counts a number once more; 0 is none. False if there is no memory, which is noted as the store's failure. */
bool avow_tally_add(avow_store *store, avow_numbers *numbers, int64_t number);

/* Those of the highest counts, lower numbers first among equals, at most `most` of them, without names. In the store's arena; NULL if
 * there is no memory. */
avow_tally *avow_tally_most(avow_store *store, const avow_numbers *numbers, size_t most, size_t *count);

/* Names them by a statement of SQL in which $1 is the number. */
void avow_tally_name(avow_store *store, avow_tally *tallies, size_t count, const char *sql);

#endif
