/* test_write.c - the writers, on results built by hand: what is written is what the result holds, and nothing of an article gets
 * out of its quotes or the terminal's text. The page has tests of its own: test_write_html.c. */
#include "columns.h"
#include "sample.h"
#include "write.h"

typedef struct supply {
    long left;                  /* allocations before they fail; below 0: none fails */
    long live;
} supply;

static void *supply_alloc(void *context, size_t size)
{
    supply *s = context;
    if (s->left == 0) return NULL;
    if (s->left > 0) s->left--;
    s->live++;
    return malloc(size);
}

static void supply_free(void *context, void *memory)
{
    if (memory != NULL) ((supply *)context)->live--;
    free(memory);
}

/* ---- JSONL -------------------------------------------------------------------------------------------------------- */

#define TREES "\xF0\x9F\x8C\xB3 \xE2\x80\x9CNo,\xE2\x80\x9D said Zo\xC3\xAB.\r\nIt is said he left."

static const char *const trees_record =
    "{\"id\": \"a.txt\", \"offsets\": \"%s\", \"sha256\": \"00ff\", \"title\": \"T \\\"1\\\"\", \"date\": null, \"outlet\": null, "
    "\"url\": null, \"engine\": {\"version\": \"" AVOW_VERSION "\", \"model\": \"toy\"}, \"attributions\": ["
    "{\"id\": 1, \"parent\": null, \"type\": \"direct\", "
    "\"source\": [{\"start\": %d, \"end\": %d, \"text\": \"Zo\xC3\xAB\"}], "
    "\"cue\": [{\"start\": %d, \"end\": %d, \"text\": \"said\"}], "
    "\"content\": [{\"start\": %d, \"end\": %d, \"text\": \"\xE2\x80\x9CNo,\xE2\x80\x9D\"}], "
    "\"addressee\": [], \"time\": null, \"speaker\": null, \"speaker_unknown\": null, \"act\": \"state\", \"negated\": false, "
    "\"confidence\": 0.970, \"speaker_confidence\": 0.000}, "
    "{\"id\": 2, \"parent\": 1, \"type\": \"indirect\", \"source\": [], "
    "\"cue\": [{\"start\": %d, \"end\": %d, \"text\": \"is said\"}], "
    "\"content\": [{\"start\": %d, \"end\": %d, \"text\": \"he left\"}], "
    "\"addressee\": [], \"time\": null, \"speaker\": null, \"speaker_unknown\": \"no-source\", \"act\": \"state\", \"negated\": false, "
    "\"confidence\": 1.000, \"speaker_confidence\": 0.500}], "
    "\"entities\": [], \"furniture\": [{\"start\": 0, \"end\": %d, \"kind\": \"share\"}], \"warnings\": [\"w\", \"x\"]}\n";

static void test_jsonl_is_the_record(void **state)
{
    (void)state;
    avow_attribution attributions[] = {
        said(1, 0, AVOW_DIRECT, FIND(TREES, "Zo\xC3\xAB"), FIND(TREES, "said"), FIND(TREES, "\xE2\x80\x9CNo,\xE2\x80\x9D"), 0.97f),
        said(2, 1, AVOW_INDIRECT, NONE, FIND(TREES, "is said"), FIND(TREES, "he left"), 3.0f)};
    attributions[1].unknown = AVOW_NO_SOURCE, attributions[1].speaker_confidence = 0.5f;
    const avow_furniture furniture = {{0, 4}, "share"};
    const char *const warnings[] = {"w", "x"};
    avow_result result = result_of(TREES, attributions, 2);
    result.title = "T \"1\"";
    result.furniture = &furniture, result.furniture_count = 1;
    result.warnings = warnings, result.warning_count = 2;
    static const int at[3][11] = {{13, 16, 8, 12, 2, 7, 22, 29, 30, 37, 1}, {20, 24, 15, 19, 5, 14, 30, 37, 38, 45, 4},
                                  {14, 17, 9, 13, 3, 8, 23, 30, 31, 38, 2}};
    static const char *const units[] = {"codepoints", "bytes", "utf16"};
    for (int unit = 0; unit < 3; unit++) {
        const int *o = at[unit];
        char expected[2000];
        snprintf(expected, sizeof expected, trees_record, units[unit], o[0], o[1], o[2], o[3], o[4], o[5], o[6], o[7], o[8], o[9],
                 o[10]);
        char *line = written((avow_write_options){.format = AVOW_FORMAT_JSONL, .offsets = (avow_offsets)unit}, &result, 1);
        assert_string_equal(line, expected);
        free(line);
    }
}

