/* writer.c - the life of a writer: checking results, calling the format, handing output to the sink.
 *
 * A result is a public struct that any program may build, so it is checked before the first byte of it is written: text in
 * UTF-8, spans inside the text and on character boundaries, speakers and parents that are there. The formats rely on that. */
#include "writer.h"

#include "status.h"

enum { PIECE = 64 * 1024 };

avow_status avow_writer_new(const avow_write_options *options, avow_sink sink, void *context, const avow_allocator *allocator,
                            avow_writer **writer, avow_error *error)
{
    if (writer == NULL) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "there is nowhere to put the writer");
    *writer = NULL;
    avow_write_options chosen = options != NULL ? *options : (avow_write_options){0};
    if (sink == NULL) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "the writer has no sink");
    if ((unsigned)chosen.format > AVOW_FORMAT_CITRON || (unsigned)chosen.offsets > AVOW_UTF16)
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
    const char *clean = avow_clean(&w->arena, text);
    if (clean == NULL && text != NULL) w->out.failed = true;
    return clean;
}

/* ---- writing ------------------------------------------------------------------------------------------------------ */

avow_status avow_write(avow_writer *w, const avow_result *result, avow_error *error)
{
    if (w == NULL || result == NULL)
        return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "there is no writer or no result");
    if (w->stopped != AVOW_OK) return outcome(w, error);
    if (w->options.format == AVOW_FORMAT_BRAT && w->articles > 0)
        return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "a file of brat's holds one article: each needs a writer of its own");
    avow_status status = avow_result_check(result, error);
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
    case AVOW_FORMAT_BRAT: avow_brat_write(w, &clean); break;
    case AVOW_FORMAT_WEB_ANNOTATION: avow_web_annotation_write(w, &clean); break;
    case AVOW_FORMAT_CSV: avow_csv_write(w, &clean); break;
    case AVOW_FORMAT_CONLL: avow_conll_write(w, &clean); break;
    case AVOW_FORMAT_JSONLD: avow_jsonld_write(w, &clean); break;
    case AVOW_FORMAT_CITRON: avow_citron_write(w, &clean); break;
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
    if (w->stopped == AVOW_OK && w->options.format == AVOW_FORMAT_CSV) avow_csv_finish(w);
    if (w->stopped == AVOW_OK && w->options.format == AVOW_FORMAT_CONLL) avow_conll_finish(w);
    flush(w);
    avow_status status = outcome(w, error);
    avow_writer_free(w);
    return status;
}
