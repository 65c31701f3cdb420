/* grams.h - keys by which the statements are found that a quotation may be from: hashes of each three units that follow each other, and of
 * each two that tell much and have at most such between that tell little ("bridge" and "safe" of "the bridge is safe").
 *
 * So a quotation is found in which one word of four was changed, one of three words, and a short one in which the middle was changed
 * but two telling words are left. All keys are kept and none is chosen by its hash (as Schleimer, Wilkerson and Aiken 2003 do,
 * "Winnowing"): a choice of two of three would save a third of the index and lose a third of the shortest quotations. */
#ifndef AVOW_RECORD_GRAMS_H
#define AVOW_RECORD_GRAMS_H

#include "units.h"

enum { AVOW_GRAM = 3 };

typedef struct avow_grams {
    const int32_t *keys;        /* each once, in rising order */
    size_t count;
} avow_grams;

/* The keys of text's spans, taken as one text; the same for what is kept and what is looked for. A text of one unit has no key. False
 * if there is no memory. */
bool avow_grams_of(const char *text, avow_spans spans, avow_arena *arena, avow_grams *out);

#endif
