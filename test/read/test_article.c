/* test_article.c - what of a page is its article. */
#include "pages.h"

/* The text of the page whose body this is. */
static void expect(const char *body, const char *text)
{
    avow_document *d = read_page(body);
    assert_string_equal(d->text, text);
    avow_document_free(d);
}

#define FIRST "The council voted on Monday to close the old bridge for two years."
#define SECOND "Work will begin in June, the mayor said, and end before the elections."

static void furniture_is_left_out(void **state)
{
    (void)state;
    expect("<header><h2>The Quay</h2><p>All the news of the river and of the sea, every day.</p></header>"
           "<nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav>"
           "<main><h1>Bridge to close</h1><div class=byline>By Ana Lee, who writes about bridges and ships for us.</div>"
           "<p>" FIRST "</p>"
           "<figure><img src=x><figcaption>The bridge, seen from the west, as it was in the spring.</figcaption></figure>"
           "<div class='social-share'><p>Share this article with your friends and with everybody else.</p></div>"
           "<p>Read more: <a href=/x>What the neighbours think of it all</a></p>"
           "<p>" SECOND "</p>"
           "<div class='relatedArticles'><p>The harbour was closed as well, and nobody knows why it was.</p></div>"
           "<blockquote class=twitter-tweet><p>I have never seen anything like it in this town, I must say.</p></blockquote>"
           "</main><div id=comments><p>First! I think that the bridge is fine as it is, and always was.</p></div>"
           "<footer><p>The Quay is published by The Quay Press, at the harbour, since 1901.</p></footer>",
           FIRST "\n\n" SECOND);
}

static void headings_and_lists_within_it_stay(void **state)
{
    (void)state;
    expect("<article><h1>Bridge</h1><p>" FIRST "</p><h2>What happens now</h2><ul><li>Cars take the tunnel<li>Ships wait</ul><p>" SECOND
           "</p><h2>More stories</h2><ul><li><a href=1>A ship came in</a><li><a href=2>A ship went out</a></ul></article>",
           FIRST "\n\nWhat happens now\n\nCars take the tunnel\n\nShips wait\n\n" SECOND);
}

static void a_standfirst_is_part_of_it(void **state)
{
    (void)state;
    expect("<main><h1>Bridge</h1><p class=standfirst>Cars must take the tunnel until 2028</p><p class=date>12 May 2026</p>"
           "<div><p>" FIRST "</p><p>" SECOND "</p></div></main>",
           "Cars must take the tunnel until 2028\n\n" FIRST "\n\n" SECOND);
    expect("<head><meta name=description content='Cars must take the tunnel until 2028'></head>"
           "<header><h1>Bridge</h1><div class=header-byline><span>Cars must take the tunnel until 2028</span></div></header>"
           "<div class=x><p>" FIRST "</p><p>" SECOND "</p></div>",
           "Cars must take the tunnel until 2028\n\n" FIRST "\n\n" SECOND);
}

static void names_on_what_holds_all_of_it_mean_nothing(void **state)
{
    (void)state;
    expect("<body class='has-sidebar newsletter'><div id='promoted-content'><p>" FIRST "</p><p>" SECOND "</p></div>", FIRST "\n\n" SECOND);
    expect("<article><p>" FIRST "</p><div id='the-promo-that-nobody-saw-coming-1'><p>" SECOND "</p></div></article>", FIRST "\n\n" SECOND);
}

static void paragraphs_by_line_breaks(void **state)
{
    (void)state;
    expect("<td>" FIRST "<br><br>" SECOND "<br>The end is near.</td>", FIRST "\n\n" SECOND " The end is near.");
}

static void tags_left_open_or_closed_in_disorder(void **state)
{
    (void)state;
    expect("<p>" FIRST "<p><b><i>" SECOND "</b></i><p>That is <a href=x>all "
           "<p>that anybody knows of it so far, said the mayor.</span></div></p>",
           FIRST "\n\n" SECOND "\n\nThat is all\n\nthat anybody knows of it so far, said the mayor.");
}

