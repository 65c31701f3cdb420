/* add.c - avow add: articles in, read and put into a store. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "run.h"

typedef struct adding {
    const cli_options *options;
    cli_input input;
    cli_output *output;
    avow_store *store;
    pthread_mutex_t lock;           /* of the store, which workers ask, too */
    const char *model;              /* its name */
    uint64_t articles, failed, bytes, added, changed, statements;
    avow_error trouble;             /* of the store: the end */
} adding;

/* What the store has already need not be extracted. */
static bool wanted(void *context, cli_job *job)
{
    adding *self = context;
    input_name_as_given(job);
    pthread_mutex_lock(&self->lock);
    avow_error error = {0};
    if (avow_store_has(self->store, &job->article, self->model, &job->known, &error) != AVOW_OK)
        job->known.article = 0;     /* adding will say what is wrong */
    pthread_mutex_unlock(&self->lock);
    return job->known.article == 0;
}

static void tell(adding *self, const cli_job *job, const avow_added *added)
{
    const char *id = job->article.id != NULL ? job->article.id : "";
    if (!wants_text(self->options)) {
        record_line(self->output, json_pack("{s:s, s:I, s:I, s:b, s:I, s:o}", "id", id, "article", (json_int_t)added->article, "version",
                                            (json_int_t)added->version, "new", added->is_new, "attributions",
                                            (json_int_t)added->statements, "copy_of",
                                            added->copy_of > 0 ? json_integer((json_int_t)added->copy_of) : json_null()));
        return;
    }
    output_safe(self->output, id, strlen(id));
    char *what = added->is_new ? must_format("%s, %zu statement%s", added->version > 1 ? "changed" : "added", added->statements,
                                             plural(added->statements)) : must_copy("known");
    output_text(self->output, ": ");
    output_text(self->output, what);
    output_text(self->output, "\n");
    free(what);
}

/* Puts what is finished into the store, in order. */
static bool done(void *context, cli_job *job, bool last)
{
    adding *self = context;
    avow_added added = job->known;
    if (job->error.code == AVOW_CANCELLED)
        return false;
    if (job->error.code == AVOW_OK && job->result != NULL) {
        pthread_mutex_lock(&self->lock);
        avow_status status = avow_store_add(self->store, job->result, &added, &job->error);
        pthread_mutex_unlock(&self->lock);
        if (status != AVOW_OK && status != AVOW_BAD_ARGUMENT) {
            self->trouble = job->error;
            return false;
        }
    }
    self->articles++;
    self->bytes += job->held;
    say_progress(self->articles, self->bytes);
    if (job->error.code != AVOW_OK) {
        say_failed(&job->error, job->file, job->record, job->record_id);
        self->failed++;
        return true;
    }
    self->added += added.is_new && added.version == 1;
    self->changed += added.is_new && added.version > 1;
    self->statements += added.is_new ? added.statements : 0;
    tell(self, job, &added);
    return self->output->error == 0 && (!last || output_flush(self->output));
}

static int add(const cli_options *options, const avow_model *model, avow_store *store, cli_output *output)
{
    avow_error error = {0};
    adding self = {.options = options, .output = output, .store = store, .lock = PTHREAD_MUTEX_INITIALIZER,
                   .model = avow_model_describe(model).name};
    input_begin(&self.input, options->from, options->files, options->file_count);
    jobs_plan plan = {.model = model, .kernel = options->kernel, .jobs = options->jobs, .max_bytes = options->max_bytes, .next = input_next,
                      .wanted = wanted, .done = done, .source = &self.input, .target = &self};
    say_progress(0, 0);
    avow_status status = jobs_run(&plan, &error);
    input_end(&self.input);
    bool shown = say_progress_end(), written = output_close(output, options->output);
    if (status == AVOW_NO_KERNEL)
        return say_no_kernel(options->kernel);
    if (status != AVOW_OK)
        say("%s", error.detail);
    if (shown || wants_text(options) || self.input.archives > 0) {
        input_summary(&self.input, self.articles - self.failed, self.failed, 0);
        say("%llu new and %llu changed, with %llu statements", (unsigned long long)self.added, (unsigned long long)self.changed,
            (unsigned long long)self.statements);
    }
    if (self.trouble.code != AVOW_OK)
        return record_failed(options, &self.trouble);
    return self.failed > 0 || !written || status != AVOW_OK ? SOME_INPUT_FAILED : DONE;
}

int command_add(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("add", "store from format jobs max-bytes model kernel output", argc, argv, &options);
    if (status == DONE)
        status = run_files("add", &options);
    if (status != DONE)
        return status;
    avow_model *model = NULL;
    avow_store *store;
    avow_error error = {0};
    if (options.store != NULL && open_model(options.model, &model, &error) != AVOW_OK)
        return say_no_model(&error);
    if (record_open("add", &options, (avow_store_options){.create = true}, &store, &status)) {
        cli_output *output = must_alloc(1, sizeof *output);
        status = output_open(output, options.output) ? add(&options, model, store, output) : SOME_INPUT_FAILED;
        free(output);
    }
    avow_store_close(store);
    avow_model_close(model);
    return status;
}
