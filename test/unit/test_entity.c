/* test_entity.c - which names of an article are one speaker: each case is a text with its mentions marked, and the entities
 * that come of it, with how often each is mentioned. */
#include "marked.h"

/* "Name 2, Other 1". */
static const char *entities_of(const char *from)
{
    static char out[1024];
    marked m;
    size_t used = 0;
    read_marked(from, &m);
    avow_arena arena;
    avow_entities found = work_of(&m, &arena).entities;
    out[0] = '\0';
    for (size_t i = 0; i < found.count; i++) {
        const avow_entity_found *e = &found.items[i];
        int length = (int)(e->full[e->words - 1].end - e->full[0].start);
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%.*s %u", i ? ", " : "", length, m.text + e->full[0].start, (unsigned)e->mentions);
    }
    avow_arena_free(&arena);
    return out;
}

static void surnames_join_the_fuller_name(void **state)
{
    (void)state;
    assert_string_equal(entities_of("[p:Trump] spoke. [p:Donald Trump] and Mr. [p:Trump] agreed; [p:Donald J. Trump]'s aides left."), "Donald J. Trump 4");
    /* a surname alone is that of the one of whom the article tells most, not of the one named last */
    assert_string_equal(entities_of("[p:Ana Ruiz] won. [p:Ana] smiled. [p:Bob Ruiz] lost. [p:Ruiz] left."), "Ana Ruiz 3, Bob Ruiz 1");
    assert_string_equal(entities_of("[p:Ana Ruiz] met [p:Bob Ruiz]. [p:Ruiz] left."), "Ana Ruiz 2, Bob Ruiz 1");
    /* a slip in it changes nothing, but for short names, plurals and where two could be meant */
    assert_string_equal(entities_of("[p:Tyresha McClenney] spoke. [p:McLenney] left. Ms. [p:Mcclenneey] stayed."), "Tyresha McClenney 3");
    assert_string_equal(entities_of("[p:Vladimir Putin] spoke. Mr . [p:utin] left."), "Vladimir Putin 2");
    assert_string_equal(entities_of("[p:Vladimir Putin] spoke. Mr . [p:Utin] left."), "Vladimir Putin 1, Utin 1");
    assert_string_equal(entities_of("[p:Steve Sweeney] spoke; [p:Anthony Kiedis] sang. [p:Keidis] and [p:Sweeny] left."), "Steve Sweeney 2, Anthony Kiedis 2");
    assert_string_equal(entities_of("[p:Ann Moore] and [p:Bill Clinton] met the [p:Clintons] and [p:Moors]."), "Ann Moore 1, Bill Clinton 1, Clintons 1, Moors 1");
    assert_string_equal(entities_of("[p:Ann Miller] met [p:Bob Muller]. [p:Meller] left."), "Ann Miller 1, Bob Muller 1, Meller 1");
    assert_string_equal(entities_of("[p:Bill de Blasio] spoke. [p:De Blasio] and Mr. [p:Blasio] agreed."), "Bill de Blasio 3");
    assert_string_equal(entities_of("[p:James O\xE2\x80\x99Neill] spoke. [p:O'Neill] left. [p:Mr. King] met [p:Larry King]."),
                        "James O\xE2\x80\x99Neill 2, Larry King 2");
}

static void one_person_has_several_forms_of_name(void **state)
{
    (void)state;
    /* the first name written out is the fuller one; "Freddy" may be another than "Fred" */
    assert_string_equal(entities_of("[p:Ken Starr] spoke. [p:Kenneth Starr] left. [p:Starr] waved."), "Kenneth Starr 3");
    assert_string_equal(entities_of("[p:Fred Trump] spoke. [p:Freddy Trump] left."), "Fred Trump 1, Freddy Trump 1");
    /* the first of two surnames does, where nobody else has it */
    assert_string_equal(entities_of("[p:Melba Acosta Febo] spoke. Ms. [p:Acosta] left."), "Melba Acosta Febo 2");
    /* what stands before a first name is no part of it */
    assert_string_equal(entities_of("[p:Donald Trump] spoke: \"The [p:Real Donald Trump]\"."), "Donald Trump 2");
    /* a surname is the one person's who has it, whatever the tagger takes it for; a company of the name stays one */
    assert_string_equal(entities_of("[p:Rob Calabrese] spoke. [o:Calabrese] left. [n:Calabrese] waved."), "Rob Calabrese 3");
    assert_string_equal(entities_of("[p:Michael Dell] spoke. [l:Dell] is a town. [n:Dell computers] are sold."), "Michael Dell 1, Dell 1, Dell computers 1");
}

