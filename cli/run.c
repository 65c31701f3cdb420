/* run.c - see run.h. Inputs are read by the calling thread, done by workers (jobs.c), and written in the order in which they came. */
#include "run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "journal.h"

typedef struct running {
    cli_run *run;
    cli_input input;
    cli_output *output;
    cli_journal *journal;           /* NULL without --resume */
    uint64_t articles, failed, bytes, before;       /* before: finished by the run that is gone on with */
    bool unfit;                     /* the inputs are not those of the journal */
} running;

/* ---- input to output ---------------------------------------------------------------------------------------------- */

/* The next input that is still to be done. */
static bool next(void *context, cli_job *job)
{
    running *self = context;
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
static bool note(running *self)
{
    uint64_t size;
    return output_keep(self->output, &size) && journal_note(self->journal, size);
}

/* Writes what is finished, in order. */
static bool done(void *context, cli_job *job, bool last)
{
    running *self = context;
    if (job->error.code == AVOW_CANCELLED)
        return false;
    if (job->error.code == AVOW_OK && !self->run->write(self->run->context, self->output, job) && job->error.code == AVOW_WRITE_FAILED)
        return false;               /* output_close says why */
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

static void remember(struct stat *written, const struct stat *is)
{
    *written = *is;
    if (!S_ISREG(is->st_mode))
        written->st_ino = 0;
}

/* From the opened output on to the exit status. */
static int work(running *self)
{
    const cli_options *options = self->run->options;
    avow_error error = {0};
    struct stat is;
    input_begin(&self->input, options->from, options->files, options->file_count);
    if (self->output != NULL && fstat(self->output->file, &is) == 0)
        remember(&self->input.written[0], &is);
    if (self->journal != NULL)
        remember(&self->input.written[1], &self->journal->is);
    jobs_plan plan = {.model = self->run->model, .kernel = options->kernel, .jobs = options->jobs, .max_bytes = options->max_bytes,
                      .next = next, .done = done, .source = self, .target = self};
    say_progress(0, 0);
    avow_status status = jobs_run(&plan, &error);
    input_end(&self->input);
    bool shown = say_progress_end();
    bool ended = status != AVOW_OK || self->run->end == NULL || self->run->end(self->run->context, self->output);
    bool noted = self->journal == NULL || note(self), written = self->output == NULL || output_close(self->output, options->output);
    if (status == AVOW_NO_KERNEL)
        return say_no_kernel(options->kernel);
    if (status != AVOW_OK)
        say("%s", error.detail);
    if (self->unfit) {
        say("%s: the inputs are not those of the journal, or not in its order", self->journal->path);
        return WRONG_USE;
    }
    if (shown || self->journal != NULL || self->input.archives > 0)
        input_summary(&self->input, self->articles - self->failed, self->failed, self->before);
    bool some_failed = self->failed > 0 || (self->journal != NULL && self->journal->failed > 0);
    return some_failed || !ended || !noted || !written || status != AVOW_OK ? SOME_INPUT_FAILED : DONE;
}

/* ---- the journal -------------------------------------------------------------------------------------------------- */

/* What a run does, as far as its output hangs on it. */
static char *description(const cli_run *run)
{
    static const char *const from[] = {"auto", "text", "jsonl", "html", "warc"};
    char *output = must_utf8(run->options->output), *name = must_format("avow %s", run->command);
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "journal", name, "version", avow_version(), "from", from[run->options->from],
                               "output", output);
    if (object != NULL)
        json_object_update(object, run->description);
    char *line = object != NULL ? json_dumps(object, 0) : NULL;
    json_decref(object);
    free(output);
    free(name);
    return line != NULL ? line : must_copy("");
}

/* Opens the journal and the output that it belongs to. */
static bool open_both(const cli_run *run, cli_journal *journal, cli_output *output)
{
    const char *path = run->options->output;
    struct stat is;
    char *line = description(run);
    bool opened = journal_open(journal, run->options->resume, line);
    free(line);
    if (!opened)
        return false;
    if (stat(path, &is) == 0 && is.st_ino == journal->is.st_ino && is.st_dev == journal->is.st_dev)
        say("%s: this is the journal, it can't be the output, too", path);
    else if (output_open_behind(output, path, journal->output))
        return true;
    journal_close(journal);
    return false;
}

/* ---- the run ------------------------------------------------------------------------------------------------------ */

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

int run_files(const char *command, cli_options *options)
{
    static char dash[] = "-", *standard_input[] = {dash};
    if (options->file_count == 0) {
        if (isatty(STDIN_FILENO))
            return say_wrong_use(command, "no input: name files or folders, or - for standard input");
        options->files = standard_input;
        options->file_count = 1;
    }
    return DONE;
}

int run_inputs(const char *command, cli_options *options)
{
    if (run_files(command, options) != DONE)
        return WRONG_USE;
    bool lines = options->format == FORMAT_DEFAULT || options->format == FORMAT_JSON;
    if (options->resume != NULL && (options->output == NULL || !lines))
        return say_wrong_use(command, "--resume goes with --output FILE and --format jsonl");
    if (overwritten(options) != NULL)
        return say_wrong_use(command, "%s is input and output at once", overwritten(options));
    return DONE;
}

int run_all(cli_run *run)
{
    cli_journal journal;
    running self = {.run = run, .output = run->no_output ? NULL : must_alloc(1, sizeof *self.output)};
    int status;
    if (run->no_output) {
        status = work(&self);
    } else if (run->options->resume == NULL) {
        status = output_open(self.output, run->options->output) ? work(&self) : SOME_INPUT_FAILED;
    } else if (open_both(run, &journal, self.output)) {
        self.journal = &journal;
        self.before = journal.done;
        status = work(&self);
        journal_close(&journal);
    } else {
        status = WRONG_USE;
    }
    free(self.output);
    return status;
}