static void test_jsonl_keeps_nul_and_repairs_names(void **state)
{
    (void)state;
    const avow_attribution a = said(1, 0, AVOW_MIXED, NONE, (avow_spans){&(avow_span){0, 3}, 1}, NONE, -1.0f);
    avow_result results[2] = {result_of("", &a, 1), result_of("", NULL, 0)};
    results[0].text = "a\0b", results[0].text_size = 3;
    results[0].id = "caf\xE9.txt";
    results[1].id = NULL, results[1].text = NULL;
    char *lines = written((avow_write_options){.format = AVOW_FORMAT_JSONL}, results, 2);
    assert_non_null(strstr(lines, "{\"id\": \"caf\xEF\xBF\xBD.txt\""));
    assert_non_null(strstr(lines, "{\"start\": 0, \"end\": 3, \"text\": \"a\\u0000b\"}"));
    assert_non_null(strstr(lines, "\"confidence\": 0.000, "));
    assert_non_null(strstr(lines, "\n{\"id\": null, "));
    assert_int_equal(occurrences(lines, "\n"), 2);
    free(lines);
}

/* Each field of speakers, acts, addressees and times, as a program that reads the record meets it. */
static void test_jsonl_tells_who_to_whom_and_when(void **state)
{
    (void)state;
    static const char *const there[] = {
        "\"addressee\": [{\"start\": 61, \"end\": 70, \"text\": \"reporters\"}], "
        "\"time\": {\"start\": 74, \"end\": 82, \"text\": \"Thursday\", \"value\": \"2015-11-12\"}, "
        "\"speaker\": {\"id\": \"e1\", \"name\": \"Ana Ruiz\", \"type\": \"person\"}, \"speaker_unknown\": null, "
        "\"act\": \"state\", \"negated\": false, \"confidence\": 0.970, \"speaker_confidence\": 0.900}",
        "\"act\": \"predict\", \"negated\": true",
        "\"time\": {\"start\": 364, \"end\": 369, \"text\": \"March\", \"value\": null}",
        "\"speaker\": null, \"speaker_unknown\": \"ambiguous\", \"act\": \"warn\"",
        "\"speaker\": null, \"speaker_unknown\": \"no-source\", \"act\": \"predict\"",
        "\"entities\": [{\"id\": \"e1\", \"name\": \"Ana Ruiz\", \"type\": \"person\", \"aliases\": [\"Mayor Ana Ruiz\", \"the mayor\"], "
        "\"mentions\": [{\"start\": 41, \"end\": 55, \"text\": \"Mayor Ana Ruiz\"}, ",
        "{\"id\": \"e4\", \"name\": \"a source\", \"type\": \"anonymous\", \"aliases\": [], "};
    sample s;
    sample_make(&s);
    s.attributions[6].time.value = NULL;        /* a month of which year? */
    char *line = written((avow_write_options){.format = AVOW_FORMAT_JSONL}, &s.result, 1);
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        if (strstr(line, there[i]) == NULL) fail_msg("%s\nis not in\n%s", there[i], line);
    free(line);
}

/* ---- text --------------------------------------------------------------------------------------------------------- */

static void test_text_reads_well(void **state)
{
    (void)state;
    static const char text[] = "We will win,\r\n he said,   and soon. Rain is expected by all those who look at the sky.";
    const avow_span halves[] = {{0, 12}, {26, 34}};
    const avow_attribution attributions[] = {
        said(9, 0, AVOW_DIRECT, FIND(text, "he"), FIND(text, "said"), (avow_spans){halves, 2}, 0.5f),
        said(10, 9, AVOW_INDIRECT, NONE, FIND(text, "is expected"), FIND(text, "Rain"), 1.0f)};
    const char *const warnings[] = {"something is odd"};
    avow_result results[2] = {result_of(text, attributions, 2), result_of("Quiet.", NULL, 0)};
    results[0].title = "A title", results[0].date = "2020-01-02";
    results[0].warnings = warnings, results[0].warning_count = 1;
    results[1].id = NULL;
    char *out = written((avow_write_options){.format = AVOW_FORMAT_TEXT, .width = 30}, results, 2);
    assert_string_equal(out, "A title\n"
                             "a.txt \xC2\xB7 2020-01-02\n"
                             "\n"
                             "  9  he \xE2\x80\x93 said (direct, 0.50)\n"
                             "     \xE2\x80\x9CWe will win, \xE2\x80\xA6 and soon\xE2\x80\x9D\n"
                             "\n"
                             " 10  (nobody named) \xE2\x80\x93 is\n"
                             "     expected (indirect, 1.00,\n"
                             "     within 9)\n"
                             "     Rain\n"
                             "\n"
                             "Warning: something is odd\n"
                             "2 statements\n"
                             "\n\n"
                             "(untitled)\n"
                             "\n"
                             "No statements found\n");
    free(out);
}

