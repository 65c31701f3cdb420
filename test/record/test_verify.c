/* test_verify.c - verdicts on quotations, each beside what was said. The texts are made up. */
#include "support.h"

#include "grams.h"
#include "verify.h"

/* An article: what stands between { and } is the content of a statement of the speaker at its place in `who`; a content in parts has
 * them joined by {+ ... }. */
typedef struct article {
    const char *marked;
    const char *who[4];
    bool denied;
} article;

enum { MOST = 4 };

/* An article taken apart. */
typedef struct parsed {
    char text[2048];
    avow_said said[MOST];
    avow_span spans[MOST][MOST];
    avow_witness witness;
} parsed;

static void parse(const article *a, parsed *p)
{
    size_t size = 0, n = 0;
    memset(p, 0, sizeof *p);
    for (const char *at = a->marked; *at != '\0'; at++) {
        if (*at == '{') {
            bool more = at[1] == '+';
            at += more;
            avow_said *s = &p->said[more ? n - 1 : n++];
            avow_span *spans = p->spans[s - p->said];
            spans[s->content.count++].start = size;
            s->content.items = spans;
            if (a->who[s - p->said] != NULL) s->names = &a->who[s - p->said], s->name_count = 1;
            s->denied = a->denied;
        } else if (*at == '}') {
            p->spans[n - 1][p->said[n - 1].content.count - 1].end = size;
        } else {
            p->text[size++] = *at;
        }
    }
    p->witness = (avow_witness){p->text, size, p->said, n};
}

/* "verdict", with "!" where the sense changed, and the source's words. */
static const char *check_as(const char *quotation, const char *speaker, const article *articles, size_t count)
{
    static char out[1024];
    static parsed all[MOST];
    avow_witness witnesses[MOST];
    avow_arena arena;
    avow_finding f;
    avow_error error;
    for (size_t i = 0; i < count; i++) {
        parse(&articles[i], &all[i]);
        witnesses[i] = all[i].witness;
    }
    avow_arena_init(&arena, NULL);
    assert_int_equal(avow_verify(quotation, strlen(quotation), speaker, witnesses, count, &arena, &f, &error), AVOW_OK);
    size_t used = (size_t)snprintf(out, sizeof out, "%s%s", avow_verdict_name(f.verdict), f.sense_changed ? "!" : "");
    for (size_t i = 0; i < f.source_count && f.verdict == AVOW_STITCHED; i++) {
        avow_span s = f.sources[i].span;
        const char *text = witnesses[f.sources[i].witness].text;
        used += (size_t)snprintf(out + used, sizeof out - used, " | %.*s", (int)(s.end - s.start), text + s.start);
    }
    avow_arena_free(&arena);
    return out;
}

/* Of an article whose speakers don't matter. */
static const char *check(const char *quotation, const char *marked)
{
    return check_as(quotation, NULL, &(article){.marked = marked}, 1);
}

static const article bridge = {"{“The bridge is safe and will reopen in May if the weather holds,”} the mayor, Ana Ruiz, said. "
                               "{+“We spent two years on it. Nobody was hurt.”}", {"Ana Ruiz"}, false};

static void its_words_are_verbatim(void **state)
{
    (void)state;
    assert_string_equal(check_as("We spent two years on it.", NULL, &bridge, 1), "verbatim");
    assert_string_equal(check_as("“We spent two years on it. Nobody was hurt”", NULL, &bridge, 1), "verbatim");
    assert_string_equal(check_as("The bridge is safe and will reopen in May if the weather holds. We spent two years on it.", NULL,
                                 &bridge, 1), "verbatim");
    assert_string_equal(check_as("WE SPENT 2 YEARS ON IT", NULL, &bridge, 1), "verbatim");
    assert_string_equal(check("I cannot do that and I will not", "{“I can’t do that, and I won't,”} she said."), "verbatim");
    assert_string_equal(check("[The mayor] spent two years on it", "{“She spent two years on it,”} he said."), "verbatim");
}

static void a_phrase_is_verbatim_too(void **state)
{
    (void)state;
    assert_string_equal(check("a total disaster",
                              "{“This plan is a total disaster for our country and for the world,”} he said."), "verbatim");
    assert_string_equal(check("total disaster for", "He said {the plan was “a total disaster for our country”}."), "verbatim");
    assert_string_equal(check("this plan is good", "{“And this plan is good,”} he said."), "verbatim");
}

static void a_phrase_whose_sense_was_cut_off_is_not(void **state)
{
    (void)state;
    assert_string_equal(check("a total disaster", "{“The plan is not a total disaster for our country,”} he said."), "truncated!");
    assert_string_equal(check("be a total disaster",
                              "{“It would be a total disaster, if it failed, for our country,”} he said."), "truncated!");
    assert_string_equal(check("a great team",
                              "{“This is a great team of people, but we do not have time to wait for it,”} he said."), "verbatim");
}

static void words_that_are_not_his_alter_it(void **state)
{
    (void)state;
    assert_string_equal(check_as("We spent ten years on it.", NULL, &bridge, 1), "altered");
    assert_string_equal(check_as("Somebody was hurt.", NULL, &bridge, 1), "not-found");
    assert_string_equal(check("There are casualties at the harbour.", "{“There are no casualties at the harbour.”}"), "altered!");
    assert_string_equal(check("We will not raise taxes this year", "{“We will raise taxes this year,”} he said."), "altered!");
    assert_string_equal(check("We will maybe raise taxes this year", "{“We will raise taxes this year,”} he said."), "altered!");
}

