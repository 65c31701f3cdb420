/* claim.h - a statement as threads and likeness compare it. */
#ifndef AVOW_RECORD_CLAIM_H
#define AVOW_RECORD_CLAIM_H

#include "near.h"

/* What a statement says, without all else that a reader wants to know of it. */
typedef struct avow_claim {
    int64_t id, article, utterance, speaker, day;       /* speaker and day: 0 if not known */
    avow_act act;
    const char *source, *cue, *content;     /* as the columns have them */
    size_t size;                /* of the content's text; with the side */
    const avow_pair_side *side; /* as the scorer compares it; NULL: it has not been asked for */
} avow_claim;

/* The statement of that number, or if its article has a newer version another one of its utterance. The near's, until that is tidied
 * or freed. NULL if there is none, or after a failure. */
avow_claim *avow_claim_read(avow_near *near, int64_t id);

/* The claim's side: reads its text, which takes most of the time. NULL after a failure. */
const avow_pair_side *avow_claim_side(avow_near *near, avow_claim *claim);

#endif
