/* eval.c - avow eval: scores attributions against annotated articles, in all and for each publisher. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jobs.h"
#include "score.h"

typedef struct evaluation {
    json_t *gold, *predicted, *speakers;    /* objects by id, in the order of the files; the latter two may be NULL */
    const char *gold_path, *predicted_path;
    void *place;                    /* of the next gold article that is to be extracted */
    score_tally all;
    score_group *groups;
    size_t group_count;
    bool some_failed;
} evaluation;

/* ---- reading ------------------------------------------------------------------------------------------------------ */

/* The lines of a JSONL file by their "id"; NULL if it can't be read. Bad lines are reported and left out. */
static json_t *load(const char *path, bool *some_failed)
{
    FILE *file = fopen(path, "rb");
    avow_error error = {0};
    if (file == NULL) {
        fail(&error, AVOW_READ_FAILED, 0, "%s", strerror(errno));
        say_failed(&error, path, 0, NULL);
        return NULL;
    }
    json_t *lines = json_object();
    char *line = NULL;
    size_t capacity = 0;
    uint64_t record = 0, offset = 0;
    for (ssize_t size; (size = getline(&line, &capacity, file)) >= 0; offset += (uint64_t)size) {
        record++;
        size_t mark = record == 1 && strncmp(line, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;     /* byte order */
        if (mark + strspn(line + mark, " \t\r\n") == (size_t)size)
            continue;
        json_error_t why;
        json_t *object = json_loadb(line + mark, (size_t)size - mark, JSON_ALLOW_NUL, &why);
        const char *id = json_string_value(json_object_get(object, "id"));
        if (id == NULL || json_object_set(lines, id, object) != 0) {
            fail(&error, AVOW_BAD_INPUT, offset, "%.200s", object != NULL ? "the line has no string \"id\"" : why.text);
            say_failed(&error, path, record, NULL);
            *some_failed = true;
        }
        json_decref(object);
    }
    if (ferror(file)) {
        fail(&error, AVOW_READ_FAILED, offset, "%s", strerror(errno));
        say_failed(&error, path, 0, NULL);
        json_decref(lines);
        lines = NULL;
    }
    free(line);
    fclose(file);
    return lines;
}

/* ---- scoring ------------------------------------------------------------------------------------------------------ */

static score_group *group_of(evaluation *self, const json_t *gold)
{
    const char *name = json_string_value(json_object_get(gold, "publisher"));
    if (name == NULL)
        name = json_string_value(json_object_get(gold, "outlet"));
    if (name == NULL)
        name = "(none)";
    for (size_t i = 0; i < self->group_count; i++)
        if (strcmp(self->groups[i].name, name) == 0)
            return &self->groups[i];
    self->groups = must_grow(self->groups, self->group_count + 1, sizeof *self->groups);
    self->groups[self->group_count] = (score_group){.name = name};
    return &self->groups[self->group_count++];
}

/* Scores an article; predicted is a list of JSON, or else result is what was extracted, or both are NULL. */
static void add(evaluation *self, const json_t *gold, const json_t *predicted, const avow_result *result)
{
    const json_t *string = json_object_get(gold, "text");
    const char *id = json_string_value(json_object_get(gold, "id")), *path = self->gold_path;
    const char *bytes = json_is_string(string) ? json_string_value(string) : "";
    score_text text = score_text_of(bytes, json_string_length(string));
    score_statements g = {0}, p = {0};
    avow_error error = {0};
    const json_t *annotated = json_object_get(gold, "attributions");
    if (!json_is_array(annotated))
        fail(&error, AVOW_BAD_INPUT, 0, "there is no list \"attributions\"");
    bool good = error.code == AVOW_OK && statements_from_json(annotated, &text, &g, &error);
    if (good && result != NULL)
        statements_from_result(result, &text, &p);
    else if (good && !statements_from_json(predicted, &text, &p, &error)) {
        good = false;
        path = self->predicted_path;
    }
    if (good) {
        label_statements(&g, json_object_get(gold, "attributions"),
                         json_object_get(json_object_get(self->speakers, id), "speakers"), &text);
        score_add(&self->all, &g, &p);
        score_add(&group_of(self, gold)->tally, &g, &p);
    } else {
        char *detail = must_copy(error.detail);
        fail(&error, error.code, 0, "article %.100s: %s", id, detail);
        free(detail);
        say_failed(&error, path, 0, NULL);
        self->some_failed = true;
    }
    statements_free(&g);
    statements_free(&p);
    score_text_free(&text);
}

/* Scores the attributions of a file. */
static int compare(evaluation *self, const char *path)
{
    self->predicted_path = path;
    self->predicted = load(path, &self->some_failed);
    if (self->predicted == NULL)
        return SOME_INPUT_FAILED;
    const char *id;
    json_t *gold;
    json_object_foreach(self->gold, id, gold) {
        const json_t *predicted = json_object_get(self->predicted, id);
        const char *unit = json_string_value(json_object_get(predicted, "offsets"));
        if (unit != NULL && strcmp(unit, "codepoints") != 0) {
            say("%s counts offsets in %s: extract with --offsets codepoints", path, unit);
            return WRONG_USE;
        }
        add(self, gold, json_object_get(predicted, "attributions"), NULL);
    }
    return DONE;
}

static bool next(void *context, cli_job *job)
{
    evaluation *self = context;
    if (self->place == NULL)
        return false;
    job->object = json_incref(json_object_iter_value(self->place));
    job->file = must_copy(self->gold_path);
    const json_t *text = json_object_get(job->object, "text");
    job->article = (avow_article){.text = json_string_value(text), .size = json_string_length(text),
                                  .id = json_string_value(json_object_get(job->object, "id"))};
    if (job->article.text == NULL)
        fail(&job->error, AVOW_BAD_INPUT, 0, "article %.100s has no string \"text\"", job->article.id);
    self->place = json_object_iter_next(self->gold, self->place);
    return true;
}

static bool done(void *context, cli_job *job, bool last)
{
    (void)last;
    evaluation *self = context;
    if (job->error.code == AVOW_CANCELLED)
        return false;
    if (job->error.code != AVOW_OK) {
        say_failed(&job->error, job->file, 0, NULL);
        self->some_failed = true;
    }
    add(self, job->object, NULL, job->result);
    say_progress(self->all.articles, 0);
    return true;
}

/* Extracts from the gold's texts, and scores that. */
static int extract(evaluation *self, const cli_options *options)
{
    avow_model *model;
    avow_error error = {0};
    if (open_model(options->model, &model, &error) != AVOW_OK)
        return say_no_model(&error);
    self->place = json_object_iter(self->gold);
    jobs_plan plan = {.model = model, .kernel = options->kernel, .jobs = options->jobs, .next = next, .done = done,
                      .source = self, .target = self};
    avow_status status = jobs_run(&plan, &error);
    say_progress_end();
    avow_model_close(model);
    if (status == AVOW_NO_KERNEL)
        return say_no_kernel(options->kernel);
    if (status != AVOW_OK)
        say("%s", error.detail);
    return status != AVOW_OK ? SOME_INPUT_FAILED : DONE;
}

/* ---- the command -------------------------------------------------------------------------------------------------- */

static int by_name(const void *left, const void *right)
{
    return strcmp(((const score_group *)left)->name, ((const score_group *)right)->name);
}

static int evaluate(evaluation *self, const cli_options *options)
{
    self->gold_path = options->files[0];
    self->gold = load(self->gold_path, &self->some_failed);
    if (self->gold == NULL)
        return SOME_INPUT_FAILED;
    if (options->speakers != NULL && (self->speakers = load(options->speakers, &self->some_failed)) == NULL)
        return SOME_INPUT_FAILED;
    int status = options->file_count == 2 ? compare(self, options->files[1]) : extract(self, options);
    if (status != DONE || interrupted)
        return status;
    if (self->group_count > 0)
        qsort(self->groups, self->group_count, sizeof *self->groups, by_name);
    if (wants_text(options))
        report_text(&self->all, self->groups, self->group_count);
    else
        report_json(&self->all, self->groups, self->group_count);
    return self->some_failed ? SOME_INPUT_FAILED : DONE;
}

int command_eval(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("eval", "format jobs model kernel speakers", argc, argv, &options);
    if (status != DONE)
        return status;
    if (options.file_count < 1 || options.file_count > 2)
        return say_wrong_use("eval", "avow eval takes GOLD and perhaps PRED");
    evaluation self = {0};
    status = evaluate(&self, &options);
    for (size_t i = 0; i < self.group_count; i++)
        score_free(&self.groups[i].tally);
    free(self.groups);
    score_free(&self.all);
    json_decref(self.gold);
    json_decref(self.predicted);
    json_decref(self.speakers);
    return status;
}
