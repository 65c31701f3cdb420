/* difference.h - how one wording differs from another: what a path of align.h changed, put in, left out, and where it jumped. */
#ifndef AVOW_RECORD_DIFFERENCE_H
#define AVOW_RECORD_DIFFERENCE_H

#include <avow/record.h>

#include "align.h"

typedef struct avow_difference {
    avow_change *changes;       /* in the order of the quotation */
    size_t count;
    bool altered;               /* a change is of the kind WORD or NEGATION, other than a cut */
    bool cut;                   /* words within a sentence were left out, three or more or marked by an ellipsis */
    bool stitched;              /* whole sentences were left out, or it goes on in another place */
    bool sense_changed;         /* a negation or a condition was put in, left out or lost in a cut */
    size_t first, last;         /* of the texts' units that the quotation stands for; AVOW_NOWHERE if there are none */
    size_t kept, kept_telling, kept_said;   /* units that are the same; those that tell much; those that somebody said */
    uint32_t kept_weight;
} avow_difference;

/* Reads the path `where` (of avow_align_path). whole: the texts are one, and what of it stands before and behind the path was left out,
 * too. Changes are arena's. False if there is no memory. */
bool avow_difference_read(const avow_alignment *alignment, const size_t *where, bool whole, avow_arena *arena, avow_difference *out);

/* The changes that make text b of text a, both valid UTF-8 and taken as a whole: for two outlets' wordings of one statement.
 * AVOW_LIMIT if they have more units than align.h compares, AVOW_NO_MEMORY. */
avow_status avow_difference_between(const char *a, size_t a_size, const char *b, size_t b_size, avow_arena *arena, avow_difference *out,
                                 avow_error *error);

#endif
