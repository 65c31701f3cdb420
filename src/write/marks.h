/* marks.h - the spans of a result in the order in which a page opens them.
 *
 * Spans of different statements may coincide, nest and cross. Sorted by start, longer ones first, they can be walked with
 * a stack: what starts earlier or reaches further lies outside. */
#ifndef AVOW_WRITE_MARKS_H
#define AVOW_WRITE_MARKS_H

#include "mem.h"

/* From the outermost to the innermost of marks that coincide. */
typedef enum avow_role { AVOW_MARK_FURNITURE, AVOW_MARK_CONTENT, AVOW_MARK_SOURCE, AVOW_MARK_CUE } avow_role;

typedef struct avow_mark {
    avow_span span;             /* never empty */
    size_t index;               /* in result->attributions or, of furniture, in result->furniture */
    avow_role role;
    bool numbered;              /* the statement's number belongs right after it */
} avow_mark;

/* All marks of a result, in the arena. False: no memory. */
bool avow_marks_collect(avow_arena *arena, const avow_result *result, avow_mark **marks, size_t *count);

/* Whether the statement has any text, and so a numbered mark. */
bool avow_is_anchored(const avow_attribution *attribution);

#endif
