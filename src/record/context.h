/* context.h - what a quotation leaves out of the sentences that it is from, and whether they still mean the same. */
#ifndef AVOW_RECORD_CONTEXT_H
#define AVOW_RECORD_CONTEXT_H

#include "difference.h"

typedef struct avow_context {
    bool cut;                   /* it leaves out words of a sentence without which it seems a whole one */
    bool sense_changed;         /* among the words that it leaves out is a negation or a condition */
    bool marked;                /* an ellipsis at its start or end says that it does */
    avow_change left[2];        /* of a cut: what is left out at its start and end */
    size_t left_count;
} avow_context;

/* The context of a quotation (text and its units) that stands for units first to last of the texts, in a statement with that content,
 * which may be empty. */
avow_context avow_context_read(const char *quotation, size_t size, avow_units units, avow_units texts, size_t first, size_t last,
                               avow_spans content);

#endif
