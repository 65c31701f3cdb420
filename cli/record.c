/* record.c - see record.h. */
#include "record.h"

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

int record_failed(const cli_options *options, const avow_error *error)
{
    if (error->code == AVOW_CANCELLED)
        return SOME_INPUT_FAILED;
    const char *what = avow_status_name(error->code);
    if (error->detail[0] == '\0')
        say("%s: %s", options->store, what);
    else
        say("%s: %s: %s", options->store, what, error->detail);
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

/* ---- JSON ----------------------------------------------------------------------------------------------------------- */

static json_t *string_or_null(const char *text)
{
    json_t *value = text != NULL ? json_string(text) : NULL;
    return value != NULL ? value : json_null();
}

json_t *record_statement(const avow_statement *s)
{
    json_t *speaker = s->speaker != 0 ? json_pack("{s:I, s:o, s:s}", "id", (json_int_t)s->speaker, "name", string_or_null(s->speaker_name),
                                                  "type", avow_speaker_type_name(s->speaker_type)) : json_null();
    json_t *utterance = json_pack("{s:I, s:I, s:I}", "id", (json_int_t)s->utterance, "appearances", (json_int_t)s->appearances, "outlets",
                                  (json_int_t)s->outlets);
    json_t *object = json_pack("{s:I, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o}", "statement", (json_int_t)s->id, "article",
                               (json_int_t)s->article, "number", (json_int_t)s->number, "id", string_or_null(s->article_id), "title",
                               string_or_null(s->title), "outlet", string_or_null(s->outlet), "date", string_or_null(s->date), "url",
                               string_or_null(s->url), "speaker", speaker);
    json_t *what = json_pack("{s:o, s:s, s:o, s:b, s:s, s:s, s:s, s:s, s:o}", "speaker_unknown",
                             string_or_null(s->speaker == 0 ? avow_unknown_name(s->unknown) : NULL), "type", avow_type_name(s->type),
                             "act", string_or_null(avow_act_name(s->act)), "negated", s->negated, "source", s->source, "cue", s->cue,
                             "content", s->content, "addressee", s->addressee, "said", string_or_null(s->time));
    json_t *where = json_pack("{s:s, s:I, s:I, s:f, s:o}", "sentence", s->sentence, "start", (json_int_t)s->place.start, "end",
                              (json_int_t)s->place.end, "confidence", (double)(long)((double)s->confidence * 1000 + 0.5) / 1000,
                              "utterance", utterance);
    if (object != NULL && what != NULL && where != NULL) {
        json_object_update(object, what);
        json_object_update(object, where);
    }
    json_decref(what);
    json_decref(where);
    return object;
}

json_t *record_change(const avow_change *c)
{
    return json_pack("{s:o, s:o, s:s}", "from", json_stringn(c->from, c->from_size), "to", json_stringn(c->to, c->to_size), "kind",
                     avow_change_name(c->kind));
}

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
                                                    s->outlets == 1 ? "" : "s") : NULL;
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

void record_show_changes(cli_output *output, bool color, const char *text, size_t size, const avow_change *changes, size_t count)
{
    const char *at = text, *end = text + size, *over = color ? "\033[0m" : NULL;
    for (size_t i = 0; i < count; i++) {
        const avow_change *c = &changes[i];
        if (c->kind == AVOW_CHANGE_TYPOGRAPHY || c->to < at)
            continue;
        output_safe(output, at, (size_t)(c->to - at));
        put_marked(output, color ? "\033[31;9m" : "[-", c->from, c->from_size, over != NULL ? over : "-]");
        put_marked(output, color ? "\033[32m" : "{+", c->to, c->to_size, over != NULL ? over : "+}");
        at = c->to + c->to_size;
        if (c->to_size == 0 && c->from_size > 0 && at < end)
            output_text(output, " ");
    }
    output_safe(output, at, (size_t)(end - at));
}
