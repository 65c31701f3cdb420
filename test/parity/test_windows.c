/* test_windows.c - articles are cut into the windows that train/text.py cuts them into, as train/fixtures_windows.py wrote them down; and
 * what stands before an article moves the first of its cuts only. */
#include "support.h"

#include "window.h"

enum { MOST = 2000 };

/* Pieces as train/fixtures_windows.py makes them. */
static avow_pieces *make_pieces(size_t count, uint32_t seed)
{
    static uint32_t ids[MOST], start[MOST], end[MOST];
    static uint8_t shapes[MOST];
    static avow_pieces pieces = {.ids = ids, .start = start, .end = end, .shapes = shapes};
    uint32_t at = 0;
    assert_true(count <= MOST);
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t r = seed >> 16;
        at += r % 5 > 1;
        ids[i] = r % 16 == 0 ? AVOW_FULL_STOP : 2000 + r % 37;
        start[i] = at++;
        end[i] = at;
        shapes[i] = (uint8_t)((r / 16 % 3 == 0) * 4 + (i == 0 || r / 64 % 40 == 0) * 2);
    }
    pieces.count = count;
    return &pieces;
}

static void as_in_python(void **state)
{
    char path[4096];
    size_t size;
    (void)state;
    snprintf(path, sizeof path, "%s/parity/windows.txt", test_folder());
    char *lines = read_file(path, &size);
    assert_non_null(lines);
    for (char *line = strtok(lines, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        unsigned core_min, core_max, left, right, count, seed;
        int used;
        assert_int_equal(sscanf(line, "%u %u %u %u %u %u%n", &core_min, &core_max, &left, &right, &count, &seed, &used), 6);
        const avow_config c = {.core_min = core_min, .core_max = core_max, .left = left, .right = right};
        const avow_pieces *pieces = make_pieces(count, seed);
        const char *expected = line + used;
        for (size_t at = 0; at < count;) {
            char found[64];
            avow_window w = avow_window_at(&c, pieces, at);
            snprintf(found, sizeof found, " %zu,%zu,%zu,%zu", w.begin, w.core_begin, w.core_end, w.end);
            if (strncmp(expected, found, strlen(found)) != 0) fail_msg("%.*s: expected%s, found%s", used, line, expected, found);
            expected += strlen(found);
            at = w.core_end;
        }
        assert_string_equal(expected, "");
    }
    free(lines);
}

/* The cuts after piece 600 are the same whether one begins at the first piece or at another. */
static void cuts_come_together(void **state)
{
    (void)state;
    const avow_config c = {.core_min = 48, .core_max = 230, .left = 24};
    const avow_pieces *pieces = make_pieces(MOST, 7);
    size_t whole = 0;
    while (whole < 600) whole = avow_window_at(&c, pieces, whole).core_end;
    for (size_t from = 1; from < 300; from += 37) {
        size_t at = from;
        while (at < 600) at = avow_window_at(&c, pieces, at).core_end;
        assert_int_equal(at, whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_in_python), cmocka_unit_test(cuts_come_together)};
    return cmocka_run_group_tests_name("windows", tests, NULL, NULL);
}