static void scripts_comments_and_drawings_are_not_text(void **state)
{
    (void)state;
    expect("<p>The council voted<!-- <p>not this --> on Monday <script>if (a<b) '<!--<script></script>-->'</script>to close "
           "<svg><title>icon</title><text>bad</text></svg>the <style>p{}</style>old bridge.</p><template><p>Not this one either, which is "
           "a template for others.</p></template><p hidden>Nor this hidden paragraph, whatever it may say.</p>"
           "<p><span class=sr-only>Opens in a new tab: </span>It <span style='display: none'>never </span>reopened, said the mayor in May.",
           "The council voted on Monday to close the old bridge.\n\nIt reopened, said the mayor in May.");
}

static void lists_of_teasers_and_posts_have_a_shape(void **state)
{
    (void)state;
    expect("<div><p>" FIRST "</p><blockquote><p>It is all the fault of the ships, if you ask me.</p>"
           "Old Salt (@oldsalt) May 4, 2026</blockquote>"
           "<p>" SECOND "</p></div><div>"
           "<div><h3><a href=1>A ship came in today</a></h3><p>It came from afar, it is said, and nobody knows why.</p></div>"
           "<div><h3><a href=2>A ship went out today</a></h3><p>It went afar, as ships do, and nobody saw it leave.</p></div>"
           "<div><h3><a href=3>No ship has been seen</a></h3><p>There was no ship on Monday, and there is none today.</p></div></div>",
           FIRST "\n\n" SECOND);
}

static void what_a_script_would_show(void **state)
{
    (void)state;
    expect("<div>Loading</div><div hidden id=S:1><p>" FIRST "</p><p>" SECOND "</p></div>", FIRST "\n\n" SECOND);
}

static void json_ld_helps_where_names_mislead(void **state)
{
    (void)state;
    char page[8192] = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"articleBody\": \"", text[4096] = "";
    for (int i = 0; i < 10; i++) {
        char line[256];
        snprintf(line, sizeof line, "%d ships passed under the old bridge in the night, said the harbour master.", i + 2);
        strcat(strcat(text, i > 0 ? "\n\n" : ""), line);
        strcat(strcat(page, line), " ");
    }
    strcat(page, "\"}</script><div class=newsletter><p>");
    for (const char *p = text; *p; p++)
        if (*p == '\n') strcat(page, "</p><p>"), p++;
        else strcat(page, (char[]){*p, '\0'});
    strcat(page, "</p></div><div><p>The Quay is a newspaper that has been read by everybody here since the year 1901, in the harbour and "
                 "in the town, by the old and by the young, by the rich and the poor, on the sea and on land, on weekdays and on "
                 "Sundays, in print and nowadays here too, and it will go on like that for another century or two, if people go on "
                 "reading it, which they do, as our figures show, and as we hear whenever we meet them in the street or at the bar of "
                 "the Anchor, where they tell us what they think of us and of the world that we describe to them every day anew. "
                 "Subscribers get it in the morning, all others when the boy comes round, which is at noon at the latest, if he "
                 "comes.</p></div>");
    expect(page, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(furniture_is_left_out),
        cmocka_unit_test(headings_and_lists_within_it_stay),
        cmocka_unit_test(a_standfirst_is_part_of_it),
        cmocka_unit_test(names_on_what_holds_all_of_it_mean_nothing),
        cmocka_unit_test(paragraphs_by_line_breaks),
        cmocka_unit_test(tags_left_open_or_closed_in_disorder),
        cmocka_unit_test(scripts_comments_and_drawings_are_not_text),
        cmocka_unit_test(lists_of_teasers_and_posts_have_a_shape),
        cmocka_unit_test(what_a_script_would_show),
        cmocka_unit_test(json_ld_helps_where_names_mislead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
