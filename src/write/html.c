/* html.c - one page for all results: every article with its statements beside it, linked both ways.
 *
 * The page needs no network and no script. Its content security policy allows the style sheet and the script that it
 * carries, by their hashes, and nothing else, so that even text that escaped its escaping could not run. It is streamed: the
 * list of articles, known only at the end, is written last; the style sheet shows it first and the script moves it there. */
#include "html.h"

#include <string.h>

#include "hash.h"
#include "utf8.h"

/* ---- pieces ------------------------------------------------------------------------------------------------------- */

void avow_html_escape(avow_buf *out, const char *text, size_t size)
{
    if (size == 0) return;
    size_t start = 0;           /* of what is not written yet */
    for (size_t at = 0, length; at < size; at += length) {
        int32_t c;
        length = avow_utf8_decode(text + at, size - at, &c);
        const char *instead = NULL;
        switch (c) {
        case '&': instead = "&amp;"; break;
        case '<': instead = "&lt;"; break;
        case '>': instead = "&gt;"; break;
        case '"': instead = "&quot;"; break;
        case '\'': instead = "&#39;"; break;
        default: instead = c < 0 || avow_is_control(c) ? "\xEF\xBF\xBD" : NULL;
        }
        if (instead == NULL) continue;
        avow_buf_put(out, text + start, at - start);
        avow_buf_text(out, instead);
        start = at + length;
    }
    avow_buf_put(out, text + start, size - start);
}

void avow_html_string(avow_buf *out, const char *text)
{
    avow_html_escape(out, text, strlen(text));
}

void avow_html_buf(avow_buf *out, const avow_buf *text)
{
    avow_html_escape(out, text->data, text->size);
}

static void put_id(avow_buf *out, size_t article, const char *joint, uint64_t id)
{
    avow_buf_char(out, 'a');
    avow_buf_uint(out, article);
    avow_buf_text(out, joint);
    avow_buf_uint(out, id);
}

void avow_html_number_id(avow_buf *out, size_t article, uint32_t id)
{
    put_id(out, article, "-", id);
}

void avow_html_heading(avow_buf *out, size_t article)
{
    avow_buf_text(out, "<h2 id=\"a");
    avow_buf_uint(out, article);
    avow_buf_text(out, "-title\">");
}

void avow_html_entry_id(avow_buf *out, size_t article, uint32_t id)
{
    put_id(out, article, "-s", id);
}

void avow_html_speaker_id(avow_buf *out, size_t article, uint32_t speaker)
{
    put_id(out, article, "-e", speaker);
}

void avow_html_voice(const avow_page *page, uint32_t speaker)
{
    enum { COLOURS = 6 };
    if (speaker == 0) return;
    avow_buf_text(&page->writer->out, " w");
    avow_buf_uint(&page->writer->out, (page->voices.rank[speaker - 1] - 1) % COLOURS + 1);
}

void avow_html_count(avow_buf *out, size_t count)
{
    if (count > 0) avow_buf_uint(out, count);
    avow_buf_text(out, count == 0 ? "No statements found" : count == 1 ? " statement" : " statements");
}

static bool put_headline(avow_writer *w, const avow_result *result)
{
    bool titled = avow_excerpt_headline(w, result, "Untitled article");
    avow_html_buf(&w->out, &w->scratch);
    return titled;
}

/* ---- the head of the page ----------------------------------------------------------------------------------------- */

static void put_lines(avow_buf *out, const char *const *lines)
{
    for (; *lines != NULL; lines++) {
        avow_buf_text(out, *lines);
        avow_buf_char(out, '\n');
    }
}

/* 'sha256-BASE64' of the lines, as a content security policy names an inline style sheet or script. */
static void put_hash(avow_writer *w, const char *const *lines)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    avow_buf_clear(&w->scratch);
    put_lines(&w->scratch, lines);
    uint8_t hash[33] = {0};     /* and a byte of padding: 33 bytes are 44 digits */
    avow_sha256(w->scratch.data, w->scratch.size, hash);
    w->out.failed |= w->scratch.failed;
    avow_buf_text(&w->out, " 'sha256-");
    for (int i = 0; i < 33; i += 3) {
        uint32_t three = (uint32_t)hash[i] << 16 | (uint32_t)hash[i + 1] << 8 | hash[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6)
            avow_buf_char(&w->out, i == 30 && shift == 0 ? '=' : digits[three >> shift & 63]);
    }
    avow_buf_char(&w->out, '\'');
}

