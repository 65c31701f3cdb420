/* near.c - see near.h. */
#include "near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numbers.h"
#include "when.h"

/* Of the weight of a content's keys, the part that a statement must have to be likely about the same thing. */
static const double SHARE = 0;

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

typedef struct key {
    int64_t hash;
    float weight;               /* by what training saw */
} key;

/* The keys of a content, the rarest words first; returns how many. */
static size_t keys_of(const avow_pair_side *side, key keys[KEYS])
{
    avow_pair_word words[AVOW_PAIR_WORDS];
    size_t count = 0, n = 0;
    for (size_t i = 0; i < side->content.count && count < AVOW_PAIR_WORDS; i++)
        if (!(side->content.items[i].classes & (AVOW_PAIR_STOP | AVOW_PAIR_NEG | AVOW_PAIR_TITLE))) words[count++] = side->content.items[i];
    if (count > 0) qsort(words, count, sizeof *words, by_weight);
    for (; n < count && n < KEYS; n++) keys[n] = (key){(int32_t)(uint32_t)(words[n].hash >> 32), words[n].weight};
    return n;
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
    key keys[KEYS];
    avow_arena_reset(arena);
    const avow_pair_statement s = {.content = join(in, in->result->attributions[statement].content, arena)};
    const avow_pair_side *side = avow_pair_read(&s, arena);
    size_t count = avow_store_has_memory(in->store, side) ? keys_of(side, keys) : 0;
    for (size_t i = 0; i < count && avow_db_ok(db); i++)
        avow_tell(db, "INSERT INTO near (hash, statement) VALUES ($1, $2) ON CONFLICT DO NOTHING", avow_int(keys[i].hash),
                  avow_int(in->first + (int64_t)statement));
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
    const avow_weighed *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return (x->number < y->number) - (x->number > y->number);
}

/* Reads the entries of a key, at most `most`, and adds its weight to each: the less the more there are. Of one that has more entries,
 * nobody knows how many; it weighs what training says, if that is less. Returns how many were read. */
static size_t read_key(avow_store *store, key k, double statements, int64_t *found, size_t most, avow_numbers *sums, double *all)
{
    size_t n = 0;
    avow_rows *rows = avow_ask(store->db, "SELECT statement FROM near WHERE hash = $1 ORDER BY statement DESC LIMIT $2", avow_int(k.hash),
                               avow_int((int64_t)most));
    while (n < most && avow_next(rows)) found[n++] = avow_get_int(rows, 0);
    avow_rows_end(rows);
    float weight = n > 0 ? (float)log(1 + statements / (double)n) : 0;
    if (n == most && k.weight < weight) weight = k.weight;
    for (size_t i = 0; i < n; i++)
        if (!avow_numbers_add(sums, found[i], weight)) avow_db_fail_memory(store->db);
    *all += n > 0 ? weight : k.weight;
    return n;
}

size_t avow_record_near(avow_store *store, const avow_pair_side *side, size_t postings, int64_t *statements, size_t room)
{
    key keys[KEYS];
    size_t count = keys_of(side, keys), n = 0;
    double all = 0, stored = (double)avow_db_number(store->db, "SELECT max(id) FROM statement", NULL, 0);
    if (postings < count * FEWEST) postings = count * FEWEST;
    int64_t *found = avow_arena_alloc(&store->arena, postings, sizeof *found);
    if (count == 0 || !avow_store_has_memory(store, found)) return 0;
    avow_numbers sums = {.allocator = store->allocator};
    for (size_t i = 0; i < count && avow_db_ok(store->db); i++)
        postings -= read_key(store, keys[i], stored, found, postings / (count - i), &sums, &all);
    for (size_t i = 0; i < sums.room; i++)      /* to the front */
        if (sums.items[i].number != 0 && sums.items[i].weight >= SHARE * all) sums.items[n++] = sums.items[i];
    if (n > 0) qsort(sums.items, n, sizeof *sums.items, heaviest_first);
    if (n > room) n = room;
    for (size_t i = 0; i < n; i++) statements[i] = sums.items[i].number;
    avow_numbers_free(&sums);
    return avow_db_ok(store->db) ? n : 0;
}

/* ---- statements to compare ------------------------------------------------------------------------------------------ */

bool avow_record_near_statement(avow_store *store, int64_t id, avow_offsets unit, avow_statement *out)
{
    bool newest;
    if (!avow_record_statement(store, id, unit, out, &newest)) return false;
    if (newest) return true;
    id = avow_number(store->db, "SELECT id FROM statement WHERE utterance = $1 AND newest = 1 LIMIT 1", avow_int(out->utterance));
    return id != 0 && avow_record_statement(store, id, unit, out, NULL);
}

const avow_pair_side *avow_record_side(avow_store *store, const avow_statement *s)
{
    long day = 0;
    avow_time_day(s->date, &day);
    const char *name = s->speaker_name != NULL ? s->speaker_name : "";
    const avow_pair_statement statement = {
        .content = {s->content, strlen(s->content)}, .cue = {s->cue, strlen(s->cue)}, .source = {s->source, strlen(s->source)},
        .speaker = {name, strlen(name)}, .person = s->speaker != 0 && s->speaker_type == AVOW_PERSON, .act = s->act, .day = day};
    const avow_pair_side *side = avow_pair_read(&statement, &store->arena);
    avow_store_has_memory(store, side);
    return side;
}
