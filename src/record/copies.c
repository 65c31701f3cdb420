/* copies.c - the index of copies: an article finds the earlier ones that it is a copy of, and its statements their utterances.
 *
 * The index has the prints (wire.h) of each article but for those that it has in common with one that it is a copy of: a passage stands
 * once for all copies of it. So a hundred thousand papers that print a report are compared with its first print and not with each
 * other; and of a print that many articles have which are no copies (an agency's boilerplate, a famous quotation) the first KEPT stand in
 * for all. What is found is compared in the order of the prints in common, MOST articles at most, and only as long as one has a print that
 * none before it had.
 *
 * Former versions stay in the index: a new version is a copy of the one before, and its statements stay the utterances they were. */
#include <stdlib.h>

#include "store.h"
#include "wire.h"

enum { KEPT = 8, MOST = 8 };

/* That an earlier article has a print. */
typedef struct hit {
    int64_t article;
    uint32_t print;
} hit;

/* What is known of each print. */
typedef struct print {
    uint8_t kept;               /* articles that the index has for it */
    bool seen;                  /* one of these was compared */
    bool copied;                /* and is a copy */
} print;

typedef struct search {
    const avow_incoming *in;
    avow_arena arena;           /* of one comparison */
    avow_wire_text text;
    avow_wire_statement *statements;
    const uint64_t *hashes;
    print *prints;
    hit *hits;                  /* by article */
    size_t print_count, hit_count;
} search;

static int by_article(const void *a, const void *b)
{
    const hit *x = a, *y = b;
    if (x->article != y->article) return x->article < y->article ? -1 : 1;
    return (x->print > y->print) - (x->print < y->print);
}

/* Reads the article, and asks the index who has its prints. */
static bool look_up(search *s)
{
    avow_store *store = s->in->store;
    const avow_result *r = s->in->result;
    uint64_t *hashes;
    if (!avow_wire_read(r->text, r->text_size, &store->arena, &s->text) ||
        !avow_wire_prints(&s->text, &store->arena, &hashes, &s->print_count)) return avow_db_fail_memory(store->db);
    s->hashes = hashes;
    s->prints = avow_arena_alloc(&store->arena, s->print_count, sizeof *s->prints);
    s->hits = avow_arena_alloc(&store->arena, s->print_count, KEPT * sizeof *s->hits);
    s->statements = avow_arena_alloc(&store->arena, r->attribution_count, sizeof *s->statements);
    if (s->prints == NULL || s->hits == NULL || s->statements == NULL) return avow_db_fail_memory(store->db);
    for (size_t i = 0; i < r->attribution_count; i++)
        s->statements[i] = (avow_wire_statement){r->attributions[i].cue, r->attributions[i].content};
    for (size_t i = 0; i < s->print_count && avow_db_ok(store->db); i++) {
        s->prints[i] = (print){0};
        avow_rows *rows = avow_ask(store->db, "SELECT article FROM print WHERE hash = $1", avow_int((int64_t)hashes[i]));
        while (s->prints[i].kept < KEPT && avow_next(rows)) {
            s->hits[s->hit_count++] = (hit){avow_get_int(rows, 0), (uint32_t)i};
            s->prints[i].kept++;
        }
        avow_rows_end(rows);
    }
    if (s->hit_count > 1) qsort(s->hits, s->hit_count, sizeof *s->hits, by_article);
    return avow_db_ok(store->db);
}

/* The hits of the article that has most prints, one of them not seen yet: where they begin, and how many. 0 if there is none. */
static size_t next_article(const search *s, size_t *first)
{
    size_t most = 0;
    for (size_t i = 0, end; i < s->hit_count; i = end) {
        bool has_new = false;
        for (end = i; end < s->hit_count && s->hits[end].article == s->hits[i].article; end++)
            has_new = has_new || !s->prints[s->hits[end].print].seen;
        if (has_new && end - i > most) {
            most = end - i;
            *first = i;
        }
    }
    return most;
}

/* An earlier article. */
typedef struct earlier {
    avow_wire_text text;
    avow_wire_statement *statements;
    int64_t *ids, *speakers;    /* of the statements */
    size_t count;
} earlier;

