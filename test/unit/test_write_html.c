/* test_write_html.c - the page, of results built by hand and at random: elements that nest, links that lead somewhere, nothing of
 * an article outside its elements. */
#include "sample.h"
#include "write.h"

/* Every element is closed in its order; void elements are meta only. */
static void check_nesting(const char *page)
{
    const char *open[64];
    size_t depth = 0;
    for (const char *at = page; (at = strchr(at, '<')) != NULL; at++) {
        size_t length = strcspn(at + 1, " >");
        if (at[1] == '!' || strncmp(at, "<meta", 5) == 0) continue;
        if (at[1] == '/') {
            assert_true(depth > 0);
            depth--;
            assert_memory_equal(open[depth], at + 2, length - 1);
            continue;
        }
        assert_true(depth < 64);
        open[depth++] = at + 1;
        const char *raw = strncmp(at, "<style>", 7) == 0 ? "</style>" : strncmp(at, "<script>", 8) == 0 ? "</script>" : NULL;
        if (raw != NULL) at = strstr(at, raw) - 1;
    }
    assert_int_equal(depth, 0);
}

/* Every id is there once, and every link within the page leads to one. */
static void check_links(const char *page)
{
    for (const char *at = page; (at = strstr(at, " id=\"")) != NULL; at++) {
        char name[64];
        snprintf(name, sizeof name, "%.*s\"", (int)strcspn(at + 5, "\"") + 5, at);
        assert_int_equal(occurrences(page, name), 1);
    }
    for (const char *at = page; (at = strstr(at, " href=\"#")) != NULL; at++) {
        char name[64];
        snprintf(name, sizeof name, " id=\"%.*s\"", (int)strcspn(at + 8, "\""), at + 8);
        assert_int_equal(occurrences(page, name), 1);
    }
}

/* What a reader would copy from the first article's paragraphs: no tags, entities decoded, white space and U+FFFD left
 * out. */
static void bare_text(const char *page, char *out)
{
    static const struct { const char *name; char c; } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    const char *at = strstr(page, "<div class=\"text\">"), *end = strstr(page, "</div>");
    while (at < end) {
        if (*at == '<') {
            at = strchr(at, '>') + 1;
        } else if (*at == '&') {
            for (size_t i = 0; i < 5; i++)
                if (strncmp(at, entities[i].name, strlen(entities[i].name)) == 0) *out++ = entities[i].c;
            at = strchr(at, ';') + 1;
        } else if (strncmp(at, "\xEF\xBF\xBD", 3) == 0) {
            at += 3;
        } else {
            if (strchr(" \n\r\t", *at) == NULL) *out++ = *at;
            at++;
        }
    }
    *out = '\0';
}

static void test_html_marks_and_links(void **state)
{
    (void)state;
    static const char text[] = "Ann said and wrote\nthat Bob lied.";
    const avow_attribution attributions[] = {
        said(1, 0, AVOW_INDIRECT, FIND(text, "Ann"), FIND(text, "said"), FIND(text, "wrote\nthat Bob lied"), 0.9f),
        said(2, 1, AVOW_INDIRECT, FIND(text, "Ann"), FIND(text, "wrote"), FIND(text, "that Bob lied"), 0.8f)};
    avow_result result = result_of(text, attributions, 2);
    char *page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, &result, 1);
    assert_non_null(strstr(page,
        "<p><span class=\"source\" data-s=\"a1-1\"><span class=\"source\" data-s=\"a1-2\">Ann</span></span> "
        "<span class=\"cue\" data-s=\"a1-1\">said</span><a class=\"n\" id=\"a1-1\" href=\"#a1-s1\" data-s=\"a1-1\" data-n=\"1\" "
        "aria-label=\"Statement 1\"></a> and "
        "<span class=\"content\" data-s=\"a1-1\"><span class=\"cue\" data-s=\"a1-2\">wrote</span><a class=\"n\" id=\"a1-2\" "
        "href=\"#a1-s2\" data-s=\"a1-2\" data-n=\"2\" aria-label=\"Statement 2\"></a></span></p>\n"
        "<p><span class=\"content\" data-s=\"a1-1\"><span class=\"content\" data-s=\"a1-2\">that Bob lied</span></span>.</p>\n"));
    assert_non_null(strstr(page, "<li id=\"a1-s2\" class=\"in1\" data-s=\"a1-2\">"));
    assert_non_null(strstr(page, "within\xC2\xA0<a href=\"#a1-s1\">statement 1</a>"));
    assert_null(strstr(page, "<nav"));
    assert_null(strstr(page, ">thread</a>"));
    check_nesting(page);
    check_links(page);
    free(page);
    page = written((avow_write_options){.format = AVOW_FORMAT_HTML, .fragment = true, .threads = "/threads?article=7&statement="}, &result, 1);
    assert_non_null(strstr(page, "<a href=\"/threads?article=7&amp;statement=2\">thread</a></p>\n</li>"));
    assert_null(strstr(page, "<html"));
    free(page);
}

