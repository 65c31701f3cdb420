/* html_list.c - what stands beside an article's text: the speakers, the statements, the warnings.
 *
 * Where there are two speakers or more, a list of them leads to what each one said; with the script, a speaker's name shows
 * his statements alone. Each speaker has a colour, which is also that of his sources and statements in the text; it only helps,
 * for the name says the same. */
#include "html.h"

#include <string.h>

#include "marks.h"

/* <NAME class="CLASS">the scratch</NAME>, or nothing if it is empty. */
static void put_element(avow_writer *w, const char *name, const char *class)
{
    avow_buf *out = &w->out;
    if (w->scratch.size == 0) return;
    avow_buf_char(out, '<');
    avow_buf_text(out, name);
    avow_buf_text(out, " class=\"");
    avow_buf_text(out, class);
    avow_buf_text(out, "\">");
    avow_html_buf(out, &w->scratch);
    avow_buf_text(out, "</");
    avow_buf_text(out, name);
    avow_buf_char(out, '>');
}

/* ---- speakers ----------------------------------------------------------------------------------------------------- */

static bool has_index(const avow_page *page)
{
    return page->voices.count >= 2;
}

/* Text that is or holds a speaker's name, as a link to what else he said where there is a list of speakers. */
static void put_speaker(const avow_page *page, uint32_t speaker, const char *text, size_t size)
{
    avow_buf *out = &page->writer->out;
    bool link = has_index(page);
    avow_buf_text(out, link ? "<a class=\"speaker" : "<b class=\"speaker");
    avow_html_voice(page, speaker);
    if (link) {
        avow_buf_text(out, "\" href=\"#");
        avow_html_speaker_id(out, page->article, speaker);
    }
    avow_buf_text(out, "\">");
    avow_html_escape(out, text, size);
    avow_buf_text(out, link ? "</a>" : "</b>");
}

static void put_statement_link(const avow_page *page, uint32_t id, const char *before)
{
    avow_buf *out = &page->writer->out;
    avow_buf_text(out, "<a href=\"#");
    avow_html_entry_id(out, page->article, id);
    avow_buf_text(out, "\">");
    avow_buf_text(out, before);
    avow_buf_uint(out, id);
    avow_buf_text(out, "</a>");
}

static void put_index_line(const avow_page *page, size_t entity)
{
    avow_writer *w = page->writer;
    avow_buf *out = &w->out;
    const avow_entity *e = &page->result->entities[entity];
    avow_buf_text(out, "<li id=\"");
    avow_html_speaker_id(out, page->article, e->id);
    avow_buf_text(out, "\">");
    const char *name = avow_writer_clean(w, e->name);
    avow_excerpt_string(w, name != NULL ? name : "");
    put_speaker(page, e->id, w->scratch.data, w->scratch.size);
    if (e->type != AVOW_PERSON) {
        avow_buf_text(out, " <span class=\"how\">");
        avow_buf_text(out, avow_speaker_type_name(e->type));
        avow_buf_text(out, "</span>");
    }
    avow_buf_text(out, " <span class=\"said\" role=\"group\" aria-label=\"Statements\">");
    for (uint32_t at = page->voices.first[entity]; at != 0 && avow_writer_spill(w); at = page->voices.next[at - 1]) {
        put_statement_link(page, page->result->attributions[at - 1].id, "");
        avow_buf_char(out, ' ');
    }
    avow_buf_text(out, "</span></li>\n");
}

static void put_index(const avow_page *page)
{
    enum { FEW = 12 };          /* more are folded up at first */
    avow_buf *out = &page->writer->out;
    if (!has_index(page)) return;
    avow_buf_text(out, page->voices.count > FEW ? "<details class=\"speakers\">\n<summary>"
                                                : "<details class=\"speakers\" open>\n<summary>");
    avow_buf_uint(out, page->voices.count);
    avow_buf_text(out, " speakers</summary>\n<ul>\n");
    for (size_t i = 0; i < page->result->entity_count && avow_writer_spill(page->writer); i++)
        if (page->voices.first[i] != 0) put_index_line(page, i);
    avow_buf_text(out, "</ul>\n</details>\n");
}

/* ---- a statement -------------------------------------------------------------------------------------------------- */

/* The statement's number, a link to the same number in the text where there is one. */
static void put_entry_number(avow_buf *out, const avow_attribution *a, size_t article)
{
    bool link = avow_is_anchored(a);
    if (link) {
        avow_buf_text(out, "<a class=\"no\" href=\"#");
        avow_html_number_id(out, article, a->id);
        avow_buf_text(out, "\" aria-label=\"");
        avow_buf_uint(out, a->id);
        avow_buf_text(out, ": show in the text\">");
    } else {
        avow_buf_text(out, "<span class=\"no\">");
    }
    avow_buf_uint(out, a->id);
    avow_buf_text(out, link ? "</a>" : "</span>");
}

