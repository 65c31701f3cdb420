/* config.c - the network's dimensions, read from the section `config` and held against the limits of the format.
 *
 * The limits are there so that no file, however made, can lead the engine to overflow a sum, run past a buffer or ask for
 * absurd amounts of memory. */
#include "sections.h"

#include "status.h"

enum { FIELDS = 30, LARGEST_WINDOW = 1024 };   /* pieces, [CLS] and [SEP] included; AVOW_MAX_ROWS of the kernels */

static const struct limit {
    const char *name;
    uint32_t least, most, multiple;
} LIMITS[FIELDS] = {
    {"layers", 1, AVOW_MAX_LAYERS, 1},
    {"width", 64, 1024, 64},
    {"heads", 1, 32, 1},
    {"inner width", 64, 8192, 64},
    {"vocabulary", AVOW_SEP + 2, 1 << 20, 1},
    {"positions", 16, 4096, 1},
    {"shapes", AVOW_SHAPES, AVOW_SHAPES, 1},
    {"cue tags", AVOW_CUE_TAGS, AVOW_CUE_TAGS, 1},
    {"role tags", AVOW_ROLE_TAGS, AVOW_ROLE_TAGS, 1},
    {"role width", 16, 1024, 16},
    {"convolution width", 16, 1024, 16},
    {"distance buckets", 64, 64, 1},
    {"number of convolutions", 1, AVOW_MAX_CONVS, 1},
    {"dilation 0", 1, 64, 1}, {"dilation 1", 0, 64, 1}, {"dilation 2", 0, 64, 1}, {"dilation 3", 0, 64, 1},
    {"dilation 4", 0, 64, 1}, {"dilation 5", 0, 64, 1}, {"dilation 6", 0, 64, 1}, {"dilation 7", 0, 64, 1},
    {"smallest core", 1, LARGEST_WINDOW, 1},
    {"largest core", 1, LARGEST_WINDOW, 1},
    {"left context", 0, LARGEST_WINDOW, 1},
    {"right context", 0, LARGEST_WINDOW, 1},
    {"form width", 16, 1024, 16},
    {"link width", 16, 1024, 16},
    {"link's inner width", 16, 1024, 16},
    {"rows of act.wide", 256, 1 << 20, 256},
    {"mention layers", 1, AVOW_MAX_LAYERS, 1},
};

enum { DILATION = 13, CORE_MIN = 21, MENTION_LAYERS = 29 };

static avow_config from_fields(const uint32_t *x)
{
    avow_config c = {
        .layers = x[0], .width = x[1], .heads = x[2], .inner = x[3], .vocabulary = x[4], .positions = x[5], .shapes = x[6],
        .role_width = x[9], .conv_width = x[10], .buckets = x[11], .convs = x[12],
        .core_min = x[CORE_MIN], .core_max = x[CORE_MIN + 1], .left = x[CORE_MIN + 2], .right = x[CORE_MIN + 3],
        .form_width = x[CORE_MIN + 4], .link_width = x[CORE_MIN + 5], .link_inner = x[CORE_MIN + 6],
        .wide = x[CORE_MIN + 7], .mention_layers = x[CORE_MIN + 8],
    };
    for (int i = 0; i < AVOW_MAX_CONVS; i++) c.dilation[i] = x[DILATION + i];
    return c;
}

/* What is wrong between the numbers, each within its own limits; NULL if nothing is. *field is the one to blame. */
static const char *contradiction(const avow_config *c, uint32_t *field)
{
    *field = 2;
    if (c->width % c->heads != 0 || (c->width / c->heads != 32 && c->width / c->heads != 64))
        return "heads must be 32 or 64 wide";
    for (uint32_t i = 0; i < AVOW_MAX_CONVS; i++) {
        *field = DILATION + i;
        if ((c->dilation[i] != 0) != (i < c->convs)) return "there must be a dilation for each convolution and no more";
    }
    *field = MENTION_LAYERS;
    if (c->mention_layers > c->layers) return "mentions are read behind a layer that is not there";
    if (c->convs < AVOW_MENTION_CONVS) return "there are fewer convolutions than mentions want dilations of";
    *field = CORE_MIN;
    if (c->core_min > c->core_max) return "the smallest core is larger than the largest one";
    *field = CORE_MIN + 1;
    uint32_t window = c->core_max + c->left + c->right + 2;
    if (window > c->positions) return "windows have more pieces than there are positions";
    if (window > LARGEST_WINDOW) return "windows may have 1024 pieces at most";
    return NULL;
}

avow_status avow_config_read(const avow_sections *sections, avow_config *config)
{
    const avow_section *section;
    avow_status status = avow_sections_find(sections, "config", AVOW_U32, 1, FIELDS, &section);
    if (status != AVOW_OK) return status;
    const uint32_t *fields = (const uint32_t *)(const void *)(sections->data + section->at);
    for (uint32_t i = 0; i < FIELDS; i++) {
        const struct limit *l = &LIMITS[i];
        if (fields[i] < l->least || fields[i] > l->most || fields[i] % l->multiple != 0)
            return avow_fail(sections->error, AVOW_MODEL_DAMAGED, section->at + 4 * i,
                             "section config: %s is %u, but must be a multiple of %u from %u to %u", l->name,
                             (unsigned)fields[i], (unsigned)l->multiple, (unsigned)l->least, (unsigned)l->most);
    }
    *config = from_fields(fields);
    uint32_t field;
    const char *wrong = contradiction(config, &field);
    if (wrong) return avow_fail(sections->error, AVOW_MODEL_DAMAGED, section->at + 4 * field, "section config: %s", wrong);
    return AVOW_OK;
}
