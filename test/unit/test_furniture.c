/* test_furniture.c - what of a text is the page's and not the article's. */
#include "support.h"

#include "furniture.h"

/* ---- one paragraph ------------------------------------------------------------------------------------------------ */

static const struct {
    const char *paragraph, *kind;
} lines[] = {
    {"Advertisement", "advertisement"},
    {"ADVERTISEMENT 3", "advertisement"},
    {"Story continues below advertisement", "advertisement"},
    {"Share this on Facebook", "share"},
    {"Share | Tweet | Email | Print", "share"},
    {"Click to share on Twitter (Opens in new window)", "share"},
    {"Like Us On Facebook |   Follow Us On Twitter", "share"},
    {"READ MORE: Mayor says the bridge is safe", "related"},
    {"(MORE: \xE2\x80\x9CNobody asked us,\xE2\x80\x9D says the river)", "related"},
    {"Also see", "related"},
    {">> Read more stories from the harbour", "related"},
    {"Don\xE2\x80\x99t miss our walks along the quay", "related"},
    {"Follow Ana Lee on Twitter @analee.", "follow"},
    {"Contact Ana Lee at analee@quay.example or follow her on Twitter.", "follow"},
    {"Sign up for The Quay's morning letter", "newsletter"},
    {"Enter your email address:", "newsletter"},
    {"Leave a Reply", "reply-form"},
    {"Your email address will not be published. Required fields are marked *", "reply-form"},
    {"Comments (73)", "reply-form"},
    {"Image copyright Reuters Image", "image-credit"},
    {"Photo by Ana Lee", "image-credit"},
    {"(AP Photo/Ana Lee)", "image-credit"},
    {"Ana Lee/Getty Images.", "image-credit"},
    {"Cranes unload the last ship before the strike in the old harbour of the town on Monday. Photo: Ana Lee", "image-caption"},
    {"A man crosses the old bridge of the town an hour before it was closed (Ana Lee/AFP/Getty Images)", "image-caption"},
    {"We use cookies on this site. By staying you accept our privacy policy.", "notice"},
    {"\xC2\xA9 2026 The Quay. All rights reserved.", "notice"},
    {"Scroll down for video", "media"},
    {"Last updated Mon 13 Oct 2025", "date"},

    {"The bridge will reopen in May.", NULL},
    {"The advertisement said that the bridge was safe.", NULL},
    {"Advertising sales fell by a third, the owner of the paper said.", NULL},
    {"Share prices rose on Monday after the bank cut its rate.", NULL},
    {"\xE2\x80\x9CShare this with your neighbours,\xE2\x80\x9D the mayor wrote.", NULL},
    {"\"VIDEO: They told me it was safe,\" she said, reading out the title.", NULL},
    {"Sign up for the army grew in May, the ministry said.", NULL},
    {"Comments by the mayor were met with silence.", NULL},
    {"Follow-up talks are planned for Tuesday.", NULL},
    {"Twitter declined to comment.", NULL},
    {"He is ahead in the new Reuters/Ipsos poll.", NULL},
    {"The photo, taken by Ana Lee, was shared a thousand times on Facebook.", NULL},
    {"WASHINGTON (AP) - The senator left.", NULL},
    {"They were warned not to leave a reply.", NULL},
    {"Canada is among the subscribers to this idea, and you know our account of it.", NULL},
    {"", NULL},
    {" \t\xC2\xA0", NULL},
};

static void paragraphs(void **state)
{
    (void)state;
    avow_phrases phrases;
    avow_phrases_init(&phrases);
    assert_true(phrases.count < AVOW_MOST_PHRASES);     /* else some were left out */
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *kind = avow_furniture_kind(&phrases, lines[i].paragraph, strlen(lines[i].paragraph));
        if ((kind == NULL) != (lines[i].kind == NULL) || (kind != NULL && strcmp(kind, lines[i].kind) != 0))
            fail_msg("'%s' is %s, not %s", lines[i].paragraph, kind ? kind : "the article's",
                     lines[i].kind ? lines[i].kind : "the article's");
    }
}

/* ---- a text ------------------------------------------------------------------------------------------------------- */

