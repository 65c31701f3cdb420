/* stream.c - bytes out of files, plain, gzip (RFC 1952) or zstd (RFC 8878), and Brotli (RFC 7932) of HTTP, unpacked piece by piece.
 *
 * Packed bytes lie in a buffer of 128 KiB and are unpacked straight into the caller's memory, so what a file unpacks to costs
 * nothing here; how much of it to keep is the reader's to limit. Each member or frame starts the decoder anew. WARC files have one
 * for each record, which makes damage local: after it the search goes on for bytes that begin a member (3 bytes and 3 bits that
 * must be so for gzip, 4 bytes for zstd: by chance once in 2^27 bytes), and what follows is read as if nothing had been. A read gives
 * what is there and waits for the source only if nothing is, so that lines from a pipe are seen when they come. */
#define ZSTD_STATIC_LINKING_ONLY    /* for decoders that take their memory from the caller's allocator */
#include "stream.h"

#include <brotli/decode.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "mem.h"
#include "status.h"

enum { PIECE = 64 << 10, MAGIC = 4, BLOCK_HEADER = 3, MOST_AT_ONCE = 1 << 30, WINDOW_LOG = 27 };

struct avow_stream {
    avow_allocator allocator;
    avow_source source;
    void *context;
    packed_as packing;
    unsigned char *in;              /* packed bytes; in[start..end) are not used yet */
    size_t start, end;
    size_t from;                    /* where a search for the next member begins, at or before start */
    uint64_t base;                  /* of in[0] in the source */
    bool ended;                     /* the source has no more */
    bool inside;                    /* a member or frame has begun and not ended */
    bool begun;                     /* the first member or frame has begun */
    bool begins;                    /* what was read last is the beginning of one */
    bool has_zlib;
    z_stream zlib;
    ZSTD_DCtx *zstd;
    BrotliDecoderState *brotli;
    size_t wanted;                  /* packed bytes that zstd asks for */
    avow_error error;               /* what stopped the stream */
};

ptrdiff_t avow_read_descriptor(void *context, char *data, size_t size)
{
    ssize_t got;
    do {
        got = read(*(int *)context, data, size);
    } while (got < 0 && errno == EINTR);
    return got < 0 ? -errno : got;
}

/* ---- packed bytes ------------------------------------------------------------------------------------------------- */

static size_t from_source(avow_stream *s, void *data, size_t size)
{
    if (s->ended || size == 0) return 0;
    ptrdiff_t got = s->source(s->context, data, size);
    if (got > 0) return (size_t)got;
    s->ended = true;
    char reason[128];
    if (got < 0) {
        if (strerror_r((int)-got, reason, sizeof reason) != 0) reason[0] = '\0';
        avow_fail(&s->error, AVOW_READ_FAILED, s->base + s->end, "%s", reason);
    }
    return 0;
}

/* Sees to it that at least `least` bytes are in the buffer, if there are as many; false if there are not. Used bytes from s->from on
 * are kept, up to a piece: a decoder on damaged data may have run into the next member before it noticed. */
static bool fill(avow_stream *s, size_t least)
{
    if (s->end - s->start >= least) return true;
    size_t kept = s->start - s->from > PIECE ? s->start - PIECE : s->from;
    if (kept > 0) memmove(s->in, s->in + kept, s->end - kept);
    s->base += kept;
    s->start -= kept;
    s->end -= kept;
    s->from = 0;
    for (size_t got = 1; s->end - s->start < least && got > 0; s->end += got) got = from_source(s, s->in + s->end, 2 * PIECE - s->end);
    return s->end - s->start >= least;
}

static bool begins_member(packed_as packing, const unsigned char *data, size_t size)
{
    if (packing == PACKED_GZIP) return size >= MAGIC && data[0] == 0x1F && data[1] == 0x8B && data[2] == 8 && (data[3] & 0xE0) == 0;
    if (packing != PACKED_ZSTD || size < MAGIC) return false;
    return memcmp(data, "\x28\xB5\x2F\xFD", MAGIC) == 0 || ((data[0] & 0xF0) == 0x50 && memcmp(data + 1, "\x2A\x4D\x18", 3) == 0);
}

static const char *name_of(packed_as packing)
{
    return packing == PACKED_GZIP ? "gzip" : packing == PACKED_ZSTD ? "zstd" : packing == PACKED_BROTLI ? "br" : "deflate";
}

static void damaged(avow_stream *s, const char *why)
{
    avow_fail(&s->error, AVOW_BAD_INPUT, s->base + s->start, "the %s data are damaged: %s", name_of(s->packing), why ? why : "no reason given");
}

static void cut_off(avow_stream *s)
{
    avow_fail(&s->error, AVOW_BAD_INPUT, s->base + s->end, "the %s data are cut off", name_of(s->packing));
}

/* ---- unpacking ---------------------------------------------------------------------------------------------------- */

