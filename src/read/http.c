/* http.c - HTTP responses as they lie in archives (RFC 9110, 9112): status, type and charset; chunks and compression undone. */
#include "http.h"

#include <string.h>

#include "ascii.h"
#include "status.h"
#include "stream.h"
#include "wording.h"

enum { PIECE = 64 << 10, WINDOW_LOG = 23 };     /* 8 MiB, the most that RFC 9659 allows zstd in HTTP */

/* ---- header lines ------------------------------------------------------------------------------------------------- */

size_t avow_http_head_size(const char *data, size_t size, size_t from)
{
    const char *end = data + size;
    for (const char *at = data + from, *newline; (newline = memchr(at, '\n', (size_t)(end - at))) != NULL; at = newline + 1) {
        const char *before = newline > data && newline[-1] == '\r' ? newline - 1 : newline;
        if (before == data || before[-1] == '\n') return (size_t)(newline + 1 - data);
    }
    return 0;
}

bool avow_http_field(const char **at, const char *end, http_field *field)
{
    while (*at < end) {
        const char *line = *at, *newline = memchr(line, '\n', (size_t)(end - line));
        const char *stop = newline ? newline : end;
        *at = newline ? newline + 1 : end;
        const char *colon = memchr(line, ':', (size_t)(stop - line));
        if (!colon || avow_is_blank(*line)) continue;
        *field = (http_field){.name = line, .name_size = (size_t)(colon - line)};
        while (++colon < stop && avow_is_blank(*colon)) {}
        while (stop > colon && avow_is_blank(stop[-1])) stop--;
        field->value = colon;
        field->value_size = (size_t)(stop - colon);
        return true;
    }
    return false;
}

/* Whether a text is this word, capitals counting as small letters. */
static bool same(const char *text, size_t size, const char *word)
{
    return avow_wording_equal(text, size, word, strlen(word));
}

bool avow_http_is(const http_field *field, const char *name)
{
    return same(field->name, field->name_size, name);
}

static const char *copy_small(avow_arena *arena, const char *text, size_t size)
{
    char *copy = size > 0 ? avow_arena_copy(arena, text, size) : NULL;
    for (size_t i = 0; copy && i < size; i++) copy[i] = avow_small(copy[i]);
    return copy;
}

void avow_http_media_type(const char *value, size_t size, avow_arena *arena, const char **media_type, const char **charset)
{
    const char *end = value + size, *semicolon = memchr(value, ';', size);
    const char *stop = semicolon ? semicolon : end;
    while (stop > value && avow_is_blank(stop[-1])) stop--;
    *media_type = copy_small(arena, value, (size_t)(stop - value));
    while (semicolon) {
        const char *name = semicolon + 1;
        semicolon = memchr(name, ';', (size_t)(end - name));
        stop = semicolon ? semicolon : end;
        while (name < stop && avow_is_blank(*name)) name++;
        if (stop - name <= 8 || !same(name, 8, "charset=")) continue;
        for (name += 8; name < stop && (avow_is_blank(*name) || *name == '"' || *name == '\''); name++) {}
        while (stop > name && (avow_is_blank(stop[-1]) || stop[-1] == '"' || stop[-1] == '\'')) stop--;
        *charset = copy_small(arena, name, (size_t)(stop - name));
        return;
    }
}

/* "HTTP/1.1 200 OK" */
static int status_of(const char *data, size_t size)
{
    size_t i = 5;
    if (size < 5 || memcmp(data, "HTTP/", 5) != 0) return 0;
    while (i < size && data[i] > ' ') i++;
    while (i < size && data[i] == ' ') i++;
    int status = 0;
    for (int digits = 0; digits < 3; digits++, i++) {
        if (i >= size || data[i] < '0' || data[i] > '9') return 0;
        status = 10 * status + (data[i] - '0');
    }
    return status;
}

bool avow_http_read(const char *data, size_t size, avow_arena *arena, http_head *head)
{
    *head = (http_head){.status = status_of(data, size), .size = avow_http_head_size(data, size, 0)};
    if (head->status == 0 || head->size == 0) return false;
    const char *at = memchr(data, '\n', size), *end = data + head->size;
    http_field field;
    while (avow_http_field(&at, end, &field)) {
        if (avow_http_is(&field, "content-type"))
            avow_http_media_type(field.value, field.value_size, arena, &head->media_type, &head->charset);
        else if (avow_http_is(&field, "content-encoding") && !same(field.value, field.value_size, "identity"))
            head->encoding = copy_small(arena, field.value, field.value_size);
        else if (avow_http_is(&field, "transfer-encoding") && field.value_size >= 7)
            head->chunked = same(field.value + field.value_size - 7, 7, "chunked");
    }
    return true;
}