/* first may be NULL: a page without articles. */
static void put_page_head(avow_writer *w, const avow_result *first)
{
    avow_buf *out = &w->out;
    avow_buf_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src");
    put_hash(w, avow_page_style);
    avow_buf_text(out, "; script-src");
    put_hash(w, avow_page_script);
    avow_buf_text(out, "; base-uri 'none'; form-action 'none'\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n"
                       "<meta name=\"generator\" content=\"avow " AVOW_VERSION "\">\n<title>Who said what");
    if (first != NULL) {
        avow_buf_text(out, ": ");
        put_headline(w, first);
    }
    avow_buf_text(out, "</title>\n<style>");
    put_lines(out, avow_page_style);
    avow_buf_text(out, "</style>\n</head>\n<body>\n<header class=\"masthead\">\n<h1>Who said what</h1>\n"
                       "<p class=\"legend\">Marked in the text: <span class=\"source\">who speaks</span>, "
                       "<span class=\"cue\">the words that say so</span>, and <span class=\"content\">what is said</span>. "
                       "A speaker keeps one colour. The numbers lead to the list of statements and back.</p>\n</header>\n<main>\n");
}

/* ---- an article --------------------------------------------------------------------------------------------------- */

static bool is_web_address(const char *url)
{
    return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
}

static void put_details(avow_writer *w, const avow_result *result, bool titled)
{
    avow_buf *out = &w->out;
    avow_buf_text(out, "<p class=\"details\">");
    const char *const fields[] = {result->outlet, result->date, titled ? result->id : NULL};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i] != NULL && fields[i][0] != '\0') {
            avow_excerpt_string(w, fields[i]);
            avow_buf_text(out, " <span class=\"detail\">");
            avow_html_buf(out, &w->scratch);
            avow_buf_text(out, "</span>");
        }
    if (result->url != NULL) {
        avow_excerpt_string(w, result->url);
        bool link = is_web_address(result->url);
        avow_buf_text(out, link ? " <a class=\"detail\" rel=\"noreferrer\" href=\"" : " <span class=\"detail\">");
        if (link) {
            avow_html_buf(out, &w->scratch);
            avow_buf_text(out, "\">");
        }
        avow_html_buf(out, &w->scratch);
        avow_buf_text(out, link ? "</a>" : "</span>");
    }
    avow_buf_text(out, "</p>\n");
}

/* A line for the list of articles: the headline is still in the scratch. */
static void note_contents(avow_writer *w, const avow_result *result, size_t article)
{
    avow_buf *list = &w->contents;
    avow_buf_text(list, "<li><a href=\"#a");
    avow_buf_uint(list, article);
    avow_buf_text(list, "\">");
    avow_html_buf(list, &w->scratch);
    avow_buf_text(list, "</a> <span class=\"how\">");
    avow_html_count(list, result->attribution_count);
    avow_buf_text(list, "</span></li>\n");
}

void avow_html_write(avow_writer *w, const avow_result *result)
{
    avow_buf *out = &w->out;
    size_t article = w->articles + 1;
    avow_page page = {.writer = w, .result = result, .article = article};
    if (!avow_voices_find(&w->arena, result, &page.voices)) {
        w->out.failed = true;
        return;
    }
    if (w->articles == 0 && !w->options.fragment) put_page_head(w, result);
    avow_buf_text(out, "<article id=\"a");
    avow_buf_uint(out, article);
    avow_buf_text(out, "\" aria-labelledby=\"a");
    avow_buf_uint(out, article);
    avow_buf_text(out, "-title\">\n<header>\n");
    avow_span line = avow_headline_span(result);
    bool titled = true;
    if (line.end == line.start) {           /* or the text begins with it: avow_html_text */
        avow_html_heading(out, article);
        titled = put_headline(w, result);
        avow_buf_text(out, "</h2>\n");
    }
    avow_excerpt_headline(w, result, "Untitled article");
    note_contents(w, result, article);
    put_details(w, result, titled);
    avow_buf_text(out, "</header>\n<div class=\"text\">\n");
    avow_html_text(&page);
    avow_buf_text(out, "</div>\n");
    avow_html_list(&page);
    avow_buf_text(out, "</article>\n");
}

void avow_html_finish(avow_writer *w)
{
    avow_buf *out = &w->out;
    if (w->options.fragment) return;
    if (w->articles == 0) put_page_head(w, NULL);
    avow_buf_text(out, w->articles == 0 ? "<p>No articles.</p>\n" : "");
    if (w->articles > 1) {
        avow_buf_text(out, "<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">");
        avow_buf_uint(out, w->articles);
        avow_buf_text(out, " articles</h2>\n<ol>\n");
        avow_buf_put(out, w->contents.data, w->contents.size);
        avow_buf_text(out, "</ol>\n</nav>\n");
    }
    avow_buf_text(out, "</main>\n<footer>Found by avow " AVOW_VERSION
                       ". A machine did the reading: check a statement against the text before you quote it.</footer>\n<script>");
    put_lines(out, avow_page_script);
    avow_buf_text(out, "</script>\n</body>\n</html>\n");
}
