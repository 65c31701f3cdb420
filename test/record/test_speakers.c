/* test_speakers.c - who is who across articles. */
#include "record.h"

static int64_t speaker_in(avow_store *store, const char *id, const char *date, const char *text, const char *name, avow_speaker_type type)
{
    made m;
    make(&m, id, date, "The Post", text, name, "said", "said", name, type);
    add(store, &m.result);
    found f = search(store, (avow_query){.limit = 1});
    assert_int_equal(f.count, 1);
    return f.speaker[0];
}

/* Texts of which things are told that have nothing to do with each other. */
#define POLITICS "said that Congress in Washington may ask Hillary Clinton, Paul Ryan and the Republicans of Ohio before Pentagon men do."
#define FOOTBALL "said that Arsenal will meet Chelsea at Wembley when Arsene Wenger and Frank Lampard of the League come to Old Trafford."

static void names_join(void **state)
{
    (void)state;
    avow_store *store = new_store("join");
    int64_t trump = speaker_in(store, "1", "2016-05-01", "Donald Trump " POLITICS, "Donald Trump", AVOW_PERSON);
    assert_int_equal(speaker_in(store, "2", "2016-05-02", "On Monday, Donald J. Trump " POLITICS, "Donald J. Trump", AVOW_PERSON), trump);
    assert_int_equal(speaker_in(store, "3", "2016-05-03", "Donald Trump said no.", "Donald Trump", AVOW_PERSON), trump);
    int64_t melania = speaker_in(store, "4", "2016-05-04", "Melania Trump " POLITICS, "Melania Trump", AVOW_PERSON);
    int64_t alone = speaker_in(store, "5", "2016-05-05", "Trump " POLITICS, "Trump", AVOW_PERSON);
    assert_true(melania != trump && alone != trump && alone != melania);
    assert_true(speaker_in(store, "6", "2016-05-06", "The Trump Organisation " POLITICS, "Trump Organisation", AVOW_ORGANISATION) != trump);
    assert_int_equal(search(store, (avow_query){.speaker = "donald trump"}).count, 3);
    assert_int_equal(search(store, (avow_query){.speaker = "Trump"}).count, 5);
    avow_store_close(store);
}

static void descriptions_stay_apart(void **state)
{
    (void)state;
    avow_store *store = new_store("apart");
    static const struct {
        const char *name;
        avow_speaker_type type;
    } described[] = {{"a senior official", AVOW_ANONYMOUS}, {"the mayor", AVOW_PERSON}, {"police", AVOW_ORGANISATION},
                     {"the report", AVOW_DOCUMENT}, {"US officials", AVOW_GROUP}};
    for (size_t i = 0; i < sizeof described / sizeof *described; i++) {
        char text[300], id[8];
        snprintf(text, sizeof text, "In Washington, %s " POLITICS, described[i].name);
        snprintf(id, sizeof id, "a%zu", i);
        int64_t first = speaker_in(store, id, "2016-05-01", text, described[i].name, described[i].type);
        id[0] = 'b';
        assert_true(first != speaker_in(store, id, "2016-05-02", text, described[i].name, described[i].type));
    }
    avow_store_close(store);
}

static void two_of_one_name_are_two(void **state)
{
    (void)state;
    avow_store *store = new_store("smith");
    int64_t senator = speaker_in(store, "1", "2016-05-01", "John Smith " POLITICS, "John Smith", AVOW_PERSON);
    int64_t striker = speaker_in(store, "2", "2016-05-02", "John Smith " FOOTBALL, "John Smith", AVOW_PERSON);
    assert_true(senator != striker);
    assert_int_equal(speaker_in(store, "3", "2016-05-03", "Again John Smith " POLITICS, "John Smith", AVOW_PERSON), senator);
    assert_int_equal(speaker_in(store, "4", "2016-05-04", "Again John Smith " FOOTBALL, "John Smith", AVOW_PERSON), striker);
    int64_t walker = speaker_in(store, "5", "2016-05-05", "George W. Bush " POLITICS, "George W. Bush", AVOW_PERSON);
    int64_t herbert = speaker_in(store, "6", "2016-05-06", "George H. W. Bush " POLITICS, "George H. W. Bush", AVOW_PERSON);
    assert_true(walker != herbert);
    int64_t king = speaker_in(store, "9", "2016-05-07", "Sam King " POLITICS, "Sam King", AVOW_PERSON);
    int64_t junior = speaker_in(store, "7", "2016-05-07", "Sam King Jr. " POLITICS, "Sam King Jr.", AVOW_PERSON);
    assert_true(speaker_in(store, "8", "2016-05-08", "Sam King III " POLITICS, "Sam King III", AVOW_PERSON) != junior && junior != king);
    assert_true(speaker_in(store, "10", "2016-05-09", "Sam King & Ann King " POLITICS, "Sam King & Ann King", AVOW_PERSON) != king);
    avow_store_close(store);
}

