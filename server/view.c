/* view.c - see view.h. */
#include "view.h"

#include <stdlib.h>
#include <string.h>

#include "record.h"

json_t *view_page(const char *part, const char *title)
{
    json_t *page = json_pack("{s:s, s:s}", "title", title, "version", avow_version());
    char name[32];
    snprintf(name, sizeof name, "at_%s", part);
    json_object_set_new(page, name, json_true());
    return page;
}

json_t *view_unless_refused(const request *r, json_t *value)
{
    if (r->status == 0)
        return value;
    json_decref(value);
    return NULL;
}

void view_take_string(json_t *object, const char *name, char *value)
{
    if (value != NULL)
        json_object_set_new(object, name, json_string(value));
    free(value);
}

void view_set_number(json_t *object, const char *name, size_t number)
{
    char digits[24], out[32];
    int size = snprintf(digits, sizeof digits, "%zu", number), used = 0;
    for (int i = 0; i < size; i++) {
        if (i > 0 && (size - i) % 3 == 0)
            out[used++] = ',';
        out[used++] = digits[i];
    }
    json_object_set_new(object, name, json_stringn(out, (size_t)used));
}

const char *view_act_label(avow_act act)
{
    static const char *const labels[] = {NULL, "denial", "accusation", "criticism", "support", "promise", "request", "question",
                                         "prediction", "admission", "warning", "belief", NULL};
    return act <= AVOW_ACT_UNREAD ? labels[act] : NULL;
}

/* ---- a sentence in parts -------------------------------------------------------------------------------------------- */

enum { PLAIN, CONTENT, SOURCE, CUE };

static bool is_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Marks the first place where the words stand, whole and on nothing that is marked. False if there is none. */
static bool mark(const char *sentence, size_t size, char *roles, const char *words, size_t length, char role)
{
    for (size_t at = 0; length > 0 && at + length <= size; at++) {
        bool whole = memcmp(sentence + at, words, length) == 0 && (at == 0 || !is_letter(words[0]) || !is_letter(sentence[at - 1])) &&
                     (at + length == size || !is_letter(words[length - 1]) || !is_letter(sentence[at + length]));
        if (whole && memchr(roles + at, CONTENT, length) == NULL && memchr(roles + at, SOURCE, length) == NULL) {
            memset(roles + at, role, length);
            return true;
        }
    }
    return length == 0;
}

/* Words with " … " between pieces that stand apart. Whether the sentence has all of them. */
static bool mark_all(const char *sentence, size_t size, char *roles, const char *words, char role)
{
    static const char between[] = " \xE2\x80\xA6 ";
    bool all = true;
    for (const char *end; *words != '\0'; words = *end != '\0' ? end + sizeof between - 1 : end) {
        end = strstr(words, between);
        if (end == NULL)
            end = words + strlen(words);
        all &= mark(sentence, size, roles, words, (size_t)(end - words), role);
    }
    return all;
}

/* The sentence as [{"text", "class"}]: the record has it without the places of its parts, which are looked for again. *beyond: the content
 * is not all in it. */
static json_t *parts_of(const avow_statement *s, bool *beyond)
{
    static const char *const classes[] = {NULL, "content", "source", "cue"};
    json_t *parts = json_array();
    size_t size = strlen(s->sentence);
    char *roles = calloc(size + 1, 1);
    if (roles == NULL)
        return parts;
    *beyond = !mark_all(s->sentence, size, roles, s->content, CONTENT);
    mark_all(s->sentence, size, roles, s->source, SOURCE);
    mark_all(s->sentence, size, roles, s->cue, CUE);
    for (size_t at = 0, end; at < size; at = end) {
        for (end = at; end < size && roles[end] == roles[at]; end++)
            continue;
        json_t *part = json_pack("{s:o}", "text", json_stringn(s->sentence + at, end - at));
        if (roles[at] != PLAIN)
            json_object_set_new(part, "class", json_string(classes[(int)roles[at]]));
        json_array_append_new(parts, part);
    }
    free(roles);
    return parts;
}

