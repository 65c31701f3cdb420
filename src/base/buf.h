/* buf.h - bytes that grow. After a failed allocation a buffer ignores what is put in and says so by `failed`, so that a
 * writer checks once at its end. */
#ifndef AVOW_BASE_BUF_H
#define AVOW_BASE_BUF_H

#include "mem.h"

typedef struct avow_buf {
    avow_allocator allocator;
    char *data;
    size_t size, capacity;
    bool failed;
} avow_buf;

void avow_buf_init(avow_buf *buf, const avow_allocator *allocator);
void avow_buf_free(avow_buf *buf);
void avow_buf_clear(avow_buf *buf);                                  /* size 0 and not failed, memory kept */
void avow_buf_put(avow_buf *buf, const char *data, size_t size);
void avow_buf_text(avow_buf *buf, const char *text);                 /* up to its NUL */
void avow_buf_char(avow_buf *buf, char c);
void avow_buf_uint(avow_buf *buf, uint64_t value);                   /* decimal */
void avow_buf_fixed(avow_buf *buf, double value, int decimals);      /* "0.97"; independent of the locale; value in 0..1e9 */

#endif
