/* query.h - what is looked for, as an address has it: the parameters of searching, named as the command's options. */
#ifndef AVOW_SERVER_QUERY_H
#define AVOW_SERVER_QUERY_H

#include "request.h"

enum { USUAL_PAGE = 20, MOST_ON_PAGE = 200, MOST_ROWS = 10000 };

/* Reads the parameters into query, whose strings are the request's; query->limit is that of the request, or usual. False, with the request
 * refused, where one is wrong. */
bool query_read(request *r, size_t usual, size_t most, avow_query *query);

/* An address: path, then the parameters of the search that are there, but for `before`; the one named (which may be NULL) has the value
 * instead, or is left out for NULL. To be freed; NULL if there is no memory. */
char *query_address(const request *r, const char *path, const char *name, const char *value);

/* The same for what is behind a statement in the order; NULL, too, where what is most alike comes first: that has no further page. */
char *query_next(const request *r, const char *path, int64_t last);

/* A decimal number from 1 to most; 0 if it is none. */
int64_t query_number(const char *text, int64_t most);

#endif