/* A speaker's line leads to all that he said; in the text, his words and his statements have one colour. */
static void test_html_tells_who_to_whom_and_when(void **state)
{
    (void)state;
    static const char *const there[] = {
        "<summary>5 speakers</summary>",
        "<li id=\"a1-e1\"><a class=\"speaker w1\" href=\"#a1-e1\">Ana Ruiz</a> <span class=\"said\" role=\"group\" "
        "aria-label=\"Statements\"><a href=\"#a1-s1\">1</a> <a href=\"#a1-s3\">3</a> </span></li>",
        "<a class=\"speaker w3\" href=\"#a1-e3\">Harbour Post</a> <span class=\"how\">organisation</span>",
        "Mayor <a class=\"speaker w1\" href=\"#a1-e1\">Ana Ruiz</a>\xC2\xA0\xE2\x80\x93 <span class=\"cue\">told</span>",
        "<a class=\"speaker w2\" href=\"#a1-e2\">Tom Okafor</a> (the harbour chief)",
        "<b class=\"source\">he</b> <i class=\"nobody\">(several would fit)</i>",
        "<i class=\"nobody\">(nobody named)</i>",
        "<p class=\"how\">to <span class=\"addressee\">reporters</span> \xC2\xB7 <span class=\"time\">Thursday (2015-11-12)</span> \xC2\xB7 ",
        "<b class=\"act\">no prediction</b>",
        "<span class=\"source w1\" data-s=\"a1-3\">she</span>",
        "<span class=\"content w2\" data-s=\"a1-2\">he never saw the inspectors\xE2\x80\x99 report</span></span>."};
    sample s;
    sample_make(&s);
    char *page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, &s.result, 1);
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        if (strstr(page, there[i]) == NULL) fail_msg("%s\nis not in\n%s", there[i], strstr(page, "<main>"));
    check_nesting(page);
    check_links(page);
    free(page);
    s.result.attribution_count = 1;             /* one speaker needs no list of speakers */
    page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, &s.result, 1);
    assert_null(strstr(page, "<summary>"));
    assert_non_null(strstr(page, "Mayor <b class=\"speaker w1\">Ana Ruiz</b>"));
    check_links(page);
    free(page);
}

/* Where spans coincide, the inner statement's mark lies within the outer one's, also if the inner one comes first. */
static void test_html_nests_by_depth(void **state)
{
    (void)state;
    static const char text[] = "He lied, he said, she wrote.";
    const avow_span parts[] = {{0, 7}, {9, 16}};
    const avow_attribution attributions[] = {
        said(1, 2, AVOW_INDIRECT, FIND(text, "he"), FIND(text, "said"), FIND(text, "He lied"), 0.9f),
        said(2, 0, AVOW_INDIRECT, FIND(text, "she"), FIND(text, "wrote"), (avow_spans){parts, 2}, 0.9f)};
    avow_result result = result_of(text, attributions, 2);
    char *page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, &result, 1);
    assert_non_null(strstr(page, "<p><span class=\"content\" data-s=\"a1-2\"><span class=\"content\" data-s=\"a1-1\">He lied</span></span>, "
                                 "<span class=\"content\" data-s=\"a1-2\"><span class=\"source\" data-s=\"a1-1\">he</span> "));
    free(page);
}

