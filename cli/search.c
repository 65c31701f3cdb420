/* search.c - avow search: statements out of a store. */
#include <stdlib.h>
#include <string.h>

#include "record.h"

enum { USUAL_LIMIT = 20 };          /* for people, who can ask for more */

typedef struct writing {
    cli_output *output;
    cli_format format;
    size_t count;
} writing;

static int write_one(void *context, const avow_statement *statement)
{
    writing *w = context;
    if (w->format == FORMAT_CSV)
        record_row(output_sink, w->output, statement);
    else if (w->format == FORMAT_JSON)
        record_line(w->output, record_statement(statement));
    else {
        output_text(w->output, w->count > 0 ? "\n" : "");
        record_show(w->output, statement);
    }
    w->count++;
    return w->output->error != 0 || interrupted;
}

static int search(const cli_options *options, avow_store *store, cli_output *output)
{
    writing w = {output, options->format != FORMAT_DEFAULT ? options->format : wants_text(options) ? FORMAT_TEXT : FORMAT_JSON, 0};
    char *words = record_words(options);
    avow_query query = {.words = words, .speaker = options->speaker, .about = options->about, .like = options->like, .acts = options->acts,
                        .outlet = options->outlet, .since = options->since, .until = options->until, .anonymous = options->anonymous,
                        .limit = options->limit > 0 ? options->limit : w.format == FORMAT_TEXT ? USUAL_LIMIT : 0,
                        .offsets = options->offsets};
    avow_error error = {0};
    if (w.format == FORMAT_CSV)
        record_row(output_sink, output, NULL);
    avow_status status = avow_store_search(store, &query, write_one, &w, &error);
    free(words);
    bool written = output_close(output, options->output);
    int outcome = record_outcome("search", options, status, &error);
    if (outcome != DONE)
        return outcome;
    if (w.format == FORMAT_TEXT && w.count == 0)
        say("nothing found");
    else if (w.format == FORMAT_TEXT && options->limit == 0 && w.count == USUAL_LIMIT)
        say("the %s %d; --limit N shows more", options->like != NULL ? "closest" : "newest", USUAL_LIMIT);
    return written ? DONE : SOME_INPUT_FAILED;
}

int command_search(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("search", "store like speaker about act outlet since until anonymous limit format offsets output", argc,
                               argv, &options);
    return status != DONE ? status : record_run("search", &options, search);
}
