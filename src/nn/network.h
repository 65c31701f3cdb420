/* network.h - the network run over one window: encoder, cue tagger, and the source-and-content tagger asked once a cue.
 *
 * BERT (Devlin et al. 2019), post-norm, with a shape embedding; doc/model-format.md has the formulas. */
#ifndef AVOW_NN_NETWORK_H
#define AVOW_NN_NETWORK_H

#include "kernel.h"
#include "status.h"

typedef struct avow_network {
    const avow_model *model;
    const avow_kernel *kernel;
    size_t rows;                    /* most rows of a window, [CLS] and [SEP] included */
    float *x;                       /* rows x width: after avow_network_encode, the vectors of [CLS], the pieces, [SEP] */
    float *cue;                     /* rows x 16: tag scores, same rows */
    float *role;                    /* rows x 16: after avow_network_roles, tag scores of the pieces, from row 0 on */
    float *low;                     /* rows x width: x as it was behind the lower layers, those that mentions are read off */
    float *mention;                 /* rows x 16: tag scores of the pieces, from row 0 on, by these */
    float *addressee;               /* rows x form_width: what the addressee's head makes of the pieces, whatever the cue */
    float *both;                    /* rows x 2 width: of the statement read last (statement.c) its pieces' low and x, side by side */
    size_t *piece, both_rows;       /* which pieces of the window these are, both_rows of them */
    uint8_t *statement_role;        /* what they are there: an avow_statement_role */
    float *wide, *token, *z, *conv, *given, *dist, *inner_dist, *pooled;
    uint8_t *bucket;                /* of distances 0 .. rows - 1 */
    uint8_t *place;
    void *scratch;
} avow_network;

/* All memory is the arena's. kernel as found by avow_kernel_find. */
avow_status avow_network_init(avow_network *network, const avow_model *model, const avow_kernel *kernel, avow_arena *arena,
                              avow_error *error);

/* Fills x and cue (and role's part that all cues share) for count > 0 pieces, count + 2 <= rows. */
void avow_network_encode(avow_network *network, const uint32_t *ids, const uint8_t *shapes, size_t count);

/* Rows t - d, t, t + d of x side by side to out, rows of 3 * width; zeros past the ends. */
void avow_stack_three(const float *x, size_t rows, size_t width, size_t d, float *out);

/* Adds to conv, count rows of conv_width, what the convolution makes of it. */
void avow_network_convolve(avow_network *network, const avow_linear *conv, size_t dilation, size_t count);

/* The bucket of the distance of row t from a cue whose first row is `first`. */
uint8_t avow_network_bucket(const avow_network *network, size_t t, size_t first);

/* Reads count rows of z, role_width wide, by the convolutions, through conv, to tag scores. */
void avow_network_read_roles(avow_network *network, const avow_linear *conv, const avow_linear *out, size_t count, float *scores);

/* Fills role for the cue of pieces first .. end - 1 of the window encoded last, and conv with what it was made of. */
void avow_network_roles(avow_network *network, size_t count, size_t first, size_t end);

#endif
