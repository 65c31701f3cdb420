/* thread.c - a thread from one of its statements: candidates from the index, compared; camps; and who denies whom.
 *
 * What is the same as or denies the statement brings in its own candidates, and so on for a few steps, so that a thread does not depend
 * much on where one comes upon it. */
#include <stdlib.h>
#include <string.h>

#include "claim.h"
#include "pair_table.h"
#include "threads.h"

enum {
    NODES = AVOW_CAMPS_MOST,
    NEAR = 20,                  /* candidates of a statement that are compared */
    EXPANDED = 3,               /* statements whose candidates are looked for */
    READ = NEAR * EXPANDED + 1,
    READ_BYTES = 4 << 20,       /* of contents and sentences, after which no more are read */
    POSTINGS = 1536
};

/* Words of two contents in common by weight, from where on one repeats the other. */
static const float REPEATED = 0.75f;

typedef struct node {
    const avow_claim *claim;
    int64_t day;                /* INT64_MAX: none */
    bool in;                    /* of the thread's nodes */
} node;

typedef struct web {
    avow_store *store;
    avow_near *near;
    avow_offsets unit;
    bool (*taken)(void *, int64_t);
    void *context;
    node *read;                 /* all that were read */
    size_t read_count, read_bytes;
    node *nodes[NODES];
    size_t count;
    avow_pair_score *scores;    /* NODES × NODES */
    size_t camp[NODES];
} web;

/* ---- statements ----------------------------------------------------------------------------------------------------- */

/* The node of a candidate; NULL if it is no statement of this thread, or after a failure. */
static node *read_node(web *w, int64_t id)
{
    avow_claim *claim = avow_claim_read(w->near, id);
    if (claim == NULL) return NULL;
    for (size_t i = 0; i < w->read_count; i++)
        if (w->read[i].claim->utterance == claim->utterance) return &w->read[i];
    if (w->read_count == READ || w->read_bytes > READ_BYTES || w->taken(w->context, claim->utterance)) return NULL;
    const avow_pair_side *side = avow_claim_side(w->near, claim);
    if (side == NULL || !avow_record_is_claim(side)) return NULL;
    w->read_bytes += claim->size;
    w->read[w->read_count] = (node){claim, claim->day != 0 ? claim->day : INT64_MAX, false};
    return &w->read[w->read_count++];
}

/* Does its cue say that something is rejected? What the cue alone shows counts: that an act was read as a denial is often wrong. */
static bool rejects(const avow_pair_side *side)
{
    for (size_t i = 0; i < side->cue.count; i++)
        if (side->cue.items[i].classes & AVOW_PAIR_STRONG) return true;
    return false;
}

/* What two statements are to each other: the scorer's judgement under three rules. (1) A denial is no repeat, however alike the words are:
 * where one of two denies by its act, or negates what the other says in the same words, and the other doesn't, they don't say the same.
 * (2) Nobody is said to deny what the cue doesn't show. (3) An article says a thing once: that its headline has it, too, is no repeat; and
 * how its own statements oppose each other, the scorer, which saw pairs of different articles, knows too little of. */
static avow_pair_score compare(const avow_claim *a, const avow_claim *b)
{
    float f[AVOW_PAIR_FEATURES];
    if (a->article == b->article) return AVOW_NOT_JUDGED;
    avow_pair_features(a->side, b->side, f);
    avow_pair_score s = avow_pair_judge(f);
    const bool negated = f[AVOW_FEATURE_NEGATION_NEAR] > 0 && f[AVOW_FEATURE_COSINE] >= REPEATED;
    if (f[AVOW_FEATURE_POLARITY] > 0 && (f[AVOW_FEATURE_DENIAL] > 0 || negated) && s.same >= avow_pair_threshold[0])
        s.deny += s.same, s.same = 0;
    if (f[AVOW_FEATURE_OPPOSES] == 0 || !rejects(a->side->opposes ? a->side : b->side)) s.deny = 0;
    s.relation = s.deny >= AVOW_CAMPS_DENY ? AVOW_RELATION_DENY : s.same >= AVOW_CAMPS_SAME ? AVOW_RELATION_SAME : AVOW_RELATION_OTHER;
    return s;
}

