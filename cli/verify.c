/* verify.c - avow verify: quotations against what the record says was said. */
#include <stdlib.h>
#include <string.h>

#include "draft.h"
#include "input.h"
#include "record.h"

typedef struct checking {
    const cli_options *options;
    avow_store *store;
    cli_output *output;
    bool text, color;
    uint64_t count, verbatim, short_ones, failed;
} checking;

typedef struct quoted {
    record_quotation is;
    checking *self;
} quoted;

/* ---- for people ----------------------------------------------------------------------------------------------------- */

static void write_text(const quoted *q, const avow_verification *v)
{
    enum { SHOWN = 3 };
    const checking *self = q->self;
    bool good = v->verdict == AVOW_VERBATIM;
    output_text(self->output, self->count > 1 ? "\n" : "");
    output_text(self->output, self->color ? (good ? "\033[1;32m" : "\033[1;31m") : "");
    output_text(self->output, avow_verdict_name(v->verdict));
    output_text(self->output, self->color ? "\033[0m" : "");
    output_text(self->output, v->sense_changed ? "; the sense is changed" : "");
    if (q->is.speaker != NULL) {
        output_text(self->output, " \xC2\xB7 as said by ");
        output_safe(self->output, q->is.speaker, strlen(q->is.speaker));
    }
    if (good && q->is.speaker != NULL && v->sources[0].speaker == AVOW_NAMESAKE_UNKNOWN)
        output_text(self->output, ", whom the source does not name");
    if (good && !v->sources[0].quoted)
        output_text(self->output, " \xC2\xB7 not in quotation marks there: these may be the reporter\xE2\x80\x99s words");
    output_text(self->output, "\n    \xE2\x80\x9C");
    record_show_changes(self->output, self->color, q->is.text, q->is.size, v->changes, v->change_count);
    output_text(self->output, "\xE2\x80\x9D\n");
    for (size_t i = 0; i < v->source_count && i < SHOWN; i++)
        record_show(self->output, &v->sources[i].statement);
    if (v->source_count > SHOWN) {
        char *more = must_format("and %zu more\n", v->source_count - SHOWN);
        output_text(self->output, more);
        free(more);
    }
}

/* ---- checking ------------------------------------------------------------------------------------------------------- */

static void take(void *context, const avow_verification *v)
{
    quoted *q = context;
    q->self->count++;
    q->self->verbatim += v->verdict == AVOW_VERBATIM;
    if (q->self->text)
        write_text(q, v);
    else
        record_line(q->self->output, record_verification(&q->is, v));
}

/* The place of byte `at` in the unit that was asked for. */
static size_t in_unit(const checking *self, const char *text, size_t at)
{
    size_t units = 0, length;
    int32_t c;
    if (self->options->offsets == AVOW_BYTES)
        return at;
    for (size_t i = 0; i < at; i += length) {
        length = decode_utf8(text + i, at - i, &c);
        units += 1 + (self->options->offsets == AVOW_UTF16 && c > 0xFFFF);
    }
    return units;
}

static avow_status check(checking *self, quoted *q, avow_error *error)
{
    q->self = self;
    return avow_store_verify(self->store, q->is.text, q->is.size, q->is.speaker, self->options->offsets, take, q, error);
}

static avow_status check_words(checking *self, avow_error *error)
{
    avow_status status = AVOW_OK;
    for (size_t i = 0; i < self->options->file_count && status == AVOW_OK; i++) {
        char *text = must_utf8(self->options->files[i]);
        size_t size = strlen(text);
        quoted q = {.is = {.text = text, .size = size, .end = in_unit(self, text, size), .speaker = self->options->speaker}};
        status = check(self, &q, error);
        free(text);
    }
    return status;
}

static avow_status check_article(checking *self, avow_session *session, const avow_article *article, avow_error *error)
{
    avow_result *result = NULL;
    avow_status status = session != NULL ? avow_extract(session, article, &result, error) : AVOW_OK;
    avow_article read = *article;
    if (result != NULL) {           /* the text repaired and cut, as the statements have it */
        read.text = result->text;
        read.size = result->text_size;
    }
    draft d = status == AVOW_OK ? draft_read(&read, result) : (draft){0};
    self->short_ones += d.short_ones;
    for (size_t i = 0; i < d.count && status == AVOW_OK && !interrupted; i++) {
        const draft_quotation *at = &d.items[i];
        const char *speaker = self->options->speaker != NULL ? self->options->speaker : at->speaker;
        quoted q = {.is = {.text = read.text + at->start, .size = at->end - at->start, .start = in_unit(self, read.text, at->start),
                           .end = in_unit(self, read.text, at->end),
                           .speaker = speaker}};
        status = check(self, &q, error);
    }
    draft_free(&d);
    avow_result_free(result);
    return status;
}

/* All quotations of a draft; who says them is read by the model, if there is one. */
static avow_status check_draft(checking *self, avow_error *error)
{
    avow_model *model = NULL;
    avow_session *session = NULL;
    char *path = must_copy(self->options->draft);
    cli_input input;
    cli_job job = {0};
    avow_session_options how = {.cancel = &interrupted};
    if (open_model(self->options->model, &model, error) != AVOW_OK)
        say("%s; so who says a quotation is not looked at", error->detail);
    avow_status status = model != NULL ? avow_session_new(model, &how, &session, error) : AVOW_OK;
    input_begin(&input, self->options->from, &path, 1);
    while (status == AVOW_OK && !interrupted && input_next(&input, &job)) {
        if (job.error.code == AVOW_OK)
            article_read(&job, false);
        if (job.error.code == AVOW_OK) {
            status = check_article(self, session, &job.article, error);
        } else {
            say_failed(&job.error, job.file, job.record, job.record_id);
            self->failed++;
        }
        job_clear(&job);
    }
    job_clear(&job);
    input_end(&input);
    avow_session_free(session);
    avow_model_close(model);
    free(path);
    return status;
}

static int verify(const cli_options *options, avow_store *store, cli_output *output)
{
    avow_error error = {0};
    checking self = {.options = options, .store = store, .output = output, .text = wants_text(options), .color = wants_color(options)};
    avow_status status = options->draft != NULL ? check_draft(&self, &error) : check_words(&self, &error);
    bool written = output_close(output, options->output);
    int outcome = record_outcome("verify", options, status, &error);
    if (outcome != DONE)
        return outcome;
    if (options->draft != NULL)
        say("%llu quotations, %llu of them verbatim; %llu of one or two words left out", (unsigned long long)self.count,
            (unsigned long long)self.verbatim, (unsigned long long)self.short_ones);
    if (self.failed > 0 || !written)
        return SOME_INPUT_FAILED;
    return self.verbatim < self.count ? NOT_VERBATIM : DONE;
}

int command_verify(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("verify", "store speaker draft from format offsets color model output", argc, argv, &options);
    if (status != DONE)
        return status;
    if ((options.draft != NULL) == (options.file_count > 0))
        return say_wrong_use("verify", options.draft != NULL ? "either a quotation or --draft FILE, not both" : "no quotation given");
    return record_run("verify", &options, verify);
}
