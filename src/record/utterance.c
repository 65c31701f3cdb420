/* utterance.c - which statements are one utterance, and in how many articles and outlets it stands.
 *
 * A statement that is one with no other has its own number for the utterance's, and no row in the table. Counts are kept and not
 * counted again: an agency report of which the hundred-thousandth copy comes in costs as much as the second. When two utterances turn out
 * to be one, the statements of the smaller go over to the larger, so that a statement moves a few times at most. */
#include "store.h"

/* What an utterance's counts get by an article, and lose without it: SQL in which $1 is the utterance, $2 the outlet, $3 the article. */
#define NONE_OF(where) "CASE WHEN EXISTS (SELECT 1 FROM statement WHERE utterance = $1 AND newest = 1 AND " where ") THEN 0 ELSE 1 END"
#define NEW_ARTICLE NONE_OF("outlet = $2 AND article = $3")
#define NEW_OUTLET NONE_OF("outlet = $2")

/* A statement where utterances are concerned. */
typedef struct member {
    int64_t id, utterance, outlet, article;
    bool newest;
} member;

static bool find_member(avow_store *store, int64_t statement, member *m)
{
    avow_rows *rows = avow_ask(store->db, "SELECT utterance, outlet, article, newest FROM statement WHERE id = $1", avow_int(statement));
    if (!avow_next(rows)) return avow_db_ok(store->db) ? avow_store_is_damaged(store) : false;
    *m = (member){statement, avow_get_int(rows, 0), avow_get_int(rows, 1), avow_get_int(rows, 2), avow_get_int(rows, 3) != 0};
    avow_rows_end(rows);
    return true;
}

/* Moves a statement to an utterance that has a row. */
static void join(avow_store *store, const member *m, int64_t utterance)
{
    if (m->newest)
        avow_tell(store->db, "UPDATE utterance SET appearances = appearances + " NEW_ARTICLE ", outlets = outlets + " NEW_OUTLET
                             " WHERE id = $1", avow_int(utterance), avow_int(m->outlet), avow_int(m->article));
    avow_tell(store->db, "UPDATE statement SET utterance = $1 WHERE id = $2", avow_int(utterance), avow_int(m->id));
}

/* How many articles an utterance is in; -1 for one that has no row, which is a single statement. */
static int64_t appearances(avow_store *store, int64_t utterance)
{
    int64_t n = -1;
    avow_rows *rows = avow_ask(store->db, "SELECT appearances FROM utterance WHERE id = $1", avow_int(utterance));
    if (avow_next(rows)) n = avow_get_int(rows, 0);
    avow_rows_end(rows);
    return n;
}

/* All statements of an utterance over to another one. */
static void move_all(avow_store *store, int64_t from, int64_t to)
{
    avow_db *db = store->db;
    const size_t count = (size_t)avow_number(db, "SELECT count(*) FROM statement WHERE utterance = $1", avow_int(from));
    member *members = avow_arena_alloc(&store->arena, count, sizeof *members);
    size_t n = 0;
    if (!avow_store_has_memory(store, members)) return;
    avow_rows *rows = avow_ask(db, "SELECT id, outlet, article, newest FROM statement WHERE utterance = $1 ORDER BY id", avow_int(from));
    while (n < count && avow_next(rows))
        members[n++] = (member){avow_get_int(rows, 0), from, avow_get_int(rows, 1), avow_get_int(rows, 2), avow_get_int(rows, 3) != 0};
    avow_rows_end(rows);
    for (size_t i = 0; i < n && avow_db_ok(db); i++) join(store, &members[i], to);
    avow_tell(db, "DELETE FROM utterance WHERE id = $1", avow_int(from));
}

void avow_record_unite(avow_store *store, int64_t statement, int64_t other)
{
    member a, b;
    if (!find_member(store, statement, &a) || !find_member(store, other, &b) || a.utterance == b.utterance) return;
    const int64_t of_a = appearances(store, a.utterance), of_b = appearances(store, b.utterance);
    const bool keep_b = of_b > of_a || (of_b == of_a && b.utterance < a.utterance);
    const member *kept = keep_b ? &b : &a, *moved = keep_b ? &a : &b;
    if ((keep_b ? of_b : of_a) < 0)
        avow_tell(store->db, "INSERT INTO utterance (id, appearances, outlets) VALUES ($1, $2, $2)", avow_int(kept->utterance),
                  avow_int(kept->newest));
    if ((keep_b ? of_a : of_b) < 0) join(store, moved, kept->utterance);
    else move_all(store, moved->utterance, kept->utterance);
}

void avow_record_leave_utterances(avow_store *store, int64_t article)
{
    avow_db *db = store->db;
    int64_t first = 0, statements = 0, outlet = 0;
    avow_rows *rows = avow_ask(db, "SELECT first, statements, outlet FROM article WHERE id = $1", avow_int(article));
    if (avow_next(rows)) first = avow_get_int(rows, 0), statements = avow_get_int(rows, 1), outlet = avow_get_int(rows, 2);
    avow_rows_end(rows);
    if (statements < 0) {
        avow_store_is_damaged(store);
        return;
    }
    int64_t *utterances = avow_arena_alloc(&store->arena, (size_t)statements, sizeof *utterances);
    int64_t n = 0;
    if (!avow_store_has_memory(store, utterances)) return;
    rows = avow_ask(db, "SELECT DISTINCT u.id FROM statement s JOIN utterance u ON u.id = s.utterance WHERE s.id >= $1 AND s.id < $1 + $2 "
                        "ORDER BY u.id", avow_int(first), avow_int(statements));
    while (n < statements && avow_next(rows)) utterances[n++] = avow_get_int(rows, 0);
    avow_rows_end(rows);
    for (int64_t i = 0; i < n && avow_db_ok(db); i++)
        avow_tell(db, "UPDATE utterance SET appearances = appearances - 1, outlets = outlets - " NEW_OUTLET " WHERE id = $1",
                  avow_int(utterances[i]), avow_int(outlet));
}
