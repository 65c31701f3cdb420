/* description.c - see description.h. */
#include "description.h"

#include <string.h>

#include "ascii.h"
#include "name.h"
#include "speaker.h"
#include "vector.h"
#include "when.h"
#ifdef AVOW_PRINT_DESCRIPTIONS
#include "antecedent_facts.h"        /* train/'s, in a build that description.py learns from */
#endif

/* ---- what the source says ----------------------------------------------------------------------------------------- */

enum { WORDS = 12, MOST = 44 };

/* "the", "Indiana", "governor" of "the Indiana governor, who"; the head is the last. */
typedef struct description {
    avow_span source;
    avow_word words[WORDS];         /* without its first word where that is an article or the like */
    size_t count;
    const char *const *roles[WORDS];        /* avow_role of each */
    bool definite, bare;            /* "the"; no article and no owner */
    bool male, female;              /* as its head says: "actress" */
    avow_span sentence, before;     /* its own, and the one before */
} description;

static bool read_words(const avow_work *work, const avow_find *f, description *d)
{
    static const char *const links[] = {"of", "for", "from", "in", "on", "at", "by", "with", "to", "who", "that", "which", "whose", "and", "or", "as",
                                        "about", "than", "supporting", "backing", NULL};
    static const char *const given[] = {"the", "this", "that", "these", "those", NULL},
        *const whose[] = {"his", "her", "its", "their", "our", "my", NULL};
    const char *text = work->text;
    *d = (description){.source = f->source.items[0]};
    size_t n = avow_words(text, d->source.start, d->source.end, d->words, WORDS), own = 1;
    if (n == 0) return false;
    for (; own < n && !avow_word_among(text, d->words[own], links); own++)
        if (memchr(text + d->words[own - 1].end, ',', d->words[own].start - d->words[own - 1].end) != NULL) break;
    d->definite = avow_word_among(text, d->words[0], given);
    d->bare = !d->definite && !avow_word_among(text, d->words[0], whose) && !avow_word_is_article(text, d->words[0]);
    d->count = d->bare ? own : own - 1;
    if (!d->bare) memmove(d->words, d->words + 1, d->count * sizeof *d->words);
    for (size_t k = 0; k < d->count; k++) d->roles[k] = avow_role(text, d->words[k]);
    return d->count > 0;
}

bool avow_is_description(const avow_work *work, const avow_find *f, bool named)
{
    description d;
    if (f->source.count == 0 || avow_source_is_pronoun(work, f) || !read_words(work, f, &d)) return false;
    if (!d.bare) return true;
    return !named && (d.count > 1 || d.roles[0] != NULL || avow_is_small(work->text[d.words[0].start]));
}

static description read(const avow_work *work, const avow_find *f)
{
    description d;
    read_words(work, f, &d);
    for (size_t i = avow_mention_from(work, d.source.start); i < work->mention_count && work->mentions[i].start < d.source.end; i++) {
        const avow_mention *m = &work->mentions[i];
        if (m->entity == AVOW_NO_MENTION || m->kind != AVOW_KIND_NOMINAL) continue;
        d.male |= work->entities.items[m->entity].male;
        d.female |= work->entities.items[m->entity].female;
    }
    d.sentence = avow_sentence_around(work->text, work->size, work->quoted, d.source);
    d.before = avow_sentence_before(work->text, work->size, work->quoted, d.sentence);
    return d;
}

static avow_word head_of(const description *d) { return d->words[d->count - 1]; }

/* Is the word the description's word k, or another one for the same office? */
static bool is_word(const char *text, avow_word w, const description *d, size_t k) { return avow_same_role(text, w, d->words[k], d->roles[k]); }

/* ---- what the text calls a candidate ------------------------------------------------------------------------------ */

/* Which of the description's words stand by a name: the head as a title ("Gov. Mike Pence"), behind it ("Mike Pence, the governor") or
 * otherwise near, and another one with it. */
typedef struct called {
    bool title, behind, near, more, another;
} called;

/* Ends a sentence, or stands apart, what is between two words? */
static bool is_apart(const char *text, avow_word a, size_t b)
{
    for (size_t i = a.end; i < b; i++)
        if (strchr(".;:?!\n", text[i]) != NULL) return true;
    return avow_word_is_stopped(text, a);
}

