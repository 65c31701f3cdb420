/* test_encoding.c - pages in other encodings than UTF-8, declared, undeclared and declared wrongly. */
#include "pages.h"

#include <iconv.h>

#define PAGE(head, cafe) "<html><head>" head "</head><p>The " cafe " is closed, said the mayor on Monday."

/* The page is read as `encoding`, says `word`, and `bytes` are what it stands as. */
static void expect(const char *page, size_t size, const char *charset, const char *encoding, const char *word, const char *bytes)
{
    char out[512];
    avow_read_options options = {.charset = charset};
    avow_document *d = read_page_as(page, size, &options);
    assert_string_equal(d->encoding, encoding);
    assert_string_equal(origin_of(d, page, word, out), bytes);
    avow_document_free(d);
}
#define EXPECT(page, charset, encoding, word, bytes) expect(page, sizeof(page) - 1, charset, encoding, word, bytes)

static void declared_by_the_page(void **state)
{
    (void)state;
    EXPECT(PAGE("<meta charset=iso-8859-1>", "caf\xE9"), NULL, "CP1252", "café is", "caf\xE9 is");
    EXPECT(PAGE("<meta charset=ascii>", "\x80 caf\xE9\x85"), NULL, "CP1252", "€ café…", "\x80 caf\xE9\x85");
}

static void declared_and_read_by_iconv(void **state)
{
    (void)state;
    iconv_t there = iconv_open("UTF-8", "CP932");
    if (there == (iconv_t)-1) skip();
    iconv_close(there);
    EXPECT(PAGE("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "\xEA\xE0\xF4\xE5"), NULL, "CP1251",
           "кафе is", "\xEA\xE0\xF4\xE5 is");
    EXPECT(PAGE("<meta charset='shift_jis'>", "\x93\x8C\x8B\x9E"), NULL, "CP932", "東京 is", "\x93\x8C\x8B\x9E is");
}

static void declared_by_http(void **state)
{
    (void)state;
    EXPECT(PAGE("<meta charset=windows-1251>", "caf\xE9"), "ISO-8859-1", "CP1252", "café", "caf\xE9");
    EXPECT(PAGE("", "caf\xC3\xA9"), "utf-8", "UTF-8", "café", "caf\xC3\xA9");
}

static void by_byte_order_mark(void **state)
{
    (void)state;
    EXPECT("\xEF\xBB\xBF" PAGE("<meta charset=iso-8859-1>", "caf\xC3\xA9"), NULL, "UTF-8", "café", "caf\xC3\xA9");
    char page[512] = "\xFF\xFE";
    const char ascii[] = PAGE("", "\xE9");
    for (size_t i = 0; i < sizeof ascii - 1; i++) page[2 + 2 * i] = ascii[i];
    avow_document *d = read_page_as(page, 2 * sizeof ascii, NULL);
    assert_string_equal(d->text, "The é is closed, said the mayor on Monday.");
    avow_span range;
    assert_int_equal(avow_document_origin(d, span_of(d, "é"), &range, 1), 1);
    assert_memory_equal(page + range.start, "\xE9\0", 2);
    assert_int_equal(range.end - range.start, 2);
    avow_document_free(d);
}

static void by_the_bytes_alone(void **state)
{
    (void)state;
    EXPECT(PAGE("", "caf\xC3\xA9"), NULL, "UTF-8", "café", "caf\xC3\xA9");
    EXPECT(PAGE("", "caf\xE9 \x93quoted\x94"), NULL, "CP1252", "café “quoted”", "caf\xE9 \x93quoted\x94");
    EXPECT(PAGE("<meta charset=utf-7>", "cafe"), NULL, "UTF-8", "cafe", "cafe");
}

static void what_the_bytes_refute(void **state)
{
    (void)state;
    EXPECT(PAGE("<meta charset=iso-8859-1>", "caf\xC3\xA9"), NULL, "UTF-8", "café", "caf\xC3\xA9");
    EXPECT(PAGE("<meta charset=utf-8>", "caf\xE9"), NULL, "CP1252", "café", "caf\xE9");
    avow_document *d = read_page(PAGE("<meta charset=utf-8>", "caf\xE9"));
    assert_int_equal(d->warning_count, 1);
    assert_non_null(strstr(d->warnings[0], "windows-1252"));
    avow_document_free(d);
}

static void mixed_encodings(void **state)
{
    (void)state;
    const char page[] = PAGE("<meta charset=utf-8>", "caf\xC3\xA9 caf\xE9 na\xC3\xAFve \xE2\x80\x94");
    EXPECT(PAGE("<meta charset=utf-8>", "caf\xC3\xA9 caf\xE9 na\xC3\xAFve \xE2\x80\x94"), NULL, "UTF-8",
           "caf\xEF\xBF\xBD naïve", "caf\xE9 na\xC3\xAFve");
    avow_document *d = read_page(page);
    assert_int_equal(d->warning_count, 1);
    avow_document_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declared_by_the_page), cmocka_unit_test(declared_and_read_by_iconv),
        cmocka_unit_test(declared_by_http), cmocka_unit_test(by_byte_order_mark),
        cmocka_unit_test(by_the_bytes_alone),   cmocka_unit_test(what_the_bytes_refute), cmocka_unit_test(mixed_encodings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
