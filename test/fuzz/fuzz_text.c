/* fuzz_text.c - reads any bytes as an article with test/data/tiny.model and checks what the public header promises of the
 * result: the text, spans within it at character boundaries, in order and apart; the same from a session that has read much
 * and from a new one; and that each format can write it, JSONL with offsets that are right in each unit. */
#include <jansson.h>
#include <math.h>

#include <avow/avow.h>

#include "fuzz.h"
#include "utf8.h"

/* ---- the result --------------------------------------------------------------------------------------------------- */

static bool boundary(const avow_result *r, size_t at)
{
    return at == r->text_size || ((unsigned char)r->text[at] & 0xC0) != 0x80;
}

/* Furniture is in order and apart, and nothing of a statement lies in it. */
static void check_furniture(const avow_result *r)
{
    size_t last = 0;
    for (size_t i = 0; i < r->furniture_count; i++) {
        avow_span s = r->furniture[i].span;
        demand(s.start < s.end && s.end <= r->text_size && s.start >= last, "furniture lies in the text, in order and apart");
        demand(boundary(r, s.start) && boundary(r, s.end) && r->furniture[i].kind != NULL, "it begins and ends between characters");
        last = s.end;
    }
}

static void check_apart(const avow_result *r, avow_spans spans)
{
    for (size_t i = 0; i < spans.count; i++)
        for (size_t k = 0; k < r->furniture_count; k++)
            demand(spans.items[i].end <= r->furniture[k].span.start || spans.items[i].start >= r->furniture[k].span.end,
                   "nothing of a statement lies in furniture");
}

static void check_spans(const avow_result *r, avow_spans spans)
{
    size_t last = 0;
    for (size_t i = 0; i < spans.count; i++) {
        avow_span s = spans.items[i];
        demand(s.start < s.end && s.end <= r->text_size, "a span holds something and lies in the text");
        demand(boundary(r, s.start) && boundary(r, s.end), "a span begins and ends between characters");
        demand(s.start >= last, "spans are in order and apart");
        last = s.end;
    }
}

static void check_result(const avow_result *r, const char *text, size_t size)
{
    bool valid = size == 0 || avow_utf8_valid_prefix(text, size) == size;
    demand(r->text[r->text_size] == '\0' && strlen(r->sha256) == 64, "text and hash end in NUL");
    demand(r->text_size == 0 || avow_utf8_valid_prefix(r->text, r->text_size) == r->text_size, "the result's text is UTF-8");
    demand(!valid || (r->text_size == size && memcmp(r->text, size > 0 ? text : "", size) == 0), "UTF-8 stays as it is");
    demand(valid || r->warning_count > 0, "what was replaced is told");
    size_t cue = 0;
    check_furniture(r);
    for (size_t i = 0; i < r->attribution_count; i++) {
        const avow_attribution *a = &r->attributions[i];
        demand(a->id == i + 1 && a->parent <= r->attribution_count && a->parent != a->id, "ids are 1, 2, ...");
        demand(a->cue.count > 0 && a->cue.items[0].start >= cue, "each has a cue, and they are in order");
        demand(a->confidence >= 0 && a->confidence <= 1, "the confidence is from 0 to 1");
        demand((unsigned)a->type <= AVOW_MIXED, "the type is known");
        check_spans(r, a->source), check_spans(r, a->cue), check_spans(r, a->content);
        check_apart(r, a->source), check_apart(r, a->cue), check_apart(r, a->content), check_apart(r, a->addressee);
        cue = a->cue.items[0].start;
    }
}

/* ---- what is written ---------------------------------------------------------------------------------------------- */

typedef struct output {
    char *data;
    size_t size;
} output;

static int take(void *context, const char *data, size_t size)
{
    output *o = context;
    o->data = realloc(o->data, o->size + size);
    demand(o->data != NULL, "there is memory");
    memcpy(o->data + o->size, data, size);
    o->size += size;
    return 0;
}

static output write_as(const avow_result *r, avow_write_options options)
{
    output o = {0};
    avow_writer *writer;
    demand(avow_writer_new(&options, take, &o, NULL, &writer, NULL) == AVOW_OK, "there is a writer");
    demand(avow_write(writer, r, NULL) == AVOW_OK && avow_writer_finish(writer, NULL) == AVOW_OK, "the result can be written");
    return o;
}

static size_t in_units(const avow_result *r, size_t at, avow_offsets unit)
{
    return unit == AVOW_BYTES ? at : unit == AVOW_UTF16 ? avow_utf8_count_utf16(r->text, at) : avow_utf8_count(r->text, at);
}

