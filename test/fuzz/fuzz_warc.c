/* fuzz_warc.c - reads any bytes as a WARC archive, in pieces of two sizes: it ends; records are numbered and lie one behind the
 * other; a page keeps to the limit; errors say something; and the pieces make no difference (but for zstd: see fuzz_stream.c). */
#include <avow/warc.h>

#include "fuzz.h"

enum { LIMIT = 5000, RECORDS = 200 };

/* What is compared of a record. */
typedef struct seen {
    uint64_t offset, sum;
    avow_status code;
    bool page;
    size_t size;
} seen;

static size_t length(const char *text)
{
    return text != NULL ? strlen(text) : 0;
}

static seen look_at(const avow_warc_record *r)
{
    seen found = {.offset = r->offset, .code = r->error.code, .page = r->page, .size = r->size};
    for (size_t i = 0; i < r->size; i++) found.sum = found.sum * 31 + (unsigned char)r->body[i];
    found.sum += length(r->type) + length(r->id) + length(r->uri) + length(r->date) + length(r->refers_to) + length(r->media_type) +
                 length(r->charset);
    demand(r->error.code == AVOW_OK || strlen(r->error.detail) > 5, "an error says something");
    demand(r->body == NULL || (r->page && r->size <= LIMIT), "pages alone have a body, within the limit");
    demand(r->body != NULL || !r->page || r->error.code != AVOW_OK, "a page has a body or an error");
    return found;
}

static size_t read_all(const uint8_t *data, size_t size, size_t step, seen records[RECORDS], bool *zstd)
{
    fuzz_source s = {data, size, step};
    avow_stream *stream;
    avow_warc *warc;
    avow_warc_options options = {.max_bytes = LIMIT};
    demand(avow_stream_new(fuzz_give, &s, NULL, &stream, NULL) == AVOW_OK, "any bytes can be opened");
    demand(avow_warc_new(stream, &options, NULL, &warc, NULL) == AVOW_OK, "there is a reader");
    *zstd = avow_stream_packing(stream) == AVOW_ZSTD;
    size_t count = 0;
    uint64_t last = 0;
    for (const avow_warc_record *r; count < RECORDS && (r = avow_warc_next(warc)) != NULL; count++) {
        records[count] = look_at(r);
        demand(r->number == count + 1 && r->offset >= last, "records are numbered, one behind the other");
        last = r->offset;
    }
    avow_warc_free(warc);
    avow_stream_free(stream);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static seen first[RECORDS], second[RECORDS];
    bool zstd;
    size_t a = read_all(data, size, size + 1, first, &zstd), b = read_all(data, size, 1, second, &zstd);
    if (zstd) return 0;
    demand(a == b, "the pieces make no difference to the number of records");
    for (size_t i = 0; i < a; i++)
        demand(first[i].offset == second[i].offset && first[i].sum == second[i].sum && first[i].code == second[i].code &&
               first[i].page == second[i].page && first[i].size == second[i].size, "the pieces make no difference to a record");
    return 0;
}
