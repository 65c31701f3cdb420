/* test_count.c - what a search comes to in numbers, what a speaker said when, and which speakers an article's entities are. */
#include "record.h"

/* An article with one statement: "WHO SAID that it ..." */
static avow_added put(avow_store *store, const char *id, const char *date, const char *outlet, const char *who, avow_act act)
{
    char text[200];
    made m;
    snprintf(text, sizeof text, "%s said of number %s that it will do.", who, id);
    make(&m, id, date, outlet, text, who, "said", "it will do", who, AVOW_PERSON);
    m.attribution.act = act;
    return add(store, &m.result);
}

static void put_all(avow_store *store)
{
    put(store, "1", "2015-12-31", "Post", "Ana Ruiz", AVOW_STATE);
    put(store, "2", "2016-01-01", "Post", "Ana Ruiz", AVOW_DENY);
    put(store, "3", "2016-01-01", "Echo", "Ana Ruiz", AVOW_DENY);
    put(store, "4", "2016-03-04", "Echo", "Bo Ray", AVOW_PROMISE);
    put(store, "5", NULL, NULL, "Bo Ray", AVOW_STATE);
}

static int64_t number_of(avow_store *store, const char *name)
{
    return search(store, (avow_query){.speaker = name}).speaker[0];
}

/* ---- counts --------------------------------------------------------------------------------------------------------- */

/* "3 deny 2 | Ana Ruiz 3, ... | Post 2, ... | 2016 3, ...", and " and more" where there is. */
typedef struct summary {
    char text[1000];
    int64_t first_speaker;
    size_t calls;
} summary;

static void put_tallies(char *out, size_t room, const avow_tally *tallies, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(out);
        snprintf(out + used, room - used, "%s%s %zu", i > 0 ? ", " : " | ", tallies[i].name, tallies[i].count);
    }
}

static void take_counts(void *context, const avow_counts *c)
{
    summary *s = context;
    s->calls++;
    s->first_speaker = c->speaker_count > 0 ? c->speakers[0].id : 0;
    snprintf(s->text, sizeof s->text, "%zu%s", c->statements, c->more ? " and more" : "");
    for (int act = 0; act <= AVOW_ACT_UNREAD; act++) {
        size_t used = strlen(s->text);
        if (c->acts[act] > 0)
            snprintf(s->text + used, sizeof s->text - used, " %s %zu", avow_act_name((avow_act)act), c->acts[act]);
    }
    put_tallies(s->text, sizeof s->text, c->speakers, c->speaker_count);
    put_tallies(s->text, sizeof s->text, c->outlets, c->outlet_count);
    put_tallies(s->text, sizeof s->text, c->years, c->year_count);
}

static summary count(avow_store *store, avow_query query)
{
    summary s = {.calls = 0};
    avow_error error = {0};
    if (avow_store_count(store, &query, take_counts, &s, &error) != AVOW_OK) fail_msg("%s", error.detail);
    assert_int_equal(s.calls, 1);
    return s;
}

static void a_search_is_counted_by_act_speaker_outlet_and_year(void **state)
{
    (void)state;
    avow_store *store = new_store("totals");
    assert_string_equal(count(store, (avow_query){0}).text, "0");
    put_all(store);
    summary all = count(store, (avow_query){0});
    assert_string_equal(all.text, "5 state 2 deny 2 promise 1 | Ana Ruiz 3, Bo Ray 2 | Post 2, Echo 2 | 2016 3, 2015 1");
    assert_int_equal(all.first_speaker, number_of(store, "Ana Ruiz"));
    assert_string_equal(count(store, (avow_query){.outlet = "Echo"}).text, "2 deny 1 promise 1 | Ana Ruiz 1, Bo Ray 1 | Echo 2 | 2016 2");
    assert_string_equal(count(store, (avow_query){.acts = 1u << AVOW_DENY, .until = "2016"}).text,
                        "2 deny 2 | Ana Ruiz 2 | Post 1, Echo 1 | 2016 2");
    assert_string_equal(count(store, (avow_query){.words = "nobodysaidthis"}).text, "0");
    avow_store_close(store);
}

