/* pair_read.c - a statement's words, folded, stemmed, weighed and put into sets.
 *
 * The stemmer is crude on purpose: it need not find a stem, only bring forms of a word together ("proposed", "proposes"), and Python
 * must do exactly the same (train/pairs.py, stem). */
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "hash.h"
#include "pair_side.h"
#include "tokens.h"
#include "utf8.h"

enum { LONGEST = 256 };         /* bytes of a word that are told apart */

typedef struct words {
    avow_pair_word items[AVOW_PAIR_WORDS];
    size_t count;
} words;

static bool ends_with(const char *word, size_t size, const char *end)
{
    size_t n = strlen(end);
    return size >= n && memcmp(word + size - n, end, n) == 0;
}

/* Cuts the ending off a folded word, in place; returns its new size. */
static size_t stem(char *word, size_t size)
{
    static const char *const endings[] = {"ings", "ing", "edly", "ed", "ies", "es", "s", "ly", "ment", "ments", "tion", "tions", "er",
                                          "ers"};
    size_t n = 0;
    if (ends_with(word, size, "'s")) size -= 2;
    for (size_t i = 0; i < size; i++)
        if (word[i] != '\'') word[n++] = word[i];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(word, n, endings[i]) && n >= strlen(endings[i]) + 4) return n - strlen(endings[i]);
    return n > 4 && word[n - 1] == 'e' ? n - 1 : n;
}

static int by_table(const void *key, const void *entry)
{
    uint32_t a = *(const uint32_t *)key, b = ((const avow_pair_entry *)entry)->hash;
    return a < b ? -1 : a > b;
}

/* The word at span of text; place is its number in the text. */
static avow_pair_word read_word(const char *text, avow_span span, size_t place)
{
    char folded[LONGEST];
    int32_t c;
    size_t size = avow_record_fold(text, span, folded, sizeof folded);
    bool negated = ends_with(folded, size, "n't");
    size = stem(folded, size);
    avow_pair_word w = {avow_xxh3(folded, size), avow_pair_idf_unknown, 0};
    uint32_t key = (uint32_t)(w.hash >> 32);
    const avow_pair_entry *known = bsearch(&key, avow_pair_entries, avow_pair_entry_count, sizeof *known, by_table);
    if (known != NULL) w.weight = (float)known->idf / 16, w.classes = known->classes;
    avow_utf8_decode(text + span.start, span.end - span.start, &c);
    utf8proc_category_t category = c < 0 ? UTF8PROC_CATEGORY_CN : utf8proc_category(c);
    if (category == UTF8PROC_CATEGORY_LU && (place > 0 || !(w.classes & AVOW_PAIR_STOP))) w.classes |= AVOW_PAIR_CAPITAL;
    if (category == UTF8PROC_CATEGORY_ND && !(size == 3 && memcmp(folded, "000", 3) == 0)) w.classes |= AVOW_PAIR_NUMBER;
    if (negated || w.classes & AVOW_PAIR_NEG) w.classes |= AVOW_PAIR_NEGATES;
    return w;
}

/* The first words of a text. */
static void read_words(avow_pair_text t, words *out)
{
    avow_span word;
    out->count = 0;
    for (size_t at = 0; out->count < AVOW_PAIR_WORDS && avow_record_next_token(t.text, &at, t.size, &word); out->count++)
        out->items[out->count] = read_word(t.text, word, out->count);
}

static unsigned all_classes(const words *w)
{
    unsigned classes = 0;
    for (size_t i = 0; i < w->count; i++) classes |= w->items[i].classes;
    return classes;
}

/* By insertion: sets are small, and calling a comparison takes longer than it saves. */
static void sort(avow_pair_word *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const avow_pair_word w = items[i];
        size_t k = i;
        for (; k > 0 && items[k - 1].hash > w.hash; k--) items[k] = items[k - 1];
        items[k] = w;
    }
}

/* The set of those of count lists' words that have none of the classes without. */
static bool make_set(const words *const *lists, size_t count, unsigned without, avow_arena *arena, avow_pair_set *out)
{
    size_t room = 0, n = 0, kept = 0;
    for (size_t i = 0; i < count; i++) room += lists[i]->count;
    avow_pair_word *items = avow_arena_alloc(arena, room, sizeof *items);
    if (items == NULL) return false;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < lists[i]->count; k++)
            if (!(lists[i]->items[k].classes & without)) items[n++] = lists[i]->items[k];
    sort(items, n);
    for (size_t i = 0; i < n; i++)
        if (kept > 0 && items[kept - 1].hash == items[i].hash) items[kept - 1].classes |= items[i].classes;
        else items[kept++] = items[i];
    *out = (avow_pair_set){items, kept};
    return true;
}

