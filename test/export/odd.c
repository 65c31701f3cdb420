/* odd.c - odd.c FOLDER: writes articles made by hand, each a trial for some format, as CASE.txt (the text), CASE.jsonl (the record, which
 * says what is right) and in each of the formats of others. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static const struct {
    avow_format format;
    const char *extension;
} formats[] = {
    {AVOW_FORMAT_JSONL, "jsonl"},   {AVOW_FORMAT_BRAT, "ann"},      {AVOW_FORMAT_WEB_ANNOTATION, "webannotation"},
    {AVOW_FORMAT_CSV, "csv"},       {AVOW_FORMAT_CONLL, "conllup"}, {AVOW_FORMAT_JSONLD, "jsonld"},
    {AVOW_FORMAT_CITRON, "citron"},
};

static FILE *open_file(const char *folder, const char *name, const char *extension)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.%s", folder, name, extension);
    FILE *file = fopen(path, "wb");
    if (file == NULL) perror(path), exit(1);
    return file;
}

static int put(void *context, const char *data, size_t size)
{
    return fwrite(data, 1, size, context) != size;
}

static void write_all(const char *folder, const char *name, const avow_result *result)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        avow_write_options options = {.format = formats[i].format};
        FILE *file = open_file(folder, name, formats[i].extension);
        avow_writer *writer;
        avow_error error = {0};
        avow_status status = avow_writer_new(&options, put, file, NULL, &writer, &error);
        if (status == AVOW_OK) status = avow_write(writer, result, &error);
        if (status == AVOW_OK) status = avow_writer_finish(writer, &error);
        if (status != AVOW_OK) fprintf(stderr, "%s.%s: %s\n", name, formats[i].extension, error.detail), exit(1);
        fclose(file);
    }
    FILE *text = open_file(folder, name, "txt");
    if (result->text_size > 0) fwrite(result->text, 1, result->text_size, text);
    fclose(text);
}

/* ---- results by hand ------------------------------------------------------------------------------------------------ */

enum { MOST = 8 };

typedef struct result {
    avow_result all;
    avow_attribution statements[MOST];
    avow_span spans[8 * MOST];
    size_t used;
} result;

static void begin(result *r, const char *text, size_t size)
{
    *r = (result){.all = {.id = "odd", .text = text, .text_size = size, .sha256 = "00ff", .model = "by hand"}};
    r->all.attributions = r->statements;
}

/* The span of the first occurrence of a part; none for NULL. */
static avow_spans find(result *r, const char *part)
{
    if (part == NULL) return (avow_spans){NULL, 0};
    size_t size = strlen(part), at = 0;
    while (memcmp(r->all.text + at, part, size) != 0) at++;
    r->spans[r->used] = (avow_span){at, at + size};
    return (avow_spans){&r->spans[r->used++], 1};
}

/* From the first of one part to the end of another. */
static avow_spans range(result *r, const char *first, const char *last)
{
    avow_spans from = find(r, first), to = find(r, last);
    r->spans[r->used] = (avow_span){from.items->start, to.items->end};
    return (avow_spans){&r->spans[r->used++], 1};
}

static avow_attribution *said(result *r, avow_type type, avow_spans source, avow_spans cue, avow_spans content)
{
    avow_attribution *a = &r->statements[r->all.attribution_count++];
    *a = (avow_attribution){.id = (uint32_t)r->all.attribution_count, .type = type, .source = source, .cue = cue, .content = content,
                            .confidence = .5f, .unknown = AVOW_NO_ANTECEDENT};
    return a;
}

/* One statement whose words are all found. */
static void write_one(const char *folder, const char *name, const char *text, size_t size, const char *source, const char *cue,
                      const char *first, const char *last)
{
    result r;
    begin(&r, text, size);
    said(&r, AVOW_DIRECT, find(&r, source), find(&r, cue), range(&r, first, last));
    write_all(folder, name, &r.all);
}

#define ONE(name, text, source, cue, first, last) write_one(folder, name, text, sizeof(text) - 1, source, cue, first, last)

static void write_texts(const char *folder)
{
    ONE("nul", "Ann\0a said \"a\0b\" \0again.", "Ann", "said", "\"a", "again");
    ONE("astral", "\xF0\x9F\x8C\xB3\xF0\x9F\x8C\xB3 \xE2\x80\x9C\xF0\x9F\x98\x80 No\xE2\x80\x9D, said Zo\xC3\xAB \xF0\x9D\x94\xB8.",
        "Zo\xC3\xAB \xF0\x9D\x94\xB8", "said", "\xE2\x80\x9C", "\xE2\x80\x9D");
    ONE("crlf", "Title\r\n\r\nBob said \"It\r\ndoes,\r\rand\r\n\r\nso on.\"\r\nEnd", "Bob", "said", "\"It", "on.\"");
    ONE("tabs", "Bob\tsaid:\t\"one\ttwo\t\tthree\",\tthen\t", "Bob", "said", "\"one", "three\"");
    ONE("separators",
        "Bob\xE2\x80\xA8said\xC2\x85that a\x1C\x1D\x1E\x0B\x0C\xE2\x80\xA9" "b\xC2\xA0" "c\xE3\x80\x80" "d.", "Bob", "said", "that", "d.");
    ONE("quotes", "Ann said, \"He said, 'no, \"\"no\"\"', \\ and /*<b>&amp;*/ left\", so.", "Ann", "said", "\"He", "left\"");
    ONE("formula", "@ann -said =HYPERLINK(\"//x\") + '=1+1", "@ann", "-said", "=HYP", "1+1");
    ONE("apostrophe", "''@ann 'tis '=said \xEF\xBC\x9D" "1", "''@ann", "'=said", "\xEF\xBC\x9D", "1");
    ONE("inside", "Unsaidly Annabel", "Anna", "said", "U", "n");
    ONE("blanks", "  Ann  said   so  .  ", " Ann  ", " said ", " so", " . ");
}

