/* who.c - speakers of the store: what they said, and what somebody says of who they are. */
#include <string.h>
#include <strings.h>

#include "plain_name.h"
#include "status.h"
#include "tally.h"

enum { MOST_NAMED = 1000, MOST_OUTLETS = 100, MOST_ALIASES = 16, ENTITIES_READ = 1000, ADDRESSED = 200, ADDRESSEES = 64,
       LONGEST_ADDRESSEE = 63 };

/* ---- one speaker -------------------------------------------------------------------------------------------------- */

/* A copy that lasts as long as the call. */
static const char *copy(avow_store *store, const char *text)
{
    const char *made = text != NULL ? avow_arena_copy(&store->arena, text, strlen(text)) : NULL;
    if (text != NULL) avow_store_has_memory(store, made);
    return made;
}

static void add_alias(avow_store *store, avow_speaker *s, const char **list, const char *alias)
{
    if (alias == NULL || s->alias_count == MOST_ALIASES || strcmp(alias, s->name) == 0) return;
    for (size_t i = 0; i < s->alias_count; i++)
        if (strcmp(list[i], alias) == 0) return;
    const char *kept = copy(store, alias);
    if (kept != NULL) list[s->alias_count++] = kept;
}

static void take_aliases(avow_store *store, avow_speaker *s)
{
    const char **list = avow_arena_alloc(&store->arena, MOST_ALIASES, sizeof *list);
    if (!avow_store_has_memory(store, list)) return;
    avow_rows *rows = avow_ask(store->db, "SELECT name, aliases FROM entity WHERE speaker = $1 ORDER BY article DESC LIMIT $2",
                               avow_int(s->id),
                               avow_int(ENTITIES_READ));
    while (s->alias_count < MOST_ALIASES && avow_next(rows)) {
        size_t size;
        const char *packed = avow_get_bytes(rows, 1, &size);
        add_alias(store, s, list, avow_get_text(rows, 0));
        for (const char *end; size > 0 && (end = memchr(packed, '\0', size)) != NULL; size -= (size_t)(end + 1 - packed), packed = end + 1)
            add_alias(store, s, list, packed);
    }
    avow_rows_end(rows);
    s->aliases = list;
}

/* What all that a speaker said is, in one reading of it: several of SQL's aggregates would each look up every statement and sort it. */
static void take_counts(avow_store *store, avow_speaker *s)
{
    avow_numbers utterances = {.allocator = store->allocator}, outlets = {.allocator = store->allocator};
    int64_t last = 0;
    avow_rows *rows = avow_ask(store->db, "SELECT act, article, utterance, outlet FROM statement WHERE speaker = $1 AND newest = 1 "
                                          "ORDER BY day, id", avow_int(s->id));
    while (avow_next(rows)) {
        int64_t article = avow_get_int(rows, 1);
        s->statements++;
        s->acts[avow_unpack_act(store, avow_get_text(rows, 0))]++;
        s->articles += article != last;         /* an article's statements stand together in this order */
        last = article;
        avow_tally_add(store, &utterances, avow_get_int(rows, 2));
        avow_tally_add(store, &outlets, avow_get_int(rows, 3));
    }
    avow_rows_end(rows);
    s->utterances = utterances.count;
    avow_tally *most = avow_tally_most(store, &outlets, MOST_OUTLETS, &s->outlet_count);
    if (avow_db_ok(store->db)) {
        avow_tally_name(store, most, s->outlet_count, "SELECT name FROM outlet WHERE id = $1");
        for (size_t i = 0; i < s->outlet_count; i++) most[i].id = 0;
        s->outlets = most;
    }
    avow_numbers_free(&utterances);
    avow_numbers_free(&outlets);
}

static void note_addressee(avow_tally *all, size_t *count, const char *words)
{
    size_t i = 0;
    while (i < *count && strcasecmp(all[i].name, words) != 0) i++;
    if (words[0] == '\0' || strlen(words) > LONGEST_ADDRESSEE || i == ADDRESSEES) return;
    if (i == *count) all[(*count)++] = (avow_tally){.name = words};
    avow_tally one = all[i];
    for (one.count++; i > 0 && all[i - 1].count < one.count; i--) all[i] = all[i - 1];
    all[i] = one;
}

