/* test_model.c - opening model files: the sound one, and all the ways in which a file can be wrong.
 *
 * test/data/tiny.model (train/tiny.py) is changed in one place at a time. Where the change is to reach the checks behind the
 * checksum, the file is sealed again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "hash.h"
#include "model.h"

enum { HEADER = 64, RECORD = 64 };

static char tiny_path[512];
static char *tiny;              /* the sound file */
static size_t tiny_size;
static char *work;              /* room for a changed copy and a section more */

/* ---- helpers ------------------------------------------------------------------------------------------------------ */

static int load(void **state)
{
    (void)state;
    const char *folder = getenv("AVOW_TEST_DIR");
    snprintf(tiny_path, sizeof tiny_path, "%s/data/tiny.model", folder ? folder : "test");
    FILE *file = fopen(tiny_path, "rb");
    if (!file) return -1;
    fseek(file, 0, SEEK_END);
    tiny_size = (size_t)ftell(file);
    rewind(file);
    size_t room = (tiny_size + 1024) / 64 * 64;
    tiny = aligned_alloc(64, room);
    work = aligned_alloc(64, room);
    if (!tiny || !work || fread(tiny, 1, tiny_size, file) != tiny_size) return -1;
    return fclose(file);
}

static int unload(void **state)
{
    (void)state;
    free(tiny);
    free(work);
    return 0;
}

static void put(char *at, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) at[i] = (char)(value >> 8 * i);
}

static uint64_t get(const char *at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++) value |= (uint64_t)(unsigned char)at[i] << 8 * i;
    return value;
}

static void seal(char *file, size_t size)
{
    put(file + 16, size, 8);
    put(file + 24, avow_xxh3_two(file, 24, file + 32, size - 32), 8);
}

/* Where the section's record stands in the tiny file. */
static size_t record_of(const char *name)
{
    for (size_t at = HEADER; at < HEADER + RECORD * get(tiny + 12, 4); at += RECORD)
        if (strcmp(tiny + at, name) == 0) return at;
    fail_msg("the tiny model has no section %s", name);
    return 0;
}

static avow_status open_bytes(const char *file, size_t size, avow_error *error)
{
    avow_model *model;
    *error = (avow_error){0};
    avow_status status = avow_model_open_memory(file, size, NULL, &model, error);
    if (status != AVOW_OK) {
        assert_null(model);
        assert_int_equal(error->code, status);
        assert_true(strlen(error->detail) > 10);
    }
    avow_model_close(model);
    return status;
}

/* ---- sound files -------------------------------------------------------------------------------------------------- */

static void check_tiny(const avow_model *model)
{
    avow_model_info info = avow_model_describe(model);
    assert_string_equal(info.name, "avow-tiny-1");
    assert_non_null(strstr(info.metadata, "licence: CC0-1.0\n"));
    assert_int_equal(info.file_size, tiny_size);
    assert_int_equal(info.checksum, get(tiny + 24, 8));
    assert_int_equal(info.parameters, 179913);          /* as train/export.py would count them */
    assert_int_equal(info.format, 7);
    assert_int_equal(info.layers, 2);
    assert_int_equal(info.width, 64);
    assert_int_equal(info.heads, 2);
    assert_int_equal(info.vocabulary, 293);

    const avow_config *c = &model->config;
    assert_int_equal(c->inner, 128);
    assert_int_equal(c->convs, 2);
    assert_int_equal(c->dilation[1], 3);
    assert_int_equal(c->dilation[2], 0);
    assert_int_equal(c->core_min, 12);
    assert_int_equal(c->right, 4);
    assert_memory_equal(model->vocabulary.bytes + model->vocabulary.offsets[AVOW_CLS], "[CLS]\n", 6);

    const avow_linear *down = &model->layer[1].down;
    assert_ptr_equal(down->weights, model->data + get(tiny + record_of("layer.1.down.weights") + 48, 8));
    assert_ptr_equal(down->bias, model->data + get(tiny + record_of("layer.1.down.bias") + 48, 8));
    assert_int_equal(down->k, 128);
    assert_int_equal(down->n, 64);
    assert_int_equal(model->cue.n, 3);
    assert_int_equal(model->role_conv[0].k, 96);
    assert_int_equal(model->role_conv[1].n, 32);
    assert_ptr_equal(model->role_flag, model->data + get(tiny + record_of("role.flag") + 48, 8));
    assert_ptr_equal(model->norm.gain, model->data + get(tiny + record_of("norm.gain") + 48, 8));
}