static bool is_likely(avow_pair_score s) { return s.same >= AVOW_CAMPS_SAME || s.deny >= AVOW_CAMPS_DENY; }

/* Makes a statement a node of the thread; `score`: what it is to `from`, a node already, or NULL for the first. */
static void take(web *w, node *n, const node *from, avow_pair_score score)
{
    n->in = true;
    for (size_t i = 0; i < w->count; i++) {
        avow_pair_score s = w->nodes[i] == from ? score : compare(w->nodes[i]->claim, n->claim);
        w->scores[i * NODES + w->count] = w->scores[w->count * NODES + i] = s;
    }
    w->nodes[w->count++] = n;
}

/* Takes what has to do with a node. */
static void expand(web *w, const node *from)
{
    int64_t near[NEAR];
    size_t n = avow_record_near(w->near, from->claim->side, POSTINGS, near, NEAR);
    for (size_t i = 0; i < n && w->count < NODES && avow_db_ok(w->store->db); i++) {
        node *other = read_node(w, near[i]);
        if (other == NULL || other->in) continue;
        avow_pair_score score = compare(from->claim, other->claim);
        if (is_likely(score)) take(w, other, from, score);
    }
}

/* ---- the claim and its members -------------------------------------------------------------------------------------- */

static bool earlier(const node *a, const node *b)
{
    return a->day != b->day ? a->day < b->day : a->claim->id < b->claim->id;
}

static int by_day(const void *a, const void *b)
{
    const node *x = *(node *const *)a, *y = *(node *const *)b;
    return earlier(x, y) ? -1 : earlier(y, x);
}

static bool opposes(const web *w, size_t camp, size_t base)
{
    return avow_camps_oppose((avow_judged){w->scores, w->count}, w->camp, camp, base);
}

/* The camp of the claim: that of the earliest statement, in the first one's camp or one that opposes it, that isn't itself
 * said against something. */
static size_t claim_camp(const web *w)
{
    const node *best = NULL;
    size_t camp = w->camp[0];
    for (size_t i = 0; i < w->count; i++) {
        const node *n = w->nodes[i];
        bool there = w->camp[i] == w->camp[0] || opposes(w, w->camp[i], w->camp[0]);
        if (there && !n->claim->side->opposes && (best == NULL || earlier(n, best))) best = n, camp = w->camp[i];
    }
    return camp;
}

/* What node k, whose camp denies the claim's, is to that; `to` is 0 if it denies none of it, not even by the scorer's own threshold. */
static avow_member denial(const web *w, size_t k, size_t base)
{
    const node *n = w->nodes[k];
    avow_member m = {.relation = AVOW_THREAD_DENY, .probability = -1};
    for (size_t i = 0; i < w->count; i++) {
        const avow_pair_score *s = &w->scores[k * NODES + i];
        const node *to = w->nodes[i];
        if (w->camp[i] != base || s->deny < AVOW_CAMPS_DENY) continue;
        bool reverses = n->claim->speaker != 0 && n->claim->speaker == to->claim->speaker &&
                        n->day != INT64_MAX && n->day > to->day;
        if (m.relation == AVOW_THREAD_REVERSE ? !reverses || s->deny <= m.probability : !reverses && s->deny <= m.probability) continue;
        m.relation = reverses ? AVOW_THREAD_REVERSE : AVOW_THREAD_DENY;
        m.to = to->claim->id;
        m.probability = s->deny;
    }
    return m;
}

/* What node k, which says the same, is to the one that it is most like. */
static avow_member repetition(const web *w, size_t k, size_t base)
{
    const node *n = w->nodes[k];
    avow_member m = {.relation = AVOW_THREAD_PARAPHRASE, .probability = -1};
    float features[AVOW_PAIR_FEATURES];
    for (size_t i = 0; i < w->count; i++) {
        const avow_pair_score *s = &w->scores[k * NODES + i];
        if (w->camp[i] != base || i == k || s->same <= m.probability) continue;
        avow_pair_features(n->claim->side, w->nodes[i]->claim->side, features);
        m.relation = features[AVOW_FEATURE_COSINE] >= REPEATED ? AVOW_THREAD_REPEAT : AVOW_THREAD_PARAPHRASE;
        m.to = w->nodes[i]->claim->id;
        m.probability = s->same;
    }
    return m;
}

