/* appearances.c - which statements of two texts are one utterance, by which word of one text is which of the other.
 *
 * In copies they are those whose cues are the same word at the same place and whose contents overlap; where a house style changed the
 * cue, those whose contents are mostly the same words. So what a copy has of its own stays apart, and so does a statement within a
 * statement from the one that holds it. In texts that are no copies, only what both have in quotation marks can be one utterance:
 * AVOW_WIRE_QUOTATION words or more in a row.
 *
 * A content is compared by its first MOST words and SPANS spans, which bounds the time for statements that hold each other. */
#include <string.h>

#include "wire.h"

enum { MOST = 512, SPANS = 64, HOLDERS = 4 /* contents around a word that are tried */ };

/* Tokens from first to before end. */
typedef struct range { size_t first, end; } range;

/* The first token that ends behind `at`. */
static size_t token_at(const avow_wire_text *text, size_t at)
{
    size_t low = 0, high = text->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (text->tokens[middle].span.end <= at) low = middle + 1;
        else high = middle;
    }
    return low;
}

static range range_of(const avow_wire_text *text, avow_span span)
{
    range r = {token_at(text, span.start), 0};
    for (r.end = r.first; r.end < text->count && r.end - r.first < MOST && text->tokens[r.end].span.start < span.end;) r.end++;
    return r;
}

/* A comparison under way. A statement's number is 1 + its index; 0 is none. */
typedef struct pairing {
    const avow_wire_text *a, *b;
    const avow_wire_match *match;
    const avow_wire_statement *of_a, *of_b;
    uint32_t *cue, *content;    /* for each token of b the statement that it is the cue of; that it is in the content of, the last one */
    uint32_t *holder;           /* for each statement of b the one before, whose content its first word is in, too */
    uint32_t *mark;             /* for each token of b the statement whose content was looked at last and holds it */
    bool *taken;                /* statements of b */
} pairing;

/* Writes a statement's number to all tokens of its content; how many these are. */
static size_t paint(const avow_wire_text *text, avow_spans content, uint32_t number, uint32_t *tokens)
{
    size_t n = 0;
    for (size_t k = 0; k < content.count && k < SPANS && n < MOST; k++) {
        const range r = range_of(text, content.items[k]);
        for (size_t i = r.first; i < r.end; i++) tokens[i] = number;
        n += r.end - r.first;
    }
    return n;
}

static bool pairing_make(pairing *p, size_t count, avow_arena *arena)
{
    const size_t tokens = p->b->count;
    uint32_t **arrays[] = {&p->cue, &p->content, &p->mark};
    for (size_t k = 0; k < 3; k++) {
        *arrays[k] = avow_arena_alloc(arena, tokens, sizeof **arrays[k]);
        if (*arrays[k] == NULL) return false;
        memset(*arrays[k], 0, tokens * sizeof **arrays[k]);
    }
    p->holder = avow_arena_alloc(arena, count, sizeof *p->holder);
    p->taken = avow_arena_alloc(arena, count, sizeof *p->taken);
    if (p->holder == NULL || p->taken == NULL) return false;
    for (size_t s = 0; s < count; s++) {
        const avow_wire_statement *y = &p->of_b[s];
        const range first = y->content.count > 0 ? range_of(p->b, y->content.items[0]) : (range){0, 0};
        p->taken[s] = false;
        p->holder[s] = first.first < first.end ? p->content[first.first] : 0;
        paint(p->b, y->cue, (uint32_t)s + 1, p->cue);
        paint(p->b, y->content, (uint32_t)s + 1, p->content);
    }
    return true;
}

/* How much the contents of x and y (a number) have in common. */
typedef struct common {
    size_t x, y, both;          /* words */
    size_t quoted;              /* the most in a row that are within quotation marks in both */
} common;

static common compare(pairing *p, const avow_wire_statement *x, uint32_t y)
{
    common c = {.y = paint(p->b, p->of_b[y - 1].content, y, p->mark)};
    size_t row = 0, last = SIZE_MAX;
    for (size_t k = 0; k < x->content.count && k < SPANS && c.x < MOST; k++) {
        const range r = range_of(p->a, x->content.items[k]);
        for (size_t i = r.first; i < r.end; i++, c.x++) {
            const uint32_t j = p->match->to[i];
            if (j == AVOW_WIRE_NOWHERE || p->mark[j] != y) {
                row = 0;
                continue;
            }
            c.both++;
            row = !p->a->quoted[i] || !p->b->quoted[j] ? 0 : last + 1 == j && row > 0 ? row + 1 : 1;
            last = j;
            if (row > c.quoted) c.quoted = row;
        }
    }
    return c;
}

/* The statement of b that has x's cue, if the contents have half of the shorter one in common. */
static uint32_t by_cue(pairing *p, const avow_wire_statement *x)
{
    for (size_t k = 0; k < x->cue.count && k < SPANS; k++) {
        const range r = range_of(p->a, x->cue.items[k]);
        for (size_t i = r.first; i < r.end; i++) {
            const uint32_t j = p->match->to[i], y = j == AVOW_WIRE_NOWHERE ? 0 : p->cue[j];
            if (y == 0 || p->taken[y - 1]) continue;
            const common c = compare(p, x, y);
            if (c.both > 0 && 2 * c.both >= (c.x < c.y ? c.x : c.y)) return y;
        }
    }
    return 0;
}

/* The statement of b that has most of x's content: half of what both have together, or words that are quoted. */
static uint32_t by_content(pairing *p, const avow_wire_statement *x, bool copies)
{
    uint32_t best = 0, tried = 0;
    size_t most = 0;
    for (size_t k = 0; k < x->content.count && k < SPANS; k++) {
        const range r = range_of(p->a, x->content.items[k]);
        for (size_t i = r.first; i < r.end; i++) {
            uint32_t y = p->match->to[i] == AVOW_WIRE_NOWHERE ? 0 : p->content[p->match->to[i]];
            if (y == tried) continue;
            tried = y;
            for (size_t n = 0; y != 0 && n < HOLDERS; y = p->holder[y - 1], n++) {
                if (p->taken[y - 1]) continue;
                const common c = compare(p, x, y);
                const bool same = copies ? 2 * c.both >= c.x + c.y - c.both : c.quoted >= AVOW_WIRE_QUOTATION;
                const size_t much = copies ? c.both : c.quoted;
                if (same && much > most) best = y, most = much;
            }
        }
    }
    return best;
}

bool avow_wire_pair(const avow_wire_text *a, const avow_wire_statement *of_a, size_t count_a, const avow_wire_text *b,
                    const avow_wire_statement *of_b, size_t count_b, const avow_wire_match *match, avow_arena *arena, uint32_t **pair)
{
    pairing p = {.a = a, .b = b, .match = match, .of_a = of_a, .of_b = of_b};
    uint32_t *out = avow_arena_alloc(arena, count_a, sizeof *out);
    if (out == NULL || !pairing_make(&p, count_b, arena)) return false;
    for (size_t s = 0; s < count_a; s++) {
        const uint32_t y = match->copy ? by_cue(&p, &of_a[s]) : 0;
        out[s] = y != 0 ? y - 1 : AVOW_WIRE_NOWHERE;
        if (y != 0) p.taken[y - 1] = true;
    }
    for (size_t s = 0; s < count_a; s++) {
        if (out[s] != AVOW_WIRE_NOWHERE) continue;
        const uint32_t y = by_content(&p, &of_a[s], match->copy);
        if (y == 0) continue;
        out[s] = y - 1;
        p.taken[y - 1] = true;
    }
    *pair = out;
    return true;
}
