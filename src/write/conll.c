/* conll.c - CoNLL-U Plus (https://universaldependencies.org/ext-format.html): a token a line, columns named by the first line, a
 * blank line behind each sentence.
 *
 * START and END are offsets in code points. Each role has a column: O outside, B-3 where a span of statement 3 begins, I-3 within it,
 * and B-3|I-5 where statements share a token. What else is known of the statements stands above the article's first sentence, an
 * object of JSON each. Tokens are words, numbers and single marks; a token also ends where a span does, so that tokens are exact.
 *
 * The spans of all roles become pieces, sorted by their start; one sweep over the tokens keeps those that are open. */
#include "writer.h"

#include <stdlib.h>

#include "json.h"
#include "offset_index.h"
#include "text.h"
#include "utf8.h"
#include "when.h"

enum { ROLES = 4 };

static const char header[] = "# global.columns = ID FORM START END AVOW:SOURCE AVOW:CUE AVOW:CONTENT AVOW:ADDRESSEE\n";

/* A span of a role. */
typedef struct piece {
    avow_span span;
    uint32_t statement;
    uint8_t role;
    bool begun;                 /* a token of it was written */
} piece;

typedef struct conll {
    avow_writer *w;
    const avow_result *result;
    avow_offset_index index;
    uint8_t *quoted;            /* for the ends of sentences */
    piece *pieces;
    size_t *ends;               /* of the pieces, sorted */
    size_t *open;               /* the pieces that hold the current place, by role and statement */
    size_t count, open_count, next, next_end;   /* pieces; of them open; the first not opened; the first end not passed */
} conll;

/* ---- tokens --------------------------------------------------------------------------------------------------------- */

/* All that Unicode calls white space, and what Python's split takes for it. */
static bool is_blank(int32_t c)
{
    return avow_is_space(c) || (c >= 0x1C && c <= 0x1F) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

static bool is_word(int32_t c)
{
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c < 0x2000 || c > 0x206F) && (c < 0x3000 || c > 0x303F));
}

/* The character at `at`, or 0 at the end; its length in *length. */
static int32_t character(const avow_result *result, size_t at, size_t *length)
{
    int32_t c = 0;
    *length = at < result->text_size ? avow_utf8_decode(result->text + at, result->text_size - at, &c) : 0;
    return c;
}

/* Where the token that begins at `at` ends: "won't", "2,500.5", "mother-in-law", or one other character. */
static size_t token_end(const avow_result *result, size_t at)
{
    size_t length, next_length;
    int32_t before = character(result, at, &length);
    at += length;
    if (!is_word(before)) return at;
    for (;;) {
        int32_t c = character(result, at, &length);
        if (!is_word(c)) {
            int32_t next = character(result, at + length, &next_length);
            bool joins = c == '\'' || c == 0x2019 || c == '-' || ((c == '.' || c == ',') && is_digit(before) && is_digit(next));
            if (!joins || !is_word(next)) return at;
            at += length, length = next_length, c = next;
        }
        at += length;
        before = c;
    }
}

/* ---- pieces --------------------------------------------------------------------------------------------------------- */

static int by_start(const void *a, const void *b)
{
    const piece *x = a, *y = b;
    if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
    if (x->statement != y->statement) return x->statement < y->statement ? -1 : 1;
    return x->role - y->role;
}

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

static avow_spans spans_of(const avow_attribution *a, int role)
{
    return role == 0 ? a->source : role == 1 ? a->cue : role == 2 ? a->content : a->addressee;
}

static bool gather(conll *c)
{
    const avow_result *r = c->result;
    for (size_t i = 0; i < r->attribution_count; i++)
        for (int role = 0; role < ROLES; role++) c->count += spans_of(&r->attributions[i], role).count;
    c->pieces = avow_arena_alloc(&c->w->arena, c->count, sizeof *c->pieces);
    c->ends = avow_arena_alloc(&c->w->arena, c->count, sizeof *c->ends);
    c->open = avow_arena_alloc(&c->w->arena, c->count, sizeof *c->open);
    c->quoted = avow_arena_alloc(&c->w->arena, r->text_size, 1);
    if (c->pieces == NULL || c->ends == NULL || c->open == NULL || c->quoted == NULL) return false;
    size_t used = 0;
    for (size_t i = 0; i < r->attribution_count; i++)
        for (int role = 0; role < ROLES; role++) {
            avow_spans spans = spans_of(&r->attributions[i], role);
            for (size_t k = 0; k < spans.count; k++) {
                c->ends[used] = spans.items[k].end;
                c->pieces[used++] = (piece){spans.items[k], r->attributions[i].id, (uint8_t)role, false};
            }
        }
    if (used > 0) qsort(c->pieces, used, sizeof *c->pieces, by_start);
    if (used > 0) qsort(c->ends, used, sizeof *c->ends, by_size);
    avow_quote_flags(r->text, r->text_size, c->quoted);
    return true;
}

static void insert(conll *c, size_t number)
{
    const piece *p = &c->pieces[number];
    size_t at = c->open_count++;
    for (; at > 0; at--) {
        const piece *before = &c->pieces[c->open[at - 1]];
        if (before->role < p->role || (before->role == p->role && before->statement <= p->statement)) break;
        c->open[at] = c->open[at - 1];
    }
    c->open[at] = number;
}

/* Closes the pieces that end at or before `at`, and opens those that begin there. */
static void move_to(conll *c, size_t at)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->open_count; i++)
        if (c->pieces[c->open[i]].span.end > at) c->open[kept++] = c->open[i];
    c->open_count = kept;
    for (; c->next < c->count && c->pieces[c->next].span.start <= at; c->next++)
        if (c->pieces[c->next].span.end > at) insert(c, c->next);
    while (c->next_end < c->count && c->ends[c->next_end] <= at) c->next_end++;
}