/* ---- bodies ------------------------------------------------------------------------------------------------------- */

/* The number of bytes that a chunk's first line says, with the line's end in *at; false if it is no such line. A number that is too
 * large becomes SIZE_MAX. */
static bool chunk_size(const http_body *body, size_t *at, size_t *size)
{
    size_t i = *at, digits = 0;
    for (*size = 0; i < body->size; i++, digits++) {
        char c = avow_small(body->data[i]);
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0) break;
        *size = *size > SIZE_MAX / 16 ? SIZE_MAX : *size * 16 + (size_t)digit;
    }
    while (i < body->size && avow_is_blank(body->data[i])) i++;
    bool line = digits > 0 && i < body->size && (body->data[i] == '\n' || body->data[i] == ';');
    const char *newline = line ? memchr(body->data + i, '\n', body->size - i) : NULL;
    if (newline) *at = (size_t)(newline + 1 - body->data);
    return newline != NULL;
}

/* Joins the chunks. False if one is damaged or missing; what came before is joined. */
static bool join_chunks(http_body *body)
{
    size_t at = 0, size, joined = 0;
    bool whole = true;
    if (!chunk_size(body, &at, &size)) return true;         /* it was joined before it was archived */
    for (at = 0; (whole = chunk_size(body, &at, &size)) && size > 0;) {
        size_t left = body->size - at, part = size < left ? size : left;
        memmove(body->data + joined, body->data + at, part);
        joined += part;
        at += part;
        if ((whole = part == size) == false) break;
        if (at < body->size && body->data[at] == '\r') at++;
        if (at < body->size && body->data[at] == '\n') at++;
    }
    body->size = joined;
    return whole;
}

static bool looks_like_html(const http_body *body)
{
    size_t i = body->size >= 3 && memcmp(body->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < body->size && (avow_is_blank(body->data[i]) || body->data[i] == '\n')) i++;
    if (i + 1 >= body->size || body->data[i] != '<') return false;
    char c = avow_small(body->data[i + 1]);
    return c == '!' || c == '?' || avow_is_small(c);
}

static ptrdiff_t from_memory(void *context, char *data, size_t size)
{
    http_body *rest = context;
    if (size > rest->size) size = rest->size;
    memcpy(data, rest->data, size);
    rest->data += size;
    rest->size -= size;
    return (ptrdiff_t)size;
}

static avow_status unpack(http_body *body, packed_as packing, size_t limit, avow_buf *out, avow_error *error)
{
    http_body rest = *body;
    avow_stream *stream;
    avow_status status = avow_stream_open(from_memory, &rest, packing, WINDOW_LOG, &out->allocator, &stream, error);
    if (status != AVOW_OK) return status;
    char piece[PIECE];
    size_t got = 1;
    while (status == AVOW_OK && got > 0) {
        status = avow_stream_read(stream, piece, sizeof piece, &got, error);
        if (got > limit - out->size)
            status = avow_fail(error, AVOW_LIMIT, 0, "the page unpacks to more than %zu bytes, the limit", limit);
        else
            avow_buf_put(out, piece, got);
    }
    avow_stream_free(stream);
    if (out->failed) return avow_fail_memory(error);
    *body = (http_body){out->data, out->size};
    return status;
}

avow_status avow_http_unpack(const http_head *head, http_body *body, size_t limit, avow_buf *out, avow_error *error)
{
    bool whole = !head->chunked || join_chunks(body);
    avow_status status = AVOW_OK;
    if (head->encoding && body->size > 0 && !looks_like_html(body)) {
        const unsigned char *b = (const unsigned char *)body->data;
        bool zlib = body->size >= 2 && (b[0] & 15) == 8 && (b[0] << 8 | b[1]) % 31 == 0;
        const char *name = head->encoding;
        if (strcmp(name, "gzip") == 0 || strcmp(name, "x-gzip") == 0) status = unpack(body, PACKED_GZIP, limit, out, error);
        else if (strcmp(name, "br") == 0) status = unpack(body, PACKED_BROTLI, limit, out, error);
        else if (strcmp(name, "zstd") == 0) status = unpack(body, PACKED_ZSTD, limit, out, error);
        else if (strcmp(name, "deflate") == 0) status = unpack(body, zlib ? PACKED_ZLIB : PACKED_DEFLATE, limit, out, error);
        else status = avow_fail(error, AVOW_BAD_INPUT, 0, "the page is packed as '%.40s', which avow does not unpack", name);
    }
    if (status == AVOW_OK && body->size > limit) status = avow_fail(error, AVOW_LIMIT, 0, "the page is longer than %zu bytes, the limit", limit);
    if (status == AVOW_OK && !whole) status = avow_fail(error, AVOW_BAD_INPUT, 0, "the page's last chunk is missing or damaged");
    return status;
}