/* Starts the next member or frame; false at the end of the data, or with the stream's error set. */
static bool begin(avow_stream *s)
{
    bool single = s->packing != PACKED_GZIP && s->packing != PACKED_ZSTD;
    if (s->packing == PACKED_GZIP)      /* zeros fill up the blocks of tapes */
        while (fill(s, 1) && s->in[s->start] == 0) s->start++;
    fill(s, MAGIC);
    if (s->error.code != AVOW_OK || s->start == s->end || (single && s->begun)) return false;
    if (!single && !begins_member(s->packing, s->in + s->start, s->end - s->start)) {
        if (s->end - s->start < MAGIC) cut_off(s);
        else damaged(s, "something else follows them");
        return false;
    }
    if (s->zstd) ZSTD_DCtx_reset(s->zstd, ZSTD_reset_session_only);
    else if (s->has_zlib) inflateReset(&s->zlib);
    s->wanted = MAGIC;
    s->from = s->start;
    return s->inside = s->begins = s->begun = true;
}

/* Gives the decoder what is in the buffer; returns how much it wrote to data, and sets *used to how much it took. */
static size_t inflate_some(avow_stream *s, char *data, size_t size, size_t *used)
{
    size_t have = s->end - s->start;
    s->zlib.next_in = s->in + s->start;
    s->zlib.avail_in = (uInt)have;
    s->zlib.next_out = (unsigned char *)data;
    s->zlib.avail_out = (uInt)size;
    int result = inflate(&s->zlib, Z_NO_FLUSH);
    *used = have - s->zlib.avail_in;
    if (result == Z_STREAM_END) s->inside = false;
    else if (result == Z_MEM_ERROR) avow_fail_memory(&s->error);
    else if (result != Z_OK && result != Z_BUF_ERROR) damaged(s, s->zlib.msg);
    return size - s->zlib.avail_out;
}

/* It is given a block at a time, since of a call that fails it does not tell what it wrote before: what it asks for, without the
 * header of the block behind, which it asks for, too. */
static size_t zstd_some(avow_stream *s, char *data, size_t size, size_t *used)
{
    size_t have = s->end - s->start;
    ZSTD_inBuffer in = {s->in + s->start, have < s->wanted ? have : s->wanted, 0};
    ZSTD_outBuffer out = {data, size, 0};
    size_t result = ZSTD_decompressStream(s->zstd, &out, &in);
    *used = in.pos;
    s->wanted = result > BLOCK_HEADER ? result - BLOCK_HEADER : result;
    if (result == 0) s->inside = false;
    else if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) avow_fail_memory(&s->error);
    else if (ZSTD_isError(result)) damaged(s, ZSTD_getErrorName(result));
    return out.pos;
}

static size_t brotli_some(avow_stream *s, char *data, size_t size, size_t *used)
{
    const uint8_t *in = s->in + s->start;
    uint8_t *out = (uint8_t *)data;
    size_t left = s->end - s->start, room = size;
    BrotliDecoderResult result = BrotliDecoderDecompressStream(s->brotli, &left, &in, &room, &out, NULL);
    *used = s->end - s->start - left;
    BrotliDecoderErrorCode why = BrotliDecoderGetErrorCode(s->brotli);
    if (result == BROTLI_DECODER_RESULT_SUCCESS) s->inside = false;
    else if (why <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && why >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES) avow_fail_memory(&s->error);
    else if (result == BROTLI_DECODER_RESULT_ERROR) damaged(s, BrotliDecoderErrorString(why));
    return size - room;
}

static size_t unpack(avow_stream *s, char *data, size_t size)
{
    size_t got = 0;
    size_t (*some_of)(avow_stream *, char *, size_t, size_t *) = s->zstd ? zstd_some : s->brotli ? brotli_some : inflate_some;
    s->begins = false;
    while (got < size && s->error.code == AVOW_OK) {
        if (!s->inside && (got > 0 || !begin(s))) break;
        size_t used = 0, some = some_of(s, data + got, size - got, &used);
        s->start += used;
        got += some;
        if (!s->inside || used > 0 || some > 0) continue;
        if (got > 0) break;             /* no waiting for the source while there is something to give */
        if (!fill(s, 1) && s->error.code == AVOW_OK) cut_off(s);
    }
    return got;
}

static size_t copy_plain(avow_stream *s, char *data, size_t size)
{
    size_t have = s->end - s->start;
    if (have == 0) {
        size_t got = from_source(s, data, size);
        s->base += got;
        return got;
    }
    if (size > have) size = have;
    memcpy(data, s->in + s->start, size);
    s->start += size;
    return size;
}

avow_status avow_stream_read(avow_stream *s, char *data, size_t size, size_t *got, avow_error *error)
{
    if (size > MOST_AT_ONCE) size = MOST_AT_ONCE;
    *got = s->packing == PACKED_PLAIN ? copy_plain(s, data, size) : unpack(s, data, size);
    if (*got > 0 || s->error.code == AVOW_OK) return AVOW_OK;
    if (error) *error = s->error;
    return s->error.code;
}

