/* claim.c - see claim.h. Of the many statements that are candidates half need not be compared, as they are known to be of an utterance
 * that was; so what tells that is read first, and the text when it is asked for. */
#include "claim.h"

#include <string.h>

static const char by_id[] = "SELECT article, utterance, speaker, day, newest, act, source, cue, content, id FROM statement WHERE id = $1";
static const char by_utterance[] = "SELECT article, utterance, speaker, day, newest, act, source, cue, content, id FROM statement "
                                   "WHERE utterance = $1 AND newest = 1 LIMIT 1";
enum { ARTICLE, UTTERANCE, SPEAKER, DAY, NEWEST, ACT, SOURCE, CUE, CONTENT, ID };

static const char *take(avow_near *near, avow_rows *rows, int column)
{
    const char *text = avow_get_text(rows, column), *copy = text != NULL ? avow_arena_copy(&near->arena, text, strlen(text)) : NULL;
    if (text == NULL) avow_store_is_damaged(near->store);
    else avow_store_has_memory(near->store, copy);
    return copy;
}

/* The one row that sql asks for. False if there is none, or after a failure. */
static bool read_row(avow_near *near, const char *sql, int64_t number, avow_claim *out, bool *newest)
{
    avow_rows *rows = avow_ask(near->store->db, sql, avow_int(number));
    if (!avow_next(rows)) return false;
    *newest = avow_get_int(rows, NEWEST) != 0;
    *out = (avow_claim){
        .id = avow_get_int(rows, ID), .article = avow_get_int(rows, ARTICLE), .utterance = avow_get_int(rows, UTTERANCE),
        .speaker = avow_get_int(rows, SPEAKER), .day = avow_get_int(rows, DAY),
        .act = avow_unpack_act(near->store, avow_get_text(rows, ACT)),
        .source = take(near, rows, SOURCE), .cue = take(near, rows, CUE), .content = take(near, rows, CONTENT)};
    avow_rows_end(rows);
    return avow_db_ok(near->store->db);
}

avow_claim *avow_claim_read(avow_near *near, int64_t id)
{
    bool newest;
    avow_numbered *place = avow_numbers_put(&near->claims, id);
    if (!avow_store_has_memory(near->store, place)) return NULL;
    if (place->item != NULL) return place->item;
    avow_claim *claim = avow_arena_alloc(&near->arena, 1, sizeof *claim);
    if (!avow_store_has_memory(near->store, claim) || !read_row(near, by_id, id, claim, &newest)) return NULL;
    if (!newest && !read_row(near, by_utterance, claim->utterance, claim, &newest)) return NULL;
    return place->item = claim;
}

const avow_pair_side *avow_claim_side(avow_near *near, avow_claim *c)
{
    avow_store *store = near->store;
    if (c->side != NULL) return c->side;
    const char *source = avow_record_words(store, c->article, c->source), *cue = avow_record_words(store, c->article, c->cue);
    const char *content = avow_record_words(store, c->article, c->content);
    if (!avow_db_ok(store->db)) return NULL;
    avow_rows *rows = avow_ask(store->db, "SELECT name, type FROM speaker WHERE id = $1 AND id <> 0", avow_int(c->speaker));
    const bool known = avow_next(rows);
    const char *name = known ? avow_get_text(rows, 0) : "", *type = known ? avow_get_text(rows, 1) : NULL;
    c->size = strlen(content);
    const avow_pair_statement statement = {
        .content = {content, c->size}, .cue = {cue, strlen(cue)}, .source = {source, strlen(source)},
        .speaker = {name, name != NULL ? strlen(name) : 0}, .act = c->act, .day = c->day,
        .person = type != NULL && avow_unpack_speaker_type(store, type) == AVOW_PERSON};
    c->side = avow_pair_read(&statement, &near->arena);
    avow_rows_end(rows);
    return avow_store_has_memory(store, c->side) && avow_db_ok(store->db) ? c->side : NULL;
}
