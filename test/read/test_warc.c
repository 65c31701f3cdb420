/* test_warc.c - what comes out of WARC archives, sound ones and damaged ones. An archive is put together record by record; what
 * the reader makes of it is a list of lines: number, type, id, and the page, or what is wrong. */
#include "pack.h"

/* ---- archives ----------------------------------------------------------------------------------------------------- */

/* A record with this block, whose header says this length. */
static void put_record_saying(output *o, const char *type, int id, const char *fields, const char *block, size_t size, const char *length)
{
    char head[1000];
    snprintf(head, sizeof head, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:%d>\r\n%sContent-Length: %s\r\n\r\n", type, id, fields, length);
    put_text(o, head);
    put(o, block, size);
    put_text(o, "\r\n\r\n");
}

static void put_record(output *o, const char *type, int id, const char *fields, const char *block, size_t size)
{
    char length[30];
    snprintf(length, sizeof length, "%zu", size);
    put_record_saying(o, type, id, fields, block, size, length);
}

static void put_response(output *o, int id, const char *block)
{
    put_record(o, "response", id, "", block, strlen(block));
}

#define HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"

/* A response of HTML whose body is packed. */
static void put_packed(output *o, int id, const char *encoding, const output *body)
{
    output block = {0};
    char head[200];
    snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\ncontent-type: Text/HTML; Charset=\"UTF-8\"\r\nContent-Encoding: %s\r\n\r\n", encoding);
    put_text(&block, head);
    put(&block, body->data, body->size);
    put_record(o, "response", id, "", block.data, block.size);
    free(block.data);
}

/* ---- what is read ------------------------------------------------------------------------------------------------- */

static void list_record(const avow_warc_record *r, output *o)
{
    char line[600];
    snprintf(line, sizeof line, "%d %s %s", (int)r->number, r->type ? r->type : "-", r->id ? r->id : "-");
    put_text(o, line);
    if (r->refers_to) put_text(o, " of "), put_text(o, r->refers_to);
    if (r->status) snprintf(line, sizeof line, " %d", r->status), put_text(o, line);
    if (r->charset) put_text(o, " "), put_text(o, r->charset);
    if (r->truncated) put_text(o, " truncated");
    if (r->error.code != AVOW_OK) {
        snprintf(line, sizeof line, " %s: %s", avow_status_name(r->error.code), r->error.detail);
        put_text(o, line);
        assert_int_equal(r->error.offset, r->offset);
    } else if (r->page) {
        put_text(o, " [");
        put(o, r->body, r->size < 30 ? r->size : 30);
        put_text(o, "]");
    }
    put_text(o, "\n");
}

static char *list(const output *archive, size_t step, size_t max_bytes)
{
    output o = {0};
    pieces p = {archive->data, archive->size, step, 0};
    avow_warc_options options = {.max_bytes = max_bytes};
    avow_stream *stream = open_pieces(&p, NULL);
    avow_warc *warc;
    assert_int_equal(avow_warc_new(stream, &options, NULL, &warc, NULL), AVOW_OK);
    for (const avow_warc_record *r; (r = avow_warc_next(warc)) != NULL;) list_record(r, &o);
    assert_null(avow_warc_next(warc));
    avow_warc_free(warc);
    avow_stream_free(stream);
    put_text(&o, "");
    return o.data;
}

/* Checks that the archive, which is freed, gives these lines, in whatever pieces it comes. */
static void lists(output *archive, const char *expected)
{
    static const size_t steps[] = {0, 1, 100};
    for (size_t i = 0; i < 3; i++) {
        char *found = list(archive, steps[i], 0);
        assert_string_equal(found, expected);
        free(found);
    }
    free(archive->data);
    *archive = (output){0};
}

/* ---- sound archives ----------------------------------------------------------------------------------------------- */