static void test_html_escapes_every_field(void **state)
{
    (void)state;
    static const char evil[] = "</title></style></script><script>alert('1')</script>\"onload=\" & <b>\x1b\x01";
    const avow_span all = {0, sizeof evil - 1};
    avow_attribution said_twice[2];
    for (uint32_t i = 0; i < 2; i++) {
        said_twice[i] = said(i + 1, 0, AVOW_DIRECT, (avow_spans){&all, 1}, (avow_spans){&all, 1}, (avow_spans){&all, 1}, 1.0f);
        said_twice[i].addressee = said_twice[i].source, said_twice[i].time = (avow_time){all, evil}, said_twice[i].speaker = i + 1;
    }
    const avow_entity entities[] = {{.id = 1, .name = evil}, {.id = 2, .name = "\"><b onload=\"1"}};
    const avow_furniture furniture = {all, evil};
    const char *const warnings[] = {evil};
    avow_result results[3] = {result_of(evil, said_twice, 2), result_of("", NULL, 0), result_of("Two", NULL, 0)};
    results[0].id = results[0].title = results[0].date = results[0].outlet = results[0].url = evil;
    results[0].furniture = &furniture, results[0].furniture_count = 1;
    results[0].warnings = warnings, results[0].warning_count = 1;
    results[0].entities = entities, results[0].entity_count = 2;
    results[1].url = "javascript:alert(1)", results[1].id = NULL;
    results[2].url = "https://x.org/\"onclick=\"1";
    char *page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, results, 3);
    assert_int_equal(occurrences(page, "<script"), 1);
    assert_int_equal(occurrences(page, "</title>"), 1);
    assert_int_equal(occurrences(page, "</style>"), 1);
    assert_null(strstr(page, "\"onload"));
    assert_null(strstr(page, "\"onclick"));
    assert_null(strstr(page, "href=\"java"));
    assert_null(strchr(page, '\x1b'));
    assert_non_null(strstr(page, "<nav"));
    check_nesting(page);
    check_links(page);
    free(page);
    page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, NULL, 0);
    assert_non_null(strstr(page, "No articles"));
    check_nesting(page);
    free(page);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Up to three spans in order, anywhere in a text of ASCII. */
static avow_spans random_spans(uint32_t *seed, size_t size, avow_span spans[3])
{
    size_t count = 0, at = 0;
    for (int i = 0; i < 3; i++) {
        size_t start = at + next_random(seed) % (size - at + 1), end = start + next_random(seed) % (size - start + 1);
        if (next_random(seed) % 4 == 0) continue;
        spans[count++] = (avow_span){start, end};
        at = end;
    }
    return (avow_spans){spans, count};
}

static void test_html_survives_any_overlap(void **state)
{
    (void)state;
    uint32_t seed = 7;
    const avow_entity names[] = {{.id = 1, .name = "a"}, {.id = 2, .name = "<&>"}, {.id = 3, .name = ""}};
    for (int round = 0; round < 400; round++) {
        enum { COUNT = 12 };
        char text[200], expected[200], shown[400];
        avow_span spans[COUNT][3][3];
        avow_attribution attributions[COUNT];
        size_t size = next_random(&seed) % sizeof text, bare = 0;
        for (size_t i = 0; i < size; i++) {
            text[i] = "abc <&>\"'\n\r\t. d"[next_random(&seed) % 16];
            if (strchr(" \n\r\t", text[i]) == NULL) expected[bare++] = text[i];
        }
        for (uint32_t i = 0; i < COUNT; i++) {
            attributions[i] = (avow_attribution){.id = i + 1, .parent = i, .type = (avow_type)(i % 3)};
            attributions[i].source = random_spans(&seed, size, spans[i][0]);
            attributions[i].cue = random_spans(&seed, size, spans[i][1]);
            attributions[i].content = random_spans(&seed, size, spans[i][2]);
            attributions[i].addressee = attributions[i].source;
            attributions[i].speaker = next_random(&seed) % 4;
        }
        avow_result result = {.text = text, .text_size = size, .attributions = attributions, .attribution_count = COUNT,
                              .entities = names, .entity_count = 3};
        char *page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, &result, 1);
        check_nesting(page);
        check_links(page);
        bare_text(page, shown);
        assert_int_equal(strlen(shown), bare);
        assert_memory_equal(shown, expected, bare);
        free(page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html_marks_and_links),
        cmocka_unit_test(test_html_tells_who_to_whom_and_when),
        cmocka_unit_test(test_html_nests_by_depth),
        cmocka_unit_test(test_html_escapes_every_field),
        cmocka_unit_test(test_html_survives_any_overlap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
