/* csv.c - one table of all statements, after RFC 4180: a header, a row a statement, rows end in CRLF, and a field that holds a comma,
 * a quotation mark or a line end stands in quotation marks, its own doubled.
 *
 * Words stand character for character, but for NUL, which RFC 4180 has no place for and pandas ends a field at: U+FFFD stands for it.
 * Where a role has several spans, " … " stands between their words, and its "spans" column has the offsets of each, in code points:
 * 41-55;60-64.
 *
 * A spreadsheet takes a field that begins with = + - @ (or their full-width forms), a tab, or a line end for a formula to compute
 * (OWASP, "CSV Injection"; ASVS 1.2.10), and the words of an article are anybody's. So an apostrophe is put before such a field, and
 * before one that begins with apostrophes and such a character, so that who takes one apostrophe off has the words again. Fields that
 * avow makes, numbers among them, never begin so. */
#include "writer.h"

#include <string.h>

#include "offset_index.h"
#include "utf8.h"

static const char header[] =
    "article,title,date,outlet,url,id,parent,type,act,negated,confidence,speaker,speaker_type,speaker_unknown,speaker_confidence,"
    "source,cue,content,addressee,time,time_value,source_spans,cue_spans,content_spans,addressee_spans,time_spans\r\n";

static bool is_formula(const char *text, size_t size)
{
    size_t at = 0;
    int32_t c;
    while (at < size && text[at] == '\'') at++;
    if (at == size) return false;
    avow_utf8_decode(text + at, size - at, &c);
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n' || c == 0xFF1D || c == 0xFF0B ||
           c == 0xFF0D || c == 0xFF20;
}

static bool needs_quotes(const char *text, size_t size)
{
    if (size == 0) return false;        /* text may be NULL then */
    return memchr(text, ',', size) != NULL || memchr(text, '"', size) != NULL || memchr(text, '\n', size) != NULL ||
           memchr(text, '\r', size) != NULL;
}

int avow_csv_field(const char *text, size_t size, avow_sink sink, void *context)
{
    const bool quotes = needs_quotes(text, size);
    size_t start = 0;           /* of what is not written yet */
    int stopped = quotes ? sink(context, "\"", 1) : 0;
    if (stopped == 0 && is_formula(text, size)) stopped = sink(context, "'", 1);
    for (size_t at = 0; at < size && stopped == 0; at++) {
        if (text[at] != '"' && text[at] != '\0') continue;
        if (at > start) stopped = sink(context, text + start, at - start);
        if (stopped == 0) stopped = text[at] == '"' ? sink(context, "\"\"", 2) : sink(context, "\xEF\xBF\xBD", 3);
        start = at + 1;
    }
    if (stopped == 0 && size > start) stopped = sink(context, text + start, size - start);
    return stopped == 0 && quotes ? sink(context, "\"", 1) : stopped;
}

static int put(void *out, const char *data, size_t size)
{
    avow_buf_put(out, data, size);
    return 0;
}

static void put_string(avow_buf *out, const char *text)
{
    if (text != NULL) avow_csv_field(text, strlen(text), put, out);
    avow_buf_char(out, ',');
}

static void put_words(avow_writer *w, const avow_result *result, avow_spans spans)
{
    avow_verbatim(w, result, spans);
    avow_csv_field(w->scratch.data, w->scratch.size, put, &w->out);
    avow_buf_char(&w->out, ',');
}

static void put_offsets(avow_buf *out, const avow_offset_index *index, avow_spans spans)
{
    for (size_t i = 0; i < spans.count; i++) {
        if (i > 0) avow_buf_char(out, ';');
        avow_buf_uint(out, avow_offset_in_units(index, spans.items[i].start));
        avow_buf_char(out, '-');
        avow_buf_uint(out, avow_offset_in_units(index, spans.items[i].end));
    }
}

static void put_speaker(avow_writer *w, const avow_result *result, const avow_attribution *a)
{
    const avow_entity *e = a->speaker != 0 ? &result->entities[a->speaker - 1] : NULL;
    put_string(&w->out, e != NULL ? avow_writer_clean(w, e->name) : NULL);
    put_string(&w->out, e != NULL ? avow_speaker_type_name(e->type) : NULL);
    put_string(&w->out, e == NULL ? avow_unknown_name(a->unknown) : NULL);
    if (a->act != AVOW_ACT_UNREAD) avow_buf_fixed(&w->out, avow_confidence(a->speaker_confidence), 3);
    avow_buf_char(&w->out, ',');
}

static void put_row(avow_writer *w, const avow_result *result, const avow_offset_index *index, const avow_attribution *a)
{
    avow_buf *out = &w->out;
    const avow_spans time = {&a->time.span, a->time.span.end > a->time.span.start};
    const avow_spans roles[] = {a->source, a->cue, a->content, a->addressee, time};
    enum { ROLES = sizeof roles / sizeof *roles };
    put_string(out, result->id);
    put_string(out, result->title);
    put_string(out, result->date);
    put_string(out, result->outlet);
    put_string(out, result->url);
    avow_buf_uint(out, a->id);
    avow_buf_char(out, ',');
    if (a->parent != 0) avow_buf_uint(out, a->parent);
    avow_buf_char(out, ',');
    put_string(out, avow_type_name(a->type));
    put_string(out, avow_act_name(a->act));
    put_string(out, a->negated ? "true" : "false");
    avow_buf_fixed(out, avow_confidence(a->confidence), 3);
    avow_buf_char(out, ',');
    put_speaker(w, result, a);
    for (size_t i = 0; i < ROLES; i++) put_words(w, result, roles[i]);
    put_string(out, time.count > 0 ? avow_writer_clean(w, a->time.value) : NULL);
    for (size_t i = 0; i < ROLES; i++) {
        put_offsets(out, index, roles[i]);
        avow_buf_text(out, i + 1 < ROLES ? "," : "\r\n");
    }
}

void avow_csv_write(avow_writer *w, const avow_result *result)
{
    avow_offset_index index;
    if (!avow_offset_index_build(&index, &w->arena, result->text, result->text_size, AVOW_CODEPOINTS)) {
        w->out.failed = true;
        return;
    }
    if (w->articles == 0) avow_buf_text(&w->out, header);
    for (size_t i = 0; i < result->attribution_count && avow_writer_spill(w); i++)
        put_row(w, result, &index, &result->attributions[i]);
}

void avow_csv_finish(avow_writer *w)
{
    if (w->articles == 0) avow_buf_text(&w->out, header);
}
