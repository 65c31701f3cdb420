/* tensors.c - which section is which field of the model: one table says it for all tensors.
 *
 * A row of the table names a section, how its numbers are stored, its shape in terms of the configuration, and the field
 * that points to it. Tables that repeat (a layer's, a convolution's) are bound once for each with the number in the name. */
#include "sections.h"

#include <stdio.h>
#include <string.h>

#include "status.h"

typedef enum dimension {
    ONE, WIDTH, WIDTH_2, WIDTH_3, INNER, VOCABULARY, POSITIONS, SHAPES, CUE_TAGS, ROLE_TAGS, ROLE, ROLE_2, ROLE_3, CONV, CONV_3, BUCKETS,
    MENTION_TAGS, THREE, FORM, ACTS, SPEAKER_TYPES, LINK, LINK_INNER, FEATURES, TWO, CALIBRATION, WIDE, LOOKS, POOLED,
    DIMENSIONS
} dimension;

typedef enum kind {
    BYTES,                              /* int8 */
    FLOATS,
    SCALES,                             /* floats that belong to a tensor and count as no parameters of their own */
    NORM,                               /* columns wide */
    LINEAR                              /* of `columns` inputs and `rows` outputs */
} kind;

typedef struct tensor {
    const char *name;
    kind kind;
    dimension rows, columns;
    size_t field;
} tensor;

static const tensor MODEL[] = {
    {"word", BYTES, VOCABULARY, WIDTH, offsetof(avow_model, word)},
    {"word.scale", SCALES, ONE, VOCABULARY, offsetof(avow_model, word_scale)},
    {"position", FLOATS, POSITIONS, WIDTH, offsetof(avow_model, position)},
    {"shape", FLOATS, SHAPES, WIDTH, offsetof(avow_model, shape)},
    {"norm", NORM, ONE, WIDTH, offsetof(avow_model, norm)},
    {"cue", LINEAR, CUE_TAGS, WIDTH, offsetof(avow_model, cue)},
    {"cue.trans", FLOATS, CUE_TAGS, CUE_TAGS, offsetof(avow_model, cue_trans)},
    {"role.token", LINEAR, ROLE, WIDTH, offsetof(avow_model, role_token)},
    {"role.given", LINEAR, ROLE_2, WIDTH, offsetof(avow_model, role_given)},
    {"role.dist", FLOATS, BUCKETS, ROLE, offsetof(avow_model, role_dist)},
    {"role.flag", FLOATS, ONE, ROLE, offsetof(avow_model, role_flag)},
    {"role.conv.0", LINEAR, CONV, ROLE_3, offsetof(avow_model, role_conv)},
    {"role.out", LINEAR, ROLE_TAGS, CONV, offsetof(avow_model, role_out)},
    {"role.trans", FLOATS, ROLE_TAGS, ROLE_TAGS, offsetof(avow_model, role_trans)},
    {"mention.token", LINEAR, CONV, WIDTH, offsetof(avow_model, mention_token)},
    {"mention.conv.0", LINEAR, CONV, CONV_3, offsetof(avow_model, mention_conv[0])},
    {"mention.conv.1", LINEAR, CONV, CONV_3, offsetof(avow_model, mention_conv[1])},
    {"mention", LINEAR, MENTION_TAGS, CONV, offsetof(avow_model, mention)},
    {"mention.last", LINEAR, MENTION_TAGS, WIDTH, offsetof(avow_model, mention_last)},
    {"mention.trans", FLOATS, MENTION_TAGS, MENTION_TAGS, offsetof(avow_model, mention_trans)},
    {"statement.token", LINEAR, CONV, WIDTH_2, offsetof(avow_model, statement_token)},
    {"statement.role", FLOATS, THREE, CONV, offsetof(avow_model, statement_role)},
    {"inner", LINEAR, CUE_TAGS, CONV, offsetof(avow_model, inner)},
    {"look", FLOATS, LOOKS, CONV, offsetof(avow_model, look)},
    {"form", LINEAR, FORM, POOLED, offsetof(avow_model, form)},
    {"act", LINEAR, ACTS, FORM, offsetof(avow_model, act)},
    {"speaker.type", LINEAR, SPEAKER_TYPES, FORM, offsetof(avow_model, speaker_type)},
    {"act.wide", BYTES, WIDE, ACTS, offsetof(avow_model, act_wide)},
    {"act.wide.scale", FLOATS, TWO, ACTS, offsetof(avow_model, act_wide_scale)},
    {"inner.token", LINEAR, ROLE, WIDTH_2, offsetof(avow_model, inner_token)},
    {"inner.given", LINEAR, ROLE_2, WIDTH_2, offsetof(avow_model, inner_given)},
    {"inner.dist", FLOATS, BUCKETS, ROLE, offsetof(avow_model, inner_dist)},
    {"inner.flag", FLOATS, ONE, ROLE, offsetof(avow_model, inner_flag)},
    {"inner.within", FLOATS, THREE, ROLE, offsetof(avow_model, inner_within)},
    {"inner.conv.0", LINEAR, CONV, ROLE_3, offsetof(avow_model, inner_conv)},
    {"inner.role", LINEAR, ROLE_TAGS, CONV, offsetof(avow_model, inner_role)},
    {"inner.role.trans", FLOATS, ROLE_TAGS, ROLE_TAGS, offsetof(avow_model, inner_role_trans)},
    {"addressee.low", LINEAR, FORM, WIDTH_3, offsetof(avow_model, addressee_low)},
    {"addressee.seen", LINEAR, FORM, CONV, offsetof(avow_model, addressee_seen)},
    {"addressee.place", FLOATS, BUCKETS, FORM, offsetof(avow_model, addressee_place)},
    {"addressee.role", FLOATS, THREE, FORM, offsetof(avow_model, addressee_role)},
    {"addressee", LINEAR, THREE, FORM, offsetof(avow_model, addressee)},
    {"link.source", LINEAR, LINK, WIDTH, offsetof(avow_model, link_source)},
    {"link.cue", LINEAR, LINK, WIDTH, offsetof(avow_model, link_cue)},
    {"link.candidate", LINEAR, LINK, WIDTH, offsetof(avow_model, link_candidate)},
    {"link.fixed", FLOATS, TWO, LINK, offsetof(avow_model, link_fixed)},
    {"link.feature", FLOATS, FEATURES, LINK, offsetof(avow_model, link_feature)},
    {"link.hidden", LINEAR, LINK_INNER, LINK, offsetof(avow_model, link_hidden)},
    {"link.out", LINEAR, ONE, LINK_INNER, offsetof(avow_model, link_out)},
    {"calibration", SCALES, TWO, CALIBRATION, offsetof(avow_model, calibration)},
};