static void test_text_tells_who_to_whom_and_when(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    char *out = written((avow_write_options){.format = AVOW_FORMAT_TEXT, .width = 60}, &s.result, 1);
    const char *first = strstr(out, " 1  ");
    assert_non_null(first);
    assert_string_equal(first, " 1  Mayor Ana Ruiz \xE2\x80\x93 told (indirect, 0.97)\n"
                               "    that the harbour chief had said he never saw the\n"
                               "    inspectors\xE2\x80\x99 report\n"
                               "    to reporters \xC2\xB7 Thursday (2015-11-12)\n"
                               "\n"
                               " 2    Tom Okafor (the harbour chief) \xE2\x80\x93 had said (denial,\n"
                               "      indirect, 0.93, within 1)\n"
                               "      he never saw the inspectors\xE2\x80\x99 report\n"
                               "\n"
                               " 3  Ana Ruiz (she) \xE2\x80\x93 said (promise, direct, 0.95)\n"
                               "    \xE2\x80\x9CThe bridge is safe,\xE2\x80\x9D \xE2\x80\xA6 \xE2\x80\x9CIt will reopen in May.\xE2\x80\x9D\n"
                               "\n"
                               " 4    Tom Okafor, who runs the harbour \xE2\x80\x93 did not rule out\n"
                               "      (no prediction, indirect, 0.88, within 5)\n"
                               "      a delay\n"
                               "\n"
                               " 5  the Harbour Post \xE2\x80\x93 according to (indirect, 0.91)\n"
                               "    Tom Okafor, who runs the harbour, did not rule out a\n"
                               "    delay\n"
                               "\n"
                               " 6  a source \xE2\x80\x93 as saying (indirect, 0.84)\n"
                               "    that he had warned the council in March of cracks\n"
                               "\n"
                               " 7    he (several would fit) \xE2\x80\x93 had warned (warning,\n"
                               "      indirect, 0.79, within 6)\n"
                               "      of cracks\n"
                               "      to the council \xC2\xB7 March (2015-03)\n"
                               "\n"
                               " 8  (nobody named) \xE2\x80\x93 is expected (prediction,\n"
                               "    indirect, 0.90)\n"
                               "    that the repairs will cost 2 million\n"
                               "\n"
                               " 9  a woman at the market \xE2\x80\x93 said (belief, direct, 0.96)\n"
                               "    \xE2\x80\x9CI hope they mend it,\xE2\x80\x9D\n"
                               "\n"
                               "9 statements\n");
    free(out);
}

/* The speaker's name stands first where the source's words don't hold it; why it is not known, where it isn't. */
static void test_text_puts_the_name_first(void **state)
{
    (void)state;
    static const struct {
        const char *words, *name;
        avow_unknown unknown;
        const char *shown;
    } cases[] = {
        {"the US president", "Donald Trump", AVOW_KNOWN, "Donald Trump (the US president)"},
        {"President Donald Trump", "Donald Trump", AVOW_KNOWN, "President Donald Trump"},
        {"Clinton\xE2\x80\x99s campaign", "Clinton", AVOW_KNOWN, "Clinton\xE2\x80\x99s campaign"},
        {"The New York Times", "New York Times", AVOW_KNOWN, "The New York Times"},
        {"A source", "a source", AVOW_KNOWN, "A source"},
        {"Annabel", "Ann", AVOW_KNOWN, "Ann (Annabel)"},
        {"Jos\xC3\xA9", "Jos", AVOW_KNOWN, "Jos (Jos\xC3\xA9)"},
        {"", "Ann", AVOW_KNOWN, "Ann (implied)"},
        {"he", NULL, AVOW_NO_ANTECEDENT, "he (not known who)"},
        {"they", NULL, AVOW_AMBIGUOUS, "they (several would fit)"},
        {"", NULL, AVOW_NO_SOURCE, "(nobody named)"},
        {"Ann", NULL, AVOW_KNOWN, "Ann"},           /* from a program that links no speakers */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[100], expected[100];
        snprintf(text, sizeof text, "%s said", cases[i].words);
        const avow_span source = {0, strlen(cases[i].words)};
        const avow_entity entity = {.id = 1, .name = cases[i].name};
        avow_attribution a = said(1, 0, AVOW_INDIRECT, (avow_spans){&source, source.end > 0}, FIND(text, "said"), NONE, 1.0f);
        a.speaker = cases[i].name != NULL, a.unknown = cases[i].unknown;
        avow_result result = result_of(text, &a, 1);
        result.entities = &entity, result.entity_count = cases[i].name != NULL;
        char *out = written((avow_write_options){.format = AVOW_FORMAT_TEXT}, &result, 1);
        snprintf(expected, sizeof expected, "\n 1  %s \xE2\x80\x93 said (", cases[i].shown);
        if (strstr(out, expected) == NULL) fail_msg("not \"%s\" but %s", cases[i].shown, out);
        free(out);
    }
}

