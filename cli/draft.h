/* draft.h - the quotations of an article that is being written. */
#ifndef AVOW_CLI_DRAFT_H
#define AVOW_CLI_DRAFT_H

#include "jobs.h"

typedef struct draft_quotation {
    size_t start, end;              /* bytes of the article's text, without the quotation marks */
    char *speaker;                  /* who says it, owned; NULL if the text or the model does not tell */
} draft_quotation;

typedef struct draft {
    draft_quotation *items;         /* owned */
    size_t count, short_ones;       /* short_ones: of fewer than three words, which are left out */
} draft;

/* Finds what stands in quotation marks in the job's article. With a result, the speakers are those of its statements. */
draft draft_read(const avow_article *article, const avow_result *result);
void draft_free(draft *d);

#endif
