/* verify.h - is a quotation what was said? Its wording and speaker against texts that may hold it. doc/record.md defines the verdicts. */
#ifndef AVOW_RECORD_VERIFY_H
#define AVOW_RECORD_VERIFY_H

#include "namesake.h"
#include "difference.h"

/* A statement of a text. */
typedef struct avow_said {
    avow_spans content;         /* in order */
    const char *const *names;   /* of its speaker, NUL-terminated; none if it isn't known */
    size_t name_count;
    bool denied;                /* that it was said, or is so, is denied: "did not say", "denied that" */
} avow_said;

/* A text and those of its statements that the quotation may be. Only the paragraphs around their content are looked at. */
typedef struct avow_witness {
    const char *text;           /* valid UTF-8 */
    size_t size;
    const avow_said *statements;
    size_t count;
} avow_witness;

/* Where the quotation's words stand, as avow_evidence. */
typedef struct avow_found {
    size_t witness, statement;  /* statement AVOW_NOWHERE: in quotation marks, and in no statement's content */
    avow_span span;             /* of the witness's text */
    bool quoted;                /* in quotation marks there: not the reporter's words */
    avow_namesake speaker;      /* is the statement's speaker the one asked for? */
} avow_found;

typedef struct avow_finding {   /* as avow_verification */
    avow_verdict verdict;
    bool sense_changed;
    const avow_change *changes;
    size_t change_count;
    const avow_found *sources;
    size_t source_count;
} avow_finding;

/* Compares the quotation, valid UTF-8, with the witnesses. speaker: who is said to have said it, or NULL. Witnesses are best given with
 * the likeliest first: those beyond the cells of align.h are not looked at. The result is arena's; its changes point into quotation
 * and witnesses. AVOW_LIMIT for a quotation of more than AVOW_ALIGN_WORDS units, AVOW_NO_MEMORY. */
avow_status avow_verify(const char *quotation, size_t size, const char *speaker, const avow_witness *witnesses, size_t count,
                        avow_arena *arena, avow_finding *out, avow_error *error);

#endif
