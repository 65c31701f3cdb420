/* model.h - the model file, opened and checked: doc/model-format.md says what is where. Immutable after opening. */
#ifndef AVOW_MODEL_MODEL_H
#define AVOW_MODEL_MODEL_H

#include "file.h"
#include "mem.h"
#include "text.h"

/* y = x W^T + b with W quantised symmetrically, one scale an output (row of W).
 * weights  [ceil(n/16)][k/4][16][4] int8, in -127..127: for each block of 16 outputs and each 4 inputs, 64 bytes with the 4
 *          inputs of output 0, of output 1, ... - one AVX-512 register, two AVX2 ones, four NEON ones
 * scale, bias, sum   ceil(n/16)*16 of each; sum is the sum of an output's weights; all 0 in outputs past n
 * k is a multiple of 16. */
typedef struct avow_linear {
    const int8_t *weights;
    const float *scale, *bias;
    const int32_t *sum;
    uint32_t n, k;
} avow_linear;

typedef struct avow_norm {      /* layer normalisation: width floats each */
    const float *gain, *bias;
} avow_norm;

typedef struct avow_layer {
    avow_linear qkv, out, up, down;      /* qkv: query, key and value stacked, 3 * width outputs */
    avow_norm norm1, norm2;
} avow_layer;

enum { AVOW_MAX_LAYERS = 48, AVOW_MAX_CONVS = 8, AVOW_CUE_TAGS = 3, AVOW_ROLE_TAGS = 5, AVOW_MENTION_TAGS = 11,
       AVOW_STATEMENT_ROLES = 3, AVOW_LOOKS = 4, AVOW_POOLED = 8,
       AVOW_ACTS = 12, AVOW_SPEAKER_TYPES = 7, AVOW_LINK_FEATURES = 146, AVOW_CALIBRATION = 11, AVOW_MENTION_CONVS = 2 };

typedef struct avow_config {
    uint32_t layers, width, heads, inner;          /* inner: width of the feed-forward part */
    uint32_t vocabulary, positions, shapes;
    uint32_t role_width, conv_width, buckets, convs;
    uint32_t dilation[AVOW_MAX_CONVS];
    uint32_t form_width, link_width, link_inner;
    uint32_t wide;                                 /* rows of act.wide */
    uint32_t mention_layers;                       /* mentions, and half of what statements are read by, come of the vectors behind so many */
    uint32_t core_min, core_max, left, right;      /* windows, in pieces: see src/nn/window.h; core_max + left + right + 2 <= positions */
} avow_config;

struct avow_model {
    avow_allocator allocator;
    avow_map map;                        /* data NULL when opened from memory */
    const char *data;
    size_t size;
    uint64_t checksum, parameters;
    avow_config config;
    uint32_t format;                     /* version */
    char *name, *metadata;               /* NUL-terminated copies */
    avow_vocabulary vocabulary;
    const int8_t *word;                  /* vocabulary x width, times word_scale of the row */
    const float *word_scale;
    const float *position;               /* positions x width */
    const float *shape;                  /* shapes x width */
    avow_norm norm;                      /* of the embeddings */
    avow_layer *layer;                   /* config.layers of them */
    avow_linear cue;                     /* width -> 3: O B I */
    const float *cue_trans;              /* 3 x 3, [from][to]; illegal steps are the engine's to know */
    avow_linear role_token, role_given;  /* width -> role_width; width -> 2 * role_width: added, then multiplied */
    const float *role_dist;              /* buckets x role_width */
    const float *role_flag;              /* role_width */
    avow_linear role_conv[AVOW_MAX_CONVS];   /* 3 * role_width (the first) or 3 * conv_width -> conv_width */
    avow_linear role_out;                /* conv_width -> 5: O B-source I-source B-content I-content */
    const float *role_trans;             /* 5 x 5 */
    avow_linear mention_token;           /* width -> conv_width */
    avow_linear mention_conv[AVOW_MENTION_CONVS];      /* 3 * conv_width -> conv_width, of the first dilations */
    avow_linear mention;                 /* conv_width -> 11: O, then B and I of person, organisation, place, nominal, pronoun */
    avow_linear mention_last;            /* width -> 11: of the last layer's vectors, added */
    const float *mention_trans;          /* 11 x 11 */
    avow_linear statement_token;         /* 2 * width -> conv_width: of a statement's pieces, lower and last vectors side by side */
    const float *statement_role;         /* AVOW_STATEMENT_ROLES x conv_width: on its cue, source, content */
    avow_linear statement_conv[AVOW_MAX_CONVS];     /* 3 * conv_width -> conv_width */
    avow_linear inner;                   /* conv_width -> 3: O B I of cues within its content */
    const float *look;                   /* AVOW_LOOKS x conv_width: where its act and its speaker's type show */
    avow_linear form;                    /* AVOW_POOLED * conv_width -> form_width: means of cue, source, content; the content's largest; looks */
    avow_linear act, speaker_type;       /* form_width -> AVOW_ACTS; AVOW_SPEAKER_TYPES, the last for nobody */
    avow_linear inner_token, inner_given;           /* of a statement within its content: as role_token and role_given, of 2 * width */
    const float *inner_dist, *inner_flag;           /* as role_dist and role_flag */
    const float *inner_within;           /* AVOW_STATEMENT_ROLES x role_width: on the pieces of the statement around it */
    avow_linear inner_conv[AVOW_MAX_CONVS], inner_role;     /* as role_conv and role_out */
    const float *inner_role_trans;       /* 5 x 5 */
    avow_linear addressee_low;           /* 3 * width -> form_width: of the vectors that mentions are read off */
    avow_linear addressee_seen;          /* conv_width -> form_width: of what role_out reads */
    const float *addressee_place;        /* buckets x form_width: by distance from the cue */
    const float *addressee_role;         /* 3 x form_width: on the pieces of cue, source, content */
    avow_linear addressee;               /* form_width -> 3: of its first piece, of each, of its last */
    const int8_t *act_wide;              /* wide x AVOW_ACTS, times wide_scale of the act: what words say of it (src/extract/act.c) */
    const float *act_wide_scale;         /* 2 x AVOW_ACTS: the scales, and what is added once */
    avow_linear link_source, link_cue, link_candidate;       /* width -> link_width */
    const float *link_fixed;             /* 2 x link_width: the source itself, nobody */
    const float *link_feature;           /* AVOW_LINK_FEATURES x link_width: src/extract/speaker.c says which row is what */
    avow_linear link_hidden, link_out;   /* link_width -> link_inner -> 1 */
    const float *calibration;            /* 2 x 11: how often statements, and speakers, were right whose probability was 0, 0.1, ... 1 */
};

#endif
