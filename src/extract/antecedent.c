/* antecedent.c - see antecedent.h. */
#include "antecedent.h"

#include <string.h>

#include "ascii.h"
#include "name.h"
#include "vector.h"
#include "when.h"
#ifdef AVOW_PRINT_FACTS
#include "antecedent_facts.h"        /* train/'s, in a build that antecedent.py learns from */
#endif

/* ---- men and women ------------------------------------------------------------------------------------------------ */

typedef enum gender { UNKNOWN, HE, SHE } gender;

static gender of_pronoun(const avow_work *work, const avow_mention *m)
{
    static const char *const he[] = {"he", "his", "him", "himself", NULL}, *const she[] = {"she", "her", "hers", "herself", NULL};
    avow_word word;
    if (m->kind != AVOW_KIND_PRONOUN || avow_words(work->text, m->start, m->end, &word, 1) != 1) return UNKNOWN;
    return avow_word_among(work->text, word, he) ? HE : avow_word_among(work->text, word, she) ? SHE : UNKNOWN;
}

void avow_antecedents_count(avow_work *work)
{
    enum { FAR = 160 };             /* bytes */
    const avow_mention *last = NULL;            /* the only person named in the line so far */
    for (size_t i = 0; i < work->mention_count; i++) {
        const avow_mention *m = &work->mentions[i];
        gender g = of_pronoun(work, m);
        if (avow_entity_is_person(&work->entities, m->entity))
            last = last != NULL && last->line == m->line && last->entity != m->entity ? NULL : m;
        if (g == UNKNOWN || last == NULL || last->line != m->line || m->start - last->end > FAR) continue;
        if (work->quoted[m->start] != work->quoted[last->start]) continue;
        *(g == HE ? &work->entities.items[last->entity].he : &work->entities.items[last->entity].she) += 1;
    }
}

/* Does the description mean several, "supporters", "African-Americans", or is what was taken for a name one: "Democrats"? */
static bool is_plural(const char *text, const avow_entity_found *e)
{
    avow_word last = e->full[e->words - 1];
    if (avow_word_is_people(text, last)) return true;
    return e->kind == AVOW_KIND_NOMINAL && last.end - last.start > 3 && avow_word_ends_in_s(text, last);
}

static bool is_group(const avow_personal *p) { return p->kind == AVOW_QUERY_THEY || p->kind == AVOW_QUERY_IT; }

/* May a man, or a woman, be meant; or, by "they" and "it", what is no person? */
static bool may_be(const avow_work *work, const avow_antecedent *a, const avow_personal *p)
{
    if (a->entity == AVOW_NO_MENTION) return true;
    const avow_entity_found *e = &work->entities.items[a->entity];
    if (is_group(p)) return e->kind != AVOW_KIND_PERSON && work->mentions[a->mention].start < p->end;
    if (e->male != e->female && e->male != (p->kind == AVOW_QUERY_HE)) return false;
    return (e->kind == AVOW_KIND_PERSON || e->kind == AVOW_KIND_NOMINAL) && !is_plural(work->text, e);
}

/* ---- facts -------------------------------------------------------------------------------------------------------- */

enum {
    LINKER, AGREES, OTHERS, MORE, DESCRIPTION, SENTENCE, BEFORE_SAME, BEFORE, LINE, THREE_LINES, FIVE_LINES, FIRST, WHOSE, QUOTED, SAYS_QUOTED, SAYS,
    SPOKE_LAST, SPOKE, BEGINS, SPOKE_NEAR, UNSCORED, PAIR, NUMBER, FACTS
};
enum { LINES = 5, REACH = 6000, MOST = 24 };

/* Where the pronoun stands. */
typedef struct place {
    const avow_personal *pronoun;
    const avow_find *find;
    avow_span sentence, before;     /* its own, and the one before */
    size_t lines[LINES];            /* where its line begins, and those before that are not empty; 0 where there are none near */
} place;

static void line_starts(const avow_work *work, size_t at, size_t lines[LINES])
{
    size_t least = at > REACH ? at - REACH : 0;
    for (size_t k = 0; k < LINES; k++) {
        while (k > 0 && at > least && avow_is_white(work->text[at - 1])) at--;
        while (at > least && work->text[at - 1] != '\n') at--;
        lines[k] = at > least ? at : 0;
    }
}

