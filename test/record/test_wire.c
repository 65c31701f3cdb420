/* test_wire.c - which articles are copies of a report, and which of their statements are one utterance. */
#include "support.h"

#include "wire.h"

/* Wikinews, CC BY 2.5 (examples/crane.txt), shortened. */
static const char REPORT[] =
    "At least 107 killed in Mecca crane collapse\n\n"
    "A storm yesterday caused a crane to fall into Mecca's Grand Mosque, killing at least 107 people and wounding 238, according to Saudi "
    "Arabia's Civil Defense Authority.\n\n"
    "The incident took place ten days before the Hajj, an annual Muslim pilgrimage.\n\n"
    "The head of the authority, Lieutenant General Suleiman Al-Amr, said strong winds and heavy rain had made the crane collapse. "
    "\"All the wounded and the dead were taken to hospital, and there are no other people trapped under the rubble,\" he said.\n\n"
    "The mosque was being enlarged so that it might hold 2.2 million worshippers at once, officials said. Iran's Hajj organisation stated "
    "that two of its pilgrims were among the dead.\n";

static const char IN_OWN_WORDS[] =
    "Mecca disaster: pilgrims die as storm topples crane\n\n"
    "More than a hundred worshippers died on Friday when one of the giant cranes that tower over Islam's holiest site came crashing down "
    "through its roof in a thunderstorm. Hundreds were hurt. Rescue services counted 107 bodies by the evening.\n\n"
    "The haj begins this month, and the city was full of visitors from all over the world. Photographs showed blood on the marble floor. "
    "Witnesses described panic. Prayers went on in another part of the building while ambulances came and went, and a committee is to find "
    "out who was to blame.\n";

typedef struct article {
    avow_wire_text text;
    avow_wire_statement *statements;
    size_t count;
} article;

static avow_arena arena;

static int set_up(void **state)
{
    (void)state;
    avow_arena_init(&arena, NULL);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    avow_arena_free(&arena);
    return 0;
}

static avow_wire_text read_wire(const char *text)
{
    avow_wire_text out;
    assert_true(avow_wire_read(text, strlen(text), &arena, &out));
    return out;
}

/* The text with all of `from` written as `to`. */
static char *with(const char *text, const char *from, const char *to)
{
    char *out = avow_arena_alloc(&arena, strlen(text) * (strlen(to) + 2) + 1, 1);
    size_t used = 0;
    while (*text != '\0') {
        const bool here = strncmp(text, from, strlen(from)) == 0;
        const char *piece = here ? to : text;
        const size_t size = here ? strlen(to) : 1;
        memcpy(out + used, piece, size);
        used += size;
        text += here ? strlen(from) : 1;
    }
    out[used] = '\0';
    return out;
}

static char *joined(const char *a, const char *b)
{
    char *out = avow_arena_alloc(&arena, strlen(a) + strlen(b) + 1, 1);
    memcpy(out, a, strlen(a));
    memcpy(out + strlen(a), b, strlen(b) + 1);
    return out;
}

/* Compares x with y, and checks that it is the same the other way round and that the words that are said to be the same are. */
static bool compared(const avow_wire_text *x, const avow_wire_text *y)
{
    avow_wire_match there, back;
    assert_true(avow_wire_compare(x, y, &arena, &there));
    assert_true(avow_wire_compare(y, x, &arena, &back));
    assert_int_equal(there.copy, back.copy);
    assert_int_equal(there.shared, back.shared);
    for (size_t i = 0; i < x->count; i++) {
        if (there.to[i] == AVOW_WIRE_NOWHERE) continue;
        assert_true(x->words[i] == y->words[there.to[i]]);
        assert_int_equal(back.to[there.to[i]], i);
    }
    return there.copy;
}

/* Is a a copy of b? Then they have a print in common, too. */
static bool is_copy(const char *a, const char *b)
{
    const avow_wire_text x = read_wire(a), y = read_wire(b);
    uint64_t *of_x, *of_y;
    size_t count_x, count_y, same = 0;
    assert_true(avow_wire_prints(&x, &arena, &of_x, &count_x) && avow_wire_prints(&y, &arena, &of_y, &count_y));
    for (size_t i = 0; i < count_x; i++) for (size_t k = 0; k < count_y; k++) same += of_x[i] == of_y[k];
    const bool copy = compared(&x, &y);
    if (copy) assert_true(same > 0);
    return copy;
}