static void no_more_than_the_limit_are_counted(void **state)
{
    (void)state;
    avow_store *store = new_store("limited");
    put_all(store);
    assert_string_equal(count(store, (avow_query){.limit = 2}).text,
                        "2 and more deny 1 promise 1 | Ana Ruiz 1, Bo Ray 1 | Echo 2 | 2016 2");
    assert_string_equal(count(store, (avow_query){.limit = 5, .speaker = "Bo Ray"}).text,
                        "2 state 1 promise 1 | Bo Ray 2 | Echo 1 | 2016 1");
    avow_store_close(store);
}

/* What a newer version of an article no longer says is not counted. */
static void versions_that_were_replaced_are_not_counted(void **state)
{
    (void)state;
    avow_store *store = new_store("replaced");
    made m;
    put(store, "1", "2016-01-01", "Post", "Ana Ruiz", AVOW_STATE);
    make(&m, "1", "2016-01-01", "Post", "Bo Ray denied that it will do.", "Bo Ray", "denied", "it will do", "Bo Ray", AVOW_PERSON);
    m.attribution.act = AVOW_DENY;
    assert_int_equal(add(store, &m.result).version, 2);
    assert_string_equal(count(store, (avow_query){0}).text, "1 deny 1 | Bo Ray 1 | Post 1 | 2016 1");
    avow_store_close(store);
}

/* A few are found in another way than all. */
static void several_acts_find_the_same_whatever_the_limit(void **state)
{
    (void)state;
    avow_store *store = new_store("acts");
    put_all(store);
    static const uint32_t acts[] = {1u << AVOW_STATE | 1u << AVOW_DENY | 1u << AVOW_PROMISE, 1u << AVOW_DENY | 1u << AVOW_PROMISE | 1u << AVOW_ASK,
                                    1u << AVOW_WARN | 1u << AVOW_ASK | 1u << AVOW_BELIEVE};
    static const char *const outlets[] = {NULL, "Echo", "Post"};
    for (size_t i = 0; i < 9; i++) {
        avow_query query = {.acts = acts[i % 3], .outlet = outlets[i / 3]};
        found all = search(store, query), few;
        for (query.limit = 1; query.limit <= 4; query.limit++) {
            few = search(store, query);
            assert_int_equal(few.count, all.count < query.limit ? all.count : query.limit);
            assert_memory_equal(few.id, all.id, few.count * sizeof *few.id);
        }
        query.limit = 1;                /* the rest, behind the first */
        if (all.count == 0) continue;
        query.before = all.id[0];
        few = search(store, query);
        assert_int_equal(few.count, all.count > 1);
        if (few.count == 1) assert_int_equal(few.id[0], all.id[1]);
    }
    avow_store_close(store);
}

/* ---- timelines ------------------------------------------------------------------------------------------------------ */

static int take_moment(void *context, const avow_moment *m)
{
    char *out = context;
    size_t used = strlen(out);
    snprintf(out + used, 500 - used, "%s%s %s %zu", used > 0 ? ", " : "", m->date, avow_act_name(m->act), m->count);
    return strlen(out) > 400;
}

static int take_one(void *context, const avow_moment *m)
{
    take_moment(context, m);
    return 1;
}

static void what_a_speaker_said_when(void **state)
{
    (void)state;
    char text[500] = "";
    avow_error error = {0};
    avow_store *store = new_store("when");
    put_all(store);
    int64_t ana = number_of(store, "Ana Ruiz"), bo = number_of(store, "Bo Ray");
    assert_int_equal(avow_store_timeline(store, ana, take_moment, text, &error), AVOW_OK);
    assert_string_equal(text, "2015-12-31 state 1, 2016-01-01 deny 2");
    text[0] = '\0';
    assert_int_equal(avow_store_timeline(store, bo, take_moment, text, &error), AVOW_OK);
    assert_string_equal(text, "2016-03-04 promise 1");              /* what has no date is left out */
    text[0] = '\0';
    assert_int_equal(avow_store_timeline(store, ana, take_one, text, &error), AVOW_OK);
    assert_string_equal(text, "2015-12-31 state 1");                /* a sink stops it */
    text[0] = '\0';
    assert_int_equal(avow_store_timeline(store, 9999, take_moment, text, &error), AVOW_OK);
    assert_string_equal(text, "");
    avow_store_close(store);
}

