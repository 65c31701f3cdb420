/* units.h - a text's words as wordings are compared by: what is said alike is one unit, however it is written.
 *
 * Units are the tokens of tokens.h, but for what differs in writing and not in speech: "can't", "cannot" and "can not" are two units
 * each, as "we're" and "we are" are; "twelve" is "12", "1,000" is "1000", "per cent" and "%" are "percent", "&" is "and". A sign of
 * currency, and a minus before a number, is a unit of its own. What a unit is to a fact-checker (a negation, a condition, a word
 * that says little) and what stands around it (brackets, an ellipsis, quotation marks, a sentence's start) are its flags. */
#ifndef AVOW_RECORD_UNITS_H
#define AVOW_RECORD_UNITS_H

#include "tokens.h"

enum {
    AVOW_UNIT_LIGHT = 1,        /* one of the words that most texts share: "the", "of" */
    AVOW_UNIT_NEGATION = 2,     /* "not", "never", "without" */
    AVOW_UNIT_CONDITION = 4,    /* "if", "unless", "maybe": what a claim hangs on, or how sure it is */
    AVOW_UNIT_OPENER = 8,       /* a sentence means the same without it: "and", "well", "that" */
    AVOW_UNIT_CLAUSE = 16,      /* begins a clause: "but", "because", or what follows a semicolon, a colon or a dash */
    AVOW_UNIT_BRACKET = 32,     /* within square brackets: not the speaker's word */
    AVOW_UNIT_ELLIPSIS = 64,    /* an ellipsis stands before it */
    AVOW_UNIT_SENTENCE = 128,   /* the first of a sentence */
    AVOW_UNIT_QUOTED = 256,     /* within quotation marks */
    AVOW_UNIT_SAID = 512,       /* within the content of a statement (set by whoever knows it) */
    AVOW_UNIT_REST = 1024       /* has its span together with the unit before: "not" of "can't" */
};

typedef struct avow_unit {
    const char *text;           /* where span counts from */
    avow_span span;
    uint64_t hash;              /* of the word as it is compared */
    uint32_t flags;
} avow_unit;

typedef struct avow_units {
    avow_unit *items;
    size_t count;
} avow_units;

/* The units of span of valid UTF-8 text, in order, in arena. The span is taken for whole lines: quotation marks and sentences count
 * from its start. False if there is no memory. */
bool avow_record_units(const char *text, avow_span span, avow_arena *arena, avow_units *out);

/* Is there an ellipsis ("…", "...", ". . .") in text's span, which holds no word? */
bool avow_has_ellipsis(const char *text, avow_span span);

/* Is a unit of a quotation the text's word? A word that square brackets mark as another's is not, unless the text has it so. */
static inline bool avow_is_kept(const avow_unit *q, const avow_unit *t)
{
    return q->hash == t->hash && (!(q->flags & AVOW_UNIT_BRACKET) || (t->flags & AVOW_UNIT_BRACKET));
}

/* Is it somebody's word, and not only the reporter's? */
static inline bool avow_is_said(const avow_unit *t) { return (t->flags & (AVOW_UNIT_SAID | AVOW_UNIT_QUOTED)) != 0; }

/* What a unit weighs in a comparison: a tenth of a word that tells much. */
static inline uint32_t avow_unit_weight(const avow_unit *u) { return u->flags & AVOW_UNIT_LIGHT ? 4 : 10; }

#endif