static void copies_of_a_report(void **state)
{
    (void)state;
    const char *body = strchr(REPORT, '\n');
    assert_true(is_copy(REPORT, REPORT));
    assert_true(is_copy(joined("Crane kills 107 in Mecca", body), REPORT));
    assert_true(is_copy("A storm yesterday caused a crane to fall into Mecca's Grand Mosque, killing at least 107 people and wounding 238, "
                        "according to Saudi Arabia's Civil Defense Authority.", REPORT));
    assert_true(is_copy(joined("From our correspondent\n\nIn Leeds, where four of the pilgrims come from, neighbours laid flowers and "
                               "waited for news. \"We don't know whom to call,\" said Amina Khan, a cousin of one of "
                               "them.\n\n", REPORT), REPORT));
    char *styled = with(with(with(REPORT, "ten days", "10 days"), "Lieutenant General", "Lt. Gen."), "organisation", "organization");
    styled = with(with(with(styled, "\"", "''"), "yesterday", "on Friday"), "at least", "some");
    assert_true(is_copy(joined("RIYADH, Sept. 12 (Reuters) - ", styled), REPORT));
    char *turned = joined(strstr(REPORT, "The mosque was"), strstr(REPORT, "The head"));
    assert_true(is_copy(joined("Hajj safety questioned\n\n", turned), REPORT));
}

static void half_a_report_is_a_copy(void **state)
{
    (void)state;
    const size_t half = (size_t)(strstr(REPORT, "\"All the") - REPORT);
    char *first = joined(REPORT, "");
    first[half] = '\0';
    assert_true(is_copy(joined(first, strstr(IN_OWN_WORDS, "The haj begins")), REPORT));
}

static void what_is_no_copy(void **state)
{
    (void)state;
    assert_false(is_copy(IN_OWN_WORDS, REPORT));
    assert_false(is_copy(joined(IN_OWN_WORDS, "\"All the wounded and the dead were taken to hospital, and there are no other people "
                                              "trapped under the rubble,\" said Suleiman Al-Amr."), REPORT));
    assert_false(is_copy("A woman in Leeds was told that her son had been killed in a drone strike in Syria.",
                         "The ministry denied that a Briton had been killed in a drone strike in Syria."));
    assert_false(is_copy("", REPORT));
    assert_false(is_copy("", ""));
    assert_false(is_copy("He said so.", "She said so."));
}

/* "[...] {...}" marks a statement's cue and content; without the marks it is the text. Each cue belongs to the content behind it. */
static article marked(const char *text)
{
    char *plain = avow_arena_alloc(&arena, strlen(text) + 1, 1);
    article out = {.statements = avow_arena_alloc(&arena, 16, sizeof *out.statements)};
    size_t used = 0;
    avow_span *cue = NULL, *content = NULL;
    for (; *text != '\0'; text++) {
        if (*text == '[') cue = avow_arena_alloc(&arena, 1, sizeof *cue), cue->start = used;
        else if (*text == ']') cue->end = used;
        else if (*text == '{') content = avow_arena_alloc(&arena, 1, sizeof *content), content->start = used;
        else if (*text == '}') {
            content->end = used;
            out.statements[out.count++] = (avow_wire_statement){{cue, 1}, {content, 1}};
        } else plain[used++] = *text;
    }
    plain[used] = '\0';
    out.text = read_wire(plain);
    return out;
}

/* For each statement of a the number, from 1 on, of b's that is the same utterance, or 0: "1 0 2". */
static const char *pairs(const char *a, const char *b)
{
    static char out[64];
    const article x = marked(a), y = marked(b);
    avow_wire_match match;
    uint32_t *pair;
    size_t used = 0;
    assert_true(avow_wire_compare(&x.text, &y.text, &arena, &match));
    assert_true(avow_wire_pair(&x.text, x.statements, x.count, &y.text, y.statements, y.count, &match, &arena, &pair));
    for (size_t i = 0; i < x.count; i++)
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%d", i ? " " : "", pair[i] == AVOW_WIRE_NOWHERE ? 0 : (int)pair[i] + 1);
    return out;
}

static void statements_of_copies(void **state)
{
    (void)state;
    const char report[] = "The minister [said] {that the bridge over the river will be closed for two years from May}. Her deputy [denied] "
                          "{that anybody had known of the cracks before the winter}, and the mayor [hopes] {for a ferry by then}.";
    assert_string_equal(pairs(report, report), "1 2 3");
    /* Own reporting stands apart; what follows it does not. */
    assert_string_equal(pairs("Residents [said] {they had heard of it from the radio}. The minister [said] {that the bridge over the "
                              "river will be closed for two years from May}. Her deputy [denied] {that anybody had known of the cracks "
                              "before the winter}.",
                              report), "0 1 2");
    /* Another cue, a shorter content, other numbers: a house style. */
    assert_string_equal(pairs("The minister [announced] {that the bridge over the river will be closed for 2 years from May}. Her deputy "
                              "[denied] {that anybody had known of the cracks}, and the mayor [hopes] {for a ferry by "
                              "then}.", report), "1 2 3");
}