static void take_addressees(avow_store *store, avow_speaker *s)
{
    avow_tally *all = avow_arena_alloc(&store->arena, ADDRESSEES, sizeof *all);
    if (!avow_store_has_memory(store, all)) return;
    avow_rows *rows = avow_ask(store->db, "SELECT article, addressee FROM (SELECT day, id, article, addressee FROM statement "
                                          "WHERE speaker = $1 AND newest = 1 ORDER BY day DESC, id DESC LIMIT $2) AS latest "
                                          "WHERE addressee <> '' ORDER BY day DESC, id DESC", avow_int(s->id), avow_int(ADDRESSED));
    while (avow_next(rows)) note_addressee(all, &s->addressee_count, avow_record_words(store, avow_get_int(rows, 0), avow_get_text(rows, 1)));
    avow_rows_end(rows);
    s->addressees = all;
}

/* The date of the first or last dated article, the day alone. */
static const char *date_of(avow_store *store, int64_t speaker, bool last)
{
    avow_rows *rows = last ? avow_ask(store->db, "SELECT a.date FROM statement s JOIN article a ON a.id = s.article WHERE s.speaker = $1 "
                                                 "AND s.newest = 1 AND s.day > 0 ORDER BY s.day DESC LIMIT 1", avow_int(speaker))
                           : avow_ask(store->db, "SELECT a.date FROM statement s JOIN article a ON a.id = s.article WHERE s.speaker = $1 "
                                                 "AND s.newest = 1 AND s.day > 0 ORDER BY s.day LIMIT 1", avow_int(speaker));
    const char *date = avow_next(rows) ? avow_get_text(rows, 0) : NULL;
    if (date != NULL) {
        date = avow_arena_copy(&store->arena, date, strnlen(date, sizeof "2016-05-24" - 1));
        avow_store_has_memory(store, date);
    }
    avow_rows_end(rows);
    return date;
}

/* The number of the speaker that this one is now; 0 if there is none. */
static int64_t root_of(avow_store *store, int64_t speaker)
{
    return avow_number(store->db, "SELECT CASE WHEN merged = 0 THEN id ELSE merged END FROM speaker WHERE id = $1", avow_int(speaker));
}

static bool take_speaker(avow_store *store, int64_t id, avow_speaker *out)
{
    *out = (avow_speaker){.id = id};
    avow_rows *rows = avow_ask(store->db, "SELECT name, type FROM speaker WHERE id = $1", avow_int(id));
    if (!avow_next(rows)) return avow_db_fail(store->db, AVOW_NOT_IN_STORE, "the store has no speaker %lld", (long long)id);
    out->name = avow_store_clean(store, copy(store, avow_get_text(rows, 0)));
    out->type = avow_unpack_speaker_type(store, avow_get_text(rows, 1));
    avow_rows_end(rows);
    take_aliases(store, out);
    take_counts(store, out);
    take_addressees(store, out);
    out->first = date_of(store, id, false);
    out->last = date_of(store, id, true);
    return avow_db_ok(store->db);
}

avow_status avow_store_speaker(avow_store *store, int64_t speaker, avow_speaker_sink sink, void *context, avow_error *error)
{
    avow_speaker s;
    avow_status status = avow_store_begin_reading(store, sink != NULL, error);
    if (status != AVOW_OK) return status;
    int64_t id = root_of(store, speaker);
    if (take_speaker(store, id != 0 ? id : speaker, &s)) sink(context, &s);
    return avow_store_end_call(store, error);
}

