/* align.h - where a quotation's words come from: its cheapest derivation from a row of texts.
 *
 * An alignment of sequences (Needleman and Wunsch 1970, Smith and Waterman 1981) that may also jump: words are kept, changed, put in or
 * left out, and where going on elsewhere is cheaper than that, it does. So one pass tells a wording that was changed from one that was
 * put together. Costs are tenths of a word that tells much (avow_unit_weight); a jump costs as much as three of them. */
#ifndef AVOW_RECORD_ALIGN_H
#define AVOW_RECORD_ALIGN_H

#include "units.h"

enum {
    AVOW_ALIGN_CELLS = 4 * 1024 * 1024,     /* units of the quotation times units of the texts: 16 MiB of memory */
    AVOW_ALIGN_WORDS = 2000                 /* units of a quotation */
};
#define AVOW_NOWHERE SIZE_MAX

typedef struct avow_alignment {
    avow_units quotation, texts;            /* texts one after another; a unit's `text` tells them apart */
    const uint32_t *back;                   /* [quotation.count][texts.count]: where the path to a cell comes from */
    const uint32_t *cost;                   /* [texts.count]: of the cheapest path that ends there */
} avow_alignment;

/* Fills the table; all memory is arena's. in_order: the path never goes back, nor to another text, as between two wordings of one statement.
 * quotation has 1 to AVOW_ALIGN_WORDS units; texts no more than the cells allow, at least 1.
 * False if there is no memory. Time and memory: the number of cells. */
bool avow_align(avow_units quotation, avow_units texts, bool in_order, avow_arena *arena, avow_alignment *out);

/* The path that ends at unit `end` of the texts: where[i] becomes the unit of the texts that unit i of the quotation stands for, the
 * same word or another, or AVOW_NOWHERE for a word that was put in. */
void avow_align_path(const avow_alignment *alignment, size_t end, size_t *where);

#endif
