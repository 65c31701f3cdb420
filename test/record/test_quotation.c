/* test_quotation.c - quotations against a store: what is found of an article, and that nothing is lost where memory ends. */
#include "support.h"

#include <unistd.h>

#include <avow/record.h>

#include "sample.h"

static char path[64];

static avow_store *open_store(const avow_allocator *allocator)
{
    avow_store *store;
    avow_error error;
    avow_store_options options = {.create = true, .allocator = allocator};
    if (avow_store_open(path, &options, &store, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return store;
}

static int make_store(void **state)
{
    (void)state;
    avow_error error;
    sample s;
    snprintf(path, sizeof path, "/tmp/avow-quotation-%ld.db", (long)getpid());
    avow_store *store = open_store(NULL);
    sample_make(&s);
    assert_int_equal(avow_store_add(store, &s.result, NULL, &error), AVOW_OK);
    avow_store_close(store);
    return 0;
}

static int remove_store(void **state)
{
    (void)state;
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return 0;
}

/* "verdict: who says it: its words in the article", the first source's. */
static void describe(void *context, const avow_verification *v)
{
    const avow_evidence *e = v->sources;
    snprintf(context, 256, "%s%s%s%s%s", avow_verdict_name(v->verdict), v->source_count > 0 ? ": " : "",
             v->source_count > 0 && e->statement.speaker_name != NULL ? e->statement.speaker_name : "", v->source_count > 0 ? ": " : "",
             v->source_count > 0 ? e->words : "");
}

static const char *check(avow_store *store, const char *quotation, const char *speaker)
{
    static char out[256];
    avow_error error;
    if (avow_store_verify(store, quotation, strlen(quotation), speaker, AVOW_CODEPOINTS, describe, out, &error) != AVOW_OK)
        fail_msg("%s", error.detail);
    return out;
}

static void the_source_is_found(void **state)
{
    (void)state;
    avow_store *store = open_store(NULL);
    assert_string_equal(check(store, "The bridge is safe. It will reopen in May.", NULL),
                        "verbatim: Ana Ruiz: The bridge is safe,” she said. “It will reopen in May");
    assert_string_equal(check(store, "The bridge isn't safe.", "Mayor Ruiz"), "altered: Ana Ruiz: The bridge is safe");
    assert_string_equal(check(store, "It will reopen in May", "Tom Okafor"), "misattributed: Ana Ruiz: It will reopen in May");
    assert_string_equal(check(store, "a scandal", NULL), "not-found");      /* no statement has it */
    assert_string_equal(check(store, "2 million", NULL), "verbatim: : 2 million");
    assert_string_equal(check(store, "the bridge has cost us dearly", NULL), "not-found");
    avow_store_close(store);
}

static void bad_arguments_are_refused(void **state)
{
    (void)state;
    char out[256];
    avow_error error;
    avow_store *store = open_store(NULL);
    assert_int_equal(avow_store_verify(store, "\xFF", 1, NULL, AVOW_BYTES, describe, out, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_store_verify(store, NULL, 0, NULL, AVOW_BYTES, describe, out, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_store_verify(store, "a", 1, NULL, AVOW_BYTES, NULL, NULL, &error), AVOW_BAD_ARGUMENT);
    avow_store_close(store);
}

static void each_failing_allocation_is_told(void **state)
{
    (void)state;
    char out[256] = "";
    avow_error error;
    supply s = {.fail = -1};
    avow_allocator allocator = allocator_of(&s);
    avow_store *store = open_store(&allocator);
    avow_status status = AVOW_NO_MEMORY;
    long failed = 0;
    for (; status == AVOW_NO_MEMORY && failed < 1000; failed++) {
        s.fail = s.asked + failed;
        status = avow_store_verify(store, "The bridge isn't safe.", 22, "Ruiz", AVOW_CODEPOINTS, describe, out, &error);
        if (status != AVOW_NO_MEMORY && s.asked <= s.fail) break;
    }
    assert_int_equal(status, AVOW_OK);
    assert_true(failed > 3);
    assert_string_equal(out, "altered: Ana Ruiz: The bridge is safe");
    avow_store_close(store);
    assert_int_equal(s.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_source_is_found), cmocka_unit_test(bad_arguments_are_refused),
        cmocka_unit_test(each_failing_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, make_store, remove_store);
}