static bool read_earlier(search *s, int64_t id, earlier *out)
{
    avow_store *store = s->in->store;
    avow_arena *arena = &s->arena;
    size_t size = 0;
    avow_rows *rows = avow_ask(store->db, "SELECT text, first, statements FROM article WHERE id = $1", avow_int(id));
    if (!avow_next(rows)) return avow_db_ok(store->db) && avow_store_is_damaged(store);
    const char *bytes = avow_get_bytes(rows, 0, &size), *text = avow_arena_copy(arena, bytes, size);
    const int64_t first = avow_get_int(rows, 1), count = avow_get_int(rows, 2);
    avow_rows_end(rows);
    if (count < 0) return avow_store_is_damaged(store);
    *out = (earlier){.statements = avow_arena_alloc(arena, (size_t)count, sizeof *out->statements),
                     .ids = avow_arena_alloc(arena, (size_t)count, sizeof *out->ids),
                     .speakers = avow_arena_alloc(arena, (size_t)count, sizeof *out->speakers)};
    if (text == NULL || out->statements == NULL || out->ids == NULL || out->speakers == NULL ||
        !avow_wire_read(text, size, arena, &out->text))
        return avow_db_fail_memory(store->db);
    rows = avow_ask(store->db, "SELECT id, speaker, cue, content FROM statement WHERE id >= $1 AND id < $1 + $2 ORDER BY id",
                    avow_int(first), avow_int(count));
    while (out->count < (size_t)count && avow_next(rows)) {
        avow_wire_statement *one = &out->statements[out->count];
        out->ids[out->count] = avow_get_int(rows, 0);
        out->speakers[out->count++] = avow_get_int(rows, 1);
        if (!avow_unpack_spans(store, avow_get_text(rows, 2), size, &one->cue, arena) ||
            !avow_unpack_spans(store, avow_get_text(rows, 3), size, &one->content, arena)) break;
    }
    avow_rows_end(rows);
    return avow_db_ok(store->db);
}

/* Compares the article with an earlier one, and unites their statements. */
static bool meet(search *s, int64_t id, bool *copy)
{
    const avow_incoming *in = s->in;
    avow_store *store = in->store;
    avow_wire_match match;
    uint32_t *pair;
    earlier e;
    avow_arena_reset(&s->arena);
    if (!read_earlier(s, id, &e)) return false;
    if (!avow_wire_compare(&s->text, &e.text, &s->arena, &match) ||
        !avow_wire_pair(&s->text, s->statements, in->result->attribution_count, &e.text, e.statements, e.count, &match, &s->arena, &pair))
        return avow_db_fail_memory(store->db);
    *copy = match.copy;
    if (match.copy)
        avow_tell(store->db, "INSERT INTO copy (article, original) SELECT a.id, b.id FROM article a JOIN article b ON a.key <> b.key "
                             "WHERE a.id = $1 AND b.id = $2", avow_int(in->id), avow_int(id));
    for (size_t i = 0; i < in->result->attribution_count && avow_db_ok(store->db); i++) {
        if (pair[i] == AVOW_WIRE_NOWHERE) continue;
        const uint32_t entity = in->result->attributions[i].speaker;
        const bool same_speaker = entity > 0 && in->speakers[entity - 1] == e.speakers[pair[i]];
        if (match.copy || same_speaker) avow_record_unite(store, in->first + (int64_t)i, e.ids[pair[i]]);
    }
    return avow_db_ok(store->db);
}

bool avow_record_index_copies(const avow_incoming *article)
{
    search s = {.in = article};
    avow_db *db = article->store->db;
    size_t first = 0, count;
    bool copy = false;
    if (article->previous != 0) avow_record_leave_utterances(article->store, article->previous);
    if (!look_up(&s)) return false;
    avow_arena_init(&s.arena, &article->store->allocator);
    for (size_t n = 0; n < MOST && (count = next_article(&s, &first)) > 0 && meet(&s, s.hits[first].article, &copy); n++) {
        for (size_t i = first; i < first + count; i++) {
            s.prints[s.hits[i].print].seen = true;
            if (copy) s.prints[s.hits[i].print].copied = true;
        }
    }
    avow_arena_free(&s.arena);
    for (size_t i = 0; i < s.print_count && avow_db_ok(db); i++)
        if (!s.prints[i].copied && s.prints[i].kept < KEPT)
            avow_tell(db, "INSERT INTO print (hash, article) VALUES ($1, $2)", avow_int((int64_t)s.hashes[i]), avow_int(article->id));
    return avow_db_ok(db);
}
