/* test_write.c - the three formats, on results built by hand and at random: what is written is what the result holds, and
 * nothing of an article gets out of its quotes, its elements or the terminal's text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <avow/avow.h>

#include "columns.h"

/* ---- a sink, an allocator, a result ------------------------------------------------------------------------------- */

typedef struct output {
    char *data;
    size_t size, calls, largest;
    size_t room;                /* the sink refuses what would pass it; 0: no end */
} output;

static int take(void *context, const char *data, size_t size)
{
    output *o = context;
    o->calls++;
    if (o->room > 0 && o->size + size > o->room) return 1;
    if (size > o->largest) o->largest = size;
    o->data = realloc(o->data, o->size + size + 1);
    assert_non_null(o->data);
    memcpy(o->data + o->size, data, size);
    o->size += size;
    o->data[o->size] = '\0';
    return 0;
}

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

static avow_status write_all(avow_write_options options, const avow_result *results, size_t count, output *o)
{
    avow_writer *writer;
    avow_error error;
    assert_int_equal(avow_writer_new(&options, take, o, NULL, &writer, &error), AVOW_OK);
    for (size_t i = 0; i < count; i++) {
        avow_status status = avow_write(writer, &results[i], &error);
        if (status != AVOW_OK) {
            avow_writer_free(writer);
            return status;
        }
    }
    return avow_writer_finish(writer, &error);
}

static char *written(avow_write_options options, const avow_result *results, size_t count)
{
    output o = {0};
    assert_int_equal(write_all(options, results, count, &o), AVOW_OK);
    return o.data != NULL ? o.data : calloc(1, 1);
}

/* The span of the first occurrence of part, as a list of one. */
#define FIND(text, part) ((avow_spans){&(avow_span){(size_t)(strstr(text, part) - (text)), \
                                                    (size_t)(strstr(text, part) - (text)) + strlen(part)}, 1})
#define NONE ((avow_spans){NULL, 0})

static avow_result result_of(const char *text, const avow_attribution *attributions, size_t count)
{
    return (avow_result){.id = "a.txt", .text = text, .text_size = strlen(text), .sha256 = "00ff", .model = "toy",
                         .attributions = attributions, .attribution_count = count};
}

static size_t occurrences(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part)) n++;
    return n;
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
    "\"addressee\": [], \"time\": null, \"speaker\": null, \"speaker_unknown\": null, \"act\": null, \"negated\": null, "
    "\"confidence\": 0.970}, "
    "{\"id\": 2, \"parent\": 1, \"type\": \"indirect\", \"source\": [], "
    "\"cue\": [{\"start\": %d, \"end\": %d, \"text\": \"is said\"}], "
    "\"content\": [{\"start\": %d, \"end\": %d, \"text\": \"he left\"}], "
    "\"addressee\": [], \"time\": null, \"speaker\": null, \"speaker_unknown\": \"no-source\", \"act\": null, \"negated\": null, "
    "\"confidence\": 1.000}], "
    "\"entities\": [], \"furniture\": [{\"start\": 0, \"end\": %d, \"kind\": \"share\"}], \"warnings\": [\"w\", \"x\"]}\n";

static void test_jsonl_is_the_record(void **state)
{
    (void)state;
    const avow_attribution attributions[] = {
        {1, 0, AVOW_DIRECT, FIND(TREES, "Zo\xC3\xAB"), FIND(TREES, "said"), FIND(TREES, "\xE2\x80\x9CNo,\xE2\x80\x9D"), 0.97f},
        {2, 1, AVOW_INDIRECT, NONE, FIND(TREES, "is said"), FIND(TREES, "he left"), 3.0f}};
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
    const avow_attribution a = {1, 0, AVOW_MIXED, NONE, {&(avow_span){0, 3}, 1}, NONE, -1.0f};
    avow_result results[2] = {result_of("", &a, 1), result_of("", NULL, 0)};
    results[0].text = "a\0b", results[0].text_size = 3;
    results[0].id = "caf\xE9.txt";
    results[1].id = NULL, results[1].text = NULL;
    char *lines = written((avow_write_options){.format = AVOW_FORMAT_JSONL}, results, 2);
    assert_non_null(strstr(lines, "{\"id\": \"caf\xEF\xBF\xBD.txt\""));
    assert_non_null(strstr(lines, "{\"start\": 0, \"end\": 3, \"text\": \"a\\u0000b\"}"));
    assert_non_null(strstr(lines, "\"confidence\": 0.000}"));
    assert_non_null(strstr(lines, "\n{\"id\": null, "));
    assert_int_equal(occurrences(lines, "\n"), 2);
    free(lines);
}

