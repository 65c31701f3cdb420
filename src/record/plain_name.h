/* plain_name.h - names as the record compares them: their words, folded (tokens.h), without an article before and a possessive behind. */
#ifndef AVOW_RECORD_PLAIN_NAME_H
#define AVOW_RECORD_PLAIN_NAME_H

#include "store.h"

enum { AVOW_NAME_PARTS = 16 };      /* words of a name that are looked at */

typedef struct avow_plain_name {
    const char *text;               /* "donald j trump", the arena's */
    size_t size;
    avow_span parts[AVOW_NAME_PARTS];   /* of text */
    size_t count;
    size_t core;                    /* parts before a "Jr." or "III"; at least 1 if there are any */
    bool proper;                    /* it is a name and no description: each word begins with a capital, but for small ones */
} avow_plain_name;

/* False without memory, which is noted. */
bool avow_plain_name_of(avow_store *store, const char *name, avow_plain_name *out);

/* Does a word begin as names do? Scripts without capitals have only names. */
bool avow_begins_as_name(const char *text, avow_span word);

/* Hashes: of the whole, of its first and last part, of its last part. 0 if there are no parts, which no name has. */
int64_t avow_name_whole(const avow_plain_name *name);
int64_t avow_name_ends(const avow_plain_name *name);
int64_t avow_name_last(const avow_plain_name *name);

/* May two names with the same ends be one person's? Not if one is a "Jr." and the other isn't, or the parts between differ ("George H.
 * W.", "George W."); one without parts between may be either, and an initial stands for a name. */
bool avow_names_agree(const avow_plain_name *a, const avow_plain_name *b);

#endif
