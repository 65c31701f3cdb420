/* speaker.c - see speaker.h. */
#include "speaker.h"

#include <string.h>

#include "antecedent.h"
#include "ascii.h"
#include "description.h"
#include "name.h"
#include "vector.h"
#include "viterbi.h"

/* ---- the query ---------------------------------------------------------------------------------------------------- */

enum { DESCRIPTION = 6 };           /* words of a source that are looked for near names, at most */

typedef struct query {
    size_t start, end;              /* bytes; the cue's start twice where there is no source */
    const avow_span *spans;
    size_t span_count, line;
    avow_query_kind kind;
    avow_word words[DESCRIPTION];   /* of the last of the first source span's, those that tell; a description's head ends them, mostly */
    const char *const *roles[DESCRIPTION];      /* avow_role of each */
    size_t word_count;
    bool possessive;                /* the source is "his" of "his advisers" */
} query;

static const struct { const char *word; uint8_t kind; } pronouns[] = {
    {"he", AVOW_QUERY_HE}, {"him", AVOW_QUERY_HE}, {"his", AVOW_QUERY_HE}, {"himself", AVOW_QUERY_HE},
    {"she", AVOW_QUERY_SHE}, {"her", AVOW_QUERY_SHE}, {"hers", AVOW_QUERY_SHE}, {"herself", AVOW_QUERY_SHE},
    {"they", AVOW_QUERY_THEY}, {"them", AVOW_QUERY_THEY}, {"their", AVOW_QUERY_THEY}, {"theirs", AVOW_QUERY_THEY},
    {"themselves", AVOW_QUERY_THEY}, {"it", AVOW_QUERY_IT}, {"its", AVOW_QUERY_IT}, {"itself", AVOW_QUERY_IT},
    {"i", AVOW_QUERY_I}, {"me", AVOW_QUERY_I}, {"my", AVOW_QUERY_I}, {"mine", AVOW_QUERY_I}, {"myself", AVOW_QUERY_I},
    {"we", AVOW_QUERY_WE}, {"us", AVOW_QUERY_WE}, {"our", AVOW_QUERY_WE}, {"ours", AVOW_QUERY_WE}, {"ourselves", AVOW_QUERY_WE},
    {"you", AVOW_QUERY_YOU}, {"your", AVOW_QUERY_YOU}, {"yours", AVOW_QUERY_YOU},
    {"who", AVOW_QUERY_WHO}, {"whom", AVOW_QUERY_WHO}, {"whose", AVOW_QUERY_WHO}, {"which", AVOW_QUERY_WHO}, {"that", AVOW_QUERY_WHO}};

static const char *const definite[] = {"the", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my",
                                       NULL};

static bool within(const avow_mention *m, const query *q)
{
    for (size_t i = 0; i < q->span_count; i++)
        if (m->start >= q->spans[i].start && m->end <= q->spans[i].end) return true;
    return false;
}

enum { SOURCE_WORDS = 64 };

/* The pronoun that the word is, or AVOW_QUERY_NOTHING: "US" and "WHO" are none. */
static avow_query_kind pronoun(const char *text, avow_word word)
{
    if (word.end - word.start > 1 && avow_is_capital(text[word.start + 1])) return AVOW_QUERY_NOTHING;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (avow_word_is(text, word, pronouns[i].word)) return (avow_query_kind)pronouns[i].kind;
    return AVOW_QUERY_NOTHING;
}

bool avow_word_is_pronoun(const char *text, avow_word word) { return pronoun(text, word) != AVOW_QUERY_NOTHING; }

bool avow_source_is_pronoun(const avow_work *work, const avow_find *f)
{
    avow_word words[2];
    if (f->source.count == 0) return false;
    size_t n = avow_words(work->text, f->source.items[0].start, f->source.items[0].end, words, 2);
    return n == 1 && avow_word_is_pronoun(work->text, words[0]);
}