static void different_people_stay_apart(void **state)
{
    (void)state;
    assert_string_equal(entities_of("[p:John Smith] met [p:Jane Smith]."), "John Smith 1, Jane Smith 1");
    assert_string_equal(entities_of("[p:Donald Trump] and [p:Donald Trump Jr.] spoke."), "Donald Trump 1, Donald Trump Jr. 1");
    assert_string_equal(entities_of("Mr. [p:Bill Clinton] left; Mrs. [p:Clinton] stayed."), "Bill Clinton 1, Clinton 1");
    assert_string_equal(entities_of("[p:Bill Clinton] and [p:Bill Clinton] met Mrs. [p:Clinton] and [p:Hillary Clinton]. Mrs. [p:Clinton] left."),
                        "Bill Clinton 2, Hillary Clinton 3");
}

static void organisations_and_their_initials(void **state)
{
    (void)state;
    assert_string_equal(entities_of("The [o:National Rifle Association] said so; the [o:NRA] denied it. [l:Moscow] and [l:Moscow's] men."),
                        "National Rifle Association 2, Moscow 2");
    assert_string_equal(entities_of("The [o:Republican National Committee] met; the [o:RNC] said so. The [o:Democratic Party] and the [o:Justice Department]."),
                        "Republican National Committee 2, Democratic Party 1, Justice Department 1");
}

static void what_a_name_mostly_is_it_is_everywhere(void **state)
{
    (void)state;
    assert_string_equal(entities_of("The [o:Security Council] met, the [o:Security Council]. The [o:United Nations Security Council] and the [p:Security Council] agreed."),
                        "United Nations Security Council 4");
    assert_string_equal(entities_of("The [o:Alliance to Reclaim Our Schools] met; [p:AROS] said so."), "Alliance to Reclaim Our Schools 2");
    assert_string_equal(entities_of("[o:Clinton] and [p:Clinton] and [p:Bill Clinton] and [p:Clinton]."), "Bill Clinton 4");
}

static void descriptions_and_titles(void **state)
{
    (void)state;
    assert_string_equal(entities_of("President [p:Ana Ruiz] spoke. [n:The president] left; [n:the former president] stayed."),
                        "Ana Ruiz 2, former president 1");
    assert_string_equal(entities_of("Senator [p:Ana Ruiz] met Senator [p:Bob Roe]. [n:The senator] left."), "Ana Ruiz 1, Bob Roe 1, senator 1");
    assert_string_equal(entities_of("[n:The mayor] spoke, then [n:the mayor] left. [p:The President] came."), "mayor 2, President 1");
    assert_string_equal(entities_of("[p:Charlotte Mayor Jennifer Roberts] and [p:Del. Marcia Price] met Ms. [p:Roberts]."),
                        "Jennifer Roberts 2, Marcia Price 1");
}

static void nothing_to_name(void **state)
{
    (void)state;
    assert_string_equal(entities_of("[p:...] said \xE2\x80\x9C[o:\xC2\xA0]\xE2\x80\x9D."), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(surnames_join_the_fuller_name), cmocka_unit_test(one_person_has_several_forms_of_name), cmocka_unit_test(different_people_stay_apart),
        cmocka_unit_test(organisations_and_their_initials), cmocka_unit_test(what_a_name_mostly_is_it_is_everywhere), cmocka_unit_test(descriptions_and_titles), cmocka_unit_test(nothing_to_name),
    };
    return cmocka_run_group_tests_name("entity", tests, NULL, NULL);
}