static const tensor LAYER[] = {
    {"layer.%u.qkv", LINEAR, WIDTH_3, WIDTH, offsetof(avow_layer, qkv)},
    {"layer.%u.out", LINEAR, WIDTH, WIDTH, offsetof(avow_layer, out)},
    {"layer.%u.norm1", NORM, ONE, WIDTH, offsetof(avow_layer, norm1)},
    {"layer.%u.up", LINEAR, INNER, WIDTH, offsetof(avow_layer, up)},
    {"layer.%u.down", LINEAR, WIDTH, INNER, offsetof(avow_layer, down)},
    {"layer.%u.norm2", NORM, ONE, WIDTH, offsetof(avow_layer, norm2)},
};

/* Convolutions, each since which of them it is like this. */
static const struct {
    uint32_t first;
    tensor tensor;
} CONVS[] = {
    {1, {"role.conv.%u", LINEAR, CONV, CONV_3, offsetof(avow_model, role_conv)}},
    {1, {"inner.conv.%u", LINEAR, CONV, CONV_3, offsetof(avow_model, inner_conv)}},
    {0, {"statement.conv.%u", LINEAR, CONV, CONV_3, offsetof(avow_model, statement_conv)}},
};

typedef struct binder {
    const avow_sections *sections;
    uint32_t size[DIMENSIONS];
    uint64_t parameters;
    avow_status status;                 /* after the first failure nothing more is bound */
} binder;

/* The data of section base + suffix, and the section itself. NULL on failure. */
static const void *find(binder *b, const char *base, const char *suffix, avow_section_type type, uint32_t rows, uint32_t columns,
                        const avow_section **section)
{
    char name[64];
    snprintf(name, sizeof name, "%s%s", base, suffix);
    if (b->status == AVOW_OK) b->status = avow_sections_find(b->sections, name, type, rows, columns, section);
    if (b->status == AVOW_OK && type == AVOW_FLOAT) b->status = avow_floats_check(b->sections, *section);
    return b->status == AVOW_OK ? b->sections->data + (*section)->at : NULL;
}

static const float *find_floats(binder *b, const char *base, const char *suffix, uint32_t rows, uint32_t columns)
{
    const avow_section *section;
    return find(b, base, suffix, AVOW_FLOAT, rows, columns, &section);
}

