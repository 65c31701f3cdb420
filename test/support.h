/* support.h - what several tests need: the models, an article in one call, results as text, an allocator that fails. */
#ifndef AVOW_TEST_SUPPORT_H
#define AVOW_TEST_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <avow/avow.h>

/* ---- files -------------------------------------------------------------------------------------------------------- */

static inline const char *test_folder(void)
{
    const char *folder = getenv("AVOW_TEST_DIR");
    return folder ? folder : "test";
}

/* A whole file, with a NUL behind it; NULL if it can't be read. */
static inline char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *data = malloc(*size + 1);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, *size, file), *size);
    data[*size] = '\0';
    fclose(file);
    return data;
}

/* ---- models ------------------------------------------------------------------------------------------------------- */

/* The small model with random weights: it finds much and means nothing. */
static inline avow_model *open_tiny(const avow_allocator *allocator)
{
    char path[4096];
    avow_model *model;
    avow_error error;
    snprintf(path, sizeof path, "%s/data/tiny.model", test_folder());
    if (avow_model_open(path, allocator, &model, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return model;
}

/* The released model, or NULL where it isn't there. */
static inline avow_model *open_released(void)
{
    const char *path = getenv("AVOW_TEST_MODEL");
    avow_model *model;
    avow_error error;
    avow_status status = avow_model_open(path ? path : "models/avow-en.model", NULL, &model, &error);
    if (status != AVOW_OK && status != AVOW_MODEL_NOT_FOUND) fail_msg("%s", error.detail);
    return model;
}

static inline avow_session *new_session(const avow_model *model, const char *kernel)
{
    avow_session *session;
    avow_error error;
    avow_session_options options = {.kernel = kernel};
    if (avow_session_new(model, &options, &session, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return session;
}

/* ---- articles ----------------------------------------------------------------------------------------------------- */

static inline avow_result *read_bytes(avow_session *session, const char *text, size_t size)
{
    avow_article article = {.text = text, .size = size};
    avow_result *result;
    avow_error error;
    if (avow_extract(session, &article, &result, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return result;
}

static inline avow_result *read_text(avow_session *session, const char *text)
{
    return read_bytes(session, text, strlen(text));
}

/* ---- output ------------------------------------------------------------------------------------------------------- */

typedef struct output {
    char *data;
    size_t size, room;
} output;

static inline int take_output(void *context, const char *data, size_t size)
{
    output *o = context;
    if (o->size + size + 1 > o->room) {
        o->room = 2 * (o->size + size + 1);
        o->data = realloc(o->data, o->room);
        if (!o->data) return 1;
    }
    memcpy(o->data + o->size, data, size);
    o->size += size;
    o->data[o->size] = '\0';
    return 0;
}

static inline avow_status write_result(const avow_result *result, avow_format format, const avow_allocator *allocator, output *o)
{
    avow_write_options options = {.format = format, .offsets = AVOW_BYTES};
    avow_writer *writer;
    avow_error error;
    avow_status status = avow_writer_new(&options, take_output, o, allocator, &writer, &error);
    if (status == AVOW_OK) status = avow_write(writer, result, &error);
    if (status == AVOW_OK) return avow_writer_finish(writer, &error);
    avow_writer_free(writer);
    return status;
}

/* The result as a line of JSONL with byte offsets: two results are the same if these are. Free with free. */
static inline char *jsonl_of(const avow_result *result)
{
    output o = {0};
    assert_int_equal(write_result(result, AVOW_FORMAT_JSONL, NULL, &o), AVOW_OK);
    return o.data;
}

/* ---- memory ------------------------------------------------------------------------------------------------------- */

/* Counts what is live; allocation number `fail` (from 0) fails, and with `on` all after it; -1: none. */
typedef struct supply {
    long fail, asked, live;
    bool on;
} supply;

static inline void *supply_alloc(void *context, size_t size)
{
    supply *s = context;
    long number = s->asked++;
    if (s->fail >= 0 && (number == s->fail || (s->on && number > s->fail))) return NULL;
    s->live++;
    return malloc(size);
}

static inline void supply_free(void *context, void *memory)
{
    if (memory) ((supply *)context)->live--;
    free(memory);
}

static inline avow_allocator allocator_of(supply *s) { return (avow_allocator){supply_alloc, supply_free, s}; }

#endif
