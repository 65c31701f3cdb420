/* text.c - results for a person at a terminal: a numbered block a statement, folded to the width of the screen.
 *
 *     Trump believes Putin on Russia meddling
 *     003.txt · BBC News · 2017-11-11
 *
 *      1  Donald Trump (the US president) – has told (indirect, 0.97)
 *         that the Russian leader has denied meddling in the election
 *         to reporters · Saturday (2017-11-11)
 *
 *      2    Vladimir Putin (the Russian leader) – has denied (denial,
 *           indirect, 0.93, within 1)
 *           meddling in the election
 *
 *     2 statements
 *
 * Who spoke is bold; the source's words stand in parentheses where they don't hold the name. What lies in another's content is
 * indented. All that comes from an article passes avow_excerpt, so that no control character of it reaches the terminal. The
 * colours have a contrast of at least 4.3:1 on black as well as on white; what is said keeps the terminal's own. */
#include "writer.h"

#include <string.h>

#include "columns.h"

#define SPEAKER "\x1b[1;38;5;30m"
#define SOURCE "\x1b[38;5;30m"
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

/* "(denial, indirect, 0.97, within 3)"; type and confidence stay on one line, and so do the last two words. */
static void put_remark(avow_writer *w, folder *f, const avow_attribution *a)
{
    const char *label = avow_act_label(a);
    avow_buf *remark = &w->scratch;
    avow_buf_clear(remark);
    avow_buf_char(remark, '(');
    avow_buf_text(remark, label != NULL ? label : "");
    avow_buf_text(remark, label != NULL ? ", " : "");
    size_t before = label != NULL ? remark->size : 0;
    avow_buf_text(remark, avow_type_name(a->type));
    avow_buf_text(remark, ", ");
    avow_buf_fixed(remark, avow_confidence(a->confidence), 2);
    size_t together = remark->size + 1;         /* with the comma or parenthesis to come */
    if (a->parent != 0) {
        avow_buf_text(remark, ", within ");
        avow_buf_uint(remark, a->parent);
    }
    avow_buf_char(remark, ')');
    w->out.failed |= remark->failed;
    if (remark->failed) return;
    put(f, FAINT, remark->data, before);
    if (f->color) avow_buf_text(f->out, FAINT);
    put_word(f, remark->data + before, together - before);
    if (remark->size > together) put_word(f, remark->data + together + 1, remark->size - together - 1);
    if (f->color) avow_buf_text(f->out, RESET);
}

/* "(the US president)": the parentheses stick to the first and the last word. */
static void put_in_parentheses(avow_writer *w, folder *f, const char *style, const char *text, size_t size)
{
    avow_buf_clear(&w->name);
    avow_buf_char(&w->name, '(');
    avow_buf_put(&w->name, text, size);
    avow_buf_char(&w->name, ')');
    w->out.failed |= w->name.failed;
    put_scratch(f, style, &w->name);
}

/* The source's words, those that are its speaker's name in bold. */
static void put_named(folder *f, const avow_buf *words, size_t at, size_t size)
{
    size_t end = at + size;
    while (at > 0 && words->data[at - 1] != ' ') at--;
    while (end < words->size && words->data[end] != ' ') end++;
    put(f, SOURCE, words->data, at);
    put(f, SPEAKER, words->data + at, end - at);
    put(f, SOURCE, words->data + end, words->size - end);
}

static void put_who(avow_writer *w, folder *f, const avow_result *result, const avow_attribution *a)
{
    size_t at = avow_excerpt_who(w, result, a);
    const avow_buf *words = &w->scratch, *name = &w->name;
    const char *remark = avow_who_remark(a, words->size > 0);
    if (w->out.failed) return;
    if (at != AVOW_NOT_THERE) {
        put_named(f, words, at, name->size);
    } else if (a->speaker != 0) {
        put_scratch(f, SPEAKER, name);
        if (words->size > 0) put_in_parentheses(w, f, SOURCE, words->data, words->size);
    } else {
        put_scratch(f, remark == NULL ? SPEAKER : SOURCE, words);
    }
    if (remark != NULL) put_in_parentheses(w, f, FAINT, remark, strlen(remark));
}

/* To whom, and when: "to reporters · Saturday (2017-11-11)". */
static void put_circumstances(avow_writer *w, folder *f, const avow_result *result, const avow_attribution *a)
{
    avow_excerpt(w, result, a->addressee);
    bool addressed = w->scratch.size > 0;
    if (addressed) {
        put_text(f, FAINT, "to");
        put_scratch(f, FAINT, &w->scratch);
    }
    avow_excerpt_time(w, result, a);
    if (w->scratch.size > 0) {
        put_text(f, FAINT, addressed ? "\xC2\xB7" : "");
        put_scratch(f, FAINT, &w->scratch);
    }
    if (f->column > 0) new_line(f);
}

static void put_statement(avow_writer *w, folder *f, const avow_result *result, size_t index)
{
    enum { STEP = 2, DEEPEST = 4, NARROW = 40 };
    const avow_attribution *a = &result->attributions[index];
    size_t outermost = f->indent, digits = number(w, a->id), depth = w->depth[index] < DEEPEST ? w->depth[index] : DEEPEST;
    f->indent = outermost - digits - 2;
    put_scratch(f, FAINT, &w->scratch);
    f->indent = outermost + (f->width < NARROW ? 0 : STEP * depth);
    margin(f);
    put_who(w, f, result, a);
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
    put_circumstances(w, f, result, a);
    new_line(f);
    f->indent = outermost;
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
        put_statement(w, &f, result, i);
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