/* ---- changes -------------------------------------------------------------------------------------------------------- */

static void add_part(json_t *parts, const char *kind, const char *text, size_t size)
{
    if (size > 0)
        json_array_append_new(parts, json_pack("{s:o}", kind, json_stringn(text, size)));
}

json_t *view_changes(const char *text, size_t size, const avow_change *changes, size_t count)
{
    json_t *parts = json_array();
    const char *at = text;
    for (size_t i = 0; i < count; i++) {
        const avow_change *c = &changes[i];
        if (c->kind == AVOW_CHANGE_TYPOGRAPHY || c->to < at)
            continue;
        const bool behind = record_left_out_behind(text, size, c);
        add_part(parts, "text", at, (size_t)(c->to - at));
        if (behind)
            add_part(parts, "text", " ", 1);
        add_part(parts, "gone", c->from, c->from_size);
        if (c->from_size > 0 && c->to_size > 0)
            add_part(parts, "text", " ", 1);
        add_part(parts, "put", c->to, c->to_size);
        at = c->to + c->to_size;
        if (c->to_size == 0 && !behind && at < text + size)
            add_part(parts, "text", " ", 1);
    }
    add_part(parts, "text", at, (size_t)(text + size - at));
    return parts;
}

/* ---- statements ----------------------------------------------------------------------------------------------------- */

void view_set_date(json_t *object, const char *name, const char *date)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                                         "November", "December"};
    int year, month, day;
    if (date == NULL)
        return;
    if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) == 3 && month >= 1 && month <= 12)
        json_object_set_new(object, name, json_sprintf("%d %s %d", day, months[month - 1], year));
    else
        json_object_set_new(object, name, json_string(date));
}

/* What is no text is left out. */
static void set_string(json_t *object, const char *name, const char *text)
{
    if (text != NULL)
        json_object_set_new(object, name, json_string(text));
}

/* Who spoke, what it does, to whom, and how often it stands somewhere. */
static void put_line(json_t *view, const avow_statement *s)
{
    const char *label = view_act_label(s->act);
    if (s->speaker == 0) {
        json_object_set_new(view, "speaker", json_null());
        set_string(view, "nobody", s->source[0] != '\0' ? s->source : "Nobody named");
    } else {
        json_object_set_new(view, "speaker", json_pack("{s:I, s:s?}", "id", (json_int_t)s->speaker, "name", s->speaker_name));
    }
    if (label != NULL)
        json_object_set_new(view, "label", json_sprintf(s->negated ? "no %s" : "%s", label));
    set_string(view, "addressee", s->addressee);
    if (s->appearances > 1)
        json_object_set_new(view, "copies", json_sprintf("in %zu articles of %zu outlet%s", s->appearances, s->outlets,
                                                         s->outlets == 1 ? "" : "s"));
}

json_t *view_statement(const avow_statement *s)
{
    char address[64];
    bool beyond = false;
    json_t *view = json_pack("{s:I, s:I}", "article", (json_int_t)s->article, "number", (json_int_t)s->number);
    snprintf(address, sizeof address, "/articles/%lld#a1-s%u", (long long)s->article, s->number);
    set_string(view, "address", address);
    put_line(view, s);
    json_object_set_new(view, "parts", parts_of(s, &beyond));
    set_string(view, "content", s->content);
    set_string(view, "sentence", s->sentence);
    if (beyond)
        set_string(view, "beyond", s->content);
    set_string(view, "outlet", s->outlet);
    set_string(view, "headline", s->title != NULL && s->title[0] != '\0' ? s->title : base_name(s->article_id != NULL ? s->article_id : ""));
    view_set_date(view, "date_words", s->date);
    if (s->date != NULL)
        json_object_set_new(view, "day", json_stringn(s->date, strnlen(s->date, sizeof "2016-05-24" - 1)));
    return view;
}
