/* search.h - a search that is under way: statements' keys, newest first. */
#ifndef AVOW_RECORD_SEARCH_H
#define AVOW_RECORD_SEARCH_H

#include "near.h"

typedef struct avow_record_search {
    avow_store *store;
    const avow_query *query;
    avow_buf expression;            /* empty: there is nothing for the full-text index */
    bool impossible;                /* nothing can fit */
    int64_t low, high;              /* keys, both included */
    bool few;                       /* a few statements are wanted: acts may be looked for in what is found */
    uint32_t acts;                  /* those that are, by bits; 0: any */
} avow_record_search;

/* What the query says, as an expression and a range of keys: fills all but store, query, few and the empty buffer. False if nothing can be
 * found, or after a failure. */
bool avow_record_prepare(avow_record_search *search);

/* Asks for the next statements, downwards from search->high, `room` at most: by words' SQL ($1 the expression, $2 and $3 the lowest and the
 * highest key, $4 how many) or by days' ($1 and $2 day and number of the highest, $3 the lowest day, $4 likewise). */
avow_rows *avow_record_ask(avow_record_search *search, const char *words, const char *days, size_t room);

/* The next keys, downwards from search->high, which the caller then lowers. Some may be of versions that another has taken the place of. */
size_t avow_record_next_keys(avow_record_search *search, int64_t *keys, size_t room);

/* Those that say something close to the query's `like`, best first; returns how many. */
size_t avow_record_alike(avow_record_search *search, int64_t statements[AVOW_NEAR_MOST]);

/* Is the statement what the query says? */
bool avow_record_fits(avow_record_search *search, int64_t day, int64_t statement);

#endif