static void look_at(const char *text, const description *d, avow_word w, bool *head, called *out)
{
    if (is_word(text, w, d, d->count - 1)) *head = true;
    for (size_t k = 0; k + 1 < d->count; k++)
        if (d->words[k].end - d->words[k].start > 2 && is_word(text, w, d, k)) out->another = true;
}

/* Does an apposition or "is", "was", "who" follow the name? */
static bool is_explained(const char *text, size_t end, avow_word next)
{
    static const char *const links[] = {"is", "was", "who", "the", NULL};
    size_t gap = next.start - end;
    return memchr(text + end, ',', gap) != NULL || memchr(text + end, '(', gap) != NULL || avow_word_among(text, next, links);
}

static called called_at(const avow_work *work, const description *d, const avow_mention *m)
{
    enum { BYTES_BEFORE = 60, BYTES_BEHIND = 100, ROOM = 24, AS_TITLE = 3, WORDS_BEFORE = 6, WORDS_BEHIND = 9 };
    const char *text = work->text;
    avow_word words[ROOM];
    called out = {false};
    size_t from = m->start > BYTES_BEFORE ? m->start - BYTES_BEFORE : 0;
    size_t to = work->size - m->end > BYTES_BEHIND ? m->end + BYTES_BEHIND : work->size;
    if (m->start >= d->source.end && from < d->source.end) from = d->source.end;
    if (m->end <= d->source.start && to > d->source.start) to = d->source.start;
    size_t n = avow_words(text, from, m->start, words, ROOM);
    for (size_t i = n; i-- > 0 && n - i <= WORDS_BEFORE && !is_apart(text, words[i], i + 1 < n ? words[i + 1].start : m->start);)
        look_at(text, d, words[i], n - i <= AS_TITLE ? &out.title : &out.near, &out);
    n = avow_words(text, m->start, m->end, words, ROOM);
    for (size_t i = 0; i < n; i++) look_at(text, d, words[i], &out.title, &out);
    avow_word last = {m->start, m->end};
    n = avow_words(text, m->end, to, words, ROOM);
    bool explained = n > 0 && is_explained(text, m->end, words[0]);
    for (size_t i = 0; i < n && i < WORDS_BEHIND && !is_apart(text, last, words[i].start); last = words[i], i++)
        look_at(text, d, words[i], explained ? &out.behind : &out.near, &out);
    return out;
}

static called called_anywhere(const avow_work *work, const description *d, const avow_entity_found *e)
{
    enum { MENTIONS = 12 };
    called all = {false};
    size_t n = 0;
    for (uint32_t i = e->first; i != AVOW_NO_MENTION && n < MENTIONS; i = work->mentions[i].next, n++) {
        const avow_mention *m = &work->mentions[i];
        if (m->start < d->source.end && m->end > d->source.start) continue;
        called c = called_at(work, d, m);
        all.title |= c.title;
        all.behind |= c.behind;
        all.near |= c.near;
        all.more |= c.another && (c.title || c.behind || c.near);
    }
    return all;
}

/* Is the head in the name, or another word for its kind: "union" in "United Auto Workers"? */
static bool in_name(const char *text, const description *d, const avow_entity_found *e)
{
    static const char *const kinds[][9] = {
        {"union", "workers", "teachers", "brotherhood", "federation", "teamsters", "association", NULL},
        {"newspaper", "paper", "times", "post", "journal", "globe", "tribune", "herald", NULL},
        {"network", "channel", "news", "television", NULL},
        {"school", "university", "college", NULL},
        {"company", "inc", "corp", "co", "ltd", NULL},
        {"group", "coalition", "alliance", "association", "league", "foundation", "pac", "committee", NULL},
        {"organization", "organisation", "association", "foundation", "institute", "council", NULL},
        {"agency", "bureau", "administration", NULL},
        {"fund", "foundation", NULL}};
    const char *const *names = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (avow_word_is(text, head_of(d), kinds[i][0])) names = kinds[i];
    for (size_t i = 0; i < e->words; i++)
        if (is_word(text, e->full[i], d, d->count - 1) || (names != NULL && avow_word_among(text, e->full[i], names))) return true;
    return false;
}

/* ---- facts -------------------------------------------------------------------------------------------------------- */

