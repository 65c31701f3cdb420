/* writer.c - the life of a writer: checking results, calling the format, handing output to the sink.
 *
 * A result is a public struct that any program may build, so it is checked before the first byte of it is written: text in
 * UTF-8, spans inside the text and on character boundaries, speakers and parents that are there. The formats rely on that. */
#include "writer.h"

#include <string.h>

#include "status.h"
#include "utf8.h"

enum { PIECE = 64 * 1024 };

avow_status avow_writer_new(const avow_write_options *options, avow_sink sink, void *context, const avow_allocator *allocator,
                            avow_writer **writer, avow_error *error)
{
    if (writer == NULL) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "there is nowhere to put the writer");
    *writer = NULL;
    avow_write_options chosen = options != NULL ? *options : (avow_write_options){0};
    if (sink == NULL) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "the writer has no sink");
    if ((unsigned)chosen.format > AVOW_FORMAT_HTML || (unsigned)chosen.offsets > AVOW_UTF16)
        return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "the format or the unit of offsets is unknown");
    avow_allocator memory = avow_allocator_or_default(allocator);
    avow_writer *w = avow_alloc(&memory, 1, sizeof *w);
    if (w == NULL) return avow_fail_memory(error);
    *w = (avow_writer){.options = chosen, .sink = sink, .context = context, .allocator = memory};
    avow_buf_init(&w->out, &memory);
    avow_buf_init(&w->scratch, &memory);
    avow_buf_init(&w->name, &memory);
    avow_buf_init(&w->contents, &memory);
    avow_arena_init(&w->arena, &memory);
    *writer = w;
    return AVOW_OK;
}

void avow_writer_set_origin(avow_writer *writer, avow_origin origin, const void *context)
{
    writer->origin = origin;
    writer->origin_context = context;
}

void avow_writer_free(avow_writer *writer)
{
    if (writer == NULL) return;
    avow_allocator memory = writer->allocator;
    avow_buf_free(&writer->out);
    avow_buf_free(&writer->scratch);
    avow_buf_free(&writer->name);
    avow_buf_free(&writer->contents);
    avow_arena_free(&writer->arena);
    avow_free(&memory, writer);
}

/* ---- output ------------------------------------------------------------------------------------------------------- */

static void flush(avow_writer *w)
{
    if (w->stopped == AVOW_OK && (w->out.failed || w->contents.failed)) w->stopped = AVOW_NO_MEMORY;
    if (w->stopped == AVOW_OK && w->out.size > 0 && w->sink(w->context, w->out.data, w->out.size) != 0)
        w->stopped = AVOW_WRITE_FAILED;
    avow_buf_clear(&w->out);
}

bool avow_writer_spill(avow_writer *w)
{
    if (w->out.failed || w->out.size >= PIECE) flush(w);
    return w->stopped == AVOW_OK;
}

static avow_status outcome(const avow_writer *w, avow_error *error)
{
    if (w->stopped == AVOW_NO_MEMORY) return avow_fail_memory(error);
    if (w->stopped == AVOW_WRITE_FAILED)
        return avow_fail(error, AVOW_WRITE_FAILED, 0, "the output could not be written");
    return AVOW_OK;
}

/* ---- checking ----------------------------------------------------------------------------------------------------- */

static bool boundary(const avow_result *result, size_t at)
{
    return at == result->text_size || ((unsigned char)result->text[at] & 0xC0) != 0x80;
}

static bool span_fits(const avow_result *result, avow_span span)
{
    return span.start <= span.end && span.end <= result->text_size && boundary(result, span.start) && boundary(result, span.end);
}

static bool spans_fit(const avow_result *result, avow_spans spans)
{
    for (size_t i = 0; i < spans.count; i++)
        if (!span_fits(result, spans.items[i]) || (i > 0 && spans.items[i].start < spans.items[i - 1].end))
            return false;
    return true;
}

static bool attribution_fits(const avow_result *result, const avow_attribution *a)
{
    return (unsigned)a->type <= AVOW_MIXED && (unsigned)a->act <= AVOW_ACT_UNREAD && (unsigned)a->unknown <= AVOW_SPEAKER_UNREAD &&
           a->speaker <= result->entity_count && spans_fit(result, a->source) && spans_fit(result, a->cue) &&
           spans_fit(result, a->content) && spans_fit(result, a->addressee) && span_fits(result, a->time.span);
}