avow_status avow_store_who(avow_store *store, const char *name, avow_speaker_sink sink, void *context, avow_error *error)
{
    avow_status status = avow_store_begin_reading(store, name != NULL && sink != NULL, error);
    if (status != AVOW_OK) return status;
    int64_t *ids = avow_arena_alloc(&store->arena, MOST_NAMED, 2 * sizeof *ids), *said = ids + MOST_NAMED;
    size_t n = 0;
    if (avow_store_has_memory(store, ids)) n = avow_record_speakers_named(store, avow_store_clean(store, name), ids, MOST_NAMED);
    for (size_t i = 0; i < n; i++) {            /* who said most comes first */
        int64_t id = ids[i], count = avow_number(store->db, "SELECT count(*) FROM statement WHERE speaker = $1 AND newest = 1",
                                                 avow_int(id));
        size_t at = i;
        for (; at > 0 && said[at - 1] < count; at--) {
            ids[at] = ids[at - 1];
            said[at] = said[at - 1];
        }
        ids[at] = id;
        said[at] = count;
    }
    for (size_t i = 0; i < n && avow_db_ok(store->db); i++) {
        avow_speaker s;
        if (said[i] > 0 && take_speaker(store, ids[i], &s) && sink(context, &s) != 0) break;
    }
    return avow_store_end_call(store, error);
}

avow_status avow_store_entities(avow_store *store, int64_t article, int64_t *speakers, size_t room, size_t *count, avow_error *error)
{
    if (count != NULL) *count = 0;
    avow_status status = avow_store_begin_reading(store, count != NULL && (speakers != NULL || room == 0), error);
    if (status != AVOW_OK) return status;
    avow_rows *rows = avow_ask(store->db, "SELECT speaker FROM entity WHERE article = $1 ORDER BY number", avow_int(article));
    for (; avow_next(rows); ++*count)
        if (*count < room) speakers[*count] = avow_get_int(rows, 0);
    avow_rows_end(rows);
    return avow_store_end_call(store, error);
}

/* ---- by hand ------------------------------------------------------------------------------------------------------ */

static void pin(avow_store *store, const char *kind, int64_t speaker, int64_t other)
{
    int64_t id = avow_db_number(store->db, "SELECT max(id) FROM pin", NULL, 0) + 1;
    avow_tell(store->db, "INSERT INTO pin (id, kind, speaker, other) VALUES ($1, $2, $3, $4)", avow_int(id), avow_text(kind),
              avow_int(speaker),
              avow_int(other));
}

static void merge(avow_store *store, int64_t speaker, int64_t other)
{
    avow_db *db = store->db;
    avow_value a = avow_int(speaker), b = avow_int(other);
    avow_tell(db, "INSERT INTO speaker_alias (hash, kind, speaker) SELECT hash, kind, CAST($1 AS INTEGER) FROM speaker_alias "
                  "WHERE speaker = $2 ON CONFLICT DO NOTHING", a, b);
    avow_tell(db, "DELETE FROM speaker_alias WHERE speaker = $1", b);
    avow_tell(db, "INSERT INTO company (speaker, hash) SELECT CAST($1 AS INTEGER), hash FROM company WHERE speaker = $2 "
                  "ON CONFLICT DO NOTHING", a, b);
    avow_tell(db, "DELETE FROM company WHERE speaker = $1", b);
    avow_tell(db, "UPDATE entity SET speaker = $1, reason = 'merged by hand', confidence = 1 WHERE speaker = $2", a, b);
    avow_tell(db, "UPDATE statement SET speaker = $1 WHERE speaker = $2 AND newest = 1", a, b);
    avow_tell(db, "UPDATE speaker SET merged = $1 WHERE id = $2 OR (merged = $2 AND merged <> 0)", a, b);
    pin(store, "merge", speaker, other);
}

avow_status avow_store_merge(avow_store *store, int64_t speaker, int64_t other, avow_error *error)
{
    avow_status status = avow_store_begin_call(store, true, error);
    if (status != AVOW_OK) return status;
    avow_db_begin(store->db);
    int64_t a = root_of(store, speaker), b = root_of(store, other);
    if (a == 0 || b == 0)
        avow_db_fail(store->db, AVOW_NOT_IN_STORE, "the store has no speaker %lld", (long long)(a == 0 ? speaker : other));
    else if (a != b) merge(store, a, b);
    return avow_db_end(store->db, error);
}

