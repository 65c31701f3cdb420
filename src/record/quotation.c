/* quotation.c - a quotation against the store: candidates by the index, their articles as witnesses, verify.c's finding as the caller gets
 * it. */
#include <string.h>

#include "candidates.h"
#include "status.h"
#include "utf8.h"
#include "verify.h"

const char *avow_change_name(avow_change_kind kind)
{
    static const char *const names[] = {"word", "ellipsis", "bracket", "negation", "typography"};
    return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "";
}

const char *avow_verdict_name(avow_verdict verdict)
{
    static const char *const names[] = {"verbatim", "altered", "truncated", "stitched", "misattributed", "not-found"};
    return (size_t)verdict < sizeof names / sizeof *names ? names[verdict] : "";
}

/* ---- witnesses ------------------------------------------------------------------------------------------------------ */

/* The candidates, by article. */
typedef struct hearing {
    avow_store *store;
    int64_t ids[AVOW_CANDIDATES], articles[AVOW_CANDIDATES];    /* of candidate statements, in the order of the witnesses */
    size_t count;
    avow_said said[AVOW_CANDIDATES];
    avow_witness witnesses[AVOW_CANDIDATES];
    size_t first[AVOW_CANDIDATES];      /* of each witness: its first statement in ids */
    size_t witness_count;
} hearing;

/* The names of a candidate's speaker: what the article calls it and what the record does. */
static void take_names(avow_store *store, avow_rows *rows, avow_said *said)
{
    size_t size, n = 0;
    const char *packed = avow_get_bytes(rows, 4, &size), *const *aliases = NULL;
    if (!avow_unpack_strings(store, packed, size, &aliases, &n, &store->arena)) return;
    const char **names = avow_arena_alloc(&store->arena, n + 2, sizeof *names);
    if (!avow_store_has_memory(store, names)) return;
    for (int column = 3; column < 6; column += 2) {
        const char *name = avow_get_text(rows, column);
        if (name == NULL) continue;
        names[said->name_count] = avow_arena_copy(&store->arena, name, strlen(name));
        if (!avow_store_has_memory(store, names[said->name_count])) return;
        said->name_count++;
    }
    for (size_t i = 0; i < n; i++) names[said->name_count++] = aliases[i];
    said->names = names;
}

/* A candidate's article; 0 if it isn't its key's newest version. Offsets are checked against the text later. */
static int64_t take_candidate(avow_store *store, int64_t id, avow_said *said)
{
    *said = (avow_said){.names = NULL};
    avow_rows *rows = avow_ask(store->db, "SELECT s.article, s.newest, s.content, e.name, e.aliases, p.name, s.negated, s.act "
                                          "FROM statement s LEFT JOIN entity e ON e.article = s.article AND e.number = s.entity "
                                          "LEFT JOIN speaker p ON p.id = s.speaker WHERE s.id = $1", avow_int(id));
    int64_t article = 0;
    if (avow_next(rows) && avow_get_int(rows, 1) != 0) {
        article = avow_get_int(rows, 0);
        avow_unpack_spans(store, avow_get_text(rows, 2), SIZE_MAX, &said->content, &store->arena);
        take_names(store, rows, said);
        said->denied = avow_get_int(rows, 6) != 0 || avow_unpack_act(store, avow_get_text(rows, 7)) == AVOW_DENY;
    }
    avow_rows_end(rows);
    return article;
}

/* The text of a witness, and its statements with one more: what stands in quotation marks and in none of them. */
static void take_witness(hearing *h, size_t first, size_t count)
{
    avow_store *store = h->store;
    avow_witness *w = &h->witnesses[h->witness_count];
    avow_rows *rows = avow_ask(store->db, "SELECT text FROM article WHERE id = $1", avow_int(h->articles[first]));
    if (avow_next(rows)) {
        const char *text = avow_get_bytes(rows, 0, &w->size);
        w->text = avow_arena_copy(&store->arena, text, w->size);
    } else if (avow_db_ok(store->db)) avow_store_is_damaged(store);
    avow_rows_end(rows);
    avow_spans *contents = avow_arena_alloc(&store->arena, count, sizeof *contents);
    avow_said *said = avow_arena_alloc(&store->arena, count + 1, sizeof *said);
    if (!avow_db_ok(store->db) || !avow_store_has_memory(store, w->text) || !avow_store_has_memory(store, contents) ||
        !avow_store_has_memory(store, said)) return;
    for (size_t i = 0; i < count; i++) contents[i] = h->said[first + i].content;
    said[count] = (avow_said){.names = NULL};
    if (!avow_record_mend_quotes(store, w->text, w->size, contents, count, &said[count].content)) return;
    for (size_t i = 0; i < count; i++) {
        said[i] = h->said[first + i];
        said[i].content = contents[i];
    }
    w->statements = said;
    w->count = count + 1;
    h->first[h->witness_count++] = first;
}