static void set_kind(const avow_work *work, query *q)
{
    avow_word words[SOURCE_WORDS];
    if (q->span_count == 0) {
        q->kind = AVOW_QUERY_NOTHING;
        return;
    }
    q->kind = AVOW_QUERY_OPEN;
    size_t n = avow_words(work->text, q->spans[0].start, q->spans[0].end, words, SOURCE_WORDS);
    if (n == 0) return;
    for (size_t i = n < DESCRIPTION ? 0 : n - DESCRIPTION; i < n; i++) {
        if (i + 1 < n && (words[i].end - words[i].start <= 2 || avow_word_among(work->text, words[i], definite))) continue;
        q->roles[q->word_count] = avow_role(work->text, words[i]);
        q->words[q->word_count++] = words[i];
    }
    if (n == 1 && pronoun(work->text, words[0]) != AVOW_QUERY_NOTHING) {
        q->kind = pronoun(work->text, words[0]);
        return;
    }
    for (size_t i = avow_mention_from(work, q->start); i < work->mention_count && work->mentions[i].start < q->end; i++) {
        const avow_mention *m = &work->mentions[i];
        if (m->entity == AVOW_NO_MENTION || !within(m, q)) continue;
        if (work->entities.items[m->entity].kind != AVOW_KIND_NOMINAL) q->kind = AVOW_QUERY_NAMED;
    }
    if (q->kind == AVOW_QUERY_OPEN && avow_word_among(work->text, words[0], definite)) q->kind = AVOW_QUERY_DEFINITE;
}

/* ---- candidates --------------------------------------------------------------------------------------------------- */

typedef struct candidate {
    uint32_t entity, mention;
    size_t far;                     /* bytes between mention and source */
} candidate;

typedef struct candidates {
    candidate items[AVOW_CANDIDATES + 1];
    size_t count;
} candidates;

static bool listed(const candidates *c, uint32_t entity)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].entity == entity) return true;
    return false;
}

/* Keeps the nearest ones, nearest first; of equal ones the entity that was named first. */
static void add(candidates *c, uint32_t entity, uint32_t mention, size_t far)
{
    size_t i = c->count;
    while (i > 0 && (c->items[i - 1].far > far || (c->items[i - 1].far == far && c->items[i - 1].entity > entity))) i--;
    if (i == AVOW_CANDIDATES) return;
    if (c->count < AVOW_CANDIDATES) c->count++;
    memmove(c->items + i + 1, c->items + i, (c->count - i) * sizeof *c->items);
    c->items[i] = (candidate){entity, mention, far};
}

/* Within the source, the last mention of each; a description there is the source itself, and no candidate at all. */
static void add_inside(const avow_work *work, const query *q, candidates *c, candidates *barred)
{
    size_t from = avow_mention_from(work, q->start), to = from;
    while (to < work->mention_count && work->mentions[to].start < q->end) to++;
    for (size_t i = to; i-- > from;) {
        const avow_mention *m = &work->mentions[i];
        if (m->entity == AVOW_NO_MENTION || !within(m, q)) continue;
        bool nominal = work->entities.items[m->entity].kind == AVOW_KIND_NOMINAL;
        candidates *to_list = nominal ? barred : c;
        if (!listed(to_list, m->entity)) add(to_list, m->entity, (uint32_t)i, 0);
    }
}

enum { LOOK = 600 };                /* mentions looked at before the source, at most */

static void collect(const avow_work *work, const query *q, candidates *c)
{
    candidates barred = {.count = 0};
    add_inside(work, q, c, &barred);
    size_t at = avow_mention_from(work, q->start), looked = 0;
    size_t before = at;
    while (before > 0 && work->mentions[before - 1].end > q->start) before--;
    for (size_t i = before; i-- > 0 && looked < LOOK && c->count < AVOW_CANDIDATES; looked++) {
        const avow_mention *m = &work->mentions[i];
        if (m->entity == AVOW_NO_MENTION || listed(c, m->entity) || listed(&barred, m->entity)) continue;
        add(c, m->entity, (uint32_t)i, q->start - m->end);
    }
    for (size_t i = avow_mention_from(work, q->end); i < work->mention_count && work->mentions[i].line == q->line; i++) {
        const avow_mention *m = &work->mentions[i];
        if (m->entity == AVOW_NO_MENTION || listed(c, m->entity) || listed(&barred, m->entity)) continue;
        const avow_entity_found *e = &work->entities.items[m->entity];
        bool earlier = work->mentions[e->first].end <= q->start;       /* too far back to be listed */
        if (e->kind != AVOW_KIND_NOMINAL && !earlier) add(c, m->entity, (uint32_t)i, m->start - q->end);
    }
}

