/* record.c - see record.h. */
#include "record.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool record_open(const char *command, const cli_options *options, avow_store_options how, avow_store **store, int *status)
{
    avow_error error = {0};
    *store = NULL;
    how.cancel = &interrupted;
    if (options->store == NULL)
        *status = say_wrong_use(command, "no store named: --store FILE");
    else if (avow_store_open(options->store, &how, store, &error) != AVOW_OK)
        *status = record_failed(options, &error);
    return *store != NULL;
}

int record_run(const char *command, const cli_options *options, int (*run)(const cli_options *, avow_store *, cli_output *))
{
    avow_store *store;
    int status = DONE;
    if (record_open(command, options, (avow_store_options){.read_only = !options->split && !options->merge}, &store, &status)) {
        cli_output *output = must_alloc(1, sizeof *output);
        status = output_open(output, options->output) ? run(options, store, output) : SOME_INPUT_FAILED;
        free(output);
    }
    avow_store_close(store);
    return status;
}

/* What helps. */
static const char *remedy(avow_status status)
{
    switch (status) {
    case AVOW_STORE_TOO_NEW: return "; a newer avow can read it";
    case AVOW_STORE_DAMAGED: return "; take a copy from before, or add the articles to a new store";
    case AVOW_STORE_BUSY: return "; try again when that is done";
    case AVOW_STORE_FULL: return "; make room and run the same again: what was added is in the store";
    default: return "";
    }
}

int record_failed(const cli_options *options, const avow_error *error)
{
    if (error->code == AVOW_CANCELLED)
        return SOME_INPUT_FAILED;
    const char *what = avow_status_name(error->code);
    if (error->detail[0] == '\0')
        say("%s: %s", options->store, what);
    else
        say("%s: %s: %s%s", options->store, what, error->detail, remedy(error->code));
    return NO_STORE;
}

int record_outcome(const char *command, const cli_options *options, avow_status status, const avow_error *error)
{
    if (status == AVOW_BAD_ARGUMENT || status == AVOW_LIMIT)
        return say_wrong_use(command, "%s", error->detail);
    return status != AVOW_OK ? record_failed(options, error) : DONE;
}

char *record_words(const cli_options *options)
{
    char *words = must_copy("");
    for (size_t i = 0; i < options->file_count; i++) {
        char *one = must_utf8(options->files[i]);
        bool phrase = strpbrk(one, " \t\n") != NULL && strchr(one, '"') == NULL;
        char *more = must_format(phrase ? "%s \"%s\"" : "%s %s", words, one);
        free(one);
        free(words);
        words = more;
    }
    return words;
}

/* ---- lines ----------------------------------------------------------------------------------------------------------- */

void record_line(cli_output *output, json_t *object)
{
    char *text = object != NULL ? json_dumps(object, JSON_REAL_PRECISION(6)) : NULL;
    if (text != NULL) {
        output_text(output, text);
        output_text(output, "\n");
    }
    free(text);
    json_decref(object);
}

/* ---- CSV ------------------------------------------------------------------------------------------------------------ */

static void put_field(avow_sink sink, void *context, const char *text, bool last)
{
    avow_csv_field(text, text != NULL ? strlen(text) : 0, sink, context);
    sink(context, last ? "\r\n" : ",", last ? 2 : 1);
}

static void put_number(avow_sink sink, void *context, long long number, bool last)
{
    char *text = must_format("%lld", number);
    sink(context, text, strlen(text));
    sink(context, last ? "\r\n" : ",", last ? 2 : 1);
    free(text);
}