static void opens_from_a_path(void **state)
{
    (void)state;
    avow_model *model;
    assert_int_equal(avow_model_open(tiny_path, NULL, &model, NULL), AVOW_OK);
    check_tiny(model);
    avow_model_close(model);
    avow_model_close(NULL);
}

static void opens_from_memory(void **state)
{
    (void)state;
    avow_model *model;
    assert_int_equal(avow_model_open_memory(tiny, tiny_size, NULL, &model, NULL), AVOW_OK);
    assert_ptr_equal(model->data, tiny);
    check_tiny(model);
    avow_model_close(model);
}

/* Puts a section of 64 bytes behind all others of a copy in work, and returns the copy's size. */
static size_t with_a_section_more(const char *name)
{
    size_t count = get(tiny + 12, 4), body = HEADER + RECORD * count, size = tiny_size + 2 * 64;
    memset(work, 0, size);
    memcpy(work, tiny, body);
    memcpy(work + body + RECORD, tiny + body, tiny_size - body);
    put(work + 12, count + 1, 4);
    for (size_t at = HEADER; at < body; at += RECORD) put(work + at + 48, get(tiny + at + 48, 8) + RECORD, 8);
    strcpy(work + body, name);
    put(work + body + 36, 1, 4);
    put(work + body + 40, 64, 4);
    put(work + body + 48, tiny_size + RECORD, 8);
    put(work + body + 56, 64, 8);
    seal(work, size);
    return size;
}

static void ignores_unknown_sections(void **state)
{
    (void)state;
    avow_error error;
    assert_int_equal(open_bytes(work, with_a_section_more("later.stage"), &error), AVOW_OK);
    assert_int_equal(open_bytes(work, with_a_section_more("role.trans"), &error), AVOW_MODEL_DAMAGED);
    assert_string_equal(error.detail, "there are two sections role.trans");
}

/* ---- wrong arguments and foreign files ---------------------------------------------------------------------------- */