/* ---- features: a row of the table each, summed -------------------------------------------------------------------- */

enum { CANDIDATE_KINDS = 7, KIND_PLAIN_NOMINAL = 4, KIND_ITSELF = 5, KIND_NOBODY = 6 };
enum {
    KINDS = 0, DISTANCE = KINDS + AVOW_QUERY_KINDS * CANDIDATE_KINDS, LINES = DISTANCE + 14, RANK = LINES + 8, COUNT = RANK + 8,
    SAID = COUNT + 6, QUOTES = SAID + 8, INSIDE = QUOTES + 4, GENDER = INSIDE + 4, OVERLAP = GENDER + 4, FIRST = OVERLAP + 4,
    ROWS = FIRST + 2
};
_Static_assert((int)ROWS == (int)AVOW_LINK_FEATURES, "the feature table's rows, as the model file has them");

typedef struct features {
    uint16_t row[11];
} features;

static unsigned log_bucket(size_t d, unsigned top)
{
    unsigned b = 0;
    while (b < top && d >= (size_t)1 << b) b++;
    return b;
}

static unsigned least(size_t a, unsigned b) { return a < b ? (unsigned)a : b; }

/* Is the query's word k, or one that means the same office or party, among those of text[from..to)? */
static bool has_word(const char *text, size_t from, size_t to, const query *q, size_t k)
{
    avow_word words[40];
    size_t n = avow_words(text, from, to, words, 40);
    for (size_t i = 0; i < n; i++)
        if (avow_same_role(text, words[i], q->words[k], q->roles[k])) return true;
    return false;
}

/* Does a description's head stand near a mention of the entity ("President Obama": "the president")? 2 right before it, 3 together with another
 * word of the description ("Republican nominee Jane Roe": "the GOP nominee"). */
static unsigned overlap(const avow_work *work, const query *q, const avow_entity_found *e)
{
    enum { MENTIONS = 12, BEFORE = 40, JUST_BEFORE = 25, BEHIND = 60 };
    unsigned best = 0;
    size_t n = 0;
    if (q->word_count == 0 || (q->kind != AVOW_QUERY_DEFINITE && q->kind != AVOW_QUERY_OPEN)) return 0;
    size_t head = q->word_count - 1;
    for (uint32_t i = e->first; i != AVOW_NO_MENTION && n < MENTIONS && best < 3; i = work->mentions[i].next, n++) {
        const avow_mention *m = &work->mentions[i];
        size_t from = m->start > BEFORE ? m->start - BEFORE : 0, to = work->size - m->end > BEHIND ? m->end + BEHIND : work->size;
        if (!has_word(work->text, from, to, q, head)) continue;
        size_t near = m->start > JUST_BEFORE ? m->start - JUST_BEFORE : 0;
        unsigned found = has_word(work->text, near, m->start, q, head) ? 2 : 1;
        for (size_t k = 0; k < head && found < 3; k++)
            if (has_word(work->text, from, to, q, k)) found = 3;
        if (found > best) best = found;
    }
    return best;
}

static unsigned gender(const query *q, const avow_entity_found *e)
{
    if ((q->kind != AVOW_QUERY_HE && q->kind != AVOW_QUERY_SHE) || (!e->male && !e->female)) return 0;
    bool he = q->kind == AVOW_QUERY_HE;
    return he == e->male && !(e->male && e->female) ? 1 : 2;
}