static void a_statement_within_a_statement(void **state)
{
    (void)state;
    const char outer[] = "The paper [wrote] {that the minister had told it that the bridge over the river will be closed for two years "
                         "from May on}.";
    const char inner[] = "The paper wrote that the minister had [told] it {that the bridge over the river will be closed for two years "
                         "from May on}.";
    assert_string_equal(pairs(outer, outer), "1");
    assert_string_equal(pairs(inner, inner), "1");
    const char both[] = "The paper wrote that the minister had [told] it {that the bridge over the river will be closed for two years}. "
                        "He [said] {so in reply to questions that were put to him by residents who had come to the town hall}.";
    assert_string_equal(pairs(both, both), "1 2");
}

static void quotations_in_texts_that_are_no_copies(void **state)
{
    (void)state;
    const char one[] = "Speaking in the rain outside the town hall, with her deputy beside her and a crowd of some fifty residents before "
                       "her, the minister [said]: {\"We will close the bridge for two years, and not a day longer.\"} Some booed. She "
                       "[promised] {a ferry}.";
    const char two[] = "It was the ferry that people had come to ask about, and they got it. But {\"we will close the bridge for two "
                       "years\"} was all that most of them heard. The minister [added] {nothing to that}, left by the back door and was "
                       "driven home at once.";
    const char three[] = "Nobody in the town had expected her to come at all on such a day, said those who waited. She [told] them {that "
                         "we will close the bridge for two years}, and left by the back door, while a band played on the market place "
                         "until it was dark.";
    assert_string_equal(pairs(one, with(two, "But {", "[Her] {")), "1 0");
    assert_string_equal(pairs(one, three), "0 0");
}

static size_t chance(uint64_t *seed, size_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(*seed >> 33) % below;
}

static void hostile_texts(void **state)
{
    (void)state;
    char *same = avow_arena_alloc(&arena, 200001, 1);
    for (size_t i = 0; i < 200000; i++) same[i] = i % 2 ? ' ' : 'a';
    same[200000] = '\0';
    avow_wire_text text = read_wire(same);
    uint64_t *prints;
    size_t count;
    avow_wire_match match;
    assert_true(avow_wire_prints(&text, &arena, &prints, &count));
    assert_int_equal(count, 1);
    assert_true(avow_wire_compare(&text, &text, &arena, &match));
    assert_true(match.copy);
    assert_true(is_copy(same, joined(same, "and so on")));
}

/* What comparing and pairing promise, for texts of few words that repeat themselves and each other, and statements anywhere. */
static void texts_by_chance(void **state)
{
    (void)state;
    static const char *const words[] = {"a ", "\"b ", "c\" ", "d\n", "e"};
    enum { TEXTS = 300, MOST = 200, STATEMENTS = 12 };
    uint64_t seed = 7;
    char text[2][2 * MOST + 1];
    for (size_t n = 0; n < TEXTS; n++) {
        avow_wire_text read[2];
        avow_wire_statement statements[2][STATEMENTS];
        for (size_t t = 0; t < 2; t++) {
            text[t][0] = '\0';
            for (size_t i = 0, size = chance(&seed, MOST); i < size && strlen(text[t]) + 4 < sizeof text[t]; i++)
                strcat(text[t], t == 1 && chance(&seed, 9) > 0 ? words[i % 3] : words[chance(&seed, 5)]);
            read[t] = read_wire(text[t]);
            for (size_t s = 0; s < STATEMENTS; s++) {
                avow_span *spans = avow_arena_alloc(&arena, 2, sizeof *spans);
                for (size_t k = 0; k < 2; k++) {
                    spans[k].start = chance(&seed, strlen(text[t]) + 1);
                    spans[k].end = spans[k].start + chance(&seed, strlen(text[t]) - spans[k].start + 1);
                }
                statements[t][s] = (avow_wire_statement){{&spans[0], chance(&seed, 2)}, {&spans[1], chance(&seed, 2)}};
            }
        }
        compared(&read[0], &read[1]);
        avow_wire_match match;
        uint32_t *pair;
        bool taken[STATEMENTS] = {false};
        assert_true(avow_wire_compare(&read[0], &read[1], &arena, &match));
        assert_true(avow_wire_pair(&read[0], statements[0], STATEMENTS, &read[1], statements[1], STATEMENTS, &match, &arena, &pair));
        for (size_t s = 0; s < STATEMENTS; s++) {
            if (pair[s] == AVOW_WIRE_NOWHERE) continue;
            assert_true(pair[s] < STATEMENTS && !taken[pair[s]]);
            taken[pair[s]] = true;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_of_a_report), cmocka_unit_test(half_a_report_is_a_copy), cmocka_unit_test(what_is_no_copy),
        cmocka_unit_test(statements_of_copies), cmocka_unit_test(a_statement_within_a_statement),
        cmocka_unit_test(quotations_in_texts_that_are_no_copies), cmocka_unit_test(hostile_texts), cmocka_unit_test(texts_by_chance),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