static void refuses_bad_arguments(void **state)
{
    (void)state;
    avow_model *model;
    avow_error error;
    assert_int_equal(avow_model_open(NULL, NULL, &model, &error), AVOW_BAD_ARGUMENT);
    assert_null(model);
    assert_int_equal(avow_model_open(tiny_path, NULL, NULL, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_model_open_memory(NULL, 0, NULL, &model, NULL), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_model_open_memory(tiny + 4, tiny_size - 4, NULL, &model, &error), AVOW_BAD_ARGUMENT);
    assert_null(avow_model_describe(NULL).name);
}

static void refuses_what_is_no_file(void **state)
{
    (void)state;
    avow_model *model;
    avow_error error;
    assert_int_equal(avow_model_open("/nowhere/x.model", NULL, &model, &error), AVOW_MODEL_NOT_FOUND);
    assert_null(model);
    assert_int_equal(avow_model_open("/", NULL, &model, &error), AVOW_READ_FAILED);
    assert_int_equal(avow_model_open("/dev/null", NULL, &model, &error), AVOW_READ_FAILED);
}

static void refuses_foreign_files(void **state)
{
    (void)state;
    avow_model *model;
    avow_error error;
    char path[] = "/tmp/avow-test-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(avow_model_open(path, NULL, &model, &error), AVOW_MODEL_FOREIGN);      /* empty */
    assert_int_equal(write(descriptor, "{\"text\": \"news\"}", 16), 16);
    close(descriptor);
    assert_int_equal(avow_model_open(path, NULL, &model, &error), AVOW_MODEL_FOREIGN);
    assert_string_equal(error.detail, "this is not an avow model: it does not begin with AVOWMDL");
    unlink(path);

    memcpy(work, tiny, tiny_size);
    put(work + 8, 6, 4);
    seal(work, tiny_size);
    assert_int_equal(open_bytes(work, tiny_size, &error), AVOW_MODEL_FOREIGN);
    assert_string_equal(error.detail, "the model has format version 6, this library reads version 7");
    assert_int_equal(error.offset, 8);
}

/* ---- accidents: the checksum ---------------------------------------------------------------------------------------- */

static void refuses_every_flipped_bit(void **state)
{
    (void)state;
    avow_error error;
    memcpy(work, tiny, tiny_size);
    for (size_t i = 0; i < tiny_size; i++)
        for (int bit = 0; bit < 8; bit++) {
            if (i >= HEADER && bit != (int)(i % 8)) continue;       /* all bits of the header, one of other bytes */
            work[i] = (char)(work[i] ^ 1 << bit);
            avow_status status = open_bytes(work, tiny_size, &error);
            uint64_t version = get(work + 8, 4);
            assert_int_equal(status, i < 8 || version != 7 ? AVOW_MODEL_FOREIGN : AVOW_MODEL_DAMAGED);
            work[i] = tiny[i];
        }
}

static void refuses_every_truncation(void **state)
{
    (void)state;
    avow_error error;
    size_t table = HEADER + RECORD * get(tiny + 12, 4);
    for (size_t size = 0; size < tiny_size; size += size < table ? 1 : 61) {
        void *cut;                                      /* a block of its own, so that sanitizers see where it ends */
        assert_int_equal(posix_memalign(&cut, 64, size ? size : 1), 0);
        memcpy(cut, tiny, size);
        assert_int_equal(open_bytes(cut, size, &error), size < 8 ? AVOW_MODEL_FOREIGN : AVOW_MODEL_DAMAGED);
        if (size >= HEADER) {                           /* no better if the header knows of it */
            seal(cut, size);
            assert_int_equal(open_bytes(cut, size, &error), AVOW_MODEL_DAMAGED);
        }
        free(cut);
    }
}

static void refuses_what_goes_on(void **state)
{
    (void)state;
    avow_error error;
    memcpy(work, tiny, tiny_size);
    memset(work + tiny_size, 0, 64);
    assert_int_equal(open_bytes(work, tiny_size + 64, &error), AVOW_MODEL_DAMAGED);
    assert_int_equal(error.offset, 16);
    seal(work, tiny_size + 64);
    assert_int_equal(open_bytes(work, tiny_size + 64, &error), AVOW_MODEL_DAMAGED);
    assert_int_equal(error.offset, tiny_size);
}

static void refuses_more_sections_than_fit(void **state)
{
    (void)state;
    avow_error error;
    enum { SIZE = 640 };
    memcpy(work, tiny, SIZE);
    put(work + 12, 100, 4);
    seal(work, SIZE);
    assert_int_equal(open_bytes(work, SIZE, &error), AVOW_MODEL_DAMAGED);
    assert_string_equal(error.detail, "the file can't have 100 sections");
}

/* ---- malice: one number changed and sealed ------------------------------------------------------------------------ */

typedef enum place { FILE_HEADER, IN_RECORD, IN_DATA } place;

static const struct change {
    place place;
    const char *section;
    size_t at;                  /* in header, record or data */
    size_t bytes;
    uint64_t value;
    const char *detail;         /* part of what the error says */
} CHANGES[] = {
    {FILE_HEADER, NULL, 12, 4, 0, "can't have 0 sections"},
    {FILE_HEADER, NULL, 12, 4, 5000, "can't have 5000 sections"},
    {FILE_HEADER, NULL, 12, 4, 0xffffffff, "can't have 4294967295 sections"},
    {FILE_HEADER, NULL, 12, 4, 7, "section metadata begins at"},
    {FILE_HEADER, NULL, 40, 1, 1, "last 32 bytes are not 0"},

    {IN_RECORD, "word", 0, 1, 0, "the name of section 3"},
    {IN_RECORD, "word", 1, 1, ' ', "is no ASCII text"},
    {IN_RECORD, "word", 1, 1, 0xc3, "is no ASCII text"},
    {IN_RECORD, "word", 9, 1, 'x', "is no ASCII text"},
    {IN_RECORD, "word", 0, 8, 0x6e6f697469736f70, "two sections position"},
    {IN_RECORD, "word", 3, 1, 'm', "section word is missing"},
    {IN_RECORD, "config", 0, 1, 'k', "section config is missing"},
    {IN_RECORD, "metadata", 0, 1, 'M', "section metadata is missing"},
    {IN_RECORD, "vocabulary", 0, 1, 'V', "section vocabulary is missing"},
    {IN_RECORD, "layer.1.up.sum", 6, 1, '2', "section layer.1.up.sum is missing"},
    {IN_RECORD, "norm.gain", 5, 1, 'g' + 1, "section norm.gain is missing"},
    {IN_RECORD, "role.conv.1.scale", 0, 1, 'R', "section role.conv.1.scale is missing"},
    {IN_RECORD, "addressee.low.scale", 0, 1, 'A', "section addressee.low.scale is missing"},
    {IN_RECORD, "word", 32, 4, 5, "section word has the unknown type 5"},
    {IN_RECORD, "word", 32, 4, 0, "section word has type 0 instead of 1"},
    {IN_RECORD, "shape", 32, 4, 4, "section shape has type 4 instead of 2"},
    {IN_RECORD, "word", 44, 4, 1, "unknown type"},
    {IN_RECORD, "word", 36, 4, 294, "has not the size of its 294 rows of 64"},
    {IN_RECORD, "word", 40, 4, 0x80000000, "has not the size"},
    {IN_RECORD, "word", 36, 8, 0xffffffffffffffff, "has not the size"},
    {IN_RECORD, "shape", 36, 8, (uint64_t)16 << 32 | 64, "section shape is 64 x 16 instead of 16 x 64"},
    {IN_RECORD, "cue.trans", 36, 8, (uint64_t)9 << 32 | 1, "section cue.trans is 1 x 9 instead of 3 x 3"},
    {IN_RECORD, "config", 36, 8, (uint64_t)1 << 32 | 30, "section config is 30 x 1"},
    {IN_RECORD, "word", 48, 8, 0, "section word begins at byte 0"},
    {IN_RECORD, "word", 48, 8, 0xffffffffffffffc0, "section word begins at"},
    {IN_RECORD, "word.scale", 48, 8, 4096, "section word.scale begins at byte 4096 instead of"},
    {IN_RECORD, "word", 56, 8, 0xffffffffffffffff, "section word reaches past the end"},
    {IN_RECORD, "role.flag", 56, 8, 1 << 20, "section role.flag reaches past the end"},
    {IN_RECORD, "word.scale", 56, 8, 293 * 4 + 1, "section word.scale has not the size"},
    {IN_RECORD, "word.scale", 56, 8, 292 * 4, "section word.scale has not the size"},

    {IN_DATA, "config", 0, 4, 0, "layers is 0, but must be a multiple of 1 from 1 to 48"},
    {IN_DATA, "config", 0, 4, 3, "section layer.2.qkv.weights is missing"},
    {IN_DATA, "config", 0, 4, 0xffffffff, "layers is 4294967295"},
    {IN_DATA, "config", 4, 4, 0, "width is 0"},
    {IN_DATA, "config", 4, 4, 96, "width is 96"},
    {IN_DATA, "config", 4, 4, 128, "section word is 293 x 64 instead of 293 x 128"},
    {IN_DATA, "config", 8, 4, 0, "heads is 0"},
    {IN_DATA, "config", 8, 4, 3, "heads must be 32 or 64 wide"},
    {IN_DATA, "config", 8, 4, 4, "heads must be 32 or 64 wide"},
    {IN_DATA, "config", 12, 4, 100, "inner width is 100"},
    {IN_DATA, "config", 12, 4, 64, "section layer.0.up.weights is 8 x 1024 instead of 4 x 1024"},
    {IN_DATA, "config", 16, 4, 103, "vocabulary is 103"},
    {IN_DATA, "config", 16, 4, 1 << 21, "vocabulary is 2097152"},
    {IN_DATA, "config", 20, 4, 15, "positions is 15"},
    {IN_DATA, "config", 20, 4, 37, "windows have more pieces than there are positions"},
    {IN_DATA, "config", 24, 4, 15, "shapes is 15"},
    {IN_DATA, "config", 28, 4, 4, "cue tags is 4"},
    {IN_DATA, "config", 32, 4, 4, "role tags is 4"},
    {IN_DATA, "config", 36, 4, 24, "role width is 24"},
    {IN_DATA, "config", 40, 4, 2048, "convolution width is 2048"},
    {IN_DATA, "config", 44, 4, 63, "distance buckets is 63"},
    {IN_DATA, "config", 48, 4, 9, "number of convolutions is 9"},
    {IN_DATA, "config", 48, 4, 3, "a dilation for each convolution and no more"},
    {IN_DATA, "config", 48, 4, 1, "a dilation for each convolution and no more"},
    {IN_DATA, "config", 52, 4, 0, "dilation 0 is 0"},
    {IN_DATA, "config", 56, 4, 65, "dilation 1 is 65"},
    {IN_DATA, "config", 84, 4, 0, "smallest core is 0"},
    {IN_DATA, "config", 84, 4, 25, "the smallest core is larger"},
    {IN_DATA, "config", 88, 4, 0xffffffff, "largest core is 4294967295"},
    {IN_DATA, "config", 88, 4, 51, "windows have more pieces"},
    {IN_DATA, "config", 92, 4, 0xfffffff0, "left context"},
    {IN_DATA, "config", 96, 4, 31, "windows have more pieces"},
    {IN_DATA, "config", 100, 4, 1, "form width is 1"},
    {IN_DATA, "config", 104, 4, 1040, "link width is 1040"},
    {IN_DATA, "config", 108, 4, 17, "link's inner width is 17"},
    {IN_DATA, "config", 112, 4, 1, "rows of act.wide is 1,"},
    {IN_DATA, "config", 116, 4, 0, "mention layers is 0,"},
    {IN_DATA, "config", 116, 4, 3, "mentions are read behind a layer that is not there"},
    {IN_DATA, "config", 120, 1, 1, "padding of section config"},

    {IN_DATA, "metadata", 0, 1, 'N', "section metadata is not lines"},
    {IN_DATA, "metadata", 6, 1, '\n', "section metadata is not lines"},
    {IN_DATA, "metadata", 7, 1, 0, "section metadata is not lines"},
    {IN_DATA, "metadata", 7, 1, 0x1b, "section metadata is not lines"},
    {IN_DATA, "metadata", 7, 1, 0xff, "section metadata is not lines"},
    {IN_DATA, "metadata", 9, 1, '\n', "section metadata is not lines"},
    {IN_DATA, "vocabulary", 0, 1, '\n', "has 0 bytes"},
    {IN_DATA, "vocabulary", 5, 1, '-', "the vocabulary ends after 292 of 293"},
    {IN_DATA, "vocabulary", 2, 1, '\n', "more than 293 pieces"},
    {IN_DATA, "vocabulary", 3, 1, '\n', "piece 139 of the vocabulary stands twice"},
    {IN_DATA, "vocabulary", 1, 1, 'B', "section vocabulary: piece 0 is not [PAD]"},

    {IN_DATA, "position", 40, 4, 0x7f800000, "section position: number 10 is not finite"},
    {IN_DATA, "position", 0, 4, 0xff800000, "section position: number 0 is not finite"},
    {IN_DATA, "shape", 4092, 4, 0x7fc00000, "section shape: number 1023 is not finite"},
    {IN_DATA, "role.trans", 96, 4, 0xc61c4400, "section role.trans: number 24"},          /* -10001 */
    {IN_DATA, "word.scale", 4, 4, 0x461c4400, "section word.scale: number 1 "},           /* 10001 */
    {IN_DATA, "layer.0.out.bias", 4, 4, 0x7f800001, "section layer.0.out.bias: number 1 "},
    {IN_DATA, "layer.1.norm2.gain", 4, 4, 0x7f800001, "section layer.1.norm2.gain: number 1 "},
    {IN_DATA, "layer.0.qkv.weights", 0, 1, 0x80, "layer.0.qkv.weights: row 0 holds a weight of -128"},
    {IN_DATA, "layer.0.qkv.weights", 1024, 1, 0x80, "layer.0.qkv.weights: row 1 holds a weight of -128"},
    {IN_DATA, "role.given.weights", 3, 1, 0x80, "role.given.weights: row 0 holds a weight of -128"},
    {IN_DATA, "layer.1.down.sum", 252, 4, 0x7fffffff, "layer.1.down.weights: the weights of row 3 have other sums"},
    {IN_DATA, "cue.sum", 12, 4, 1, "cue.weights: the weights of row 0 have other sums"},
    {IN_DATA, "cue.scale", 12, 4, 0x3f800000, "cue.weights: output 3, past the last, is not 0"},
    {IN_DATA, "cue.bias", 60, 4, 0x3f800000, "cue.weights: output 15, past the last, is not 0"},
    {IN_DATA, "cue.weights", 12, 2, 0xff01, "cue.weights: output 3, past the last, is not 0"},
};

static void refuses_every_wrong_number(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        const struct change *c = &CHANGES[i];
        size_t base = c->place == FILE_HEADER ? 0 : record_of(c->section);
        if (c->place == IN_DATA) base = get(tiny + base + 48, 8);
        memcpy(work, tiny, tiny_size);
        put(work + base + c->at, c->value, c->bytes);
        seal(work, tiny_size);
        avow_error error;
        avow_status status = open_bytes(work, tiny_size, &error);
        if (status != AVOW_MODEL_DAMAGED || !strstr(error.detail, c->detail))
            fail_msg("change %zu: %d, \"%s\" instead of \"%s\"", i, (int)status, error.detail, c->detail);
        assert_true(error.offset <= tiny_size);
    }
}