static void initials_join_what_they_stand_for(void **state)
{
    (void)state;
    avow_store *store = new_store("initials");
    static const char *const aliases[] = {"FBI"};
    made m;
    make(&m, "1", NULL, NULL, "The Federal Bureau of Investigation said no. The FBI did.", "The Federal Bureau of Investigation", "said",
         "no",
         "Federal Bureau of Investigation", AVOW_ORGANISATION);
    m.entity.aliases = aliases;
    m.entity.alias_count = 1;
    add(store, &m.result);
    int64_t bureau = search(store, (avow_query){.limit = 1}).speaker[0];
    assert_int_equal(speaker_in(store, "2", NULL, "FBI said no.", "FBI", AVOW_ORGANISATION), bureau);
    int64_t agency = speaker_in(store, "3", NULL, "CIA said no.", "CIA", AVOW_ORGANISATION);
    assert_true(agency != bureau);
    avow_store_close(store);
}

static int take_speaker(void *context, const avow_speaker *s)
{
    *(avow_speaker *)context = (avow_speaker){.id = s->id, .statements = s->statements, .articles = s->articles};
    return 1;
}

static void what_is_decided_by_hand_lasts(void **state)
{
    (void)state;
    avow_store *store = new_store("hand");
    avow_error error = {0};
    avow_speaker who = {0};
    int64_t a = speaker_in(store, "1", "2016-05-01", "Bob Jones " POLITICS, "Bob Jones", AVOW_PERSON);
    int64_t b = speaker_in(store, "2", "2016-05-02", "Robert Jones " POLITICS, "Robert Jones", AVOW_PERSON);
    assert_true(a != b);
    assert_int_equal(avow_store_merge(store, a, b, &error), AVOW_OK);
    assert_int_equal(search(store, (avow_query){.speaker = "Robert Jones"}).count, 2);
    assert_int_equal(speaker_in(store, "3", "2016-05-03", "Later Robert Jones " POLITICS, "Robert Jones", AVOW_PERSON), a);
    assert_int_equal(avow_store_speaker(store, b, take_speaker, &who, &error), AVOW_OK);
    assert_int_equal(who.id, a);
    assert_int_equal(who.statements, 3);

    /* The first of them was somebody else after all; a new version of its article does not change that. */
    found first = search(store, (avow_query){.until = "2016-05-01"});
    int64_t made_of;
    if (avow_store_split(store, first.id, 1, &made_of, &error) != AVOW_OK) fail_msg("%s", error.detail);
    assert_true(made_of != a && made_of != b);
    assert_int_equal(search(store, (avow_query){.speaker = "Bob Jones", .words = "Congress"}).count, 3);     /* the name is both's now */
    assert_int_equal(avow_store_speaker(store, made_of, take_speaker, &who, &error), AVOW_OK);
    assert_int_equal(who.statements, 1);
    assert_int_equal(speaker_in(store, "1", "2016-05-09", "Corrected: Bob Jones " POLITICS, "Bob Jones", AVOW_PERSON), made_of);
    assert_int_equal(avow_store_speaker(store, a, take_speaker, &who, &error), AVOW_OK);
    assert_int_equal(who.statements, 2);

    assert_int_equal(avow_store_merge(store, a, 999, &error), AVOW_NOT_IN_STORE);
    assert_int_equal(avow_store_split(store, (int64_t[]){999}, 1, &made_of, &error), AVOW_NOT_IN_STORE);
    assert_int_equal(made_of, 0);
    avow_store_close(store);
}

static void a_speaker_is_counted(void **state)
{
    (void)state;
    avow_store *store = new_store("counted");
    avow_error error = {0};
    avow_speaker who = {0};
    speaker_in(store, "1", "2016-05-01", "Ana Ruiz " POLITICS, "Ana Ruiz", AVOW_PERSON);
    speaker_in(store, "2", "2016-05-02", "Then Ana Ruiz " POLITICS, "Ana Ruiz", AVOW_PERSON);
    assert_int_equal(avow_store_who(store, "RUIZ", take_speaker, &who, &error), AVOW_OK);
    assert_int_equal(who.statements, 2);
    assert_int_equal(who.articles, 2);
    int64_t before, after;
    assert_int_equal(avow_store_state(store, &before, &error), AVOW_OK);
    speaker_in(store, "2", "2016-05-02", "Then Ana Ruiz " POLITICS, "Ana Ruiz", AVOW_PERSON);      /* as it was */
    assert_int_equal(avow_store_state(store, &after, &error), AVOW_OK);
    assert_int_equal(after, before);
    int64_t bob = speaker_in(store, "3", "2016-05-03", "Bob Jones " POLITICS, "Bob Jones", AVOW_PERSON);
    assert_int_equal(avow_store_state(store, &after, &error), AVOW_OK);
    assert_true(after > before);
    assert_int_equal(avow_store_merge(store, who.id, bob, &error), AVOW_OK);
    assert_int_equal(avow_store_state(store, &before, &error), AVOW_OK);
    assert_true(before > after);
    who.id = 0;
    assert_int_equal(avow_store_who(store, "Nobody", take_speaker, &who, &error), AVOW_OK);
    assert_int_equal(who.id, 0);
    assert_int_equal(avow_store_speaker(store, 77, take_speaker, &who, &error), AVOW_NOT_IN_STORE);
    avow_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_join),
        cmocka_unit_test(descriptions_stay_apart),
        cmocka_unit_test(two_of_one_name_are_two),
        cmocka_unit_test(initials_join_what_they_stand_for),
        cmocka_unit_test(what_is_decided_by_hand_lasts),
        cmocka_unit_test(a_speaker_is_counted),
    };
    return cmocka_run_group_tests_name("speakers", tests, make_folder, remove_folder);
}
