/* threads.c - avow threads: claims with who says them again and who denies them. */
#include <stdlib.h>
#include <string.h>

#include "record.h"

enum { USUAL_LIMIT = 10 };          /* for people, who can ask for more */

typedef struct writing {
    cli_output *output;
    bool text;
    size_t count;
} writing;

/* The claim, and below it day by day what followed. */
static void write_text(const writing *w, const avow_thread *t)
{
    output_text(w->output, w->count > 0 ? "\n\n" : "");
    record_show(w->output, &t->claim);
    for (size_t i = 0; i < t->member_count; i++) {
        const avow_member *m = &t->members[i];
        output_text(w->output, "  ");
        output_text(w->output, avow_thread_relation_name(m->relation));
        output_text(w->output, ": ");
        record_show(w->output, &m->statement);
    }
    if (t->more)
        output_text(w->output, "  there may be more\n");
}

static int write_one(void *context, const avow_thread *thread)
{
    writing *w = context;
    if (w->text)
        write_text(w, thread);
    else
        record_line(w->output, record_thread(thread));
    w->count++;
    return w->output->error != 0 || interrupted;
}

static int threads(const cli_options *options, avow_store *store, cli_output *output)
{
    writing w = {.output = output, .text = wants_text(options)};
    char *words = record_words(options);
    avow_query query = {.words = words, .speaker = options->speaker, .since = options->since, .until = options->until,
                        .limit = options->limit > 0 ? options->limit : w.text ? USUAL_LIMIT : 0, .offsets = options->offsets};
    avow_error error = {0};
    avow_status status = avow_store_threads(store, &query, write_one, &w, &error);
    free(words);
    bool written = output_close(output, options->output);
    int outcome = record_outcome("threads", options, status, &error);
    if (outcome != DONE)
        return outcome;
    if (w.text && w.count == 0)
        say("nothing found");
    else if (w.text && options->limit == 0 && w.count == USUAL_LIMIT)
        say("the first %d; --limit N shows more", USUAL_LIMIT);
    return written ? DONE : SOME_INPUT_FAILED;
}

int command_threads(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("threads", "store speaker since until limit format offsets output", argc, argv, &options);
    return status != DONE ? status : record_run("threads", &options, threads);
}
