/* test_statement.c - what is read of a statement by itself scores as in train/net.py, where it was trained: its act and speaker's type, the
 * cues within its content, their sources and contents. train/fixtures_statement.py wrote the expected scores down, of the same weights and
 * vectors.
 *
 * The kernel set "reference" takes products in floats, as PyTorch does where it does not imitate int8. What is left between the two is
 * nearly all of it vf_gelu's polynomial (vector.h: under 6e-5 a step). */
#include "support.h"

#include <math.h>

#include "heads.h"
#include "viterbi.h"

enum { MOST_PIECES = 36, MOST_SCORES = AVOW_ACTS + AVOW_SPEAKER_TYPES + MOST_PIECES * (AVOW_CUE_TAGS + AVOW_ROLE_TAGS) };
static const float TOLERANCE = 1e-4F;       /* of the line's largest score; the most that was measured is 2.4e-5 */

/* A line of the fixture, and how many of its scores were compared. */
typedef struct expected {
    char roles[MOST_PIECES + 1];
    size_t count, first, end;
    float score[MOST_SCORES], largest;
    size_t scores, compared;
} expected;

typedef struct parity {
    avow_model *model;
    avow_arena arena;
    avow_network network;
} parity;

/* Vectors as train/fixtures_statement.py makes them, for as many pieces as a window has room for. */
static void fill_vectors(avow_network *network)
{
    size_t width = network->model->config.width;
    for (size_t row = 0; row < network->rows; row++)
        for (size_t i = 0; i < width; i++)
            for (size_t last = 0; last < 2; last++) {
                size_t number = (row * row + 3 * i * i + 7 * row * i + 5 * last) % 31;
                (last == 0 ? network->low : network->x)[row * width + i] = ((float)number - 15) / 8;
            }
}

static int set_up(void **state)
{
    static parity p;
    avow_error error;
    p.model = open_tiny(NULL);
    avow_arena_init(&p.arena, &p.model->allocator);
    if (avow_network_init(&p.network, p.model, avow_kernel_find("reference"), &p.arena, &error) != AVOW_OK) fail_msg("%s", error.detail);
    assert_true(p.network.rows >= MOST_PIECES + 2);
    fill_vectors(&p.network);
    *state = &p;
    return 0;
}

static int tear_down(void **state)
{
    parity *p = *state;
    avow_arena_free(&p->arena);
    avow_model_close(p->model);
    return 0;
}

static expected parse(const char *line)
{
    expected e = {0};
    int used;
    assert_int_equal(sscanf(line, "%36s %zu %zu%n", e.roles, &e.first, &e.end, &used), 3);
    e.count = strlen(e.roles);
    for (char *end; line[used] != '\0'; used = (int)(end - line)) {
        assert_true(e.scores < MOST_SCORES);
        e.score[e.scores] = strtof(line + used, &end);
        assert_true(end > line + used);
        e.largest = fmaxf(e.largest, fabsf(e.score[e.scores++]));
    }
    return e;
}

/* Compares the line's next scores. */
static void compare(expected *e, const char *what, const float *found, size_t count)
{
    assert_true(e->compared + count <= e->scores);
    for (size_t i = 0; i < count; i++) {
        float score = e->score[e->compared++];
        if (!(fabsf(found[i] - score) <= TOLERANCE * e->largest))
            fail_msg("%s %zu %zu, %s %zu: expected %.5f, found %.5f", e->roles, e->first, e->end, what, i, (double)score, (double)found[i]);
    }
}

/* The same for the tags of all pieces, of which those that are not the content's can have none. */
static void compare_tags(expected *e, const char *what, const float *found, size_t tags)
{
    for (size_t t = 0; t < e->count; t++, found += AVOW_EMIT_STRIDE) {
        if (e->roles[t] == '0' + AVOW_OF_CONTENT) compare(e, what, found, tags);
        for (size_t tag = 1; tag < tags && e->roles[t] != '0' + AVOW_OF_CONTENT; tag++) assert_true(found[tag] < found[0] - 1000);
    }
}

static void as_in_python(void **state)
{
    parity *p = *state;
    char path[4096];
    size_t size;
    snprintf(path, sizeof path, "%s/parity/statement.txt", test_folder());
    char *lines = read_file(path, &size);
    assert_non_null(lines);
    assert_true(size > 0);
    for (char *line = strtok(lines, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        expected e = parse(line);
        uint8_t role[MOST_PIECES];
        for (size_t t = 0; t < e.count; t++) role[t] = e.roles[t] == '.' ? AVOW_OF_NEITHER : (uint8_t)(e.roles[t] - '0');
        avow_network_statement(&p->network, role, e.count);
        const float *form = avow_network_form(&p->network);
        compare(&e, "act", form, AVOW_ACTS);
        compare(&e, "speaker type", form + AVOW_EMIT_STRIDE, AVOW_SPEAKER_TYPES);
        compare_tags(&e, "inner cue", avow_network_inner(&p->network, e.count), AVOW_CUE_TAGS);
        if (e.first < e.end) {
            avow_network_inner_roles(&p->network, role, e.count, e.first, e.end);
            compare_tags(&e, "inner role", p->network.role, AVOW_ROLE_TAGS);
        }
        assert_int_equal(e.compared, e.scores);
    }
    free(lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_in_python)};
    return cmocka_run_group_tests_name("statement", tests, set_up, tear_down);
}
