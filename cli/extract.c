/* extract.c - avow extract: articles in, attributions out. */
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "folder.h"
#include "run.h"

typedef struct extraction {
    avow_write_options format;
    avow_writer *writer;            /* NULL until something is to be written */
    cli_folder *folder;             /* takes the articles instead; NULL: they go to the output */
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
    avow_origin whence = job->from_page ? origin : NULL;
    if (self->folder != NULL) {
        avow_status status = folder_write(self->folder, job->result, whence, job->document, &job->error);
        job->error.code = status;
        return status == AVOW_OK;
    }
    if (!begin(self, output, &job->error))
        return false;
    avow_writer_set_origin(self->writer, whence, job->document);
    return avow_write(self->writer, job->result, &job->error) == AVOW_OK;
}

static bool end(void *context, cli_output *output)
{
    extraction *self = context;
    avow_error error = {0};
    if (self->folder != NULL)
        return !self->folder->failed;
    avow_status status = begin(self, output, &error) ? avow_writer_finish(self->writer, &error) : error.code;
    self->writer = NULL;
    if (status != AVOW_OK && status != AVOW_WRITE_FAILED)
        say("%s", error.detail);
    return status == AVOW_OK;
}

static avow_write_options write_options(const cli_options *options)
{
    bool terminal = options->output == NULL && isatty(STDOUT_FILENO);
    struct winsize window = {0};
    bool known = terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col >= 20;
    return (avow_write_options){
        .format = library_format(options),
        .offsets = options->offsets,
        .color = wants_color(options),
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

/* To a folder: a file an article. */
static int extract_into(cli_run *run, extraction *self)
{
    const cli_options *options = run->options;
    cli_folder folder;
    if (!folder_open(&folder, options->output, &self->format))
        return SOME_INPUT_FAILED;
    const char *read = folder_is_read(&folder, options->files, options->file_count);
    self->folder = &folder;
    run->no_output = true;
    int status = read != NULL ? say_wrong_use("extract", "%s: %s is read from there; write to another folder", options->output, read) : run_all(run);
    folder_close(&folder);
    return status;
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
    if (options.format == FORMAT_BRAT && options.output == NULL)
        return say_wrong_use("extract", "--format brat goes with --output FOLDER: it has two files an article");
    avow_model *model;
    avow_error error = {0};
    if (open_model(options.model, &model, &error) != AVOW_OK)
        return say_no_model(&error);
    extraction self = {.format = write_options(&options)};
    cli_run run = {.command = "extract", .options = &options, .model = model, .description = description(&options, model),
                   .write = write_one, .end = end, .context = &self};
    status = is_folder(&options) ? extract_into(&run, &self) : run_all(&run);
    json_decref(run.description);
    avow_writer_free(self.writer);
    avow_model_close(model);
    return status;
}
