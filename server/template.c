/* template.c - see template.h. The text is walked once; a section's body is walked again for each item. */
#include "template.h"

#include <string.h>

#include "cli.h"

enum { DEEPEST = 16, LONGEST_NAME = 64 };

typedef struct rendering {
    FILE *out;
    const json_t *stack[DEEPEST];   /* the values of the sections that are open */
    size_t depth, partials;
} rendering;

typedef struct tag {
    char kind;                      /* '#', '^', '/', '>', '!', '{', or 'v' for a value */
    char name[LONGEST_NAME];
    size_t start, end;              /* of the tag in the text, with a line that it has for itself */
} tag;

const template_file *web_file(const char *name)
{
    for (const template_file *file = web_files; file->name != NULL; file++)
        if (strcmp(file->name, name) == 0)
            return file;
    return NULL;
}

/* A character that stands for itself, to pass over the most of a text quickly. */
static bool is_plain(char c)
{
    return (c >= '(' && c < 0x7F && c != '<' && c != '>') || c == ' ' || c == '!' || (c >= '#' && c < '&');
}

/* What HTML forbids, and what could turn the words of a page round. */
static bool is_control(int32_t c)
{
    return c < 0 || (c < ' ' && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

void html_escape(FILE *out, const char *text, size_t size)
{
    size_t start = 0;               /* of what is not written yet */
    for (size_t at = 0, length = 1; at < size; at += length, length = 1) {
        int32_t c;
        if (is_plain(text[at]))
            continue;
        length = decode_utf8(text + at, size - at, &c);
        const char *instead = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : c == '\'' ? "&#39;" :
                              is_control(c) ? "\xEF\xBF\xBD" : NULL;
        if (instead == NULL)
            continue;
        fwrite(text + start, 1, at - start, out);
        fputs(instead, out);
        start = at + length;
    }
    fwrite(text + start, 1, size - start, out);
}

/* ---- tags ----------------------------------------------------------------------------------------------------------- */

/* Sections and comments that have a line for themselves take it with them. */
static void take_line(const char *text, size_t size, tag *t)
{
    size_t start = t->start, end = t->end;
    while (start > 0 && text[start - 1] == ' ')
        start--;
    while (end < size && text[end] == ' ')
        end++;
    if ((start == 0 || text[start - 1] == '\n') && end < size && text[end] == '\n') {
        t->start = start;
        t->end = end + 1;
    }
}

/* The next tag from `at` on; false if there is none. A name that is too long is cut and found nowhere. */
static bool next_tag(const char *text, size_t size, size_t at, tag *t)
{
    const char *open, *close = NULL;
    for (;; at++) {
        open = at + 4 <= size ? memchr(text + at, '{', size - at - 3) : NULL;
        if (open == NULL)
            return false;
        if (open[1] == '{')
            break;
        at = (size_t)(open - text);
    }
    const char *inner = open + 2;
    t->kind = 'v';
    if (strchr("#^/>!{", *inner) != NULL)
        t->kind = *inner++;
    size_t closing = t->kind == '{' ? 3 : 2, left = size - (size_t)(inner - text);
    for (const char *brace = inner; close == NULL && (brace = memchr(brace, '}', left - (size_t)(brace - inner))) != NULL; brace++)
        if ((size_t)(brace - inner) + closing <= left && memcmp(brace, "}}}", closing) == 0)
            close = brace;
    if (close == NULL)
        return false;
    t->start = (size_t)(open - text);
    t->end = (size_t)(close - text) + closing;
    size_t length = (size_t)(close - inner);
    if (length >= LONGEST_NAME)
        length = LONGEST_NAME - 1;
    memcpy(t->name, inner, length);
    t->name[length] = '\0';
    if (strchr("#^/!", t->kind) != NULL)
        take_line(text, size, t);
    return true;
}

/* The tag that ends the section that begins before `at`. */
static bool find_end(const char *text, size_t size, size_t at, const char *name, tag *t)
{
    for (size_t depth = 1; next_tag(text, size, at, t); at = t->end) {
        depth += t->kind == '#' || t->kind == '^';
        depth -= t->kind == '/';
        if (depth == 0)
            return strcmp(t->name, name) == 0;
    }
    return false;
}

/* ---- values --------------------------------------------------------------------------------------------------------- */

static const json_t *member(const json_t *value, const char *name, size_t size)
{
    return json_is_object(value) ? json_object_getn(value, name, size) : NULL;
}

static const json_t *look_up(const rendering *r, const char *name)
{
    if (strcmp(name, ".") == 0)
        return r->stack[r->depth - 1];
    size_t first = strcspn(name, ".");
    const json_t *value = NULL;
    for (size_t i = r->depth; i > 0 && value == NULL; i--)
        value = member(r->stack[i - 1], name, first);
    for (const char *at = name + first; value != NULL && *at == '.'; at += 1 + first) {
        first = strcspn(at + 1, ".");
        value = member(value, at + 1, first);
    }
    return value;
}

static bool is_there(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_ARRAY: return json_array_size(value) > 0;
    case JSON_STRING: return json_string_length(value) > 0;
    case JSON_INTEGER: return json_integer_value(value) != 0;
    case JSON_FALSE:
    case JSON_NULL: return false;
    default: return true;
    }
}

static void put_value(const rendering *r, const json_t *value, bool raw)
{
    if (json_is_string(value) && raw)
        fwrite(json_string_value(value), 1, json_string_length(value), r->out);
    else if (json_is_string(value))
        html_escape(r->out, json_string_value(value), json_string_length(value));
    else if (json_is_integer(value))
        fprintf(r->out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        fprintf(r->out, "%.2f", json_real_value(value));
    else if (json_is_true(value))
        fputs("true", r->out);
}

/* ---- rendering ------------------------------------------------------------------------------------------------------ */

static bool render(rendering *r, const char *text, size_t size);

static bool render_section(rendering *r, const tag *t, const char *body, size_t size)
{
    const json_t *value = look_up(r, t->name);
    bool there = value != NULL && is_there(value), good = true;
    if (t->kind == '^')
        return there || render(r, body, size);
    if (!there)
        return true;
    if (r->depth == DEEPEST)
        return false;
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    r->depth++;
    for (size_t i = 0; i < count && good; i++) {
        r->stack[r->depth - 1] = json_is_array(value) ? json_array_get(value, i) : value;
        good = render(r, body, size);
    }
    r->depth--;
    return good;
}

static bool render_partial(rendering *r, const char *name)
{
    const template_file *file = web_file(name);
    if (file == NULL || r->partials == DEEPEST)
        return false;
    r->partials++;
    bool good = render(r, file->data, file->size);
    r->partials--;
    return good;
}

static bool render(rendering *r, const char *text, size_t size)
{
    size_t at = 0;
    bool good = true;
    for (tag t, end; good && next_tag(text, size, at, &t);) {
        fwrite(text + at, 1, t.start - at, r->out);
        at = t.end;
        if (t.kind == '#' || t.kind == '^') {
            good = find_end(text, size, at, t.name, &end) && render_section(r, &t, text + at, end.start - at);
            at = good ? end.end : size;
        } else if (t.kind == '>') {
            good = render_partial(r, t.name);
        } else if (t.kind == '/') {
            good = false;
        } else if (t.kind != '!') {
            const json_t *value = look_up(r, t.name);
            if (value != NULL)
                put_value(r, value, t.kind == '{');
        }
    }
    fwrite(text + at, 1, size - at, r->out);
    return good;
}

bool template_render(FILE *out, const char *text, size_t size, const json_t *value)
{
    rendering r = {.out = out, .stack = {value}, .depth = 1};
    return render(&r, text, size);
}
