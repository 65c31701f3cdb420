/* test_threads.c - who says a claim again, who denies it, and who takes it back. */
#include "record.h"

enum { ROOM = 8000 };

/* ---- a claim and what followed -------------------------------------------------------------------------------------- */

/* An article with one statement: "WHO SAID that WHAT." */
static avow_added put(avow_store *store, const char *date, const char *outlet, const char *who, const char *said, avow_act act,
                      const char *what)
{
    char text[600];
    made m;
    snprintf(text, sizeof text, "News from %s. %s %s that %s.", outlet, who, said, what);
    make(&m, date, date, outlet, text, who, said, what, who, AVOW_PERSON);
    m.attribution.act = act;
    return add(store, &m.result);
}

static int take_thread(void *context, const avow_thread *t)
{
    char *out = context;
    if (strlen(out) > 1500) return 1;
    size_t used = strlen(out);
    used += (size_t)snprintf(out + used, ROOM - used, "%s%s %s", used > 0 ? "\n" : "", t->claim.date, t->claim.outlet);
    assert_int_equal(t->id, t->claim.utterance);
    for (size_t i = 0; i < t->member_count; i++) {
        const avow_member *m = &t->members[i];
        const char *to = "?";
        if (m->to == t->claim.id) to = t->claim.outlet;
        for (size_t k = 0; k < t->member_count; k++)
            if (m->to == t->members[k].statement.id) to = t->members[k].statement.outlet;
        assert_true(m->to != m->statement.id && m->probability > 0 && m->probability <= 1);
        used += (size_t)snprintf(out + used, ROOM - used, ", %s %s %s %s", m->statement.date, m->statement.outlet,
                                 avow_thread_relation_name(m->relation), to);
    }
    return 0;
}

