/* pack.h - small archives made in a test: bytes that grow, packed in members and frames, and a source that gives them piece by
 * piece. */
#ifndef AVOW_TEST_PACK_H
#define AVOW_TEST_PACK_H

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <avow/warc.h>

#include "support.h"

static inline void put(output *o, const char *data, size_t size) { assert_int_equal(take_output(o, data, size), 0); }
static inline void put_text(output *o, const char *text) { put(o, text, strlen(text)); }

/* How gzip(), zlib and raw deflate differ for deflateInit2. */
enum { AS_GZIP = 15 + 16, AS_ZLIB = 15, AS_DEFLATE = -15 };

/* Puts a gzip member, or the like, with these bytes. */
static inline void put_deflated(output *o, const char *data, size_t size, int bits)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, size);
    char *packed = malloc(room);
    assert_non_null(packed);
    z.next_in = (unsigned char *)(uintptr_t)data;
    z.avail_in = (uInt)size;
    z.next_out = (unsigned char *)packed;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    put(o, packed, room - z.avail_out);
    deflateEnd(&z);
    free(packed);
}

static inline void put_gzip(output *o, const char *data, size_t size) { put_deflated(o, data, size, AS_GZIP); }

/* Puts a zstd frame with these bytes. */
static inline void put_zstd(output *o, const char *data, size_t size)
{
    size_t room = ZSTD_compressBound(size);
    char *packed = malloc(room);
    assert_non_null(packed);
    size_t used = ZSTD_compress(packed, room, data, size, 3);
    assert_false(ZSTD_isError(used));
    put(o, packed, used);
    free(packed);
}

/* Puts a Brotli stream of these bytes. */
static inline void put_brotli(output *o, const char *data, size_t size)
{
    size_t used = BrotliEncoderMaxCompressedSize(size);
    unsigned char *packed = malloc(used);
    assert_non_null(packed);
    assert_true(BrotliEncoderCompress(9, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_TEXT, size, (const unsigned char *)data, &used, packed));
    put(o, (const char *)packed, used);
    free(packed);
}

/* Bytes in memory, as a source that gives at most `step` of them at a time (0: no limit), and then fails if it is to. */
typedef struct pieces {
    const char *data;
    size_t size, step;
    int fails;                      /* errno, or 0 */
} pieces;

static inline ptrdiff_t give_piece(void *context, char *data, size_t size)
{
    pieces *p = context;
    if (p->size == 0) return -p->fails;
    if (size > p->size) size = p->size;
    if (p->step > 0 && size > p->step) size = p->step;
    memcpy(data, p->data, size);
    p->data += size;
    p->size -= size;
    return (ptrdiff_t)size;
}

static inline avow_stream *open_pieces(pieces *p, const avow_allocator *allocator)
{
    avow_stream *stream;
    avow_error error;
    if (avow_stream_new(give_piece, p, allocator, &stream, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return stream;
}

#endif
