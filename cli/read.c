/* read.c - avow read: pages in, their articles out, nothing extracted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input.h"

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
        output_text(output, text);
        output_text(output, "\n");
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
    write(output, job->article.text, job->article.size);
    output_text(output, "\n");
    free(line);
}

/* ---- command -------------------------------------------------------------------------------------------------------- */

/* Reads and writes the job's article; false, with a message given, if it can't be read. first: none was written before. */
static bool read_one(const cli_options *options, cli_output *output, cli_job *job, bool first)
{
    if (job->error.code == AVOW_OK && job->page != NULL)
        page_read(job);
    if (job->error.code != AVOW_OK) {
        say_failed(&job->error, job->file, job->record, job->record_id);
        return false;
    }
    input_name_as_given(job);
    if (options->format == FORMAT_MARKDOWN || wants_text(options))
        write_people(output, job, options->format == FORMAT_MARKDOWN, first);
    else
        write_json(output, job);
    return true;
}

static int read_all(const cli_options *options, cli_output *output)
{
    cli_input input;
    cli_job job = {0};
    uint64_t articles = 0, failed = 0, bytes = 0;
    input_begin(&input, options->from, options->files, options->file_count);
    say_progress(0, 0);
    while (output->error == 0 && input_next(&input, &job)) {
        bytes += job.page_size + job.article.size;
        if (read_one(options, output, &job, articles == 0))
            articles++;
        else
            failed++;
        say_progress(articles + failed, bytes);
        job_clear(&job);
    }
    job_clear(&job);
    input_end(&input);
    bool shown = say_progress_end(), written = output_close(output, options->output);
    if (shown || input.archives > 0)
        input_summary(&input, articles, failed, 0);
    return failed > 0 || !written ? SOME_INPUT_FAILED : DONE;
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
