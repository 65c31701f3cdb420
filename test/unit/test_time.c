/* test_time.c - expressions of time: what is one and what isn't, the day or period each means, which one belongs to a statement.
 *
 * The cases are texts with marks in them, which are taken out before the text is read: [time], and for statements <cue> and
 * {content} besides. */
#include "support.h"

#include "text.h"
#include "when.h"

enum { MOST = 8 };

/* A text without its marks, and where they stood. */
typedef struct marked {
    char text[512];
    uint8_t quoted[512];
    size_t size;
    avow_span time[MOST], cue, content[MOST];
    size_t times, contents;
} marked;

static marked unmark(const char *from)
{
    marked m = {.size = 0};
    for (; *from != '\0'; from++) {
        switch (*from) {
        case '[': m.time[m.times].start = m.size; break;
        case ']': m.time[m.times++].end = m.size; break;
        case '<': m.cue.start = m.size; break;
        case '>': m.cue.end = m.size; break;
        case '{': m.content[m.contents].start = m.size; break;
        case '}': m.content[m.contents++].end = m.size; break;
        default: m.text[m.size++] = *from;
        }
        assert_true(m.size < sizeof m.text && m.times < MOST && m.contents < MOST);
    }
    avow_quote_flags(m.text, m.size, m.quoted);
    return m;
}

static const char *value_of(const avow_time_expression *e, const char *anchor)
{
    static char value[AVOW_TIME_VALUE];
    return avow_time_value(e, anchor, value) ? value : "-";
}

/* The text's expressions are those marked, and their values, for the anchor, those given, with a blank between. */
static void check(const char *text, const char *anchor, const char *values)
{
    marked m = unmark(text);
    char found[512] = "", spans[512] = "", wanted[512] = "";
    avow_time_expression e;
    for (size_t i = 0; i < m.times; i++)
        snprintf(wanted + strlen(wanted), sizeof wanted - strlen(wanted), "[%.*s]", (int)(m.time[i].end - m.time[i].start),
                 m.text + m.time[i].start);
    for (size_t at = 0; avow_time_next(m.text, at, m.size, &e); at = e.end) {
        snprintf(spans + strlen(spans), sizeof spans - strlen(spans), "[%.*s]", (int)(e.end - e.start), m.text + e.start);
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s", at > 0 ? " " : "", value_of(&e, anchor));
    }
    assert_string_equal(spans, wanted);
    assert_string_equal(found, values);
}

/* ---- expressions -------------------------------------------------------------------------------------------------- */

#define WEDNESDAY "2016-05-25"

static void dates_need_no_anchor(void **state)
{
    (void)state;
    check("on [May 25, 2016], [25 May 2016] and [2016-05-25]", NULL, "2016-05-25 2016-05-25 2016-05-25");
    check("the [3rd of March, 2016]; [Tuesday, Nov. 8, 2016]; [Sat. 2 July 2016]", NULL, "2016-03-03 2016-11-08 2016-07-02");
    check("in [April 2016], in [Sept. 2015], in [March of 2014]", NULL, "2016-04 2015-09 2014-03");
    check("in [2015], since [1787], the [2012] election", NULL, "2015 1787 2012");
    check("[the 1990s], [the ’80s], [the 1930's], [the sixties], [the 1800s], [the 19th century]", NULL,
          "1990-01-01/1999-12-31 1980-01-01/1989-12-31 1930-01-01/1939-12-31 1960-01-01/1969-12-31 1800-01-01/1899-12-31 "
          "1800-01-01/1899-12-31");
    check("in the [summer of 2015] and the [winter of 2015]", NULL, "2015-06-01/2015-08-31 2015-12-01/2016-02-29");
    check("on [25/5/2016] or [5/25/2016], but [5/8/2016] is one of two", NULL, "2016-05-25 2016-05-25 -");
    check("[Feb. 29, 2016] was a day, [Feb. 29, 2015] wasn't", NULL, "2016-02-29 -");
}

static void weekdays_are_the_last_ones(void **state)
{
    (void)state;
    check("on [Thursday], on [Wednesday] and [Tuesday night]", WEDNESDAY, "2016-05-19 2016-05-25 2016-05-24");
    check("at [4 p.m. Tuesday], [Monday at 10:30 a.m. ET], [early Sunday]", WEDNESDAY, "2016-05-24 2016-05-23 2016-05-22");
    check("[last Wednesday], [this Tuesday], [next Friday]", WEDNESDAY, "2016-05-18 2016-05-24 2016-05-27");
    check("[Friday of last week], over [the weekend], [last weekend]", WEDNESDAY,
          "2016-05-20 2016-05-21/2016-05-22 2016-05-21/2016-05-22");
    check("She will speak on [Thursday]. He spoke on [Monday].", WEDNESDAY, "2016-05-26 2016-05-23");
    check("the report is due by [Friday]", WEDNESDAY, "2016-05-27");
    check("on [Tuesday, Nov. 8]", WEDNESDAY, "2016-11-08");         /* the year in which it is one */
    check("on [Thursday]", NULL, "-");
}