/* The article that an entity is in, as it came in; its result is to be freed. */
static bool read_incoming(avow_store *store, int64_t article, avow_incoming *in, int64_t **tags)
{
    *in = (avow_incoming){.store = store, .id = article};
    avow_rows *rows = avow_ask(store->db, "SELECT day, outlet, first FROM article WHERE id = $1", avow_int(article));
    if (avow_next(rows)) {
        in->day = avow_get_int(rows, 0);
        in->outlet = avow_get_int(rows, 1);
        in->first = avow_get_int(rows, 2);
    }
    avow_rows_end(rows);
    if ((in->result = avow_record_article(store, article)) == NULL || !avow_record_find_sentences(in)) return false;
    *tags = avow_arena_alloc(&store->arena, in->result->entity_count, sizeof **tags);
    if (!avow_store_has_memory(store, *tags)) return false;
    rows = avow_ask(store->db, "SELECT tag FROM entity WHERE article = $1 ORDER BY number", avow_int(article));
    for (size_t i = 0; i < in->result->entity_count && avow_next(rows); i++) (*tags)[i] = avow_get_int(rows, 0);
    avow_rows_end(rows);
    in->speakers = *tags;
    return avow_db_ok(store->db);
}

/* Gives an article's entity to a speaker, which is made if *speaker is 0. */
static void give(avow_store *store, int64_t article, uint32_t entity, int64_t *speaker)
{
    avow_incoming in;
    int64_t *tags;
    if (read_incoming(store, article, &in, &tags) && entity > 0 && entity <= in.result->entity_count) {
        if (*speaker == 0) *speaker = avow_record_new_speaker(&in, &in.result->entities[entity - 1]);
        avow_record_retag_words(&in, entity, &tags[entity - 1], *speaker);
        avow_tell(store->db, "UPDATE entity SET speaker = $1, tag = $1, reason = 'split by hand', confidence = 1 "
                             "WHERE article = $2 AND number = $3",
                  avow_int(*speaker), avow_int(article), avow_int(entity));
        avow_tell(store->db, "UPDATE statement SET speaker = $1 WHERE id >= $2 AND id < $3 AND entity = $4", avow_int(*speaker),
                  avow_int(in.first), avow_int(in.first + (int64_t)in.result->attribution_count), avow_int(entity));
    }
    avow_result_free((avow_result *)in.result);
}

static void split(avow_store *store, const int64_t *statements, size_t count, int64_t *made)
{
    avow_db *db = store->db;
    int64_t from = 0;
    for (size_t i = 0; i < count && avow_db_ok(db); i++) {
        avow_rows *rows = avow_ask(db, "SELECT article, entity, speaker FROM statement WHERE id = $1", avow_int(statements[i]));
        if (!avow_next(rows)) {
            avow_db_fail(db, AVOW_NOT_IN_STORE, "the store has no statement %lld", (long long)statements[i]);
            return;
        }
        int64_t article = avow_get_int(rows, 0), entity = avow_get_int(rows, 1), speaker = avow_get_int(rows, 2);
        avow_rows_end(rows);
        if (speaker != 0 && speaker == *made) continue;         /* the same article again */
        if (from == 0) from = speaker;
        if (speaker == 0 || speaker != from)
            avow_db_fail(db, AVOW_BAD_ARGUMENT, "statement %lld is not of the same speaker", (long long)statements[i]);
        else give(store, article, (uint32_t)entity, made);
    }
    avow_tell(db, "DELETE FROM company WHERE speaker = $1 AND hash IN (SELECT hash FROM company WHERE speaker = $2)", avow_int(from),
              avow_int(*made));
    pin(store, "split", from, *made);
}

avow_status avow_store_split(avow_store *store, const int64_t *statements, size_t count, int64_t *made, avow_error *error)
{
    if (made != NULL) *made = 0;
    avow_status status = avow_store_begin_call(store, statements != NULL && count > 0 && made != NULL, error);
    if (status != AVOW_OK) return status;
    avow_db_begin(store->db);
    split(store, statements, count, made);
    status = avow_db_end(store->db, error);
    if (status != AVOW_OK) *made = 0;
    return status;
}