static void pages_and_others(void **state)
{
    (void)state;
    output o = {0};
    put_record(&o, "warcinfo", 1, "", "software: none\r\n", 16);
    put_response(&o, 2, HTML "<p>Anna said so.");
    put_record(&o, "request", 3, "", "GET / HTTP/1.1\r\n\r\n", 18);
    put_response(&o, 4, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone.");
    put_response(&o, 5, "HTTP/1.1 200\nContent-Type:application/xhtml+xml;charset='latin1'\n\n<p>Bob");
    put_response(&o, 6, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG");
    put_record(&o, "resource", 7, "Content-Type: text/html\r\n", "<p>Carl", 7);
    put_record(&o, "revisit", 8, "WARC-Refers-To: <urn:2>\r\nWARC-Refers-To-Target-URI: http://a/\r\n", "", 0);
    put_record(&o, "response", 9, "WARC-Identified-Payload-Type: text/html\r\n", "HTTP/1.1 200 OK\r\n\r\n<p>Dan", 25);
    put_response(&o, 10, "no HTTP at all");
    put_record(&o, "response", 11, "WARC-Truncated: length\r\n", HTML "<p>Eve s", strlen(HTML "<p>Eve s"));
    lists(&o, "1 warcinfo urn:1\n"
              "2 response urn:2 200 [<p>Anna said so.]\n"
              "3 request urn:3\n"
              "4 response urn:4 404\n"
              "5 response urn:5 200 latin1 [<p>Bob]\n"
              "6 response urn:6 200\n"
              "7 resource urn:7 [<p>Carl]\n"
              "8 revisit urn:8 of http://a/\n"
              "9 response urn:9 200 [<p>Dan]\n"
              "10 response urn:10\n"
              "11 response urn:11 200 truncated [<p>Eve s]\n");
}

/* Chunks are joined and compression is undone, as far as the body is what the header says. */
static void wrappings(void **state)
{
    (void)state;
    static const char chunked[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
    static const char page[] = "<p>It rains, Anna said.";
    output o = {0}, gzip = {0}, zlib = {0}, raw = {0}, zstd = {0}, brotli = {0}, plain = {0}, block = {0};
    put_deflated(&gzip, page, sizeof page - 1, AS_GZIP);
    put_deflated(&zlib, page, sizeof page - 1, AS_ZLIB);
    put_deflated(&raw, page, sizeof page - 1, AS_DEFLATE);
    put_zstd(&zstd, page, sizeof page - 1);
    put_brotli(&brotli, page, sizeof page - 1);
    put_text(&plain, page);
    put_packed(&o, 1, "gzip", &gzip);
    put_packed(&o, 2, "deflate", &zlib);
    put_packed(&o, 3, "deflate", &raw);
    put_packed(&o, 4, "zstd", &zstd);
    put_packed(&o, 5, "gzip", &plain);
    put_packed(&o, 6, "br", &brotli);
    put_text(&block, chunked);
    put_text(&block, "6;name=value\r\n<p>Ann\r\n00A \r\na said so.\r\n0\r\n\r\n");
    put_response(&o, 7, block.data);
    block.size = sizeof chunked - 1;
    put_text(&block, page);
    put_response(&o, 8, block.data);
    put_packed(&o, 9, "compress", &gzip);
    lists(&o, "1 response urn:1 200 utf-8 [<p>It rains, Anna said.]\n"
              "2 response urn:2 200 utf-8 [<p>It rains, Anna said.]\n"
              "3 response urn:3 200 utf-8 [<p>It rains, Anna said.]\n"
              "4 response urn:4 200 utf-8 [<p>It rains, Anna said.]\n"
              "5 response urn:5 200 utf-8 [<p>It rains, Anna said.]\n"
              "6 response urn:6 200 utf-8 [<p>It rains, Anna said.]\n"
              "7 response urn:7 200 [<p>Anna said so.]\n"
              "8 response urn:8 200 [<p>It rains, Anna said.]\n"
              "9 response urn:9 200 utf-8 bad input: the page is packed as 'compress', which avow does not unpack\n");
    free(gzip.data), free(zlib.data), free(raw.data), free(zstd.data), free(brotli.data), free(plain.data), free(block.data);
}

static void version_1_1_and_odd_headers(void **state)
{
    (void)state;
    output o = {0};
    put_text(&o, "WARC/1.1\nwarc-type: resource\nWARC-RECORD-ID:   <urn:1>  \ncontent-type:text/html ; charset=utf-8\nno field\n"
                 " folded: away\ncontent-length:7\n\n<p>Anna\n\n\n\nWARC/0.18\r\nContent-Length: 0\r\n\r\n\r\n\r\n");
    lists(&o, "1 resource urn:1 utf-8 [<p>Anna]\n2 - -\n");
}

/* ---- damaged archives ----------------------------------------------------------------------------------------------- */

static void garbage_between_records(void **state)
{
    (void)state;
    output o = {0};
    put_text(&o, "this is no record\r\n\r\n");
    put_response(&o, 1, HTML "<p>Anna");
    put_text(&o, "nor is this, WARC/1.0\r\n");
    put_response(&o, 2, HTML "<p>Bob");
    put_text(&o, "and this");
    lists(&o, "1 - - bad input: 21 bytes belong to no record\n"
              "2 response urn:1 200 [<p>Anna]\n"
              "3 - - bad input: 23 bytes belong to no record\n"
              "4 response urn:2 200 [<p>Bob]\n"
              "5 - - bad input: 8 bytes belong to no record\n");
}

/* A length that is not the block's costs this record and no other, as long as it lies within a page's. */
static void wrong_lengths(void **state)
{
    (void)state;
    static const char *const lengths[] = {"3", "40", "100000", "9223372036854775808", "99999999999999999999999", "-1", "seven", ""};
    static const char *const told[] = {
        "Content-Length is wrong: it says 3, the record has some 16 bytes", "Content-Length is wrong: it says 40, the record has some 16 bytes",
        "Content-Length is wrong: it says 100000, the record has some 16 bytes",
        "the record has 16 bytes, its Content-Length says 9223372036854775808: the next record begins there",
        "the record has 16 bytes, its Content-Length says 18446744073709551615: the next record begins there",
        "the record has no Content-Length that is a number", "the record has no Content-Length that is a number",
        "the record has no Content-Length that is a number",
    };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        output o = {0};
        char expected[600];
        put_response(&o, 1, HTML "<p>Anna");
        put_record_saying(&o, "resource", 2, "", "it rains, so", 12, lengths[i]);
        put_response(&o, 3, HTML "<p>Carl");
        snprintf(expected, sizeof expected, "1 response urn:1 200 [<p>Anna]\n2 resource urn:2 bad input: %s\n3 response urn:3 200 [<p>Carl]\n", told[i]);
        lists(&o, expected);
    }
}

/* Where each record has a member of its own, no length leads beyond it. */
static void wrong_lengths_in_members(void **state)
{
    (void)state;
    for (int zstd = 0; zstd < 2; zstd++) {
        output o = {0};
        for (int id = 1; id <= 4; id++) {
            output record = {0};
            if (id == 2) put_record_saying(&record, "resource", 2, "", "it rains, so", 12, "9223372036854775808");
            else if (id == 3) put_record_saying(&record, "resource", 3, "", "it rains, so", 12, "1000000000");
            else put_response(&record, id, HTML "<p>Anna");
            (zstd ? put_zstd : put_gzip)(&o, record.data, record.size);
            free(record.data);
        }
        lists(&o, "1 response urn:1 200 [<p>Anna]\n"
                  "2 resource urn:2 bad input: the record has 16 bytes, its Content-Length says 9223372036854775808: the next record begins there\n"
                  "3 resource urn:3 bad input: the record has 16 bytes, its Content-Length says 1000000000: the next record begins there\n"
                  "4 response urn:4 200 [<p>Anna]\n");
    }
}

/* Cut off anywhere, an archive gives the records before, and one error for the one that was cut. */
static void cut_off(void **state)
{
    (void)state;
    for (int gzip = 0; gzip < 2; gzip++) {
        output first = {0}, second = {0}, o = {0};
        put_response(&first, 1, HTML "<p>Anna");
        put_response(&second, 2, HTML "<p>Bob said that it rains.");
        if (gzip) put_gzip(&o, first.data, first.size), put_gzip(&o, second.data, second.size);
        else put(&o, first.data, first.size), put(&o, second.data, second.size);
        size_t whole = o.size, begin = first.size;
        if (gzip) {
            output only = {0};
            put_gzip(&only, first.data, first.size);
            begin = only.size;
            free(only.data);
        }
        for (o.size = begin + 1; o.size < whole - (gzip ? 0 : 4); o.size++) {
            char *found = list(&o, 0, 0);
            if (strncmp(found, "1 response urn:1 200 [<p>Anna]\n2 ", 33) != 0) fail_msg("%zu: %s", o.size, found);
            assert_non_null(strstr(found, "bad input: "));
            assert_true(strstr(found, "[<p>Bob") == NULL || gzip);
            free(found);
        }
        free(first.data), free(second.data), free(o.data);
    }
}

static void damaged_member(void **state)
{
    (void)state;
    output o = {0};
    for (int id = 1; id <= 3; id++) {
        output record = {0};
        put_response(&record, id, HTML "<p>Anna said that it rains, and Bob that it does not.");
        put_gzip(&o, record.data, record.size);
        if (id == 2) memset(o.data + o.size - 20, 0xFF, 8);
        free(record.data);
    }
    char *found = list(&o, 0, 0);
    assert_non_null(strstr(found, "1 response urn:1 200 [<p>Anna said that it rains, an]\n2 response urn:2 "));
    assert_non_null(strstr(found, "the gzip data are damaged"));
    assert_non_null(strstr(found, "\n3 response urn:3 200 [<p>Anna said that it rains, an]\n"));
    free(found);
    free(o.data);
}

static void damaged_bodies(void **state)
{
    (void)state;
    static const char chunked[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<p>Ann\r\nFFFFFFFFFFFFFFFFF\r\na said";
    output o = {0}, gzip = {0}, brotli = {0}, other = {0};
    put_gzip(&gzip, "<p>It rains, Anna said.", 23);
    gzip.size -= 10;
    put_brotli(&brotli, "<p>It rains, Anna said.", 23);
    brotli.size -= 4;
    put_text(&other, "It rains, and this was never packed.");
    put_packed(&o, 1, "gzip", &gzip);
    put_response(&o, 2, chunked);
    put_record(&o, "response", 3, "WARC-Truncated: disconnect\r\n", chunked, sizeof chunked - 1);
    put_packed(&o, 4, "br", &brotli);
    put_packed(&o, 5, "br", &other);
    lists(&o, "1 response urn:1 200 utf-8 bad input: the gzip data are cut off\n"
              "2 response urn:2 200 bad input: the page's last chunk is missing or damaged\n"
              "3 response urn:3 200 truncated [<p>Anna said]\n"
              "4 response urn:4 200 utf-8 bad input: the br data are cut off\n"
              "5 response urn:5 200 utf-8 bad input: the br data are damaged: CL_SPACE\n");
    free(gzip.data), free(brotli.data), free(other.data);
}

/* Pages over the limit are told and passed over, also those that only unpacking makes so large. */
static void pages_too_large(void **state)
{
    (void)state;
    output o = {0}, gzip = {0}, brotli = {0}, large = {0};
    char *zeros = calloc(1, 1 << 20);
    assert_non_null(zeros);
    put_gzip(&gzip, zeros, 1 << 20);
    put_packed(&o, 1, "gzip", &gzip);
    put_text(&large, HTML);
    put(&large, zeros, 1 << 20);
    put_record(&o, "response", 2, "", large.data, large.size);
    put_record(&o, "response", 3, "", large.data, 100000);
    put_response(&o, 4, HTML "<p>Anna");
    put_brotli(&brotli, zeros, 1 << 20);
    put_packed(&o, 5, "br", &brotli);
    char *found = list(&o, 0, 50000);
    assert_string_equal(found, "1 response urn:1 200 utf-8 limit exceeded: the page unpacks to more than 50000 bytes, the limit\n"
                               "2 response urn:2 200 limit exceeded: the page's record has 1048620 bytes, more than the limit of 50000\n"
                               "3 response urn:3 200 limit exceeded: the page is longer than 50000 bytes, the limit\n"
                               "4 response urn:4 200 [<p>Anna]\n"
                               "5 response urn:5 200 utf-8 limit exceeded: the page unpacks to more than 50000 bytes, the limit\n");
    free(found), free(zeros), free(o.data), free(gzip.data), free(brotli.data), free(large.data);
}

static void memory_runs_out(void **state)
{
    (void)state;
    output o = {0}, gzip = {0}, brotli = {0};
    put_gzip(&gzip, "<p>It rains, Anna said.", 23);
    put_brotli(&brotli, "<p>It rains, Bob said.", 22);
    put_packed(&o, 1, "gzip", &gzip);
    put_packed(&o, 2, "br", &brotli);
    for (long n = 0;; n++) {
        supply s = {.fail = n};
        avow_allocator allocator = allocator_of(&s);
        pieces p = {o.data, o.size, 0, 0};
        avow_stream *stream = NULL;
        avow_warc *warc = NULL;
        size_t pages = 0;
        if (avow_stream_new(give_piece, &p, &allocator, &stream, NULL) == AVOW_OK &&
            avow_warc_new(stream, NULL, &allocator, &warc, NULL) == AVOW_OK)
            for (const avow_warc_record *r; (r = avow_warc_next(warc)) != NULL;) pages += r->page && r->error.code == AVOW_OK;
        avow_warc_free(warc);
        avow_stream_free(stream);
        assert_int_equal(s.live, 0);
        if (s.asked > n) continue;
        assert_int_equal(pages, 2);
        break;
    }
    free(o.data), free(gzip.data), free(brotli.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_and_others), cmocka_unit_test(wrappings), cmocka_unit_test(version_1_1_and_odd_headers),
        cmocka_unit_test(garbage_between_records), cmocka_unit_test(wrong_lengths), cmocka_unit_test(wrong_lengths_in_members),
        cmocka_unit_test(cut_off), cmocka_unit_test(damaged_member), cmocka_unit_test(damaged_bodies), cmocka_unit_test(pages_too_large),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