/* The furniture of a text, each on a line: "kind [its words]". */
static void finds(const char *text, const char *expected)
{
    char found[2000] = "";
    avow_arena arena;
    avow_allocator allocator = avow_allocator_or_default(NULL);
    const avow_furniture *items;
    size_t count, used = 0;
    avow_arena_init(&arena, &allocator);
    assert_true(avow_furniture_find(text, strlen(text), &arena, &items, &count));
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(found + used, sizeof found - used, "%s [%.*s]\n", items[i].kind,
                                 (int)(items[i].span.end - items[i].span.start), text + items[i].span.start);
    avow_arena_free(&arena);
    assert_string_equal(found, expected);
}

static void between_paragraphs(void **state)
{
    (void)state;
    finds("Image copyright Reuters Image\n"
          "The mayor has denied it.\r\n"
          "\r\n"
          "  Advertisement \r\n"
          "\r\n"
          "She spoke on Monday.\n"
          "Follow Ana Lee on Twitter @analee",
          "image-credit [Image copyright Reuters Image]\n"
          "advertisement [Advertisement]\n"
          "follow [Follow Ana Lee on Twitter @analee]\n");
    finds("", "");
    finds("The mayor has denied it.", "");
}

/* Text that has lost its lines. */
static void within_a_paragraph(void **state)
{
    (void)state;
    finds("Image copyright AFP Image caption The bridge in May The mayor said on Monday that the bridge is safe.",
          "image-credit [Image copyright AFP Image caption]\n");
    finds("(AP Photo/Ana Lee) QUAY (AP) - The mayor said so. Story continues below advertisement She left at noon. Leave a Reply "
          "Your email address will not be published. Required fields are marked *",
          "image-credit [(AP Photo/Ana Lee)]\n"
          "advertisement [Story continues below advertisement]\n"
          "reply-form [Leave a Reply]\n"
          "reply-form [Your email address will not be published.]\n"
          "reply-form [Required fields are marked *]\n");
}

/* Headlines below a heading that says so, as long as they look like headlines; fields below "Leave a Reply". */
static void what_hangs_on_a_line(void **state)
{
    (void)state;
    finds("Related Stories\n"
          "Mayor says the bridge is safe\n"
          "\n"
          "River denies everything\n"
          "The council meets on Tuesday to vote on it.\n"
          "Mayor says the bridge is safe\n",
          "related [Related Stories]\n"
          "related [Mayor says the bridge is safe]\n"
          "related [River denies everything]\n");
    finds("Leave a Reply\n\nComment *\nName\nEmail\nWebsite\nSave my name, email, and website in this browser.\nPost Comment\n",
          "reply-form [Leave a Reply]\n"
          "reply-form [Comment *]\n"
          "reply-form [Name]\n"
          "reply-form [Email]\n"
          "reply-form [Website]\n"
          "reply-form [Save my name, email, and website in this browser.]\n"
          "reply-form [Post Comment]\n");
}

/* ---- what is extracted -------------------------------------------------------------------------------------------- */

/* The text has furniture of this kind once, and statements, none of which has a part in it. */
static void stays_outside(avow_session *session, const char *text, const char *kind)
{
    avow_result *result = read_text(session, text);
    assert_int_equal(result->furniture_count, 1);
    assert_string_equal(result->furniture[0].kind, kind);
    assert_true(result->attribution_count > 0);
    for (size_t i = 0; i < result->attribution_count; i++) {
        const avow_attribution *a = &result->attributions[i];
        const avow_spans roles[] = {a->source, a->cue, a->content, a->addressee};
        for (size_t r = 0; r < 4; r++)
            for (size_t k = 0; k < roles[r].count; k++)
                assert_true(roles[r].items[k].end <= result->furniture[0].span.start ||
                            roles[r].items[k].start >= result->furniture[0].span.end);
    }
    avow_result_free(result);
}

static void nothing_starts_in_furniture(void **state)
{
    (void)state;
    avow_model *model = open_released();
    if (model == NULL) skip();
    avow_session *session = new_session(model, NULL);
    stays_outside(session, "\"The bridge is safe, and we will\n\nREAD MORE: Mayor says the river is to blame\n\nopen it in May,\" the "
                           "mayor said on Monday.\n", "related");
    stays_outside(session, "Q: Is it safe?\n\nA: It is.\n\nAdvertisement\n\nAnd it will open in May.\n\nQ: And who pays?\n\nA: We do.\n",
                  "advertisement");
    avow_session_free(session);
    avow_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs), cmocka_unit_test(between_paragraphs), cmocka_unit_test(within_a_paragraph),
        cmocka_unit_test(what_hangs_on_a_line), cmocka_unit_test(nothing_starts_in_furniture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
