/* test_store_memory.c - each allocation in turn fails, ours and SQLite's: the call says so, nothing leaks, and nothing that was in the
 * store before is lost or doubled. */
#include "questions.h"

#include <sqlite3.h>

#include "sample.h"

/* ---- SQLite's memory ---------------------------------------------------------------------------------------------- */

static supply lite = {.fail = -1};
static sqlite3_mem_methods plain;

static void *lite_alloc(int size)
{
    long number = lite.asked++;
    return lite.fail >= 0 && (number == lite.fail || (lite.on && number > lite.fail)) ? NULL : plain.xMalloc(size);
}

static void *lite_realloc(void *memory, int size)
{
    long number = lite.asked++;
    return lite.fail >= 0 && (number == lite.fail || (lite.on && number > lite.fail)) ? NULL : plain.xRealloc(memory, size);
}

static void watch_sqlite(void)
{
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain), SQLITE_OK);
    sqlite3_mem_methods watched = plain;
    watched.xMalloc = lite_alloc;
    watched.xRealloc = lite_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &watched), SQLITE_OK);
}

/* ---- the whole way ------------------------------------------------------------------------------------------------ */

static avow_status whole_way(supply *s, const avow_result *first, const avow_result *second)
{
    avow_allocator allocator = allocator_of(s);
    avow_store *store;
    avow_error error = {0};
    found f = {.count = 0};
    avow_result *result = NULL;
    avow_status status = try_open("memory", (avow_store_options){.create = true, .allocator = &allocator, .wait = 1}, &store, &error);
    if (status != AVOW_OK) assert_null(store);
    avow_added added = {0};
    if (status == AVOW_OK) status = avow_store_add(store, first, &added, &error);
    if (status == AVOW_OK) status = avow_store_add(store, second, &added, &error);
    if (status == AVOW_OK) status = avow_store_search(store, &(avow_query){.words = "bridge", .speaker = "Ana Ruiz"}, take_statement, &f,
                                                      &error);
    if (status == AVOW_OK) assert_int_equal(f.count, 2);
    if (status == AVOW_OK) status = avow_store_article(store, added.article, &result, &error);
    avow_result_free(result);
    int64_t other;
    if (status == AVOW_OK) status = avow_store_split(store, &f.id[0], 1, &other, &error);
    if (status == AVOW_OK) status = avow_store_merge(store, f.speaker[0], other, &error);
    if (status != AVOW_OK) {
        assert_int_equal(error.code, status);
        assert_true(error.detail[0] != '\0');
    }
    avow_store_close(store);
    assert_int_equal(s->live, 0);
    return status;
}

static void forget(void)
{
    char command[400];
    snprintf(command, sizeof command, "rm -f %s/memory.db*", folder);
    assert_int_equal(system(command), 0);
}

static sample first, second;

static avow_status add_and_ask(supply *s)
{
    forget();
    return whole_way(s, &first.result, &second.result);
}

/* What is there now is whole: none, one or both of the articles. */
static void is_whole(void)
{
    avow_store *store;
    avow_error error;
    avow_status status = try_open("memory", (avow_store_options){.read_only = true}, &store, &error);
    if (status == AVOW_STORE_NOT_FOUND) return;
    assert_int_equal(status, AVOW_OK);
    size_t count = 0;
    for (int64_t id = 0; avow_store_next(store, id, &id, &error) == AVOW_OK && id != 0; count++) {
        avow_result *result;
        assert_int_equal(avow_store_article(store, id, &result, &error), AVOW_OK);
        assert_int_equal(result->attribution_count, first.result.attribution_count);
        avow_result_free(result);
    }
    assert_true(count <= 2);
    avow_store_close(store);
}

static void fail_each(avow_status (*way)(supply *), void (*check)(void), bool sqlite, bool on, long step)
{
    for (long n = 0;; n += step) {
        supply s = {.fail = sqlite ? -1 : n, .on = on};
        lite = (supply){.fail = sqlite ? n : -1, .on = on};
        avow_status status = way(&s);
        bool failed = (sqlite ? lite.asked : s.asked) > n;
        lite.fail = -1;
        check();
        if (!failed) {
            assert_int_equal(status, AVOW_OK);
            print_message("%ld allocations\n", n);
            return;
        }
        if (!sqlite && status != AVOW_NO_MEMORY) fail_msg("allocation %ld: %s", n, avow_status_name(status));
        if (sqlite && on && status == AVOW_OK) fail_msg("allocation %ld of SQLite's: no failure", n);
    }
}

static void fail_adding(bool sqlite, bool on, long step)
{
    sample_make(&first);
    sample_make(&second);
    second.result.id = "another.txt";
    fail_each(add_and_ask, is_whole, sqlite, on, step);
}

/* ---- asking --------------------------------------------------------------------------------------------------------- */

static size_t whole[QUESTIONS];

/* All questions, one after another; each answer is whole. */
static avow_status ask_all(supply *s)
{
    avow_allocator allocator = allocator_of(s);
    avow_store *store;
    avow_error error = {0};
    avow_status status = try_open("memory", (avow_store_options){.read_only = true, .allocator = &allocator}, &store, &error);
    for (size_t i = 0; i < QUESTIONS && status == AVOW_OK; i++) {
        size_t count = 0;
        status = questions[i].ask(store, &count, &error);
        if (status == AVOW_OK && count != whole[i]) fail_msg("%s: not whole", questions[i].name);
    }
    if (status != AVOW_OK) assert_true(error.code == status && error.detail[0] != '\0');
    avow_store_close(store);
    assert_int_equal(s->live, 0);
    return status;
}

static void nothing_to_check(void) {}

static void fail_asking(bool sqlite, bool on, long step)
{
    avow_error error;
    forget();
    avow_store *store = new_store("memory");
    fill_bridge(store);
    for (size_t i = 0; i < QUESTIONS; i++) {
        whole[i] = 0;
        assert_int_equal(questions[i].ask(store, &whole[i], &error), AVOW_OK);
        assert_true(whole[i] > 0);
    }
    avow_store_close(store);
    fail_each(ask_all, nothing_to_check, sqlite, on, step);
}

static void asking_without_memory(void **state)
{
    (void)state;
    fail_asking(false, false, 1);
    fail_asking(false, true, 1);
    fail_asking(true, false, 11);
    fail_asking(true, true, 11);
}

static void one_of_ours_fails(void **state)
{
    (void)state;
    fail_adding(false, false, 1);
}

static void ours_run_out(void **state)
{
    (void)state;
    fail_adding(false, true, 1);
}

/* SQLite does without some of what it asks for. */
static void one_of_sqlites_fails(void **state)
{
    (void)state;
    fail_adding(true, false, 37);
}

static void sqlites_run_out(void **state)
{
    (void)state;
    fail_adding(true, true, 37);
}

int main(void)
{
    watch_sqlite();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_ours_fails),
        cmocka_unit_test(ours_run_out),
        cmocka_unit_test(one_of_sqlites_fails),
        cmocka_unit_test(sqlites_run_out),
        cmocka_unit_test(asking_without_memory),
    };
    return cmocka_run_group_tests_name("store_memory", tests, make_folder, remove_folder);
}
