/* witness.h - the paragraphs of texts that a quotation is compared with, as one row of units. */
#ifndef AVOW_RECORD_WITNESS_H
#define AVOW_RECORD_WITNESS_H

#include "verify.h"

typedef struct avow_testimony {
    avow_units units;           /* of all witnesses, one after another; those of a statement's content are AVOW_UNIT_SAID */
    size_t *ends;               /* ends[w]: behind the units of witness w */
    size_t witnesses;           /* how many there was room for */
} avow_testimony;

/* At most `room` units, of whole witnesses. False if there is no memory. */
bool avow_hear(const avow_witness *witnesses, size_t count, size_t room, avow_arena *arena, avow_testimony *out);

/* The statement whose content holds most of span, or AVOW_NOWHERE. Of several that hold as much, as statements within statements do, one of
 * the speaker asked for, then one of another, then one that names nobody; and of these the shortest. *is becomes whose it is. */
size_t avow_whose(const avow_witness *witness, avow_span span, const char *speaker, avow_namesake *is);

#endif
