/* timeline.h - a speaker's statements over time, as the bars of a drawing. */
#ifndef AVOW_SERVER_TIMELINE_H
#define AVOW_SERVER_TIMELINE_H

#include <avow/record.h>
#include <jansson.h>

typedef struct timeline timeline;

timeline *timeline_new(void);       /* NULL: no memory */
/* Takes moments in the order of their days. Non-zero: no memory. */
int timeline_add(timeline *t, const avow_moment *moment);
/* Puts the drawing into the page: "timeline" with its bars, rows and labels, and nothing if there are no dates. */
void timeline_put(const timeline *t, json_t *page, int64_t speaker);
void timeline_free(timeline *t);    /* NULL is allowed */

#endif
