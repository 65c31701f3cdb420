/* heads.h - what the later stages ask of the window that avow_network_encode read last: mentions, acts, addressees, and the
 * vectors that the linker compares. Spans count the window's pieces. doc/model-format.md has the formulas. */
#ifndef AVOW_NN_HEADS_H
#define AVOW_NN_HEADS_H

#include "network.h"

enum { AVOW_LINK_BATCH = 48 };      /* rows that avow_network_link takes at most */

/* Tag scores of the window's count pieces, AVOW_EMIT_STRIDE apart; they last until the next call of any of these. */
const float *avow_network_mentions(avow_network *network, size_t count);

/* Whom the cue of pieces first .. end - 1, whose roles were asked last, is said to: scores of the pieces near it, AVOW_EMIT_STRIDE apart,
 * of being the first of the words that name them, one of these, and their last; they last likewise. The span with the largest
 * first[i] + one[i] + ... + one[j] + last[j] is the likeliest, and likelier than none if that is above 0. *near: the pieces that have
 * scores. */
const float *avow_network_addressee(avow_network *network, size_t count, avow_span cue, avow_spans source, avow_spans content,
                                    avow_span *near);

/* What a piece of the window is to a statement. */
enum avow_statement_role { AVOW_OF_CUE, AVOW_OF_SOURCE, AVOW_OF_CONTENT, AVOW_OF_NEITHER };

/* Reads the statement of which the window's count pieces are what `of` says: the next two speak of it, until conv is filled anew
 * (statement.c has all four). */
void avow_network_statement(avow_network *network, const uint8_t *of, size_t count);

/* Scores of acts (AVOW_ACTS of them), then of speaker types in the next row; they last until the next call of any of these. */
float *avow_network_form(avow_network *network);

/* Tag scores of cues within the statement's content, for each of the window's count pieces, AVOW_EMIT_STRIDE apart; they last likewise. */
const float *avow_network_inner(avow_network *network, size_t count);

/* Fills network->role, as avow_network_roles does, for the cue of the window's pieces first .. end - 1, which stand in the content of the
 * statement of which the pieces are what `of` says. */
void avow_network_inner_roles(avow_network *network, const uint8_t *of, size_t count, size_t first, size_t end);

/* Adds a row to count floats. */
void avow_add_row(float *to, const float *row, size_t count);

/* Applies GELU to count floats, a multiple of AVOW_LANES. */
void avow_apply_gelu(float *to, size_t count);

/* The linker's vectors, link_width floats to out: of a mention as a candidate; of a source and its cue as a query. */
void avow_network_candidate(avow_network *network, avow_spans mention, float *out);
void avow_network_query(avow_network *network, avow_spans source, avow_spans cue, float *out);

/* A score for each of count rows of link_width floats, AVOW_EMIT_STRIDE apart. */
const float *avow_network_link(avow_network *network, const float *hidden, size_t count);

#endif
