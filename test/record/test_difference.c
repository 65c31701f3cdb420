/* test_difference.c - two wordings of one statement, and how they differ. */
#include "support.h"

#include "difference.h"

/* The changes from a to b as "kind: from > to; ...". */
static const char *changes(const char *a, const char *b)
{
    static char out[2048];
    avow_arena arena;
    avow_difference w;
    avow_error error;
    avow_arena_init(&arena, NULL);
    assert_int_equal(avow_difference_between(a, strlen(a), b, strlen(b), &arena, &w, &error), AVOW_OK);
    out[0] = '\0';
    for (size_t i = 0, used = 0; i < w.count; i++) {
        const avow_change *c = &w.changes[i];
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%s: %.*s > %.*s", i > 0 ? "; " : "", avow_change_name(c->kind),
                                 (int)c->from_size, c->from, (int)c->to_size, c->to);
    }
    avow_arena_free(&arena);
    return out;
}

static void words_are_told(void **state)
{
    (void)state;
    assert_string_equal(changes("We will win.", "We will win."), "");
    assert_string_equal(changes("The bridge is safe.", "The tower is safe."), "word: bridge > tower");
    assert_string_equal(changes("It cost 12 million.", "It cost 21 million."), "word: 12 > 21");
    assert_string_equal(changes("It cost 3.5 million.", "It cost 35 million."), "word: 3.5 > 35");
    assert_string_equal(changes("It cost $5.", "It cost €5."), "word: $ > €");
    assert_string_equal(changes("We will surely win.", "We will win."), "word: surely > ");
    assert_string_equal(changes("We will win.", "We will win in May."), "word:  > in May");
}

static void negations_are_told_from_other_words(void **state)
{
    (void)state;
    assert_string_equal(changes("I did not meet him.", "I did meet him."), "negation: not > ");
    assert_string_equal(changes("I can't recall it.", "I can recall it."), "negation: can't > can");
    assert_string_equal(changes("There are no casualties.", "There are casualties."), "negation: no > ");
    assert_string_equal(changes("We will win.", "We will never win."), "negation:  > never");
    assert_string_equal(changes("I never met him.", "I hardly met him."), "word: never > hardly");
}

static void typography_is_no_word(void **state)
{
    (void)state;
    assert_string_equal(changes("the “plan”", "The \"plan\""), "typography: the > The; typography:  “ >  \"");
    assert_string_equal(changes("We can't go.", "We cannot go."), "typography: can't > cannot");
    assert_string_equal(changes("We can not go.", "We can't go."), "typography: can not > can't");
    assert_string_equal(changes("I’m here", "I am here"), "typography: I’m > I am");
    assert_string_equal(changes("health care", "healthcare"), "typography: health care > healthcare");
    assert_string_equal(changes("1,000 men, twelve ships", "1000 men, 12 ships"), "typography: 1,000 > 1000; typography: twelve > 12");
    assert_string_equal(changes("10 per cent & more", "10% and more"), "typography:   > ; typography: per cent > %; typography: & > and");
    assert_string_equal(changes("a b\n c", "a b c"), "");
}

static void marks_of_an_editor_are_told(void **state)
{
    (void)state;
    assert_string_equal(changes("He said so.", "[Obama] said so."), "bracket: He > Obama");
    assert_string_equal(changes("They was here.", "They was [sic] here."), "bracket:  > sic");
    assert_string_equal(changes("And the plan is good.", "[T]he plan is good."), "word: And > ; typography: the > T]he");
    assert_string_equal(changes("We will, God willing, win.", "We will … win."), "ellipsis: God willing >  … ");
    assert_string_equal(changes("We will not ever win.", "We will . . . win."), "ellipsis: not ever >  . . . ");
    assert_string_equal(changes("We will win.", "We will… win."), "ellipsis:   > … ");
}

/* A wording that goes on for longer says words again that stood before: what it has more is one change, and not words from there. */
static void the_order_of_both_is_kept(void **state)
{
    (void)state;
    assert_string_equal(changes("It’s something I’ve been talking about for a long time, being a big beneficiary of the law.",
                                "It’s something I’ve been talking about for a long time, being a big beneficiary of the laws. But I’m working for "
                                "you now. I’m not talking for a long time."),
                        "negation: law > laws. But I’m working for you now. I’m not talking for a long time");
}

static void long_texts_are_refused(void **state)
{
    (void)state;
    enum { WORDS = AVOW_ALIGN_WORDS + 1 };
    char *text = malloc(2 * WORDS);
    for (size_t i = 0; i < WORDS; i++) memcpy(text + 2 * i, "a ", 2);
    avow_arena arena;
    avow_difference w;
    avow_error error;
    avow_arena_init(&arena, NULL);
    assert_int_equal(avow_difference_between("a", 1, text, 2 * WORDS, &arena, &w, &error), AVOW_LIMIT);
    assert_int_equal(avow_difference_between("", 0, "a", 1, &arena, &w, &error), AVOW_OK);
    avow_arena_free(&arena);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_told), cmocka_unit_test(negations_are_told_from_other_words), cmocka_unit_test(typography_is_no_word),
        cmocka_unit_test(marks_of_an_editor_are_told), cmocka_unit_test(the_order_of_both_is_kept),
        cmocka_unit_test(long_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
