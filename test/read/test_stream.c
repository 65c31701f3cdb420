/* test_stream.c - what a stream promises: the same bytes however they are packed and in whatever pieces they come; damage and ends
 * too early are told, behind all that could be unpacked. */
#include "pack.h"

#include <errno.h>
#include <unistd.h>

/* Reads all that comes, up to the end or an error. */
static avow_status read_all(avow_stream *stream, size_t at_once, output *o, avow_error *error)
{
    char *data = malloc(at_once);
    assert_non_null(data);
    avow_status status;
    size_t got;
    while ((status = avow_stream_read(stream, data, at_once, &got, error)) == AVOW_OK && got > 0) put(o, data, got);
    free(data);
    return status;
}

/* Checks that the packed bytes unpack to these, whatever the pieces. */
static void unpacks_to(const output *packed, const char *data, size_t size, avow_packing packing)
{
    static const size_t steps[] = {0, 1, 7, 4096}, reads[] = {1, 100, 1 << 20};
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < 3; j++) {
            pieces p = {packed->data, packed->size, steps[i], 0};
            output o = {0};
            avow_error error = {0};
            avow_stream *stream = open_pieces(&p, NULL);
            assert_int_equal(avow_stream_packing(stream), packing);
            if (read_all(stream, reads[j], &o, &error) != AVOW_OK) fail_msg("%s", error.detail);
            assert_int_equal(o.size, size);
            assert_memory_equal(o.data, data, size);
            avow_stream_free(stream);
            free(o.data);
        }
    }
}

static void same_bytes_however_packed(void **state)
{
    (void)state;
    output text = {0}, gzip = {0}, zstd = {0}, many = {0}, frames = {0};
    for (int i = 0; i < 3000; i++) put_text(&text, i % 3 ? "The mayor said so.\n" : "It rains, Anna said.\n");
    put_gzip(&gzip, text.data, text.size);
    put_zstd(&zstd, text.data, text.size);
    for (size_t at = 0; at < text.size; at += 1000) {
        size_t part = text.size - at < 1000 ? text.size - at : 1000;
        put_gzip(&many, text.data + at, part);
        put_gzip(&many, "", 0);
        put_zstd(&frames, text.data + at, part);
    }
    put(&many, "\0\0\0\0", 4);          /* as on tapes */
    unpacks_to(&text, text.data, text.size, AVOW_PLAIN);
    unpacks_to(&gzip, text.data, text.size, AVOW_GZIP);
    unpacks_to(&zstd, text.data, text.size, AVOW_ZSTD);
    unpacks_to(&many, text.data, text.size, AVOW_GZIP);
    unpacks_to(&frames, text.data, text.size, AVOW_ZSTD);
    free(text.data), free(gzip.data), free(zstd.data), free(many.data), free(frames.data);
}

static void short_files(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "a", "\x1f", "\x1f\x8b\x08", "abcd"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        output o = {0};
        put(&o, texts[i], strlen(texts[i]));
        unpacks_to(&o, texts[i], strlen(texts[i]), AVOW_PLAIN);
        free(o.data);
    }
}

/* Cut anywhere behind the first bytes, a packed file gives what is there, and then says that it is cut off. */
static void cut_off(void **state)
{
    (void)state;
    static const char text[] = "It rains, Anna said. It does not, Bob said. Nobody knows, said Carl, who had been out.";
    for (int zstd = 0; zstd < 2; zstd++) {
        output packed = {0};
        (zstd ? put_zstd : put_gzip)(&packed, text, sizeof text);
        size_t first = packed.size;
        (zstd ? put_zstd : put_gzip)(&packed, text, sizeof text);
        for (size_t size = 4; size < packed.size; size++) {
            pieces p = {packed.data, size, 0, 0};
            output o = {0};
            avow_error error = {0};
            avow_stream *stream = open_pieces(&p, NULL);
            avow_status status = read_all(stream, 1000, &o, &error);
            assert_int_equal(status, size == first ? AVOW_OK : AVOW_BAD_INPUT);
            if (status != AVOW_OK) assert_non_null(strstr(error.detail, "data are cut off"));
            assert_true(size < first || (o.size >= sizeof text && memcmp(o.data, text, sizeof text) == 0));
            assert_false(avow_stream_resume(stream));
            avow_stream_free(stream);
            free(o.data);
        }
        free(packed.data);
    }
}

/* A member that is damaged is told; the stream goes on with the next. */
static void damage_is_local(void **state)
{
    (void)state;
    static const char *const texts[] = {"It rains, Anna said. ", "It does not, Bob said, not by any means, not a drop. ", "Carl said no."};
    for (int zstd = 0; zstd < 2; zstd++) {
        output packed = {0};
        size_t second = 0, third = 0;
        for (int i = 0; i < 3; i++) {
            second = i == 1 ? packed.size : second;
            third = i == 2 ? packed.size : third;
            (zstd ? put_zstd : put_gzip)(&packed, texts[i], strlen(texts[i]));
        }
        size_t at = second + (third - second) / 2;
        memset(packed.data + (zstd ? second + 4 : at), 0xFF, zstd ? 4 : 8);
        pieces p = {packed.data, packed.size, 0, 0};
        output o = {0};
        avow_error error = {0};
        avow_stream *stream = open_pieces(&p, NULL);
        assert_int_equal(read_all(stream, 1000, &o, &error), AVOW_BAD_INPUT);
        assert_true(error.offset >= second && error.offset <= third);
        assert_true(o.size >= strlen(texts[0]) && memcmp(o.data, texts[0], strlen(texts[0])) == 0);
        o.size = 0;
        assert_true(avow_stream_resume(stream));
        assert_int_equal(read_all(stream, 1000, &o, &error), AVOW_OK);
        assert_string_equal(o.data, texts[2]);
        avow_stream_free(stream);
        free(o.data);
        free(packed.data);
    }
}

