/* warc.h - bytes out of packed files, and web pages out of WARC archives (part of libavow-read).
 *
 *     avow_stream *stream;  avow_stream_new(avow_read_descriptor, &descriptor, NULL, &stream, &error);
 *     avow_warc   *warc;    avow_warc_new(stream, NULL, &warc, &error);
 *     for (const avow_warc_record *r; (r = avow_warc_next(warc)) != NULL;)
 *         if (r->error.code != AVOW_OK) ... r->error.detail ... else if (r->page) ... r->body, r->size ...
 *     avow_warc_free(warc); avow_stream_free(stream);
 *
 * Errors, ownership and memory are as in avow.h. A stream and its reader serve one thread at a time. Files may be of any size
 * and are read once from front to back, so pipes will do. Memory stays below 1 MiB for a stream (but up to 128 MiB where a
 * zstd frame asks for so large a window), and below five times avow_warc_options.max_bytes for a reader.
 */
#ifndef AVOW_WARC_H
#define AVOW_WARC_H

#include <avow/avow.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- streams ------------------------------------------------------------------------------------------------------ */

/* Gives the next bytes: up to size > 0 of them into data. Returns how many; 0 at the end; -errno if they can't be read. */
typedef ptrdiff_t (*avow_source)(void *context, char *data, size_t size);

/* A source: a descriptor that can be read. context points to it, an int, which stays the caller's to close. */
AVOW_API ptrdiff_t avow_read_descriptor(void *context, char *data, size_t size);

typedef struct avow_stream avow_stream;

typedef enum avow_packing { AVOW_PLAIN, AVOW_GZIP, AVOW_ZSTD } avow_packing;

/* A stream of what source gives, unpacked. How it is packed is told by its first bytes, which are read here. Gzip may have many
 * members, zstd many frames, one behind the other. context must outlive the stream. Free with avow_stream_free. Fails where there
 * is no memory, or nothing can be read. */
AVOW_API avow_status avow_stream_new(avow_source source, void *context, const avow_allocator *allocator, avow_stream **stream,
                                     avow_error *error);
AVOW_API void avow_stream_free(avow_stream *stream);    /* NULL is allowed */

/* Reads up to size unpacked bytes into data; *got of them came, 0 at the end. What could be unpacked ahead of damage or of the
 * place where a file is cut off comes first; the call that gives no more of it fails, and so do those behind it: AVOW_READ_FAILED
 * where the source failed, AVOW_BAD_INPUT where the bytes are damaged, error->offset being that of the packed bytes. */
AVOW_API avow_status avow_stream_read(avow_stream *stream, char *data, size_t size, size_t *got, avow_error *error);

/* After damage: looks for the next place where a member or frame seems to begin, and reads on there. False if there is none. */
AVOW_API bool avow_stream_resume(avow_stream *stream);

AVOW_API avow_packing avow_stream_packing(const avow_stream *stream);

/* ---- archives (ISO 28500, WARC 1.0 and 1.1) ------------------------------------------------------------------------- */

typedef struct avow_warc avow_warc;

/* All zero means the defaults. */
typedef struct avow_warc_options {
    size_t max_bytes;           /* the most that a page may have, packed or unpacked; longer ones are told as AVOW_LIMIT and
                                   skipped. 0: 16 MiB */
} avow_warc_options;

/* A record, or what stands where one should be. Strings are NULL where the record does not say; they and the body belong to
 * the reader and live until its next call. They are as the archive has them, which need not be UTF-8. */
typedef struct avow_warc_record {
    uint64_t number;            /* 1, 2, ... in the file, with what could not be read counted too */
    uint64_t offset;            /* of its first byte in the unpacked file */
    const char *type;           /* "response", "resource", "request", "revisit", ... */
    const char *id;             /* without angle brackets: "urn:uuid:..." */
    const char *uri;            /* of what was fetched */
    const char *date;           /* when: ISO 8601 */
    const char *refers_to;      /* of a revisit: the URI, or else the id, of the record whose page it is that did not change */
    bool page;                  /* it holds an HTML page that was really got (status 2xx), and body is that page */
    bool truncated;             /* the archive itself says that the page was cut when it was fetched */
    int status;                 /* of HTTP; 0 for what did not come by HTTP */
    const char *media_type;     /* in small letters: "text/html" */
    const char *charset;        /* as HTTP gives it, in small letters: "utf-8" */
    const char *body;           /* chunks joined and compression undone; not NUL-terminated */
    size_t size;                /* bytes of body */
    avow_error error;           /* code AVOW_OK, or what is wrong with the record; offset counts unpacked bytes */
} avow_warc_record;

/* A reader of the records in stream, which must outlive it. options and allocator may be NULL. Free with avow_warc_free. */
AVOW_API avow_status avow_warc_new(avow_stream *stream, const avow_warc_options *options, const avow_allocator *allocator,
                                   avow_warc **warc, avow_error *error);
AVOW_API void avow_warc_free(avow_warc *warc);          /* NULL is allowed */

/* Bytes that were read from the stream before its reader was made, to see what it is, and that the reader is to begin with.
 * Called once, before avow_warc_next. */
AVOW_API avow_status avow_warc_begin(avow_warc *warc, const char *data, size_t size, avow_error *error);

/* The next record; NULL at the end. Each that can't be read comes once, with its error; the reader finds the next one by itself:
 * where the next gzip member or zstd frame begins, or the next line that begins like a record. */
AVOW_API const avow_warc_record *avow_warc_next(avow_warc *warc);

#ifdef __cplusplus
}
#endif
#endif