static features plain_features(const query *q, unsigned kind, unsigned quoted)
{
    return (features){{KINDS + q->kind * CANDIDATE_KINDS + kind, DISTANCE, LINES, RANK, COUNT, SAID + 7, QUOTES + 2 * quoted, INSIDE,
                       GENDER, OVERLAP, FIRST}};
}

static features features_of(const avow_work *work, const query *q, const candidate *c, size_t rank, uint32_t index)
{
    const avow_entity_found *e = &work->entities.items[c->entity];
    const avow_mention *m = &work->mentions[c->mention];
    bool inside = q->end > q->start && m->start >= q->start && m->end <= q->end;
    unsigned kind = (unsigned)e->kind;
    avow_word first;
    if (kind == AVOW_KIND_NOMINAL &&
        (avow_words(work->text, m->start, m->end, &first, 1) == 0 || !avow_word_among(work->text, first, definite)))
        kind = KIND_PLAIN_NOMINAL;
    size_t gap = q->start > m->end ? q->start - m->end : m->end - q->start;
    size_t lines = q->line > m->line ? q->line - m->line : m->line - q->line;
    unsigned where = 0;
    if (inside) where = m->start > q->start + 1 || m->end + 1 < q->end ? (m->end + 1 >= q->end ? 2 : 1) : 3;
    size_t quote_at = q->start < work->size ? q->start : work->size - 1;
    return (features){{KINDS + q->kind * CANDIDATE_KINDS + kind, DISTANCE + (m->start >= q->end ? 13 : log_bucket(gap / 4, 12)),
                       LINES + least(lines, 7), RANK + least(rank, 7), COUNT + log_bucket(e->mentions, 5),
                       SAID + (e->said == 0 ? 7 : least(index - e->said, 7)),
                       QUOTES + 2 * work->quoted[quote_at] + work->quoted[m->start], INSIDE + where, GENDER + gender(q, e),
                       OVERLAP + overlap(work, q, e), FIRST + (c->mention == e->first)}};
}

/* ---- scoring ------------------------------------------------------------------------------------------------------ */

/* Is the source "I" or the like, told within another's words? */
static bool speaks_of_itself(const avow_work *work, const avow_find *f)
{
    avow_word words[2];
    if (f->parent == NULL || f->source.count != 1) return false;
    return avow_words(work->text, f->source.items[0].start, f->source.items[0].end, words, 2) == 1 &&
           pronoun(work->text, words[0]) == AVOW_QUERY_I;
}

typedef struct choice {
    int32_t entity;                 /* index, AVOW_ITSELF or AVOW_NOBODY */
    float confidence, nobody;       /* probabilities among the candidates: of the choice, and that nobody can be known */
    avow_query_kind kind;
    bool joint;                     /* the source names several */
    bool followed;                  /* to another than the linker chose, as likely enough */
} choice;

/* hidden = gelu(q + c + q * c + the rows of the features) */
static void mix(const avow_model *model, const float *q, const float *c, const features *f, float *hidden)
{
    size_t width = model->config.link_width;
    for (size_t i = 0; i < width; i += AVOW_LANES) {
        vf a = vf_load(q + i), b = vf_load(c + i), x = a + b + a * b;
        for (size_t k = 0; k < sizeof f->row / sizeof *f->row; k++) x += vf_load(model->link_feature + f->row[k] * width + i);
        vf_gelu(1, &x);
        vf_store(hidden + i, x);
    }
}

/* The line that byte `at` stands in, counted as the mentions' lines are. */
static uint32_t line_of(const avow_work *work, size_t at)
{
    size_t i = avow_mention_from(work, at);
    size_t from = 0;
    uint32_t line = 0;
    if (i > 0) {
        from = work->mentions[i - 1].start;
        line = work->mentions[i - 1].line;
    }
    for (; from < at; from++) line += work->text[from] == '\n';
    return line;
}

/* "his" is a man's, "her" a woman's, "its" no person's. */
static bool may_own(const query *q, const avow_entity_found *e)
{
    if (q->kind == AVOW_QUERY_IT) return e->kind == AVOW_KIND_ORGANISATION || e->kind == AVOW_KIND_PLACE;
    return e->kind == AVOW_KIND_PERSON && gender(q, e) == 1;
}

