/* pair_table.h - what training left for pairs of statements: words with their classes, antonyms, and the network.
 *
 * pair_weights.c, written by train/pairs.py, has the tables. */
#ifndef AVOW_RECORD_PAIR_TABLE_H
#define AVOW_RECORD_PAIR_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "pair.h"

/* Classes of words, as train/pairs.py numbers them. */
enum {
    AVOW_PAIR_STOP = 1, AVOW_PAIR_NEG = 2, AVOW_PAIR_OPPOSE = 4, AVOW_PAIR_STRONG = 8, AVOW_PAIR_FAVOUR = 16, AVOW_PAIR_NOUN = 32,
    AVOW_PAIR_TURN = 64, AVOW_PAIR_TITLE = 128, AVOW_PAIR_POLL = 256, AVOW_PAIR_PRONOUN = 512, AVOW_PAIR_FIRST = 1024
};

typedef struct avow_pair_entry {
    uint32_t hash;              /* the upper half of the stem's XXH3-64; ascending in the table */
    uint8_t idf;                /* in sixteenths */
    uint16_t classes;
} avow_pair_entry;

enum { AVOW_PAIR_HIDDEN = 96 };

extern const avow_pair_entry avow_pair_entries[];
extern const size_t avow_pair_entry_count;
extern const uint64_t avow_pair_antonyms[][2];          /* XXH3-64 of two stems; ascending; both ways round */
extern const size_t avow_pair_antonym_count;
extern const float avow_pair_idf_unknown;               /* of a stem that the table lacks */

/* Features are put through (x - mean) * scale; then 3 logits = out·tanh(x·in + in_bias) + past·x + out_bias. in has a row a feature, so
 * that the units of a row are summed up side by side. */
extern const float avow_pair_mean[AVOW_PAIR_FEATURES], avow_pair_scale[AVOW_PAIR_FEATURES];
extern const float avow_pair_in[AVOW_PAIR_FEATURES][AVOW_PAIR_HIDDEN], avow_pair_in_bias[AVOW_PAIR_HIDDEN];
extern const float avow_pair_out[3][AVOW_PAIR_HIDDEN], avow_pair_past[3][AVOW_PAIR_FEATURES], avow_pair_out_bias[3];
extern const float avow_pair_threshold[2];              /* of same and of deny */

#endif
