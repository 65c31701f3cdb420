/* test_formats.c - the formats of other programs, each as an example to read; test/export has their own readers read them. */
#include "sample.h"
#include "write.h"

#define TEXT "\xE2\x80\x9CNo,\xE2\x80\x9D Zo\xC3\xAB told\r\nus, \xE2\x80\x9Cnever.\xE2\x80\x9D He denied it."

static const avow_span who[] = {{10, 14}, {38, 40}}, cues[] = {{15, 23}, {41, 47}}, what[] = {{0, 9}, {25, 37}, {48, 51}};
static const avow_entity zoe = {.id = 1, .name = "Zo\xC3\xAB"};

/* One quotation in two parts, and a denial. */
static avow_result example(avow_attribution statements[2])
{
    statements[0] = said(1, 0, AVOW_DIRECT, (avow_spans){who, 1}, (avow_spans){cues, 1}, (avow_spans){what, 2}, 0.9f);
    statements[0].act = AVOW_PROMISE, statements[0].speaker = 1;
    statements[1] = said(2, 1, AVOW_INDIRECT, (avow_spans){who + 1, 1}, (avow_spans){cues + 1, 1}, (avow_spans){what + 2, 1}, 0.5f);
    statements[1].act = AVOW_DENY, statements[1].unknown = AVOW_AMBIGUOUS;
    avow_result result = result_of(TEXT, statements, 2);
    result.url = "https://quay.example/no", result.outlet = "=The \"Quay\"", result.date = "2016-05-24";
    result.entities = &zoe, result.entity_count = 1;
    return result;
}

static void expect(avow_format format, const char *const *parts, size_t count)
{
    avow_attribution statements[2];
    avow_result result = example(statements);
    char *out = written((avow_write_options){.format = format}, &result, 1);
    for (size_t i = 0; i < count; i++)
        if (strstr(out, parts[i]) == NULL) fail_msg("%s\nis not in\n%s", parts[i], out);
    free(out);
}

#define EXPECT(format, ...) expect(format, (const char *const[]){__VA_ARGS__}, sizeof (const char *[]){__VA_ARGS__} / sizeof (char *))

static void test_brat(void **state)
{
    (void)state;
    EXPECT(AVOW_FORMAT_BRAT,
           "T1\tSource 6 9\tZo\xC3\xAB\n"
           "T2\tStatement 10 14;16 18\ttold us\n"               /* in one line each, and not over the article's lines */
           "T3\tContent 0 5;20 28\t\xE2\x80\x9CNo,\xE2\x80\x9D \xE2\x80\x9Cnever.\xE2\x80\x9D\n"
           "E1\tStatement:T2 Source:T1 Content:T3\n"
           "A1\tType E1 direct\n"
           "A2\tAct E1 promise\n"
           "#1\tAnnotatorNotes E1\tspeaker: Zo\xC3\xAB (person); confidence: 0.900\n",
           "E2\tStatement:T5 Source:T4 Content:T6 Within:E1\n", "#2\tAnnotatorNotes E2\tspeaker unknown: ambiguous; confidence: 0.500\n");
}

static void test_brat_takes_one_article_a_writer(void **state)
{
    (void)state;
    avow_attribution statements[2];
    avow_result result = example(statements), two[] = {result, result};
    output o = {0};
    assert_int_equal(write_all((avow_write_options){.format = AVOW_FORMAT_BRAT}, two, 2, &o), AVOW_BAD_ARGUMENT);
    free(o.data);
}

