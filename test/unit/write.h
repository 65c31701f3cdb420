/* write.h - what the tests of the writers share: a sink, results built by hand, what was written of them. */
#ifndef AVOW_TEST_WRITE_H
#define AVOW_TEST_WRITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <avow/avow.h>

typedef struct output {
    char *data;
    size_t size, calls, largest;
    size_t room;                /* the sink refuses what would pass it; 0: no end */
} output;

static inline int take(void *context, const char *data, size_t size)
{
    output *o = context;
    o->calls++;
    if (o->room > 0 && o->size + size > o->room) return 1;
    if (size > o->largest) o->largest = size;
    o->data = realloc(o->data, o->size + size + 1);
    assert_non_null(o->data);
    memcpy(o->data + o->size, data, size);
    o->size += size;
    o->data[o->size] = '\0';
    return 0;
}

static inline avow_status write_all(avow_write_options options, const avow_result *results, size_t count, output *o)
{
    avow_writer *writer;
    avow_error error;
    assert_int_equal(avow_writer_new(&options, take, o, NULL, &writer, &error), AVOW_OK);
    for (size_t i = 0; i < count; i++) {
        avow_status status = avow_write(writer, &results[i], &error);
        if (status != AVOW_OK) {
            avow_writer_free(writer);
            return status;
        }
    }
    return avow_writer_finish(writer, &error);
}

static inline char *written(avow_write_options options, const avow_result *results, size_t count)
{
    output o = {0};
    assert_int_equal(write_all(options, results, count, &o), AVOW_OK);
    return o.data != NULL ? o.data : calloc(1, 1);
}

/* The span of the first occurrence of part, as a list of one. */
#define FIND(text, part) ((avow_spans){&(avow_span){(size_t)(strstr(text, part) - (text)), \
                                                    (size_t)(strstr(text, part) - (text)) + strlen(part)}, 1})
#define NONE ((avow_spans){NULL, 0})

/* A statement of which nothing is known but its spans. */
static inline avow_attribution said(uint32_t id, uint32_t parent, avow_type type, avow_spans source, avow_spans cue, avow_spans content,
                             float confidence)
{
    return (avow_attribution){.id = id, .parent = parent, .type = type, .source = source, .cue = cue, .content = content,
                              .confidence = confidence};
}

static inline avow_result result_of(const char *text, const avow_attribution *attributions, size_t count)
{
    return (avow_result){.id = "a.txt", .text = text, .text_size = strlen(text), .sha256 = "00ff", .model = "toy",
                         .attributions = attributions, .attribution_count = count};
}

static inline size_t occurrences(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part)) n++;
    return n;
}

#endif
