/* tokens.h - a text's words as the record compares them: what a copy, a quotation or a wording has in common with another.
 *
 * A token is a run of letters, digits, and marks on them, with apostrophes inside ("can't", "o'clock"). It has a hash of its folded
 * form, in which case, accents, the shape of apostrophes and compatibility forms (NFKC) make no difference; punctuation and white
 * space are between tokens and are seen in the text itself. */
#ifndef AVOW_RECORD_TOKENS_H
#define AVOW_RECORD_TOKENS_H

#include "mem.h"

typedef struct avow_rtoken {
    avow_span span;             /* bytes of the text */
    uint64_t hash;              /* XXH3-64 of the folded form */
} avow_rtoken;

typedef struct avow_rtokens {
    const avow_rtoken *items;
    size_t count;
} avow_rtokens;

/* The place of the first token that begins at *at or behind it, and before end; *at becomes its end. False if there is none. */
bool avow_record_next_token(const char *text, size_t *at, size_t end, avow_span *token);

/* The tokens of span of valid UTF-8 text, in order, in arena. False if there is no memory. */
bool avow_record_tokens(const char *text, avow_span span, avow_arena *arena, avow_rtokens *out);

/* The folded form of one token (or of any short text) written to out, at most room bytes, whole characters. Returns its size. */
size_t avow_record_fold(const char *text, avow_span span, char *out, size_t room);

#endif