static void months_are_the_nearest_ones(void **state)
{
    (void)state;
    check("on [March 3], on [May 25] and in [January]", WEDNESDAY, "2016-03-03 2016-05-25 2016-01");
    check("It will open in [January].", WEDNESDAY, "2017-01");
    check("[last April], [this April], [next April]", WEDNESDAY, "2016-04 2016-04 2017-04");
    check("[last summer], [last fall], [this summer]", WEDNESDAY,
          "2015-06-01/2015-08-31 2015-09-01/2015-11-30 2016-06-01/2016-08-31");
    check("in [November of last year]", WEDNESDAY, "2015-11");
    check("on [March 3]", NULL, "-");
}

static void counting_from_the_anchor(void **state)
{
    (void)state;
    check("[today], [yesterday], [tomorrow], [the day before yesterday]", WEDNESDAY, "2016-05-25 2016-05-24 2016-05-26 2016-05-23");
    check("[this morning], [last night], [tonight]", WEDNESDAY, "2016-05-25 2016-05-24 2016-05-25");
    check("[last week], [this week], [next week]", WEDNESDAY, "2016-05-16/2016-05-22 2016-05-23/2016-05-29 2016-05-30/2016-06-05");
    check("[last month], [earlier this month], [late next month]", WEDNESDAY, "2016-04 2016-05 2016-06");
    check("[last year], [earlier this year], [the end of the year]", WEDNESDAY, "2015 2016 2016");
    check("[two days ago], [three weeks ago], [six months ago], [twenty-five years ago], [a decade ago]", WEDNESDAY,
          "2016-05-23 2016-05-02/2016-05-08 2015-11 1991 2006");
    check("[the past three days], [the last two weeks], [the past year]", WEDNESDAY,
          "2016-05-22/2016-05-25 2016-05-11/2016-05-25 2015-05-25/2016-05-25");
    check("[last month], [the past month]", "2016-03-31", "2016-02 2016-02-29/2016-03-31");
    check("[yesterday], [last month], [last year]", "2016-01-01", "2015-12-31 2015-12 2015");
}

static void vague_expressions_have_a_span_and_no_value(void **state)
{
    (void)state;
    check("[a few days ago], [years ago], more than [two years ago], [six hours ago]", WEDNESDAY, "- - - -");
    check("[that night], [the next day], [the same week], [two days later], in [recent weeks]", WEDNESDAY, "- - - - -");
    check("He spoke [the year before]. [Earlier in the day] he hadn't.", WEDNESDAY, "- -");
}

static void what_is_no_expression(void **state)
{
    (void)state;
    check("It may march on. Theresa May and April Ryan met Jan Moir of the Sun at the March on Washington.", WEDNESDAY, "");
    check("He recently said once more what he says now, every day, every May and on Mondays.", WEDNESDAY, "");
    check("over 2000 people, 2,016 votes, $1999, 2015.5 and about 1950", WEDNESDAY, "");
    check("USA Today, Super Tuesday, Saturday Night Live, CBS This Morning", WEDNESDAY, "");
    check("for two years, the fall of Rome, the last day of school, the weekend of games", WEDNESDAY, "");
    check("nextweek, Mondayish, \xC3\xA9May 3\xC3\xA9", WEDNESDAY, "");
    check("last\nweek", WEDNESDAY, "");                                     /* an expression stands in one line */
    check("", WEDNESDAY, "");
}

static void anchors(void **state)
{
    (void)state;
    check("[yesterday]", "2016-05-25T23:59:59-05:00", "2016-05-24");
    check("[yesterday]", "2016-05-25 08:00", "2016-05-24");
    check("[yesterday]", "2000-03-01", "2000-02-29");
    check("[yesterday]", "1900-03-01", "1900-02-28");
    static const char *const wrong[] = {"",           "2016",       "2016-05",     "2016-5-25",  "2016-13-01",
                                        "2016-02-30", "0000-01-01", "2016-05-25x", "25 May 2016"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) check("[yesterday] and in [2015]", wrong[i], "- 2015");
    check("[yesterday], [last week], [a decade ago]", "0001-01-01", "- - -");
    check("[tomorrow], [next year], [this year]", "9999-12-31", "- - 9999");
}

/* ---- when a statement was made ------------------------------------------------------------------------------------ */

/* The sentence around the cue; the marked time in it is the statement's, or none is where none is marked. */
static void statement_at(const char *text, const char *anchor, const char *value)
{
    marked m = unmark(text);
    avow_span sentence = avow_sentence_around(m.text, m.size, m.quoted, m.cue);
    avow_time_expression e;
    bool found = avow_time_of_statement(m.text, m.quoted, sentence, m.cue, m.content, m.contents, anchor, &e);
    if (m.times == 0) {
        if (found) fail_msg("%s: \"%.*s\"", text, (int)(e.end - e.start), m.text + e.start);
        return;
    }
    if (!found) fail_msg("%s: none", text);
    if (e.start != m.time[0].start || e.end != m.time[0].end) fail_msg("%s: \"%.*s\"", text, (int)(e.end - e.start), m.text + e.start);
    if (value) assert_string_equal(value_of(&e, anchor), value);
}

