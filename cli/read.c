/* read.c - avow read: pages in, their articles out, nothing extracted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

/* ---- JSONL ---------------------------------------------------------------------------------------------------------- */

static json_t *string_or_null(const char *text)
{
    json_t *value = text != NULL ? json_string(text) : NULL;
    return value != NULL ? value : json_null();
}

static json_t *strings(const char *const *items, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(items[i]));
    return list;
}

static size_t code_points(const char *text, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* Offsets count code points, as avow extract's do by default. */
static json_t *furniture(const avow_document *document)
{
    json_t *list = json_array();
    size_t seen = 0, at = 0;        /* code points up to a byte */
    for (size_t i = 0; i < document->furniture_count; i++) {
        const avow_furniture *f = &document->furniture[i];
        json_int_t start = (json_int_t)(at += code_points(document->text, seen, f->span.start));
        json_int_t end = (json_int_t)(at += code_points(document->text, f->span.start, f->span.end));
        seen = f->span.end;
        json_array_append_new(list, json_pack("{s:I, s:I, s:s}", "start", start, "end", end, "kind", f->kind));
    }
    return list;
}

static void write_json(cli_output *output, cli_job *job)
{
    const avow_article *a = &job->article;
    const avow_document *d = job->document;
    json_t *line = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id", string_or_null(a->id), "url",
                             string_or_null(a->url), "title", string_or_null(a->title), "date", string_or_null(a->date), "authors",
                             strings(d->authors, d->author_count), "outlet", string_or_null(a->outlet), "language",
                             string_or_null(d->language), "text", json_stringn(d->text, d->text_size), "furniture", furniture(d),
                             "warnings", strings(d->warnings, d->warning_count));
    char *text = line != NULL ? json_dumps(line, 0) : NULL;
    if (text != NULL) {
        output_text(output, text);
        output_text(output, "\n");
    } else {
        fail(&job->error, AVOW_NO_MEMORY, 0, "out of memory");
    }
    free(text);
    json_decref(line);
}

/* ---- for people ----------------------------------------------------------------------------------------------------- */

/* "Ann Lee, Bob Ray · The Paper · 2024-04-28", with what there is of it. */
static char *byline(const cli_job *job)
{
    char *line = must_copy("");
    const avow_document *d = job->document;
    size_t authors = d->author_count;
    for (size_t i = 0; i < authors + 2; i++) {
        const char *part = i < authors ? d->authors[i] : i == authors ? job->article.outlet : job->article.date;
        if (part == NULL)
            continue;
        char *longer = must_format("%s%s%s", line, line[0] == '\0' ? "" : i < authors ? ", " : " \xC2\xB7 ", part);
        free(line);
        line = longer;
    }
    return line;
}

/* A paragraph of Markdown: what would mean something else there is escaped. */
static void put_markdown(cli_output *output, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bool line_start = i == 0 || text[i - 1] == '\n';
        if (strchr("\\`*_[]<>", text[i]) != NULL || (line_start && strchr("#+-=|~", text[i]) != NULL))
            output_text(output, "\\");
        output_safe(output, text + i, 1);
    }
}

/* The text without its furniture, nor the lines that held nothing else. */
static void write_text(cli_output *output, const avow_document *d, void (*write)(cli_output *, const char *, size_t))
{
    size_t at = 0;
    for (size_t i = 0; i <= d->furniture_count; i++) {
        avow_span out = i < d->furniture_count ? d->furniture[i].span : (avow_span){d->text_size, d->text_size};
        bool line = (out.start == 0 || d->text[out.start - 1] == '\n') && (out.end == d->text_size || d->text[out.end] == '\n');
        size_t to = out.start, last = out.end;
        while (line && last < d->text_size && d->text[last] == '\n')
            last++;
        while (line && last == d->text_size && to > at && d->text[to - 1] == '\n')
            to--;
        write(output, d->text + at, to - at);
        at = last;
    }
}

static void write_people(cli_output *output, const cli_job *job, bool markdown, bool first)
{
    void (*write)(cli_output *, const char *, size_t) = markdown ? put_markdown : output_safe;
    char *line = byline(job);
    if (!first)
        output_text(output, markdown ? "\n---\n\n" : "\n\n");
    if (job->article.title != NULL) {
        output_text(output, markdown ? "# " : "");
        write(output, job->article.title, strlen(job->article.title));
        output_text(output, "\n\n");
    }
    if (line[0] != '\0') {
        write(output, line, strlen(line));
        output_text(output, "\n\n");
    }
    write_text(output, job->document, write);
    output_text(output, "\n");
    free(line);
}

/* ---- command -------------------------------------------------------------------------------------------------------- */

typedef struct reading {
    const cli_options *options;
    bool some;                      /* an article was written before */
} reading;

static bool write_one(void *context, cli_output *output, cli_job *job)
{
    reading *self = context;
    input_name_as_given(job);
    if (self->options->format == FORMAT_MARKDOWN || wants_text(self->options))
        write_people(output, job, self->options->format == FORMAT_MARKDOWN, !self->some);
    else
        write_json(output, job);
    self->some = true;
    if (output->error != 0)
        job->error.code = AVOW_WRITE_FAILED;
    return job->error.code == AVOW_OK;
}

int command_read(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("read", "from format jobs output resume", argc, argv, &options);
    if (status == DONE)
        status = run_inputs("read", &options);
    if (status != DONE)
        return status;
    reading self = {.options = &options};
    cli_run run = {.command = "read", .options = &options, .description = json_object(), .write = write_one, .context = &self};
    status = run_all(&run);
    json_decref(run.description);
    return status;
}
