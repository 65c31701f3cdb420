/* test_released.c - the released model: it opens, reads a paragraph, and a file of it with one bit flipped or cut short is
 * refused. test_model.c does that at every byte of the small one. */
#include "support.h"

enum { FLIPS = 24, CUTS = 8 };

static char *file;              /* the model's bytes, aligned as the library wants them */
static size_t file_size;

static int load(void **state)
{
    (void)state;
    const char *path = getenv("AVOW_TEST_MODEL");
    size_t size;
    char *data = read_file(path ? path : "models/avow-en.model", &size);
    if (data == NULL) return 0;
    file = aligned_alloc(64, (size + 63) / 64 * 64);
    if (file == NULL) return -1;
    memcpy(file, data, size);
    file_size = size;
    free(data);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    free(file);
    return 0;
}

static void need_file(void)
{
    if (file != NULL) return;
    print_message("skipped: no released model\n");
    skip();
}

static void reads_a_paragraph(void **state)
{
    (void)state;
    need_file();
    avow_model *model = open_released();
    avow_session *session = new_session(model, NULL);
    static const char text[] = "The mayor said on Monday that the bridge would reopen in May.";
    avow_result *result = read_text(session, text);
    assert_int_equal(result->attribution_count, 1);
    const avow_attribution *a = &result->attributions[0];
    assert_int_equal(a->source.count, 1);
    assert_int_equal(a->source.items[0].end, strlen("The mayor"));
    assert_int_equal(a->cue.items[0].start, strlen("The mayor "));
    assert_int_equal(a->cue.items[0].end, strlen("The mayor said"));
    assert_int_equal(a->content.count, 1);
    assert_true(a->content.items[0].end >= strlen(text) - 1);
    avow_result_free(result);
    avow_session_free(session);
    avow_model_close(model);
}

static avow_status open_bytes(size_t size)
{
    avow_model *model;
    avow_status status = avow_model_open_memory(file, size, NULL, &model, NULL);
    avow_model_close(model);
    return status;
}

static void refuses_flipped_bits(void **state)
{
    (void)state;
    need_file();
    uint64_t random = 3;
    for (int i = 0; i < FLIPS; i++) {
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t at = 12 + (size_t)(random >> 20) % (file_size - 12);
        char bit = (char)(1 << (random >> 17 & 7));
        file[at] = (char)(file[at] ^ bit);
        assert_int_equal(open_bytes(file_size), AVOW_MODEL_DAMAGED);
        file[at] = (char)(file[at] ^ bit);
    }
    assert_int_equal(open_bytes(file_size), AVOW_OK);
}

static void refuses_what_is_cut(void **state)
{
    (void)state;
    need_file();
    for (size_t i = 0; i < CUTS; i++) assert_int_equal(open_bytes(i == 0 ? file_size - 1 : file_size / CUTS * i), AVOW_MODEL_DAMAGED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_paragraph),
        cmocka_unit_test(refuses_flipped_bits),
        cmocka_unit_test(refuses_what_is_cut),
    };
    return cmocka_run_group_tests_name("released model", tests, load, unload);
}
