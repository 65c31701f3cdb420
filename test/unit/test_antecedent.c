/* test_antecedent.c - whom "he", "she", "they" and "it" stand for where the linker prefers nobody in particular: each case is a text with its mentions
 * marked, and who is chosen. */
#include <strings.h>

#include "marked.h"

#include "antecedent.h"

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

/* Whom the source, a pronoun, stands for where the linker gives each candidate `score` over nobody. */
static const char *whom(const char *from, float score)
{
    marked m;
    read_marked(from, &m);
    avow_arena arena;
    avow_work work = work_of(&m, &arena);
    avow_antecedents_count(&work);
    avow_find find = {.source = {&m.source, 1}, .content = {&m.content, m.content.end > 0 ? 1 : 0}};
    avow_personal pronoun = {m.source.start, m.source.end, 0, kind_of(m.text + m.source.start, m.source.end - m.source.start), NULL};
    avow_antecedent all[AVOW_GROUPS + sizeof m.mentions / sizeof *m.mentions];
    avow_recent recent = {.count = 0};
    size_t n = avow_groups_collect(&work, &pronoun, &recent, all);
    for (size_t i = m.count; i-- > 0;) {              /* nearest first, each entity once */
        bool known = m.mentions[i].entity == AVOW_NO_MENTION || m.mentions[i].end > m.source.start;
        for (size_t k = 0; k < n; k++) known |= all[k].entity == m.mentions[i].entity && m.mentions[i].entity != AVOW_NO_MENTION;
        if (!known) all[n++] = (avow_antecedent){.entity = m.mentions[i].entity, .mention = (uint32_t)i, .score = score};
    }
    float chance;
    size_t best = avow_antecedent_choose(&work, &find, &pronoun, all, n, &chance);
    assert_true(chance >= 0 && chance <= 1);
    static char name[256];
    if (best == n) strcpy(name, "nobody");
    else if (all[best].entity != AVOW_NO_MENTION) called(name, sizeof name, m.text, &work.entities.items[all[best].entity]);
    else {
        called(name, sizeof name, m.text, &work.entities.items[all[best].pair[0]]);
        strcat(name, " & ");
        called(name + strlen(name), sizeof name - strlen(name), m.text, &work.entities.items[all[best].pair[1]]);
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
