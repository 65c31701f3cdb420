/* marks.h - the spans of a result in the order in which a page opens them.
 *
 * Spans of different statements may coincide, nest and cross. Sorted by start, longer ones first, they can be walked with
 * a stack: what starts earlier or reaches further lies outside. Of those that coincide, what is within another statement lies
 * inside, whichever comes first in the text; a statement's own lie in the order of their roles. */
#ifndef AVOW_WRITE_MARKS_H
#define AVOW_WRITE_MARKS_H

#include "mem.h"

/* From the outermost to the innermost of marks that coincide. */
typedef enum avow_role { AVOW_MARK_FURNITURE, AVOW_MARK_CONTENT, AVOW_MARK_SOURCE, AVOW_MARK_CUE } avow_role;

typedef struct avow_mark {
    avow_span span;             /* never empty */
    size_t index;               /* in result->attributions or, of furniture, in result->furniture */
    uint32_t depth;             /* of the statement */
    avow_role role;
    bool numbered;              /* the statement's number belongs right after it */
} avow_mark;

/* All marks of a result whose statements have these depths, in the arena. False: no memory. */
bool avow_marks_collect(avow_arena *arena, const avow_result *result, const uint32_t *depth, avow_mark **marks, size_t *count);

/* Whether the statement has any text, and so a numbered mark. */
bool avow_is_anchored(const avow_attribution *attribution);

#endif