static void says_where_it_is_wrong(void **state)
{
    (void)state;
    avow_error error;
    static const struct { const char *section; size_t at; } NUMBERS[] = {{"position", 40}, {"role.trans", 96}, {"config", 48}};
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        size_t at = get(tiny + record_of(NUMBERS[i].section) + 48, 8) + NUMBERS[i].at;
        memcpy(work, tiny, tiny_size);
        put(work + at, 0x7f800000, 4);
        seal(work, tiny_size);
        assert_int_equal(open_bytes(work, tiny_size, &error), AVOW_MODEL_DAMAGED);
        assert_int_equal(error.offset, at);
    }
}

/* Whatever is changed, the file opens or is refused; sanitizers watch. */
static void survives_random_changes(void **state)
{
    (void)state;
    uint64_t random = 1;
    size_t front = get(tiny + record_of("word") + 48, 8);       /* header, table, texts, config */
    for (int round = 0; round < 2000; round++) {
        memcpy(work, tiny, tiny_size);
        for (int n = 0; n <= round % 3; n++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            size_t at = (size_t)(random >> 33) % (round % 4 ? front : tiny_size);
            work[at] = (char)(random >> 24);
        }
        memcpy(work, tiny, 12);
        seal(work, tiny_size);
        avow_error error;
        avow_status status = open_bytes(work, tiny_size, &error);
        assert_true(status == AVOW_OK || status == AVOW_MODEL_DAMAGED);
    }
}

