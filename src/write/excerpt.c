/* excerpt.c - parts of an article as one line for a person to read, the same in text and HTML, or as they stand, for programs. */
#include "writer.h"

#include <string.h>

#include "utf8.h"

bool avow_is_space(int32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool avow_is_control(int32_t c)
{
    bool reverses = c == 0x202D || c == 0x202E;         /* override the direction of all that follows in the line */
    return reverses || ((c < 0x20 || (c >= 0x7F && c < 0xA0)) && !avow_is_space(c));
}

/* Appends text; *gap says that white space was seen since the last character and waits to be written. */
static void fold(avow_buf *out, const char *text, size_t size, bool *gap)
{
    for (size_t at = 0, length; at < size; at += length) {
        int32_t c;
        length = avow_utf8_decode(text + at, size - at, &c);
        if (avow_is_space(c)) {
            *gap = true;
            continue;
        }
        if (*gap && out->size > 0) avow_buf_char(out, ' ');
        *gap = false;
        if (c < 0 || avow_is_control(c))
            avow_buf_text(out, "\xEF\xBF\xBD");
        else avow_buf_put(out, text + at, length);
    }
}

static bool blank(const char *text, size_t size)
{
    for (size_t at = 0, length; at < size; at += length) {
        int32_t c;
        length = avow_utf8_decode(text + at, size - at, &c);
        if (!avow_is_space(c)) return false;
    }
    return true;
}

static void put_spans(avow_buf *out, const avow_result *result, avow_spans spans)
{
    bool gap = false;
    for (size_t i = 0; i < spans.count; i++) {
        avow_span span = spans.items[i];
        if (i > 0) {
            size_t before = spans.items[i - 1].end;
            if (!blank(result->text + before, span.start - before)) avow_buf_text(out, " \xE2\x80\xA6");
            gap = gap || span.start > before;
        }
        fold(out, result->text + span.start, span.end - span.start, &gap);
    }
}

void avow_excerpt(avow_writer *w, const avow_result *result, avow_spans spans)
{
    avow_buf_clear(&w->scratch);
    put_spans(&w->scratch, result, spans);
    w->out.failed |= w->scratch.failed;
}

void avow_verbatim(avow_writer *w, const avow_result *result, avow_spans spans)
{
    avow_buf_clear(&w->scratch);
    for (size_t i = 0; i < spans.count; i++) {
        avow_buf_text(&w->scratch, i > 0 ? " \xE2\x80\xA6 " : "");
        avow_buf_put(&w->scratch, result->text + spans.items[i].start, spans.items[i].end - spans.items[i].start);
    }
    w->out.failed |= w->scratch.failed;
}

/* Any mark that opens or closes a quotation in English news: " ' ` « » and U+2018 to U+201F, ‹ ›. */
static bool quoted(const avow_result *result, avow_spans spans)
{
    avow_span first = spans.items[0];
    if (first.start == first.end) return false;
    int32_t c;
    avow_utf8_decode(result->text + first.start, first.end - first.start, &c);
    return c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xBB ||
           (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A;
}

void avow_excerpt_content(avow_writer *w, const avow_result *result, const avow_attribution *a)
{
    bool quote = a->type == AVOW_DIRECT && a->content.count > 0 && !quoted(result, a->content);
    avow_buf_clear(&w->scratch);
    avow_buf_text(&w->scratch, quote ? "\xE2\x80\x9C" : "");
    put_spans(&w->scratch, result, a->content);
    avow_buf_text(&w->scratch, quote ? "\xE2\x80\x9D" : "");
    w->out.failed |= w->scratch.failed;
}

void avow_excerpt_string(avow_writer *w, const char *text)
{
    avow_buf_clear(&w->scratch);
    bool gap = false;
    fold(&w->scratch, text, strlen(text), &gap);
    w->out.failed |= w->scratch.failed;
}

static bool given(const char *text) { return text != NULL && text[0] != '\0'; }

avow_span avow_headline_span(const avow_result *result)
{
    enum { LONGEST = 200 };
    const char *text = result->text;
    size_t size = result->text_size, start = 0, breaks = 0;
    if (given(result->title)) return (avow_span){0, 0};
    while (start < size && avow_is_space((unsigned char)text[start])) start++;
    const char *line_end = memchr(text + start, '\n', size - start);
    size_t end = line_end != NULL ? (size_t)(line_end - text) : size, next = end;
    for (; next < size && avow_is_space((unsigned char)text[next]); next++) breaks += text[next] == '\n';
    bool headline = end - start <= LONGEST && breaks > 1 && next < size;
    return headline ? (avow_span){start, end} : (avow_span){0, 0};
}

void avow_excerpt_time(avow_writer *w, const avow_result *result, const avow_attribution *a)
{
    bool gap = false;
    avow_buf_clear(&w->scratch);
    if (a->time.span.start == a->time.span.end) return;
    put_spans(&w->scratch, result, (avow_spans){&a->time.span, 1});
    const char *value = avow_writer_clean(w, a->time.value);
    if (value != NULL) {
        avow_buf_text(&w->scratch, " (");
        fold(&w->scratch, value, strlen(value), &gap);
        avow_buf_char(&w->scratch, ')');
    }
    w->out.failed |= w->scratch.failed;
}

bool avow_excerpt_headline(avow_writer *w, const avow_result *result, const char *otherwise)
{
    avow_span line = avow_headline_span(result);
    if (line.end > line.start) avow_excerpt(w, result, (avow_spans){&line, 1});
    else avow_excerpt_string(w, given(result->title) ? result->title : result->id != NULL ? result->id : otherwise);
    return line.end > line.start || given(result->title);
}