/* ---- text --------------------------------------------------------------------------------------------------------- */

static void test_text_reads_well(void **state)
{
    (void)state;
    static const char text[] = "We will win,\r\n he said,   and soon. Rain is expected by all those who look at the sky.";
    const avow_span halves[] = {{0, 12}, {26, 34}};
    const avow_attribution attributions[] = {
        {9, 0, AVOW_DIRECT, FIND(text, "he"), FIND(text, "said"), {halves, 2}, 0.5f},
        {10, 9, AVOW_INDIRECT, NONE, FIND(text, "is expected"), FIND(text, "Rain"), 1.0f}};
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

static void test_text_disarms_controls(void **state)
{
    (void)state;
    static const char text[] = "\x1b[31mred\x07 \xC2\x9B" "2J said\x7F \xC2\x85next \x1b]0;x\x1b\\";
    const avow_span all = {0, sizeof text - 1};
    const avow_attribution a = {1, 0, AVOW_DIRECT, {&all, 1}, {&all, 1}, {&all, 1}, 1.0f};
    const char *const warnings[] = {text};
    avow_result result = result_of(text, &a, 1);
    result.id = result.title = result.date = result.outlet = result.url = text;
    result.warnings = warnings, result.warning_count = 1;
    char *out = written((avow_write_options){.format = AVOW_FORMAT_TEXT}, &result, 1);
    for (const unsigned char *c = (const unsigned char *)out; *c != '\0'; c++) {
        assert_true(*c == '\n' || (*c >= 0x20 && *c != 0x7F));
        assert_false(*c == 0xC2 && c[1] < 0xA0);
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
    const avow_attribution a = {1, 0, AVOW_INDIRECT, {&all, 1}, {&all, 1}, {&all, 1}, 1.0f};
    avow_result result = result_of(text, &a, 1);
    for (unsigned width = 20; width < 60; width++) {
        char *out = written((avow_write_options){.format = AVOW_FORMAT_TEXT, .width = width}, &result, 1);
        for (char *line = strtok(out, "\n"); line != NULL; line = strtok(NULL, "\n"))
            assert_true(avow_columns(line, strlen(line)) <= width && line[strlen(line) - 1] != ' ');
        free(out);
    }
}

/* ---- HTML --------------------------------------------------------------------------------------------------------- */

/* Every element is closed in its order; void elements are meta only. */
static void check_nesting(const char *page)
{
    const char *open[64];
    size_t depth = 0;
    for (const char *at = page; (at = strchr(at, '<')) != NULL; at++) {
        size_t length = strcspn(at + 1, " >");
        if (at[1] == '!' || strncmp(at, "<meta", 5) == 0) continue;
        if (at[1] == '/') {
            assert_true(depth > 0);
            depth--;
            assert_memory_equal(open[depth], at + 2, length - 1);
            continue;
        }
        assert_true(depth < 64);
        open[depth++] = at + 1;
        const char *raw = strncmp(at, "<style>", 7) == 0 ? "</style>" : strncmp(at, "<script>", 8) == 0 ? "</script>" : NULL;
        if (raw != NULL) at = strstr(at, raw) - 1;
    }
    assert_int_equal(depth, 0);
}

/* Every id is there once, and every link within the page leads to one. */
static void check_links(const char *page)
{
    for (const char *at = page; (at = strstr(at, " id=\"")) != NULL; at++) {
        char name[64];
        snprintf(name, sizeof name, "%.*s\"", (int)strcspn(at + 5, "\"") + 5, at);
        assert_int_equal(occurrences(page, name), 1);
    }
    for (const char *at = page; (at = strstr(at, " href=\"#")) != NULL; at++) {
        char name[64];
        snprintf(name, sizeof name, " id=\"%.*s\"", (int)strcspn(at + 8, "\""), at + 8);
        assert_int_equal(occurrences(page, name), 1);
    }
}

/* What a reader would copy from the first article's paragraphs: no tags, entities decoded, white space and U+FFFD left
 * out. */
static void bare_text(const char *page, char *out)
{
    static const struct { const char *name; char c; } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    const char *at = strstr(page, "<div class=\"text\">"), *end = strstr(page, "</div>");
    while (at < end) {
        if (*at == '<') {
            at = strchr(at, '>') + 1;
        } else if (*at == '&') {
            for (size_t i = 0; i < 5; i++)
                if (strncmp(at, entities[i].name, strlen(entities[i].name)) == 0) *out++ = entities[i].c;
            at = strchr(at, ';') + 1;
        } else if (strncmp(at, "\xEF\xBF\xBD", 3) == 0) {
            at += 3;
        } else {
            if (strchr(" \n\r\t", *at) == NULL) *out++ = *at;
            at++;
        }
    }
    *out = '\0';
}

static void test_html_marks_and_links(void **state)
{
    (void)state;
    static const char text[] = "Ann said and wrote\nthat Bob lied.";
    const avow_attribution attributions[] = {
        {1, 0, AVOW_INDIRECT, FIND(text, "Ann"), FIND(text, "said"), FIND(text, "wrote\nthat Bob lied"), 0.9f},
        {2, 1, AVOW_INDIRECT, FIND(text, "Ann"), FIND(text, "wrote"), FIND(text, "that Bob lied"), 0.8f}};
    avow_result result = result_of(text, attributions, 2);
    char *page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, &result, 1);
    assert_non_null(strstr(page,
        "<p><span class=\"source\" data-s=\"a1-1\"><span class=\"source\" data-s=\"a1-2\">Ann</span></span> "
        "<span class=\"cue\" data-s=\"a1-1\">said</span><a class=\"n\" id=\"a1-1\" href=\"#a1-s1\" data-s=\"a1-1\" data-n=\"1\" "
        "aria-label=\"Statement 1\"></a> and "
        "<span class=\"content\" data-s=\"a1-1\"><span class=\"cue\" data-s=\"a1-2\">wrote</span><a class=\"n\" id=\"a1-2\" "
        "href=\"#a1-s2\" data-s=\"a1-2\" data-n=\"2\" aria-label=\"Statement 2\"></a></span></p>\n"
        "<p><span class=\"content\" data-s=\"a1-1\"><span class=\"content\" data-s=\"a1-2\">that Bob lied</span></span>.</p>\n"));
    assert_non_null(strstr(page, "<li id=\"a1-s2\" data-s=\"a1-2\">"));
    assert_non_null(strstr(page, "within <a href=\"#a1-s1\">statement 1</a>"));
    assert_null(strstr(page, "<nav"));
    check_nesting(page);
    check_links(page);
    free(page);
}

static void test_html_escapes_every_field(void **state)
{
    (void)state;
    static const char evil[] = "</title></style></script><script>alert('1')</script>\"onload=\" & <b>\x1b\x01";
    const avow_span all = {0, sizeof evil - 1};
    const avow_attribution a = {1, 0, AVOW_DIRECT, {&all, 1}, {&all, 1}, {&all, 1}, 1.0f};
    const avow_furniture furniture = {all, evil};
    const char *const warnings[] = {evil};
    avow_result results[3] = {result_of(evil, &a, 1), result_of("", NULL, 0), result_of("Two", NULL, 0)};
    results[0].id = results[0].title = results[0].date = results[0].outlet = results[0].url = evil;
    results[0].furniture = &furniture, results[0].furniture_count = 1;
    results[0].warnings = warnings, results[0].warning_count = 1;
    results[1].url = "javascript:alert(1)", results[1].id = NULL;
    results[2].url = "https://x.org/\"onclick=\"1";
    char *page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, results, 3);
    assert_int_equal(occurrences(page, "<script"), 1);
    assert_int_equal(occurrences(page, "</title>"), 1);
    assert_int_equal(occurrences(page, "</style>"), 1);
    assert_null(strstr(page, "\"onload"));
    assert_null(strstr(page, "\"onclick"));
    assert_null(strstr(page, "href=\"java"));
    assert_null(strchr(page, '\x1b'));
    assert_non_null(strstr(page, "<nav"));
    check_nesting(page);
    check_links(page);
    free(page);
    page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, NULL, 0);
    assert_non_null(strstr(page, "No articles"));
    check_nesting(page);
    free(page);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Up to three spans in order, anywhere in a text of ASCII. */
