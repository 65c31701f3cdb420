/* test_meta.c - title, date, authors, outlet, address and language of a page. */
#include "pages.h"

#include "meta.h"

#define TEXT "<p>The mayor said on Monday that the bridge is safe.</p>"

static void from_json_ld(void **state)
{
    (void)state;
    avow_document *d = read_page(
        "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebSite\", \"name\": \"x\"}, {\"@type\": [\"NewsArticle\"],"
        "\"headline\": \"Bridge &amp; tunnel\", \"datePublished\": \"2026-03-05T10:00:00.000Z\", \"inLanguage\": \"en-GB\","
        "\"author\": [{\"@type\": \"Person\", \"name\": \"Ana Lee\"}, \"Bo Ray\"], \"publisher\": {\"name\": \"The\nQuay\"},"
        "\"mainEntityOfPage\": {\"@id\": \"https://quay.example/1\"}}]};</script>" TEXT);
    assert_string_equal(d->title, "Bridge & tunnel");
    assert_string_equal(d->date, "2026-03-05T10:00:00Z");
    assert_string_equal(d->language, "en-GB");
    assert_string_equal(d->outlet, "The Quay");
    assert_string_equal(d->url, "https://quay.example/1");
    assert_int_equal(d->author_count, 2);
    assert_string_equal(d->authors[1], "Bo Ray");
    avow_document_free(d);
}

static void from_meta_elements(void **state)
{
    (void)state;
    avow_document *d = read_page("<html lang=en-US><meta property=og:title content=Bridge>"
                                 "<meta name=author content='By Ana Lee and Bo Ray, Cy Fox'>"
                                 "<meta property=og:site_name content='The Quay'><meta property=og:url content='https://quay.example/2'>"
                                 "<meta itemprop=datePublished content='5 March 2026'>" TEXT);
    assert_string_equal(d->title, "Bridge");
    assert_string_equal(d->date, "2026-03-05");
    assert_string_equal(d->language, "en-US");
    assert_string_equal(d->outlet, "The Quay");
    assert_string_equal(d->url, "https://quay.example/2");
    assert_int_equal(d->author_count, 3);
    assert_string_equal(d->authors[0], "Ana Lee");
    assert_string_equal(d->authors[2], "Cy Fox");
    avow_document_free(d);
}

static void from_the_page_itself(void **state)
{
    (void)state;
    avow_read_options options = {.url = "https://www.quay.example/3?x=1"};
    const char page[] = "<title>The bridge is closed - The Quay</title><time datetime=2026-03-05>Thursday</time>" TEXT;
    avow_document *d = read_page_as(page, sizeof page - 1, &options);
    assert_string_equal(d->title, "The bridge is closed");
    assert_string_equal(d->date, "2026-03-05");
    assert_string_equal(d->outlet, "quay.example");
    assert_string_equal(d->url, options.url);
    assert_null(d->language);
    assert_int_equal(d->author_count, 0);
    avow_document_free(d);
}

static void expect_title(const char *head, const char *title)
{
    char page[2048];
    snprintf(page, sizeof page, "%s" TEXT, head);
    avow_document *d = read_page(page);
    assert_string_equal(d->title, title);
    avow_document_free(d);
}

#define LD(headline) "<script type='application/ld+json'>{\"@type\": \"Article\", \"headline\": \"" headline "\"}</script>"
#define CARD(title) "<meta property=og:title content='" title "'>"

static void titles_that_differ(void **state)
{
    (void)state;
    expect_title(LD("Old bridge closed for two years") CARD("Old bridge to be closed | The Quay") "<h1>Old bridge to be closed</h1>",
                 "Old bridge to be closed");
    expect_title(LD("Old bridge closed for two years, mayor says") CARD("Old bridge closed for two years"),
                 "Old bridge closed for two years");
    expect_title(LD("Old bridge closed for two years") CARD("You will not believe what the mayor did"), "Old bridge closed for two years");
}

static void dates_as_publishers_write_them(void **state)
{
    (void)state;
    static const char *const dates[][2] = {
        {"2024-04-28T13:00:00.000+01:00", "2024-04-28T13:00:00+01:00"}, {"2024-04-28 13:00:05", "2024-04-28T13:00:05"},
        {"2024-04-28T13:00:00+0100", "2024-04-28T13:00:00+01:00"}, {"20240428", "2024-04-28"}, {"2024/04/28", "2024-04-28"},
        {"Sun, 28 Apr 2024 13:00:00 GMT", "2024-04-28T13:00:00Z"}, {"April 28, 2024", "2024-04-28"}, {"28th April 2024", "2024-04-28"},
        {"Published Apr. 8, 2024, 10:15 a.m.", "2024-04-08T10:15:00"}, {"2024-13-28", NULL}, {"yesterday", NULL}, {"1850-01-01", NULL},
        {"2024-02-31", NULL}, {"", NULL},
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        char out[AVOW_DATE_SIZE];
        bool found = avow_date_iso(dates[i][0], strlen(dates[i][0]), out);
        assert_int_equal(found, dates[i][1] != NULL);
        if (found) assert_string_equal(out, dates[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_json_ld),         cmocka_unit_test(from_meta_elements),
        cmocka_unit_test(from_the_page_itself), cmocka_unit_test(titles_that_differ),
        cmocka_unit_test(dates_as_publishers_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
