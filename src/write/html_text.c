/* html_text.c - an article's text in paragraphs, its sources, cues and contents marked.
 *
 * HTML elements nest; marks may cross one another and cross paragraphs. A stack holds the marks open at a place. Where one
 * below the top ends, those above it are closed and opened again; where a line ends, all are, around the paragraph's end. A
 * statement's number, which links to its entry in the list, follows the last word of its cue. No more than DEPTH marks are
 * open at once, so that a page can't grow with the square of its marks; what lies deeper gets its number only. */
#include "html.h"

#include "marks.h"
#include "utf8.h"

enum { DEPTH = 16 };

typedef struct page_text {
    const avow_page *page;
    avow_writer *writer;
    const avow_result *result;
    size_t article;
    const avow_mark *open[DEPTH];
    size_t depth;
    bool in_paragraph;          /* only then are the open marks' tags written */
    bool heading;               /* this or the next paragraph is the headline */
} page_text;

static uint32_t statement_id(const page_text *page, const avow_mark *mark)
{
    return page->result->attributions[mark->index].id;
}

static void open_tag(page_text *page, const avow_mark *mark)
{
    static const char *const classes[] = {"furniture", "content", "source", "cue"};
    avow_buf *out = &page->writer->out;
    avow_buf_text(out, "<span class=\"");
    avow_buf_text(out, classes[mark->role]);
    if (mark->role == AVOW_MARK_SOURCE || mark->role == AVOW_MARK_CONTENT)
        avow_html_voice(page->page, page->result->attributions[mark->index].speaker);
    avow_buf_text(out, "\" ");
    if (mark->role == AVOW_MARK_FURNITURE) {
        const char *kind = page->result->furniture[mark->index].kind;
        avow_buf_text(out, "title=\"Not part of the article: ");
        avow_html_string(out, kind != NULL ? kind : "furniture");
    } else {
        avow_buf_text(out, "data-s=\"");
        avow_html_number_id(out, page->article, statement_id(page, mark));
    }
    avow_buf_text(out, "\">");
}

static void open_tags(page_text *page, size_t from)
{
    for (size_t i = from; i < page->depth && page->in_paragraph; i++)
        open_tag(page, page->open[i]);
}

static void close_tags(page_text *page, size_t down_to)
{
    for (size_t i = page->depth; i > down_to && page->in_paragraph; i--)
        avow_buf_text(&page->writer->out, "</span>");
}

static void begin_paragraph(page_text *page)
{
    if (page->in_paragraph) return;
    page->in_paragraph = true;
    if (page->heading) avow_html_heading(&page->writer->out, page->article);
    else avow_buf_text(&page->writer->out, "<p>");
    open_tags(page, 0);
}

static void end_paragraph(page_text *page)
{
    if (!page->in_paragraph) return;
    close_tags(page, 0);
    page->in_paragraph = false;
    avow_buf_text(&page->writer->out, page->heading ? "</h2>\n" : "</p>\n");
    page->heading = false;
}

/* The digits come from the style sheet, so that text copied from the page is the article's and nothing else. */
static void put_number(page_text *page, const avow_mark *mark)
{
    avow_buf *out = &page->writer->out;
    uint32_t id = statement_id(page, mark);
    begin_paragraph(page);
    avow_buf_text(out, "<a class=\"n\" id=\"");
    avow_html_number_id(out, page->article, id);
    avow_buf_text(out, "\" href=\"#");
    avow_html_entry_id(out, page->article, id);
    avow_buf_text(out, "\" data-s=\"");
    avow_html_number_id(out, page->article, id);
    avow_buf_text(out, "\" data-n=\"");
    avow_buf_uint(out, id);
    avow_buf_text(out, "\" aria-label=\"Statement ");
    avow_buf_uint(out, id);
    avow_buf_text(out, "\"></a>");
}

/* Takes the marks that end at a place off the stack, and writes their numbers. */
static void close_ended(page_text *page, size_t at)
{
    size_t low = 0;
    while (low < page->depth && page->open[low]->span.end > at)
        low++;
    if (low == page->depth) return;
    close_tags(page, low);
    const avow_mark *ended[DEPTH];
    size_t ended_count = 0, kept = low;
    for (size_t i = low; i < page->depth; i++)
        if (page->open[i]->span.end > at)
            page->open[kept++] = page->open[i];
        else if (page->open[i]->numbered)
            ended[ended_count++] = page->open[i];
    page->depth = low;
    for (size_t i = 0; i < ended_count; i++)
        put_number(page, ended[i]);
    page->depth = kept;
    open_tags(page, low);
}

static void open_mark(page_text *page, const avow_mark *mark)
{
    if (page->depth < DEPTH) {
        page->open[page->depth++] = mark;
        open_tags(page, page->depth - 1);
    } else if (mark->numbered) {
        put_number(page, mark);
    }
}

static bool ends_line(int32_t c)
{
    return avow_is_space(c) && c != ' ' && c != '\t';
}

/* Text within which no mark begins or ends. */
static void put_run(page_text *page, size_t from, size_t to)
{
    const char *text = page->result->text;
    size_t start = from;        /* of what is not written yet */
    for (size_t at = from, length; at < to; at += length) {
        int32_t c;
        length = avow_utf8_decode(text + at, to - at, &c);
        if (page->in_paragraph ? !ends_line(c) : !avow_is_space(c)) {
            begin_paragraph(page);
            continue;
        }
        avow_html_escape(&page->writer->out, text + start, at - start);
        start = at + length;
        end_paragraph(page);
        avow_writer_spill(page->writer);
    }
    avow_html_escape(&page->writer->out, text + start, to - start);
}

void avow_html_text(const avow_page *whole)
{
    avow_writer *w = whole->writer;
    const avow_result *result = whole->result;
    avow_mark *marks;
    size_t count;
    if (!avow_marks_collect(&w->arena, result, w->depth, &marks, &count)) {
        w->out.failed = true;
        return;
    }
    page_text page = {.page = whole, .writer = w, .result = result, .article = whole->article};
    avow_span headline = avow_headline_span(result);
    page.heading = headline.end > headline.start;
    for (size_t at = 0, next = 0; avow_writer_spill(w);) {
        close_ended(&page, at);
        for (; next < count && marks[next].span.start == at; next++)
            open_mark(&page, &marks[next]);
        if (at == result->text_size) break;
        size_t until = next < count ? marks[next].span.start : result->text_size;
        for (size_t i = 0; i < page.depth; i++)
            until = page.open[i]->span.end < until ? page.open[i]->span.end : until;
        put_run(&page, at, until);
        at = until;
    }
    end_paragraph(&page);
}
