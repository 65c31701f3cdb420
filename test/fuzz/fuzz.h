/* fuzz.h - what the fuzz targets share: demands, and a source that gives bytes a few at a time. */
#ifndef AVOW_TEST_FUZZ_H
#define AVOW_TEST_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void demand(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

/* Bytes that fuzz_give hands out, `step` at the most at once. */
typedef struct fuzz_source {
    const uint8_t *data;
    size_t size, step;
} fuzz_source;

/* For avow_stream_new; context is a fuzz_source. */
static inline ptrdiff_t fuzz_give(void *context, char *data, size_t size)
{
    fuzz_source *s = context;
    if (size > s->size) size = s->size;
    if (size > s->step) size = s->step;
    if (size > 0) memcpy(data, s->data, size);
    s->data += size;
    s->size -= size;
    return (ptrdiff_t)size;
}

#endif
