/* near.c - see near.h. */
#include "near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "when.h"

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

/* The keys of a content, the rarest words first by what training saw; returns how many. */
static size_t keys_of(const avow_pair_side *side, int64_t keys[KEYS])
{
    avow_pair_word words[AVOW_PAIR_WORDS];
    size_t count = 0, n = 0;
    for (size_t i = 0; i < side->content.count && count < AVOW_PAIR_WORDS; i++)
        if (!(side->content.items[i].classes & (AVOW_PAIR_STOP | AVOW_PAIR_NEG | AVOW_PAIR_TITLE))) words[count++] = side->content.items[i];
    if (count > 0) qsort(words, count, sizeof *words, by_weight);
    for (; n < count && n < KEYS; n++) keys[n] = (int32_t)(uint32_t)(words[n].hash >> 32);
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
    int64_t keys[KEYS];
    avow_arena_reset(arena);
    const avow_pair_statement s = {.content = join(in, in->result->attributions[statement].content, arena)};
    const avow_pair_side *side = avow_pair_read(&s, arena);
    size_t count = avow_store_has_memory(in->store, side) ? keys_of(side, keys) : 0;
    for (size_t i = 0; i < count && avow_db_ok(db); i++)
        avow_tell(db, "INSERT INTO near (hash, statement) VALUES ($1, $2) ON CONFLICT DO NOTHING", avow_int(keys[i]),
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

typedef struct posting {
    int64_t statement;
    float weight;
} posting;

static int by_statement(const void *a, const void *b)
{
    const posting *x = a, *y = b;
    return (x->statement > y->statement) - (x->statement < y->statement);
}

static int heaviest_first(const void *a, const void *b)
{
    const posting *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return (x->statement < y->statement) - (x->statement > y->statement);
}

/* The entries of the keys; what a rare key leaves of its share the others get. */
static size_t read_postings(avow_store *store, const int64_t *keys, size_t count, posting *all, size_t room)
{
    avow_db *db = store->db;
    const double statements = (double)avow_db_number(db, "SELECT max(id) FROM statement", NULL, 0);
    size_t n = 0;
    for (size_t k = 0; k < count; k++) {
        size_t before = n, each = (room - n) / (count - k);
        avow_rows *rows = avow_ask(db, "SELECT statement FROM near WHERE hash = $1 ORDER BY statement DESC LIMIT $2", avow_int(keys[k]),
                                   avow_int((int64_t)each));
        while (n - before < each && avow_next(rows)) all[n++].statement = avow_get_int(rows, 0);
        avow_rows_end(rows);
        for (size_t i = before; i < n; i++) all[i].weight = (float)log(1 + statements / (double)(n - before));
    }
    return n;
}

size_t avow_record_near(avow_store *store, const avow_pair_side *side, size_t postings, int64_t *statements, size_t room)
{
    int64_t keys[KEYS];
    size_t count = keys_of(side, keys), n = 0;
    if (postings < count * FEWEST) postings = count * FEWEST;
    posting *all = avow_arena_alloc(&store->arena, postings, sizeof *all);
    if (count == 0 || !avow_store_has_memory(store, all)) return 0;
    count = read_postings(store, keys, count, all, postings);
    if (count > 0) qsort(all, count, sizeof *all, by_statement);
    for (size_t i = 0; i < count; i++)
        if (n > 0 && all[n - 1].statement == all[i].statement) all[n - 1].weight += all[i].weight;
        else all[n++] = all[i];
    if (n > 0) qsort(all, n, sizeof *all, heaviest_first);
    if (n > room) n = room;
    for (size_t i = 0; i < n; i++) statements[i] = all[i].statement;
    return n;
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
