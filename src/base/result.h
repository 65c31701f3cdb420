/* result.h - results from the inside: the memory that one lives in, and whether one that any program may have built holds together. */
#ifndef AVOW_BASE_RESULT_H
#define AVOW_BASE_RESULT_H

#include "mem.h"

/* A result and the arena that all of it lives in. avow_result_free frees both. */
typedef struct avow_owned {
    avow_result result;
    avow_arena arena;
} avow_owned;

/* An empty result; NULL if there is no memory. */
avow_owned *avow_owned_new(const avow_allocator *allocator);

/* AVOW_BAD_ARGUMENT if its text is not UTF-8, or a span, a number or an entity does not fit it. */
avow_status avow_result_check(const avow_result *result, avow_error *error);

/* A string that the library didn't make, with what is not UTF-8 repaired: itself or a copy in the arena. NULL stays NULL, and is what
 * there is without memory. */
const char *avow_clean(avow_arena *arena, const char *text);

/* Fills depth, one number a statement: how many others hold it. False if the ids don't rise, a parent is not there, or statements hold
 * each other in a circle. */
bool avow_nesting(const avow_result *result, uint32_t *depth);

#endif
