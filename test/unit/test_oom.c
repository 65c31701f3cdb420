/* test_oom.c - each allocation in turn fails, from opening the model to the last byte written: the call says so, nothing
 * leaks, and what was there before is as good as new. */
#include "support.h"

static const char NEWS[] =
    "Mayor Mary Smith said on Monday: \"The law will change.\"\n\nThe president has denied that; he told the police that it "
    "\xff is over, according to officials. \xe2\x80\x9cNot this year,\xe2\x80\x9d John said.\n";

/* Does every step with the supply that fails where `fail` says. Returns the status of the first step that failed. */
static avow_status whole_way(supply *s, const char *text, size_t size)
{
    avow_allocator allocator = allocator_of(s);
    avow_article article = {.text = text, .size = size, .id = "1", .title = "A title", .date = "2026-11-24"};
    char path[4096];
    avow_model *model;
    avow_session *session = NULL;
    avow_result *result = NULL;
    avow_error error = {0};
    snprintf(path, sizeof path, "%s/data/tiny.model", test_folder());
    avow_status status = avow_model_open(path, &allocator, &model, &error);
    if (status != AVOW_OK) assert_null(model);
    if (status == AVOW_OK) {
        status = avow_session_new(model, NULL, &session, &error);
        if (status != AVOW_OK) assert_null(session);
    }
    if (status == AVOW_OK) {
        status = avow_extract(session, &article, &result, &error);
        if (status != AVOW_OK) assert_null(result);
    }
    if (status != AVOW_OK) {
        assert_int_equal(error.code, status);
        assert_true(strlen(error.detail) > 0);
    }
    for (avow_format format = AVOW_FORMAT_TEXT; status == AVOW_OK && format <= AVOW_FORMAT_CITRON; format++) {
        output o = {0};
        status = write_result(result, format, &allocator, &o);
        free(o.data);
    }
    avow_result_free(result);
    avow_session_free(session);
    avow_model_close(model);
    assert_int_equal(s->live, 0);
    return status;
}

/* An allocation fails once, or that one and all behind it. */
static void fail_each(bool on)
{
    for (long n = 0;; n++) {
        supply s = {.fail = n, .on = on};
        avow_status status = whole_way(&s, NEWS, sizeof NEWS - 1);
        if (s.asked <= n) {
            assert_int_equal(status, AVOW_OK);
            assert_true(n > 10);
            print_message("%ld allocations\n", n);
            return;
        }
        if (status != AVOW_NO_MEMORY) fail_msg("allocation %ld: %s", n, avow_status_name(status));
    }
}

static void one_allocation_fails(void **state)
{
    (void)state;
    fail_each(false);
}

static void memory_runs_out(void **state)
{
    (void)state;
    fail_each(true);
}

/* The article is long enough for the session to need more memory than it began with. */
static void session_reads_on_after_it(void **state)
{
    (void)state;
    size_t repeats = 60, size = repeats * (sizeof NEWS - 1);
    char *text = malloc(size);
    assert_non_null(text);
    for (size_t i = 0; i < repeats; i++) memcpy(text + i * (sizeof NEWS - 1), NEWS, sizeof NEWS - 1);

    supply calm = {.fail = -1};
    avow_allocator quiet = allocator_of(&calm);
    avow_model *tiny = open_tiny(&quiet);
    avow_session *first = new_session(tiny, NULL);
    avow_result *expected = read_bytes(first, text, size);
    char *before = jsonl_of(expected);
    assert_true(expected->attribution_count > 0);
    avow_result_free(expected);
    avow_session_free(first);
    avow_model_close(tiny);
    assert_int_equal(calm.live, 0);

    supply s = {.fail = -1};
    avow_allocator allocator = allocator_of(&s);
    avow_model *model = open_tiny(&allocator);
    long failures = 0;
    for (bool failed = true; failed; failures += failed) {
        avow_session *session = new_session(model, NULL);
        avow_article article = {.text = text, .size = size};
        avow_result *result;
        avow_error error;
        s = (supply){.fail = failures, .live = s.live};
        avow_status status = avow_extract(session, &article, &result, &error);
        failed = s.asked > failures;
        s.fail = -1;
        assert_int_equal(status, failed ? AVOW_NO_MEMORY : AVOW_OK);
        avow_result_free(result);
        result = read_bytes(session, text, size);
        char *after = jsonl_of(result);
        assert_string_equal(after, before);
        free(after);
        avow_result_free(result);
        avow_session_free(session);
    }
    avow_model_close(model);
    assert_int_equal(s.live, 0);
    assert_true(failures > 3);
    print_message("%ld allocations\n", failures);
    free(before);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_allocation_fails),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(session_reads_on_after_it),
    };
    return cmocka_run_group_tests_name("oom", tests, NULL, NULL);
}
