/* test_origin.c - spans of an article's text lead to the page's bytes. */
#include "pages.h"

static void expect(const char *page, const char *words, const char *bytes)
{
    char out[512];
    avow_document *d = read_page(page);
    assert_string_equal(origin_of(d, page, words, out), bytes);
    avow_document_free(d);
}

static void words_as_they_stand(void **state)
{
    (void)state;
    expect("<p>The mayor said on Monday that it is safe.", "mayor said", "mayor said");
    expect("<p>The mayor said on Monday that it is safe.", "The mayor said on Monday that it is safe.",
           "The mayor said on Monday that it is safe.");
}

static void tags_between_words_are_no_part(void **state)
{
    (void)state;
    expect("<p>The <b>may</b>or <a href='x'>said</a> on Monday that it is safe.", "mayor said on", "may|or |said| on");
    expect("<p>The mayor<!-- not he --> said on Monday that it is safe.", "mayor said", "mayor| said");
}

static void entities_are_taken_whole(void **state)
{
    (void)state;
    const char page[] = "<p>&ldquo;Caf&eacute; &amp bar &#x2014; &#8220;ours&#8221&rdquo;, the mayor said on Monday.";
    avow_document *d = read_page(page);
    assert_string_equal(d->text, "“Café & bar — “ours””, the mayor said on Monday.");
    avow_document_free(d);
    expect(page, "“Café &", "&ldquo;Caf&eacute; &amp");
    expect(page, "é", "&eacute;");
    expect(page, "\xC3", "&eacute;");        /* half a character gives all of it */
    expect(page, "ours””,", "ours&#8221&rdquo;,");
}

static void white_space_is_folded(void **state)
{
    (void)state;
    const char page[] = "<p>The  mayor\n\tsaid&nbsp;on<br>Monday\xC2\xA0that it is safe.";
    avow_document *d = read_page(page);
    assert_string_equal(d->text, "The mayor said on Monday that it is safe.");
    avow_document_free(d);
    expect(page, "mayor said on Monday that", "mayor\n\tsaid&nbsp;on|Monday\xC2\xA0that");
}

static void what_nobody_sees_is_left_out(void **state)
{
    (void)state;
    expect("<p>The may\xC2\xADor sa&zwnj;id &#1;on\x01 Monday that it is safe.", "mayor said on Monday", "may|or sa|id |on| Monday");
}

static void paragraphs_apart(void **state)
{
    (void)state;
    expect("<p>The mayor said it on Monday, and more.</p><p>It is safe, she said, and sound.", "and more.\n\nIt is safe",
           "and more.|It is safe");
}

static void no_span_no_origin(void **state)
{
    (void)state;
    avow_document *d = read_page("<p>The mayor said on Monday that it is safe.");
    avow_span range = {7, 7};
    assert_int_equal(avow_document_origin(d, (avow_span){3, 3}, &range, 1), 0);
    assert_int_equal(avow_document_origin(d, (avow_span){3, d->text_size + 1}, &range, 1), 0);
    assert_int_equal(range.start, 7);
    avow_document_free(d);
}

static void room_for_fewer(void **state)
{
    (void)state;
    avow_document *d = read_page("<p>The <b>mayor</b> said on Monday that it is safe.");
    avow_span range;
    assert_int_equal(avow_document_origin(d, (avow_span){0, d->text_size}, &range, 1), 3);
    assert_int_equal(range.start, 3);
    assert_int_equal(range.end, 7);
    avow_document_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_as_they_stand),       cmocka_unit_test(tags_between_words_are_no_part),
        cmocka_unit_test(entities_are_taken_whole),  cmocka_unit_test(white_space_is_folded),
        cmocka_unit_test(what_nobody_sees_is_left_out), cmocka_unit_test(paragraphs_apart),
        cmocka_unit_test(no_span_no_origin),         cmocka_unit_test(room_for_fewer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
