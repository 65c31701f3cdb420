/* gather.c - see gather.h. An entity becomes a speaker when an attribution's source stands for it; a source that stands for
 * itself ("two officials") becomes a speaker of its own, the same one for the same words. */
#include "gather.h"

#include <stdlib.h>
#include <string.h>

#include "name.h"
#include "speaker.h"

/* A speaker while the finds are gone through. */
typedef struct speaker {
    const char *name;
    size_t first;                   /* its first mention's start */
    int32_t entity;                 /* index, or AVOW_ITSELF */
    uint32_t votes[AVOW_SPEAKER_TYPES];
    uint32_t order;                 /* of the making */
    uint32_t last;                  /* 1 + the last find that it speaks in */
    size_t sources;                 /* how many finds */
    bool several, persons;          /* joint; and all of them persons */
} speaker;

typedef struct gathering {
    const avow_work *work;
    avow_arena *to, *scratch;
    speaker *speakers;
    size_t count;
    uint32_t *of_entity;            /* 1 + speaker, 0 for none */
    uint32_t *of_find;              /* likewise, by find */
    const avow_find **find;         /* by number */
    uint32_t *earlier;              /* 1 + the find before in which the same one speaks, 0 for none */
} gathering;

/* ---- which find has which speaker --------------------------------------------------------------------------------- */

enum { LOOK_BACK = 64 };            /* speakers among which the same words are looked for */

/* 1 + the find's speaker, 0 if there is no memory for it. */
static uint32_t speaker_of(gathering *g, const avow_find *f)
{
    const avow_work *work = g->work;
    speaker s = {.entity = f->entity, .order = (uint32_t)g->count};
    if (f->entity >= 0 && g->of_entity[f->entity] != 0) return g->of_entity[f->entity];
    avow_joint joint;
    bool several = f->entity == AVOW_ITSELF && avow_joint_names(work, f, &joint);
    if ((s.name = avow_speaker_name(work, f, several ? &joint : NULL, g->to)) == NULL) return 0;
    if (f->entity >= 0) {
        s.first = work->mentions[work->entities.items[f->entity].first].start;
        g->of_entity[f->entity] = (uint32_t)g->count + 1;
    } else {
        s.first = avow_own_span(work, f->source.items[0]).start;
        s.several = s.persons = several;
        for (size_t i = 0; s.persons && i < joint.count; i++)
            s.persons = avow_entity_is_person(&work->entities, joint.parts[i].entity);
        for (size_t i = g->count, n = 0; i-- > 0 && n < LOOK_BACK; n++)
            if (avow_same_name(g->speakers[i].name, s.name)) return (uint32_t)i + 1;
    }
    g->speakers[g->count] = s;
    return (uint32_t)++g->count;
}

static bool take_finds(gathering *g)
{
    size_t i = 0;
    for (const avow_find *f = g->work->first; f != NULL; f = f->next, i++) {
        g->find[i] = f;
        if (f->same != NULL) continue;
        g->of_find[i] = f->entity == AVOW_NOBODY ? 0 : speaker_of(g, f);
        if (g->of_find[i] == 0) {
            if (f->entity != AVOW_NOBODY) return false;
            continue;
        }
        speaker *s = &g->speakers[g->of_find[i] - 1];
        g->earlier[i] = s->last;
        s->last = (uint32_t)i + 1;
        s->votes[f->speaker_type]++;
        s->sources++;
    }
    return true;
}

/* "I" within another's words: whoever speaks those. */
static void take_same(gathering *g)
{
    for (size_t i = 0; i < g->work->finds; i++) {
        const avow_find *f = g->find[i];
        if (f->same == NULL) continue;
        while (f->same != NULL) f = f->same;
        uint32_t number = g->of_find[f->number];
        g->of_find[i] = number;
        if (number == 0) continue;
        speaker *s = &g->speakers[number - 1];
        g->earlier[i] = s->last;
        s->last = (uint32_t)i + 1;
        s->sources++;
    }
}

/* As the statements look, and the tagger's kind where they do not tell. */
static avow_speaker_type type_of_votes(const speaker *s, avow_kind kind)
{
    static const avow_speaker_type by_kind[] = {AVOW_PERSON, AVOW_ORGANISATION, AVOW_PLACE, AVOW_GROUP};
    if (kind == AVOW_KIND_PERSON && s->votes[AVOW_PERSON] >= s->votes[AVOW_ORGANISATION]) return AVOW_PERSON;
    size_t best = AVOW_SPEAKER_TYPES - 1;
    for (size_t i = 0; i < AVOW_SPEAKER_TYPES - 1; i++)
        if (s->votes[i] > (best < AVOW_SPEAKER_TYPES - 1 ? s->votes[best] : 0)) best = i;
    return best < AVOW_SPEAKER_TYPES - 1 ? (avow_speaker_type)best : by_kind[kind];
}

