/* retold.c - a headline or lead tells of "Lawmaker" or "a New York judge" what the article tells again below, of a name. Where words
 * are enough the same, whom the later statement names is meant by the earlier one, too. */
#include <string.h>

#include "ascii.h"
#include "extract.h"
#include "speaker.h"

enum { TOP_LINES = 4, TOP_BYTES = 2000, AHEAD = 24, WORDS = 40, LEAST_LETTERS = 4, LEAST_SAME = 2 };

typedef struct content {
    avow_word words[WORDS];
    size_t count;
} content;

/* The longer words of what a statement says. */
static content content_of(const avow_work *work, const avow_find *f)
{
    static const char *const idle[] = {"that", "this", "with", "from", "have", "been", "will", "would", "could", "should", "about", "their",
                                       "they", "were", "which", "there", "than", "what", "when", "after", "before", "into", "more", NULL};
    content c = {.count = 0};
    avow_word words[WORDS];
    for (size_t i = 0; i < f->content.count; i++) {
        size_t n = avow_words(work->text, f->content.items[i].start, f->content.items[i].end, words, WORDS);
        for (size_t k = 0; k < n && c.count < WORDS; k++)
            if (words[k].end - words[k].start >= LEAST_LETTERS && !avow_word_among(work->text, words[k], idle)) c.words[c.count++] = words[k];
    }
    return c;
}

/* How many of a's words b has, words of one stem among them: the same first five letters. */
static size_t shared(const char *text, const content *a, const content *b)
{
    enum { STEM = 5 };
    size_t same = 0;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++) {
            avow_word x = a->words[i], y = b->words[k];
            bool stem = x.end - x.start >= STEM && y.end - y.start >= STEM && avow_ascii_compare(text + x.start, text + y.start, STEM) == 0;
            if (!stem && !avow_same_word(text, x, y)) continue;
            same++;
            break;
        }
    return same;
}

static bool at_top(const avow_work *work, size_t byte)
{
    size_t lines = 0;
    for (size_t i = 0; i < byte && i < TOP_BYTES; i++) lines += work->text[i] == '\n';
    return byte < TOP_BYTES && lines < TOP_LINES;
}

/* Is the source a description that says nothing of which one: "Lawmaker", "a New York judge", "one Democrat"? */
static bool is_vague(const avow_work *work, const avow_find *f)
{
    static const char *const given[] = {"the", "this", "these", "those", "his", "her", "its", "their", "our", "my", "no", "many", "some", "few", "most", NULL};
    avow_word word;
    if (f->source.count == 0 || f->entity != AVOW_ITSELF || avow_source_is_pronoun(work, f)) return false;
    for (size_t i = avow_mention_from(work, f->source.items[0].start); i < work->mention_count && work->mentions[i].start < f->source.items[0].end; i++)
        if (work->mentions[i].kind == AVOW_KIND_PERSON) return false;
    return avow_words(work->text, f->source.items[0].start, f->source.items[0].end, &word, 1) == 1 && !avow_word_among(work->text, word, given);
}

static bool is_named(const avow_work *work, const avow_find *f, uint8_t type)
{
    static const uint8_t kind[] = {AVOW_KIND_PERSON, AVOW_KIND_ORGANISATION};
    if (f->entity < 0 || f->speaker_type != type || type > AVOW_ORGANISATION) return false;
    return work->entities.items[f->entity].kind == kind[type];
}

void avow_retold(avow_work *work)
{
    for (avow_find *f = work->first; f != NULL && at_top(work, f->cue.start); f = f->next) {
        if (!is_vague(work, f)) continue;
        content own = content_of(work, f);
        size_t best = 0, n = 0;
        const avow_find *said = NULL;
        for (const avow_find *g = f->next; g != NULL && n < AHEAD; g = g->next, n++) {
            if (!is_named(work, g, f->speaker_type)) continue;
            content other = content_of(work, g);
            size_t same = shared(work->text, &own, &other);
            if (same <= best) continue;
            best = same;
            said = g;
        }
        if (best < LEAST_SAME || (f->speaker_type != AVOW_PERSON && best * 2 < own.count)) continue;
        f->entity = said->entity;
        if (said->entity_confidence < f->entity_confidence) f->entity_confidence = said->entity_confidence;
    }
}
