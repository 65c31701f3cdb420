/* brat.c - brat's standoff format, an .ann file (https://brat.nlplab.org/standoff.html): lines of spans, events, attributes and notes
 * that point into the article's text, which stands in a .txt file beside it.
 *
 * A statement is an event E, numbered as in the record. Its trigger is the cue; source, content, addressee and time are its
 * arguments, and Within is the statement that holds it. Act, type and negation are attributes; the speaker and the confidence, for
 * which brat has no place, are a note, which brat shows to who looks at the event.
 *
 * Offsets count code points. An annotation is one line, and brat reads lines as Python's splitlines does: so a span is written in
 * parts that leave out tabs and whatever ends a line, as brat's own editor cuts what is marked over several lines. */
#include "writer.h"

#include "offset_index.h"
#include "utf8.h"

typedef struct brat {
    avow_writer *w;
    const avow_result *result;
    avow_offset_index index;
    uint64_t spans, attributes, notes;      /* numbered so far */
} brat;

/* ---- the parts of spans --------------------------------------------------------------------------------------------- */

typedef struct cursor {
    size_t span, at;            /* the span that is looked at, and where in the text; at is 0 before its start */
} cursor;

static bool separates(int32_t c)
{
    return (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* From `at` on, up to a separator or to the end; false if that is blank. */
static bool measure(const char *text, size_t at, size_t end, avow_span *part)
{
    bool blank = true;
    size_t to = at;
    for (size_t length; to < end; to += length) {
        int32_t c;
        length = avow_utf8_decode(text + to, end - to, &c);
        if (separates(c)) break;
        blank = blank && c == ' ';
    }
    *part = (avow_span){at, to};
    return !blank;
}

static bool next_part(const avow_result *result, avow_spans spans, cursor *c, avow_span *part)
{
    while (c->span < spans.count) {
        avow_span span = spans.items[c->span];
        size_t at = c->at > span.start ? c->at : span.start;
        while (at < span.end) {
            bool found = measure(result->text, at, span.end, part);
            int32_t separator;
            at = part->end;
            if (at < span.end) at += avow_utf8_decode(result->text + at, span.end - at, &separator);
            c->at = at;
            if (found) return true;
        }
        c->span++;
    }
    return false;
}

static bool has_words(const avow_result *result, avow_spans spans)
{
    cursor c = {0};
    avow_span part;
    return next_part(result, spans, &c, &part);
}

/* ---- lines ---------------------------------------------------------------------------------------------------------- */

static void open_line(avow_buf *out, char kind, uint64_t number, const char *type)
{
    avow_buf_char(out, kind);
    avow_buf_uint(out, number);
    avow_buf_char(out, '\t');
    avow_buf_text(out, type);
}

/* T1 <tab> Source 0 5;16 23 <tab> Carol the mayor. Returns its number, or 0 if the spans hold no words. */
static uint64_t put_spans(brat *b, const char *type, avow_spans spans)
{
    avow_buf *out = &b->w->out;
    cursor offsets = {0}, words = {0};
    avow_span part;
    if (!has_words(b->result, spans)) return 0;
    open_line(out, 'T', ++b->spans, type);
    for (char before = ' '; next_part(b->result, spans, &offsets, &part); before = ';') {
        avow_buf_char(out, before);
        avow_buf_uint(out, avow_offset_in_units(&b->index, part.start));
        avow_buf_char(out, ' ');
        avow_buf_uint(out, avow_offset_in_units(&b->index, part.end));
    }
    for (char before = '\t'; next_part(b->result, spans, &words, &part); before = ' ') {
        avow_buf_char(out, before);
        avow_buf_put(out, b->result->text + part.start, part.end - part.start);
    }
    avow_buf_char(out, '\n');
    return b->spans;
}

/* An event needs a trigger: where there is no cue, other words of the statement; where there are none at all, an empty span. */
static uint64_t put_trigger(brat *b, const avow_attribution *a)
{
    const avow_spans choice[] = {a->cue, a->content, a->source, a->addressee};
    for (size_t i = 0; i < sizeof choice / sizeof *choice; i++) {
        uint64_t number = put_spans(b, "Statement", choice[i]);
        if (number > 0) return number;
    }
    open_line(&b->w->out, 'T', ++b->spans, "Statement 0 0\t\n");
    return b->spans;
}

static void put_argument(avow_buf *out, const char *role, char kind, uint64_t number)
{
    if (number == 0) return;
    avow_buf_text(out, role);
    avow_buf_char(out, kind);
    avow_buf_uint(out, number);
}

static void put_attribute(brat *b, uint32_t event, const char *name, const char *value)
{
    avow_buf *out = &b->w->out;
    open_line(out, 'A', ++b->attributes, name);
    avow_buf_text(out, " E");
    avow_buf_uint(out, event);
    avow_buf_char(out, value != NULL ? ' ' : '\n');
    if (value == NULL) return;
    avow_buf_text(out, value);
    avow_buf_char(out, '\n');
}

static void open_note(brat *b, char kind, uint64_t number)
{
    open_line(&b->w->out, '#', ++b->notes, "AnnotatorNotes ");
    avow_buf_char(&b->w->out, kind);
    avow_buf_uint(&b->w->out, number);
    avow_buf_char(&b->w->out, '\t');
}

/* speaker: Ana Ruiz (person); confidence: 0.970 */
static void put_note(brat *b, const avow_attribution *a)
{
    avow_writer *w = b->w;
    open_note(b, 'E', a->id);
    if (a->speaker != 0) {
        const avow_entity *e = &b->result->entities[a->speaker - 1];
        const char *name = avow_writer_clean(w, e->name);
        avow_excerpt_string(w, name != NULL ? name : "");
        avow_buf_text(&w->out, "speaker: ");
        avow_buf_put(&w->out, w->scratch.data, w->scratch.size);
        avow_buf_text(&w->out, " (");
        avow_buf_text(&w->out, avow_speaker_type_name(e->type));
        avow_buf_text(&w->out, "); ");
    } else if (avow_unknown_name(a->unknown) != NULL) {
        avow_buf_text(&w->out, "speaker unknown: ");
        avow_buf_text(&w->out, avow_unknown_name(a->unknown));
        avow_buf_text(&w->out, "; ");
    }
    avow_buf_text(&w->out, "confidence: ");
    avow_buf_fixed(&w->out, avow_confidence(a->confidence), 3);
    avow_buf_char(&w->out, '\n');
}

static void put_time_note(brat *b, uint64_t number, const char *value)
{
    value = avow_writer_clean(b->w, value);
    if (number == 0 || value == NULL) return;
    avow_excerpt_string(b->w, value);
    open_note(b, 'T', number);
    avow_buf_put(&b->w->out, b->w->scratch.data, b->w->scratch.size);
    avow_buf_char(&b->w->out, '\n');
}

static void put_statement(brat *b, const avow_attribution *a)
{
    avow_buf *out = &b->w->out;
    uint64_t source = put_spans(b, "Source", a->source), trigger = put_trigger(b, a), content = put_spans(b, "Content", a->content),
             addressee = put_spans(b, "Addressee", a->addressee), time = put_spans(b, "Time", (avow_spans){&a->time.span, 1});
    open_line(out, 'E', a->id, "Statement:T");
    avow_buf_uint(out, trigger);
    put_argument(out, " Source:", 'T', source);
    put_argument(out, " Content:", 'T', content);
    put_argument(out, " Addressee:", 'T', addressee);
    put_argument(out, " Time:", 'T', time);
    put_argument(out, " Within:", 'E', a->parent);
    avow_buf_char(out, '\n');
    put_attribute(b, a->id, "Type", avow_type_name(a->type));
    if (avow_act_name(a->act) != NULL) put_attribute(b, a->id, "Act", avow_act_name(a->act));
    if (a->negated) put_attribute(b, a->id, "Negated", NULL);
    put_note(b, a);
    put_time_note(b, time, a->time.value);
}

void avow_brat_write(avow_writer *w, const avow_result *result)
{
    brat b = {.w = w, .result = result};
    if (!avow_offset_index_build(&b.index, &w->arena, result->text, result->text_size, AVOW_CODEPOINTS)) {
        w->out.failed = true;
        return;
    }
    for (size_t i = 0; i < result->attribution_count && avow_writer_spill(w); i++)
        put_statement(&b, &result->attributions[i]);
}
