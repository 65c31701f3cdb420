/* extract.c - avow extract: articles in, attributions out. */
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "run.h"

typedef struct extraction {
    avow_write_options format;
    avow_writer *writer;            /* NULL until something is to be written */
} extraction;

static size_t origin(const void *document, avow_span span, avow_span *ranges, size_t room)
{
    return avow_document_origin(document, span, ranges, room);
}

static bool begin(extraction *self, cli_output *output, avow_error *error)
{
    return self->writer != NULL || avow_writer_new(&self->format, output_sink, output, NULL, &self->writer, error) == AVOW_OK;
}

static bool write_one(void *context, cli_output *output, cli_job *job)
{
    extraction *self = context;
    if (!begin(self, output, &job->error))
        return false;
    avow_writer_set_origin(self->writer, job->from_page ? origin : NULL, job->document);
    return avow_write(self->writer, job->result, &job->error) == AVOW_OK;
}

static bool end(void *context, cli_output *output)
{
    extraction *self = context;
    avow_error error = {0};
    avow_status status = begin(self, output, &error) ? avow_writer_finish(self->writer, &error) : error.code;
    self->writer = NULL;
    if (status != AVOW_OK && status != AVOW_WRITE_FAILED)
        say("%s", error.detail);
    return status == AVOW_OK;
}

static avow_write_options write_options(const cli_options *options)
{
    bool terminal = options->output == NULL && isatty(STDOUT_FILENO);
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    bool may_color = terminal && (no_color == NULL || no_color[0] == '\0') && (term == NULL || strcmp(term, "dumb") != 0);
    struct winsize window = {0};
    bool known = terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col >= 20;
    return (avow_write_options){
        .format = options->format == FORMAT_HTML ? AVOW_FORMAT_HTML : wants_text(options) ? AVOW_FORMAT_TEXT : AVOW_FORMAT_JSONL,
        .offsets = options->offsets,
        .color = options->color == COLOR_ALWAYS || (options->color == COLOR_AUTO && may_color),
        .width = !known ? 0 : window.ws_col < 120 ? window.ws_col : 120,
    };
}

/* What the output hangs on besides the inputs. */
static json_t *description(const cli_options *options, const avow_model *model)
{
    static const char *const units[] = {"codepoints", "bytes", "utf16"};
    char checksum[17];
    snprintf(checksum, sizeof checksum, "%016llx", (unsigned long long)avow_model_describe(model).checksum);
    bool reference = options->kernel != NULL && strcmp(options->kernel, "reference") == 0;
    return json_pack("{s:s, s:s, s:I, s:b}", "model", checksum, "offsets", units[options->offsets], "max_bytes",
                     (json_int_t)options->max_bytes, "reference", reference);
}

int command_extract(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("extract", "from format offsets jobs max-bytes model kernel color output resume", argc, argv,
                               &options);
    if (status == DONE)
        status = run_inputs("extract", &options);
    if (status != DONE)
        return status;
    avow_model *model;
    avow_error error = {0};
    if (open_model(options.model, &model, &error) != AVOW_OK)
        return say_no_model(&error);
    extraction self = {.format = write_options(&options)};
    cli_run run = {.command = "extract", .options = &options, .model = model, .description = description(&options, model),
                   .write = write_one, .end = end, .context = &self};
    status = run_all(&run);
    avow_writer_free(self.writer);
    avow_model_close(model);
    return status;
}
