/* search.h - a search that is under way: statements' keys, newest first. */
#ifndef AVOW_RECORD_SEARCH_H
#define AVOW_RECORD_SEARCH_H

#include "store.h"

typedef struct avow_record_search {
    avow_store *store;
    const avow_query *query;
    avow_buf expression;            /* empty: there is nothing for the full-text index */
    bool impossible;                /* nothing can fit */
    int64_t low, high;              /* keys, both included */
} avow_record_search;

/* What the query says, as an expression and a range of keys: fills all but store, query and the empty buffer. False if nothing can be
 * found, or after a failure. */
bool avow_record_prepare(avow_record_search *search);

/* The next keys, downwards from search->high, which the caller then lowers. Some may be of versions that another has taken the place of. */
size_t avow_record_next_keys(avow_record_search *search, int64_t *keys, size_t room);

#endif
