/* test_tokens.c - which texts are the same word for word. */
#include "support.h"

#include "tokens.h"

/* Do a and b have the same words? */
static bool same(const char *a, const char *b)
{
    avow_arena arena;
    avow_rtokens x, y;
    avow_arena_init(&arena, NULL);
    assert_true(avow_record_tokens(a, (avow_span){0, strlen(a)}, &arena, &x));
    assert_true(avow_record_tokens(b, (avow_span){0, strlen(b)}, &arena, &y));
    bool equal = x.count == y.count;
    for (size_t i = 0; equal && i < x.count; i++) equal = x.items[i].hash == y.items[i].hash;
    avow_arena_free(&arena);
    return equal;
}

static void typography_makes_no_difference(void **state)
{
    (void)state;
    assert_true(same("“We can’t,” she said", "\"We can't\" - she said"));
    assert_true(same("NAÏVE café", "naive cafe\xCC\x81"));
    assert_true(same("the ﬁrst", "The first"));
    assert_true(same("", " …  — "));
}

static void words_do(void **state)
{
    (void)state;
    assert_false(same("we can", "we can't"));
    assert_false(same("ten of 12", "ten of 13"));
    assert_false(same("re-form", "reform"));
}

static void a_token_knows_its_place(void **state)
{
    (void)state;
    const char *text = "He’s “out”.";
    avow_arena arena;
    avow_rtokens t;
    avow_arena_init(&arena, NULL);
    assert_true(avow_record_tokens(text, (avow_span){0, strlen(text)}, &arena, &t));
    assert_int_equal(t.count, 2);
    assert_int_equal(t.items[0].span.end, 6);
    assert_memory_equal(text + t.items[1].span.start, "out", 3);
    assert_int_equal(t.items[1].span.end - t.items[1].span.start, 3);
    avow_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typography_makes_no_difference), cmocka_unit_test(words_do), cmocka_unit_test(a_token_knows_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
