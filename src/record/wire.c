/* wire.c - prints of a text, and two texts compared word by word.
 *
 * Comparing is greedy and linear, in the manner of BLAST: where b has SEED words that a has, too, a run begins, which is
 * extended to both sides over equal words and over small differences, so long as two equal words follow within REACH words: spelling,
 * a number written out, a title left out. What a house style changes is bridged so, and what a run has is in the same order in both texts.
 * Runs of fewer than LEAST words are chance ("in the wake of the attacks") and do not count. */
#include "wire.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "text.h"

enum { SEED = 4, REACH = 8, LEAST = 8, COPY = 40, SHORT_COPY = 80, SHORT = 20 };

bool avow_wire_read(const char *text, size_t size, avow_arena *arena, avow_wire_text *out)
{
    avow_rtokens tokens;
    uint8_t *flags = avow_arena_alloc(arena, size, 1), *quoted;
    uint64_t *words;
    if (flags == NULL || !avow_record_tokens(text, (avow_span){0, size}, arena, &tokens)) return false;
    words = avow_arena_alloc(arena, tokens.count, sizeof *words);
    quoted = avow_arena_alloc(arena, tokens.count, 1);
    if (words == NULL || quoted == NULL) return false;
    avow_quote_flags(text, size, flags);
    for (size_t i = 0; i < tokens.count; i++) {
        words[i] = tokens.items[i].hash;
        quoted[i] = flags[tokens.items[i].span.start];
    }
    *out = (avow_wire_text){words, quoted, tokens.items, tokens.count};
    return true;
}

/* ---- prints ------------------------------------------------------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Adds to out the least of each `stretch` hashes in a row, or of all if they are fewer, a hash once for all stretches that it is the least
 * of. Returns how many are in out. */
static size_t winnow(const uint64_t *hashes, size_t count, size_t stretch, uint64_t *out, size_t n)
{
    size_t least = 0, taken = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        const size_t first = i < stretch ? 0 : i - stretch + 1;
        if (least < first) {
            least = first;
            for (size_t k = first + 1; k <= i; k++) if (hashes[k] <= hashes[least]) least = k;
        } else if (hashes[i] <= hashes[least]) {
            least = i;
        }
        if ((i + 1 < stretch && i + 1 < count) || least == taken) continue;
        out[n++] = hashes[least];
        taken = least;
    }
    return n;
}

bool avow_wire_prints(const avow_wire_text *text, avow_arena *arena, uint64_t **prints, size_t *count)
{
    const size_t shingle = text->count < AVOW_WIRE_SHINGLE ? text->count : AVOW_WIRE_SHINGLE;
    const size_t shingles = text->count > 0 ? text->count - shingle + 1 : 0;
    uint64_t *hashes = avow_arena_alloc(arena, shingles, sizeof *hashes), *out = avow_arena_alloc(arena, shingles, 2 * sizeof *out);
    if (hashes == NULL || out == NULL) return false;
    for (size_t i = 0; i < shingles; i++) hashes[i] = avow_xxh3(text->words + i, shingle * sizeof *text->words);
    const size_t dense = AVOW_WIRE_QUOTATION - AVOW_WIRE_SHINGLE + 1;
    size_t n = winnow(hashes, shingles, text->count < AVOW_WIRE_BRIEF ? dense : AVOW_WIRE_STRETCH, out, 0);
    for (size_t i = 0, end; i < text->count; i = end + 1) {         /* each quotation */
        for (end = i; end < text->count && text->quoted[end]; end++) { }
        if (end - i < AVOW_WIRE_QUOTATION) continue;
        n = winnow(hashes + i, end - i - AVOW_WIRE_SHINGLE + 1, dense, out, n);
    }
    if (n > 1) qsort(out, n, sizeof *out, ascending);
    *count = 0;
    for (size_t i = 0; i < n; i++) if (*count == 0 || out[*count - 1] != out[i]) out[(*count)++] = out[i];
    *prints = out;
    return true;
}

/* ---- comparing ---------------------------------------------------------------------------------------------------- */

/* Where each seed of a text stands first: open addressing over their hashes. */
typedef struct seeds {
    const avow_wire_text *text;
    uint32_t *slots;            /* position + 1, or 0 */
    size_t mask;
} seeds;

static uint64_t seed_hash(const avow_wire_text *text, size_t at) { return avow_xxh3(text->words + at, SEED * sizeof *text->words); }

static bool same_seed(const avow_wire_text *a, size_t i, const avow_wire_text *b, size_t j)
{
    return memcmp(a->words + i, b->words + j, SEED * sizeof *a->words) == 0;
}

/* The slot of text's seed at `at`: where it stands, or the empty one where it belongs. */
static uint32_t *seed_slot(const seeds *s, const avow_wire_text *text, size_t at)
{
    size_t slot = seed_hash(text, at) & s->mask;
    while (s->slots[slot] != 0 && !same_seed(s->text, s->slots[slot] - 1, text, at)) slot = (slot + 1) & s->mask;
    return &s->slots[slot];
}

