/* extract.c - avow extract: articles in, attributions out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "folder.h"
#include "input.h"
#include "journal.h"

typedef struct extraction {
    cli_input input;
    cli_output *output;             /* where writer writes; both NULL where folder is not */
    avow_writer *writer;
    cli_folder *folder;
    cli_journal *journal;           /* NULL without --resume */
    uint64_t articles, failed, bytes, before;       /* before: finished by the run that is gone on with */
    bool unfit;                     /* the inputs are not those of the journal */
} extraction;

/* The next input that is still to be done. */
static bool next(void *context, cli_job *job)
{
    extraction *self = context;
    bool fits = true;
    while (fits && input_next(&self->input, job)) {
        if (self->journal == NULL || !journal_skips(self->journal, job, &fits))
            return true;
        job_clear(job);
    }
    if (self->journal != NULL && (self->journal->skip > 0 || !fits) && !interrupted)
        self->unfit = true;
    return false;
}

/* Has the journal say what the output holds. */
static bool note(extraction *self)
{
    uint64_t size;
    return output_keep(self->output, &size) && journal_note(self->journal, size);
}

static size_t origin(const void *document, avow_span span, avow_span *ranges, size_t room)
{
    return avow_document_origin(document, span, ranges, room);
}

static avow_status write_result(extraction *self, cli_job *job)
{
    avow_origin whence = job->document != NULL ? origin : NULL;
    if (self->folder != NULL)
        return folder_write(self->folder, job->result, whence, job->document, &job->error);
    avow_writer_set_origin(self->writer, whence, job->document);
    return avow_write(self->writer, job->result, &job->error);
}

/* Writes what is finished, in order. */
static bool done(void *context, cli_job *job, bool last)
{
    extraction *self = context;
    if (job->error.code == AVOW_CANCELLED)
        return false;
    if (job->error.code == AVOW_OK && write_result(self, job) == AVOW_WRITE_FAILED)
        return false;               /* output_close or the folder says why */
    if (job->error.code != AVOW_OK) {
        say_failed(&job->error, job->file, job->record, job->record_id);
        self->failed++;
    }
    self->articles++;
    self->bytes += job->held;
    say_progress(self->articles, self->bytes);
    if (self->journal != NULL) {
        journal_count(self->journal, job);
        if (journal_is_due(self->journal) && !note(self))
            return false;
    }
    return !last || self->output == NULL || output_flush(self->output);
}

static avow_write_options write_options(const cli_options *options)
{
    bool terminal = options->output == NULL && isatty(STDOUT_FILENO);
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    bool may_color = terminal && (no_color == NULL || no_color[0] == '\0') && (term == NULL || strcmp(term, "dumb") != 0);
    struct winsize window = {0};
    bool known = terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col >= 20;
    return (avow_write_options){
        .format = library_format(options),
        .offsets = options->offsets,
        .color = options->color == COLOR_ALWAYS || (options->color == COLOR_AUTO && may_color),
        .width = !known ? 0 : window.ws_col < 120 ? window.ws_col : 120,
    };
}

static void remember(struct stat *written, const struct stat *is)
{
    *written = *is;
    if (!S_ISREG(is->st_mode))
        written->st_ino = 0;
}

/* From the opened model on to the exit status. output or folder, and journal may be NULL. */
static int extract(const cli_options *options, const avow_model *model, cli_output *output, cli_folder *folder, cli_journal *journal)
{
    avow_error error = {0};
    struct stat is;
    avow_write_options format = write_options(options);
    extraction self = {.output = output, .folder = folder, .journal = journal, .before = journal != NULL ? journal->done : 0};
    input_begin(&self.input, options->from, options->files, options->file_count);
    if (output != NULL && fstat(output->file, &is) == 0)
        remember(&self.input.written[0], &is);
    if (journal != NULL)
        remember(&self.input.written[1], &journal->is);
    jobs_plan plan = {.model = model, .kernel = options->kernel, .jobs = options->jobs, .max_bytes = options->max_bytes,
                      .next = next, .done = done, .source = &self, .target = &self};
    say_progress(0, 0);
    avow_status status = output == NULL ? AVOW_OK : avow_writer_new(&format, output_sink, output, NULL, &self.writer, &error);
    if (status == AVOW_OK)
        status = jobs_run(&plan, &error);
    input_end(&self.input);
    bool shown = say_progress_end();
    if (status == AVOW_OK && output != NULL)
        status = avow_writer_finish(self.writer, &error);
    else
        avow_writer_free(self.writer);
    bool noted = journal == NULL || note(&self);
    bool written = output != NULL ? output_close(output, options->output) : !folder->failed;
    if (status == AVOW_NO_KERNEL)
        return say_no_kernel(options->kernel);
    if (status != AVOW_OK && status != AVOW_WRITE_FAILED)
        say("%s", error.detail);
    if (self.unfit) {
        say("%s: the inputs are not those of the journal, or not in its order", journal->path);
        return WRONG_USE;
    }
    if (shown || journal != NULL || self.input.archives > 0)
        input_summary(&self.input, self.articles - self.failed, self.failed, self.before);
    bool some_failed = self.failed > 0 || (journal != NULL && journal->failed > 0);
    return some_failed || !noted || !written || status != AVOW_OK ? SOME_INPUT_FAILED : DONE;
}

