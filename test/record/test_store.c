/* test_store.c - a store: articles go in, come out as they were, and their statements are found. */
#include "support.h"

#include <unistd.h>

#include <avow/record.h>

#include "sample.h"

static char folder[] = "/tmp/avow-store-XXXXXX";

/* A store that isn't there yet, in the test's folder. */
static avow_store *new_store(const char *name)
{
    char path[256];
    avow_store *store;
    avow_error error;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (avow_store_open(path, &(avow_store_options){.create = true}, &store, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return store;
}

static avow_added add(avow_store *store, const avow_result *result)
{
    avow_added added;
    avow_error error;
    if (avow_store_add(store, result, &added, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return added;
}

typedef struct found {
    char text[16][256];
    int64_t id[16];
    size_t count;
} found;

static int take(void *context, const avow_statement *s)
{
    found *f = context;
    assert_true(f->count < 16);
    f->id[f->count] = s->id;
    snprintf(f->text[f->count++], 256, "%s: %s", s->speaker_name != NULL ? s->speaker_name : "?", s->content);
    return 0;
}

static found search(avow_store *store, avow_query query)
{
    found f = {.count = 0};
    avow_error error;
    if (avow_store_search(store, &query, take, &f, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return f;
}

static void an_article_comes_back_as_it_was(void **state)
{
    (void)state;
    avow_store *store = new_store("back.db");
    sample s;
    sample_make(&s);
    const char *const warnings[] = {"one", "and two"};
    const avow_furniture furniture[] = {{{0, 5}, "image-credit"}};
    s.result.warnings = warnings;
    s.result.warning_count = 2;
    s.result.furniture = furniture;
    s.result.furniture_count = 1;
    avow_added added = add(store, &s.result);
    assert_true(added.is_new);
    assert_int_equal(added.version, 1);
    assert_int_equal(added.statements, SAMPLE_STATEMENTS);
    avow_result *back;
    avow_error error;
    if (avow_store_article(store, added.article, &back, &error) != AVOW_OK) fail_msg("%s", error.detail);
    char *before = jsonl_of(&s.result), *after = jsonl_of(back);
    assert_string_equal(before, after);
    free(before);
    free(after);
    avow_result_free(back);
    assert_int_equal(avow_store_article(store, 99, &back, &error), AVOW_NOT_IN_STORE);
    assert_null(back);
    avow_store_close(store);
}

static void the_same_article_again_changes_nothing(void **state)
{
    (void)state;
    avow_store *store = new_store("again.db");
    sample s;
    sample_make(&s);
    avow_added first = add(store, &s.result), again = add(store, &s.result);
    assert_false(again.is_new);
    assert_int_equal(again.article, first.article);
    strcpy(s.result.sha256, "11ff");
    avow_added changed = add(store, &s.result);
    assert_true(changed.is_new);
    assert_int_equal(changed.version, 2);
    assert_int_equal(search(store, (avow_query){0}).count, SAMPLE_STATEMENTS);
    assert_int_equal(search(store, (avow_query){.words = "bridge"}).id[0], first.statements + 3);
    avow_store_close(store);
}

static void statements_are_found(void **state)
{
    (void)state;
    avow_store *store = new_store("search.db");
    sample s;
    sample_make(&s);
    add(store, &s.result);
    found f = search(store, (avow_query){.words = "BRIDGES safe"});
    assert_int_equal(f.count, 1);
    assert_string_equal(f.text[0], "Ana Ruiz: “The bridge is safe,” … “It will reopen in May.”");
    assert_int_equal(search(store, (avow_query){.words = "\"bridge is safe\""}).count, 1);
    assert_int_equal(search(store, (avow_query){.words = "\"safe bridge\""}).count, 0);
    assert_int_equal(search(store, (avow_query){.speaker = "tom okafor"}).count, 2);
    assert_int_equal(search(store, (avow_query){.speaker = "Nobody Such"}).count, 0);
    assert_int_equal(search(store, (avow_query){.acts = 1u << AVOW_DENY | 1u << AVOW_PROMISE}).count, 2);
    assert_int_equal(search(store, (avow_query){.outlet = "the quay"}).count, SAMPLE_STATEMENTS);
    assert_int_equal(search(store, (avow_query){.outlet = "Other"}).count, 0);
    assert_int_equal(search(store, (avow_query){.anonymous = true}).count, 2);
    assert_int_equal(search(store, (avow_query){.about = "2 million"}).count, 1);
    assert_int_equal(search(store, (avow_query){.since = "2015-11-13", .until = "2015-11"}).count, SAMPLE_STATEMENTS);
    assert_int_equal(search(store, (avow_query){.until = "2015-11-12"}).count, 0);
    assert_int_equal(search(store, (avow_query){.since = "2016", .words = "bridge"}).count, 0);
    found two = search(store, (avow_query){.limit = 2});
    assert_int_equal(two.count, 2);
    assert_int_equal(search(store, (avow_query){.before = two.id[1]}).count, SAMPLE_STATEMENTS - 2);
    assert_int_equal(avow_store_search(store, &(avow_query){.since = "soon"}, take, &f, NULL), AVOW_BAD_ARGUMENT);
    avow_store_close(store);
}

static int begin(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int finish(void **state)
{
    (void)state;
    char command[300];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_article_comes_back_as_it_was),
        cmocka_unit_test(the_same_article_again_changes_nothing),
        cmocka_unit_test(statements_are_found),
    };
    return cmocka_run_group_tests_name("store", tests, begin, finish);
}