enum {
    LINKER, CHOSEN, TITLE, BEHIND, NEAR, MORE, IN_NAME, PERSON, PERSONS, ORGANISATIONS, NO_PERSON, SAME_SENTENCE, SENTENCE_BEFORE, FAR_BACK, AHEAD,
    AHEAD_PERSON, AHEAD_TOP, SPEAKS_NEXT, FIRST, MANY, SPOKE_LAST, SAYS, DEFINITE, CAPITALS, PLURAL, FACTS
};

static float doublings(size_t n, unsigned most)
{
    unsigned k = 0;
    while (k < most && n > 1) n /= 2, k++;
    return (float)k;
}

/* Is the entity in the source of one of the next statements? */
static bool speaks_next(const avow_work *work, const avow_find *f, uint32_t entity)
{
    enum { NEXT = 4 };
    size_t n = 0;
    for (f = f->next; f != NULL && n < NEXT; f = f->next, n++)
        if (f->source.count > 0 && avow_mentioned_in(work, f->source.items[0], entity)) return true;
    return false;
}

static void facts_of_place(const avow_work *work, const avow_find *f, const description *d, const avow_antecedent *a, float fact[FACTS])
{
    enum { TOP = 300, NEAR_BYTES = 100, FAR_MOST = 6 };
    const avow_mention *m = &work->mentions[a->mention];
    if (m->start >= d->source.end) {
        fact[AHEAD] = 1;
        fact[AHEAD_PERSON] = work->entities.items[a->entity].kind == AVOW_KIND_PERSON;
        fact[AHEAD_TOP] = d->source.start < TOP;
        fact[SPEAKS_NEXT] = speaks_next(work, f, a->entity);
    } else {
        fact[SAME_SENTENCE] = m->start >= d->sentence.start;
        fact[SENTENCE_BEFORE] = !(m->start >= d->sentence.start) && m->start >= d->before.start;
        fact[FAR_BACK] = doublings((d->source.start - m->start) / NEAR_BYTES, FAR_MOST);
    }
}

static void facts_of(const avow_work *work, const avow_find *f, const description *d, uint32_t statement, const avow_antecedent *a, bool chosen,
                     float fact[FACTS])
{
    enum { EARLY = 600, MANY_MOST = 6 };
    const char *text = work->text;
    const avow_entity_found *e = &work->entities.items[a->entity];
    called c = called_anywhere(work, d, e);
    avow_word head = head_of(d);
    memset(fact, 0, FACTS * sizeof *fact);
    facts_of_place(work, f, d, a, fact);
    fact[LINKER] = a->score > 8 ? 8 : a->score < -8 ? -8 : a->score;
    fact[CHOSEN] = chosen;
    fact[TITLE] = c.title;
    fact[BEHIND] = c.behind && !c.title;
    fact[NEAR] = c.near && !c.behind && !c.title;
    fact[MORE] = c.more;
    fact[IN_NAME] = in_name(text, d, e);
    fact[PERSON] = f->speaker_type == AVOW_PERSON;
    fact[PERSONS] = f->speaker_type == AVOW_PERSON && e->kind == AVOW_KIND_PERSON;
    fact[ORGANISATIONS] = f->speaker_type == AVOW_ORGANISATION && e->kind == AVOW_KIND_ORGANISATION;
    fact[NO_PERSON] = f->speaker_type != AVOW_PERSON && f->speaker_type != AVOW_ANONYMOUS && e->kind == AVOW_KIND_PERSON;
    fact[FIRST] = work->mentions[e->first].start < EARLY;
    fact[MANY] = doublings(e->mentions, MANY_MOST);
    fact[SPOKE_LAST] = e->said > 0 && e->said == statement;
    fact[SAYS] = avow_mentioned_in_content(work, f, a->entity) != 0;
    fact[DEFINITE] = d->definite;
    for (size_t k = 0; k + 1 < d->count; k++)
        if (avow_is_capital(text[d->words[k].start])) fact[CAPITALS] = 1;
    fact[PLURAL] = head.end - head.start > 2 && avow_word_ends_in_s(text, head);
}

/* ---- the choice --------------------------------------------------------------------------------------------------- */

