/* html.h - what the files of the HTML format share. */
#ifndef AVOW_WRITE_HTML_H
#define AVOW_WRITE_HTML_H

#include "voices.h"
#include "writer.h"

/* Lines, NULL past the end. */
extern const char *const avow_page_style[];
extern const char *const avow_page_script[];

/* An article on the page. */
typedef struct avow_page {
    avow_writer *writer;
    const avow_result *result;
    size_t article;             /* its place, from 1 on */
    avow_voices voices;
} avow_page;

/* Text of an element or an attribute: markup escaped, control characters replaced. */
void avow_html_escape(avow_buf *out, const char *text, size_t size);
void avow_html_string(avow_buf *out, const char *text);
void avow_html_buf(avow_buf *out, const avow_buf *text);

/* The names of a statement's two ends: its number in the text, "a2-7", and its entry in the list, "a2-s7", where 2 is
 * the article's place and 7 the statement's id; and of a speaker's line in the list of speakers, "a2-e3". */
void avow_html_number_id(avow_buf *out, size_t article, uint32_t id);
void avow_html_entry_id(avow_buf *out, size_t article, uint32_t id);
void avow_html_speaker_id(avow_buf *out, size_t article, uint32_t speaker);

/* The class of what belongs to a speaker, with a space before it: one of six in turn, " w1" to " w6". Nothing for 0. */
void avow_html_voice(const avow_page *page, uint32_t speaker);

/* "No statements found", "1 statement", "2 statements" */
void avow_html_count(avow_buf *out, size_t count);

/* The opening tag of the article's headline. */
void avow_html_heading(avow_buf *out, size_t article);

/* The article's text in paragraphs, with all that is marked in it; the first of them as a heading where the text begins with
 * its headline. */
void avow_html_text(const avow_page *page);

/* Its speakers, its statements and its warnings. */
void avow_html_list(const avow_page *page);

#endif
