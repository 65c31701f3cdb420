/* drift.c - avow drift: how one utterance is worded in several articles. */
#include <stdlib.h>
#include <string.h>

#include "record.h"

typedef struct writing {
    cli_output *output;
    bool text, color;
    size_t count;
} writing;

static void write_text(const writing *w, const avow_drift *drift)
{
    const char *name = drift->speaker != 0 ? drift->speaker_name : "nobody named";
    output_text(w->output, w->count > 0 ? "\n" : "");
    output_safe(w->output, name, strlen(name));
    output_text(w->output, "\n");
    for (size_t i = 0; i < drift->variant_count; i++) {
        const avow_variant *v = &drift->variants[i];
        char *where = must_format("    %zu article%s", v->article_count, plural(v->article_count));
        output_text(w->output, where);
        free(where);
        for (size_t k = 0; k < v->outlet_count && k < 5; k++) {
            output_text(w->output, k > 0 ? ", " : ": ");
            output_safe(w->output, v->outlets[k], strlen(v->outlets[k]));
        }
        output_text(w->output, v->outlet_count > 5 ? ", \xE2\x80\xA6\n        " : "\n        ");
        record_show_changes(w->output, w->color, v->text, strlen(v->text), v->changes, v->change_count);
        output_text(w->output, "\n");
    }
}

static int write_one(void *context, const avow_drift *drift)
{
    writing *w = context;
    if (w->text)
        write_text(w, drift);
    else
        record_line(w->output, record_drift(drift));
    w->count++;
    return w->output->error != 0 || interrupted;
}

static int drift(const cli_options *options, avow_store *store, cli_output *output)
{
    writing w = {.output = output, .text = wants_text(options), .color = wants_color(options)};
    char *words = record_words(options);
    avow_query query = {.words = words, .speaker = options->speaker, .since = options->since, .until = options->until,
                        .limit = options->limit};
    avow_error error = {0};
    avow_status status = avow_store_drift(store, &query, write_one, &w, &error);
    free(words);
    bool written = output_close(output, options->output);
    int outcome = record_outcome("drift", options, status, &error);
    if (outcome != DONE)
        return outcome;
    if (w.text && w.count == 0)
        say("nothing found");
    return written ? DONE : SOME_INPUT_FAILED;
}

int command_drift(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("drift", "store speaker since until limit format color output", argc, argv, &options);
    if (status != DONE)
        return status;
    return record_run("drift", &options, drift);
}
