/* test_store.c - a store: articles go in, come out as they were, and their statements are found. On every back end: postgres.sh runs it
 * on PostgreSQL. */
#include "record.h"

#include "sample.h"

/* ---- articles ----------------------------------------------------------------------------------------------------- */

static void comes_back(avow_store *store, int64_t article, const avow_result *result)
{
    avow_result *back;
    avow_error error = {0};
    if (avow_store_article(store, article, &back, &error) != AVOW_OK) fail_msg("%s", error.detail);
    char *before = jsonl_of(result), *after = jsonl_of(back);
    assert_string_equal(before, after);
    assert_int_equal(back->text_size, result->text_size);
    assert_memory_equal(back->text, result->text, result->text_size);
    free(before);
    free(after);
    avow_result_free(back);
}

static void an_article_comes_back_as_it_was(void **state)
{
    (void)state;
    avow_store *store = new_store("back");
    sample s;
    sample_make(&s);
    const char *const warnings[] = {"one", "and two"};
    const avow_furniture furniture[] = {{{0, 5}, "image-credit"}};
    s.result.warnings = warnings;
    s.result.warning_count = 2;
    s.result.furniture = furniture;
    s.result.furniture_count = 1;
    avow_added added = add(store, &s.result);
    assert_true(added.is_new);
    assert_int_equal(added.version, 1);
    assert_int_equal(added.statements, SAMPLE_STATEMENTS);
    comes_back(store, added.article, &s.result);
    avow_store_close(store);
    store = open_store("back", (avow_store_options){.read_only = true});
    comes_back(store, added.article, &s.result);
    avow_result *back;
    avow_error error;
    assert_int_equal(avow_store_article(store, 99, &back, &error), AVOW_NOT_IN_STORE);
    assert_null(back);
    strcpy(s.result.sha256, "11ff");
    assert_int_equal(avow_store_add(store, &s.result, NULL, &error), AVOW_STORE_READ_ONLY);
    avow_store_close(store);
}

static void the_same_article_again_changes_nothing(void **state)
{
    (void)state;
    avow_store *store = new_store("again");
    sample s;
    sample_make(&s);
    avow_added first = add(store, &s.result), again = add(store, &s.result);
    assert_false(again.is_new);
    assert_int_equal(again.article, first.article);
    assert_int_equal(again.statements, SAMPLE_STATEMENTS);
    strcpy(s.result.sha256, "11ff");
    avow_added changed = add(store, &s.result);
    assert_true(changed.is_new);
    assert_int_equal(changed.version, 2);
    assert_int_equal(search(store, (avow_query){0}).count, SAMPLE_STATEMENTS);
    assert_int_equal(search(store, (avow_query){.words = "safe"}).id[0], SAMPLE_STATEMENTS + 3);
    assert_int_equal(search(store, (avow_query){.words = "safe"}).count, 1);
    int64_t next;
    assert_int_equal(avow_store_next(store, 0, &next, NULL), AVOW_OK);
    assert_int_equal(next, changed.article);
    assert_int_equal(avow_store_next(store, next, &next, NULL), AVOW_OK);
    assert_int_equal(next, 0);
    strcpy(s.result.sha256, "00ff");
    comes_back(store, first.article, &s.result);        /* the former version is kept */
    avow_store_close(store);
}

static void what_is_there_is_known_before_it_is_read(void **state)
{
    (void)state;
    avow_store *store = new_store("known");
    avow_article article = {.text = "Anna said no.", .size = 13, .id = "a"};
    avow_added known;
    assert_int_equal(avow_store_has(store, &article, "by hand", &known, NULL), AVOW_OK);
    assert_int_equal(known.article, 0);
    avow_model *tiny = open_tiny(NULL);
    avow_session *session = new_session(tiny, NULL);
    avow_result *result;
    assert_int_equal(avow_extract(session, &article, &result, NULL), AVOW_OK);
    avow_added added = add(store, result);
    assert_int_equal(avow_store_has(store, &article, result->model, &known, NULL), AVOW_OK);
    assert_int_equal(known.article, added.article);
    assert_int_equal(avow_store_has(store, &article, "another", &known, NULL), AVOW_OK);
    assert_int_equal(known.article, 0);
    avow_result_free(result);
    avow_session_free(session);
    avow_model_close(tiny);
    avow_store_close(store);
}

