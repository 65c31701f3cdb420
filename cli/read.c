/* read.c - avow read: pages in, their articles out, nothing extracted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input.h"

static void put(cli_output *output, const char *text)
{
    output_sink(output, text, strlen(text));
}

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

static json_t *furniture(const avow_document *document)
{
    json_t *list = json_array();
    for (size_t i = 0; document != NULL && i < document->furniture_count; i++) {
        const avow_furniture *f = &document->furniture[i];
        json_array_append_new(list, json_pack("{s:I, s:I, s:s}", "start", (json_int_t)f->span.start, "end", (json_int_t)f->span.end,
                                              "kind", f->kind));
    }
    return list;
}

static void write_json(cli_output *output, const cli_job *job)
{
    const avow_article *a = &job->article;
    const avow_document *d = job->document;
    json_t *line = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id", string_or_null(a->id), "url",
                             string_or_null(a->url), "title", string_or_null(a->title), "date", string_or_null(a->date), "authors",
                             strings(d != NULL ? d->authors : NULL, d != NULL ? d->author_count : 0), "outlet",
                             string_or_null(a->outlet), "language", string_or_null(d != NULL ? d->language : NULL), "text",
                             json_stringn(a->text, a->size), "furniture", furniture(d), "warnings",
                             strings(d != NULL ? d->warnings : NULL, d != NULL ? d->warning_count : 0));
    char *text = line != NULL ? json_dumps(line, 0) : NULL;
    if (text != NULL) {
        put(output, text);
        put(output, "\n");
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
    size_t authors = d != NULL ? d->author_count : 0;
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

/* Text for a terminal: control characters, which could steer it, are shown as U+FFFD. */
static void put_safe(cli_output *output, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        bool c1 = c == 0xC2 && i + 1 < size && (unsigned char)text[i + 1] < 0xA0;
        if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F || c1)
            put(output, "\xEF\xBF\xBD");
        else
            output_sink(output, text + i, 1);
        i += c1;
    }
}

/* A paragraph of Markdown: what would mean something else there is escaped. */
static void put_markdown(cli_output *output, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bool line_start = i == 0 || text[i - 1] == '\n';
        if (strchr("\\`*_[]<>", text[i]) != NULL || (line_start && strchr("#+-=|~", text[i]) != NULL))
            put(output, "\\");
        put_safe(output, text + i, 1);
    }
}

static void write_people(cli_output *output, const cli_job *job, bool markdown, bool first)
{
    void (*write)(cli_output *, const char *, size_t) = markdown ? put_markdown : put_safe;
    char *line = byline(job);
    if (!first)
        put(output, markdown ? "\n---\n\n" : "\n\n");
    if (job->article.title != NULL) {
        put(output, markdown ? "# " : "");
        write(output, job->article.title, strlen(job->article.title));
        put(output, "\n\n");
    }
    if (line[0] != '\0') {
        write(output, line, strlen(line));
        put(output, "\n\n");
    }
    write(output, job->article.text, job->article.size);
    put(output, "\n");
    free(line);
}

/* ---- command -------------------------------------------------------------------------------------------------------- */

/* A file's article is named by the file as it was given, not by its last part as in avow extract. */
static void name_as_given(cli_job *job)
{
    if (job->record != 0)
        return;
    free(job->id);
    job->article.id = job->id = must_utf8(job->file);
}

static int read_all(const cli_options *options, cli_output *output)
{
    cli_input input;
    cli_job job = {0};
    bool text = options->format == FORMAT_MARKDOWN || wants_text(options), failed = false, first = true;
    input_begin(&input, options->from, options->files, options->file_count);
    while (output->error == 0 && input_next(&input, &job)) {
        if (job.page != NULL && job.error.code == AVOW_OK)
            page_read(&job);
        if (job.error.code != AVOW_OK) {
            say_failed(&job.error, job.file, job.record, job.record_id);
            failed = true;
        } else {
            name_as_given(&job);
            if (text)
                write_people(output, &job, options->format == FORMAT_MARKDOWN, first);
            else
                write_json(output, &job);
            first = false;
        }
        job_clear(&job);
    }
    job_clear(&job);
    input_end(&input);
    bool written = output_close(output, options->output);
    return failed || !written ? SOME_INPUT_FAILED : DONE;
}

int command_read(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("read", "from format output", argc, argv, &options);
    if (status != DONE)
        return status;
    char *standard_input[] = {"-"};
    if (options.file_count == 0) {
        if (isatty(STDIN_FILENO))
            return say_wrong_use("read", "no input: name files or folders, or - for standard input");
        options.files = standard_input;
        options.file_count = 1;
    }
    cli_output *output = must_alloc(1, sizeof *output);
    status = output_open(output, options.output) ? read_all(&options, output) : SOME_INPUT_FAILED;
    free(output);
    return status;
}
