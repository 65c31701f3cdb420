/* test_sqlite.c - files that are no stores or not what they were, and two that write at once. */
#include "record.h"

#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store.h"

static avow_status status_of(const char *name, avow_store_options options)
{
    avow_store *store;
    avow_error error = {0};
    avow_status status = try_open(name, options, &store, &error);
    if (status != AVOW_OK) {
        assert_null(store);
        assert_true(error.code == status && error.detail[0] != '\0');
    }
    avow_store_close(store);
    return status;
}

static const avow_store_options create = {.create = true}, reading = {.read_only = true}, writing = {.wait = 100};

static void run_sql(const char *name, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(where_is(name), &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void put_file(const char *name, const char *bytes, size_t size)
{
    FILE *file = fopen(where_is(name), "wb");
    assert_non_null(file);
    fwrite(bytes, 1, size, file);
    fclose(file);
}

static void fill(const char *name, size_t articles)
{
    avow_store *store = new_store(name);
    for (size_t i = 0; i < articles; i++) {
        made m;
        char id[24];
        snprintf(id, sizeof id, "%zu", i);
        make(&m, id, "2016-05-24", "The Post", "Anna Lee said it rains in the north.", "Anna Lee", "said", "it rains", "Anna Lee",
             AVOW_PERSON);
        add(store, &m.result);
    }
    avow_store_close(store);
}

static void what_is_no_store_is_told(void **state)
{
    (void)state;
    assert_int_equal(status_of("none", reading), AVOW_STORE_NOT_FOUND);
    assert_int_equal(status_of("none", writing), AVOW_STORE_NOT_FOUND);
    assert_int_equal(status_of("no/such/folder", create), AVOW_STORE_NOT_FOUND);
    assert_int_equal(access(where_is("none"), F_OK), -1);
    put_file("text", "Anna said that it rains, and more.", 34);
    assert_int_equal(status_of("text", create), AVOW_STORE_FOREIGN);
    assert_int_equal(status_of("text", reading), AVOW_STORE_FOREIGN);
    run_sql("other", "CREATE TABLE mine (x)");
    assert_int_equal(status_of("other", create), AVOW_STORE_FOREIGN);
    assert_int_equal(status_of("other", reading), AVOW_STORE_FOREIGN);
    mkdir(where_is("folder"), 0777);
    assert_int_equal(status_of("folder", create), AVOW_STORE_FOREIGN);
    put_file("empty", "", 0);
    assert_int_equal(status_of("empty", reading), AVOW_STORE_NOT_FOUND);
    assert_int_equal(status_of("empty", create), AVOW_OK);
    assert_int_equal(status_of("empty", reading), AVOW_OK);
    assert_int_equal(avow_store_open(NULL, NULL, NULL, NULL), AVOW_BAD_ARGUMENT);
    avow_store *store;
    assert_int_equal(avow_store_open("", &create, &store, NULL), AVOW_BAD_ARGUMENT);
}

static void a_later_version_is_left_alone(void **state)
{
    (void)state;
    fill("later", 1);
    run_sql("later", "PRAGMA user_version = 1000");
    assert_int_equal(status_of("later", create), AVOW_STORE_TOO_NEW);
    assert_int_equal(status_of("later", reading), AVOW_STORE_TOO_NEW);
}

static void names_of_files_are_names(void **state)
{
    (void)state;
    assert_int_equal(status_of("a ?mode=memory&x=%41#b", create), AVOW_OK);
    assert_int_equal(access(where_is("a ?mode=memory&x=%41#b"), F_OK), 0);
}

static void a_file_that_nobody_may_write_is_read(void **state)
{
    (void)state;
    fill("shut", 3);
    assert_int_equal(chmod(where_is("shut"), 0444), 0);
    if (access(where_is("shut"), W_OK) == 0) skip();        /* root may */
    assert_int_equal(status_of("shut", writing), AVOW_STORE_READ_ONLY);
    avow_store *store = open_store("shut", reading);
    assert_int_equal(search(store, (avow_query){.words = "rains"}).count, 3);
    avow_store_close(store);
}

static int take_thread(void *context, const avow_thread *thread)
{
    *(size_t *)context += thread->member_count;
    return 0;
}

/* Whatever bytes are changed, calls end with a status, and articles that come out hold together. */
static void a_damaged_store_does_no_harm(void **state)
{
    (void)state;
    size_t size = 0;
    fill("whole", 38);
    avow_store *whole = open_store("whole", writing);
    made m;
    const char *what = "the old harbour bridge will be closed for eighteen months";
    make(&m, "claim", "2016-05-25", "Mail", "Ana Ruiz said the old harbour bridge will be closed for eighteen months.", "Ana Ruiz", "said",
         what, "Ana Ruiz", AVOW_PERSON);
    add(whole, &m.result);
    make(&m, "denial", "2016-05-26", "Sun", "Bo Ray denied the old harbour bridge will be closed for eighteen months.", "Bo Ray", "denied",
         what, "Bo Ray", AVOW_PERSON);
    m.attribution.act = AVOW_DENY;
    add(whole, &m.result);
    avow_store_close(whole);
    char *bytes = read_file(where_is("whole"), &size);
    assert_non_null(bytes);
    uint32_t seed = 5;
    size_t damaged = 0, members = 0;
    for (int round = 0; round < 300; round++) {
        char *copy = malloc(size);
        memcpy(copy, bytes, size);
        for (int k = 0; k < 1 + round % 40; k++) {
            seed = seed * 1664525u + 1013904223u;
            size_t at = round % 3 == 0 ? (seed >> 8) % 4096 : (size_t)(seed >> 4) * 2654435761u % size;
            copy[at] = (char)(seed >> 20);
        }
        put_file("hurt", copy, round % 10 == 9 ? size / 2 : size);
        free(copy);
        avow_store *store;
        avow_error error = {0};
        avow_status status = try_open("hurt", round % 2 ? reading : writing, &store, &error);
        found f = {.count = 0};
        if (status == AVOW_OK) status = avow_store_search(store, &(avow_query){.words = "rains"}, take_statement, &f, &error);
        if (status == AVOW_OK) status = avow_store_search(store, &(avow_query){.like = "It rains"}, take_statement, &f, &error);
        if (status == AVOW_OK) status = avow_store_threads(store, NULL, take_thread, &members, &error);
        for (int64_t id = 1; id <= 40 && store != NULL; id++) {
            avow_result *result;
            avow_status read = avow_store_article(store, id, &result, &error);
            if (read == AVOW_OK) free(jsonl_of(result));
            else status = read;
            avow_result_free(result);
        }
        make(&m, "new", NULL, NULL, "Bo Ray said no.", "Bo Ray", "said", "no", "Bo Ray", AVOW_PERSON);
        if (store != NULL && round % 2 == 0) avow_store_add(store, &m.result, NULL, &error);
        damaged += status != AVOW_OK;
        avow_store_close(store);
        char wal[600];
        snprintf(wal, sizeof wal, "%s-wal", where_is("hurt"));
        unlink(wal);
    }
    free(bytes);
    assert_true(damaged > 30 && members > 30);
    print_message("%zu of 300 told\n", damaged);
}

/* ---- two at once -------------------------------------------------------------------------------------------------- */

static void *add_many(void *context)
{
    avow_store *store;
    avow_error error = {0};
    const char *prefix = context;
    size_t *failed = calloc(1, sizeof *failed);
    if (avow_store_open("two.db", &(avow_store_options){.create = true}, &store, &error) != AVOW_OK) *failed = 1000;
    for (int i = 0; i < 100 && store != NULL; i++) {
        made m;
        char id[32];
        snprintf(id, sizeof id, "%s-%d", i % 10 == 0 ? "both" : prefix, i);
        make(&m, id, NULL, NULL, "Anna Lee said it rains.", "Anna Lee", "said", "it rains", "Anna Lee", AVOW_PERSON);
        *failed += avow_store_add(store, &m.result, NULL, &error) != AVOW_OK;
    }
    avow_store_close(store);
    return failed;
}

static void two_may_write(void **state)
{
    (void)state;
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, add_many, "a");
    pthread_create(&threads[1], NULL, add_many, "b");
    for (int i = 0; i < 2; i++) {
        size_t *failed;
        pthread_join(threads[i], (void **)&failed);
        assert_int_equal(*failed, 0);
        free(failed);
    }
    avow_store *store;
    assert_int_equal(avow_store_open("two.db", &reading, &store, NULL), AVOW_OK);
    size_t articles = 0;
    for (int64_t id = 0; avow_store_next(store, id, &id, NULL) == AVOW_OK && id != 0;) articles++;
    assert_int_equal(articles, 190);
    avow_store_close(store);
    assert_int_equal(chdir(before), 0);
}

static void one_that_does_not_end_is_told(void **state)
{
    (void)state;
    fill("held", 1);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(where_is("held"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    avow_store *store = open_store("held", writing);
    made m;
    avow_error error;
    make(&m, "new", NULL, NULL, "Bo Ray said no.", "Bo Ray", "said", "no", "Bo Ray", AVOW_PERSON);
    assert_int_equal(avow_store_add(store, &m.result, NULL, &error), AVOW_STORE_BUSY);
    assert_int_equal(search(store, (avow_query){0}).count, 1);       /* one may read meanwhile */
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    sqlite3_close(db);
    assert_true(add(store, &m.result).is_new);
    avow_store_close(store);
}

static void limit_pages(avow_store *store, unsigned pages)
{
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA max_page_count = %u", pages);
    assert_true(store->db->engine->script(store->db, sql));
}

static void a_full_store_is_told(void **state)
{
    (void)state;
    enum { LARGE = 4 << 20 };
    fill("full", 1);
    avow_store *store = open_store("full", writing);
    made m;
    avow_error error;
    char *text = malloc(LARGE + 1);
    make(&m, "new", NULL, NULL, "Bo Ray said no.", "Bo Ray", "said", "no", "Bo Ray", AVOW_PERSON);
    memset(text, 'x', LARGE);
    memcpy(text, m.result.text, 15);
    text[LARGE] = '\0';
    m.result.text = text;
    m.result.text_size = LARGE;
    limit_pages(store, 200);
    assert_int_equal(avow_store_add(store, &m.result, NULL, &error), AVOW_STORE_FULL);
    assert_int_equal(search(store, (avow_query){0}).count, 1);
    limit_pages(store, 1 << 30);
    assert_true(add(store, &m.result).is_new);
    assert_int_equal(search(store, (avow_query){0}).count, 2);
    free(text);
    avow_store_close(store);
}

/* In a process of its own, where no file may be larger than so many bytes: adds what it can, and returns how many articles that was. */
static size_t add_within(const char *name, size_t bytes)
{
    int ends[2];
    unsigned char count = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        avow_store *store;
        avow_error error;
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){bytes, bytes});
        if (try_open(name, create, &store, &error) == AVOW_OK)
            for (int i = 0; i < 40; i++) {
                made m;
                char id[16];
                snprintf(id, sizeof id, "%d", i);
                make(&m, id, NULL, NULL, "Anna Lee said it rains.", "Anna Lee", "said", "it rains", "Anna Lee", AVOW_PERSON);
                avow_added added;
                if (avow_store_add(store, &m.result, &added, &error) == AVOW_OK) count++;
                else if (error.code != AVOW_STORE_FAILED && error.code != AVOW_STORE_FULL && error.code != AVOW_STORE_BUSY) count = 255;
            }
        if (write(ends[1], &count, 1) != 1) count = 255;
        _exit(0);                       /* as if killed: nothing is closed */
    }
    assert_int_equal(read(ends[0], &count, 1), 1);
    waitpid(child, NULL, 0);
    close(ends[0]);
    close(ends[1]);
    return count;
}