static avow_spans random_spans(uint32_t *seed, size_t size, avow_span spans[3])
{
    size_t count = 0, at = 0;
    for (int i = 0; i < 3; i++) {
        size_t start = at + next_random(seed) % (size - at + 1), end = start + next_random(seed) % (size - start + 1);
        if (next_random(seed) % 4 == 0) continue;
        spans[count++] = (avow_span){start, end};
        at = end;
    }
    return (avow_spans){spans, count};
}

static void test_html_survives_any_overlap(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 400; round++) {
        enum { COUNT = 12 };
        char text[200], expected[200], shown[400];
        avow_span spans[COUNT][3][3];
        avow_attribution attributions[COUNT];
        size_t size = next_random(&seed) % sizeof text, bare = 0;
        for (size_t i = 0; i < size; i++) {
            text[i] = "abc <&>\"'\n\r\t. d"[next_random(&seed) % 16];
            if (strchr(" \n\r\t", text[i]) == NULL) expected[bare++] = text[i];
        }
        for (uint32_t i = 0; i < COUNT; i++) {
            attributions[i] = (avow_attribution){.id = i + 1, .parent = i, .type = (avow_type)(i % 3)};
            attributions[i].source = random_spans(&seed, size, spans[i][0]);
            attributions[i].cue = random_spans(&seed, size, spans[i][1]);
            attributions[i].content = random_spans(&seed, size, spans[i][2]);
        }
        avow_result result = {.text = text, .text_size = size, .attributions = attributions, .attribution_count = COUNT};
        char *page = written((avow_write_options){.format = AVOW_FORMAT_HTML}, &result, 1);
        check_nesting(page);
        check_links(page);
        bare_text(page, shown);
        assert_int_equal(strlen(shown), bare);
        assert_memory_equal(shown, expected, bare);
        free(page);
    }
}