/* The first place behind `at` and before `end` where a piece begins or ends, or `end`. */
static size_t first_cut(const conll *c, size_t end)
{
    if (c->next < c->count && c->pieces[c->next].span.start < end) end = c->pieces[c->next].span.start;
    if (c->next_end < c->count && c->ends[c->next_end] < end) end = c->ends[c->next_end];
    return end;
}

/* ---- lines ---------------------------------------------------------------------------------------------------------- */

static void put_comment(avow_writer *w, const char *name, const char *value)
{
    if (value == NULL) return;
    avow_excerpt_string(w, value);
    avow_buf_text(&w->out, "# ");
    avow_buf_text(&w->out, name);
    avow_buf_text(&w->out, " = ");
    avow_buf_put(&w->out, w->scratch.data, w->scratch.size);
    avow_buf_char(&w->out, '\n');
}

/* # statement_3 = {"parent": 1, "type": "direct", "act": "promise", "negated": false, "speaker": "Ana Ruiz", … */
static void put_statement(avow_writer *w, const avow_result *result, const avow_attribution *a)
{
    avow_buf *out = &w->out;
    const avow_entity *e = a->speaker != 0 ? &result->entities[a->speaker - 1] : NULL;
    const char *name = e != NULL ? avow_writer_clean(w, e->name) : NULL;
    avow_buf_text(out, "# statement_");
    avow_buf_uint(out, a->id);
    avow_buf_text(out, " = {\"parent\": ");
    if (a->parent != 0) avow_buf_uint(out, a->parent);
    else avow_buf_text(out, "null");
    avow_json_field(out, "type", avow_type_name(a->type));
    avow_json_field(out, "act", avow_act_name(a->act));
    avow_json_name(out, "negated");
    avow_buf_text(out, a->negated ? "true" : "false");
    avow_json_name(out, "speaker");
    if (name != NULL) {
        avow_excerpt_string(w, name);
        avow_json_string(out, w->scratch.data, w->scratch.size);
    } else {
        avow_buf_text(out, "null");
    }
    avow_json_field(out, "speaker_type", e != NULL ? avow_speaker_type_name(e->type) : NULL);
    avow_json_field(out, "speaker_unknown", e == NULL ? avow_unknown_name(a->unknown) : NULL);
    avow_json_name(out, "confidence");
    avow_buf_fixed(out, avow_confidence(a->confidence), 3);
    avow_buf_text(out, "}\n");
}

static void put_head(avow_writer *w, const avow_result *result)
{
    put_comment(w, "newdoc id", result->id != NULL ? result->id : "");
    put_comment(w, "title", result->title);
    put_comment(w, "date", result->date);
    put_comment(w, "outlet", result->outlet);
    put_comment(w, "url", result->url);
    for (size_t i = 0; i < result->attribution_count && avow_writer_spill(w); i++)
        put_statement(w, result, &result->attributions[i]);
}

static void put_roles(conll *c)
{
    avow_buf *out = &c->w->out;
    size_t at = 0;
    for (int role = 0; role < ROLES; role++) {
        avow_buf_char(out, '\t');
        if (at == c->open_count || c->pieces[c->open[at]].role != role) avow_buf_char(out, 'O');
        for (bool first = true; at < c->open_count && c->pieces[c->open[at]].role == role; at++, first = false) {
            piece *p = &c->pieces[c->open[at]];
            avow_buf_text(out, first ? "" : "|");
            avow_buf_text(out, p->begun ? "I-" : "B-");
            avow_buf_uint(out, p->statement);
            p->begun = true;
        }
    }
}

static void put_token(conll *c, size_t number, avow_span token)
{
    avow_buf *out = &c->w->out;
    avow_buf_uint(out, number);
    avow_buf_char(out, '\t');
    avow_buf_put(out, c->result->text + token.start, token.end - token.start);
    avow_buf_char(out, '\t');
    avow_buf_uint(out, avow_offset_in_units(&c->index, token.start));
    avow_buf_char(out, '\t');
    avow_buf_uint(out, avow_offset_in_units(&c->index, token.end));
    put_roles(c);
    avow_buf_char(out, '\n');
}

static void put_tokens(conll *c)
{
    const avow_result *r = c->result;
    size_t sentence_end = 0, number = 0, length;
    for (size_t at = 0; at < r->text_size && avow_writer_spill(c->w);) {
        if (is_blank(character(r, at, &length))) {
            at += length;
            continue;
        }
        avow_span token = {at, token_end(r, at)};
        move_to(c, at);
        token.end = first_cut(c, token.end);
        if (at >= sentence_end) {
            sentence_end = avow_sentence_around(r->text, r->text_size, c->quoted, token).end;
            if (number > 0) avow_buf_char(&c->w->out, '\n');
            number = 0;
        }
        put_token(c, ++number, token);
        at = token.end;
    }
    avow_buf_char(&c->w->out, '\n');       /* also where there was no token, so that what stands above is not the next article's */
}

void avow_conll_write(avow_writer *w, const avow_result *result)
{
    conll c = {.w = w, .result = result};
    if (!gather(&c) || !avow_offset_index_build(&c.index, &w->arena, result->text, result->text_size, AVOW_CODEPOINTS)) {
        w->out.failed = true;
        return;
    }
    if (w->articles == 0) avow_buf_text(&w->out, header);
    put_head(w, result);
    put_tokens(&c);
}

void avow_conll_finish(avow_writer *w)
{
    if (w->articles == 0) avow_buf_text(&w->out, header);
}