/* ---- no memory ---------------------------------------------------------------------------------------------------- */

typedef struct counter {
    int left, live;             /* allocations that may succeed; those not given back */
} counter;

static void *counted_alloc(void *context, size_t size)
{
    counter *c = context;
    if (c->left-- <= 0) return NULL;
    c->live++;
    return malloc(size);
}

static void counted_free(void *context, void *memory)
{
    counter *c = context;
    if (memory) c->live--;
    free(memory);
}

static void survives_no_memory(void **state)
{
    (void)state;
    avow_status status = AVOW_NO_MEMORY;
    int allowed = 0;
    for (; status != AVOW_OK; allowed++) {
        counter c = {allowed, 0};
        avow_allocator allocator = {counted_alloc, counted_free, &c};
        avow_model *model;
        avow_error error = {0};
        status = allowed % 2 ? avow_model_open(tiny_path, &allocator, &model, &error)
                             : avow_model_open_memory(tiny, tiny_size, &allocator, &model, &error);
        if (status != AVOW_OK) {
            assert_int_equal(status, AVOW_NO_MEMORY);
            assert_int_equal(error.code, AVOW_NO_MEMORY);
            assert_null(model);
            assert_int_equal(c.live, 0);
        }
        avow_model_close(model);
        assert_int_equal(c.live, 0);
        assert_true(allowed < 100);
    }
    assert_true(allowed > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_from_a_path),
        cmocka_unit_test(opens_from_memory),
        cmocka_unit_test(ignores_unknown_sections),
        cmocka_unit_test(refuses_bad_arguments),
        cmocka_unit_test(refuses_what_is_no_file),
        cmocka_unit_test(refuses_foreign_files),
        cmocka_unit_test(refuses_every_flipped_bit),
        cmocka_unit_test(refuses_every_truncation),
        cmocka_unit_test(refuses_what_goes_on), cmocka_unit_test(refuses_more_sections_than_fit),
        cmocka_unit_test(refuses_every_wrong_number),
        cmocka_unit_test(says_where_it_is_wrong),
        cmocka_unit_test(survives_random_changes),
        cmocka_unit_test(survives_no_memory),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