/* ---- the writer --------------------------------------------------------------------------------------------------- */

static void test_refuses_what_does_not_fit(void **state)
{
    (void)state;
    static const avow_span bad[][2] = {{{0, 5}, {0, 0}}, {{2, 1}, {0, 0}}, {{0, 2}, {0, 0}}, {{2, 3}, {0, 0}}, {{1, 3}, {0, 1}}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        for (int format = 0; format < 3; format++) {
            const avow_attribution a = {1, 0, AVOW_DIRECT, NONE, {bad[i], i < 4 ? 1 : 2}, NONE, 1.0f};
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
    assert_int_equal(avow_writer_new(&(avow_write_options){.format = (avow_format)3}, take, &o, NULL, &writer, NULL), AVOW_BAD_ARGUMENT);
    assert_int_equal(avow_writer_finish(NULL, NULL), AVOW_BAD_ARGUMENT);
    avow_writer_free(NULL);
}

static void test_stops_when_the_sink_refuses(void **state)
{
    (void)state;
    avow_result result = result_of(TREES, NULL, 0);
    for (int format = 0; format < 3; format++) {
        output o = {.room = 1};
        avow_writer *writer;
        avow_error error;
        assert_int_equal(avow_writer_new(&(avow_write_options){.format = (avow_format)format}, take, &o, NULL, &writer, &error), AVOW_OK);
        for (int i = 0; i < 3; i++) assert_int_equal(avow_write(writer, &result, &error), AVOW_WRITE_FAILED);
        assert_int_equal(avow_writer_finish(writer, &error), AVOW_WRITE_FAILED);
        assert_int_equal(error.code, AVOW_WRITE_FAILED);
        assert_int_equal(o.calls, 1);
        free(o.data);
    }
}

static void test_survives_each_failing_allocation(void **state)
{
    (void)state;
    const avow_attribution a = {1, 0, AVOW_DIRECT, FIND(TREES, "Zo\xC3\xAB"), FIND(TREES, "said"), FIND(TREES, "No,"), 1.0f};
    avow_result result = result_of(TREES, &a, 1);
    result.title = "bad \xFF name";
    for (int format = 0; format < 3; format++) {
        bool done = false;
        for (long n = 0; !done; n++) {
            assert_true(n < 1000);
            supply s = {.left = n};
            const avow_allocator allocator = {supply_alloc, supply_free, &s};
            const avow_write_options options = {.format = (avow_format)format};
            output o = {0};
            avow_writer *writer;
            avow_status status = avow_writer_new(&options, take, &o, &allocator, &writer, NULL);
            for (int i = 0; i < 2 && status == AVOW_OK; i++) status = avow_write(writer, &result, NULL);
            if (status == AVOW_OK) status = avow_writer_finish(writer, NULL);
            else avow_writer_free(writer);
            assert_true(status == AVOW_OK || status == AVOW_NO_MEMORY);
            assert_int_equal(s.live, 0);
            done = status == AVOW_OK && s.left > 0;
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
    assert_true(text != NULL && spans != NULL && attributions != NULL);
    for (size_t i = 0; i < COUNT; i++) {
        memcpy(text + i * STEP, "Jos\xC3\xA9 Li says that all is well again; \n", STEP);
        spans[3 * i] = (avow_span){i * STEP, i * STEP + 8};
        spans[3 * i + 1] = (avow_span){i * STEP + 9, i * STEP + 13};
        spans[3 * i + 2] = (avow_span){i * STEP + 14, COUNT * STEP};       /* every content reaches the end */
        attributions[i] = (avow_attribution){(uint32_t)i + 1, 0, AVOW_INDIRECT, {&spans[3 * i], 1}, {&spans[3 * i + 1], 1}, NONE, 0.5f};
    }
    avow_result result = {.text = text, .text_size = COUNT * STEP, .attributions = attributions, .attribution_count = COUNT};
    for (int format = 0; format < 3; format++) {
        output o = {0};
        assert_int_equal(write_all((avow_write_options){.format = (avow_format)format}, &result, 1, &o), AVOW_OK);
        assert_true(o.calls > 5 && o.largest < 2 * 64 * 1024);
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
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jsonl_is_the_record),
        cmocka_unit_test(test_jsonl_keeps_nul_and_repairs_names),
        cmocka_unit_test(test_text_reads_well),
        cmocka_unit_test(test_text_disarms_controls),
        cmocka_unit_test(test_text_keeps_to_the_width),
        cmocka_unit_test(test_html_marks_and_links),
        cmocka_unit_test(test_html_escapes_every_field),
        cmocka_unit_test(test_html_survives_any_overlap),
        cmocka_unit_test(test_refuses_what_does_not_fit),
        cmocka_unit_test(test_stops_when_the_sink_refuses),
        cmocka_unit_test(test_survives_each_failing_allocation),
        cmocka_unit_test(test_writes_large_results_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