/* What a run does, as far as its output hangs on it. */
static char *description(const cli_options *options, const avow_model *model)
{
    static const char *const from[] = {"auto", "text", "jsonl", "html", "warc"}, *const units[] = {"codepoints", "bytes", "utf16"};
    char checksum[17], *output = must_utf8(options->output);
    snprintf(checksum, sizeof checksum, "%016llx", (unsigned long long)avow_model_describe(model).checksum);
    bool reference = options->kernel != NULL && strcmp(options->kernel, "reference") == 0;
    json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:b, s:s}", "journal", "avow extract", "version", avow_version(), "model",
                               checksum, "from", from[options->from], "offsets", units[options->offsets], "max_bytes",
                               (json_int_t)options->max_bytes, "reference", reference, "output", output);
    char *line = object != NULL ? json_dumps(object, 0) : NULL;
    json_decref(object);
    free(output);
    return line != NULL ? line : must_copy("");
}

/* Opens the journal and the output that it belongs to. */
static bool open_both(const cli_options *options, const avow_model *model, cli_journal *journal, cli_output *output)
{
    struct stat is;
    char *run = description(options, model);
    bool opened = journal_open(journal, options->resume, run);
    free(run);
    if (!opened)
        return false;
    if (stat(options->output, &is) == 0 && is.st_ino == journal->is.st_ino && is.st_dev == journal->is.st_dev)
        say("%s: this is the journal, it can't be the output, too", options->output);
    else if (output_open_behind(output, options->output, journal->output))
        return true;
    journal_close(journal);
    return false;
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

/* To a folder: a file an article. */
static int extract_into(const cli_options *options, const avow_model *model)
{
    avow_write_options format = write_options(options);
    cli_folder folder;
    if (!folder_open(&folder, options->output, &format))
        return SOME_INPUT_FAILED;
    const char *read = folder_is_read(&folder, options->files, options->file_count);
    int status = read != NULL ? say_wrong_use("extract", "%s: %s is read from there; write to another folder", options->output, read)
                              : extract(options, model, NULL, &folder, NULL);
    folder_close(&folder);
    return status;
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
    if (options.resume != NULL && (options.output == NULL || (options.format != FORMAT_DEFAULT && options.format != FORMAT_JSON)))
        return say_wrong_use("extract", "--resume goes with --output FILE and --format jsonl");
    if (options.format == FORMAT_BRAT && options.output == NULL)
        return say_wrong_use("extract", "--format brat goes with --output FOLDER: it has two files an article");
    if (overwritten(&options) != NULL)
        return say_wrong_use("extract", "%s is input and output at once", overwritten(&options));
    avow_model *model;
    avow_error error = {0};
    if (open_model(options.model, &model, &error) != AVOW_OK)
        return say_no_model(&error);
    cli_output *output = must_alloc(1, sizeof *output);
    cli_journal journal;
    if (options.resume != NULL) {
        bool opened = open_both(&options, model, &journal, output);
        status = opened ? extract(&options, model, output, NULL, &journal) : WRONG_USE;
        if (opened)
            journal_close(&journal);
    } else if (is_folder(&options)) {
        status = extract_into(&options, model);
    } else {
        status = output_open(output, options.output) ? extract(&options, model, output, NULL, NULL) : SOME_INPUT_FAILED;
    }
    free(output);
    avow_model_close(model);
    return status;
}