static void make_bigrams(const words *content, words *out)
{
    out->count = content->count > 0 ? content->count - 1 : 0;
    for (size_t i = 0; i < out->count; i++) {
        const avow_pair_word *w = &content->items[i];
        uint64_t hash = avow_xxh3_two(&w[0].hash, sizeof w->hash, &w[1].hash, sizeof w->hash);
        out->items[i] = (avow_pair_word){hash, w[0].weight + w[1].weight, 0};
    }
}

/* What the statement does, as far as its words and act tell. */
static void read_stance(avow_pair_side *s, const avow_pair_statement *t, const words *content, const words *cue, const words *source)
{
    unsigned does = all_classes(cue), says = all_classes(content);
    for (size_t i = 0; i < cue->count; i++) s->cue_negations += (cue->items[i].classes & AVOW_PAIR_NEGATES) != 0;
    s->act = t->act;
    s->denies = t->act == AVOW_DENY;
    s->opposes = does & AVOW_PAIR_OPPOSE || t->act == AVOW_DENY || t->act == AVOW_CRITICIZE || t->act == AVOW_ACCUSE;
    s->strong = does & AVOW_PAIR_STRONG || s->cue_negations > 0 || s->denies;
    s->favours = does & AVOW_PAIR_FAVOUR || t->act == AVOW_SUPPORT || t->act == AVOW_PROMISE || t->act == AVOW_REQUEST;
    for (size_t i = 0; i < content->count && i < 6; i++) s->names_claim |= (content->items[i].classes & AVOW_PAIR_NOUN) != 0;
    s->poll = (does | says | all_classes(source)) & AVOW_PAIR_POLL ||
        (t->content.size > 0 && memchr(t->content.text, '%', t->content.size) != NULL);
    s->first_person = (says & AVOW_PAIR_FIRST) != 0;
    s->person = t->person;
    s->day = t->day;
}

const avow_pair_side *avow_pair_read(const avow_pair_statement *t, avow_arena *arena)
{
    avow_pair_side *s = avow_arena_alloc(arena, 1, sizeof *s);
    words w[5], *content = &w[0], *cue = &w[1], *source = &w[2], *speaker = &w[3], *bigrams = &w[4], *name;
    if (s == NULL) return NULL;
    memset(s, 0, sizeof *s);
    read_words(t->content, content);
    read_words(t->cue, cue);
    read_words(t->source, source);
    read_words(t->speaker, speaker);
    make_bigrams(content, bigrams);
    read_stance(s, t, content, cue, source);
    name = speaker;
    if (speaker->count == 0) {                  /* a source that is more than pronouns names its speaker */
        bool pronouns = true;
        for (size_t i = 0; i < source->count; i++) pronouns &= (source->items[i].classes & AVOW_PAIR_PRONOUN) != 0;
        if (!pronouns) name = source;
    }
    avow_pair_word *in_order = avow_arena_alloc(arena, content->count, sizeof *in_order);
    if (in_order == NULL) return NULL;
    if (content->count > 0) memcpy(in_order, content->items, content->count * sizeof *in_order);
    s->words = in_order;
    s->word_count = content->count;
    s->name_count = (unsigned)name->count;
    if (name->count > 0) s->last_name = name->items[name->count - 1].hash;
    const words *said[] = {content, cue, source, name}, *who[] = {source, name}, *pairs = bigrams, *names = name, *does = cue;
    bool made = make_set(said, 1, 0, arena, &s->content) && make_set(said, 2, 0, arena, &s->said) && make_set(said, 4, 0, arena, &s->bag) &&
        make_set(&does, 1, 0, arena, &s->cue) && make_set(who, 1, AVOW_PAIR_STOP, arena, &s->source) &&
        make_set(who, 2, AVOW_PAIR_STOP, arena, &s->who) && make_set(&names, 1, 0, arena, &s->name) &&
        make_set(&pairs, 1, 0, arena, &s->bigrams);
    return made ? s : NULL;
}