/* The nodes in the order of days, with their scores. */
static bool put_in_order(web *w)
{
    node *before[NODES];
    avow_pair_score *scores = avow_arena_alloc(&w->store->arena, NODES * NODES, sizeof *scores);
    size_t camp[NODES], place[NODES], least[NODES];
    if (!avow_store_has_memory(w->store, scores)) return false;
    memcpy(before, w->nodes, sizeof before);
    memcpy(camp, w->camp, sizeof camp);
    qsort(w->nodes, w->count, sizeof *w->nodes, by_day);
    for (size_t i = 0; i < w->count; i++)
        for (place[i] = 0; before[place[i]] != w->nodes[i];) place[i]++;
    for (size_t i = 0; i < w->count; i++) {
        for (size_t k = 0; k < w->count; k++) scores[i * NODES + k] = w->scores[place[i] * NODES + place[k]];
        for (least[i] = 0; camp[place[least[i]]] != camp[place[i]];) least[i]++;
        w->camp[i] = least[i];
    }
    w->scores = scores;
    return true;
}

static bool read_statement(web *w, const node *n, avow_statement *out)
{
    return avow_record_statement(w->store, n->claim->id, w->unit, out, NULL) ||
        (avow_db_ok(w->store->db) && avow_store_is_damaged(w->store));
}

static bool finish(web *w, avow_thread *out)
{
    avow_camps((avow_judged){w->scores, w->count}, w->camp);
    const node *claimed = w->nodes[claim_camp(w)];
    if (!put_in_order(w)) return false;
    size_t claim = 0, n = 0;
    while (w->nodes[claim] != claimed) claim++;
    const size_t base = claim = w->camp[claim];         /* the least, which is the earliest */
    avow_member *members = avow_arena_alloc(&w->store->arena, w->count, sizeof *members);
    if (!avow_store_has_memory(w->store, members)) return false;
    for (size_t i = 0; i < w->count; i++) {
        if (i == claim) continue;
        if (w->camp[i] == base) members[n] = repetition(w, i, base);
        else if (opposes(w, w->camp[i], base)) members[n] = denial(w, i, base);
        else continue;
        if (members[n].to != 0 && !read_statement(w, w->nodes[i], &members[n++].statement)) return false;
    }
    *out = (avow_thread){.id = w->nodes[claim]->claim->utterance, .members = members, .member_count = n, .more = w->count == NODES};
    return n > 0 && read_statement(w, w->nodes[claim], &out->claim);
}

bool avow_record_thread(avow_near *near, int64_t statement, avow_offsets unit, bool (*taken)(void *, int64_t), void *context,
                        avow_thread *out)
{
    avow_store *store = near->store;
    web *w = avow_arena_alloc(&store->arena, 1, sizeof *w);
    if (!avow_store_has_memory(store, w)) return false;
    *w = (web){.store = store, .near = near, .unit = unit, .taken = taken, .context = context};
    w->read = avow_arena_alloc(&store->arena, READ, sizeof *w->read);
    w->scores = avow_arena_alloc(&store->arena, NODES * NODES, sizeof *w->scores);
    if (!avow_store_has_memory(store, w->read) || !avow_store_has_memory(store, w->scores)) return false;
    memset(w->scores, 0, NODES * NODES * sizeof *w->scores);
    node *seed = read_node(w, statement);
    if (seed == NULL) return false;
    take(w, seed, NULL, AVOW_NOT_JUDGED);
    for (size_t i = 0; i < w->count && i < EXPANDED && avow_db_ok(store->db); i++) expand(w, w->nodes[i]);
    return avow_db_ok(store->db) && w->count > 1 && finish(w, out);
}
