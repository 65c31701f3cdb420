/* citron.c - BBC Citron's JSON (https://github.com/bbc/citron, docs/data_format.md), which its evaluation, its training and its
 * annotation tool read: an article an object, on one line. Offsets count code points.
 *
 * Citron knows one span as the cue: it is the first of them, and a statement without one has no place in the format and is left out.
 * "coreferences" has the speaker's name where the source itself ("he") does not hold it, "coreference_groups" the mentions of each
 * speaker that has several. As Citron does, confidence is a string of four decimals. */
#include "writer.h"

#include <string.h>

#include "json.h"
#include "offset_index.h"

typedef struct document {
    avow_writer *w;
    const avow_result *result;
    avow_offset_index index;
} document;

static void put_span(document *d, avow_span span)
{
    avow_buf *out = &d->w->out;
    avow_buf_text(out, "{\"start\": ");
    avow_buf_uint(out, avow_offset_in_units(&d->index, span.start));
    avow_json_name(out, "end");
    avow_buf_uint(out, avow_offset_in_units(&d->index, span.end));
    avow_json_name(out, "text");
    avow_json_string(out, d->result->text + span.start, span.end - span.start);
    avow_buf_char(out, '}');
}

static void put_spans(document *d, avow_spans spans)
{
    avow_buf_char(&d->w->out, '[');
    for (size_t i = 0; i < spans.count && avow_writer_spill(d->w); i++) {
        if (i > 0) avow_buf_text(&d->w->out, ", ");
        put_span(d, spans.items[i]);
    }
    avow_buf_char(&d->w->out, ']');
}

static bool same(const avow_result *result, avow_span span, const char *name)
{
    size_t size = strlen(name);
    return span.end - span.start == size && memcmp(result->text + span.start, name, size) == 0;
}

static bool within(avow_span inner, avow_spans spans)
{
    for (size_t i = 0; i < spans.count; i++)
        if (spans.items[i].start <= inner.start && inner.end <= spans.items[i].end) return true;
    return false;
}

/* The first mention of the speaker that is its name; none if that lies within the source. */
static avow_spans name_of(const avow_result *result, const avow_attribution *a)
{
    avow_spans none = {NULL, 0};
    if (a->speaker == 0) return none;
    const avow_entity *e = &result->entities[a->speaker - 1];
    for (size_t i = 0; i < e->mentions.count; i++)
        if (same(result, e->mentions.items[i], e->name))
            return within(e->mentions.items[i], a->source) ? none : (avow_spans){&e->mentions.items[i], 1};
    return none;
}

static void put_quote(document *d, const avow_attribution *a)
{
    avow_buf *out = &d->w->out;
    avow_buf_text(out, "{\"id\": ");
    avow_buf_uint(out, a->id);
    avow_buf_text(out, ", \"cue\": ");
    put_span(d, a->cue.items[0]);
    avow_buf_text(out, ", \"sources\": ");
    put_spans(d, a->source);
    avow_buf_text(out, ", \"contents\": ");
    put_spans(d, a->content);
    avow_buf_text(out, ", \"coreferences\": ");
    put_spans(d, name_of(d->result, a));
    avow_buf_text(out, ", \"confidence\": \"");
    avow_buf_fixed(out, avow_confidence(a->confidence), 4);
    avow_buf_text(out, "\"}");
}

void avow_citron_write(avow_writer *w, const avow_result *result)
{
    document d = {.w = w, .result = result};
    avow_buf *out = &w->out;
    if (!avow_offset_index_build(&d.index, &w->arena, result->text, result->text_size, AVOW_CODEPOINTS)) {
        out->failed = true;
        return;
    }
    avow_buf_text(out, "{\"text\": ");
    avow_json_string(out, result->text, result->text_size);
    avow_buf_text(out, ", \"quotes\": [");
    const char *before = "";
    for (size_t i = 0; i < result->attribution_count && avow_writer_spill(w); i++) {
        if (result->attributions[i].cue.count == 0) continue;
        avow_buf_text(out, before);
        put_quote(&d, &result->attributions[i]);
        before = ", ";
    }
    avow_buf_text(out, "], \"coreference_groups\": [");
    before = "";
    for (size_t i = 0; i < result->entity_count && avow_writer_spill(w); i++) {
        if (result->entities[i].mentions.count < 2) continue;
        avow_buf_text(out, before);
        put_spans(&d, result->entities[i].mentions);
        before = ", ";
    }
    avow_buf_text(out, "], \"source\": {\"application\": \"avow " AVOW_VERSION "\"");
    avow_json_field(out, "model", result->model);
    if (result->id != NULL) avow_json_field(out, "document", result->id);
    avow_buf_text(out, "}}\n");
}