bool avow_stream_resume(avow_stream *s)
{
    if (s->error.code != AVOW_BAD_INPUT) return false;
    const unsigned char begins = s->packing == PACKED_GZIP ? 0x1F : 0x28;
    s->start = s->from < s->end ? s->from + 1 : s->end;
    while (s->from = s->start, fill(s, MAGIC)) {
        const unsigned char *first = memchr(s->in + s->start, begins, s->end - s->start);
        s->start = s->from = first ? (size_t)(first - s->in) : s->end;
        if (!fill(s, MAGIC)) break;
        if (s->in[s->start] == begins && begins_member(s->packing, s->in + s->start, s->end - s->start)) {
            s->inside = false;
            s->error = (avow_error){0};
            return true;
        }
        s->start++;
    }
    return false;
}

avow_packing avow_stream_packing(const avow_stream *s)
{
    return s->packing == PACKED_GZIP ? AVOW_GZIP : s->packing == PACKED_ZSTD ? AVOW_ZSTD : AVOW_PLAIN;
}

bool avow_stream_begins(const avow_stream *s)
{
    return s->begins;
}

/* ---- opening ------------------------------------------------------------------------------------------------------ */

static void *zlib_alloc(void *allocator, uInt count, uInt size)
{
    return avow_alloc(allocator, count, size);
}

static void *plain_alloc(void *allocator, size_t size)
{
    return avow_alloc(allocator, size, 1);
}

static void unpack_free(void *allocator, void *memory)
{
    avow_free(allocator, memory);
}

/* Makes the decoder; false if there is no memory. */
static bool make_decoder(avow_stream *s, int window_log)
{
    static const int window_bits[] = {[PACKED_GZIP] = 15 + 16, [PACKED_ZLIB] = 15, [PACKED_DEFLATE] = -15};
    if (s->packing == PACKED_PLAIN) return true;
    if (s->packing == PACKED_ZSTD) {
        s->zstd = ZSTD_createDCtx_advanced((ZSTD_customMem){plain_alloc, unpack_free, &s->allocator});
        return s->zstd && !ZSTD_isError(ZSTD_DCtx_setParameter(s->zstd, ZSTD_d_windowLogMax, window_log));
    }
    if (s->packing == PACKED_BROTLI)
        return (s->brotli = BrotliDecoderCreateInstance(plain_alloc, unpack_free, &s->allocator)) != NULL;
    s->zlib.zalloc = zlib_alloc;
    s->zlib.zfree = unpack_free;
    s->zlib.opaque = &s->allocator;
    return s->has_zlib = inflateInit2(&s->zlib, window_bits[s->packing]) == Z_OK;
}

static avow_stream *make(avow_source source, void *context, const avow_allocator *allocator)
{
    avow_allocator a = avow_allocator_or_default(allocator);
    avow_stream *s = avow_alloc(&a, 1, sizeof *s);
    if (!s) return NULL;
    *s = (avow_stream){.allocator = a, .source = source, .context = context};
    s->in = avow_alloc(&a, 2 * PIECE, 1);
    if (s->in) return s;
    avow_free(&a, s);
    return NULL;
}

avow_status avow_stream_open(avow_source source, void *context, packed_as packing, int window_log, const avow_allocator *allocator,
                             avow_stream **stream, avow_error *error)
{
    avow_stream *s = *stream = make(source, context, allocator);
    if (!s) return avow_fail_memory(error);
    s->packing = packing;
    if (make_decoder(s, window_log)) return AVOW_OK;
    avow_stream_free(s);
    *stream = NULL;
    return avow_fail_memory(error);
}

avow_status avow_stream_new(avow_source source, void *context, const avow_allocator *allocator, avow_stream **stream, avow_error *error)
{
    avow_stream *s = *stream = make(source, context, allocator);
    if (!s) return avow_fail_memory(error);
    fill(s, MAGIC);
    if (begins_member(PACKED_GZIP, s->in, s->end)) s->packing = PACKED_GZIP;
    else if (begins_member(PACKED_ZSTD, s->in, s->end)) s->packing = PACKED_ZSTD;
    if (s->error.code != AVOW_OK && s->end == 0) {
        if (error) *error = s->error;
    } else if (!make_decoder(s, WINDOW_LOG)) {
        avow_fail_memory(&s->error);
        if (error) *error = s->error;
    } else {
        return AVOW_OK;
    }
    avow_status status = s->error.code;
    avow_stream_free(s);
    *stream = NULL;
    return status;
}

void avow_stream_free(avow_stream *s)
{
    if (!s) return;
    if (s->has_zlib) inflateEnd(&s->zlib);
    ZSTD_freeDCtx(s->zstd);
    if (s->brotli) BrotliDecoderDestroyInstance(s->brotli);
    avow_free(&s->allocator, s->in);
    avow_free(&s->allocator, s);
}