void record_row(avow_sink sink, void *context, const avow_statement *s)
{
    static const char names[] = "statement,article,outlet,date,url,speaker,act,negated,source,cue,content,sentence,start,end,utterance,"
                                "appearances,outlets\r\n";
    if (s == NULL) {
        sink(context, names, sizeof names - 1);
        return;
    }
    put_number(sink, context, s->id, false);
    put_number(sink, context, s->article, false);
    const char *const fields[] = {s->outlet, s->date, s->url, s->speaker_name, avow_act_name(s->act), s->negated ? "true" : "false",
                                  s->source, s->cue, s->content, s->sentence};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        put_field(sink, context, fields[i], false);
    put_number(sink, context, (long long)s->place.start, false);
    put_number(sink, context, (long long)s->place.end, false);
    put_number(sink, context, s->utterance, false);
    put_number(sink, context, (long long)s->appearances, false);
    put_number(sink, context, (long long)s->outlets, true);
}

/* ---- for people ----------------------------------------------------------------------------------------------------- */

/* One line: line ends become blanks. */
static void put_line(cli_output *output, const char *text)
{
    for (size_t at = 0; text[at] != '\0';) {
        size_t size = strcspn(text + at, "\r\n");
        output_safe(output, text + at, size);
        at += size;
        if (text[at] != '\0')
            output_text(output, " ");
        at += strspn(text + at, "\r\n");
    }
}

static void put_part(cli_output *output, const char *text, bool *any)
{
    if (text == NULL || text[0] == '\0')
        return;
    output_text(output, *any ? " \xC2\xB7 " : "");
    put_line(output, text);
    *any = true;
}

void record_show(cli_output *output, const avow_statement *s)
{
    bool any = false;
    char *copies = s->appearances > 1 ? must_format("in %zu articles of %zu outlet%s", s->appearances, s->outlets,
                                                    plural(s->outlets)) : NULL;
    put_part(output, s->speaker_name != NULL ? s->speaker_name : s->source[0] != '\0' ? s->source : "nobody named", &any);
    put_part(output, s->act == AVOW_STATE ? NULL : avow_act_name(s->act), &any);
    put_part(output, s->negated ? "negated" : NULL, &any);
    put_part(output, s->date != NULL ? s->date : "no date", &any);
    put_part(output, s->outlet, &any);
    put_part(output, copies, &any);
    free(copies);
    output_text(output, "\n    ");
    put_line(output, s->content);
    if (s->sentence[0] != '\0') {
        output_text(output, "\n    in: ");
        put_line(output, s->sentence);
    }
    output_text(output, "\n    ");
    put_line(output, s->url != NULL ? s->url : s->article_id != NULL ? s->article_id : "");
    output_text(output, "\n");
}

static void put_marked(cli_output *output, const char *before, const char *text, size_t size, const char *behind)
{
    if (size == 0)
        return;
    output_text(output, before);
    output_safe(output, text, size);
    output_text(output, behind);
}

bool record_left_out_behind(const char *text, size_t size, const avow_change *c)
{
    const char *at = c->to, *end = text + size;
    return c->to_size == 0 && c->from_size > 0 && at > text && at[-1] != ' ' &&
           (at == end || *at == ' ' || *at == '\xE2' || ispunct((unsigned char)*at));       /* U+2019, U+201D and U+2026 begin with E2 */
}

void record_show_changes(cli_output *output, bool color, const char *text, size_t size, const avow_change *changes, size_t count)
{
    const char *at = text, *end = text + size, *over = color ? "\033[0m" : NULL;
    for (size_t i = 0; i < count; i++) {
        const avow_change *c = &changes[i];
        if (c->kind == AVOW_CHANGE_TYPOGRAPHY || c->to < at)
            continue;
        const bool behind = record_left_out_behind(text, size, c);
        output_safe(output, at, (size_t)(c->to - at));
        output_text(output, behind ? " " : "");
        put_marked(output, color ? "\033[31;9m" : "[-", c->from, c->from_size, over != NULL ? over : "-]");
        put_marked(output, color ? "\033[32m" : "{+", c->to, c->to_size, over != NULL ? over : "+}");
        at = c->to + c->to_size;
        if (c->to_size == 0 && c->from_size > 0 && !behind && at < end)
            output_text(output, " ");
    }
    output_safe(output, at, (size_t)(end - at));
}
