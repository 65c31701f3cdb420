/* search.c - statements by what is in them and what they are, newest first.
 *
 * Whatever is asked for becomes one expression for the full-text index, whose keys rise with the day, so that the newest are found first
 * and no more of them are looked at than are wanted. Without such an expression the index of days gives the same order. What the index
 * still has of versions that another has taken the place of is passed over. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim.h"
#include "plain_name.h"
#include "search.h"
#include "status.h"
#include "tokens.h"
#include "when.h"

enum { BATCH = 64, SLOW_BATCH = 16, ROWS = 512, FEW = 64, SEVERAL = 3, MOST_SPEAKERS = 1000, MOST_PHRASES = 100, MOST_DAYS = 1 << 22,
       ALIKE = AVOW_NEAR_MOST, ALIKE_POSTINGS = 16384, ALIKE_BYTES = 4 << 20 };

typedef avow_record_search search;

/* ---- the expression ----------------------------------------------------------------------------------------------- */

/* The phrases of words: what stands in quotation marks, and each other word. False if there are too many. */
static bool add_words(search *s, const char *text)
{
    avow_phrase phrases[MOST_PHRASES];
    size_t count = 0;
    for (const char *at = text + strspn(text, " \t\r\n"); *at != '\0'; at += strspn(at, " \t\r\n")) {
        bool quoted = *at == '"';
        at += quoted;
        size_t size = strcspn(at, quoted ? "\"" : " \t\r\n\"");
        avow_rtokens tokens;
        if (!avow_record_tokens(at, (avow_span){0, size}, &s->store->arena, &tokens)) return avow_db_fail_memory(s->store->db);
        if (tokens.count > 0) {
            if (count == MOST_PHRASES) return avow_db_fail(s->store->db, AVOW_LIMIT, "a search has %d words at most", MOST_PHRASES);
            phrases[count++] = (avow_phrase){at, size};
        }
        at += size + (quoted && at[size] == '"');
    }
    if (count > 0) s->store->db->engine->put_group(&s->expression, AVOW_CONTENT_AND_CONTEXT, phrases, count, true);
    else s->impossible = true;
    return true;
}

static void add_about(search *s, const char *text)
{
    avow_rtokens tokens;
    size_t size = strlen(text);
    if (!avow_record_tokens(text, (avow_span){0, size}, &s->store->arena, &tokens)) avow_db_fail_memory(s->store->db);
    else if (tokens.count == 0) s->impossible = true;
    else s->store->db->engine->put_group(&s->expression, AVOW_CONTENT, &(avow_phrase){text, size}, 1, true);
}

/* One of the numbers is a tag of the statement. */
static void add_tags(search *s, avow_tag tag, const int64_t *numbers, size_t count)
{
    avow_buf tags;
    avow_phrase *phrases = avow_arena_alloc(&s->store->arena, count, sizeof *phrases);
    if (count == 0) s->impossible = true;
    if (count == 0 || !avow_store_has_memory(s->store, phrases)) return;
    avow_buf_init(&tags, &s->store->allocator);
    for (size_t i = 0; i < count && avow_db_ok(s->store->db); i++) {
        avow_buf_clear(&tags);
        avow_record_put_tag(&tags, tag, numbers[i]);
        const char *copy = tags.failed ? NULL : avow_arena_copy(&s->store->arena, tags.data, tags.size);
        if (avow_store_has_memory(s->store, copy)) phrases[i] = (avow_phrase){copy, tags.size};
    }
    avow_buf_free(&tags);
    if (avow_db_ok(s->store->db)) s->store->db->engine->put_group(&s->expression, AVOW_TAGS, phrases, count, false);
}

/* Those of that name; or, where it is NULL, the one of that number. */
static void add_speaker(search *s, const char *name, int64_t number)
{
    int64_t *speakers = avow_arena_alloc(&s->store->arena, MOST_SPEAKERS, sizeof *speakers);
    if (!avow_store_has_memory(s->store, speakers)) return;
    size_t n = 1;
    if (name != NULL) n = avow_record_speakers_named(s->store, name, speakers, MOST_SPEAKERS);
    else speakers[0] = number;
    for (size_t i = 0, roots = n; i < roots; i++) {
        avow_rows *rows = avow_ask(s->store->db, "SELECT id FROM speaker WHERE merged = $1 AND merged <> 0", avow_int(speakers[i]));
        while (n < MOST_SPEAKERS && avow_next(rows)) speakers[n++] = avow_get_int(rows, 0);
        avow_rows_end(rows);
    }
    add_tags(s, AVOW_TAG_SPEAKER, speakers, n);
}

