/* warc.c - records out of WARC archives (ISO 28500, versions 1.0 and 1.1), also out of ones that are damaged.
 *
 * The reader holds a window of the unpacked stream, which slides on from record to record. A record whose block is at most a page
 * long (and a header) is read as a whole, so that its length can be doubted: behind it must come a line's end, another record or
 * the end of the file. Where something else does, the next line that begins "WARC/1" is taken for the next record. Blocks longer
 * than that are passed over by their length unread, unless that is beyond any file's; then, too, the next such line is looked for.
 * In packed archives there is something better to go by: a gzip member or zstd frame that begins like a record does begin one
 * (each record has its own), so no length leads beyond it, and damage ends there. */
#include <avow/warc.h>

#include <string.h>

#include "buf.h"
#include "http.h"
#include "status.h"
#include "stream.h"

enum { PIECE = 64 << 10, HEAD = 256 << 10, PAGE = 16 << 20, BEGINS = 6 };   /* HEAD: the most bytes of header lines */

static const uint64_t beyond_any_file = (uint64_t)1 << 40, nowhere = UINT64_MAX;

struct avow_warc {
    avow_allocator allocator;
    avow_stream *stream;
    size_t max_bytes;
    char *data;                     /* the window; data[start..end) is not used yet */
    size_t start, end, capacity;
    uint64_t base;                  /* of data[0] in the unpacked file */
    uint64_t member;                /* where a member begins that was met behind the record's beginning, or nowhere */
    bool ended;
    avow_error stopped;             /* why the stream gives no more, if that is not its end */
    uint64_t number;
    avow_arena strings;             /* of the record */
    avow_buf body;
    avow_warc_record record;
};

/* ---- the window --------------------------------------------------------------------------------------------------- */

/* "WARC/1" or so */
static bool begins_record(const char *data, size_t size)
{
    return size >= BEGINS && memcmp(data, "WARC/", 5) == 0 && data[5] >= '0' && data[5] <= '9';
}

static bool make_room(avow_warc *w, size_t n)
{
    if (w->start > 0) memmove(w->data, w->data + w->start, w->end - w->start);
    w->base += w->start;
    w->end -= w->start;
    w->start = 0;
    if (w->capacity - w->end >= PIECE && w->capacity >= n) return true;
    size_t capacity = (n > w->end ? n : w->end) + 2 * PIECE;
    char *data = avow_alloc(&w->allocator, capacity, 1);
    if (!data) return false;
    if (w->end > 0) memcpy(data, w->data, w->end);
    avow_free(&w->allocator, w->data);
    w->data = data;
    w->capacity = capacity;
    return true;
}

/* Reads a piece more, with room for a window of n bytes; false if there is none. */
static bool more(avow_warc *w, size_t n)
{
    if (w->ended || w->stopped.code != AVOW_OK) return false;
    if ((w->capacity - w->end < PIECE || w->capacity - w->start < n) && !make_room(w, n))
        return avow_fail_memory(&w->stopped) == AVOW_OK;
    size_t got;
    if (avow_stream_read(w->stream, w->data + w->end, w->capacity - w->end, &got, &w->stopped) != AVOW_OK) return false;
    if (got == 0) w->ended = true;
    else if (avow_stream_begins(w->stream) && w->base + w->end > w->record.offset) w->member = w->base + w->end;
    w->end += got;
    return got > 0;
}

/* Whether the window holds the beginning of a member that begins a record, at *at from data. What turns out to begin none, or is
 * passed, is forgotten. */
static bool at_member(avow_warc *w, size_t *at)
{
    if (w->member < w->base + w->start) w->member = nowhere;
    if (w->member == nowhere) return false;
    *at = (size_t)(w->member - w->base);
    if (begins_record(w->data + *at, w->end - *at)) return true;
    if (w->end - *at >= BEGINS) w->member = nowhere;
    return false;
}

/* Bytes that can be read from data + start on, n of them if there are so many before the next member, the end, or damage. */
static size_t have(avow_warc *w, size_t n)
{
    size_t end = 0;
    bool bounded;
    while (!(bounded = at_member(w, &end)) && (w->end - w->start < n || w->member != nowhere) && more(w, n)) {}
    size_t size = (bounded ? end : w->end) - w->start;
    return size < n ? size : n;
}

