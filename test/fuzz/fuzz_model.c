/* fuzz_model.c - opens any bytes as a model file and reads what the model then points to.
 *
 * An input that begins with the format's magic is a file as it stands. Any other is a list of changes to
 * test/data/tiny.model, which reach what lies deep in a file with few bytes: three bytes that say how much of the file
 * stays, then for each change three for the place, one for the length, and the new bytes. Size and checksum are put right. */
#include "fuzz.h"
#include "hash.h"
#include "model.h"

enum { HEADER = 64, ROOM = 1 << 19 };

static size_t load_tiny(char *to)
{
    const char *folder = getenv("AVOW_TEST_DIR");
    char path[512];
    snprintf(path, sizeof path, "%s/data/tiny.model", folder ? folder : "test");
    FILE *file = fopen(path, "rb");
    if (!file) abort();
    size_t size = fread(to, 1, ROOM, file);
    fclose(file);
    if (size == ROOM) abort();                          /* there is more of it */
    return size;
}

static size_t take(const uint8_t **data, const uint8_t *end, int bytes)
{
    size_t value = 0;
    for (int i = 0; i < bytes && *data < end; i++) value |= (size_t)*(*data)++ << 8 * i;
    return value;
}

/* The size of the file that the changes make of the tiny one in file. */
static size_t change(char *file, size_t size, const uint8_t *data, const uint8_t *end)
{
    size_t stays = take(&data, end, 3);
    if (stays >= HEADER && stays < size) size = stays;
    while (data < end) {
        size_t at = take(&data, end, 3) % size, length = take(&data, end, 1) % 64;
        if (length > (size_t)(end - data)) length = (size_t)(end - data);
        if (length > size - at) length = size - at;
        memcpy(file + at, data, length);
        data += length;
    }
    return size;
}

/* Reads the first and the last byte of what has `bytes` bytes. */
static void touch(const void *memory, size_t bytes)
{
    volatile char sink = ((const char *)memory)[0];
    sink = ((const char *)memory)[bytes - 1];
    (void)sink;
}

static void touch_linear(const avow_linear *l)
{
    size_t outputs = (l->n + 15) / 16 * 16;
    touch(l->weights, outputs * l->k);
    touch(l->scale, outputs * sizeof *l->scale);
    touch(l->bias, outputs * sizeof *l->bias);
    touch(l->sum, outputs * sizeof *l->sum);
}

static void touch_model(const avow_model *m)
{
    const avow_config *c = &m->config;
    size_t row = c->width * sizeof(float);
    touch(m->word, (size_t)c->vocabulary * c->width);
    touch(m->word_scale, c->vocabulary * sizeof(float));
    touch(m->position, c->positions * row);
    touch(m->shape, c->shapes * row);
    touch(m->norm.bias, row);
    for (uint32_t i = 0; i < c->layers; i++) {
        const avow_layer *l = &m->layer[i];
        touch_linear(&l->qkv), touch_linear(&l->out), touch_linear(&l->up), touch_linear(&l->down);
        touch(l->norm1.gain, row), touch(l->norm1.bias, row), touch(l->norm2.gain, row), touch(l->norm2.bias, row);
    }
    touch_linear(&m->cue), touch_linear(&m->role_token), touch_linear(&m->role_given), touch_linear(&m->role_out);
    for (uint32_t i = 0; i < c->convs; i++) touch_linear(&m->role_conv[i]);
    for (uint32_t i = 0; i < c->convs; i++) touch_linear(&m->inner_conv[i]), touch_linear(&m->statement_conv[i]);
    touch_linear(&m->inner_token), touch_linear(&m->inner_given), touch_linear(&m->inner_role), touch(m->inner_role_trans, 25 * sizeof(float));
    touch_linear(&m->mention_token), touch_linear(&m->mention_conv[0]), touch_linear(&m->mention_conv[1]), touch_linear(&m->mention_last);
    touch_linear(&m->addressee_low), touch_linear(&m->addressee_seen), touch_linear(&m->addressee);
    touch(m->addressee_place, (size_t)c->buckets * c->form_width * sizeof(float)), touch(m->addressee_role, 3 * c->form_width * sizeof(float));
    touch_linear(&m->mention), touch_linear(&m->statement_token), touch_linear(&m->inner), touch_linear(&m->form), touch_linear(&m->act);
    touch(m->statement_role, 3 * c->conv_width * sizeof(float)), touch(m->look, AVOW_LOOKS * c->conv_width * sizeof(float));
    touch(m->inner_dist, (size_t)c->buckets * c->role_width * sizeof(float)), touch(m->inner_within, 3 * c->role_width * sizeof(float)), touch(m->inner_flag, c->role_width * sizeof(float));
    touch_linear(&m->speaker_type), touch_linear(&m->link_source), touch_linear(&m->link_cue), touch_linear(&m->link_candidate);
    touch_linear(&m->link_hidden), touch_linear(&m->link_out);
    touch(m->mention_trans, AVOW_MENTION_TAGS * AVOW_MENTION_TAGS * sizeof(float));
    touch(m->link_fixed, 2 * c->link_width * sizeof(float));
    touch(m->link_feature, (size_t)AVOW_LINK_FEATURES * c->link_width * sizeof(float));
    touch(m->calibration, 2 * AVOW_CALIBRATION * sizeof(float));
    touch(m->cue_trans, 9 * sizeof(float));
    touch(m->role_trans, 25 * sizeof(float));
    touch(m->role_flag, c->role_width * sizeof(float));
    touch(m->role_dist, (size_t)c->buckets * c->role_width * sizeof(float));
    avow_model_info info = avow_model_describe(m);
    touch(info.name, strlen(info.name) + 1);
    touch(info.metadata, strlen(info.metadata) + 1);
}

static void put64(char *at, uint64_t value)
{
    for (int i = 0; i < 8; i++) at[i] = (char)(value >> 8 * i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char tiny[ROOM], changed[ROOM];
    static size_t tiny_size;
    if (tiny_size == 0) tiny_size = load_tiny(tiny);
    const void *from = data;
    if (size < 8 || memcmp(data, "AVOWMDL", 8) != 0) {
        from = memcpy(changed, tiny, tiny_size);
        size = change(changed, tiny_size, data, data + size);
    }
    void *file;                         /* a block of its own, so that sanitizers see where it ends */
    if (posix_memalign(&file, 64, size) != 0) return 0;
    memcpy(file, from, size);
    if (size >= HEADER) {
        put64((char *)file + 16, size);
        put64((char *)file + 24, avow_xxh3_two(file, 24, (char *)file + 32, size - 32));
    }
    avow_model *model;
    avow_error error;
    if (avow_model_open_memory(file, size, NULL, &model, &error) == AVOW_OK) touch_model(model);
    else if (strlen(error.detail) < 10) abort();
    avow_model_close(model);
    free(file);
    return 0;
}