/* Is the person named in what is told, not quoted, behind the source? "He" of "He said Mr. Roe was insulted" is not Mr. Roe (Chomsky 1981, Principle C). */
static bool said_by_name(const avow_work *work, const avow_find *find, const query *q, uint32_t entity)
{
    enum { NEAR_BYTES = 24 };                               /* bytes; what comes later is often no longer what he said */
    for (size_t k = 0; k < find->content.count; k++) {
        avow_span said = find->content.items[k];
        size_t end = said.end < said.start + NEAR_BYTES ? said.end : said.start + NEAR_BYTES;
        if (said.start < q->end) continue;
        if (avow_mentioned_in(work, (avow_span){said.start, end}, entity) & AVOW_PLAIN) return true;
    }
    return false;
}

/* Takes out the candidates that cannot be meant. */
static void sift(const avow_work *work, const avow_find *find, const query *q, candidates *c)
{
    if (q->span_count == 0) return;
    avow_span own = avow_own_span(work, q->spans[0]);
    bool relation = q->kind == AVOW_QUERY_DEFINITE && avow_is_relation(work, own);
    bool personal = !q->possessive && (q->kind == AVOW_QUERY_HE || q->kind == AVOW_QUERY_SHE);
    size_t kept = 0;
    for (size_t i = 0; i < c->count; i++) {
        const avow_entity_found *e = &work->entities.items[c->items[i].entity];
        bool other = avow_says_whose(work, &work->mentions[c->items[i].mention], own, q->spans[0]);
        if (q->possessive && !may_own(q, e)) other = true;
        if (personal && said_by_name(work, find, q, c->items[i].entity)) other = true;
        if (relation && e->kind != AVOW_KIND_NOMINAL && overlap(work, q, e) == 0) other = true;
        if (!other) c->items[kept++] = c->items[i];
    }
    c->count = kept;
}

/* Does "who" follow the mention with nothing between but commas, blanks and what stands in parentheses, and not speak of several? */
static bool precedes_who(const avow_work *work, const avow_mention *m, const query *q)
{
    static const char *const several[] = {"have", "are", "were", "both", "each", "say", "want", "think", "believe", NULL};
    enum { FAR = 24 };
    avow_word next;
    size_t at = m->end, end = work->size - q->end > FAR ? q->end + FAR : work->size;
    if (m->end > q->start || q->start - m->end > FAR) return false;
    while (at < q->start)
        if (work->text[at] == '(') while (at < q->start && work->text[at] != ')') at++;
        else if (strchr(", )", work->text[at]) == NULL) return false;
        else at++;
    return avow_words(work->text, q->end, end, &next, 1) == 1 && !avow_word_among(work->text, next, several);
}

/* Which candidate a source names, if it is a name with titles and the like, "Mr. King", or "who" right behind one. c->count if it names none. */
static size_t named_by(const avow_work *work, const query *q, const candidates *c)
{
    avow_span own = q->kind == AVOW_QUERY_NAMED ? avow_own_span(work, q->spans[0]) : (avow_span){0, 0};
    for (size_t i = 0; i < c->count && q->kind == AVOW_QUERY_NAMED; i++) {
        const avow_mention *m = &work->mentions[c->items[i].mention];
        if (avow_names_source(work, m, own, q->spans[0])) return i;
    }
    for (size_t i = 0; i < c->count && q->kind == AVOW_QUERY_WHO; i++)
        if (work->entities.items[c->items[i].entity].kind == AVOW_KIND_PERSON && precedes_who(work, &work->mentions[c->items[i].mention], q)) return i;
    return c->count;
}

/* "I" and "we" that the text explains no further are the writer's, and "you" the reader's: their speakers are called so. */
static bool is_writer(avow_query_kind kind) { return kind == AVOW_QUERY_I || kind == AVOW_QUERY_WE || kind == AVOW_QUERY_YOU; }

