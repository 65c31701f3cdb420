/* jsonl.c - one JSON object a line, one line an article: the record of doc/record.md, field for field. */
#include "writer.h"

#include "json.h"
#include "offset_index.h"

static void name(avow_buf *out, const char *field)
{
    avow_buf_text(out, ", \"");
    avow_buf_text(out, field);
    avow_buf_text(out, "\": ");
}

static void put_string(avow_buf *out, const char *field, const char *text)
{
    name(out, field);
    avow_json_string_or_null(out, text);
}

/* An open object: {"start": 1, "end": 2 */
static void put_bounds(avow_buf *out, const avow_offset_index *index, avow_span span)
{
    avow_buf_text(out, "{\"start\": ");
    avow_buf_uint(out, avow_offset_in_units(index, span.start));
    name(out, "end");
    avow_buf_uint(out, avow_offset_in_units(index, span.end));
}

/* "origin": [[3, 4], [9, 12]] */
static void put_origin(avow_writer *w, avow_span span)
{
    size_t count = w->origin(w->origin_context, span, NULL, 0);
    avow_span *ranges = avow_alloc(&w->allocator, count, sizeof *ranges);
    if (ranges == NULL) {
        w->out.failed = true;
        return;
    }
    w->origin(w->origin_context, span, ranges, count);
    name(&w->out, "origin");
    avow_buf_char(&w->out, '[');
    for (size_t i = 0; i < count; i++) {
        avow_buf_text(&w->out, i > 0 ? ", [" : "[");
        avow_buf_uint(&w->out, ranges[i].start);
        avow_buf_text(&w->out, ", ");
        avow_buf_uint(&w->out, ranges[i].end);
        avow_buf_char(&w->out, ']');
    }
    avow_buf_char(&w->out, ']');
    avow_free(&w->allocator, ranges);
}

/* {"start": 1, "end": 2, "text": "a" without its brace, for a field to come */
static void put_span(avow_writer *w, const avow_offset_index *index, avow_span span)
{
    put_bounds(&w->out, index, span);
    name(&w->out, "text");
    avow_json_string(&w->out, index->text + span.start, span.end - span.start);
    if (w->origin != NULL) put_origin(w, span);
}

static void put_spans(avow_writer *w, const char *field, const avow_offset_index *index, avow_spans spans)
{
    name(&w->out, field);
    avow_buf_char(&w->out, '[');
    for (size_t i = 0; i < spans.count && avow_writer_spill(w); i++) {
        if (i > 0) avow_buf_text(&w->out, ", ");
        put_span(w, index, spans.items[i]);
        avow_buf_char(&w->out, '}');
    }
    avow_buf_char(&w->out, ']');
}

static void put_time(avow_writer *w, const avow_offset_index *index, const avow_time *time)
{
    name(&w->out, "time");
    if (time->span.start == time->span.end) {
        avow_buf_text(&w->out, "null");
        return;
    }
    put_span(w, index, time->span);
    put_string(&w->out, "value", avow_writer_clean(w, time->value));
    avow_buf_char(&w->out, '}');
}

/* {"id": "e2", "name": "Ann", "type": "person" */
static void put_entity(avow_writer *w, const avow_entity *e)
{
    avow_buf_text(&w->out, "{\"id\": \"e");
    avow_buf_uint(&w->out, e->id);
    avow_buf_char(&w->out, '"');
    put_string(&w->out, "name", avow_writer_clean(w, e->name));
    put_string(&w->out, "type", avow_speaker_type_name(e->type));
}

static void put_speaker(avow_writer *w, const avow_result *result, const avow_attribution *a)
{
    name(&w->out, "speaker");
    if (a->speaker == 0) {
        avow_buf_text(&w->out, "null");
    } else {
        put_entity(w, &result->entities[a->speaker - 1]);
        avow_buf_char(&w->out, '}');
    }
    put_string(&w->out, "speaker_unknown", a->speaker == 0 ? avow_unknown_name(a->unknown) : NULL);
}

