/* test_bad.c - pages that are none, too large, too deep or broken; and no memory. */
#include "pages.h"

#define TEXT "<p>The mayor said on Monday that the bridge is safe."

static void refuse(const char *page, size_t size, const avow_read_options *options, avow_status status, const char *detail)
{
    avow_document *d = (avow_document *)(uintptr_t)1;
    avow_error error;
    assert_int_equal(avow_read_html(page, size, options, &d, &error), status);
    assert_null(d);
    assert_int_equal(error.code, status);
    if (!strstr(error.detail, detail)) fail_msg("\"%s\" does not say \"%s\"", error.detail, detail);
}
#define REFUSE(page, options, status, detail) refuse(page, sizeof(page) - 1, options, status, detail)

static void no_article(void **state)
{
    (void)state;
    REFUSE("", NULL, AVOW_BAD_INPUT, "no text");
    REFUSE("<html><head><title>x</title></head></html>", NULL, AVOW_BAD_INPUT, "no text");
    REFUSE("<body><script>document.write('<p>The mayor said that the bridge is safe.')</script>", NULL, AVOW_BAD_INPUT, "script");
    REFUSE("<frameset><frame src=a></frameset>", NULL, AVOW_BAD_INPUT, "frames");
    REFUSE("<ul><li><a href=1>One</a><li><a href=2>Two</a></ul>", NULL, AVOW_BAD_INPUT, "no article");
    refuse(NULL, 0, NULL, AVOW_BAD_INPUT, "no text");
    refuse(NULL, 1, NULL, AVOW_BAD_ARGUMENT, "NULL");
}

static void too_large(void **state)
{
    (void)state;
    REFUSE(TEXT, &(avow_read_options){.max_bytes = 10}, AVOW_LIMIT, "larger than 10 bytes");
    refuse(TEXT, (size_t)200 << 20, NULL, AVOW_LIMIT, "larger than 67108864 bytes");      /* refused before it is looked at */
}

/* count times what, and then the text. */
static char *many(const char *what, size_t count, size_t *size)
{
    size_t length = strlen(what);
    char *page = malloc(length * count + sizeof TEXT);
    assert_non_null(page);
    for (size_t i = 0; i < count; i++) memcpy(page + i * length, what, length);
    memcpy(page + length * count, TEXT, sizeof TEXT);
    *size = length * count + sizeof TEXT - 1;
    return page;
}

static void too_many_elements(void **state)
{
    (void)state;
    size_t size;
    char *page = many("<p>a b", 600000, &size);
    refuse(page, size, NULL, AVOW_LIMIT, "more than 1000000 elements");
    free(page);
}

/* Whatever is repeated, the text behind it is read, in a time that no test would notice. */
static void much_of_the_same(void **state)
{
    (void)state;
    static const char *const what[] = {"<div>", "<span class=x>", "<b id=1>", "<table><tr><td>", "</p>", "</zzz>", "&amp", "&", "<",
                                       "<svg>", "<ul><li>", "<a href=x></a>", "<object></div></object>", "<h1>a b c</h1>",
                                       "<div class='ad-ad-ad-'>", "<br>"};
    for (size_t i = 0; i < sizeof what / sizeof *what; i++) {
        size_t size;
        char *page = many(what[i], 100000, &size);
        avow_document *d = read_page_as(page, size, NULL);
        assert_non_null(strstr(d->text, "The mayor said on Monday that the bridge is safe."));
        avow_document_free(d);
        free(page);
    }
}

static void nested_too_deep_is_told(void **state)
{
    (void)state;
    size_t size;
    char *page = many("<div>", 100000, &size);
    avow_document *d = read_page_as(page, size, NULL);
    assert_int_equal(d->warning_count, 1);
    assert_non_null(strstr(d->warnings[0], "512"));
    avow_document_free(d);
    free(page);
}

static void never_closed(void **state)
{
    (void)state;
    static const char *const ends[] = {"<!--", "<script>", "<style>", "<textarea>", "<a href=\"", "<a href", "<", "</", "&#",
                                       "<![CDATA[", "<svg>", "<!", "<a ="};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char page[256];
        snprintf(page, sizeof page, TEXT "</p>%s<p>Not this one, perhaps", ends[i]);
        avow_document *d = read_page(page);
        assert_int_equal(strncmp(d->text, "The mayor said on Monday that the bridge is safe.", 49), 0);
        avow_document_free(d);
    }
}

static void nul_characters(void **state)
{
    (void)state;
    const char page[] = "\0\0<p cl\0ass=x>The may\0or said on Mon\0\0day that it is safe.";
    avow_document *d = read_page_as(page, sizeof page - 1, NULL);
    assert_string_equal(d->text, "The mayor said on Monday that it is safe.");
    avow_document_free(d);
}

/* Each allocation in turn fails: the call says so and leaks nothing. */
static void no_memory(void **state)
{
    (void)state;
    static const char page[] = "<meta charset=iso-8859-1><title>Bridge</title><meta name=author content='Ana Lee'>"
                               "<meta property=og:title content=B>"
                               "<script type='application/ld+json'>{\"@type\": \"Article\", \"headline\": \"Bridge\", "
                               "\"articleBody\": \"a b c d e f\"}</script><h1>The old bridge</h1>" TEXT " Caf\xE9.</p><p>It is safe, she said, and so is the caf\xE9.";
    for (long n = 0;; n++) {
        supply s = {.fail = n};
        avow_allocator allocator = allocator_of(&s);
        avow_document *d;
        avow_error error;
        avow_status status = avow_read_html(page, sizeof page - 1, &(avow_read_options){.allocator = &allocator}, &d, &error);
        avow_document_free(d);
        assert_int_equal(s.live, 0);
        if (s.asked <= n) {
            assert_int_equal(status, AVOW_OK);
            assert_true(n > 10);
            return;
        }
        if (status != AVOW_NO_MEMORY) fail_msg("allocation %ld: %s", n, avow_status_name(status));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_article),   cmocka_unit_test(too_large),    cmocka_unit_test(too_many_elements),
        cmocka_unit_test(much_of_the_same), cmocka_unit_test(nested_too_deep_is_told), cmocka_unit_test(never_closed),
        cmocka_unit_test(nul_characters), cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
