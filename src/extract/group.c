/* group.c - who else "they" and "it" may stand for than what the text names: those whom an earlier statement's source describes ("Her advisers
 * think ... they think"), several of them too ("Holt and Roe said ... they added"), and two persons named together. */
#include "antecedent.h"

#include "ascii.h"
#include "name.h"

void avow_recent_add(avow_recent *recent, const avow_find *find)
{
    if (recent->count < AVOW_RECENT) recent->count++;
    for (size_t i = recent->count; i-- > 1;) recent->finds[i] = recent->finds[i - 1];
    recent->finds[0] = find;
}

bool avow_is_plural(const char *text, const avow_word *words, size_t count)
{
    static const char *const links[] = {"of", "in", "for", "from", "at", "with", "who", "that", "on", NULL};
    static const char *const several[] = {"men", "women", "people", "police", "children", "media", "staff", "others", "those", "many", "some", "most", "both", "few", NULL};
    size_t n = 1;
    if (count == 0) return false;
    while (n < count && !avow_word_among(text, words[n], links)) n++;
    avow_word last = words[n - 1];
    if (avow_word_among(text, words[0], several) || avow_word_among(text, last, several)) return true;
    return last.end - last.start > 3 && avow_word_ends_in_s(text, last);
}

/* The statement whose source says who speaks in this one; NULL if that is an entity or nobody. */
static const avow_find *described(const avow_find *f)
{
    while (f->same != NULL) f = f->same;
    return f->entity == AVOW_ITSELF && f->source.count > 0 ? f : NULL;
}

static bool is_listed(const avow_antecedent *list, size_t n, const avow_find *told)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].told == told) return true;
    return false;
}

/* Two persons named together before the pronoun, the nearest ones first; not the last two of three. */
static size_t collect_pairs(const avow_work *work, const avow_personal *p, avow_antecedent *out, size_t n, size_t most)
{
    enum { REACH = 700 };           /* bytes */
    const avow_mention *last = NULL;
    for (size_t i = avow_mention_from(work, p->start); i-- > 0 && p->start - work->mentions[i].start < REACH && n < most;) {
        const avow_mention *m = &work->mentions[i];
        if (!avow_entity_is_person(&work->entities, m->entity)) continue;
        bool third = i > 0 && avow_entity_is_person(&work->entities, m[-1].entity) && m[-1].end + 2U >= m->start && work->text[m[-1].end] == ',';
        if (last != NULL && m->entity != last->entity && !third && avow_named_together(work, m, last))
            out[n++] = (avow_antecedent){.entity = AVOW_NO_MENTION, .pair = {m->entity, last->entity}, .where = {m->start, last->end}};
        last = m;
    }
    return n;
}

size_t avow_groups_collect(const avow_work *work, const avow_personal *pronoun, const avow_recent *recent, avow_antecedent out[AVOW_GROUPS])
{
    size_t n = 0;
    if (pronoun->kind != AVOW_QUERY_THEY && pronoun->kind != AVOW_QUERY_IT) return 0;
    for (size_t i = 0; i < recent->count; i++) {
        const avow_find *f = recent->finds[i], *told = described(f);
        if (told == NULL || is_listed(out, n, told) || f->source.count == 0 || f->source.items[0].start >= pronoun->start) continue;
        out[n++] = (avow_antecedent){.entity = AVOW_NO_MENTION, .told = told, .said = f->number + 1, .where = f->source.items[0]};
    }
    if (pronoun->kind == AVOW_QUERY_IT) return n;
    size_t described_count = n, kept = n;
    n = collect_pairs(work, pronoun, out, n, AVOW_GROUPS);
    for (size_t i = described_count; i < n; i++) {          /* those that are a statement's source are there already */
        bool twice = false;
        for (size_t k = 0; k < described_count && !twice; k++) {
            avow_span source = out[k].told->source.items[0];
            twice = out[i].where.start >= source.start && out[i].where.end <= source.end;
        }
        if (!twice) out[kept++] = out[i];
    }
    return kept;
}

bool avow_groups_have(const avow_work *work, const avow_antecedent *groups, size_t count, uint32_t entity)
{
    for (size_t k = 0; k < count && work->entities.items[entity].kind == AVOW_KIND_NOMINAL; k++) {
        if (groups[k].told == NULL) continue;
        if (avow_mentioned_in(work, groups[k].told->source.items[0], entity)) return true;
    }
    return false;
}
