/* near.c - see near.h. */
#include "near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A candidate's cosine is at least LEAST, as far as the index tells it. The commonest keys, up to SKIPPED of the sum of squares, are not
 * looked up: they make hardly a difference, and their lists are the long ones (Bayardo, Ma and Srikant 2007, "Scaling Up All Pairs
 * Similarity Search"). */
static const float LEAST = 0.2f, SKIPPED = 0.05f;

enum {
    KEYS = 24,                  /* of a statement, its rarest words */
    FEWEST = 64,                /* entries of a key that are read at least */
    KEPT = 8 << 20              /* bytes of what was read, from which on it is forgotten */
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

/* ---- what was read -------------------------------------------------------------------------------------------------- */

void avow_near_init(avow_near *near, avow_store *store)
{
    const avow_numbers none = {.allocator = store->allocator};
    *near = (avow_near){.store = store, .lists = none, .claims = none, .sums = none};
    avow_arena_init(&near->arena, &store->allocator);
}

void avow_near_tidy(avow_near *near)
{
    if (avow_arena_used(&near->arena) < KEPT) return;
    avow_numbers_clear(&near->lists);
    avow_numbers_clear(&near->claims);
    avow_arena_reset(&near->arena);
}

void avow_near_free(avow_near *near)
{
    avow_numbers_free(&near->lists);
    avow_numbers_free(&near->claims);
    avow_numbers_free(&near->sums);
    avow_arena_free(&near->arena);
}

/* The newest entries of a key. */
typedef struct list {
    size_t count, most;         /* there may be more only if it has as many as were asked for */
    struct { int32_t statement, squares; } items[];
} list;

/* Reads `most` entries of a key at most; NULL after a failure. */
static list *read_list(avow_near *near, int64_t hash, size_t most)
{
    avow_store *store = near->store;
    list *l = avow_arena_alloc(&near->arena, 1, sizeof *l + most * sizeof *l->items);
    if (!avow_store_has_memory(store, l)) return NULL;
    *l = (list){.most = most};
    avow_rows *rows = avow_ask(store->db, "SELECT statement, squares FROM near WHERE hash = $1 ORDER BY statement DESC LIMIT $2",
                               avow_int(hash), avow_int((int64_t)most));
    for (; l->count < most && avow_next(rows); l->count++) {
        l->items[l->count].statement = (int32_t)avow_get_int(rows, 0);
        l->items[l->count].squares = (int32_t)avow_get_int(rows, 1);
    }
    avow_rows_end(rows);
    return avow_db_ok(store->db) ? l : NULL;
}

/* At least `most` of a key's entries, or all; NULL after a failure. */
static const list *list_of(avow_near *near, int64_t hash, size_t most)
{
    avow_numbered *place = avow_numbers_put(&near->lists, hash - INT32_MAX - 2);        /* which is not 0 */
    if (!avow_store_has_memory(near->store, place)) return NULL;
    const list *l = place->item;
    if (l == NULL || (l->most < most && l->count == l->most)) place->item = read_list(near, hash, most);
    return place->item;
}

/* ---- the choice ----------------------------------------------------------------------------------------------------- */

/* Adds a key's square to what it is an entry of; looks at `most` entries at most and returns at how many. */
static size_t add_key(avow_near *near, int64_t hash, float square, size_t most)
{
    const list *l = list_of(near, hash, most);
    size_t n = 0;
    for (; l != NULL && n < most && n < l->count; n++) {
        avow_numbered *place = avow_numbers_put(&near->sums, l->items[n].statement);
        if (!avow_store_has_memory(near->store, place)) break;
        place->weight += square;
        place->all = (float)l->items[n].squares;
    }
    return n;
}

typedef struct found {
    float cosine;
    int64_t statement;
} found;

static bool is_before(const found *a, const found *b)
{
    return a->cosine != b->cosine ? a->cosine > b->cosine : a->statement > b->statement;
}

/* Puts one into its place among the best, of which there are count; returns how many there are then, at most room. */
static size_t put_best(found *best, size_t count, size_t room, found one)
{
    if (count == room && !is_before(&one, &best[count - 1])) return count;
    size_t at = count < room ? count++ : count - 1;
    for (; at > 0 && is_before(&one, &best[at - 1]); at--) best[at] = best[at - 1];
    best[at] = one;
    return count;
}

size_t avow_record_near(avow_near *near, const avow_pair_side *side, size_t postings, int64_t *statements, size_t room)
{
    const keys k = keys_of(side);
    size_t count = k.count, n = 0;
    float skipped = 0;
    found best[AVOW_NEAR_MOST];
    if (room > AVOW_NEAR_MOST) room = AVOW_NEAR_MOST;
    while (count > 1 && skipped + k.squares[count - 1] <= SKIPPED * k.sum) skipped += k.squares[--count];
    if (postings < count * FEWEST) postings = count * FEWEST;
    avow_numbers_clear(&near->sums);
    for (size_t i = 0; i < count && avow_db_ok(near->store->db); i++)
        postings -= add_key(near, k.hashes[i], k.squares[i], postings / (count - i));
    for (size_t i = 0; i < near->sums.room; i++) {
        const avow_numbered *one = &near->sums.items[i];
        if (one->number == 0) continue;
        const float cosine = one->weight / sqrtf(one->all * k.sum);
        if (cosine >= LEAST) n = put_best(best, n, room, (found){cosine, one->number});
    }
    for (size_t i = 0; i < n; i++) statements[i] = best[i].statement;
    return avow_db_ok(near->store->db) ? n : 0;
}