static void test_web_annotation(void **state)
{
    (void)state;
    EXPECT(AVOW_FORMAT_WEB_ANNOTATION, "{\"@context\": \"http://www.w3.org/ns/anno.jsonld\", \"id\": \"urn:uuid:", "\"total\": 6",
           "\"motivation\": \"tagging\", \"body\": [{\"type\": \"TextualBody\", \"purpose\": \"tagging\", \"value\": \"content\"}, "
           "{\"type\": \"TextualBody\", \"purpose\": \"classifying\", \"value\": \"direct\"}, "
           "{\"type\": \"TextualBody\", \"purpose\": \"classifying\", \"value\": \"promise\"}, "
           "{\"type\": \"TextualBody\", \"purpose\": \"identifying\", \"value\": \"Zo\xC3\xAB\"}, "
           "{\"type\": \"TextualBody\", \"purpose\": \"describing\", \"value\": \"confidence 0.900\"}], "
           "\"target\": [{\"type\": \"SpecificResource\", \"source\": \"ni:///sha-256;",
           "\"scope\": \"https://quay.example/no\", \"selector\": [{\"type\": \"TextPositionSelector\", \"start\": 20, \"end\": 28}, "
           "{\"type\": \"TextQuoteSelector\", \"exact\": \"\xE2\x80\x9Cnever.\xE2\x80\x9D\", \"prefix\": \"\xE2\x80\x9CNo,\xE2\x80\x9D "
           "Zo\xC3\xAB told\\r\\nus, \", \"suffix\": \" He denied it.\"}]}");
}

static void test_csv(void **state)
{
    (void)state;
    EXPECT(AVOW_FORMAT_CSV, "article,title,date,outlet,url,id,parent,type,act,negated,confidence,speaker,",
           "\r\na.txt,,2016-05-24,\"'=The \"\"Quay\"\"\",https://quay.example/no,1,,direct,promise,false,0.900,"
           "Zo\xC3\xAB,person,,0.000,"
           "Zo\xC3\xAB,\"told\r\nus\","
           "\"\xE2\x80\x9CNo,\xE2\x80\x9D \xE2\x80\xA6 \xE2\x80\x9Cnever.\xE2\x80\x9D\",,,,6-9,10-18,0-5;20-28,,\r\n",
           ",2,1,indirect,deny,false,0.500,,,ambiguous,0.000,He,denied,it.,,,,29-31,32-38,39-42,,\r\n");
}

/* What a spreadsheet would compute is text to it, and who takes the apostrophe off has the words. */
static void test_csv_disarms_formulas(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"=1+1", ",'=1+1,"}, {"+1", ",'+1,"}, {"-1", ",'-1,"}, {"@sum", ",'@sum,"}, {"\t=1", ",'\t=1,"}, {"'=1", ",''=1,"},
        {"\xEF\xBC\x9D" "1", ",'\xEF\xBC\x9D" "1,"}, {"'tis so", ",'tis so,"}, {"a=b", ",a=b,"}, {"=\"a,b\"", ",\"'=\"\"a,b\"\"\","}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const avow_span all = {0, strlen(cases[i][0])};
        const avow_attribution a = said(1, 0, AVOW_DIRECT, NONE, (avow_spans){&all, 1}, NONE, 1);
        avow_result result = result_of(cases[i][0], &a, 1);
        char *out = written((avow_write_options){.format = AVOW_FORMAT_CSV}, &result, 1);
        if (strstr(out, cases[i][1]) == NULL) fail_msg("%s\nis not in\n%s", cases[i][1], out);
        free(out);
    }
}

static void test_conll(void **state)
{
    (void)state;
    EXPECT(AVOW_FORMAT_CONLL, "# global.columns = ID FORM START END AVOW:SOURCE AVOW:CUE AVOW:CONTENT AVOW:ADDRESSEE\n"
                              "# newdoc id = a.txt\n",
           "# statement_2 = {\"parent\": 1, \"type\": \"indirect\", \"act\": \"deny\", \"negated\": false, \"speaker\": null, ",
           "5\tZo\xC3\xAB\t6\t9\tB-1\tO\tO\tO\n6\ttold\t10\t14\tO\tB-1\tO\tO\n\n1\tus\t16\t18\tO\tI-1\tO\tO\n2\t,\t18\t19\tO\tO\tO\tO\n"
           "3\t\xE2\x80\x9C\t20\t21\tO\tO\tB-1\tO\n4\tnever\t21\t26\tO\tO\tI-1\tO\n");
}

