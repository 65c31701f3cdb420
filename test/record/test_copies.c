/* test_copies.c - in how many articles and outlets an utterance stands, whatever comes into the store and in which order. */
#include "record.h"

#include "hash.h"
#include "store.h"

/* Adds an article in which "[...]" marks cues and "{...}" the contents behind them; all statements are the speaker's. */
static avow_status try_put(avow_store *store, const char *outlet, const char *id, const char *speaker, const char *text, avow_added *added)
{
    enum { MOST = 16 };
    static char plain[4096];
    avow_attribution statements[MOST] = {{0}};
    avow_span cue[MOST], content[MOST];
    const avow_entity entity = {.id = 1, .name = speaker, .type = AVOW_PERSON};
    avow_result r = {.id = id, .outlet = outlet, .date = "2016-05-24", .text = plain, .attributions = statements, .entities = &entity,
                     .entity_count = 1};
    for (; *text != '\0'; text++) {
        const size_t n = r.attribution_count;
        if (*text == '[') cue[n].start = r.text_size;
        else if (*text == ']') cue[n].end = r.text_size;
        else if (*text == '{') content[n].start = r.text_size;
        else if (*text == '}') {
            content[n].end = r.text_size;
            statements[n] = (avow_attribution){.id = (uint32_t)n + 1, .cue = {&cue[n], 1}, .content = {&content[n], 1}, .speaker = 1};
            r.attribution_count++;
        } else plain[r.text_size++] = *text;
    }
    plain[r.text_size] = '\0';
    avow_sha256_hex(plain, r.text_size, r.sha256);
    return avow_store_add(store, &r, added, NULL);
}

static avow_added put(avow_store *store, const char *outlet, const char *id, const char *speaker, const char *text)
{
    avow_added added;
    assert_int_equal(try_put(store, outlet, id, speaker, text, &added), AVOW_OK);
    return added;
}

static int take(void *context, const avow_statement *s)
{
    char *out = context;
    const size_t used = strlen(out);
    snprintf(out + used, 400 - used, "%s%.12s %zu/%zu", used > 0 ? ", " : "", s->content, s->appearances, s->outlets);
    return 0;
}