static void add_outlet(search *s, const char *name)
{
    avow_plain_name plain;
    if (!avow_plain_name_of(s->store, name, &plain)) return;
    int64_t outlet = avow_number(s->store->db, "SELECT id FROM outlet WHERE hash = $1", avow_int(avow_name_whole(&plain)));
    add_tags(s, AVOW_TAG_OUTLET, &outlet, outlet != 0);
}

/* The index has to merge the long lists of all acts asked for. Where they are several, of which many statements are some, and a few
 * statements are wanted, it is soon done to look at those that have the rest. */
static void add_acts(search *s, uint32_t bits)
{
    int64_t acts[AVOW_ACT_UNREAD + 1];
    size_t count = 0;
    for (int64_t act = 0; act <= AVOW_ACT_UNREAD; act++)
        if (bits & (1u << act)) acts[count++] = act;
    if (count >= SEVERAL && s->few) s->acts = bits;
    else add_tags(s, AVOW_TAG_ACT, acts, count);
}

/* ---- days --------------------------------------------------------------------------------------------------------- */

/* The first or last day of "2016", "2016-05" or "2016-05-24"; false if it is none of them. */
static bool day_of(const char *date, bool last, long *day)
{
    char whole[11] = "0000-01-01";
    size_t size = strlen(date);
    if (size != 4 && size != 7 && size != 10) return false;
    memcpy(whole, date, size);
    if (last && size == 4) memcpy(whole + 4, "-12-31", 6);
    if (!(last && size == 7)) return avow_time_day(whole, day);
    for (int d = 31; d > 27; d--) {
        whole[8] = (char)('0' + d / 10);
        whole[9] = (char)('0' + d % 10);
        if (avow_time_day(whole, day)) return true;
    }
    return false;
}

static bool limit_days(search *s)
{
    const avow_query *q = s->query;
    avow_db *db = s->store->db;
    long first, last;
    s->low = 0;
    s->high = avow_record_key(MOST_DAYS, AVOW_MOST_NUMBERS);
    if (q->since != NULL || q->until != NULL) s->low = avow_record_key(1, 0);
    const char *wrong = q->since != NULL && !day_of(q->since, false, &first) ? q->since
                      : q->until != NULL && !day_of(q->until, true, &last) ? q->until : NULL;
    if (wrong != NULL) return avow_db_fail(db, AVOW_BAD_ARGUMENT, "no date like 2016-05-24, 2016-05 or 2016: '%s'", wrong);
    if (q->since != NULL) s->low = avow_record_key(first + 1, 0);
    if (q->until != NULL) s->high = avow_record_key(last + 2, 0) - 1;
    if (q->before != 0) {
        avow_rows *rows = avow_ask(db, "SELECT day FROM statement WHERE id = $1", avow_int(q->before));
        if (!avow_next(rows)) return avow_db_fail(db, AVOW_NOT_IN_STORE, "the store has no statement %lld", (long long)q->before);
        int64_t key = avow_record_key(avow_get_int(rows, 0), q->before) - 1;
        avow_rows_end(rows);
        if (key < s->high) s->high = key;
    }
    return avow_db_ok(db);
}

/* ---- searching ---------------------------------------------------------------------------------------------------- */

avow_rows *avow_record_ask(search *s, const char *words, const char *days, size_t room)
{
    avow_value expression = {.kind = AVOW_IS_TEXT, .data = s->expression.data, .size = s->expression.size};
    if (s->expression.size > 0)
        return avow_ask(s->store->db, words, expression, avow_int(s->low), avow_int(s->high), avow_int((int64_t)room));
    return avow_ask(s->store->db, days, avow_int(avow_record_key_day(s->high)), avow_int(avow_record_key_statement(s->high)),
                    avow_int(avow_record_key_day(s->low)), avow_int((int64_t)room));
}