static const float NAMED = 0.9F;    /* how sure a name is, at least */

/* Is this too little to give a description the name of a person? Of 30 such names in train articles whose chance was lower, 5 were right. */
static bool too_unsure(const avow_work *work, const query *q, uint32_t entity, float chance)
{
    const float LEAST_DEFINITE = 0.6F, LEAST_OTHER = 0.8F;
    if (q->kind < AVOW_QUERY_DEFINITE || work->entities.items[entity].kind != AVOW_KIND_PERSON) return false;
    return chance < (q->kind == AVOW_QUERY_DEFINITE ? LEAST_DEFINITE : LEAST_OTHER);
}

/* The highest of the scores: of the candidates, then of the source itself if there is one, then of nobody. A source that is a name
 * stands for whom it names, whatever the scores; one that names several stands for itself, and what its parts got goes together. */
static choice pick(const avow_work *work, const avow_find *find, const query *q, const candidates *c, const float *score)
{
    float chance[AVOW_CANDIDATES + 2], total = 0, parts = 0;
    size_t n = c->count + (q->span_count > 0 ? 2 : 1), best = 0, named = named_by(work, q, c);
    for (size_t i = 1; i < n; i++)
        if (score[i * AVOW_EMIT_STRIDE] > score[best * AVOW_EMIT_STRIDE]) best = i;
    for (size_t i = 0; i < n; i++)
        total += chance[i] = vf_exp(vf_set(score[i * AVOW_EMIT_STRIDE] - score[best * AVOW_EMIT_STRIDE]))[0];
    choice out = {.entity = AVOW_ITSELF, .confidence = 1.0f / total, .nobody = chance[n - 1] / total, .kind = q->kind};
    avow_joint joint;
    if (q->possessive) {            /* "his": of somebody it is */
        total -= chance[n - 1] + chance[c->count];
        for (size_t i = best = 0; i < c->count; i++)
            if (chance[i] > chance[best]) best = i;
        out = (choice){.entity = AVOW_NOBODY, .kind = q->kind};
        if (c->count > 0) out.entity = (int32_t)c->items[best].entity;
        if (c->count > 0) out.confidence = chance[best] / total;
    } else if (q->kind >= AVOW_QUERY_DEFINITE && avow_joint_names(work, find, &joint)) {
        for (size_t i = 0; i < c->count; i++)
            if (within(&work->mentions[c->items[i].mention], q)) parts += chance[i];
        out.joint = true;
        out.confidence = (parts + chance[c->count]) / total;
    } else if (named < c->count) {
        out.entity = (int32_t)c->items[named].entity;
        out.confidence = (chance[named] + chance[c->count]) / total;
        if (out.confidence < NAMED) out.confidence = NAMED;
    } else if (best < c->count && too_unsure(work, q, c->items[best].entity, out.confidence)) out.confidence = chance[c->count] / total;
    else if (best < c->count) out.entity = (int32_t)c->items[best].entity;
    else if ((best + 1 == n || q->kind <= AVOW_QUERY_WHO) && !is_writer(q->kind)) out.entity = AVOW_NOBODY;
    return out;
}

/* The choice for "he", "she", "they" and "it". */
static choice pick_antecedent(const avow_work *work, avow_find *find, const query *q, const candidates *c, const float *score, uint32_t index,
                              const avow_recent *recent)
{
    avow_personal pronoun = {q->start, q->end, index, q->kind, recent->count > 0 ? recent->finds[0] : NULL};
    avow_antecedent all[AVOW_GROUPS + AVOW_CANDIDATES];
    float nobody = score[(c->count + 1) * AVOW_EMIT_STRIDE];
    size_t groups = avow_groups_collect(work, &pronoun, recent, all), n = groups;
    for (size_t i = 0; i < c->count; i++)
        if (!avow_groups_have(work, all, groups, c->items[i].entity))
            all[n++] = (avow_antecedent){.entity = c->items[i].entity, .mention = c->items[i].mention, .score = score[i * AVOW_EMIT_STRIDE] - nobody};
    choice out = {.entity = AVOW_NOBODY, .kind = q->kind};
    size_t best = avow_antecedent_choose(work, find, &pronoun, all, n, &out.confidence);
    if (best == n) out.nobody = out.confidence;
    else if (all[best].entity != AVOW_NO_MENTION) out.entity = (int32_t)all[best].entity;
    else if (all[best].told != NULL) find->same = all[best].told;
    else {
        out.entity = AVOW_ITSELF;
        memcpy(find->both, all[best].pair, sizeof find->both);
    }
    return out;
}

