/* jsonl.c - one JSON object a line, one line an article: the record of doc/record.md, field for field.
 *
 * Who the source refers to, to whom and when it was said and with what act are decided by later stages; until a result
 * carries them, their fields say that nothing is known. */
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

static void put_spans(avow_writer *w, const char *field, const avow_offset_index *index, avow_spans spans)
{
    name(&w->out, field);
    avow_buf_char(&w->out, '[');
    for (size_t i = 0; i < spans.count && avow_writer_spill(w); i++) {
        avow_span span = spans.items[i];
        if (i > 0) avow_buf_text(&w->out, ", ");
        put_bounds(&w->out, index, span);
        name(&w->out, "text");
        avow_json_string(&w->out, index->text + span.start, span.end - span.start);
        avow_buf_char(&w->out, '}');
    }
    avow_buf_char(&w->out, ']');
}

static void put_attribution(avow_writer *w, const avow_offset_index *index, const avow_attribution *a)
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
    avow_buf_text(out, ", \"addressee\": [], \"time\": null, \"speaker\": null");
    put_string(out, "speaker_unknown", a->source.count == 0 ? "no-source" : NULL);
    avow_buf_text(out, ", \"act\": null, \"negated\": null");
    name(out, "confidence");
    avow_buf_fixed(out, avow_confidence(a), 3);
    avow_buf_char(out, '}');
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
        put_attribution(w, &index, &result->attributions[i]);
    }
    avow_buf_text(out, "], \"entities\": [], \"furniture\": [");
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