/* ---- finding the next record -------------------------------------------------------------------------------------- */

/* The first line from `from` on, from > 0, that begins a record; size if there is none. */
static size_t next_start(const char *data, size_t size, size_t from)
{
    for (const char *at = data + from; at < data + size; at++) {
        at = memchr(at, 'W', (size_t)(data + size - at));
        if (!at) break;
        if (at[-1] == '\n' && begins_record(at, (size_t)(data + size - at))) return (size_t)(at - data);
    }
    return size;
}

/* Uses bytes up to the next record's beginning; returns how many. */
static uint64_t pass_to_next(avow_warc *w)
{
    uint64_t passed = 0;
    for (;;) {
        size_t n = have(w, PIECE), at = n > 1 ? next_start(w->data + w->start, n, 1) : n;
        size_t kept = at == n && n == PIECE ? BEGINS : 0;       /* a beginning may be cut */
        w->start += at - kept;
        passed += at - kept;
        if (kept == 0) return passed;
    }
}

/* Uses n bytes; fewer if there are fewer. Returns how many. */
static uint64_t pass(avow_warc *w, uint64_t n)
{
    uint64_t left = n;
    for (size_t part = 1; left > 0 && part > 0; left -= part) {
        part = have(w, left < PIECE ? (size_t)left : PIECE);
        w->start += part;
    }
    return n - left;
}

/* Whether the stream has stopped, and all that it gave is used. */
static bool at_damage(const avow_warc *w)
{
    return w->stopped.code != AVOW_OK && w->start == w->end;
}

/* Goes on behind damage, if the stream can. */
static void recover(avow_warc *w)
{
    if (!avow_stream_resume(w->stream)) w->ended = true;
    w->stopped = (avow_error){0};
}

static void fail_record(avow_warc *w, avow_status code, const char *detail)
{
    avow_fail(&w->record.error, code, w->record.offset, "%s", detail);
}

/* Says that the record has only `there` bytes of its block, and goes on behind what cut it. */
static void fail_cut(avow_warc *w, uint64_t there, uint64_t length)
{
    bool damage = at_damage(w);
    avow_fail(&w->record.error, damage ? w->stopped.code : AVOW_BAD_INPUT, w->record.offset,
              "the record has %llu bytes, its Content-Length says %llu: %s", (unsigned long long)there, (unsigned long long)length,
              damage ? w->stopped.detail : w->start < w->end ? "the next record begins there" : "the archive ends there");
    if (damage) recover(w);
}

/* ---- header ------------------------------------------------------------------------------------------------------- */

static const char *copy(avow_warc *w, const http_field *field)
{
    const char *value = field->value;
    size_t size = field->value_size;
    if (size >= 2 && value[0] == '<' && value[size - 1] == '>') value++, size -= 2;
    return avow_arena_copy(&w->strings, value, size);
}

/* Digits alone; what is too large becomes the largest. */
static bool number(const http_field *field, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < field->value_size; i++) {
        unsigned digit = (unsigned char)field->value[i] - (unsigned)'0';
        if (digit > 9) return false;
        *out = *out > (UINT64_MAX - digit) / 10 ? UINT64_MAX : *out * 10 + digit;
    }
    return field->value_size > 0;
}

typedef struct head {
    uint64_t length;
    bool has_length;
    const char *media_type, *charset;   /* of the block, */
    const char *payload;                /* and of what it carries, as the archive found */
} head;

