/* wire.h - copies of a text: the agency report that many papers print, cut, re-headlined, in their own house style, with a paragraph of
 * their own, and the updates of one story.
 *
 * Two steps, both without a store. *Prints* are a few numbers out of a text; texts that share a passage share some of them, so an index
 * from print to article (copies.h) names the few articles that a new one may be a copy of. *Comparing* two texts word by word then
 * decides, and says which word of one is which of the other: by that the statements of two copies are paired.
 *
 * Prints are the least of the shingles' hashes, as MinHash takes them (Broder 1997, "On the resemblance and containment of documents"),
 * but of each stretch of the text instead of the whole of it: winnowing (Schleimer, Wilkerson and Aiken 2003). MinHash of whole texts
 * estimates resemblance, which is small where a brief of 80 words is cut from a report of 800; prints of stretches are there as long
 * as the stretch is. doc/record.md has both measured. */
#ifndef AVOW_RECORD_WIRE_H
#define AVOW_RECORD_WIRE_H

#include "tokens.h"

/* A text as it is compared. */
typedef struct avow_wire_text {
    const uint64_t *words;      /* hashes of its tokens */
    const uint8_t *quoted;      /* 1 for a token within quotation marks */
    const avow_rtoken *tokens;
    size_t count;
} avow_wire_text;

/* Reads valid UTF-8 text into arena. False if there is no memory. */
bool avow_wire_read(const char *text, size_t size, avow_arena *arena, avow_wire_text *out);

/* The prints of a text, sorted, none twice, in arena: about two for each AVOW_WIRE_STRETCH words, and more within quotation marks and in a
 * text of fewer than AVOW_WIRE_BRIEF words. Texts that share AVOW_WIRE_STRETCH + AVOW_WIRE_SHINGLE - 1 words in a row share one, and so do
 * texts that both quote AVOW_WIRE_QUOTATION words in a row. False if there is no memory. */
enum { AVOW_WIRE_SHINGLE = 5, AVOW_WIRE_STRETCH = 16, AVOW_WIRE_QUOTATION = 8, AVOW_WIRE_BRIEF = 64 };
bool avow_wire_prints(const avow_wire_text *text, avow_arena *arena, uint64_t **prints, size_t *count);

enum { AVOW_WIRE_NOWHERE = UINT32_MAX };

typedef struct avow_wire_match {
    uint32_t *to;               /* for each token of a the token of b that it is, or AVOW_WIRE_NOWHERE; no token of b twice */
    size_t shared;              /* tokens of a that are somewhere */
    bool copy;                  /* is one a copy of the other? The same whichever is a. */
} avow_wire_match;

/* Compares a with b, in time linear in their lengths. The match is in arena. False if there is no memory. */
bool avow_wire_compare(const avow_wire_text *a, const avow_wire_text *b, avow_arena *arena, avow_wire_match *match);

/* A statement as it stands in a text: bytes of it. */
typedef struct avow_wire_statement {
    avow_spans cue, content;
} avow_wire_statement;

/* Which statement of b is the same utterance as each of a's: an index, or AVOW_WIRE_NOWHERE; none twice. match is a's with b. In arena.
 * Texts that are no copies of each other have only utterances in common that both quote word for word; that the speakers are the same
 * is the caller's to see to. False if there is no memory. */
bool avow_wire_pair(const avow_wire_text *a, const avow_wire_statement *of_a, size_t count_a, const avow_wire_text *b,
                    const avow_wire_statement *of_b, size_t count_b, const avow_wire_match *match, avow_arena *arena, uint32_t **pair);

#endif
