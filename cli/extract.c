/* extract.c - avow extract: articles in, attributions out. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "input.h"

typedef struct extraction {
    cli_output *output;
    avow_writer *writer;
    uint64_t articles, bytes;
    bool some_failed;
} extraction;

/* Writes what is finished, in order. */
static bool done(void *context, cli_job *job, bool last)
{
    extraction *self = context;
    if (job->error.code == AVOW_CANCELLED)
        return false;
    if (job->error.code == AVOW_OK && avow_write(self->writer, job->result, &job->error) != AVOW_OK &&
        job->error.code == AVOW_WRITE_FAILED)
        return false;               /* output_close says why */
    if (job->error.code != AVOW_OK) {
        say_failed(&job->error, job->file, job->record, job->record_id);
        self->some_failed = true;
    }
    self->articles++;
    self->bytes += job->article.size;
    say_progress(self->articles, self->bytes);
    return !last || output_flush(self->output);
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

/* From the opened model on to the exit status. */
static int extract(const cli_options *options, const avow_model *model, cli_output *output)
{
    avow_error error = {0};
    avow_write_options format = write_options(options);
    extraction self = {.output = output};
    cli_input input;
    input_begin(&input, options->from, options->files, options->file_count);
    if (fstat(output->file, &input.written[0]) != 0 || !S_ISREG(input.written[0].st_mode))
        input.written[0].st_ino = 0;
    jobs_plan plan = {.model = model, .kernel = options->kernel, .jobs = options->jobs, .max_bytes = options->max_bytes,
                      .next = input_next, .done = done, .source = &input, .target = &self};
    avow_status status = avow_writer_new(&format, output_sink, output, NULL, &self.writer, &error);
    if (status == AVOW_OK)
        status = jobs_run(&plan, &error);
    input_end(&input);
    say_progress_end();
    if (status == AVOW_OK)
        status = avow_writer_finish(self.writer, &error);
    else
        avow_writer_free(self.writer);
    bool written = output_close(output, options->output);
    if (status == AVOW_NO_KERNEL)
        return say_no_kernel(options->kernel);
    if (status != AVOW_OK && status != AVOW_WRITE_FAILED)
        say("%s", error.detail);
    return self.some_failed || !written || status != AVOW_OK ? SOME_INPUT_FAILED : DONE;
}

/* The file named that the output would overwrite before it is read, or NULL. */
static const char *overwritten(const cli_options *options)
{
    struct stat out, in;
    if (options->output == NULL || stat(options->output, &out) != 0 || !S_ISREG(out.st_mode))
        return NULL;
    for (size_t i = 0; i < options->file_count; i++)
        if (stat(options->files[i], &in) == 0 && in.st_ino == out.st_ino && in.st_dev == out.st_dev)
            return options->files[i];
    return NULL;
}

int command_extract(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("extract", "from format offsets jobs max-bytes model kernel color output resume", argc, argv,
                               &options);
    if (status != DONE)
        return status;
    char *standard_input[] = {"-"};
    if (options.file_count == 0) {
        if (isatty(STDIN_FILENO))
            return say_wrong_use("extract", "no input: name files or folders, or - for standard input");
        options.files = standard_input;
        options.file_count = 1;
    }
    if (overwritten(&options) != NULL)
        return say_wrong_use("extract", "%s is input and output at once", overwritten(&options));
    avow_model *model;
    avow_error error = {0};
    if (open_model(options.model, &model, &error) != AVOW_OK)
        return say_no_model(&error);
    cli_output *output = must_alloc(1, sizeof *output);
    status = output_open(output, options.output) ? extract(&options, model, output) : SOME_INPUT_FAILED;
    free(output);
    avow_model_close(model);
    return status;
}
