/* who.c - avow who: speakers of a store, and who is who. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

typedef struct writing {
    cli_output *output;
    bool text;
    size_t count;
} writing;

static void put_tally(cli_output *output, const char *name, size_t count, bool *any)
{
    char *number = must_format("%s%zu ", *any ? ", " : "", count);
    output_text(output, number);
    output_safe(output, name, strlen(name));
    free(number);
    *any = true;
}

static void show(cli_output *output, const avow_speaker *s)
{
    bool any = false;
    char *counts = must_format(" (%s, speaker %lld)\n    %zu statement%s, %zu utterance%s, in %zu article%s", avow_speaker_type_name(s->type),
                               (long long)s->id, s->statements, plural(s->statements), s->utterances, plural(s->utterances), s->articles,
                               plural(s->articles));
    output_safe(output, s->name, strlen(s->name));
    output_text(output, counts);
    free(counts);
    if (s->first != NULL) {
        char *dates = strcmp(s->first, s->last) == 0 ? must_format(", on %s", s->first) : must_format(", from %s to %s", s->first, s->last);
        output_safe(output, dates, strlen(dates));
        free(dates);
    }
    output_text(output, s->alias_count > 0 ? "\n    also called: " : "");
    for (size_t i = 0; i < s->alias_count; i++) {
        output_text(output, i > 0 ? ", " : "");
        output_safe(output, s->aliases[i], strlen(s->aliases[i]));
    }
    output_text(output, "\n    acts: ");
    for (int act = 0; act < AVOW_ACT_UNREAD; act++)
        if (s->acts[act] > 0)
            put_tally(output, avow_act_name((avow_act)act), s->acts[act], &any);
    output_text(output, s->outlet_count > 0 ? "\n    outlets: " : "");
    any = false;
    for (size_t i = 0; i < s->outlet_count; i++)
        put_tally(output, s->outlets[i].name, s->outlets[i].count, &any);
    output_text(output, "\n");
}

static int write_one(void *context, const avow_speaker *speaker)
{
    writing *w = context;
    if (w->text) {
        output_text(w->output, w->count > 0 ? "\n" : "");
        show(w->output, speaker);
    } else {
        record_line(w->output, record_speaker(speaker));
    }
    w->count++;
    return w->output->error != 0 || interrupted;
}

/* A number of the store's; 0 if it is none. */
static int64_t number_of(const char *text)
{
    char *end;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 ? n : 0;
}

/* What --merge and --split do with the numbers; *speaker is then to be shown. */
static avow_status decide(const cli_options *options, avow_store *store, const int64_t *numbers, int64_t *speaker, avow_error *error)
{
    avow_status status = AVOW_OK;
    if (options->split)
        return avow_store_split(store, numbers, options->file_count, speaker, error);
    *speaker = numbers[0];
    for (size_t i = 1; i < options->file_count && status == AVOW_OK; i++)
        status = avow_store_merge(store, numbers[0], numbers[i], error);
    return status;
}

static int who(const cli_options *options, avow_store *store, cli_output *output)
{
    writing w = {output, wants_text(options), 0};
    avow_error error = {0};
    int64_t speaker = 0, *numbers = must_alloc(options->file_count, sizeof *numbers);
    bool right = true;
    for (size_t i = 0; i < options->file_count; i++)
        right = (numbers[i] = number_of(options->files[i])) > 0 && right;
    avow_status status = AVOW_OK;
    if ((options->split || options->merge) && !right) {
        fail(&error, status = AVOW_BAD_ARGUMENT, 0, "--split takes numbers of statements, and --merge of speakers");
    } else if (options->split || options->merge) {
        status = decide(options, store, numbers, &speaker, &error);
    } else if (right) {
        speaker = numbers[0];
    }
    if (status == AVOW_OK && speaker != 0) {
        status = avow_store_speaker(store, speaker, write_one, &w, &error);
    } else if (status == AVOW_OK) {
        char *name = must_utf8(options->files[0]);
        status = avow_store_who(store, name, write_one, &w, &error);
        free(name);
    }
    free(numbers);
    bool written = output_close(output, options->output);
    if (status == AVOW_BAD_ARGUMENT || status == AVOW_NOT_IN_STORE)
        return say_wrong_use("who", "%s", error.detail);
    if (status != AVOW_OK)
        return record_failed(options, &error);
    if (w.text && w.count == 0)
        say("nobody of that name");
    return written ? DONE : SOME_INPUT_FAILED;
}

int command_who(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("who", "store split merge format output", argc, argv, &options);
    if (status != DONE)
        return status;
    if (options.split && options.merge)
        return say_wrong_use("who", "--split and --merge do not go together");
    if (options.merge ? options.file_count < 2 : options.split ? options.file_count < 1 : options.file_count != 1)
        return say_wrong_use("who", options.merge ? "--merge takes two speakers or more" : options.split ? "--split takes statements"
                                                                                                        : "avow who takes one name, in quotation marks if it has several words");
    return record_run("who", &options, who);
}
