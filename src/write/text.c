/* text.c - results for a person at a terminal: a numbered block a statement, folded to the width of the screen.
 *
 *     Trump believes Putin on Russia meddling
 *     003.txt · BBC News · 2017-11-11
 *
 *      1  Donald Trump – has said  (indirect, 0.97)
 *         President Vladimir Putin feels insulted by allegations of
 *         Russian interference
 *
 *     1 statement
 *
 * All that comes from an article passes avow_excerpt, so that no control character of it reaches the terminal. The colours
 * have a contrast of at least 4.3:1 on black as well as on white; what is said keeps the terminal's own. */
#include "writer.h"

#include <string.h>

#include "columns.h"

#define SOURCE "\x1b[1;38;5;30m"
#define CUE "\x1b[38;5;130m"
#define TITLE "\x1b[1m"
#define FAINT "\x1b[38;5;243m"
#define PLAIN ""
#define RESET "\x1b[0m"

/* Words put one after another, with a new line before one that would pass the width. */
typedef struct folder {
    avow_buf *out;
    size_t width, indent, column;
    bool color;
} folder;

static void new_line(folder *f)
{
    avow_buf_char(f->out, '\n');
    f->column = 0;
}

static void margin(folder *f)
{
    for (; f->column < f->indent; f->column++)
        avow_buf_char(f->out, ' ');
}

static void put_word(folder *f, const char *word, size_t size)
{
    size_t columns = avow_columns(word, size);
    if (f->column > f->indent) {
        if (f->column + 1 + columns > f->width) {
            new_line(f);
        } else {
            avow_buf_char(f->out, ' ');
            f->column++;
        }
    }
    margin(f);
    avow_buf_put(f->out, word, size);
    f->column += columns;
}

/* text holds no white space but single spaces. */
static void put(folder *f, const char *style, const char *text, size_t size)
{
    if (size == 0) return;
    bool styled = f->color && style[0] != '\0';
    if (styled) avow_buf_text(f->out, style);
    while (size > 0) {
        const char *space = memchr(text, ' ', size);
        size_t length = space != NULL ? (size_t)(space - text) : size;
        if (length > 0) put_word(f, text, length);
        size_t skip = space != NULL ? length + 1 : length;
        text += skip;
        size -= skip;
    }
    if (styled) avow_buf_text(f->out, RESET);
}

static void put_text(folder *f, const char *style, const char *text)
{
    put(f, style, text, strlen(text));
}

static void put_scratch(folder *f, const char *style, const avow_buf *scratch)
{
    put(f, style, scratch->data, scratch->size);
}

/* ---- an article --------------------------------------------------------------------------------------------------- */

static void put_field(avow_writer *w, folder *f, const char *text)
{
    if (text == NULL || text[0] == '\0') return;
    if (f->column > 0) put_text(f, FAINT, "\xC2\xB7");
    avow_excerpt_string(w, text);
    put_scratch(f, FAINT, &w->scratch);
}

static void put_head(avow_writer *w, folder *f, const avow_result *result)
{
    bool titled = avow_excerpt_headline(w, result, "(untitled)");
    put_scratch(f, TITLE, &w->scratch);
    new_line(f);
    put_field(w, f, titled ? result->id : NULL);
    put_field(w, f, result->outlet);
    put_field(w, f, result->date);
    if (f->column > 0) new_line(f);
    put_field(w, f, result->url);
    if (f->column > 0) new_line(f);
    new_line(f);
}

/* The decimal digits of value, into the scratch; says how many. */
static size_t number(avow_writer *w, uint64_t value)
{
    avow_buf_clear(&w->scratch);
    avow_buf_uint(&w->scratch, value);
    w->out.failed |= w->scratch.failed;
    return w->scratch.size;
}

/* "(indirect, 0.97, within 3)"; type and confidence stay on one line. */
static void put_remark(avow_writer *w, folder *f, const avow_attribution *a)
{
    avow_buf *remark = &w->scratch;
    avow_buf_clear(remark);
    avow_buf_char(remark, '(');
    avow_buf_text(remark, avow_type_name(a->type));
    avow_buf_text(remark, ", ");
    avow_buf_fixed(remark, avow_confidence(a), 2);
    size_t together = remark->size + 1;         /* with the comma or parenthesis to come */
    if (a->parent != 0) {
        avow_buf_text(remark, ", within ");
        avow_buf_uint(remark, a->parent);
    }
    avow_buf_char(remark, ')');
    w->out.failed |= remark->failed;
    if (remark->failed) return;
    if (f->color) avow_buf_text(f->out, FAINT);
    put_word(f, remark->data, together);
    if (f->color) avow_buf_text(f->out, RESET);
    put(f, FAINT, remark->data + together, remark->size - together);
}

static void put_statement(avow_writer *w, folder *f, const avow_result *result, const avow_attribution *a)
{
    size_t indent = f->indent, digits = number(w, a->id);
    f->indent = indent - digits - 2;
    put_scratch(f, FAINT, &w->scratch);
    f->indent = indent;
    margin(f);
    avow_excerpt(w, result, a->source);
    if (w->scratch.size > 0)
        put_scratch(f, SOURCE, &w->scratch);
    else put_text(f, FAINT, "(nobody named)");
    avow_excerpt(w, result, a->cue);
    if (w->scratch.size > 0) {
        put_text(f, FAINT, "\xE2\x80\x93");
        put_scratch(f, CUE, &w->scratch);
    }
    put_remark(w, f, a);
    new_line(f);
    avow_excerpt_content(w, result, a);
    put_scratch(f, PLAIN, &w->scratch);
    if (f->column > 0) new_line(f);
    new_line(f);
}

static void put_count(avow_writer *w, folder *f, size_t count)
{
    if (count > 0) {
        number(w, count);
        put_scratch(f, FAINT, &w->scratch);
    }
    put_text(f, FAINT, count == 0 ? "No statements found" : count == 1 ? "statement" : "statements");
    new_line(f);
}

void avow_text_write(avow_writer *w, const avow_result *result)
{
    folder f = {.out = &w->out, .width = w->options.width > 0 ? w->options.width : 80, .color = w->options.color};
    if (w->articles > 0) avow_buf_text(&w->out, "\n\n");
    put_head(w, &f, result);
    uint32_t last = 0;
    for (size_t i = 0; i < result->attribution_count; i++)
        last = result->attributions[i].id > last ? result->attributions[i].id : last;
    f.indent = number(w, last) + 3;
    for (size_t i = 0; i < result->attribution_count && avow_writer_spill(w); i++)
        put_statement(w, &f, result, &result->attributions[i]);
    f.indent = 0;
    for (size_t i = 0; i < result->warning_count && avow_writer_spill(w); i++) {
        const char *warning = avow_writer_clean(w, result->warnings[i]);
        put_text(&f, TITLE, "Warning:");
        avow_excerpt_string(w, warning != NULL ? warning : "");
        put_scratch(&f, PLAIN, &w->scratch);
        new_line(&f);
    }
    put_count(w, &f, result->attribution_count);
}