static void bind_linear(binder *b, const char *name, uint32_t n, uint32_t k, avow_linear *linear)
{
    const avow_section *weights, *sum;
    uint32_t blocks = (n + 15) / 16;
    linear->n = n;
    linear->k = k;
    linear->weights = find(b, name, ".weights", AVOW_INT8, blocks, 16 * k, &weights);
    linear->scale = find_floats(b, name, ".scale", 1, 16 * blocks);
    linear->bias = find_floats(b, name, ".bias", 1, 16 * blocks);
    linear->sum = find(b, name, ".sum", AVOW_INT32, 1, 16 * blocks, &sum);
    if (b->status == AVOW_OK) b->status = avow_linear_check(b->sections, weights, linear);
    b->parameters += (uint64_t)n * k + n;
}

/* Binds the tensor whose name, with %u for the number, stands in t, to its field of the structure at base. */
static void bind_tensor(binder *b, const tensor *t, uint32_t number, void *base)
{
    char name[32];
    const char *hole = strstr(t->name, "%u");
    if (hole) snprintf(name, sizeof name, "%.*s%u%s", (int)(hole - t->name), t->name, (unsigned)number, hole + 2);
    else snprintf(name, sizeof name, "%s", t->name);

    void *field = (char *)base + t->field;
    uint32_t rows = b->size[t->rows], columns = b->size[t->columns];
    const avow_section *section;
    switch (t->kind) {
    case BYTES:
        *(const int8_t **)field = find(b, name, "", AVOW_INT8, rows, columns, &section);
        b->parameters += (uint64_t)rows * columns;
        break;
    case FLOATS:
        b->parameters += (uint64_t)rows * columns;
        /* fall through */
    case SCALES:
        *(const float **)field = find_floats(b, name, "", rows, columns);
        break;
    case NORM:
        ((avow_norm *)field)->gain = find_floats(b, name, ".gain", 1, columns);
        ((avow_norm *)field)->bias = find_floats(b, name, ".bias", 1, columns);
        b->parameters += 2 * (uint64_t)columns;
        break;
    case LINEAR:
        bind_linear(b, name, rows, columns, field);
        break;
    }
}

avow_status avow_tensors_bind(const avow_sections *sections, avow_model *model)
{
    const avow_config *c = &model->config;
    binder b = {
        .sections = sections,
        .size = {
            [ONE] = 1, [WIDTH] = c->width, [WIDTH_2] = 2 * c->width, [WIDTH_3] = 3 * c->width, [INNER] = c->inner,
            [VOCABULARY] = c->vocabulary, [POSITIONS] = c->positions, [SHAPES] = c->shapes, [CUE_TAGS] = AVOW_CUE_TAGS, [ROLE_TAGS] = AVOW_ROLE_TAGS,
            [ROLE] = c->role_width, [ROLE_2] = 2 * c->role_width, [ROLE_3] = 3 * c->role_width, [CONV] = c->conv_width,
            [CONV_3] = 3 * c->conv_width, [BUCKETS] = c->buckets,
            [MENTION_TAGS] = AVOW_MENTION_TAGS, [THREE] = 3, [FORM] = c->form_width, [ACTS] = AVOW_ACTS,
            [SPEAKER_TYPES] = AVOW_SPEAKER_TYPES, [LINK] = c->link_width, [LINK_INNER] = c->link_inner,
            [FEATURES] = AVOW_LINK_FEATURES, [TWO] = 2, [CALIBRATION] = AVOW_CALIBRATION, [WIDE] = c->wide,
            [LOOKS] = AVOW_LOOKS, [POOLED] = AVOW_POOLED * c->conv_width,
        },
    };
    for (size_t i = 0; i < sizeof MODEL / sizeof *MODEL; i++) bind_tensor(&b, &MODEL[i], 0, model);
    for (uint32_t layer = 0; layer < c->layers; layer++)
        for (size_t i = 0; i < sizeof LAYER / sizeof *LAYER; i++) bind_tensor(&b, &LAYER[i], layer, &model->layer[layer]);
    for (size_t i = 0; i < sizeof CONVS / sizeof *CONVS; i++)
        for (uint32_t conv = CONVS[i].first; conv < c->convs; conv++)
            bind_tensor(&b, &CONVS[i].tensor, conv, (char *)model + conv * sizeof(avow_linear));
    model->format = sections->version;
    model->parameters = b.parameters;
    return b.status;
}