/* ---- one speaker's number; an article's entities ---------------------------------------------------------------------- */

static void a_speaker_is_searched_by_number_with_those_merged_into_it(void **state)
{
    (void)state;
    avow_error error = {0};
    avow_store *store = new_store("number");
    put_all(store);
    int64_t ana = number_of(store, "Ana Ruiz"), bo = number_of(store, "Bo Ray");
    assert_int_equal(search(store, (avow_query){.speaker_id = ana}).count, 3);
    assert_int_equal(search(store, (avow_query){.speaker_id = 9999}).count, 0);
    assert_int_equal(avow_store_merge(store, ana, bo, &error), AVOW_OK);
    assert_int_equal(search(store, (avow_query){.speaker_id = ana}).count, 5);
    avow_store_close(store);
}

static void an_articles_entities_are_speakers_of_the_store(void **state)
{
    (void)state;
    made m;
    int64_t speakers[3] = {7, 7, 7};
    size_t there = 0;
    avow_error error = {0};
    avow_store *store = new_store("entities");
    put(store, "1", "2016-01-01", "Post", "Ana Ruiz", AVOW_STATE);
    make(&m, "2", "2016-01-02", "Post", "Bo Ray said no; Ana Ruiz did not.", "Bo Ray", "said", "no", "Bo Ray", AVOW_PERSON);
    avow_span ana = words_in(m.result.text, "Ana Ruiz");
    avow_entity two[] = {m.entity, {.id = 2, .name = "Ana Ruiz", .type = AVOW_PERSON, .mentions = {&ana, 1}}};
    m.result.entities = two;
    m.result.entity_count = 2;
    int64_t article = add(store, &m.result).article;
    assert_int_equal(avow_store_entities(store, article, speakers, 3, &there, &error), AVOW_OK);
    assert_int_equal(there, 2);
    assert_int_equal(speakers[0], number_of(store, "Bo Ray"));
    assert_int_equal(speakers[1], number_of(store, "Ana Ruiz"));
    assert_int_equal(speakers[2], 7);
    speakers[1] = 7;
    assert_int_equal(avow_store_entities(store, article, speakers, 1, &there, &error), AVOW_OK);
    assert_int_equal(there, 2);                                     /* says how many there are where there is no room */
    assert_int_equal(speakers[1], 7);
    assert_int_equal(avow_store_entities(store, article, NULL, 0, &there, &error), AVOW_OK);
    assert_int_equal(avow_store_entities(store, 9999, speakers, 3, &there, &error), AVOW_OK);
    assert_int_equal(there, 0);
    avow_store_close(store);
}

static void what_is_missing_is_refused(void **state)
{
    (void)state;
    avow_error error = {0};
    avow_store *store = new_store("lacking");
    assert_int_equal(avow_store_count(store, NULL, NULL, NULL, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_store_timeline(store, 1, NULL, NULL, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_store_entities(store, 1, NULL, 1, &(size_t){0}, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_store_entities(store, 1, NULL, 0, NULL, &error), AVOW_BAD_ARGUMENT);
    avow_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_search_is_counted_by_act_speaker_outlet_and_year),
        cmocka_unit_test(no_more_than_the_limit_are_counted),
        cmocka_unit_test(versions_that_were_replaced_are_not_counted),
        cmocka_unit_test(several_acts_find_the_same_whatever_the_limit),
        cmocka_unit_test(what_a_speaker_said_when),
        cmocka_unit_test(a_speaker_is_searched_by_number_with_those_merged_into_it),
        cmocka_unit_test(an_articles_entities_are_speakers_of_the_store),
        cmocka_unit_test(what_is_missing_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