static void read_field(avow_warc *w, const http_field *field, head *h)
{
    static const struct {
        const char *name;
        size_t place;
    } strings[] = {
        {"warc-type", offsetof(avow_warc_record, type)}, {"warc-record-id", offsetof(avow_warc_record, id)},
        {"warc-target-uri", offsetof(avow_warc_record, uri)}, {"warc-date", offsetof(avow_warc_record, date)},
        {"warc-refers-to-target-uri", offsetof(avow_warc_record, refers_to)},
    };
    const char *charset = NULL;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (avow_http_is(field, strings[i].name)) *(const char **)((char *)&w->record + strings[i].place) = copy(w, field);
    if (avow_http_is(field, "warc-refers-to") && !w->record.refers_to) w->record.refers_to = copy(w, field);
    else if (avow_http_is(field, "warc-truncated")) w->record.truncated = true;
    else if (avow_http_is(field, "content-length")) h->has_length = number(field, &h->length);
    else if (avow_http_is(field, "content-type"))
        avow_http_media_type(field->value, field->value_size, &w->strings, &h->media_type, &h->charset);
    else if (avow_http_is(field, "warc-identified-payload-type"))
        avow_http_media_type(field->value, field->value_size, &w->strings, &h->payload, &charset);
}

/* Reads the record's header and uses it; false, with the record's error set, if it is damaged. */
static bool read_head(avow_warc *w, head *h)
{
    size_t size = 0, n = 0;
    for (size_t seen = n; size == 0 && seen <= HEAD; seen = n) {
        n = have(w, w->end - w->start);
        if (n == seen && (n = have(w, n + 1)) == seen) break;       /* no more than that is waited for */
        size = avow_http_head_size(w->data + w->start, n, seen);
    }
    const char *at = w->data + w->start, *end = at + (size > 0 ? size : n);
    http_field field;
    while (avow_http_field(&at, end, &field)) read_field(w, &field, h);
    if (size > 0 && h->has_length) {
        w->start += size;
        return true;
    }
    pass_to_next(w);
    if (size == 0 && at_damage(w)) fail_record(w, w->stopped.code, w->stopped.detail);
    else fail_record(w, AVOW_BAD_INPUT, size > 0 ? "the record has no Content-Length that is a number" : "the record's header does not end");
    if (at_damage(w)) recover(w);
    return false;
}

/* ---- block -------------------------------------------------------------------------------------------------------- */

static bool is_html(const char *media_type)
{
    return media_type && (strcmp(media_type, "text/html") == 0 || strcmp(media_type, "application/xhtml+xml") == 0);
}

/* Finds out what the block at data[0..size), or its beginning, holds. */
static http_head read_kind(avow_warc *w, const head *h, const char *data, size_t size)
{
    http_head http = {0};
    const char *type = w->record.type ? w->record.type : "";
    if (strcmp(type, "resource") == 0) {
        w->record.media_type = h->media_type;
        w->record.charset = h->charset;
        w->record.page = is_html(h->media_type);
    } else if (strcmp(type, "response") == 0 && avow_http_read(data, size, &w->strings, &http)) {
        w->record.status = http.status;
        w->record.media_type = http.media_type ? http.media_type : h->payload;
        w->record.charset = http.charset;
        w->record.page = is_html(w->record.media_type) && http.status >= 200 && http.status < 300;
    }
    return http;
}

/* Hands out the page in the block, which is whole. */
static void take_page(avow_warc *w, const head *h, char *data, size_t size)
{
    http_head http = read_kind(w, h, data, size);
    if (!w->record.page) return;
    http_body body = {data + http.size, size - http.size};
    avow_error error = {0};
    avow_status status = avow_http_unpack(&http, &body, w->max_bytes, &w->body, &error);
    if (status == AVOW_OK || (status == AVOW_BAD_INPUT && w->record.truncated && body.size > 0)) {
        w->record.body = body.data;
        w->record.size = body.size;
    } else {
        fail_record(w, status, error.detail);
    }
}

/* A block that fits in the window. */
static void read_block(avow_warc *w, const head *h)
{
    size_t length = (size_t)h->length, n = have(w, length + 1);
    if (n > length && w->data[w->start + length] != '\r' && w->data[w->start + length] != '\n') n = have(w, length + BEGINS);
    char *data = w->data + w->start;
    if (n >= length && (n == length || data[length] == '\r' || data[length] == '\n' || begins_record(data + length, n - length))) {
        w->start += length;
        take_page(w, h, data, length);
        return;
    }
    size_t next = n > 1 ? next_start(data, n, 1) : n;
    w->start += next;
    if (n < length && next == n) {
        fail_cut(w, n, length);
        return;
    }
    uint64_t there = next < n ? next : n + pass_to_next(w);
    if (at_damage(w)) {
        fail_record(w, w->stopped.code, w->stopped.detail);
        recover(w);
        return;
    }
    avow_fail(&w->record.error, AVOW_BAD_INPUT, w->record.offset, "Content-Length is wrong: it says %llu, the record has some %llu bytes",
              (unsigned long long)length, (unsigned long long)there);
}

