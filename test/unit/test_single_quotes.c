/* test_single_quotes.c - what stands within single quotation marks, of a statement's words. */
#include "support.h"

#include "text.h"

static const char *within(const char *text)
{
    static char out[128];
    size_t from = 0, to = avow_single_quotation(text, strlen(text), &from);
    snprintf(out, sizeof out, "%.*s", (int)(to > from ? to - from : 0), text + from);
    return out;
}

static void single_marks_quote_as_double_ones_do(void **state)
{
    (void)state;
    assert_string_equal(within("'It's very rare, the boss's aides say,'"), "'It's very rare, the boss's aides say,'");
    assert_string_equal(within("‘We’ll end it.’"), "‘We’ll end it.’");
    assert_string_equal(within("a ‘modernisation committee’ of the Lords"), "‘modernisation committee’");
    assert_string_equal(within("''We won't,''"), "''We won't,''");
    assert_string_equal(within("‘My ministers will build"), "‘My ministers will build");
}

static void an_apostrophe_is_none(void **state)
{
    (void)state;
    assert_string_equal(within("the workers' rights and the boss's plan"), "");
    assert_string_equal(within("it’s the workers’ right"), "");
    assert_string_equal(within("'90s music"), "");
    assert_string_equal(within("'"), "");
    assert_string_equal(within(""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_marks_quote_as_double_ones_do), cmocka_unit_test(an_apostrophe_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