static void check_span_objects(const json_t *list, const avow_result *r, avow_spans spans, avow_offsets unit)
{
    demand(json_array_size(list) == spans.count, "all spans are written");
    for (size_t i = 0; i < spans.count; i++) {
        const json_t *object = json_array_get(list, i), *text = json_object_get(object, "text");
        avow_span s = spans.items[i];
        demand((size_t)json_integer_value(json_object_get(object, "start")) == in_units(r, s.start, unit) &&
               (size_t)json_integer_value(json_object_get(object, "end")) == in_units(r, s.end, unit), "offsets are in the unit");
        demand(json_string_length(text) == s.end - s.start &&
               memcmp(json_string_value(text), r->text + s.start, s.end - s.start) == 0, "a span's text is the article's");
    }
}

static void check_jsonl(const avow_result *r, avow_offsets unit)
{
    output o = write_as(r, (avow_write_options){.format = AVOW_FORMAT_JSONL, .offsets = unit});
    demand(o.size > 0 && memchr(o.data, '\n', o.size) == o.data + o.size - 1, "a record is one line");
    json_t *record = json_loadb(o.data, o.size, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    const json_t *list = json_object_get(record, "attributions");
    demand(json_array_size(list) == r->attribution_count, "the line is JSON and holds all attributions");
    for (size_t i = 0; i < r->attribution_count; i++) {
        const json_t *object = json_array_get(list, i);
        check_span_objects(json_object_get(object, "source"), r, r->attributions[i].source, unit);
        check_span_objects(json_object_get(object, "cue"), r, r->attributions[i].cue, unit);
        check_span_objects(json_object_get(object, "content"), r, r->attributions[i].content, unit);
    }
    json_decref(record);
    free(o.data);
}

static void check_formats(const avow_result *r)
{
    for (avow_offsets unit = AVOW_CODEPOINTS; unit <= AVOW_UTF16; unit++) check_jsonl(r, unit);
    output page = write_as(r, (avow_write_options){.format = AVOW_FORMAT_HTML});
    static const char end[] = "</html>\n";
    demand(page.size > sizeof end && memcmp(page.data + page.size - (sizeof end - 1), end, sizeof end - 1) == 0, "a page is whole");
    output text = write_as(r, (avow_write_options){.format = AVOW_FORMAT_TEXT, .width = 40});
    for (size_t i = 0; i < text.size; i++)
        demand((unsigned char)text.data[i] >= 0x20 || text.data[i] == '\n', "no control characters reach a terminal");
    free(page.data);
    free(text.data);
    for (int format = AVOW_FORMAT_BRAT; format <= AVOW_FORMAT_CITRON; format++)
        free(write_as(r, (avow_write_options){.format = (avow_format)format}).data);
}

/* ---- reading ------------------------------------------------------------------------------------------------------ */

static avow_session *open_session(void)
{
    static avow_model *model;
    const char *folder = getenv("AVOW_TEST_DIR");
    char path[512];
    avow_session *session;
    snprintf(path, sizeof path, "%s/data/tiny.model", folder ? folder : "test");
    demand(model != NULL || avow_model_open(path, NULL, &model, NULL) == AVOW_OK, "the tiny model opens");
    demand(avow_session_new(model, NULL, &session, NULL) == AVOW_OK, "there is a session");
    return session;
}

static bool same_spans(avow_spans a, avow_spans b)
{
    return a.count == b.count && (a.count == 0 || memcmp(a.items, b.items, a.count * sizeof *a.items) == 0);
}

static bool same(const avow_result *a, const avow_result *b)
{
    bool is = a->attribution_count == b->attribution_count;
    for (size_t i = 0; is && i < a->attribution_count; i++) {
        const avow_attribution *x = &a->attributions[i], *y = &b->attributions[i];
        is = same_spans(x->source, y->source) && same_spans(x->cue, y->cue) && same_spans(x->content, y->content) &&
             x->confidence == y->confidence && x->type == y->type;
    }
    return is;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static avow_session *old;
    if (old == NULL) old = open_session();
    avow_session *new = open_session();
    avow_article article = {.text = (const char *)data, .size = size, .id = "fuzz"};
    avow_result *result, *again;
    demand(avow_extract(old, &article, &result, NULL) == AVOW_OK, "any bytes can be read");
    demand(avow_extract(new, &article, &again, NULL) == AVOW_OK && same(result, again), "a session leaves nothing to the next article");
    check_result(result, article.text, size);
    check_formats(result);
    avow_result_free(result);
    avow_result_free(again);
    avow_session_free(new);
    return 0;
}