static place place_of(const avow_work *work, const avow_find *find, const avow_personal *p)
{
    place out = {.pronoun = p, .find = find};
    out.sentence = avow_sentence_around(work->text, work->size, work->quoted, (avow_span){p->start, p->end});
    out.before = avow_sentence_before(work->text, work->size, work->quoted, out.sentence);
    line_starts(work, p->start, out.lines);
    return out;
}

static bool is_whose(const avow_work *work, const avow_mention *m)
{
    static const char curly[] = "\xE2\x80\x99";
    const char *text = work->text;
    if (m->end >= 2 && memcmp(text + m->end - 2, "'s", 2) == 0) return true;
    return m->end + sizeof curly <= work->size && (text[m->end] == '\'' || memcmp(text + m->end, curly, sizeof curly - 1) == 0);
}

/* How far back what begins at byte `start` stands; nothing where it stands ahead. */
static void how_far(const place *at, size_t start, float fact[FACTS])
{
    unsigned lines = 0;
    if (start >= at->pronoun->end) return;
    while (lines < LINES && at->lines[lines] > start) lines++;
    if (start >= at->sentence.start) fact[SENTENCE] = 1;
    else if (start >= at->before.start) fact[lines == 0 ? BEFORE_SAME : BEFORE] = 1;
    else if (lines <= 1) fact[LINE] = 1;
    else if (lines >= 3) fact[lines < LINES ? THREE_LINES : FIVE_LINES] = 1;
}

/* Is the span among a sentence's first words? Looks no further back than that takes. */
static bool comes_first(const avow_work *work, avow_span s)
{
    enum { NEAR_START = 24, BACK = 96 };
    size_t from = s.start > BACK ? s.start - BACK : 0;
    avow_span sentence = avow_sentence_around(work->text + from, s.end - from, work->quoted + from, (avow_span){s.start - from, s.end - from});
    return s.start - from - sentence.start < NEAR_START;
}

/* Does the candidate go with "they", as several, or with "it"? */
static bool agrees_in_number(const avow_work *work, const avow_antecedent *a, bool they)
{
    avow_joint joint;
    avow_word words[AVOW_NAME_WORDS];
    if (a->entity != AVOW_NO_MENTION) {
        const avow_entity_found *e = &work->entities.items[a->entity];
        if (e->kind != AVOW_KIND_NOMINAL) return !they;
        return avow_is_plural(work->text, e->full, e->words) == they;
    }
    if (a->told == NULL || avow_joint_names(work, a->told, &joint)) return they;
    avow_span own = a->told->fuller.end > 0 ? a->told->fuller : avow_own_span(work, a->told->source.items[0]);
    return avow_is_plural(work->text, words, avow_words(work->text, own.start, own.end, words, AVOW_NAME_WORDS)) == they;
}

/* Facts of an entity alone. */
static void facts_of_entity(const avow_work *work, const place *at, const avow_antecedent *a, float fact[FACTS])
{
    enum { ENOUGH = 3 };
    const avow_personal *p = at->pronoun;
    const avow_entity_found *e = &work->entities.items[a->entity];
    bool he = p->kind == AVOW_QUERY_HE;
    uint32_t same = he ? e->he : e->she, other = he ? e->she : e->he;
    fact[AGREES] = e->male != e->female;                    /* may_be has seen to it that it is the right one */
    fact[OTHERS] = other > same;
    fact[MORE] = (float)(same < ENOUGH ? same : ENOUGH) - (float)(other < ENOUGH ? other : ENOUGH);
    fact[DESCRIPTION] = e->kind == AVOW_KIND_NOMINAL;
    fact[WHOSE] = is_whose(work, &work->mentions[a->mention]);
    unsigned said = avow_mentioned_in_content(work, at->find, a->entity);
    fact[SAYS_QUOTED] = (said & AVOW_QUOTED) != 0;
    fact[SAYS] = (said & AVOW_PLAIN) != 0;
}

