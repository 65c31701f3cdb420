/* test_content.c - contents that break off within a quotation or stand behind a colon are made whole; statements that say nothing go. */
#include "support.h"

#include "extract.h"
#include "text.h"

enum { MOST = 4 };

/* A statement by its words, each where it stands first in the text; NULL where it has no content, or not a second one. */
typedef struct statement {
    const char *source, *cue, *content, *second;
} statement;

static avow_span place(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    assert_non_null(at);
    return (avow_span){(size_t)(at - text), (size_t)(at - text) + strlen(words)};
}

/* The contents of the statements after mending, "|" between them. */
static const char *mended(const char *text, const statement *given, size_t count)
{
    static char out[512];
    static uint8_t quoted[1024];
    avow_session session;
    avow_find finds[MOST];
    avow_span spans[MOST][3];
    memset(&session, 0, sizeof session);
    memset(finds, 0, sizeof finds);
    avow_allocator allocator = avow_allocator_or_default(NULL);
    avow_arena_init(&session.article, &allocator);
    avow_quote_flags(text, strlen(text), quoted);
    avow_work work = {.session = &session, .text = text, .size = strlen(text), .quoted = quoted, .finds = count, .last = &work.first};
    for (size_t i = 0; i < count; i++) {
        spans[i][0] = place(text, given[i].source);
        if (given[i].content != NULL) spans[i][1] = place(text, given[i].content);
        if (given[i].second != NULL) spans[i][2] = place(text, given[i].second);
        finds[i].source = (avow_spans){&spans[i][0], 1};
        finds[i].content = (avow_spans){&spans[i][1], (size_t)(given[i].content != NULL) + (given[i].second != NULL)};
        finds[i].cue = place(text, given[i].cue);
        *work.last = &finds[i];
        work.last = &finds[i].next;
    }
    assert_true(avow_contents_mend(&work));
    size_t used = 0, left = 0;
    out[0] = '\0';
    for (const avow_find *f = work.first; f != NULL; f = f->next, left++)
        for (size_t i = 0; i < f->content.count; i++) {
            avow_span s = f->content.items[i];
            used += (size_t)snprintf(out + used, sizeof out - used, "%s%.*s", used > 0 ? "|" : "", (int)(s.end - s.start), text + s.start);
        }
    assert_int_equal(left, work.finds);
    avow_arena_free(&session.article);
    return out;
}

static void a_content_takes_in_the_whole_quotation(void **state)
{
    (void)state;
    const char *text = "Ann Lee spoke. “It is safe. It was built to last. Go on,” she said. \"Really\", Bo Chu replied.";
    assert_string_equal(mended(text, &(statement){"she", "said", "“It is safe.", NULL}, 1), "“It is safe. It was built to last. Go on,”");
    assert_string_equal(mended(text, &(statement){"she", "said", "built to last.", NULL}, 1), "“It is safe. It was built to last. Go on,”");
    assert_string_equal(mended(text, &(statement){"she", "said", "Go on,”", NULL}, 1), "“It is safe. It was built to last. Go on,”");
    assert_string_equal(mended(text, &(statement){"she", "said", "It is safe. It was built to last. Go on,", NULL}, 1),
                        "It is safe. It was built to last. Go on,");
    assert_string_equal(mended("He said it was \"safe for all of us\" to cross.", &(statement){"He", "said", "it was \"safe for", NULL}, 1),
                        "it was \"safe for all of us\"");
}

static void a_quotation_that_tells_of_other_words_is_left_alone(void **state)
{
    (void)state;
    const char *text = "The paper wrote: \"On Monday Ann Lee said it was safe. It was not.\"";
    assert_string_equal(mended(text, &(statement){"Ann Lee", "said", "it was safe", NULL}, 1), "it was safe");
}

static void a_missing_mark_turns_nothing_round(void **state)
{
    (void)state;
    const char *text = "Lee read out his systems\" and health. The only \"record\" was a letter.";
    assert_string_equal(mended(text, &(statement){"Lee", "read out", "his systems\" and health", NULL}, 1), "his systems\" and health");
}