/* The linker's choice for a description, `out`, or whom it is followed to instead. */
static choice follow_description(const avow_work *work, const avow_find *find, const query *q, const candidates *c, const float *score, choice out,
                                 uint32_t index)
{
    avow_antecedent all[AVOW_CANDIDATES];
    float chance;
    if (q->kind < AVOW_QUERY_DEFINITE || out.joint || !avow_is_description(work, find, q->kind == AVOW_QUERY_NAMED)) return out;
    for (size_t i = 0; i < c->count; i++) {
        if (out.entity == (int32_t)c->items[i].entity && within(&work->mentions[c->items[i].mention], q)) return out;
        all[i] = (avow_antecedent){.entity = c->items[i].entity, .mention = c->items[i].mention, .score = score[i * AVOW_EMIT_STRIDE] - score[c->count * AVOW_EMIT_STRIDE]};
    }
    int32_t entity = avow_description_follow(work, find, index, all, c->count, out.entity, &chance);
    if (entity == out.entity) return out;
    out.entity = entity;
    out.confidence = chance;
    out.followed = true;
    return out;
}

/* The choice for a relative pronoun that stands right behind its phrase. */
static void follow_relative(const avow_work *work, avow_find *f, choice *c)
{
    avow_span phrase = {0, 0};
    uint32_t entity;
    if (!avow_relative(work, f, &entity, &phrase)) return;
    c->entity = entity != AVOW_NO_MENTION ? (int32_t)entity : AVOW_ITSELF;
    if (c->confidence < NAMED) c->confidence = NAMED;
    if (c->entity == AVOW_ITSELF) f->fuller = phrase;
}

/* Of the find's source; or, without `recent`, of whom a pronoun in it stands for that says whose something is. */
static choice choose(const avow_work *work, avow_find *find, avow_spans source, const avow_recent *recent, uint32_t index)
{
    avow_session *s = work->session;
    const avow_model *model = s->model;
    size_t width = model->config.link_width, n = 0;
    query q = {.spans = source.items, .span_count = source.count, .possessive = recent == NULL};
    q.start = q.end = work->pieces.start[find->cue_first];
    if (q.span_count > 0) {
        q.start = q.spans[0].start;
        q.end = q.spans[q.span_count - 1].end;
    }
    q.line = line_of(work, q.start);
    set_kind(work, &q);
    candidates c = {.count = 0};
    collect(work, &q, &c);
    sift(work, find, &q, &c);
    for (; n < c.count; n++) {
        features f = features_of(work, &q, &c.items[n], n, index);
        mix(model, find->link, work->mentions[c.items[n].mention].link, &f, s->hidden + n * width);
    }
    unsigned quoted = work->quoted[q.start < work->size ? q.start : work->size - 1];
    for (size_t k = q.span_count > 0 ? 0 : 1; k < 2; k++, n++) {
        features f = plain_features(&q, (unsigned)(k == 0 ? KIND_ITSELF : KIND_NOBODY), quoted);
        mix(model, find->link, model->link_fixed + k * width, &f, s->hidden + n * width);
    }
    const float *score = avow_network_link(&s->network, s->hidden, n);
    bool personal = recent != NULL && q.kind >= AVOW_QUERY_HE && q.kind <= AVOW_QUERY_IT;
    if (personal) return pick_antecedent(work, find, &q, &c, score, index, recent);
    choice out = pick(work, find, &q, &c, score);
    return recent == NULL ? out : follow_description(work, find, &q, &c, score, out, index);
}

