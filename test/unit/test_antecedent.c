/* test_antecedent.c - whom "he", "she", "they" and "it" stand for where the linker prefers nobody in particular: each case is a text with its mentions
 * marked, and who is chosen. */
#include <strings.h>

#include "support.h"

#include "antecedent.h"
#include "text.h"

enum { MENTIONS = 16, SIZE = 2048 };

static avow_query_kind kind_of(const char *word, size_t size)
{
    static const struct { const char *word; avow_query_kind kind; } all[] = {{"he", AVOW_QUERY_HE}, {"she", AVOW_QUERY_SHE}, {"they", AVOW_QUERY_THEY}, {"it", AVOW_QUERY_IT}};
    for (size_t i = 0; i < 4; i++)
        if (size == strlen(all[i].word) && strncasecmp(word, all[i].word, size) == 0) return all[i].kind;
    fail_msg("no such pronoun");
    return AVOW_QUERY_NOTHING;
}

static void called(char *out, size_t room, const char *text, const avow_entity_found *e)
{
    snprintf(out, room, "%.*s", (int)(e->full[e->words - 1].end - e->full[0].start), text + e->full[0].start);
}

/* [p:...] person, [o:...] organisation, [l:...] place, [n:...] description, [r:...] pronoun; {...} the source; <...> what it says. The linker
 * gives each candidate `score` over nobody. */
static const char *whom(const char *marked, float score)
{
    static char text[SIZE];
    static uint8_t quoted[SIZE];
    avow_mention mentions[MENTIONS] = {0};
    avow_span source = {0}, content = {0};
    size_t size = 0, count = 0, n = 0;
    uint32_t line = 0;
    for (const char *p = marked; *p; p++) {
        if (*p == '[') {
            mentions[count] = (avow_mention){.start = (uint32_t)size, .kind = (uint8_t)(strchr("polnr", p[1]) - "polnr"), .line = line};
            p += 2;
        } else if (*p == ']') mentions[count++].end = (uint32_t)size;
        else if (*p == '{') source.start = size;
        else if (*p == '}') source.end = size;
        else if (*p == '<') content.start = size;
        else if (*p == '>') content.end = size;
        else {
            line += *p == '\n';
            text[size++] = *p;
        }
    }
    text[size] = '\0';
    avow_quote_flags(text, size, quoted);
    avow_allocator allocator = avow_allocator_or_default(NULL);
    avow_arena arena;
    avow_arena_init(&arena, &allocator);
    avow_work work = {.text = text, .size = size, .quoted = quoted, .mentions = mentions, .mention_count = count};
    assert_true(avow_entities_make(text, mentions, count, &arena, &work.entities));
    avow_antecedents_count(&work);
    avow_find find = {.source = {&source, 1}, .content = {&content, content.end > 0 ? 1 : 0}};
    avow_personal pronoun = {source.start, source.end, 0, kind_of(text + source.start, source.end - source.start), NULL};
    avow_antecedent all[AVOW_GROUPS + MENTIONS];
    avow_recent recent = {.count = 0};
    n = avow_groups_collect(&work, &pronoun, &recent, all);
    for (size_t i = count; i-- > 0;) {              /* nearest first, each entity once */
        bool known = mentions[i].entity == AVOW_NO_MENTION || mentions[i].end > source.start;
        for (size_t k = 0; k < n; k++) known |= all[k].entity == mentions[i].entity && mentions[i].entity != AVOW_NO_MENTION;
        if (!known) all[n++] = (avow_antecedent){.entity = mentions[i].entity, .mention = (uint32_t)i, .score = score};
    }
    float chance;
    size_t best = avow_antecedent_choose(&work, &find, &pronoun, all, n, &chance);
    assert_true(chance >= 0 && chance <= 1);
    static char name[256];
    if (best == n) strcpy(name, "nobody");
    else if (all[best].entity != AVOW_NO_MENTION) called(name, sizeof name, text, &work.entities.items[all[best].entity]);
    else {
        called(name, sizeof name, text, &work.entities.items[all[best].pair[0]]);
        strcat(name, " & ");
        called(name + strlen(name), sizeof name - strlen(name), text, &work.entities.items[all[best].pair[1]]);
    }
    avow_arena_free(&arena);
    return name;
}

