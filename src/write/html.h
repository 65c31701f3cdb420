/* html.h - what the files of the HTML format share. */
#ifndef AVOW_WRITE_HTML_H
#define AVOW_WRITE_HTML_H

#include "writer.h"

/* Lines, NULL past the end. */
extern const char *const avow_page_style[];
extern const char *const avow_page_script[];

/* Text of an element or an attribute: markup escaped, control characters replaced. */
void avow_html_escape(avow_buf *out, const char *text, size_t size);
void avow_html_string(avow_buf *out, const char *text);

/* The names of a statement's two ends: its number in the text, "a2-7", and its entry in the list, "a2-s7", where 2 is
 * the article's place on the page and 7 the statement's id. */
void avow_html_number_id(avow_buf *out, size_t article, uint32_t id);
void avow_html_entry_id(avow_buf *out, size_t article, uint32_t id);

/* The opening tag of the article's headline. */
void avow_html_heading(avow_buf *out, size_t article);

/* The article's text in paragraphs, with all that is marked in it; the first of them as a heading where the text begins with
 * its headline. */
void avow_html_text(avow_writer *writer, const avow_result *result, size_t article);

#endif