static void something_else_behind_a_member(void **state)
{
    (void)state;
    output packed = {0}, o = {0};
    put_gzip(&packed, "Anna said so.", 13);
    put_text(&packed, "and plain text");
    pieces p = {packed.data, packed.size, 0, 0};
    avow_error error = {0};
    avow_stream *stream = open_pieces(&p, NULL);
    assert_int_equal(read_all(stream, 1000, &o, &error), AVOW_BAD_INPUT);
    assert_string_equal(o.data, "Anna said so.");
    assert_string_equal(error.detail, "the gzip data are damaged: something else follows them");
    avow_stream_free(stream);
    free(o.data);
    free(packed.data);
}

/* 131 MB of zeros, packed to 0.2 MB, are read in the memory that any file takes. */
static void bombs_cost_no_memory(void **state)
{
    (void)state;
    char zeros[1 << 16] = {0};
    output packed = {0}, member = {0};
    put_gzip(&member, zeros, sizeof zeros);
    for (int i = 0; i < 2000; i++) put(&packed, member.data, member.size);
    supply s = {.fail = 12};            /* no more than twelve allocations, whatever comes */
    avow_allocator allocator = allocator_of(&s);
    pieces p = {packed.data, packed.size, 0, 0};
    avow_stream *stream = open_pieces(&p, &allocator);
    uint64_t total = 0;
    for (size_t got = 1; got > 0; total += got) assert_int_equal(avow_stream_read(stream, zeros, sizeof zeros, &got, NULL), AVOW_OK);
    assert_int_equal(total, 2000ull * sizeof zeros);
    avow_stream_free(stream);
    assert_int_equal(s.live, 0);
    free(packed.data);
    free(member.data);
}

static void a_source_that_fails(void **state)
{
    (void)state;
    pieces p = {"Anna said", 9, 5, EIO};
    output o = {0};
    avow_error error = {0};
    avow_stream *stream = open_pieces(&p, NULL);
    assert_int_equal(read_all(stream, 1000, &o, &error), AVOW_READ_FAILED);
    assert_string_equal(o.data, "Anna said");
    assert_int_equal(error.offset, 9);
    avow_stream_free(stream);
    free(o.data);

    p = (pieces){NULL, 0, 0, EISDIR};
    assert_int_equal(avow_stream_new(give_piece, &p, NULL, &stream, &error), AVOW_READ_FAILED);
    assert_null(stream);
}

/* What comes through a pipe is given when it comes. */
static void a_pipe_is_not_waited_for(void **state)
{
    (void)state;
    int ends[2];
    char data[100];
    size_t got;
    avow_stream *stream;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "Anna said\n", 10), 10);
    assert_int_equal(avow_stream_new(avow_read_descriptor, &ends[0], NULL, &stream, NULL), AVOW_OK);
    assert_int_equal(avow_stream_read(stream, data, sizeof data, &got, NULL), AVOW_OK);
    assert_memory_equal(data, "Anna said\n", got);
    assert_true(got > 0);
    avow_stream_free(stream);
    close(ends[0]);
    close(ends[1]);
}

static void memory_runs_out(void **state)
{
    (void)state;
    for (int zstd = 0; zstd < 2; zstd++) {
        output packed = {0};
        (zstd ? put_zstd : put_gzip)(&packed, "Anna said so.", 13);
        for (long n = 0;; n++) {
            supply s = {.fail = n};
            avow_allocator allocator = allocator_of(&s);
            pieces p = {packed.data, packed.size, 0, 0};
            char data[100];
            size_t got = 0;
            avow_stream *stream = NULL;
            avow_error error = {0};
            avow_status status = avow_stream_new(give_piece, &p, &allocator, &stream, &error);
            if (status == AVOW_OK) status = avow_stream_read(stream, data, sizeof data, &got, &error);
            avow_stream_free(stream);
            assert_int_equal(s.live, 0);
            if (s.asked <= n) break;
            assert_int_equal(status, AVOW_NO_MEMORY);
        }
        free(packed.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_bytes_however_packed), cmocka_unit_test(short_files), cmocka_unit_test(cut_off),
        cmocka_unit_test(damage_is_local), cmocka_unit_test(something_else_behind_a_member), cmocka_unit_test(bombs_cost_no_memory),
        cmocka_unit_test(a_source_that_fails), cmocka_unit_test(a_pipe_is_not_waited_for), cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