/* The same where acts are looked for in the statements found. */
static size_t next_keys_of_acts(search *s, int64_t *keys, size_t room)
{
    const avow_engine *engine = s->store->db->engine;
    size_t n = 0;
    for (size_t read = ROWS; read == ROWS && n < room && s->high >= s->low;) {
        avow_rows *rows = avow_record_ask(s, engine->count_words, engine->count_days, ROWS);
        for (read = 0; n < room && avow_next(rows); read++) {
            int64_t key = avow_record_key(avow_get_int(rows, 1), avow_get_int(rows, 0));
            if (s->acts & (1u << avow_unpack_act(s->store, avow_get_text(rows, 4)))) keys[n++] = key;
            s->high = key - 1;
        }
        avow_rows_end(rows);
    }
    return n;
}

size_t avow_record_next_keys(search *s, int64_t *keys, size_t room)
{
    size_t n = 0;
    if (s->acts != 0) return next_keys_of_acts(s, keys, room);
    avow_rows *rows = avow_record_ask(s, s->store->db->engine->find_words, s->store->db->engine->find_days, room);
    while (n < room && avow_next(rows)) keys[n++] = avow_get_int(rows, 0);
    avow_rows_end(rows);
    return n;
}

static void hand_out(search *s, avow_statement_sink sink, void *context)
{
    int64_t keys[BATCH];
    size_t given = 0, limit = s->query->limit > 0 ? s->query->limit : SIZE_MAX;
    size_t most = s->acts != 0 ? SLOW_BATCH : BATCH;        /* the sink may have enough of what is slow to find */
    for (size_t n = 1; n > 0 && given < limit && avow_db_ok(s->store->db);) {
        size_t room = limit - given < most ? limit - given : most;
        n = avow_record_next_keys(s, keys, room);
        for (size_t i = 0; i < n && given < limit; i++) {
            avow_statement statement;
            bool newest = false;
            avow_arena_reset(&s->store->arena);
            if (!avow_record_statement(s->store, avow_record_key_statement(keys[i]), s->query->offsets, &statement, &newest)) {
                if (avow_db_ok(s->store->db)) avow_store_is_damaged(s->store);
                return;
            }
            if (!newest) continue;
            given++;
            if (sink(context, &statement) != 0) return;
        }
        if (n > 0) s->high = keys[n - 1] - 1;
        if (n < room || s->high < s->low) break;
    }
}

/* ---- by likeness ---------------------------------------------------------------------------------------------------- */

/* What is likelier the same than this is close. Half of what a pair of two whole statements needs: a text without speaker, act and day
 * is judged with less to go by. */
static const float CLOSE = 0.15f;

typedef struct alike {
    int64_t statement, utterance;
    float same;
} alike;

/* Looking for what is alike. */
typedef struct likeness {
    search *search;
    avow_near near;
    const avow_pair_side *text;
    alike found[ALIKE];
    size_t count, bytes;        /* bytes: of contents that were read */
} likeness;

static int closest_first(const void *a, const void *b)
{
    const alike *x = a, *y = b;
    if (x->same != y->same) return x->same > y->same ? -1 : 1;
    return (x->statement < y->statement) - (x->statement > y->statement);
}

bool avow_record_fits(search *s, int64_t day, int64_t statement)
{
    int64_t low = s->low, high = s->high, found, key = avow_record_key(day, statement);
    if (key < low || key > high) return false;
    s->low = s->high = key;
    bool there = s->expression.size == 0 || avow_record_next_keys(s, &found, 1) == 1;
    s->low = low;
    s->high = high;
    return there;
}

/* Takes a candidate if it is close to the text, of another utterance than the others, and as the query says. */
static void take_alike(likeness *l, int64_t id)
{
    avow_claim *claim = avow_claim_read(&l->near, id);
    for (size_t i = 0; i < l->count && claim != NULL; i++)
        if (l->found[i].utterance == claim->utterance) return;
    const avow_pair_side *side = claim != NULL ? avow_claim_side(&l->near, claim) : NULL;
    if (side == NULL) return;
    l->bytes += claim->size;
    avow_pair_side asked = *l->text;
    asked.day = claim->day;             /* it is of no day */
    avow_pair_score score = avow_pair_compare(&asked, side);
    if (score.same < CLOSE || score.relation == AVOW_RELATION_DENY || !avow_record_fits(l->search, claim->day, claim->id)) return;
    l->found[l->count++] = (alike){claim->id, claim->utterance, score.same};
}

