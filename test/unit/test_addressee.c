/* test_addressee.c - which words near a cue are taken for those that name whom a statement is said to, by the scores of their pieces.
 * In a text, | parts the pieces of a word; before a piece ( says that it is likely the first, and behind it ) that it is likely the last, the
 * more of them the more. */
#include "support.h"

#include "extract.h"
#include "viterbi.h"

enum { MOST = 32 };

/* The chosen words of the text, "" if none is; `inside`: what each piece of a span adds. */
static const char *chosen(const char *marks, float inside)
{
    static char text[256], out[256];
    uint32_t start[MOST], end[MOST];
    float emit[MOST * AVOW_EMIT_STRIDE] = {0};
    size_t size = 0, n = 0;
    avow_work work = {.text = text};
    for (const char *at = marks; *at != '\0';) {
        float *scores = emit + n * AVOW_EMIT_STRIDE;
        scores[0] = scores[2] = -4;
        scores[1] = inside;
        for (; *at == ' ' || *at == '\n'; at++) text[size++] = *at;
        for (; *at == '('; at++) scores[0] += 5;
        start[n] = (uint32_t)size;
        while (*at != '\0' && strchr(" \n()|", *at) == NULL) text[size++] = *at++;
        end[n++] = (uint32_t)size;
        for (; *at == ')'; at++) scores[2] += 5;
        if (*at == '|') at++;
    }
    work.size = size;
    work.pieces = (avow_pieces){.start = start, .end = end, .count = n};
    avow_window window = {.begin = 0, .core_begin = 0, .core_end = n, .end = n};
    avow_span span = avow_addressee_best(&work, &window, emit, (avow_span){0, n});
    out[0] = '\0';
    if (span.end > span.start) snprintf(out, sizeof out, "%.*s", (int)(end[span.end - 1] - start[span.start]), text + start[span.start]);
    return out;
}

static void the_likeliest_words_are_taken(void **state)
{
    (void)state;
    assert_string_equal(chosen("he told (reporters) at the White House", 0), "reporters");
    assert_string_equal(chosen("he told (reporters) at the White House))", 0), "reporters at the White House");
    assert_string_equal(chosen("he told (reporters) at the White House))", -1.5F), "reporters");
    assert_string_equal(chosen("(she) told ((him)", 0), "him");
}

static void none_is_taken_unless_it_is_likelier(void **state)
{
    (void)state;
    assert_string_equal(chosen("he told (reporters at the White House", 0), "");
    assert_string_equal(chosen("he told reporters) at the (White House", 0), "");
    assert_string_equal(chosen("he", 0), "");
    assert_string_equal(chosen("he told (reporters)", -2), "");
}

static void words_stay_whole(void **state)
{
    (void)state;
    assert_string_equal(chosen("he told (Stephan|opolous) yesterday", 0), "Stephanopolous");
    assert_string_equal(chosen("he told (Stephan)|opolous yesterday", 0), "");
    assert_string_equal(chosen("he told Stephan|(opolous)", 0), "");
}

static void a_span_ends_with_its_paragraph(void **state)
{
    (void)state;
    assert_string_equal(chosen("he told (reporters\n\nat the White House)", 0), "");
    assert_string_equal(chosen("he told (reporters\nat the White House)", 0), "reporters\nat the White House");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_likeliest_words_are_taken),
        cmocka_unit_test(none_is_taken_unless_it_is_likelier),
        cmocka_unit_test(words_stay_whole),
        cmocka_unit_test(a_span_ends_with_its_paragraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