static void writes_that_fail_lose_nothing(void **state)
{
    (void)state;
    size_t some = 0;
    for (size_t bytes = 4096; bytes < 600000; bytes += bytes < 100000 ? 4096 : 50000) {
        char name[32];
        snprintf(name, sizeof name, "io-%zu", bytes);
        size_t count = add_within(name, bytes), kept = 0;
        assert_true(count <= 40);
        avow_store *store;
        avow_error error;
        avow_status status = try_open(name, writing, &store, &error);
        if (count > 0) assert_int_equal(status, AVOW_OK);
        else if (status != AVOW_OK) assert_int_equal(status, AVOW_STORE_NOT_FOUND);
        for (int64_t id = 0; store != NULL && avow_store_next(store, id, &id, NULL) == AVOW_OK && id != 0;) kept++;
        assert_true(kept >= count);
        some += count > 0 && count < 40;
        avow_store_close(store);
    }
    assert_true(some > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_store_is_told),
        cmocka_unit_test(a_later_version_is_left_alone),
        cmocka_unit_test(names_of_files_are_names),
        cmocka_unit_test(a_file_that_nobody_may_write_is_read),
        cmocka_unit_test(a_damaged_store_does_no_harm),
        cmocka_unit_test(two_may_write),
        cmocka_unit_test(one_that_does_not_end_is_told),
        cmocka_unit_test(a_full_store_is_told),
        cmocka_unit_test(writes_that_fail_lose_nothing),
    };
    return cmocka_run_group_tests_name("sqlite", tests, make_folder, remove_folder);
}
