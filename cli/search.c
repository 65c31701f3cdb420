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

/* Would a spreadsheet take it for a formula, with or without the apostrophes before it? */
static bool is_formula(const char *text)
{
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};     /* = + - @ */
    text += strspn(text, "'");
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(text, wide[i], strlen(wide[i])) == 0)
            return true;
    return *text != '\0' && strchr("=+-@\t\r\n", *text) != NULL;
}

/* A field of CSV as avow export has it (doc/formats.md): RFC 4180, and an apostrophe before what would be a formula. */
static void put_field(cli_output *output, const char *text, bool last)
{
    bool quoted = text != NULL && strpbrk(text, ",\"\r\n") != NULL;
    output_text(output, quoted ? "\"" : "");
    output_text(output, text != NULL && is_formula(text) ? "'" : "");
    for (const char *at = text != NULL ? text : ""; *at != '\0'; at++) {
        if (*at == '"')
            output_text(output, "\"");
        output_sink(output, at, 1);
    }
    output_text(output, quoted ? "\"" : "");
    output_text(output, last ? "\r\n" : ",");
}

static void put_number(cli_output *output, long long number, bool last)
{
    char *text = must_format("%lld", number);
    put_field(output, text, last);
    free(text);
}

static void put_row(cli_output *output, const avow_statement *s)
{
    put_number(output, s->id, false);
    put_number(output, s->article, false);
    const char *const fields[] = {s->outlet, s->date, s->url, s->speaker_name, avow_act_name(s->act), s->negated ? "true" : "false",
                                  s->source,
                                  s->cue, s->content, s->sentence};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        put_field(output, fields[i], false);
    put_number(output, (long long)s->place.start, false);
    put_number(output, (long long)s->place.end, false);
    put_number(output, s->utterance, false);
    put_number(output, (long long)s->appearances, false);
    put_number(output, (long long)s->outlets, true);
}

static int write_one(void *context, const avow_statement *statement)
{
    writing *w = context;
    if (w->format == FORMAT_CSV)
        put_row(w->output, statement);
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
        output_text(output,
                    "statement,article,outlet,date,url,speaker,act,negated,source,cue,content,sentence,start,end,utterance,appearances,"
                            "outlets\r\n");
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
