/* jsonl.c - one JSON object a line, one line an article: the record of doc/record.md, field for field. */
#include "writer.h"

#include "json.h"
#include "offset_index.h"

/* An open object: {"start": 1, "end": 2 */
static void put_bounds(avow_buf *out, const avow_offset_index *index, avow_span span)
{
    avow_buf_text(out, "{\"start\": ");
    avow_buf_uint(out, avow_offset_in_units(index, span.start));
    avow_json_name(out, "end");
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
    avow_json_name(&w->out, "origin");
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
    avow_json_name(&w->out, "text");
    avow_json_string(&w->out, index->text + span.start, span.end - span.start);
    if (w->origin != NULL) put_origin(w, span);
}

static void put_spans(avow_writer *w, const char *field, const avow_offset_index *index, avow_spans spans)
{
    avow_json_name(&w->out, field);
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
    avow_json_name(&w->out, "time");
    if (time->span.start == time->span.end) {
        avow_buf_text(&w->out, "null");
        return;
    }
    put_span(w, index, time->span);
    avow_json_field(&w->out, "value", avow_writer_clean(w, time->value));
    avow_buf_char(&w->out, '}');
}

/* {"id": "e2", "name": "Ann", "type": "person" */
static void put_entity(avow_writer *w, const avow_entity *e)
{
    avow_buf_text(&w->out, "{\"id\": \"e");
    avow_buf_uint(&w->out, e->id);
    avow_buf_char(&w->out, '"');
    avow_json_field(&w->out, "name", avow_writer_clean(w, e->name));
    avow_json_field(&w->out, "type", avow_speaker_type_name(e->type));
}

static void put_speaker(avow_writer *w, const avow_result *result, const avow_attribution *a)
{
    avow_json_name(&w->out, "speaker");
    if (a->speaker == 0) {
        avow_buf_text(&w->out, "null");
    } else {
        put_entity(w, &result->entities[a->speaker - 1]);
        avow_buf_char(&w->out, '}');
    }
    avow_json_field(&w->out, "speaker_unknown", a->speaker == 0 ? avow_unknown_name(a->unknown) : NULL);
}

static void put_attribution(avow_writer *w, const avow_result *result, const avow_offset_index *index, const avow_attribution *a)
{
    avow_buf *out = &w->out;
    avow_buf_text(out, "{\"id\": ");
    avow_buf_uint(out, a->id);
    avow_json_name(out, "parent");
    if (a->parent != 0)
        avow_buf_uint(out, a->parent);
    else avow_buf_text(out, "null");
    avow_json_field(out, "type", avow_type_name(a->type));
    put_spans(w, "source", index, a->source);
    put_spans(w, "cue", index, a->cue);
    put_spans(w, "content", index, a->content);
    put_spans(w, "addressee", index, a->addressee);
    put_time(w, index, &a->time);
    put_speaker(w, result, a);
    avow_json_field(out, "act", avow_act_name(a->act));
    avow_json_name(out, "negated");
    avow_buf_text(out, a->negated ? "true" : "false");
    avow_json_name(out, "confidence");
    avow_buf_fixed(out, avow_confidence(a->confidence), 3);
    avow_json_name(out, "speaker_confidence");
    if (a->act == AVOW_ACT_UNREAD) avow_buf_text(out, "null");
    else avow_buf_fixed(out, avow_confidence(a->speaker_confidence), 3);
    avow_buf_char(out, '}');
}

static void put_entities(avow_writer *w, const avow_result *result, const avow_offset_index *index)
{
    avow_buf *out = &w->out;
    avow_json_name(out, "entities");
    avow_buf_char(out, '[');
    for (size_t i = 0; i < result->entity_count && avow_writer_spill(w); i++) {
        const avow_entity *e = &result->entities[i];
        avow_buf_text(out, i > 0 ? ", " : "");
        put_entity(w, e);
        avow_json_name(out, "aliases");
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
    avow_json_field(out, "offsets", avow_offsets_name(unit));
    avow_json_field(out, "sha256", result->sha256);
    avow_json_field(out, "title", result->title);
    avow_json_field(out, "date", result->date);
    avow_json_field(out, "outlet", result->outlet);
    avow_json_field(out, "url", result->url);
    avow_buf_text(out, ", \"engine\": {\"version\": \"" AVOW_VERSION "\"");
    avow_json_field(out, "model", result->model);
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
    avow_json_name(out, "attributions");
    avow_buf_char(out, '[');
    for (size_t i = 0; i < result->attribution_count && avow_writer_spill(w); i++) {
        avow_buf_text(out, i > 0 ? ", " : "");
        put_attribution(w, result, &index, &result->attributions[i]);
    }
    avow_buf_char(out, ']');
    put_entities(w, result, &index);
    avow_json_name(out, "furniture");
    avow_buf_char(out, '[');
    for (size_t i = 0; i < result->furniture_count && avow_writer_spill(w); i++) {
        avow_buf_text(out, i > 0 ? ", " : "");
        put_bounds(out, &index, result->furniture[i].span);
        avow_json_field(out, "kind", result->furniture[i].kind);
        avow_buf_char(out, '}');
    }
    avow_buf_text(out, "], \"warnings\": [");
    for (size_t i = 0; i < result->warning_count && avow_writer_spill(w); i++) {
        avow_buf_text(out, i > 0 ? ", " : "");
        avow_json_string_or_null(out, avow_writer_clean(w, result->warnings[i]));
    }
    avow_buf_text(out, "]}\n");
}
