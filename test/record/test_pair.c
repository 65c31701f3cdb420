/* test_pair.c - what two statements have to do with each other; and that C computes what train/pairs.py trained on. */
#include "support.h"

#include <math.h>

#include "pair.h"

static avow_pair_text text_of(const char *s) { return (avow_pair_text){s, strlen(s)}; }

static avow_pair_statement statement(const char *speaker, const char *cue, const char *content, avow_act act)
{
    return (avow_pair_statement){text_of(content), text_of(cue), text_of(speaker), text_of(speaker), true, act, 736000};
}

static avow_pair_score compare(avow_pair_statement x, avow_pair_statement y)
{
    avow_arena arena;
    avow_arena_init(&arena, NULL);
    const avow_pair_side *a = avow_pair_read(&x, &arena), *b = avow_pair_read(&y, &arena);
    assert_non_null(a);
    assert_non_null(b);
    avow_pair_score there = avow_pair_compare(a, b), back = avow_pair_compare(b, a);
    assert_true(fabsf(there.same - back.same) < 1e-4f && fabsf(there.deny - back.deny) < 1e-4f);
    assert_int_equal(there.relation, back.relation);
    avow_arena_free(&arena);
    return there;
}

static void one_claim_in_other_words(void **state)
{
    (void)state;
    avow_pair_statement a = statement("Ana Ruiz", "promised", "to close the Harbour bridge for eighteen months", AVOW_PROMISE);
    avow_pair_statement b = statement("Ana Ruiz", "said", "that the Harbour bridge will be closed for eighteen months", AVOW_STATE);
    assert_int_equal(compare(a, b).relation, AVOW_RELATION_SAME);
    assert_int_equal(compare(a, a).relation, AVOW_RELATION_SAME);
}

static void a_denial_is_no_repeat(void **state)
{
    (void)state;
    avow_pair_statement a = statement("Ana Ruiz", "proposed", "a ban on heavy lorries entering the old town", AVOW_REQUEST);
    avow_pair_statement b =
        statement("Leo Brandt", "condemned", "Ruiz's proposal to ban heavy lorries from entering the old town", AVOW_CRITICIZE);
    assert_int_equal(compare(a, b).relation, AVOW_RELATION_DENY);
}

static void strangers(void **state)
{
    (void)state;
    avow_pair_statement a = statement("Ana Ruiz", "promised", "to close the Harbour bridge for eighteen months", AVOW_PROMISE);
    avow_pair_statement b = statement("Leo Brandt", "said", "the museum's new wing opens in May", AVOW_STATE);
    assert_int_equal(compare(a, b).relation, AVOW_RELATION_OTHER);
}

static void anything_is_a_statement(void **state)
{
    (void)state;
    static char many[300000];
    for (size_t i = 0; i < sizeof many; i++) many[i] = "a b\0\xC3\xA9 9%"[i % 9];
    avow_pair_statement nothing = {.act = AVOW_ACT_UNREAD, .day = INT64_MIN};
    const avow_pair_text all = {many, sizeof many};
    avow_pair_statement much = {all, all, all, all, true, AVOW_DENY, INT64_MAX};
    avow_pair_score scores[] = {compare(nothing, nothing), compare(nothing, much), compare(much, much)};
    for (size_t i = 0; i < 3; i++) assert_true(scores[i].same >= 0 && scores[i].same <= 1 && scores[i].deny >= 0 && scores[i].deny <= 1);
}

/* ---- parity --------------------------------------------------------------------------------------------------------- */

enum { MOST = 32, FIELDS = 6 + AVOW_PAIR_FEATURES };

/* Cuts a line at its tabs. */
static size_t cut(char *line, char *fields[FIELDS])
{
    size_t n = 0;
    for (char *at = line; at != NULL && n < FIELDS; n++) {
        fields[n] = at;
        at = strchr(at, '\t');
        if (at != NULL) *at++ = '\0';
    }
    return n;
}

static avow_act act_of(const char *name)
{
    static const char *const names[] = {"state", "deny", "accuse", "criticize", "support", "promise", "request", "ask", "predict", "admit",
                                        "warn", "believe"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) return (avow_act)i;
    return AVOW_ACT_UNREAD;
}

static void check_pair(const avow_pair_side *a, const avow_pair_side *b, char *const fields[FIELDS])
{
    static const char *const relations[] = {"other", "same", "deny"};
    float x[AVOW_PAIR_FEATURES];
    avow_pair_features(a, b, x);
    for (size_t i = 0; i < AVOW_PAIR_FEATURES; i++)
        if (fabs(x[i] - atof(fields[6 + i])) > 1e-4)
            fail_msg("pair %s, %s, feature %zu: %f, not %s", fields[1], fields[2], i, x[i], fields[6 + i]);
    avow_pair_score s = avow_pair_compare(a, b);
    assert_true(fabs(s.same - atof(fields[4])) < 1e-3 && fabs(s.deny - atof(fields[5])) < 1e-3);
    assert_string_equal(relations[s.relation], fields[3]);
}

static void as_trained(void **state)
{
    (void)state;
    char path[4096], *fields[FIELDS];
    size_t size = 0, count = 0, pairs = 0;
    const avow_pair_side *sides[MOST];
    avow_arena arena;
    snprintf(path, sizeof path, "%s/record/pairs.txt", test_folder());
    char *data = read_file(path, &size);
    assert_non_null(data);
    avow_arena_init(&arena, NULL);
    for (char *line = data, *next; line < data + size; line = next) {
        next = strchr(line, '\n');
        if (next == NULL) next = data + size;
        *next++ = '\0';
        size_t n = cut(line, fields);
        if (n == 8 && strcmp(fields[0], "S") == 0 && count < MOST) {
            avow_pair_statement s = {text_of(fields[1]), text_of(fields[2]), text_of(fields[3]), text_of(fields[4]),
                                     strcmp(fields[5], "person") == 0, act_of(fields[6]), atoll(fields[7])};
            assert_non_null(sides[count++] = avow_pair_read(&s, &arena));
        } else if (n == FIELDS) {
            check_pair(sides[atoi(fields[1])], sides[atoi(fields[2])], fields);
            pairs++;
        }
    }
    assert_true(count > 8 && pairs == count * (count + 1) / 2);
    avow_arena_free(&arena);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_claim_in_other_words), cmocka_unit_test(a_denial_is_no_repeat), cmocka_unit_test(strangers),
        cmocka_unit_test(anything_is_a_statement), cmocka_unit_test(as_trained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
