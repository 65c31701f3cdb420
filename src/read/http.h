/* http.h - the header lines that WARC and HTTP share, and what an HTTP response is made of. */
#ifndef AVOW_READ_HTTP_H
#define AVOW_READ_HTTP_H

#include "buf.h"

/* A header line "name: value", without the white space around the value. */
typedef struct http_field {
    const char *name, *value;
    size_t name_size, value_size;
} http_field;

/* Bytes up to the end of the blank line that ends the header at data[0..size); 0 if there is none. It is known not to end before
 * `from`. */
size_t avow_http_head_size(const char *data, size_t size, size_t from);
/* The next header line from *at on, which moves behind it; false at the end. What is no header line is passed over. */
bool avow_http_field(const char **at, const char *end, http_field *field);
/* Whether it has this name, given in small letters; capitals count as them. */
bool avow_http_is(const http_field *field, const char *name);

typedef struct http_head {
    size_t size;                    /* bytes, with the blank line */
    int status;
    bool chunked;
    const char *media_type, *charset, *encoding;    /* in small letters; NULL: not said */
} http_head;

/* Reads the head of a response. False if the bytes are none. Strings go to the arena; failed allocations leave them out. */
bool avow_http_read(const char *data, size_t size, avow_arena *arena, http_head *head);
/* "text/html; charset=utf-8" into its two parts. */
void avow_http_media_type(const char *value, size_t size, avow_arena *arena, const char **media_type, const char **charset);

/* A body on its way out of its wrappings. */
typedef struct http_body {
    char *data;                     /* changed in place where it is chunked */
    size_t size;
} http_body;

/* Undoes chunks and compression, in place or into out, which then holds the body. At most `limit` bytes: AVOW_LIMIT. Damaged or cut
 * off: AVOW_BAD_INPUT, with body what came before. Many archives hold bodies already unpacked beside headers that say otherwise:
 * what does not begin as the header says, and begins like HTML, stays as it is. */
avow_status avow_http_unpack(const http_head *head, http_body *body, size_t limit, avow_buf *out, avow_error *error);

#endif
