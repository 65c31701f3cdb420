/* test_wordpiece.c - the tokenizer gives the ids, offsets and shapes that the network was trained on: those of the tokenizers
 * package and train/text.py, as train/fixtures_tokens.py wrote them down.
 *
 *     parity_wordpiece                          test/parity/tokens.txt, and all of PolNeAR where its fixture is at hand,
 *                                               with the vocabulary of the released model
 *     parity_wordpiece vocab.txt FIXTURE...     any, with any vocabulary (one piece a line)
 *
 * PolNeAR's articles are their publishers', so their fixture is not in the repository: SHARED/../tmp/parity/polnear.txt,
 * written by `python train/fixtures_tokens.py vocab.txt --polnear ../shared/data`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "text.h"

enum { SKIPPED = 77 };

typedef struct parity {
    avow_vocabulary vocabulary;
    const char *fixture;
} parity;

static unsigned hex_digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static uint32_t number(const char **at)
{
    char *end;
    unsigned long value = strtoul(*at, &end, 10);
    assert_true(end > *at);
    *at = *end == ',' ? end + 1 : end;
    return (uint32_t)value;
}

/* Compares one line, "hex id,start,end,shape id,start,end,shape ..."; says what differs. */
static bool same(const avow_vocabulary *vocabulary, const char *line, const char *end, size_t line_number, avow_arena *arena)
{
    const char *at = line;
    while (at < end && *at != ' ') at++;
    size_t size = (size_t)(at - line) / 2;
    char *text = avow_arena_alloc(arena, size + 1, 1);
    assert_non_null(text);
    for (size_t i = 0; i < size; i++) text[i] = (char)(hex_digit(line[2 * i]) << 4 | hex_digit(line[2 * i + 1]));

    avow_pieces pieces;
    avow_error error;
    assert_int_equal(avow_tokenize(vocabulary, text, size, arena, &pieces, &error), AVOW_OK);
    for (size_t i = 0; at < end && *at == ' '; i++) {
        at++;
        uint32_t id = number(&at), start = number(&at), stop = number(&at), shape = number(&at);
        if (i < pieces.count && pieces.ids[i] == id && pieces.start[i] == start && pieces.end[i] == stop && pieces.shapes[i] == shape) {
            if (at == end && i + 1 == pieces.count) return true;
            continue;
        }
        print_error("line %zu, piece %zu: expected %u,%u,%u,%u", line_number, i, id, start, stop, shape);
        if (i < pieces.count)
            print_error(", got %u,%u,%u,%u", pieces.ids[i], pieces.start[i], pieces.end[i], pieces.shapes[i]);
        print_error("\n    %.*s\n", size < 200 ? (int)size * 2 : 400, line);
        return false;
    }
    return pieces.count == 0;
}

static void test_fixture(void **state)
{
    parity *p = *state;
    avow_map map;
    avow_error error;
    if (avow_map_open(p->fixture, &map, &error) != AVOW_OK) fail_msg("%s", error.detail);
    avow_arena arena;
    avow_arena_init(&arena, NULL);
    size_t lines = 0, different = 0;
    const char *data = map.data, *stop = data + map.size;
    for (const char *line = data, *end; line < stop; line = end + 1) {
        end = memchr(line, '\n', (size_t)(stop - line));
        assert_non_null(end);
        if (!same(&p->vocabulary, line, end, ++lines, &arena) && ++different == 20) break;
        avow_arena_reset(&arena);
    }
    avow_arena_free(&arena);
    avow_map_close(&map);
    print_message("%s: %zu texts compared, %zu differ\n", p->fixture, lines, different);
    assert_true(lines > 0);
    assert_int_equal(different, 0);
}

/* The vocabulary section of a model file, found as doc/model-format.md says; false if there is none. */
static bool vocabulary_of_model(const avow_map *map, const char **bytes, size_t *size)
{
    const char *data = map->data;
    uint32_t sections;
    if (map->size < 64 || memcmp(data, "AVOWMDL", 8) != 0) return false;
    memcpy(&sections, data + 12, 4);
    for (size_t i = 1; i <= sections && 64 * (i + 1) <= map->size; i++) {
        uint64_t place[2];
        memcpy(place, data + 64 * i + 48, 16);
        if (strncmp(data + 64 * i, "vocabulary", 32) != 0) continue;
        if (place[0] > map->size || place[1] > map->size - place[0]) return false;
        *bytes = data + place[0];
        *size = (size_t)place[1];
        return true;
    }
    return false;
}

static int run(const char *fixture, const avow_vocabulary *vocabulary)
{
    parity p = {*vocabulary, fixture};
    const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(test_fixture, &p)};
    return cmocka_run_group_tests_name(fixture, tests, NULL, NULL);
}

static int run_defaults(const avow_vocabulary *vocabulary)
{
    char path[4096];
    const char *tests = getenv("AVOW_TEST_DIR"), *shared = getenv("AVOW_TEST_SHARED");
    snprintf(path, sizeof path, "%s/parity/tokens.txt", tests ? tests : "test");
    int failed = run(path, vocabulary);
    snprintf(path, sizeof path, "%s/../tmp/parity/polnear.txt", shared ? shared : "../shared");
    FILE *file = fopen(path, "r");
    if (!file) {
        printf("PolNeAR not compared: there is no %s\n", path);
        return failed;
    }
    fclose(file);
    return failed + run(path, vocabulary);
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : getenv("AVOW_TEST_MODEL");
    avow_map map;
    avow_error error;
    avow_status status = avow_map_open(path ? path : "models/avow-en.model", &map, &error);
    if (status != AVOW_OK) {
        printf("%s\n", error.detail);
        return status == AVOW_MODEL_NOT_FOUND && argc == 1 ? SKIPPED : 1;
    }
    const char *bytes = map.data;
    size_t size = map.size, count = 0;
    if (argc == 1 && !vocabulary_of_model(&map, &bytes, &size)) return 1;
    for (size_t i = 0; i < size; i++) count += bytes[i] == '\n';
    avow_vocabulary vocabulary;
    if (avow_vocabulary_init(&vocabulary, bytes, size, count, NULL, &error) != AVOW_OK) {
        printf("%s\n", error.detail);
        return 1;
    }
    int failed = argc == 1 ? run_defaults(&vocabulary) : 0;
    for (int i = 2; i < argc; i++) failed += run(argv[i], &vocabulary);
    avow_vocabulary_free(&vocabulary);
    avow_map_close(&map);
    return failed ? 1 : 0;
}