/* Makes witnesses of the candidates: those of one article are one, at the place of the first. */
static bool call_witnesses(hearing *h, const int64_t *candidates, size_t count)
{
    avow_said said[AVOW_CANDIDATES];
    int64_t articles[AVOW_CANDIDATES];
    for (size_t i = 0; i < count; i++) articles[i] = take_candidate(h->store, candidates[i], &said[i]);
    for (size_t i = 0; i < count && avow_db_ok(h->store->db); i++) {
        size_t first = h->count;
        int64_t article = articles[i];
        for (size_t k = i; k < count && article != 0; k++) {
            if (articles[k] != article) continue;
            h->ids[h->count] = candidates[k];
            h->articles[h->count] = article;
            h->said[h->count++] = said[k];
            articles[k] = 0;
        }
        if (h->count > first) take_witness(h, first, h->count - first);
    }
    return avow_db_ok(h->store->db);
}

/* ---- what is found -------------------------------------------------------------------------------------------------- */

static size_t in_unit(const char *text, size_t at, avow_offsets unit)
{
    return unit == AVOW_BYTES ? at : unit == AVOW_UTF16 ? avow_utf8_count_utf16(text, at) : avow_utf8_count(text, at);
}

/* The candidate that a place belongs to: its own, or the one whose content begins nearest. */
static size_t candidate_of(const hearing *h, const avow_found *found)
{
    const avow_witness *w = &h->witnesses[found->witness];
    size_t first = h->first[found->witness], best = first, least = SIZE_MAX;
    if (found->statement < w->count - 1) return first + found->statement;
    for (size_t i = 0; i + 1 < w->count; i++) {
        if (w->statements[i].content.count == 0) continue;
        size_t start = w->statements[i].content.items[0].start;
        size_t far = start > found->span.start ? start - found->span.start : found->span.start - start;
        if (far < least) least = far, best = first + i;
    }
    return best;
}

static bool take_source(const hearing *h, const avow_found *found, avow_offsets unit, avow_evidence *out)
{
    avow_store *store = h->store;
    const avow_witness *w = &h->witnesses[found->witness];
    size_t size = found->span.end - found->span.start;
    char *words = avow_arena_copy(&store->arena, w->text + found->span.start, size);
    if (!avow_store_has_memory(store, words)) return false;
    for (size_t i = 0; i < size; i++)
        if (words[i] == '\0') words[i] = ' ';
    *out = (avow_evidence){.words = words, .quoted = found->quoted, .speaker = found->speaker};
    out->place = (avow_span){in_unit(w->text, found->span.start, unit), in_unit(w->text, found->span.end, unit)};
    return avow_record_statement(store, h->ids[candidate_of(h, found)], unit, &out->statement, NULL) ||
           (avow_db_ok(store->db) && avow_store_is_damaged(store));
}

static bool hand_out(const hearing *h, const avow_finding *finding, avow_offsets unit, avow_verification_sink sink, void *context)
{
    avow_verification v = {.verdict = finding->verdict, .sense_changed = finding->sense_changed, .changes = finding->changes,
                           .change_count = finding->change_count};
    size_t count = finding->source_count < AVOW_CANDIDATES ? finding->source_count : AVOW_CANDIDATES;
    avow_evidence *sources = avow_arena_alloc(&h->store->arena, count, sizeof *sources);
    if (!avow_store_has_memory(h->store, sources)) return false;
    v.sources = sources;
    for (; v.source_count < count; v.source_count++)
        if (!take_source(h, &finding->sources[v.source_count], unit, &sources[v.source_count])) return false;
    sink(context, &v);
    return true;
}

avow_status avow_store_verify(avow_store *store, const char *quotation, size_t size, const char *speaker, avow_offsets unit,
                              avow_verification_sink sink, void *context, avow_error *error)
{
    int64_t candidates[AVOW_CANDIDATES];
    avow_finding finding;
    avow_error trouble = {0};
    avow_status status = avow_store_begin_reading(store, quotation != NULL && sink != NULL, error);
    if (status != AVOW_OK) return status;
    if (avow_utf8_valid_prefix(quotation, size) < size) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "the quotation is not UTF-8");
    hearing *h = avow_arena_alloc(&store->arena, 1, sizeof *h);
    if (avow_store_has_memory(store, h)) {
        *h = (hearing){.store = store};
        size_t count = avow_record_candidates(store, quotation, size, candidates);
        if (call_witnesses(h, candidates, count)) {
            const char *name = speaker != NULL ? avow_store_clean(store, speaker) : NULL;
            status = avow_verify(quotation, size, name, h->witnesses, h->witness_count, &store->arena, &finding, &trouble);
            if (status != AVOW_OK) avow_db_fail(store->db, status, "%s", trouble.detail);
            else hand_out(h, &finding, unit, sink, context);
        }
    }
    return avow_store_end_call(store, error);
}