/* ---- searching ---------------------------------------------------------------------------------------------------- */

static void statements_are_found(void **state)
{
    (void)state;
    avow_store *store = new_store("search");
    sample s;
    sample_make(&s);
    add(store, &s.result);
    found f = search(store, (avow_query){.words = "BRIDGES safe"});
    assert_int_equal(f.count, 1);
    assert_string_equal(f.text[0], "Ana Ruiz: “The bridge is safe,” … “It will reopen in May.”");
    assert_int_equal(search(store, (avow_query){.words = "\"bridge is safe\""}).count, 1);
    assert_int_equal(search(store, (avow_query){.words = "\"safe bridge\""}).count, 0);
    assert_int_equal(search(store, (avow_query){.speaker = "tom okafor"}).count, 2);
    assert_int_equal(search(store, (avow_query){.speaker = "Okafor"}).count, 2);
    assert_int_equal(search(store, (avow_query){.speaker = "Nobody Such"}).count, 0);
    assert_int_equal(search(store, (avow_query){.acts = 1u << AVOW_DENY | 1u << AVOW_PROMISE}).count, 2);
    assert_int_equal(search(store, (avow_query){.outlet = "the quay"}).count, SAMPLE_STATEMENTS);
    assert_int_equal(search(store, (avow_query){.outlet = "Other"}).count, 0);
    assert_int_equal(search(store, (avow_query){.anonymous = true}).count, 2);
    assert_int_equal(search(store, (avow_query){.about = "2 million"}).count, 1);
    assert_int_equal(search(store, (avow_query){.about = "Tom Okafor"}).count, 1);
    assert_int_equal(search(store, (avow_query){.words = "bridge", .speaker = "Ana Ruiz", .acts = 1u << AVOW_PROMISE,
                                                .outlet = "The Quay"}).count,
                     1);
    found two = search(store, (avow_query){.limit = 2});
    assert_int_equal(two.count, 2);
    assert_int_equal(search(store, (avow_query){.before = two.id[1]}).count, SAMPLE_STATEMENTS - 2);
    avow_store_close(store);
}

