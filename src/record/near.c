/* near.c - see near.h. */
#include "near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numbers.h"

/* A candidate's cosine is at least LEAST, as far as the index tells it. The commonest keys, up to SKIPPED of the sum of squares, are not
 * looked up: they make hardly a difference, and their lists are the long ones (Bayardo, Ma and Srikant 2007, "Scaling Up All Pairs
 * Similarity Search"). */
static const float LEAST = 0.2f, SKIPPED = 0.05f;

enum {
    KEYS = 24,                  /* of a statement, its rarest words */
    FEWEST = 64                 /* entries of a key that are read at least */
};

/* ---- keys ----------------------------------------------------------------------------------------------------------- */

static int by_weight(const void *a, const void *b)
{
    const avow_pair_word *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

typedef struct keys {
    int64_t hashes[KEYS];
    float squares[KEYS];        /* of their weights */
    size_t count;
    float sum;                  /* of the squares */
} keys;

static bool tells(const avow_pair_word *w) { return !(w->classes & (AVOW_PAIR_STOP | AVOW_PAIR_NEG | AVOW_PAIR_TITLE)); }

bool avow_record_is_claim(const avow_pair_side *side)
{
    size_t telling = 0;
    for (size_t i = 0; i < side->content.count; i++) telling += tells(&side->content.items[i]);
    return telling >= 2;
}

/* The keys of a content, the rarest words first, by what training saw. */
static keys keys_of(const avow_pair_side *side)
{
    avow_pair_word words[AVOW_PAIR_WORDS];
    keys k = {.count = 0};
    size_t count = 0;
    for (size_t i = 0; i < side->content.count && count < AVOW_PAIR_WORDS; i++)
        if (tells(&side->content.items[i])) words[count++] = side->content.items[i];
    if (count > 0) qsort(words, count, sizeof *words, by_weight);
    for (; k.count < count && k.count < KEYS; k.count++) {
        k.hashes[k.count] = (int32_t)(uint32_t)(words[k.count].hash >> 32);
        k.sum += k.squares[k.count] = words[k.count].weight * words[k.count].weight;
    }
    return k;
}

/* ---- the index ------------------------------------------------------------------------------------------------------ */

/* Spans' texts with blanks between. */
static avow_pair_text join(const avow_incoming *in, avow_spans spans, avow_arena *arena)
{
    size_t size = 0, used = 0;
    for (size_t i = 0; i < spans.count; i++) size += spans.items[i].end - spans.items[i].start + 1;
    char *text = avow_arena_alloc(arena, size, 1);
    if (!avow_store_has_memory(in->store, text)) return (avow_pair_text){"", 0};
    for (size_t i = 0; i < spans.count; i++) {
        avow_span s = spans.items[i];
        memcpy(text + used, in->result->text + s.start, s.end - s.start);
        used += s.end - s.start;
        text[used++] = ' ';
    }
    return (avow_pair_text){text, used};
}

static void put_keys(const avow_incoming *in, size_t statement, avow_arena *arena)
{
    avow_db *db = in->store->db;
    avow_arena_reset(arena);
    const avow_pair_statement s = {.content = join(in, in->result->attributions[statement].content, arena)};
    const avow_pair_side *side = avow_pair_read(&s, arena);
    const keys k = avow_store_has_memory(in->store, side) ? keys_of(side) : (keys){.count = 0};
    for (size_t i = 0; i < k.count && avow_db_ok(db); i++)
        avow_tell(db, "INSERT INTO near (hash, statement, squares) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", avow_int(k.hashes[i]),
                  avow_int(in->first + (int64_t)statement), avow_int((int64_t)k.sum + 1));
}

bool avow_record_index_near(const avow_incoming *in)
{
    avow_store *store = in->store;
    const size_t count = in->result->attribution_count;
    avow_arena arena;
    bool *known = avow_arena_alloc(&store->arena, count, sizeof *known);
    if (!avow_store_has_memory(store, known)) return false;
    memset(known, 0, count * sizeof *known);
    avow_rows *rows = avow_ask(store->db, "SELECT id FROM statement WHERE id >= $1 AND id < $2 AND utterance <> id", avow_int(in->first),
                               avow_int(in->first + (int64_t)count));
    while (avow_next(rows)) known[avow_get_int(rows, 0) - in->first] = true;
    avow_rows_end(rows);
    avow_arena_init(&arena, &store->allocator);
    for (size_t i = 0; i < count && avow_db_ok(store->db); i++)
        if (!known[i]) put_keys(in, i, &arena);
    avow_arena_free(&arena);
    return avow_db_ok(store->db);
}

/* ---- the choice ----------------------------------------------------------------------------------------------------- */

static int heaviest_first(const void *a, const void *b)
{
    const avow_numbered *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return (x->number < y->number) - (x->number > y->number);
}

/* Adds a key's square to what it is an entry of; reads `most` entries at most and returns how many. */
static size_t read_key(avow_store *store, int64_t hash, float square, size_t most, avow_numbers *sums)
{
    size_t n = 0;
    avow_rows *rows = avow_ask(store->db, "SELECT statement, squares FROM near WHERE hash = $1 ORDER BY statement DESC LIMIT $2",
                               avow_int(hash), avow_int((int64_t)most));
    for (; n < most && avow_next(rows); n++) {
        avow_numbered *place = avow_numbers_put(sums, avow_get_int(rows, 0));
        if (!avow_store_has_memory(store, place)) break;
        place->weight += square;
        place->all = (float)avow_get_int(rows, 1);
    }
    avow_rows_end(rows);
    return n;
}

size_t avow_record_near(avow_store *store, const avow_pair_side *side, size_t postings, int64_t *statements, size_t room)
{
    const keys k = keys_of(side);
    size_t count = k.count, n = 0;
    float skipped = 0;
    while (count > 1 && skipped + k.squares[count - 1] <= SKIPPED * k.sum) skipped += k.squares[--count];
    if (postings < count * FEWEST) postings = count * FEWEST;
    avow_numbers sums = {.allocator = store->allocator};
    for (size_t i = 0; i < count && avow_db_ok(store->db); i++)
        postings -= read_key(store, k.hashes[i], k.squares[i], postings / (count - i), &sums);
    for (size_t i = 0; i < sums.room; i++) {
        avow_numbered one = sums.items[i];
        one.weight /= sqrtf(one.all * k.sum);
        if (one.number != 0 && one.weight >= LEAST) sums.items[n++] = one;
    }
    if (n > 0) qsort(sums.items, n, sizeof *sums.items, heaviest_first);
    if (n > room) n = room;
    for (size_t i = 0; i < n; i++) statements[i] = sums.items[i].number;
    avow_numbers_free(&sums);
    return avow_db_ok(store->db) ? n : 0;
}

/* ---- statements to compare ------------------------------------------------------------------------------------------ */

bool avow_record_near_claim(avow_store *store, int64_t id, avow_claim *out)
{
    out->id = id;
    if (!avow_record_gist(store, id, &out->gist)) return false;
    if (!out->gist.newest) {
        out->id = avow_number(store->db, "SELECT id FROM statement WHERE utterance = $1 AND newest = 1 LIMIT 1",
                              avow_int(out->gist.utterance));
        if (out->id == 0 || !avow_record_gist(store, out->id, &out->gist)) return false;
    }
    const avow_gist *s = &out->gist;
    const avow_pair_statement statement = {
        .content = {s->content, strlen(s->content)}, .cue = {s->cue, strlen(s->cue)}, .source = {s->source, strlen(s->source)},
        .speaker = {s->name, strlen(s->name)}, .person = s->person, .act = s->act, .day = s->day};
    out->side = avow_pair_read(&statement, &store->arena);
    return avow_store_has_memory(store, out->side);
}