static void put_who(const avow_page *page, const avow_attribution *a)
{
    avow_writer *w = page->writer;
    avow_buf *out = &w->out;
    size_t at = avow_excerpt_who(w, page->result, a);
    const avow_buf *words = &w->scratch, *name = &w->name;
    const char *remark = avow_who_remark(a, words->size > 0);
    if (w->out.failed) return;
    if (at != AVOW_NOT_THERE) {
        avow_html_escape(out, words->data, at);
        put_speaker(page, a->speaker, words->data + at, name->size);
        avow_html_escape(out, words->data + at + name->size, words->size - at - name->size);
    } else if (a->speaker != 0) {
        put_speaker(page, a->speaker, name->data, name->size);
        if (words->size > 0) {
            avow_buf_text(out, " (");
            avow_html_buf(out, words);
            avow_buf_char(out, ')');
        }
    } else {
        put_element(w, "b", "source");
    }
    if (remark == NULL) return;
    avow_buf_text(out, a->speaker != 0 || words->size > 0 ? " <i class=\"nobody\">(" : "<i class=\"nobody\">(");
    avow_buf_text(out, remark);
    avow_buf_text(out, ")</i>");
}

/* "denial · to reporters · Saturday (2017-11-11) · indirect, confidence 0.97, within statement 3" */
static void put_remark(const avow_page *page, const avow_attribution *a)
{
    static const char *const dot = " \xC2\xB7 ";
    avow_writer *w = page->writer;
    avow_buf *out = &w->out;
    const char *label = avow_act_label(a);
    avow_buf_text(out, "\n<p class=\"how\">");
    if (label != NULL) {
        avow_buf_text(out, "<b class=\"act\">");
        avow_buf_text(out, label);
        avow_buf_text(out, "</b>");
        avow_buf_text(out, dot);
    }
    avow_excerpt(w, page->result, a->addressee);
    if (w->scratch.size > 0) {
        avow_buf_text(out, "to ");
        put_element(w, "span", "addressee");
        avow_buf_text(out, dot);
    }
    avow_excerpt_time(w, page->result, a);
    if (w->scratch.size > 0) {
        put_element(w, "span", "time");
        avow_buf_text(out, dot);
    }
    avow_buf_text(out, avow_type_name(a->type));
    avow_buf_text(out, ", confidence\xC2\xA0");
    avow_buf_fixed(out, avow_confidence(a->confidence), 2);
    if (a->parent != 0) {
        avow_buf_text(out, ", within\xC2\xA0");
        put_statement_link(page, a->parent, "statement ");
    }
    if (w->options.threads != NULL) {
        avow_buf_text(out, dot);
        avow_buf_text(out, "<a href=\"");
        avow_html_string(out, w->options.threads);
        avow_buf_uint(out, a->id);
        avow_buf_text(out, "\">thread</a>");
    }
    avow_buf_text(out, "</p>");
}

static void put_entry(const avow_page *page, size_t index)
{
    static const char *const within[] = {"", " class=\"in1\"", " class=\"in2\"", " class=\"in3\""};
    avow_writer *w = page->writer;
    avow_buf *out = &w->out;
    const avow_attribution *a = &page->result->attributions[index];
    avow_buf_text(out, "<li id=\"");
    avow_html_entry_id(out, page->article, a->id);
    avow_buf_char(out, '"');
    avow_buf_text(out, within[w->depth[index] < 3 ? w->depth[index] : 3]);
    avow_buf_text(out, " data-s=\"");
    avow_html_number_id(out, page->article, a->id);
    if (a->speaker != 0) {
        avow_buf_text(out, "\" data-e=\"");
        avow_html_speaker_id(out, page->article, a->speaker);
    }
    avow_buf_text(out, "\">\n");
    put_entry_number(out, a, page->article);
    avow_buf_text(out, "\n<p class=\"who\">");
    put_who(page, a);
    avow_excerpt(w, page->result, a->cue);
    avow_buf_text(out, w->scratch.size > 0 ? "\xC2\xA0\xE2\x80\x93 " : "");
    put_element(w, "span", "cue");
    avow_buf_text(out, "</p>\n");
    avow_excerpt_content(w, page->result, a);
    put_element(w, "p", "what");
    put_remark(page, a);
    avow_buf_text(out, "\n</li>\n");
}

/* ---- the list ----------------------------------------------------------------------------------------------------- */

void avow_html_list(const avow_page *page)
{
    avow_writer *w = page->writer;
    const avow_result *result = page->result;
    avow_buf *out = &w->out;
    avow_buf_text(out, "<section class=\"list\" id=\"a");
    avow_buf_uint(out, page->article);
    avow_buf_text(out, "-list\" aria-label=\"Statements of article ");      /* two may have one title */
    avow_buf_uint(out, page->article);
    avow_buf_text(out, "\">\n");
    put_index(page);
    avow_buf_text(out, "<h3>");
    avow_html_count(out, result->attribution_count);
    avow_buf_text(out, "</h3>\n");
    if (result->attribution_count > 0) avow_buf_text(out, "<ol>\n");
    for (size_t i = 0; i < result->attribution_count && avow_writer_spill(w); i++)
        put_entry(page, i);
    if (result->attribution_count > 0) avow_buf_text(out, "</ol>\n");
    for (size_t i = 0; i < result->warning_count && avow_writer_spill(w); i++) {
        const char *warning = avow_writer_clean(w, result->warnings[i]);
        avow_excerpt_string(w, warning != NULL ? warning : "");
        avow_buf_text(out, "<p class=\"warning\"><b>Warning:</b> ");
        avow_html_buf(out, &w->scratch);
        avow_buf_text(out, "</p>\n");
    }
    avow_buf_text(out, "</section>\n");
}