static void a_man_is_no_woman(void **state)
{
    (void)state;
    assert_string_equal(whom("Mary Roe and her lawyer came. [p:Mary Roe] met [p:John Doe]. {She} said no.", 3), "Mary Roe");
    assert_string_equal(whom("[p:Mary Roe] met [p:John Doe]. {He} said no.", 3), "John Doe");
    assert_string_equal(whom("[p:Mary Roe] spoke. {He} said no.", 5), "nobody");
    assert_string_equal(whom("Mr. [p:Doe] spoke. {She} said no.", 5), "nobody");
}

/* no title and no common first name tells, but the words around do */
static void pronouns_say_who_is_a_woman(void **state)
{
    (void)state;
    assert_string_equal(whom("[p:Duru Okan] left when [r:she] was ill.\n\n[p:Okan] came back.\n\n{She} said no.", 1), "Duru Okan");
    assert_string_equal(whom("[p:Duru Okan] left when [r:he] was ill.\n\n[p:Okan] came back.\n\n{She} said no.", 1), "nobody");
}

static void one_person_is_meant(void **state)
{
    (void)state;
    assert_string_equal(whom("[n:Supporters] cheered. {He} said no.", 5), "nobody");
    assert_string_equal(whom("[p:Democrats] cheered. {He} said no.", 5), "nobody");
    assert_string_equal(whom("[o:The museum] opened. {He} said no.", 5), "nobody");
}

static void too_little_gives_no_name(void **state)
{
    (void)state;
    /* the only man is far up, and the linker has no more for him than for nobody */
    assert_string_equal(whom("[p:John Doe] won.\n\nRain fell.\n\nSnow fell.\n\nHail fell.\n\nFog came.\n\nSun shone.\n\n{He} said no.", 0), "nobody");
    assert_string_equal(whom("[p:John Doe] won.\n\n{He} said no.", 2), "John Doe");
    /* who is named in the words said is seldom who says them */
    assert_string_equal(whom("<\"We must secure Mr. [p:Doe]'s nomination,\"> {he} said.", 1), "nobody");
    assert_string_equal(whom("{He} said no.", 5), "nobody");
}

/* named together; not the last two of three, for which no names are given */
static void two_are_they(void **state)
{
    (void)state;
    assert_string_equal(whom("[p:Ann Roe] and [p:John Doe] came. {They} said no.", 0), "Ann Roe & John Doe");
    assert_string_equal(whom("[p:Ann Roe] came. {They} said no.", 5), "nobody");
    assert_string_equal(whom("[p:Max Poe], [p:Ann Roe] and [p:John Doe] came. {They} said no.", 0), "nobody");
}

static void it_is_no_person_and_they_are_several(void **state)
{
    (void)state;
    assert_string_equal(whom("[o:The museum] opened. {It} said no.", 3), "museum");
    assert_string_equal(whom("[p:John Doe] wrote to [o:the museum]. {It} said no.", 3), "museum");
    assert_string_equal(whom("[p:John Doe] came. {It} said no.", 5), "nobody");
    assert_string_equal(whom("[n:Critics in Ohio] wrote [n:a letter]. {They} said no.", 8), "Critics in Ohio");
    assert_string_equal(whom("[n:Critics in Ohio] wrote [n:a letter]. {It} said no.", 8), "letter");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_man_is_no_woman), cmocka_unit_test(pronouns_say_who_is_a_woman),
                                       cmocka_unit_test(one_person_is_meant), cmocka_unit_test(too_little_gives_no_name),
                                       cmocka_unit_test(two_are_they), cmocka_unit_test(it_is_no_person_and_they_are_several)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