static void facts_of(const avow_work *work, const place *at, const avow_antecedent *a, float fact[FACTS])
{
    const avow_personal *p = at->pronoun;
    bool entity = a->entity != AVOW_NO_MENTION;
    const avow_mention *m = entity ? &work->mentions[a->mention] : NULL;
    avow_span where = entity ? (avow_span){m->start, m->end} : a->where;
    uint32_t said = entity ? work->entities.items[a->entity].said : a->said;
    memset(fact, 0, FACTS * sizeof *fact);
    if (entity) facts_of_entity(work, at, a, fact);
    how_far(at, where.start, fact);
    fact[LINKER] = a->score;
    fact[FIRST] = comes_first(work, where);
    fact[QUOTED] = work->quoted[where.start] && !work->quoted[p->start];
    fact[SPOKE_LAST] = said > 0 && said == p->statement;
    fact[SPOKE] = said > 0;
    fact[BEGINS] = at->sentence.start == at->lines[0];
    if (!is_group(p)) return;
    fact[SPOKE_NEAR] = fact[SPOKE_LAST] > 0 && p->before->cue.start >= at->lines[0];
    fact[UNSCORED] = !entity;
    fact[PAIR] = !entity && a->told == NULL;
    fact[NUMBER] = agrees_in_number(work, a, p->kind == AVOW_QUERY_THEY);
}

/* ---- the choice --------------------------------------------------------------------------------------------------- */

/* train/antecedent.py's, in the order of the facts; nobody has 0. */
static const float of_persons[FACTS] = {
    [LINKER] = 0.65F, [AGREES] = 0.76F, [OTHERS] = -1.18F, [MORE] = 0.10F, [DESCRIPTION] = -1.60F, [SENTENCE] = 0.88F, [BEFORE_SAME] = 1.17F,
    [BEFORE] = 0.82F, [LINE] = 0.83F, [THREE_LINES] = -1.26F, [FIVE_LINES] = -1.55F, [FIRST] = 1.10F, [WHOSE] = -0.92F, [QUOTED] = -0.88F,
    [SAYS_QUOTED] = -0.48F, [SAYS] = -1.34F, [SPOKE_LAST] = -0.82F, [SPOKE] = 0.56F, [BEGINS] = 0.26F};
static const float of_groups[FACTS] = {
    [LINKER] = 0.29F, [DESCRIPTION] = -0.87F, [SENTENCE] = 0.94F, [BEFORE_SAME] = 0.43F, [BEFORE] = 0.46F, [LINE] = -0.43F, [THREE_LINES] = -0.73F,
    [FIVE_LINES] = 0.26F, [FIRST] = 0.90F, [WHOSE] = 0.34F, [QUOTED] = -0.76F, [SAYS] = -0.51F, [SPOKE_LAST] = 0.48F, [SPOKE] = 0.34F, [BEGINS] = -0.17F,
    [SPOKE_NEAR] = 0.66F, [UNSCORED] = 0.85F, [PAIR] = 1.65F, [NUMBER] = 1.68F};
static const float ALWAYS_PERSONS = -1.85F, ALWAYS_GROUPS = -4.20F;
static const float ENOUGH_PERSONS = 0.65F, ENOUGH_GROUPS = 0.35F;

size_t avow_antecedent_choose(const avow_work *work, const avow_find *find, const avow_personal *pronoun, const avow_antecedent *all, size_t count,
                              float *chance)
{
    place at = place_of(work, find, pronoun);
    bool group = is_group(pronoun);
    const float *weight = group ? of_groups : of_persons;
    float total = 1, best_chance = 0;
    size_t best = count;
    for (size_t i = 0, looked = 0; i < count && looked < MOST; i++) {
        float fact[FACTS], sum = group ? ALWAYS_GROUPS : ALWAYS_PERSONS;
        if (!may_be(work, &all[i], pronoun)) continue;
        facts_of(work, &at, &all[i], fact);
#ifdef AVOW_PRINT_FACTS
        print_facts(work, pronoun, &all[i], fact, FACTS);
#endif
        for (size_t k = 0; k < FACTS; k++) sum += weight[k] * fact[k];
        float own = vf_exp(vf_set(sum < 30 ? sum : 30))[0];
        total += own;
        if (own > best_chance) {
            best_chance = own;
            best = i;
        }
        looked++;
    }
    *chance = best_chance / total;
    if (best < count && *chance >= (group ? ENOUGH_GROUPS : ENOUGH_PERSONS)) return best;
    *chance = 1 - *chance;
    return count;
}