static bool entity_fits(const avow_result *result, size_t i)
{
    const avow_entity *e = &result->entities[i];
    bool fits = e->id == i + 1 && e->name != NULL && (unsigned)e->type <= AVOW_ANONYMOUS && spans_fit(result, e->mentions);
    for (size_t k = 0; fits && k < e->alias_count; k++)
        fits = e->aliases[k] != NULL;
    return fits;
}

static avow_status check(const avow_result *result, avow_error *error)
{
    if (result->text == NULL && result->text_size > 0)
        return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "the result has no text");
    size_t valid = result->text_size > 0 ? avow_utf8_valid_prefix(result->text, result->text_size) : 0;
    if (valid < result->text_size)
        return avow_fail(error, AVOW_BAD_ARGUMENT, valid, "the text of the result is not UTF-8");
    for (size_t i = 0; i < result->attribution_count; i++) {
        const avow_attribution *a = &result->attributions[i];
        if (!attribution_fits(result, a))
            return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "attribution %lu does not fit the result", (unsigned long)a->id);
    }
    for (size_t i = 0; i < result->entity_count; i++)
        if (!entity_fits(result, i))
            return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "entity %lu does not fit the result", (unsigned long)i + 1);
    for (size_t i = 0; i < result->furniture_count; i++)
        if (!span_fits(result, result->furniture[i].span))
            return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "a furniture span does not fit the text");
    return AVOW_OK;
}

/* Where the statements stand in one another. */
static avow_status find_depths(avow_writer *w, const avow_result *result, avow_error *error)
{
    uint32_t *depth = avow_arena_alloc(&w->arena, result->attribution_count, sizeof *depth);
    if (depth == NULL) return avow_fail_memory(error);
    w->depth = depth;
    return avow_nesting(result, depth)
               ? AVOW_OK : avow_fail(error, AVOW_BAD_ARGUMENT, 0, "ids and parents of the attributions don't fit together");
}

const char *avow_writer_clean(avow_writer *w, const char *text)
{
    size_t size = text != NULL ? strlen(text) : 0;
    if (size == 0 || avow_utf8_valid_prefix(text, size) == size) return text;
    size_t repaired = avow_utf8_repaired_size(text, size, NULL);
    char *copy = avow_arena_alloc(&w->arena, repaired + 1, 1);
    if (copy == NULL) {
        w->out.failed = true;
        return NULL;
    }
    avow_utf8_repair(text, size, copy);
    copy[repaired] = '\0';
    return copy;
}

/* ---- writing ------------------------------------------------------------------------------------------------------ */

avow_status avow_write(avow_writer *w, const avow_result *result, avow_error *error)
{
    if (w == NULL || result == NULL)
        return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "there is no writer or no result");
    if (w->stopped != AVOW_OK) return outcome(w, error);
    avow_status status = check(result, error);
    if (status == AVOW_OK) status = find_depths(w, result, error);
    if (status != AVOW_OK) {
        avow_arena_reset(&w->arena);
        return status;
    }
    avow_result clean = *result;
    clean.id = avow_writer_clean(w, result->id);
    clean.title = avow_writer_clean(w, result->title);
    clean.date = avow_writer_clean(w, result->date);
    clean.outlet = avow_writer_clean(w, result->outlet);
    clean.url = avow_writer_clean(w, result->url);
    clean.model = avow_writer_clean(w, result->model);
    if (clean.text == NULL) clean.text = "";
    switch (w->options.format) {
    case AVOW_FORMAT_TEXT: avow_text_write(w, &clean); break;
    case AVOW_FORMAT_JSONL: avow_jsonl_write(w, &clean); break;
    case AVOW_FORMAT_HTML: avow_html_write(w, &clean); break;
    }
    flush(w);
    avow_arena_reset(&w->arena);
    w->articles++;
    return outcome(w, error);
}

avow_status avow_writer_finish(avow_writer *w, avow_error *error)
{
    if (w == NULL) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "there is no writer");
    if (w->stopped == AVOW_OK && w->options.format == AVOW_FORMAT_HTML) avow_html_finish(w);
    flush(w);
    avow_status status = outcome(w, error);
    avow_writer_free(w);
    return status;
}