static void put_attribution(avow_writer *w, const avow_result *result, const avow_offset_index *index, const avow_attribution *a)
{
    avow_buf *out = &w->out;
    avow_buf_text(out, "{\"id\": ");
    avow_buf_uint(out, a->id);
    name(out, "parent");
    if (a->parent != 0)
        avow_buf_uint(out, a->parent);
    else avow_buf_text(out, "null");
    put_string(out, "type", avow_type_name(a->type));
    put_spans(w, "source", index, a->source);
    put_spans(w, "cue", index, a->cue);
    put_spans(w, "content", index, a->content);
    put_spans(w, "addressee", index, a->addressee);
    put_time(w, index, &a->time);
    put_speaker(w, result, a);
    put_string(out, "act", avow_act_name(a->act));
    name(out, "negated");
    avow_buf_text(out, a->negated ? "true" : "false");
    name(out, "confidence");
    avow_buf_fixed(out, avow_confidence(a->confidence), 3);
    name(out, "speaker_confidence");
    if (a->act == AVOW_ACT_UNREAD) avow_buf_text(out, "null");
    else avow_buf_fixed(out, avow_confidence(a->speaker_confidence), 3);
    avow_buf_char(out, '}');
}

static void put_entities(avow_writer *w, const avow_result *result, const avow_offset_index *index)
{
    avow_buf *out = &w->out;
    name(out, "entities");
    avow_buf_char(out, '[');
    for (size_t i = 0; i < result->entity_count && avow_writer_spill(w); i++) {
        const avow_entity *e = &result->entities[i];
        avow_buf_text(out, i > 0 ? ", " : "");
        put_entity(w, e);
        name(out, "aliases");
        avow_buf_char(out, '[');
        for (size_t k = 0; k < e->alias_count && avow_writer_spill(w); k++) {
            avow_buf_text(out, k > 0 ? ", " : "");
            avow_json_string_or_null(out, avow_writer_clean(w, e->aliases[k]));
        }
        avow_buf_char(out, ']');
        put_spans(w, "mentions", index, e->mentions);
        avow_buf_char(out, '}');
    }
    avow_buf_char(out, ']');
}

static void put_head(avow_buf *out, const avow_result *result, avow_offsets unit)
{
    avow_buf_text(out, "{\"id\": ");
    avow_json_string_or_null(out, result->id);
    put_string(out, "offsets", avow_offsets_name(unit));
    put_string(out, "sha256", result->sha256);
    put_string(out, "title", result->title);
    put_string(out, "date", result->date);
    put_string(out, "outlet", result->outlet);
    put_string(out, "url", result->url);
    avow_buf_text(out, ", \"engine\": {\"version\": \"" AVOW_VERSION "\"");
    put_string(out, "model", result->model);
    avow_buf_char(out, '}');
}

void avow_jsonl_write(avow_writer *w, const avow_result *result)
{
    avow_offset_index index;
    if (!avow_offset_index_build(&index, &w->arena, result->text, result->text_size, w->options.offsets)) {
        w->out.failed = true;
        return;
    }
    avow_buf *out = &w->out;
    put_head(out, result, w->options.offsets);
    name(out, "attributions");
    avow_buf_char(out, '[');
    for (size_t i = 0; i < result->attribution_count && avow_writer_spill(w); i++) {
        avow_buf_text(out, i > 0 ? ", " : "");
        put_attribution(w, result, &index, &result->attributions[i]);
    }
    avow_buf_char(out, ']');
    put_entities(w, result, &index);
    name(out, "furniture");
    avow_buf_char(out, '[');
    for (size_t i = 0; i < result->furniture_count && avow_writer_spill(w); i++) {
        avow_buf_text(out, i > 0 ? ", " : "");
        put_bounds(out, &index, result->furniture[i].span);
        put_string(out, "kind", result->furniture[i].kind);
        avow_buf_char(out, '}');
    }
    avow_buf_text(out, "], \"warnings\": [");
    for (size_t i = 0; i < result->warning_count && avow_writer_spill(w); i++) {
        avow_buf_text(out, i > 0 ? ", " : "");
        avow_json_string_or_null(out, avow_writer_clean(w, result->warnings[i]));
    }
    avow_buf_text(out, "]}\n");
}