/* "CONTENT APPEARANCES/OUTLETS, ..." of the statements that have the words, newest first. */
static const char *counts(avow_store *store, const char *words)
{
    static char out[400];
    avow_error error;
    out[0] = '\0';
    if (avow_store_search(store, &(avow_query){.words = words}, take, out, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return out;
}

static const char REPORT[] =
    "The bridge over the river Avow, which carries forty thousand cars a day, is in a worse state than the town had thought. The minister "
    "[said] {it will be closed from May}, and that the repairs will take two years at least. Engineers found cracks in three of its five "
    "piers last winter. Her deputy [denied] {that anybody had known of the cracks before}; a report of the year 2009, which this agency "
    "has seen, speaks of them on two pages. A ferry is to take the place of the bridge for those who walk or cycle.";
static const char STYLED[] =
    "Bridge closure: town in shock. The bridge over the River Avow, which carries 40,000 cars a day, is in a worse state than the town had "
    "thought. The minister [says] {it will be closed from May}, and that repairs will take two years at least. Engineers found cracks in "
    "three of its five piers last winter. Our reporter went to the market. Anna Bell [hopes] {for a ferry that takes dogs}. Her deputy "
    "[denied] {that anybody had known of the cracks before}; a report of the year 2009, which Reuters has seen, speaks of them on two "
    "pages.";
static const char OTHER[] =
    "Cyclists will have to get up early this summer. With the crossing shut, the way to work is seven miles longer, and the council has no "
    "money for buses. The minister came, stood in the rain for ten minutes, and [said] {\"You have all been told before that there will "
    "be a boat.\"} Nobody clapped.";

static void one_report_in_three_papers(void **state)
{
    (void)state;
    avow_store *store = new_store("three");
    const avow_added first = put(store, "Agency", "1", "Jo Lee", REPORT);
    assert_int_equal(first.copy_of, 0);
    assert_string_equal(counts(store, "closed"), "it will be c 1/1");
    assert_int_equal(put(store, "Herald", "2", "Jo Lee", REPORT).copy_of, first.article);
    assert_int_equal(put(store, "Echo", "3", "Jo Lee", STYLED).copy_of, first.article);
    assert_int_equal(put(store, "Echo", "4", "Jo Lee", OTHER).copy_of, 0);
    assert_string_equal(counts(store, "closed"), "it will be c 3/3, it will be c 3/3, it will be c 3/3");
    assert_string_equal(counts(store, "denied"), "that anybody 3/3, that anybody 3/3, that anybody 3/3");
    /* Own reporting stands apart. */
    assert_string_equal(counts(store, "dogs"), "for a ferry  1/1");
    assert_string_equal(counts(store, "boat"), "\"You have al 1/1");
    /* Twice in one paper is one outlet. */
    assert_int_equal(put(store, "Echo", "5", "Jo Lee", REPORT).copy_of, first.article);
    assert_string_equal(counts(store, "dogs closed"), "");
    assert_string_equal(counts(store, "denied"), "that anybody 4/3, that anybody 4/3, that anybody 4/3, that anybody 4/3");
    avow_store_close(store);
}

static void versions_count_once(void **state)
{
    (void)state;
    avow_store *store = new_store("versions");
    put(store, "Agency", "1", "Jo Lee", REPORT);
    put(store, "Herald", "2", "Jo Lee", REPORT);
    assert_int_equal(put(store, "Herald", "2", "Jo Lee", STYLED).version, 2);
    assert_string_equal(counts(store, "closed"), "it will be c 2/2, it will be c 2/2");
    assert_int_equal(put(store, "Agency", "1", "Jo Lee", OTHER).version, 2);
    assert_string_equal(counts(store, "closed"), "it will be c 1/1");
    /* What is no copy of another article is none of its former versions. */
    assert_int_equal(put(store, "Agency", "3", "Jo Lee", REPORT).version, 1);
    assert_string_equal(counts(store, "closed"), "it will be c 2/2, it will be c 2/2");
    avow_store_close(store);
}

/* Two cuts with nothing in common, and the whole. */
static void the_order_makes_no_difference(void **state)
{
    (void)state;
    static const char whole[] =
        "The bridge over the river Avow, which carries forty thousand cars a day, is in a worse state than the town had thought. The "
        "minister [said] {it will be closed from May}. Engineers found cracks in three of its five piers last winter, and water in the "
        "cables. Her deputy [denied] {that anybody had known of the cracks}. A report of the year 2009, which this agency has seen, "
        "speaks of them on two pages.";
    const char *cut = strstr(whole, "Engineers");
    char beginning[400];
    snprintf(beginning, sizeof beginning, "%.*s", (int)(cut - whole), whole);
    const char *texts[] = {whole, beginning, cut, whole};
    static const int orders[][4] = {{0, 1, 2, 3}, {1, 2, 0, 3}, {2, 1, 3, 0}, {1, 0, 3, 2}, {0, 3, 2, 1}};
    for (size_t o = 0; o < sizeof orders / sizeof *orders; o++) {
        char name[2][32];
        snprintf(name[0], sizeof name[0], "order%zu", o);
        avow_store *store = new_store(name[0]);
        for (size_t k = 0; k < 4; k++) {
            snprintf(name[1], sizeof name[1], "outlet %d", orders[o][k]);
            put(store, name[1], "id", "Jo Lee", texts[orders[o][k]]);
        }
        assert_string_equal(counts(store, "closed"), "it will be c 3/3, it will be c 3/3, it will be c 3/3");
        assert_string_equal(counts(store, "denied"), "that anybody 3/3, that anybody 3/3, that anybody 3/3");
        avow_store_close(store);
    }
}

static void a_quotation_in_reports_of_their_own(void **state)
{
    (void)state;
    static const char elsewhere[] =
        "Not many had come, and those who had were wet. A brass band played. Asked about the winter, and about her deputy, the minister "
        "was short with a reporter of this paper: {\"You have all been told before that there will be a boat, and there will.\"} Then "
        "her car came.";
    char text[600];
    avow_store *store = new_store("quotation");
    put(store, "Echo", "1", "Jo Lee", OTHER);
    snprintf(text, sizeof text, "[Short] %s", elsewhere);
    assert_int_equal(put(store, "Herald", "2", "Jo Lee", text).copy_of, 0);
    assert_string_equal(counts(store, "boat"), "\"You have al 2/2, \"You have al 2/2");
    snprintf(text, sizeof text, "[Words] on %s", elsewhere);
    put(store, "Post", "3", "Max Frey", OTHER);
    avow_store_close(store);
    /* Somebody else's words are another utterance. */
    store = new_store("speakers");
    put(store, "Echo", "1", "Jo Lee", OTHER);
    put(store, "Herald", "2", "Max Frey", text);
    assert_string_equal(counts(store, "boat"), "\"You have al 1/1, \"You have al 1/1");
    avow_store_close(store);
}

static void a_thousand_copies(void **state)
{
    (void)state;
    avow_store *store = new_store("thousand");
    avow_error error;
    char id[16];
    int64_t first = 0;
    for (int i = 0; i < 1000; i++) {
        snprintf(id, sizeof id, "%d", i);
        avow_added added = put(store, i % 2 ? "Echo" : "Herald", id, "Jo Lee", REPORT);
        if (i == 0) first = added.article;
        else assert_int_equal(added.copy_of, first);
    }
    /* What the index holds is the first one's. */
    assert_int_equal(avow_number(store->db, "SELECT count(*) FROM print WHERE article <> $1", avow_int(first)), 0);
    assert_int_equal(avow_db_number(store->db, "SELECT count(*) FROM utterance WHERE appearances = 1000 AND outlets = 2", NULL, 0), 2);
    assert_int_equal(avow_db_outcome(store->db, &error), AVOW_OK);
    avow_store_close(store);
}

/* Whatever allocation fails, the store is as it was, and the same call made again is right. */
static void without_memory(void **state)
{
    (void)state;
    supply s = {.fail = -1};
    const avow_allocator allocator = allocator_of(&s);
    avow_store_close(new_store("memory"));
    avow_store *store = open_store("memory", (avow_store_options){.allocator = &allocator});
    try_put(store, "Agency", "1", "Jo Lee", REPORT, NULL);
    try_put(store, "Echo", "2", "Jo Lee", OTHER, NULL);
    long failures = 0;
    for (avow_status status = AVOW_NO_MEMORY; status != AVOW_OK; failures++) {
        s.asked = 0;
        s.fail = failures;
        status = try_put(store, "Herald", "3", "Jo Lee", STYLED, NULL);
        assert_true(status == AVOW_OK || status == AVOW_NO_MEMORY);
        s.fail = -1;
        if (status != AVOW_OK) assert_string_equal(counts(store, "closed"), "it will be c 1/1");
    }
    assert_true(failures > 3);
    assert_string_equal(counts(store, "closed"), "it will be c 2/2, it will be c 2/2");
    avow_store_close(store);
    assert_int_equal(s.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_report_in_three_papers), cmocka_unit_test(versions_count_once),
        cmocka_unit_test(the_order_makes_no_difference), cmocka_unit_test(a_quotation_in_reports_of_their_own),
        cmocka_unit_test(a_thousand_copies), cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