/* "DAY OUTLET, DAY OUTLET RELATION OUTLET, ..." a line a thread. */
static const char *threads(avow_store *store, avow_query query)
{
    static char out[ROOM];
    avow_error error = {0};
    out[0] = '\0';
    if (avow_store_threads(store, &query, take_thread, out, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return out;
}

static void put_bridge(avow_store *store)
{
    put(store, "2016-05-01", "Post", "Ana Ruiz", "said", AVOW_STATE, "the old harbour bridge will be closed for eighteen months");
    put(store, "2016-05-02", "Echo", "Jo Lee", "said", AVOW_STATE, "cyclists pay too much for the ferry");
    put(store, "2016-05-03", "Mail", "Ana Ruiz", "announced", AVOW_STATE, "the old harbour bridge would be closed for 18 months");
    put(store, "2016-05-04", "Sun", "Bo Ray", "denied", AVOW_DENY, "the old harbour bridge will be closed for eighteen months");
    put(store, "2016-06-20", "Herald", "Ana Ruiz", "denied", AVOW_DENY, "the old harbour bridge will be closed for eighteen months");
}

static void a_claim_its_repeat_its_denial_and_its_reversal(void **state)
{
    (void)state;
    avow_store *store = new_store("bridge");
    put_bridge(store);
    const char whole[] = "2016-05-01 Post, 2016-05-03 Mail repeat Post, 2016-05-04 Sun deny Post, 2016-06-20 Herald reverse Post";
    assert_string_equal(threads(store, (avow_query){0}), whole);
    avow_store_close(store);
}

static void asked_for_by_any_of_its_statements(void **state)
{
    (void)state;
    avow_store *store = new_store("asked");
    put_bridge(store);
    const char *whole = "2016-05-01 Post, 2016-05-03 Mail repeat Post, 2016-05-04 Sun deny Post, 2016-06-20 Herald reverse Post";
    assert_string_equal(threads(store, (avow_query){.words = "announced"}), whole);
    assert_string_equal(threads(store, (avow_query){.speaker = "Bo Ray"}), whole);
    assert_string_equal(threads(store, (avow_query){.since = "2016-06", .limit = 1}), whole);
    /* Nobody takes up what Jo Lee said. */
    assert_string_equal(threads(store, (avow_query){.speaker = "Jo Lee"}), "");
    avow_store_close(store);
}

static void a_changed_article_is_in_as_it_is_now(void **state)
{
    (void)state;
    avow_store *store = new_store("changed");
    put_bridge(store);
    made m;
    const char *text = "Bo Ray said on Friday that he knows nothing about it.";
    make(&m, "2016-05-04", "2016-05-04", "Sun", text, "Bo Ray", "said", "he knows nothing about it", "Bo Ray", AVOW_PERSON);
    assert_int_equal(add(store, &m.result).version, 2);
    assert_string_equal(threads(store, (avow_query){.words = "announced"}),
                        "2016-05-01 Post, 2016-05-03 Mail repeat Post, 2016-06-20 Herald reverse Post");
    avow_store_close(store);
}

/* ---- a page at a time, and of one statement ------------------------------------------------------------------------- */

typedef struct listed {
    int64_t ids[8], found;
    size_t count;
} listed;

static int list_thread(void *context, const avow_thread *t)
{
    listed *l = context;
    l->ids[l->count++] = t->id;
    l->found = t->found;
    return l->count == 8;
}

static void put_ferry_and_school(avow_store *store)
{
    static const char *const whats[] = {"the ferry to the island runs at night again", "the school in the valley loses four of its teachers"};
    for (size_t i = 0; i < 2; i++)
        for (int day = 0; day < 3; day++) {
            char date[32];
            snprintf(date, sizeof date, "2016-05-%02d", 10 * (int)i + 2 * day + 1);
            put(store, date, day == 0 ? "Post" : day == 1 ? "Echo" : "Sun", day == 2 ? "Jo Lee" : "Bo Ray", day == 2 ? "denied" : "said",
                day == 2 ? AVOW_DENY : AVOW_STATE, whats[i]);
        }
}

static void a_page_at_a_time_they_are_the_same_as_in_one_list(void **state)
{
    (void)state;
    avow_store *store = new_store("pages");
    avow_error error = {0};
    put_bridge(store);
    put_ferry_and_school(store);
    static const char *const outlets[] = {NULL, "Post", "Sun"};
    for (size_t i = 0; i < 3; i++) {
        avow_query query = {.outlet = outlets[i]};
        listed all = {.count = 0}, paged = {.count = 0};
        assert_int_equal(avow_store_threads(store, &query, list_thread, &all, &error), AVOW_OK);
        assert_true(all.count >= 2);
        query.limit = 1;
        for (size_t before = 0; paged.count < 8; before = paged.count) {
            assert_int_equal(avow_store_threads(store, &query, list_thread, &paged, &error), AVOW_OK);
            if (paged.count == before) break;
            query.before = paged.found;
        }
        assert_int_equal(paged.count, all.count);
        assert_memory_equal(paged.ids, all.ids, all.count * sizeof *all.ids);
    }
    avow_store_close(store);
}

static void the_thread_of_one_statement(void **state)
{
    (void)state;
    avow_store *store = new_store("one");
    avow_error error = {0};
    char out[ROOM] = "";
    put_bridge(store);
    assert_int_equal(avow_store_thread(store, 3, 1, AVOW_BYTES, take_thread, out, &error), AVOW_OK);
    assert_string_equal(out, "2016-05-01 Post, 2016-05-03 Mail repeat Post, 2016-05-04 Sun deny Post, 2016-06-20 Herald reverse Post");
    out[0] = '\0';
    assert_int_equal(avow_store_thread(store, 2, 1, AVOW_BYTES, take_thread, out, &error), AVOW_OK);
    assert_string_equal(out, "");       /* nobody takes it up */
    assert_int_equal(avow_store_thread(store, 3, 2, AVOW_BYTES, take_thread, out, &error), AVOW_NOT_IN_STORE);
    assert_int_equal(avow_store_thread(store, 99, 1, AVOW_BYTES, take_thread, out, &error), AVOW_NOT_IN_STORE);
    assert_int_equal(avow_store_thread(store, 3, 1, AVOW_BYTES, NULL, out, &error), AVOW_BAD_ARGUMENT);
    avow_store_close(store);
}

/* ---- by likeness ---------------------------------------------------------------------------------------------------- */

static void statements_that_say_something_close(void **state)
{
    (void)state;
    avow_store *store = new_store("alike");
    put_bridge(store);
    found f = search(store, (avow_query){.like = "The harbour bridge is to be closed", .speaker = "Ruiz", .until = "2016-05"});
    assert_int_equal(f.count, 2);
    assert_non_null(strstr(f.text[0], "harbour bridge"));
    assert_int_equal(search(store, (avow_query){.like = "The harbour bridge is to be closed", .limit = 1}).count, 1);
    assert_int_equal(search(store, (avow_query){.like = "Whales sing"}).count, 0);
    assert_int_equal(search(store, (avow_query){.like = ""}).count, 0);
    assert_int_equal(search(store, (avow_query){.like = "\xFF it's a \"bridge\" OR 1=1; --"}).count, 0);
    avow_error error;
    assert_int_equal(avow_store_search(store, &(avow_query){.like = "bridge", .before = 1}, take_statement, &f, &error), AVOW_BAD_ARGUMENT);
    avow_store_close(store);
}

/* ---- hostile input -------------------------------------------------------------------------------------------------- */

static void three_hundred_times_the_same(void **state)
{
    (void)state;
    avow_store *store = new_store("hundreds");
    char day[32], outlet[32];
    for (int i = 0; i < 300; i++) {
        snprintf(day, sizeof day, "2016-%02d-%02d", 1 + i / 28, 1 + i % 28);
        snprintf(outlet, sizeof outlet, "Paper %d", i);
        put(store, day, outlet, i % 2 ? "Ana Ruiz" : "Bo Ray", "said", AVOW_STATE,
            "the old harbour bridge will be closed for eighteen months");
    }
    const avow_query query = {.limit = 3};
    size_t count = 0;
    const char *text = threads(store, query);
    for (const char *at = text; (at = strstr(at, " repeat ")) != NULL; at++) count++;
    assert_true(count >= 1 && count < 300);
    avow_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_its_repeat_its_denial_and_its_reversal),
        cmocka_unit_test(asked_for_by_any_of_its_statements),
        cmocka_unit_test(a_changed_article_is_in_as_it_is_now),
        cmocka_unit_test(a_page_at_a_time_they_are_the_same_as_in_one_list),
        cmocka_unit_test(the_thread_of_one_statement),
        cmocka_unit_test(statements_that_say_something_close),
        cmocka_unit_test(three_hundred_times_the_same),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
