/* viterbi.h - the best BIO tagging of a sequence, and how sure it is (Viterbi 1967; linear-chain CRF, Lafferty et al. 2001). */
#ifndef AVOW_NN_VITERBI_H
#define AVOW_NN_VITERBI_H

#include <stddef.h>
#include <stdint.h>

enum { AVOW_MAX_TAGS = 11, AVOW_EMIT_STRIDE = 16 };

/* Tag 0 is O; odd tags begin a span, the even tag after each goes on with it and may follow only these two.
 * emit[count][AVOW_EMIT_STRIDE], trans[tags][tags] from row to column; back: count * tags bytes of scratch; out: count tags.
 * Ties go to the lower tag. count > 0. */
void avow_viterbi(const float *emit, size_t count, size_t tags, const float *trans, uint8_t *back, uint8_t *out);

/* The probability of the tagging `out` among all. */
float avow_path_probability(const float *emit, size_t count, size_t tags, const float *trans, const uint8_t *out);

/* The probability of tag at one place, other places aside. */
float avow_tag_probability(const float *emit, size_t tags, uint8_t tag);

#endif