static void a_piece_of_what_another_statement_tells_goes(void **state)
{
    (void)state;
    const char *text = "\"Stay,\" Ann Lee said.\n\nBo Chu replied: \"We learn what they are discovering and go.\"";
    statement both[] = {{"Ann Lee", "said", "\"Stay,\"", "discovering and go.\""},
                        {"Bo Chu", "replied:", "\"We learn what they are discovering and go.\"", NULL}};
    assert_string_equal(mended(text, both, 2), "\"Stay,\"|\"We learn what they are discovering and go.\"");
}

static void a_paragraph_behind_a_colon_is_the_content(void **state)
{
    (void)state;
    const char *text = "Lee added:\n \nThe bridge is safe. So is the road. \nNobody agreed.";
    assert_string_equal(mended(text, &(statement){"Lee", "added:", NULL, NULL}, 1), "The bridge is safe. So is the road.");
    assert_string_equal(mended(text, &(statement){"Lee", "added", NULL, NULL}, 1), "The bridge is safe. So is the road.");
    assert_string_equal(mended("Lee added:", &(statement){"Lee", "added", NULL, NULL}, 1), "");
}

static void a_quotation_goes_on_in_the_paragraphs_behind_it(void **state)
{
    (void)state;
    const char *text = "“It is safe,” Lee said. “It was built to last.\n\n“Thousands cross it.\n\n“Nobody fell.”\n\nThe toll is “fair.”\n\n“Is it?”";
    statement lee = {"Lee", "said", "“It is safe,”", "“It was built to last."};
    assert_string_equal(mended(text, &lee, 1), "“It is safe,”|“It was built to last.|“Thousands cross it.|“Nobody fell.”");
    statement two[] = {lee, {"Thousands", "cross", "“Thousands cross it.", NULL}};
    assert_string_equal(mended(text, two, 2), "“It is safe,”|“It was built to last.|“Thousands cross it.|“Nobody fell.”");
    const char *plain = "Lee said it was safe.\n\n“Nobody fell.”";
    assert_string_equal(mended(plain, &(statement){"Lee", "said", "it was safe", NULL}, 1), "it was safe");
}

static void a_heading_is_no_content_of_the_paragraph_below(void **state)
{
    (void)state;
    const char *text = "Schools stay closed\n\nAll schools are shut, Lee said.\n\n“Stay home.” That was\n\nan order, Chu said.";
    assert_string_equal(mended(text, &(statement){"Lee", "said", "Schools stay closed", "All schools are shut"}, 1), "All schools are shut");
    assert_string_equal(mended(text, &(statement){"Lee", "said", "Schools stay closed", NULL}, 1), "Schools stay closed");
    assert_string_equal(mended(text, &(statement){"Chu", "Chu said", "“Stay home.”", "an order"}, 1), "“Stay home.”|an order");
}

static void what_says_nothing_is_no_statement(void **state)
{
    (void)state;
    statement three[] = {{"Lee", "argued", NULL, NULL}, {"Chu", "said", "no", NULL}, {"Roe", "agreed", NULL, NULL}};
    assert_string_equal(mended("Lee argued, Chu said no, Roe agreed.", three, 3), "no");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_content_takes_in_the_whole_quotation), cmocka_unit_test(a_quotation_that_tells_of_other_words_is_left_alone),
        cmocka_unit_test(a_missing_mark_turns_nothing_round), cmocka_unit_test(a_piece_of_what_another_statement_tells_goes),
        cmocka_unit_test(a_paragraph_behind_a_colon_is_the_content),
        cmocka_unit_test(a_quotation_goes_on_in_the_paragraphs_behind_it), cmocka_unit_test(a_heading_is_no_content_of_the_paragraph_below),
        cmocka_unit_test(what_says_nothing_is_no_statement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