/* Statements that lack roles, and one that has no words at all. */
static void write_lacking(const char *folder)
{
    static const char text[] = "It is expected that he left. Ann: no.";
    static const avow_span split[] = {{3, 5}, {6, 14}}, nothing = {4, 4};
    result r;
    begin(&r, text, sizeof text - 1);
    const avow_spans none = {NULL, 0};
    said(&r, AVOW_INDIRECT, none, find(&r, "is expected"), find(&r, "that he left"))->unknown = AVOW_NO_SOURCE;
    said(&r, AVOW_INDIRECT, find(&r, "Ann"), none, find(&r, "no"))->parent = 5;
    said(&r, AVOW_INDIRECT, find(&r, "Ann"), none, none)->act = AVOW_ACT_UNREAD;
    said(&r, AVOW_MIXED, none, (avow_spans){split, 2}, none);
    said(&r, AVOW_MIXED, (avow_spans){&nothing, 1}, none, none);
    write_all(folder, "lacking", &r.all);
    begin(&r, "", 0);
    write_all(folder, "empty", &r.all);
    r.all = (avow_result){.sha256 = ""};
    write_all(folder, "nameless", &r.all);
}

/* Each string that an article comes with tries to get out of its field. */
static void write_hostile(const char *folder)
{
    static const char bad[] = "=x\",\r\n\t# y|z\xE2\x80\xA8\xC2\x85\x01</script>\xFF\\";
    static const char text[] = "Ann said no to Bob. She denied it.";
    result r;
    begin(&r, text, sizeof text - 1);
    const char *const aliases[] = {bad, "Ann"};
    const avow_entity entity = {.id = 1, .name = bad, .type = AVOW_PLACE, .aliases = aliases, .alias_count = 2,
                                .mentions = find(&r, "Ann")};
    avow_attribution *a = said(&r, AVOW_DIRECT, find(&r, "Ann"), find(&r, "said"), find(&r, "no"));
    a->addressee = find(&r, "Bob"), a->speaker = 1, a->time = (avow_time){find(&r, "it").items[0], bad};
    a = said(&r, AVOW_DIRECT, find(&r, "She"), find(&r, "denied"), find(&r, "it"));
    a->act = AVOW_DENY;
    a = said(&r, AVOW_DIRECT, find(&r, "She"), find(&r, "denied"), find(&r, "it"));
    a->negated = true;
    r.all.id = r.all.title = r.all.date = r.all.outlet = r.all.url = r.all.model = bad;
    r.all.entities = &entity, r.all.entity_count = 1;
    write_all(folder, "hostile", &r.all);
}

/* 50,000 statements side by side and a hundred within one another. */
static void write_many(const char *folder)
{
    enum { MANY = 50000, DEEP = 100, LINE = 18 };
    static const char line[] = "Ann said that so.\n";
    char *text = malloc((size_t)MANY * LINE + 1);
    avow_span *spans = malloc(3 * MANY * sizeof *spans);
    avow_attribution *statements = calloc(MANY, sizeof *statements);
    if (text == NULL || spans == NULL || statements == NULL) exit(1);
    for (size_t i = 0; i < MANY; i++) {
        avow_span *s = &spans[3 * i];
        size_t at = i * LINE;
        memcpy(text + at, line, LINE + 1);
        s[0] = (avow_span){at, at + 3}, s[1] = (avow_span){at + 4, at + 8};
        s[2] = (avow_span){at + 9, i < DEEP ? (size_t)(2 * DEEP - i) * LINE - 1 : at + 16};
        statements[i] = (avow_attribution){.id = (uint32_t)i + 1, .parent = i > 0 && i < DEEP ? (uint32_t)i : 0, .type = AVOW_INDIRECT,
                                           .source = {s, 1}, .cue = {s + 1, 1}, .content = {s + 2, 1}, .confidence = 1};
    }
    avow_result all = {.id = "many", .text = text, .text_size = (size_t)MANY * LINE, .sha256 = "00ff", .attributions = statements,
                       .attribution_count = MANY};
    write_all(folder, "many", &all);
    free(text), free(spans), free(statements);
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    sample s;
    sample_make(&s);
    s.result.url = "https://quay.example/bridge?a=b";
    s.result.title = "Mayor, \"denied\"";
    write_all(argv[1], "sample", &s.result);
    write_texts(argv[1]);
    write_lacking(argv[1]);
    write_hostile(argv[1]);
    write_many(argv[1]);
    return 0;
}
