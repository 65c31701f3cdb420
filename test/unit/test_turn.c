/* test_turn.c - interviews and transcripts: which lines are turns, and what is said in each. */
#include "support.h"

#include "extract.h"

/* "LABEL=content|LABEL=content", or "" where the text has no turns. */
static const char *turns_of(const char *text)
{
    static char out[512];
    avow_session session;
    memset(&session, 0, sizeof session);
    avow_allocator allocator = avow_allocator_or_default(NULL);
    avow_arena_init(&session.article, &allocator);
    avow_work work = {.session = &session, .text = text, .size = strlen(text)};
    assert_true(avow_turns_find(&work));
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < work.turn_count; i++) {
        const avow_turn *t = &work.turns[i];
        assert_ptr_equal(avow_turn_at(&work, t->colon), t);
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%.*s=%.*s", i > 0 ? "|" : "", (int)(t->label.end - t->label.start),
                                 text + t->label.start, (int)(t->content.end - t->content.start), text + t->content.start);
    }
    avow_arena_free(&session.article);
    return out;
}

static void labels_that_come_back_make_turns(void **state)
{
    (void)state;
    assert_string_equal(turns_of("An interview.\n\nTAPPER: Will you?\n\nFALLIN: No.\nTAPPER: Why?\nFALLIN: I am busy.\n"),
                        "TAPPER=Will you?|FALLIN=No.|TAPPER=Why?|FALLIN=I am busy.");
    assert_string_equal(turns_of("Q: What?\nA: This.\nQ: And?\nA: That."), "Q=What?|A=This.|Q=And?|A=That.");
}

static void an_answer_goes_on_over_lines_without_a_label(void **state)
{
    (void)state;
    assert_string_equal(turns_of("Q: What?\n\nA: This.\n\nAnd more.\n\nQ: And?\n\nA: That.\n\nThe writer lives in Rome."),
                        "Q=What?|A=This.\n\nAnd more.|Q=And?|A=That.");
}

static void other_lines_with_colons_are_no_turns(void **state)
{
    (void)state;
    assert_string_equal(turns_of("Delegates won: 12\nClinton: 5\nSanders: 7\nMore: none\n"), "");
    assert_string_equal(turns_of("Smith: no deal\n\nThe talks failed. He said: we leave.\n\nJones: no comment\n"), "");
    assert_string_equal(turns_of("10:30 A\n10:40 B\nhttp://a\nhttp://b\nhttp://c\n"), "");
    assert_string_equal(turns_of(""), "");
    assert_string_equal(turns_of(":::\n::\n:"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_that_come_back_make_turns), cmocka_unit_test(an_answer_goes_on_over_lines_without_a_label),
        cmocka_unit_test(other_lines_with_colons_are_no_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