static void statement(const char *text)
{
    statement_at(text, WEDNESDAY, NULL);
}

static void a_time_beside_the_cue(void **state)
{
    (void)state;
    statement("Putin on [Thursday] <rejected> {the charge}.");
    statement("{The talks went well}, he <said> [Thursday].");
    statement("{\"We won,\"} he <told> reporters in Geneva, Switzerland, on [Monday]. On Tuesday he left.");
    statement("The minister <said [late Monday]> {that she would resign on Friday}.");
    statement("She <said> in an interview on [Sunday] {that the vote in May was void}.");
    statement("She <called for> {an inquiry} at a rally in Ohio on [Monday night].");
    statement("She <said> {so} while visiting Rome [last week].");
    statement("As Sunday came, nobody slept. He <said> {that it was over} [two days later].");
}

static void a_time_before_the_cue(void **state)
{
    (void)state;
    statement("On [Thursday], {according to nobody}, all was well.");
    statement("Speaking on [Monday], he <said> {that it was over}.");
    statement("In a statement released [last week], the party <denied> {the report}.");
    statement("At [Sunday]'s debate, she <accused> {him of lying}.");
    statement("In a [June] speech, he <praised> {the deal}.");
    statement("A [2014] study <found> {nothing of the kind}.");
    statement("The talks ended on [Monday], when the envoy <said> {that both sides had agreed}.");
    statement("The minister, who on [Tuesday] <denied> {the charge}, has left.");
    statement("On [Monday], after losing the vote on Sunday, he <said> {he would go}.");
}

static void a_time_of_something_else(void **state)
{
    (void)state;
    statement("The minister, who lost her seat on Sunday, <denied> {the charge}.");
    statement("After losing the vote on Sunday, he <said> {he would go}.");
    statement("{The vote on Sunday was void}, he <said>.");
    statement("The party <denied> {that}, and the court will meet on Friday.");
    statement("The army withdrew on Monday, and the rebels <say> {that it will be back}.");
    statement("The 2012 candidate <said> {that he was tired}.");
    statement("He has <said> {so} since Monday.");
    statement("He <said> {so} before Tuesday's vote.");
    statement("ROME, May 24 (Reuters) - The pope <said> {a prayer}.");
    statement("He <denied> {it}, which the court had said last year.");
    statement("A letter <saying> {so} was found on Monday.");
    statement("\"I lost on Monday. {I will win},\" he <said>.");
}

static void past_and_future(void **state)
{
    (void)state;
    statement_at("He <said> on [Thursday] {that it was over}.", WEDNESDAY, "2016-05-19");
    statement_at("He <will announce> {his plans} on [Thursday].", WEDNESDAY, "2016-05-26");
    statement_at("In [November], he <proposed> {a tax}.", WEDNESDAY, "2015-11");
    statement_at("He <said> {so} next week.", WEDNESDAY, NULL);
    statement_at("Ahead of the vote in Ohio, set for June 7, he <attacked> {her}.", WEDNESDAY, NULL);
    statement_at("He <said> on [Thursday] {that it was over}.", NULL, "-");
    statement_at("He <said> in [2014] {that it was over}.", NULL, "2014");
}

/* ---- sentences ---------------------------------------------------------------------------------------------------- */

/* The sentence around the cue is what stands in the square brackets. */
static void sentence(const char *text)
{
    marked m = unmark(text);
    avow_span s = avow_sentence_around(m.text, m.size, m.quoted, m.cue);
    if (s.start != m.time[0].start || s.end != m.time[0].end)
        fail_msg("%s: \"%.*s\"", text, (int)(s.end - s.start), m.text + s.start);
}

static void sentences(void **state)
{
    (void)state;
    sentence("It rained.[ He <said> so.] It rained.");
    sentence("It rained\n[He <said> so]\nIt rained");
    sentence("[Mr. Smith, a U.S. envoy, <told> Sen. J. R. Jones so on Nov. 8.] He left.");
    sentence("He lives in the U.S.[ He <said> so at 4 p.m. in Washington, D.C.] The vote is over.");
    sentence("[\"It rained. It rained. Did it?\" he <said>.] It did.");
    sentence("He spoke of \"the rain.\"[ Nobody <said> more!] Nobody.");
    sentence("[He paid $3.50, <said> the shop (www.shop.example).]");
    sentence("[<Said>]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_need_no_anchor),
        cmocka_unit_test(weekdays_are_the_last_ones),
        cmocka_unit_test(months_are_the_nearest_ones),
        cmocka_unit_test(counting_from_the_anchor),
        cmocka_unit_test(vague_expressions_have_a_span_and_no_value),
        cmocka_unit_test(what_is_no_expression),
        cmocka_unit_test(anchors),
        cmocka_unit_test(a_time_beside_the_cue),
        cmocka_unit_test(a_time_before_the_cue),
        cmocka_unit_test(a_time_of_something_else),
        cmocka_unit_test(past_and_future),
        cmocka_unit_test(sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