static bool seeds_make(const avow_wire_text *text, avow_arena *arena, seeds *s)
{
    size_t size = 16;
    while (size < 2 * text->count) size *= 2;
    *s = (seeds){text, avow_arena_alloc(arena, size, sizeof *s->slots), size - 1};
    if (s->slots == NULL) return false;
    memset(s->slots, 0, size * sizeof *s->slots);
    for (size_t i = 0; i + SEED <= text->count; i++) {
        uint32_t *slot = seed_slot(s, text, i);
        if (*slot == 0) *slot = (uint32_t)(i + 1);
    }
    return true;
}

typedef struct place { size_t a, b; } place;    /* in both texts */

/* The nearest place from p on, within REACH, from which both texts have two equal words; false if there is none. */
static bool resume(const avow_wire_text *a, const avow_wire_text *b, place *p)
{
    for (size_t skip = 1; skip <= REACH; skip++) {
        for (size_t k = 0; k <= skip; k++) {
            const place q = {p->a + skip - k, p->b + k};
            if (q.a + 2 > a->count || q.b + 2 > b->count) continue;
            if (a->words[q.a] != b->words[q.b] || a->words[q.a + 1] != b->words[q.b + 1]) continue;
            *p = q;
            return true;
        }
    }
    return false;
}

/* Writes the run through a seed at p into to; words of a that are somewhere already, and of b before `from`, are not the run's. Returns
 * where b goes on behind it. A run that is too short is taken out again. */
static size_t run(const avow_wire_text *a, const avow_wire_text *b, place p, size_t from, uint32_t *to, size_t *shared)
{
    size_t words = 0;
    while (p.a > 0 && p.b > from && a->words[p.a - 1] == b->words[p.b - 1] && to[p.a - 1] == AVOW_WIRE_NOWHERE) p.a--, p.b--;
    const size_t first = p.a;
    for (;;) {
        while (p.a < a->count && p.b < b->count && a->words[p.a] == b->words[p.b] && to[p.a] == AVOW_WIRE_NOWHERE) {
            to[p.a++] = (uint32_t)p.b++;
            words++;
        }
        place q = p;
        if (!resume(a, b, &q) || to[q.a] != AVOW_WIRE_NOWHERE) break;
        p = q;
    }
    if (words < LEAST) {
        for (size_t i = first; i < p.a; i++) if (to[i] != AVOW_WIRE_NOWHERE && to[i] >= from) to[i] = AVOW_WIRE_NOWHERE;
        return 0;
    }
    *shared += words;
    return p.b;
}

/* What a word weighs where texts are compared: a quotation is not what makes a copy. */
static size_t weight(bool quoted) { return quoted ? 1 : 4; }

/* Is what the texts share COPY percent of the shorter one, or SHORT_COPY percent where it is less than SHORT words? Two sentences on one
 * event may well have ten words in common. A shared word is quoted if it is in one of them. */
static bool is_copy(const avow_wire_text *a, const avow_wire_text *b, const uint32_t *to)
{
    size_t in_a = 0, in_b = 0, shared = 0, words = 0;
    for (size_t j = 0; j < b->count; j++) in_b += weight(b->quoted[j]);
    for (size_t i = 0; i < a->count; i++) {
        const bool here = to[i] != AVOW_WIRE_NOWHERE;
        const size_t w = weight(a->quoted[i] || (here && b->quoted[to[i]]));
        in_a += w;
        if (!here) continue;
        shared += w;
        words++;
        in_b -= weight(b->quoted[to[i]]) - w;
    }
    return words > 0 && 100 * shared >= (words < SHORT ? SHORT_COPY : COPY) * (in_a < in_b ? in_a : in_b);
}

/* Is a read before b? One order for a pair, whichever is asked about first. */
static bool before(const avow_wire_text *a, const avow_wire_text *b)
{
    if (a->count != b->count) return a->count < b->count;
    return memcmp(a->words, b->words, a->count * sizeof *a->words) <= 0;
}

bool avow_wire_compare(const avow_wire_text *a, const avow_wire_text *b, avow_arena *arena, avow_wire_match *match)
{
    const bool turned = !before(a, b);
    const avow_wire_text *x = turned ? b : a, *y = turned ? a : b;
    uint32_t *to = avow_arena_alloc(arena, x->count, sizeof *to), *back = to;
    seeds s;
    *match = (avow_wire_match){NULL, 0, false};
    if (to == NULL || !seeds_make(x, arena, &s)) return false;
    memset(to, 0xff, x->count * sizeof *to);
    for (size_t j = 0, from = 0; j + SEED <= y->count;) {
        const uint32_t at = *seed_slot(&s, y, j);
        size_t next = 0;
        if (at != 0 && to[at - 1] == AVOW_WIRE_NOWHERE) next = run(x, y, (place){at - 1, j}, from, to, &match->shared);
        if (next > j) j = from = next;
        else j++;
    }
    if (turned) {
        back = avow_arena_alloc(arena, a->count, sizeof *back);
        if (back == NULL) return false;
        memset(back, 0xff, a->count * sizeof *back);
        for (size_t i = 0; i < x->count; i++) if (to[i] != AVOW_WIRE_NOWHERE) back[to[i]] = (uint32_t)i;
    }
    match->to = back;
    match->copy = is_copy(x, y, to);
    return true;
}