static void test_text_disarms_controls(void **state)
{
    (void)state;
    static const char text[] = "\x1b[31mred\x07 \xC2\x9B" "2J said\x7F \xC2\x85next \x1b]0;x\x1b\\ \xE2\x80\xAEtxet";
    const avow_span all = {0, sizeof text - 1};
    avow_attribution a = said(1, 0, AVOW_DIRECT, (avow_spans){&all, 1}, (avow_spans){&all, 1}, (avow_spans){&all, 1}, 1.0f);
    const avow_entity entity = {.id = 1, .name = text};
    a.addressee = a.source, a.time = (avow_time){all, text}, a.speaker = 1;
    const char *const warnings[] = {text};
    avow_result result = result_of(text, &a, 1);
    result.id = result.title = result.date = result.outlet = result.url = text;
    result.warnings = warnings, result.warning_count = 1;
    result.entities = &entity, result.entity_count = 1;
    char *out = written((avow_write_options){.format = AVOW_FORMAT_TEXT}, &result, 1);
    for (const unsigned char *c = (const unsigned char *)out; *c != '\0'; c++) {
        assert_true(*c == '\n' || (*c >= 0x20 && *c != 0x7F));
        assert_false(*c == 0xC2 && c[1] < 0xA0);
        assert_true(strncmp((const char *)c, "\xE2\x80\xAE", 3) != 0);       /* right-to-left override */
    }
    free(out);
    out = written((avow_write_options){.format = AVOW_FORMAT_TEXT, .color = true}, &result, 1);
    for (const char *c = out; (c = strchr(c, '\x1b')) != NULL; c++)     /* colours are all that is left */
        assert_int_equal(c[1 + strspn(c + 1, "[0123456789;")], 'm');
    free(out);
}

static void test_text_keeps_to_the_width(void **state)
{
    (void)state;
    static const char text[] = "\xE6\x9D\x8E\xE6\x98\x8E \xE8\xAF\xB4 \xE5\xA5\xBD na\xC3\xAFve cafe\xCC\x81s \xF0\x9F\x8C\xB3 one two three four "
                               "five six seven eight nine ten";
    assert_int_equal(avow_columns("\xE6\x9D\x8E" "e\xCC\x81\xF0\x9F\x8C\xB3", 10), 5);
    const avow_span all = {0, sizeof text - 1};
    avow_attribution a = said(1, 0, AVOW_INDIRECT, (avow_spans){&all, 1}, (avow_spans){&all, 1}, (avow_spans){&all, 1}, 1.0f);
    a.addressee = a.source, a.time = (avow_time){all, "2020-01"}, a.act = AVOW_CRITICIZE, a.negated = true;
    avow_result result = result_of(text, &a, 1);
    for (unsigned width = 20; width < 60; width++) {
        char *out = written((avow_write_options){.format = AVOW_FORMAT_TEXT, .width = width}, &result, 1);
        for (char *line = strtok(out, "\n"); line != NULL; line = strtok(NULL, "\n"))
            assert_true(avow_columns(line, strlen(line)) <= width && line[strlen(line) - 1] != ' ');
        free(out);
    }
}

/* ---- the writer --------------------------------------------------------------------------------------------------- */

