/* both.c - "both", "the two men", "neither": the two persons that the text named together just before, "Jane Roe and John Doe". Where it named
 * none so, or another one since, or says more of them ("both candidates"), the source stays what it says of itself: of 46 such sources in
 * PolNeAR's train articles 10 get their two names, and none two others. */
#include "name.h"
#include "speaker.h"

/* Is the source such a word, alone or with "men" or "women"? */
static bool means_two(const avow_work *work, avow_span source)
{
    static const char *const persons[] = {"men", "man", "women", "woman", NULL};
    static const char *const alone[] = {"both", "neither", NULL};
    avow_word words[4];
    size_t n = avow_words(work->text, source.start, source.end, words, 4), i = 1;
    if (n == 0) return false;
    if (!avow_word_among(work->text, words[0], alone)) {
        if (n < 2 || !avow_word_is(work->text, words[0], "the") || !avow_word_is(work->text, words[1], "two")) return false;
        i = 2;
    }
    return n == i || (n == i + 1 && avow_word_among(work->text, words[i], persons));
}

bool avow_both(const avow_work *work, const avow_find *find, uint32_t pair[2])
{
    enum { REACH = 500 };           /* bytes */
    if (find->source.count == 0 || !means_two(work, find->source.items[0])) return false;
    size_t start = find->source.items[0].start, i = avow_mention_from(work, start);
    const avow_mention *last = NULL;
    while (i-- > 0 && start - work->mentions[i].start < REACH) {
        const avow_mention *m = &work->mentions[i];
        if (!avow_entity_is_person(&work->entities, m->entity) || (last != NULL && m->entity == last->entity)) continue;
        if (last == NULL) {
            last = m;
            continue;
        }
        if (!avow_named_together(work, m, last)) return false;
        pair[0] = m->entity;
        pair[1] = last->entity;
        return i == 0 || !avow_entity_is_person(&work->entities, m[-1].entity) || m[-1].end + 2 < m->start || work->text[m[-1].end] != ',';       /* not the last of three */
    }
    return false;
}