/* A block that does not. */
static void pass_block(avow_warc *w, const head *h)
{
    size_t n = have(w, HEAD);
    read_kind(w, h, w->data + w->start, n);
    if (h->length >= beyond_any_file) {
        uint64_t there = pass_to_next(w);
        fail_cut(w, there, h->length);
        return;
    }
    uint64_t there = pass(w, h->length);
    if (there < h->length) fail_cut(w, there, h->length);
    else if (w->record.page)
        avow_fail(&w->record.error, AVOW_LIMIT, w->record.offset, "the page's record has %llu bytes, more than the limit of %zu",
                  (unsigned long long)h->length, w->max_bytes);
}

/* ---- records ------------------------------------------------------------------------------------------------------ */

static void read_record(avow_warc *w)
{
    head h = {0};
    if (!read_head(w, &h)) return;
    if (h.length <= w->max_bytes + HEAD) read_block(w, &h);
    else pass_block(w, &h);
}

static void start_record(avow_warc *w)
{
    avow_arena_reset(&w->strings);
    avow_buf_clear(&w->body);
    w->record = (avow_warc_record){.offset = w->base + w->start};
    if (w->member != nowhere && w->member <= w->record.offset) w->member = nowhere;
}

/* Goes to the first byte that is no line's end; false at the end, or where the stream has stopped. */
static bool skip_blank(avow_warc *w)
{
    for (;; w->start++) {
        start_record(w);
        if (have(w, 1) == 0) return false;
        if (w->data[w->start] != '\r' && w->data[w->start] != '\n') return true;
    }
}

const avow_warc_record *avow_warc_next(avow_warc *w)
{
    if (!skip_blank(w) && w->stopped.code == AVOW_OK) return NULL;
    w->record.number = ++w->number;
    size_t n = have(w, BEGINS);
    if (n == 0) {
        fail_record(w, w->stopped.code, w->stopped.detail);
        recover(w);
    } else if (begins_record(w->data + w->start, n)) {
        read_record(w);
    } else {
        avow_fail(&w->record.error, AVOW_BAD_INPUT, w->record.offset, "%llu bytes belong to no record", (unsigned long long)pass_to_next(w));
    }
    return &w->record;
}

avow_status avow_warc_new(avow_stream *stream, const avow_warc_options *options, const avow_allocator *allocator, avow_warc **warc,
                          avow_error *error)
{
    avow_allocator a = avow_allocator_or_default(allocator);
    avow_warc *w = *warc = avow_alloc(&a, 1, sizeof *w);
    if (!w) return avow_fail_memory(error);
    *w = (avow_warc){.allocator = a, .stream = stream, .member = nowhere};
    w->max_bytes = options && options->max_bytes > 0 ? options->max_bytes : PAGE;
    if (w->max_bytes > SIZE_MAX / 4) w->max_bytes = SIZE_MAX / 4;
    avow_arena_init(&w->strings, allocator);
    avow_buf_init(&w->body, allocator);
    return AVOW_OK;
}

avow_status avow_warc_begin(avow_warc *w, const char *data, size_t size, avow_error *error)
{
    if (size == 0) return AVOW_OK;
    if (!make_room(w, size)) return avow_fail_memory(error);
    memcpy(w->data, data, size);
    w->end = size;
    return AVOW_OK;
}

void avow_warc_free(avow_warc *w)
{
    if (!w) return;
    avow_arena_free(&w->strings);
    avow_buf_free(&w->body);
    avow_free(&w->allocator, w->data);
    avow_free(&w->allocator, w);
}
