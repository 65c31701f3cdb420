/* facets.h - what the statements of a search are: by whom, of which act, in which outlets and years, with addresses that narrow it. */
#ifndef AVOW_SERVER_FACETS_H
#define AVOW_SERVER_FACETS_H

#include "engine.h"

typedef struct facets {
    json_t *lists;                  /* [{"title", "lines": [{"label", "count", "on", "address"}]}] */
    size_t statements;              /* that were counted: the newest 1,000 */
    bool more;                      /* there are others */
    char *search;                   /* whose: the address of its first page */
    int64_t state, used;            /* of the store; when it was asked for last */
} facets;

/* Those of the request's search, good until the next call. NULL, with the request refused, if they can't be found. */
const facets *facets_find(worker *w, request *r);

/* Frees what the worker keeps. */
void facets_forget(worker *w);

#endif
