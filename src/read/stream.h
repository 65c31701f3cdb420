/* stream.h - what the readers of src/read know of a stream beyond avow/warc.h. */
#ifndef AVOW_READ_STREAM_H
#define AVOW_READ_STREAM_H

#include <avow/warc.h>

/* How bytes are packed. The last three have no telling first bytes: they come in HTTP alone, whose header names them. */
typedef enum packed_as { PACKED_PLAIN, PACKED_GZIP, PACKED_ZSTD, PACKED_ZLIB, PACKED_DEFLATE, PACKED_BROTLI } packed_as;

/* As avow_stream_new, for bytes that are known to be packed so. A zstd frame may ask for a window of 1 << window_log bytes at most. */
avow_status avow_stream_open(avow_source source, void *context, packed_as packing, int window_log, const avow_allocator *allocator,
                             avow_stream **stream, avow_error *error);

/* Whether the bytes of the last avow_stream_read, which gave some, begin a member or frame. No read goes past the end of one. */
bool avow_stream_begins(const avow_stream *stream);

#endif