static void test_refuses_what_does_not_fit(void **state)
{
    (void)state;
    static const avow_span bad[][2] = {{{0, 5}, {0, 0}}, {{2, 1}, {0, 0}}, {{0, 2}, {0, 0}}, {{2, 3}, {0, 0}}, {{1, 3}, {0, 1}}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        for (int format = 0; format <= AVOW_FORMAT_CITRON; format++) {
            const avow_attribution a = said(1, 0, AVOW_DIRECT, NONE, (avow_spans){bad[i], i < 4 ? 1 : 2}, NONE, 1.0f);
            avow_result result = result_of("a\xC3\xA9.", &a, 1);
            output o = {0};
            assert_int_equal(write_all((avow_write_options){.format = (avow_format)format}, &result, 1, &o), AVOW_BAD_ARGUMENT);
            assert_int_equal(o.size, 0);
        }
    avow_result result = result_of("a\xFF", NULL, 0);
    output o = {0};
    assert_int_equal(write_all((avow_write_options){.format = AVOW_FORMAT_JSONL}, &result, 1, &o), AVOW_BAD_ARGUMENT);
    avow_writer *writer;
    assert_int_equal(avow_writer_new(NULL, NULL, NULL, NULL, &writer, NULL), AVOW_BAD_ARGUMENT);
    assert_null(writer);
    assert_int_equal(avow_writer_new(&(avow_write_options){.format = (avow_format)9}, take, &o, NULL, &writer, NULL), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_writer_finish(NULL, NULL), AVOW_BAD_ARGUMENT);
    avow_writer_free(NULL);
}

/* A result may come from any program: numbers that name nothing, and statements that hold each other. */
static void test_refuses_what_is_not_there(void **state)
{
    (void)state;
    for (int wrong = 0; wrong < 14; wrong++)
        for (int format = 0; format <= AVOW_FORMAT_CITRON; format++) {
            static const char *const no_alias[] = {NULL};
            static const avow_span backward = {9, 8}, beyond = {0, 1000000};
            sample s;
            sample_make(&s);
            switch (wrong) {
            case 0: s.attributions[0].speaker = SAMPLE_ENTITIES + 1; break;
            case 1: s.attributions[0].act = (avow_act)13; break;
            case 2: s.attributions[0].unknown = (avow_unknown)5; break;
            case 3: s.attributions[0].time.span = (avow_span){sizeof sample_text - 1, sizeof sample_text}; break;
            case 4: s.attributions[0].addressee = (avow_spans){&backward, 1}; break;
            case 5: s.entities[2].id = 4; break;
            case 6: s.entities[2].name = NULL; break;
            case 7: s.entities[2].type = (avow_speaker_type)6; break;
            case 8: s.entities[2].aliases = no_alias, s.entities[2].alias_count = 1; break;
            case 9: s.entities[2].mentions = (avow_spans){&beyond, 1}; break;
            case 10: s.attributions[1].parent = 40; break;
            case 11: s.attributions[1].parent = 2; break;
            case 12: s.attributions[4].parent = 7, s.attributions[5].parent = 4; break;      /* 4 in 5, 5 in 7, 7 in 6, 6 in 4 */
            case 13: s.attributions[3].id = 3; break;
            }
            output o = {0};
            assert_int_equal(write_all((avow_write_options){.format = (avow_format)format}, &s.result, 1, &o), AVOW_BAD_ARGUMENT);
            assert_int_equal(o.size, 0);
        }
}

static void test_stops_when_the_sink_refuses(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    for (int format = 0; format <= AVOW_FORMAT_CITRON; format++) {
        output o = {.room = 1};
        avow_writer *writer;
        avow_error error;
        assert_int_equal(avow_writer_new(&(avow_write_options){.format = (avow_format)format}, take, &o, NULL, &writer, &error), AVOW_OK);
        for (int i = 0; i < 3; i++) assert_int_equal(avow_write(writer, &s.result, &error), AVOW_WRITE_FAILED);
        assert_int_equal(avow_writer_finish(writer, &error), AVOW_WRITE_FAILED);
        assert_int_equal(error.code, AVOW_WRITE_FAILED);
        assert_int_equal(o.calls, 1);
        free(o.data);
    }
}

static void test_survives_each_failing_allocation(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    s.result.title = s.entities[1].name = "bad \xFF name";
    for (int format = 0; format <= AVOW_FORMAT_CITRON; format++) {
        bool done = false;
        for (long n = 0; !done; n++) {
            assert_true(n < 1000);
            supply memory = {.left = n};
            const avow_allocator allocator = {supply_alloc, supply_free, &memory};
            const avow_write_options options = {.format = (avow_format)format};
            output o = {0};
            avow_writer *writer;
            avow_status status = avow_writer_new(&options, take, &o, &allocator, &writer, NULL);
            for (int i = format == AVOW_FORMAT_BRAT; i < 2 && status == AVOW_OK; i++) status = avow_write(writer, &s.result, NULL);
            if (status == AVOW_OK) status = avow_writer_finish(writer, NULL);
            else avow_writer_free(writer);
            assert_true(status == AVOW_OK || status == AVOW_NO_MEMORY);
            assert_int_equal(memory.live, 0);
            done = status == AVOW_OK && memory.left > 0;
            free(o.data);
        }
    }
}

/* A text of many statements comes in pieces, and in time: each format is linear in text and statements. */
static void test_writes_large_results_in_pieces(void **state)
{
    (void)state;
    enum { COUNT = 20000, STEP = 40 };
    char *text = malloc(COUNT * STEP);
    avow_span *spans = malloc(COUNT * 3 * sizeof *spans);
    avow_attribution *attributions = malloc(COUNT * sizeof *attributions);
    avow_entity *entities = malloc(COUNT * sizeof *entities);
    assert_true(text != NULL && spans != NULL && attributions != NULL && entities != NULL);
    for (size_t i = 0; i < COUNT; i++) {
        memcpy(text + i * STEP, "Jos\xC3\xA9 Li says that all is well again; \n", STEP);
        spans[3 * i] = (avow_span){i * STEP, i * STEP + 8};
        spans[3 * i + 1] = (avow_span){i * STEP + 9, i * STEP + 13};
        spans[3 * i + 2] = (avow_span){i * STEP + 14, COUNT * STEP};       /* every content reaches the end */
        attributions[i] = said((uint32_t)i + 1, 0, AVOW_INDIRECT, (avow_spans){&spans[3 * i], 1}, (avow_spans){&spans[3 * i + 1], 1}, NONE, 0.5f);
        attributions[i].speaker = (uint32_t)(i / 2 * 2) + 1;
        entities[i] = (avow_entity){.id = (uint32_t)i + 1, .name = i % 3 ? "Jos\xC3\xA9 Li" : "the aide"};
    }
    avow_result result = {.text = text, .text_size = COUNT * STEP, .attributions = attributions, .attribution_count = COUNT,
                          .entities = entities, .entity_count = COUNT};
    for (int format = 0; format <= AVOW_FORMAT_CITRON; format++) {
        output o = {0};
        assert_int_equal(write_all((avow_write_options){.format = (avow_format)format}, &result, 1, &o), AVOW_OK);
        assert_true(o.calls > 5 && (o.largest < 2 * 64 * 1024 || format == AVOW_FORMAT_CITRON));     /* which has the text, whole */
        if (format == AVOW_FORMAT_JSONL) assert_non_null(strstr(o.data, "{\"id\": 20000, "));
        free(o.data);
    }
    for (size_t i = 0; i < 40; i++) attributions[i].content = (avow_spans){&spans[3 * i + 2], 1};
    result.attribution_count = 40;
    output o = {0};
    assert_int_equal(write_all((avow_write_options){.format = AVOW_FORMAT_HTML}, &result, 1, &o), AVOW_OK);
    free(o.data);
    free(text);
    free(spans);
    free(attributions);
    free(entities);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jsonl_is_the_record),
        cmocka_unit_test(test_jsonl_tells_who_to_whom_and_when),
        cmocka_unit_test(test_jsonl_keeps_nul_and_repairs_names),
        cmocka_unit_test(test_text_reads_well),
        cmocka_unit_test(test_text_tells_who_to_whom_and_when),
        cmocka_unit_test(test_text_puts_the_name_first),
        cmocka_unit_test(test_text_disarms_controls),
        cmocka_unit_test(test_text_keeps_to_the_width),
        cmocka_unit_test(test_refuses_what_does_not_fit),
        cmocka_unit_test(test_refuses_what_is_not_there),
        cmocka_unit_test(test_stops_when_the_sink_refuses),
        cmocka_unit_test(test_survives_each_failing_allocation),
        cmocka_unit_test(test_writes_large_results_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
