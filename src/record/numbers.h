/* numbers.h - numbers of statements or utterances, each once, with what is noted of them: a hash table with open addressing. */
#ifndef AVOW_RECORD_NUMBERS_H
#define AVOW_RECORD_NUMBERS_H

#include "mem.h"

typedef struct avow_numbered {
    int64_t number;             /* 0: an empty place */
    union {                     /* this and what follows: 0 at first */
        size_t count;
        void *item;
    };
    float weight, all;
} avow_numbered;

/* All zero but for the allocator: empty. To be freed. */
typedef struct avow_numbers {
    avow_allocator allocator;
    avow_numbered *items;
    size_t room, count;         /* places, a power of two or 0; those taken */
} avow_numbers;

bool avow_numbers_have(const avow_numbers *numbers, int64_t number);
/* The place of a number, which is not 0; it is put in if it isn't there. Good until the next call. NULL if there is no memory. */
avow_numbered *avow_numbers_put(avow_numbers *numbers, int64_t number);
void avow_numbers_clear(avow_numbers *numbers);        /* empty, with its room */
void avow_numbers_free(avow_numbers *numbers);

#endif