size_t avow_record_alike(search *s, int64_t statements[AVOW_NEAR_MOST])
{
    avow_store *store = s->store;
    int64_t near[ALIKE];
    const char *like = avow_store_clean(store, s->query->like);
    const avow_pair_statement asked = {.content = {like, strlen(like)}, .act = AVOW_ACT_UNREAD};
    likeness *l = avow_arena_alloc(&store->arena, 1, sizeof *l);
    if (!avow_store_has_memory(store, l)) return 0;
    l->search = s;
    l->count = l->bytes = 0;
    l->text = avow_pair_read(&asked, &store->arena);
    if (!avow_store_has_memory(store, l->text)) return 0;
    avow_near_init(&l->near, store);
    size_t n = avow_record_near(&l->near, l->text, ALIKE_POSTINGS, near, ALIKE);
    for (size_t i = 0; i < n && l->bytes < ALIKE_BYTES && avow_db_ok(store->db); i++) take_alike(l, near[i]);
    avow_near_free(&l->near);
    if (l->count > 0) qsort(l->found, l->count, sizeof *l->found, closest_first);
    for (size_t i = 0; i < l->count; i++) statements[i] = l->found[i].statement;
    return avow_db_ok(store->db) ? l->count : 0;
}

static void hand_out_alike(search *s, avow_statement_sink sink, void *context)
{
    avow_store *store = s->store;
    int64_t statements[ALIKE];
    size_t count = avow_record_alike(s, statements), limit = s->query->limit > 0 ? s->query->limit : SIZE_MAX;
    for (size_t i = 0; i < count && i < limit && avow_db_ok(store->db); i++) {
        avow_statement statement;
        avow_arena_reset(&store->arena);
        if (avow_record_statement(store, statements[i], s->query->offsets, &statement, NULL) && sink(context, &statement) != 0) return;
    }
}

bool avow_record_prepare(search *s)
{
    const avow_query *q = s->query;
    static const int64_t nameless = 1;
    if (q->like != NULL && q->before != 0) return avow_db_fail(s->store->db, AVOW_BAD_ARGUMENT, "what is alike can't be gone on with");
    if (!limit_days(s)) return false;
    if (q->words != NULL && q->words[strspn(q->words, " \t\r\n")] != '\0') add_words(s, avow_store_clean(s->store, q->words));
    if (q->about != NULL) add_about(s, avow_store_clean(s->store, q->about));
    if (q->speaker != NULL) add_speaker(s, avow_store_clean(s->store, q->speaker), 0);
    if (q->speaker_id != 0) add_speaker(s, NULL, q->speaker_id);
    if (q->outlet != NULL) add_outlet(s, avow_store_clean(s->store, q->outlet));
    if (q->acts != 0) add_acts(s, q->acts);
    if (q->anonymous) add_tags(s, AVOW_TAG_NAMELESS, &nameless, 1);
    if (s->expression.failed) avow_db_fail_memory(s->store->db);
    return avow_db_ok(s->store->db) && !s->impossible;
}

avow_status avow_store_search(avow_store *store, const avow_query *query, avow_statement_sink sink, void *context, avow_error *error)
{
    static const avow_query everything = {0};
    avow_status status = avow_store_begin_reading(store, sink != NULL, error);
    if (status != AVOW_OK) return status;
    search s = {.store = store, .query = query != NULL ? query : &everything};
    s.few = s.query->like == NULL && s.query->limit > 0 && s.query->limit <= FEW;
    avow_buf_init(&s.expression, &store->allocator);
    if (avow_record_prepare(&s)) (s.query->like != NULL ? hand_out_alike : hand_out)(&s, sink, context);
    avow_buf_free(&s.expression);
    return avow_store_end_call(store, error);
}