static void what_is_left_out_truncates_it(void **state)
{
    (void)state;
    assert_string_equal(check_as("The bridge is safe and will reopen in May.", NULL, &bridge, 1), "truncated!");
    assert_string_equal(check("The bridge is safe.", "{“The bridge is safe and will reopen in May,”} she said."), "truncated");
    assert_string_equal(check("It will reopen in May.", "{“I am told it will reopen in May,”} she said."), "truncated");
    assert_string_equal(check("The bridge … will reopen in May",
                              "{“The bridge over the river will reopen in May,”} she said."), "truncated");
    assert_string_equal(check("The bridge will reopen in May",
                              "{“The bridge that you all know will reopen in May,”} she said."), "truncated");
    assert_string_equal(check("“We will win the vote,”", "{“We will win the vote,”} he said, {+“if the Senate agrees.”}"), "truncated!");
    static const article denied = {"He denied that {he had ever met the ambassador}.", {"Ed Low"}, true};
    assert_string_equal(check_as("he had ever met the ambassador", NULL, &denied, 1), "truncated!");
}

static void parts_of_several_places_are_stitched(void **state)
{
    (void)state;
    static const article two[] = {{"{“The mayor lied to all of us about the bridge,”} he said.", {"Bo Ray"}, false},
                                  {"{“The council should resign before the summer ends.”}", {"Cy Poe"}, false}};
    assert_string_equal(check_as("The mayor lied to all of us and should resign before the summer ends", NULL, two, 2),
                        "stitched | The mayor lied to all of us | should resign before the summer ends");
    assert_string_equal(check("Our schools need money. The bridge needs money too.",
                              "{“Our schools need money. I have said so for years to everyone. The bridge needs money too.”}"),
                        "stitched | Our schools need money | The bridge needs money too");
}

static void others_words_are_misattributed(void **state)
{
    (void)state;
    assert_string_equal(check_as("We spent two years on it", "Ruiz", &bridge, 1), "verbatim");
    assert_string_equal(check_as("We spent two years on it", "Mayor A. Ruiz", &bridge, 1), "verbatim");
    assert_string_equal(check_as("We spent two years on it", "Bo Ray", &bridge, 1), "misattributed");
    static const article nobody = {"Bo Ray was there. {“We spent two years on it,”} said an official.", {NULL}, false};
    assert_string_equal(check_as("We spent two years on it", "Bo Ray", &nobody, 1), "verbatim");        /* it may be he */
    assert_string_equal(check_as("We spent two years on it", "Cy Poe", &nobody, 1), "misattributed");
    assert_string_equal(check_as("We spent two years on it", "the mayor", &nobody, 1), "verbatim");
}

static void paraphrases_and_nothing_are_not_found(void **state)
{
    (void)state;
    assert_string_equal(check_as("The work on that crossing took us a long time", NULL, &bridge, 1), "not-found");
    assert_string_equal(check_as("", NULL, &bridge, 1), "not-found");
    assert_string_equal(check_as("“…”", NULL, &bridge, 1), "not-found");
    assert_string_equal(check_as("We spent two years on it", NULL, &bridge, 0), "not-found");
}

/* How many keys two texts share. */
static size_t shared_keys(const char *a, const char *b)
{
    avow_arena arena;
    avow_grams x, y;
    avow_span all_a = {0, strlen(a)}, all_b = {0, strlen(b)};
    size_t shared = 0;
    avow_arena_init(&arena, NULL);
    assert_true(avow_grams_of(a, (avow_spans){&all_a, 1}, &arena, &x));
    assert_true(avow_grams_of(b, (avow_spans){&all_b, 1}, &arena, &y));
    for (size_t i = 0; i < x.count; i++)
        for (size_t k = 0; k < y.count; k++) shared += x.keys[i] == y.keys[k];
    avow_arena_free(&arena);
    return shared;
}

static void words_in_a_row_are_found(void **state)
{
    (void)state;
    assert_int_equal(shared_keys("the bridge is safe now", "a bridge is safe"), 2);         /* three in a row, and "bridge safe" */
    assert_int_equal(shared_keys("we will do it", "But we will do it"), 2);
    assert_int_equal(shared_keys("We are nearly done.", "We are not nearly done"), 1);
    assert_int_equal(shared_keys("we can't go on", "We cannot go."), 4);
    assert_int_equal(shared_keys("fake news", "Fake news!"), 1);
    assert_int_equal(shared_keys("fake news", "news is fake"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_words_are_verbatim), cmocka_unit_test(a_phrase_is_verbatim_too),
        cmocka_unit_test(a_phrase_whose_sense_was_cut_off_is_not), cmocka_unit_test(words_that_are_not_his_alter_it),
        cmocka_unit_test(what_is_left_out_truncates_it), cmocka_unit_test(parts_of_several_places_are_stitched),
        cmocka_unit_test(others_words_are_misattributed), cmocka_unit_test(paraphrases_and_nothing_are_not_found),
        cmocka_unit_test(words_in_a_row_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
