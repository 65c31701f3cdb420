/* numbers.h - numbers of statements or utterances, each once, with a weight: a hash table with open addressing. */
#ifndef AVOW_RECORD_NUMBERS_H
#define AVOW_RECORD_NUMBERS_H

#include "mem.h"

typedef struct avow_weighed {
    int64_t number;             /* 0: an empty place */
    float weight;
} avow_weighed;

/* All zero but for the allocator: empty. To be freed. */
typedef struct avow_numbers {
    avow_allocator allocator;
    avow_weighed *items;
    size_t room, count;         /* places, a power of two or 0; those taken */
} avow_numbers;

bool avow_numbers_have(const avow_numbers *numbers, int64_t number);
/* Adds to the weight of a number, which is not 0, putting it in if it isn't there. False if there is no memory. */
bool avow_numbers_add(avow_numbers *numbers, int64_t number, float weight);
void avow_numbers_free(avow_numbers *numbers);

#endif