/* A person's name, or whatever is told for a pronoun, that is likelier wrong than right by some way is not given: with a model that knows
 * how often it is. */
static void doubt(const avow_work *work, avow_find *f, const choice *c)
{
    const float LEAST_SURE = 0.4F;
    const avow_model *model = work->session->model;
    if (c->kind == AVOW_QUERY_THEY || c->kind == AVOW_QUERY_IT) return;             /* antecedent.c has doubted them */
    if (model->calibration == NULL || c->entity < 0 || c->followed || avow_calibrated(model, true, c->confidence) >= LEAST_SURE) return;
    if (work->entities.items[c->entity].kind != AVOW_KIND_PERSON && !avow_source_is_pronoun(work, f)) return;
    f->entity = AVOW_NOBODY;
    f->entity_confidence = c->nobody;
    f->unknown = AVOW_AMBIGUOUS;
}

/* Whose "his advisers" are: whom "his" stands for; and who "he" of "he and his advisers" is. AVOW_NOBODY if the source has no such word,
 * or too little speaks for anyone. */
static int32_t owner_of(const avow_work *work, avow_find *f, uint32_t index)
{
    static const char *const whose[] = {"his", "her", "its", NULL};
    const float LEAST_SURE = 0.8F, LEAST_SURE_JOINT = 0.9F;
    avow_word words[2];
    if (f->entity != AVOW_ITSELF || f->source.count == 0) return AVOW_NOBODY;
    avow_span own = avow_own_span(work, f->source.items[0]);
    if (avow_words(work->text, own.start, own.end, words, 2) < 2) return AVOW_NOBODY;
    bool joint = pronoun(work->text, words[0]) <= AVOW_QUERY_SHE && pronoun(work->text, words[0]) != AVOW_QUERY_NOTHING &&
                 avow_word_is(work->text, words[1], "and");
    if (!joint && !avow_word_among(work->text, words[0], whose)) return AVOW_NOBODY;
    avow_span pronoun = {words[0].start, words[0].end};
    choice c = choose(work, f, (avow_spans){&pronoun, 1}, NULL, index);
    if (c.entity < 0 || c.confidence < (joint ? LEAST_SURE_JOINT : LEAST_SURE)) return AVOW_NOBODY;
    return joint && avow_mentioned_in(work, own, (uint32_t)c.entity) ? AVOW_NOBODY : c.entity;         /* "he and Holt": he is not Holt */
}

void avow_speakers_choose(avow_work *work)
{
    uint32_t index = 0, pair[2];
    int32_t writer = avow_byline(work);
    avow_recent recent = {.count = 0};
    avow_antecedents_count(work);
    for (avow_find *f = work->first; f != NULL; avow_recent_add(&recent, f), f = f->next, index++) {
        f->owner = AVOW_NOBODY;
        if (speaks_of_itself(work, f)) {
            f->same = f->parent;
            f->entity_confidence = 1;
            continue;
        }
        choice c = choose(work, f, f->source, &recent, index);
        if (c.kind == AVOW_QUERY_I && writer >= 0 && f->parent == NULL && !work->quoted[f->source.items[0].start])
            c = (choice){.entity = writer, .confidence = NAMED, .kind = c.kind};
        if (c.kind == AVOW_QUERY_WHO) follow_relative(work, f, &c);
        if (avow_both(work, f, pair)) {
            c.entity = AVOW_ITSELF;
            memcpy(f->both, pair, sizeof pair);
        }
        f->entity = c.entity;
        f->entity_confidence = c.confidence;
        if (c.entity >= 0) work->entities.items[c.entity].said = index + 1;
        f->unknown = c.entity != AVOW_NOBODY ? AVOW_KNOWN : f->source.count == 0 ? AVOW_NO_SOURCE : AVOW_NO_ANTECEDENT;
        doubt(work, f, &c);
        f->owner = owner_of(work, f, index);
    }
    avow_retold(work);
}