/* train/description.py's, in the order of the facts; the description itself has 0. */
static const float weight[FACTS] = {
    [LINKER] = 0.54F, [CHOSEN] = 0.76F, [TITLE] = 0.45F, [BEHIND] = 0.66F, [NEAR] = -0.83F, [MORE] = 0.86F, [IN_NAME] = 1.24F, [PERSON] = 0.97F,
    [PERSONS] = 1.50F, [ORGANISATIONS] = 1.73F, [NO_PERSON] = -1.36F, [SAME_SENTENCE] = 0.62F, [SENTENCE_BEFORE] = 0.85F, [FAR_BACK] = -0.09F,
    [AHEAD] = -0.88F, [AHEAD_PERSON] = 0.77F, [AHEAD_TOP] = 1.03F, [SPEAKS_NEXT] = 0.97F, [FIRST] = 0.53F, [MANY] = 0.25F, [SPOKE_LAST] = 0.22F,
    [SAYS] = -1.42F, [DEFINITE] = 0.55F, [CAPITALS] = -0.10F, [PLURAL] = -0.57F};
static const float ALWAYS = -5.14F;
/* From where another is taken; and below which a person whom the linker chose is not. */
static const float ENOUGH = 0.55F, LEAST_PERSON = 0.5F;

/* May it be meant: nobody who is named within the description, and no woman where it says that it is a man? */
static bool may_be(const avow_work *work, const description *d, const avow_antecedent *a, int32_t chosen)
{
    const avow_entity_found *e = &work->entities.items[a->entity];
    if (avow_mentioned_in(work, d->source, a->entity)) return false;
    if (d->male != d->female && e->male != e->female && d->male != e->male) return false;
    return e->kind == AVOW_KIND_PERSON || e->kind == AVOW_KIND_ORGANISATION || chosen == (int32_t)a->entity;
}

/* Appends those who are named for the first time just behind the description; returns how many there are then. */
static size_t add_ahead(const avow_work *work, const description *d, avow_antecedent *all, size_t count)
{
    enum { AHEAD_BYTES = 600 };
    size_t i = avow_mention_from(work, d->source.end), listed = count;
    for (; i < work->mention_count && work->mentions[i].start < d->source.end + AHEAD_BYTES && count < MOST; i++) {
        uint32_t entity = work->mentions[i].entity;
        const avow_entity_found *e = entity == AVOW_NO_MENTION ? NULL : &work->entities.items[entity];
        if (e == NULL || e->first != i || e->kind > AVOW_KIND_ORGANISATION) continue;
        size_t k = 0;
        while (k < listed && all[k].entity != entity) k++;
        if (k == listed) all[count++] = (avow_antecedent){.entity = entity, .mention = (uint32_t)i};
    }
    return count;
}

int32_t avow_description_follow(const avow_work *work, const avow_find *f, uint32_t statement, const avow_antecedent *given, size_t count,
                                int32_t chosen, float *chance)
{
    avow_antecedent all[MOST];
    description d = read(work, f);
    float total = 1, best = 0, of_chosen = 0;
    int32_t out = chosen;
    if (count > MOST) count = MOST;
    memcpy(all, given, count * sizeof *all);
    count = add_ahead(work, &d, all, count);
    for (size_t i = 0; i < count; i++) {
        float fact[FACTS], sum = ALWAYS;
        if (!may_be(work, &d, &all[i], chosen)) continue;
        bool is_chosen = chosen == (int32_t)all[i].entity;
        facts_of(work, f, &d, statement, &all[i], is_chosen, fact);
#ifdef AVOW_PRINT_DESCRIPTIONS
        print_facts(work, d.source.start, &work->entities.items[all[i].entity], fact, FACTS);
#endif
        for (size_t k = 0; k < FACTS; k++) sum += weight[k] * fact[k];
        float own = vf_exp(vf_set(sum < 30 ? sum : 30))[0];
        total += own;
        if (is_chosen) of_chosen = own;
        if (own <= best || work->entities.items[all[i].entity].kind > AVOW_KIND_ORGANISATION) continue;
        best = own;
        out = (int32_t)all[i].entity;
    }
    *chance = best / total;
    if (best > 0 && *chance >= ENOUGH) return out;
    *chance = (total - of_chosen) / total;
    bool person = chosen >= 0 && work->entities.items[chosen].kind == AVOW_KIND_PERSON;
    return person && of_chosen < LEAST_PERSON * total ? AVOW_ITSELF : chosen;
}