static avow_speaker_type type_of(const gathering *g, const speaker *s)
{
    static const char *const documents[] = {
        "poll", "polls", "report", "study", "survey", "index", "act", "letter", "book", "memo", "journal", "review", NULL};
    static const char *const parties[] = {"democrats", "republicans", NULL};
    enum { WORDS = 24 };
    const char *text = g->work->text;
    const avow_entity_found *e = s->entity >= 0 ? &g->work->entities.items[s->entity] : NULL;
    avow_kind kind = e != NULL ? (avow_kind)e->kind : AVOW_KIND_NOMINAL;
    if (s->persons) return AVOW_PERSON;
    if (kind == AVOW_KIND_PLACE) return AVOW_PLACE;
    if (kind < AVOW_KIND_PLACE && avow_word_among(text, e->full[e->words - 1], parties)) return AVOW_GROUP;
    if (kind == AVOW_KIND_ORGANISATION && !avow_word_among(text, e->full[e->words - 1], documents)) return AVOW_ORGANISATION;
    avow_speaker_type voted = type_of_votes(s, kind);
    if (kind != AVOW_KIND_NOMINAL || s->several) return voted;
    avow_word words[WORDS];
    return avow_type_of_head(s->name, words, avow_words(s->name, 0, strlen(s->name), words, WORDS), voted);
}

/* ---- mentions and aliases ----------------------------------------------------------------------------------------- */

static int by_start(const void *left, const void *right)
{
    const avow_span *a = left, *b = right;
    return a->start < b->start ? -1 : a->start > b->start ? 1 : a->end > b->end ? -1 : a->end < b->end;
}

/* The entity's own mentions and the sources that stand for it, in order; of overlapping ones the first. */
static bool add_mentions(const gathering *g, const speaker *s, avow_entity *out)
{
    const avow_work *work = g->work;
    size_t most = s->sources + (s->entity >= 0 ? work->entities.items[s->entity].mentions : 0), n = 0, kept = 0;
    avow_span *spans = avow_arena_alloc(g->to, most, sizeof *spans);
    if (spans == NULL) return false;
    if (s->entity >= 0)
        for (uint32_t i = work->entities.items[s->entity].first; i != AVOW_NO_MENTION; i = work->mentions[i].next)
            spans[n++] = (avow_span){work->mentions[i].start, work->mentions[i].end};
    for (uint32_t i = s->last; i != 0; i = g->earlier[i - 1]) {
        avow_spans source = g->find[i - 1]->source;
        if (source.count > 0) spans[n++] = s->entity >= 0 ? source.items[0] : avow_own_span(work, source.items[0]);
    }
    qsort(spans, n, sizeof *spans, by_start);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || spans[i].start >= spans[kept - 1].end) spans[kept++] = spans[i];
    out->mentions = (avow_spans){spans, kept};
    return true;
}

/* The names and descriptions among an entity's mentions that differ from its name and from each other. */
static bool add_aliases(const gathering *g, const speaker *s, avow_entity *out)
{
    enum { ALIASES = 16 };
    const avow_work *work = g->work;
    const char **aliases = avow_arena_alloc(g->to, ALIASES, sizeof *aliases);
    size_t n = 0;
    if (aliases == NULL) return false;
    for (uint32_t i = s->entity >= 0 ? work->entities.items[s->entity].first : AVOW_NO_MENTION; i != AVOW_NO_MENTION && n < ALIASES;
         i = work->mentions[i].next) {
        const char *alias = avow_name_copy(work, (avow_span){work->mentions[i].start, work->mentions[i].end}, g->scratch);
        if (alias == NULL) return false;
        bool known = avow_same_name(alias, s->name);
        for (size_t k = 0; k < n && !known; k++) known = avow_same_name(alias, aliases[k]);
        if (!known && (aliases[n++] = avow_arena_copy(g->to, alias, strlen(alias))) == NULL) return false;
    }
    out->aliases = aliases;
    out->alias_count = n;
    return true;
}

/* ---- all together ------------------------------------------------------------------------------------------------- */

static int by_first(const void *left, const void *right)
{
    const speaker *a = left, *b = right;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static bool begin(gathering *g)
{
    size_t entities = g->work->entities.count, finds = g->work->finds;
    g->speakers = avow_arena_alloc(g->scratch, finds, sizeof *g->speakers);
    g->of_entity = avow_arena_alloc(g->scratch, entities, sizeof *g->of_entity);
    g->of_find = avow_arena_alloc(g->scratch, finds, sizeof *g->of_find);
    g->find = avow_arena_alloc(g->scratch, finds, sizeof *g->find);
    g->earlier = avow_arena_alloc(g->scratch, finds, sizeof *g->earlier);
    if (g->speakers == NULL || g->of_entity == NULL || g->of_find == NULL || g->find == NULL || g->earlier == NULL) return false;
    memset(g->of_entity, 0, entities * sizeof *g->of_entity);
    return true;
}

bool avow_gather_speakers(const avow_work *work, avow_arena *to, avow_gathered *out)
{
    gathering g = {.work = work, .to = to, .scratch = &work->session->article};
    if (!begin(&g)) return false;
    if (!take_finds(&g)) return false;
    take_same(&g);
    uint32_t *id = avow_arena_alloc(g.scratch, g.count, sizeof *id);
    avow_entity *entities = avow_arena_alloc(to, g.count, sizeof *entities);
    if (id == NULL || entities == NULL) return false;
    qsort(g.speakers, g.count, sizeof *g.speakers, by_first);
    for (size_t i = 0; i < g.count; i++) {
        const speaker *s = &g.speakers[i];
        id[s->order] = (uint32_t)i + 1;
        entities[i] = (avow_entity){.id = (uint32_t)i + 1, .name = s->name, .type = type_of(&g, s)};
        if (!add_mentions(&g, s, &entities[i]) || !add_aliases(&g, s, &entities[i])) return false;
    }
    for (size_t i = 0; i < work->finds; i++) g.of_find[i] = g.of_find[i] == 0 ? 0 : id[g.of_find[i] - 1];
    *out = (avow_gathered){entities, g.count, g.of_find};
    return true;
}