static void the_newest_comes_first(void **state)
{
    (void)state;
    avow_store *store = new_store("order");
    static const char *const dates[] = {"2016-05-24", NULL, "9999-12-31", "0000-01-01", "2016-06-01T08:00:00Z", "2016-05-24", "yesterday"};
    made m;
    char id[8];
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        snprintf(id, sizeof id, "%zu", i);
        make(&m, id, dates[i], NULL, "Anna Lee said it rains.", "Anna Lee", "said", "it rains", "Anna Lee", AVOW_PERSON);
        add(store, &m.result);
    }
    static const int64_t order[] = {3, 5, 6, 1, 4, 7, 2};       /* statements; the last two have no date */
    for (int words = 0; words < 2; words++) {
        found f = search(store, (avow_query){.words = words ? "rain" : NULL});
        assert_int_equal(f.count, 7);
        for (size_t i = 0; i < 7; i++) assert_int_equal(f.id[i], order[i]);
        assert_int_equal(search(store, (avow_query){.words = words ? "rain" : NULL, .since = "2016-05-24", .until = "2016-05"}).count, 2);
        assert_int_equal(search(store, (avow_query){.words = words ? "rain" : NULL, .since = "2016"}).count, 4);
        assert_int_equal(search(store, (avow_query){.words = words ? "rain" : NULL, .until = "0000"}).count, 1);
        assert_int_equal(search(store, (avow_query){.words = words ? "rain" : NULL, .since = "2016-06-02", .until = "2016-06-01"}).count,
                         0);
        assert_int_equal(search(store, (avow_query){.words = words ? "rain" : NULL, .before = 6}).count, 4);
    }
    found f;
    avow_error error;
    assert_int_equal(avow_store_search(store, &(avow_query){.since = "soon"}, take_statement, &f, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_store_search(store, &(avow_query){.until = "2016-13"}, take_statement, &f, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_store_search(store, &(avow_query){.before = 99}, take_statement, &f, &error), AVOW_NOT_IN_STORE);
    avow_store_close(store);
}

static int take_place(void *context, const avow_statement *s)
{
    *(avow_span *)context = s->place;
    return 0;
}

static void a_sentence_has_its_place(void **state)
{
    (void)state;
    avow_store *store = new_store("place");
    made m;
    make(&m, "a", NULL, NULL, "Caf\xC3\xA9 \xF0\x9F\x98\x80 closed. Anna Lee said it rains.", "Anna Lee", "said", "it rains", "Anna Lee",
         AVOW_PERSON);
    add(store, &m.result);
    avow_span place;
    avow_query query = {.offsets = AVOW_BYTES};
    assert_int_equal(avow_store_search(store, &query, take_place, &place, NULL), AVOW_OK);
    assert_int_equal(place.start, 19);
    query.offsets = AVOW_CODEPOINTS;
    assert_int_equal(avow_store_search(store, &query, take_place, &place, NULL), AVOW_OK);
    assert_int_equal(place.start, 15);
    assert_int_equal(place.end, 38);
    query.offsets = AVOW_UTF16;
    assert_int_equal(avow_store_search(store, &query, take_place, &place, NULL), AVOW_OK);
    assert_int_equal(place.start, 16);
    avow_store_close(store);
}

/* ---- hostile articles --------------------------------------------------------------------------------------------- */

#define SQL "X'); DROP TABLE Article; --\" OR 1=1 $1 ?1 %S"

static void sql_is_text(void **state)
{
    (void)state;
    avow_store *store = new_store("sql");
    made m;
    make(&m, SQL, SQL, SQL, "He " SQL " said " SQL " so.", "He", "said", SQL " so", SQL " Smith", AVOW_PERSON);
    const char *const strings[] = {SQL};
    m.result.url = m.result.title = SQL;
    m.result.model = SQL;
    m.result.warnings = strings;
    m.result.warning_count = 1;
    m.entity.aliases = strings;
    m.entity.alias_count = 1;
    m.attribution.time.value = SQL;
    strcpy(m.result.sha256, SQL);
    avow_added added = add(store, &m.result);
    comes_back(store, added.article, &m.result);
    assert_int_equal(search(store, (avow_query){.outlet = SQL}).count, 1);
    assert_int_equal(search(store, (avow_query){.words = SQL}).count, 1);
    assert_int_equal(search(store, (avow_query){.about = SQL}).count, 1);
    assert_int_equal(search(store, (avow_query){.speaker = SQL}).count, 1);
    assert_int_equal(search(store, (avow_query){.speaker = SQL " Smith"}).count, 1);
    static const char *const odd[] = {"NEAR(he so)", "^he", "content : he", "{content} : so", "AND", "so NOT he", "he*", "-so", "he + so",
                                      "\"", "\"\"",
                                      "he \"", "\xFF\xFE he", "(", ")", "' so", "a:*", "!he", "he & so", "he | so", "<->"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        search(store, (avow_query){.words = odd[i]});
        search(store, (avow_query){.about = odd[i]});
        search(store, (avow_query){.speaker = odd[i], .outlet = odd[i]});
    }
    assert_int_equal(search(store, (avow_query){.words = "he*"}).count, 1);
    assert_int_equal(search(store, (avow_query){.words = "!!"}).count, 0);
    avow_store_close(store);
}

static void odd_articles_are_kept(void **state)
{
    (void)state;
    avow_store *store = new_store("odd");
    avow_result empty = {.text = NULL, .sha256 = "e"};
    assert_int_equal(add(store, &empty).statements, 0);
    made m;
    char *name = malloc(1000001), text[] = "Anna Lee said\0it rains.";
    memset(name, 'n', 1000000);
    name[0] = 'N';
    name[1000000] = '\0';
    make(&m, name, name, name, text, "Anna Lee", "said", "said", name, AVOW_PERSON);
    m.result.text_size = sizeof text - 1;
    m.content = (avow_span){14, 22};
    m.result.title = m.result.url = name;
    avow_added added = add(store, &m.result);
    comes_back(store, added.article, &m.result);
    assert_int_equal(search(store, (avow_query){.words = "rains"}).count, 1);
    assert_int_equal(search(store, (avow_query){.outlet = name, .speaker = name}).count, 1);
    m.entity.name = m.result.title = m.result.outlet = "caf\xE9 \xF0\x9F";
    m.result.url = m.result.id = "broken \xC3";
    added = add(store, &m.result);
    m.entity.name = m.result.title = m.result.outlet = "caf\xEF\xBF\xBD \xEF\xBF\xBD";
    m.result.url = m.result.id = "broken \xEF\xBF\xBD";
    comes_back(store, added.article, &m.result);
    free(name);
    avow_store_close(store);
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    avow_store *store = new_store("refused");
    avow_error error;
    sample s;
    sample_make(&s);
    s.attributions[0].content = (avow_spans){&(avow_span){5, 1 << 20}, 1};
    assert_int_equal(avow_store_add(store, &s.result, NULL, &error), AVOW_BAD_ARGUMENT);
    sample_make(&s);
    s.attributions[0].parent = 2;
    assert_int_equal(avow_store_add(store, &s.result, NULL, &error), AVOW_BAD_ARGUMENT);
    sample_make(&s);
    s.attributions[2].speaker = 77;
    assert_int_equal(avow_store_add(store, &s.result, NULL, &error), AVOW_BAD_ARGUMENT);
    sample_make(&s);
    memset(s.result.sha256, 'f', sizeof s.result.sha256);
    assert_int_equal(avow_store_add(store, &s.result, NULL, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_store_add(store, NULL, NULL, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_store_add(NULL, &s.result, NULL, &error), AVOW_BAD_ARGUMENT);
    assert_int_equal(search(store, (avow_query){0}).count, 0);
    avow_store_close(store);
}

static int count_one(void *context, const avow_statement *statement)
{
    (void)statement;
    ++*(size_t *)context;
    return 0;
}

static void an_article_may_have_many_statements(void **state)
{
    (void)state;
    const size_t many = getenv("AVOW_TEST_POSTGRES") == NULL ? 50000 : 5000;       /* each is a message to the server and back */
    avow_store *store = new_store("many");
    char *text = malloc(many * 13 + 1);
    avow_attribution *all = calloc(many, sizeof *all);
    avow_span *spans = calloc(many, 3 * sizeof *spans);
    for (size_t i = 0; i < many; i++) {
        memcpy(text + 13 * i, "Al said hey.\n", 14);
        for (size_t k = 0; k < 3; k++) spans[3 * i + k] = (avow_span){13 * i + "\0\3\10"[k], 13 * i + "\2\7\13"[k]};
        all[i] = (avow_attribution){.id = (uint32_t)i + 1, .source = {&spans[3 * i], 1}, .cue = {&spans[3 * i + 1], 1},
                                    .content = {&spans[3 * i + 2], 1}, .unknown = AVOW_AMBIGUOUS, .act = AVOW_ACT_UNREAD};
    }
    avow_result result = {.id = "many", .text = text, .text_size = many * 13, .sha256 = "a", .attributions = all,
                          .attribution_count = many};
    avow_added added = add(store, &result);
    comes_back(store, added.article, &result);
    size_t count = 0;
    assert_int_equal(avow_store_search(store, &(avow_query){.words = "hey"}, count_one, &count, NULL), AVOW_OK);
    assert_int_equal(count, many);
    free(text);
    free(all);
    free(spans);
    avow_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_article_comes_back_as_it_was),
        cmocka_unit_test(the_same_article_again_changes_nothing),
        cmocka_unit_test(what_is_there_is_known_before_it_is_read),
        cmocka_unit_test(statements_are_found),
        cmocka_unit_test(the_newest_comes_first),
        cmocka_unit_test(a_sentence_has_its_place),
        cmocka_unit_test(sql_is_text),
        cmocka_unit_test(odd_articles_are_kept),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(an_article_may_have_many_statements),
    };
    return cmocka_run_group_tests_name("store", tests, make_folder, remove_folder);
}