/* Statements that share a token, and spans that begin within a word. */
static void test_conll_cuts_tokens_where_spans_end(void **state)
{
    (void)state;
    static const char text[] = "It's 2,500.5 co-op Unsaid.";
    const avow_attribution statements[] = {said(3, 0, AVOW_INDIRECT, NONE, FIND(text, "said"), FIND(text, "op Un"), 1),
                                           said(5, 3, AVOW_INDIRECT, FIND(text, "Un"), FIND(text, "said"), NONE, 1)};
    avow_result result = result_of(text, statements, 2);
    char *out = written((avow_write_options){.format = AVOW_FORMAT_CONLL}, &result, 1);
    assert_non_null(strstr(out, "1\tIt's\t0\t4\tO\tO\tO\tO\n2\t2,500.5\t5\t12\tO\tO\tO\tO\n3\tco-\t13\t16\tO\tO\tO\tO\n"
                                "4\top\t16\t18\tO\tO\tB-3\tO\n"
                                "5\tUn\t19\t21\tB-5\tO\tI-3\tO\n6\tsaid\t21\t25\tO\tB-3|B-5\tO\tO\n7\t.\t25\t26\tO\tO\tO\tO\n\n"));
    free(out);
}

/* Nobody is taken to have said what they denied, or what the article says in words of its own. */
static void test_jsonld(void **state)
{
    (void)state;
    EXPECT(AVOW_FORMAT_JSONLD, "\"@type\": \"NewsArticle\", \"datePublished\": \"2016-05-24\", \"url\": \"https://quay.example/no\"",
           "#e1\", \"@type\": \"Person\", \"name\": \"Zo\xC3\xAB\"}",
           "#1\", \"@type\": \"Quotation\", \"text\": \"\xE2\x80\x9CNo,\xE2\x80\x9D \xE2\x80\xA6 \xE2\x80\x9Cnever.\xE2\x80\x9D\", "
           "\"spokenByCharacter\": {",
           "#2\", \"@type\": \"Statement\", \"text\": \"He denied it.\", \"creditText\": \"He\", \"keywords\": \"deny\"");
}

static void test_citron(void **state)
{
    (void)state;
    EXPECT(AVOW_FORMAT_CITRON, "\"quotes\": [{\"id\": 1, \"cue\": {\"start\": 10, \"end\": 18, \"text\": \"told\\r\\nus\"}, "
                               "\"sources\": [{\"start\": 6, \"end\": 9, \"text\": \"Zo\xC3\xAB\"}], "
                               "\"contents\": [{\"start\": 0, \"end\": 5, \"text\": \"\xE2\x80\x9CNo,\xE2\x80\x9D\"}, {\"start\": 20, ",
           "\"coreferences\": [], \"confidence\": \"0.9000\"}");
}

/* Who is named by a pronoun is named in "coreferences". */
static void test_citron_names_who_is_meant(void **state)
{
    (void)state;
    static const char text[] = "Ann left. She said so.";
    const avow_span mentions[] = {{0, 3}, {10, 13}};
    const avow_entity ann = {.id = 1, .name = "Ann", .mentions = {mentions, 2}};
    avow_attribution a = said(1, 0, AVOW_INDIRECT, FIND(text, "She"), FIND(text, "said"), FIND(text, "so"), 1);
    a.speaker = 1;
    avow_result result = result_of(text, &a, 1);
    result.entities = &ann, result.entity_count = 1;
    char *out = written((avow_write_options){.format = AVOW_FORMAT_CITRON}, &result, 1);
    assert_non_null(strstr(out, "\"coreferences\": [{\"start\": 0, \"end\": 3, \"text\": \"Ann\"}]"));
    assert_non_null(strstr(out, "\"coreference_groups\": [[{\"start\": 0, \"end\": 3, \"text\": \"Ann\"}, {\"start\": 10, "));
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_brat), cmocka_unit_test(test_brat_takes_one_article_a_writer), cmocka_unit_test(test_web_annotation),
        cmocka_unit_test(test_csv), cmocka_unit_test(test_csv_disarms_formulas), cmocka_unit_test(test_conll),
        cmocka_unit_test(test_conll_cuts_tokens_where_spans_end), cmocka_unit_test(test_jsonld), cmocka_unit_test(test_citron),
        cmocka_unit_test(test_citron_names_who_is_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
