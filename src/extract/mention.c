/* mention.c - the names, descriptions and pronouns that a source may stand for, window by window, then all together. */
#include <string.h>

#include "ascii.h"
#include "extract.h"
#include "viterbi.h"

/* Fills the block's vectors: what the linker makes of the mean over each mention's pieces. */
static bool add_vectors(avow_work *work, const avow_window *w, avow_mention_block *block, const uint32_t *first, const uint32_t *end)
{
    avow_session *s = work->session;
    size_t width = s->model->config.link_width;
    float *vectors = avow_arena_alloc(&s->article, block->count * width, sizeof *vectors);
    if (vectors == NULL) return false;
    for (size_t i = 0; i < block->count; i++) {
        avow_span pieces = {first[i] - w->begin, end[i] - w->begin};
        avow_network_candidate(&s->network, (avow_spans){&pieces, 1}, vectors + i * width);
        block->items[i].link = vectors + i * width;
    }
    return true;
}

avow_status avow_mentions_read(avow_work *work, const avow_window *w, avow_error *error)
{
    avow_session *s = work->session;
    size_t count = w->end - w->begin, n = 0;
    const float *emit = avow_network_mentions(&s->network, count);
    avow_viterbi(emit, count, AVOW_MENTION_TAGS, s->model->mention_trans, s->back, s->tags);
    avow_tags_by_word(work, w, s->tags);
    for (size_t i = w->core_begin - w->begin; i < w->core_end - w->begin; i++) n += s->tags[i] % 2;
    if (n == 0) return AVOW_OK;
    avow_mention_block *block = avow_arena_alloc(&s->article, 1, sizeof *block + n * sizeof *block->items);
    uint32_t *first = avow_arena_alloc(&s->article, n, sizeof *first), *end = avow_arena_alloc(&s->article, n, sizeof *end);
    if (block == NULL || first == NULL || end == NULL) return avow_fail_memory(error);
    block->next = NULL;
    block->count = n;
    n = 0;
    for (size_t i = w->core_begin - w->begin; i < w->core_end - w->begin; i++) {
        if (s->tags[i] % 2 == 0) continue;
        size_t j = i + 1;
        while (j < count && s->tags[j] == s->tags[i] + 1 && !avow_is_divided(work, w->begin + j)) j++;
        first[n] = (uint32_t)(w->begin + i);
        end[n] = (uint32_t)(w->begin + j);
        block->items[n] = (avow_mention){.start = work->pieces.start[first[n]], .end = work->pieces.end[end[n] - 1],
                                         .kind = (uint8_t)(s->tags[i] / 2)};
        n++;
    }
    if (!add_vectors(work, w, block, first, end)) return avow_fail_memory(error);
    *work->last_block = block;
    work->last_block = &block->next;
    return AVOW_OK;
}

/* ---- all together ------------------------------------------------------------------------------------------------- */

size_t avow_mention_from(const avow_work *work, size_t from)
{
    size_t low = 0, high = work->mention_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (work->mentions[middle].start < from) low = middle + 1;
        else high = middle;
    }
    return low;
}

unsigned avow_mentioned_in(const avow_work *work, avow_span span, uint32_t entity)
{
    enum { LOOK = 64 };
    unsigned where = 0;
    size_t i = avow_mention_from(work, span.start);
    for (size_t n = 0; i < work->mention_count && work->mentions[i].start < span.end && n < LOOK; i++, n++)
        if (work->mentions[i].entity == entity) where |= work->quoted[work->mentions[i].start] ? AVOW_QUOTED : AVOW_PLAIN;
    return where;
}

unsigned avow_mentioned_in_content(const avow_work *work, const avow_find *find, uint32_t entity)
{
    unsigned where = 0;
    for (size_t k = 0; k < find->content.count; k++) where |= avow_mentioned_in(work, find->content.items[k], entity);
    return where;
}

/* Words that no description begins or ends with, and those that a clause begins with: "new ad from", "people who". */
static const char *const links[] = {"of", "at", "for", "from", "in", "to", "by", "with", "on", "about", "against", "including", "than", "and", "or",
                                    "as", "like", "but", "according", "s", "the", "a", "an", NULL};
static const char *const clauses[] = {"who", "which", "that", "they", "he", "she", "we", "you", "is", "are", "was", "were", "has", "have", "had",
                                       "said", "says", "told", NULL};

/* Takes from a description what the tagger put in too much, at its ends and from a clause on. Names stay as they are. false if nothing is left
 * that somebody could be called by: "the", "one of", "including". */
static bool trim(const avow_work *work, avow_mention *m)
{
    enum { MOST = 24 };
    avow_word words[MOST + 1];
    size_t n = avow_words(work->text, m->start, m->end, words, MOST + 1), from = 0;
    if (n == 0 || n > MOST) return n > 0;
    if (m->kind != AVOW_KIND_NOMINAL) return !avow_word_among(work->text, words[n - 1], links);
    while (from < n && avow_word_among(work->text, words[from], links) && !avow_word_is_article(work->text, words[from])) from++;
    for (size_t i = from; i < n; i++)
        if (avow_word_among(work->text, words[i], clauses)) n = i;
    while (n > from && avow_word_among(work->text, words[n - 1], links)) n--;
    if (n == from) return false;
    if (from > 0) m->start = words[from].start;
    if (words[n - 1].end < m->end && n < MOST) m->end = words[n - 1].end;
    return true;
}

/* Does the mention end in the initial of a middle name, whose full stop the tagger took for a sentence's: "Joseph R" of "Joseph R. Biden"? */
static bool ends_in_initial(const avow_work *work, const avow_mention *m)
{
    return m->end >= m->start + 3 && avow_is_capital(work->text[m->end - 1]) && work->text[m->end - 2] == ' ' && work->text[m->end] == '.';
}

/* Is it "Our" with a capital within a sentence, as in "money from Our Future PAC"? */
static bool begins_name(const avow_work *work, const avow_mention *m)
{
    static const char *const ours[] = {"our", "my", "your", NULL};
    avow_word word;
    const char *text = work->text;
    if (m->kind != AVOW_KIND_PRONOUN || m->start < 2 || !avow_is_capital(text[m->start])) return false;
    if (text[m->start - 1] != ' ' || !avow_is_small(text[m->start - 2])) return false;
    return avow_words(text, m->start, m->end, &word, 1) == 1 && avow_word_among(text, word, ours);
}

/* Two halves of one name, side by side: "Michael", "Mulgrew"; "Park Geun", "hye". */
static bool halves(const avow_work *work, const avow_mention *a, const avow_mention *b)
{
    enum { MOST = 3 };
    avow_word words[MOST + 1];
    if (b->kind == AVOW_KIND_PERSON && b->start == a->end + 2 && work->text[a->end + 1] == ' ' && ends_in_initial(work, a)) return true;
    size_t n = b->start == a->end + 1 ? avow_words(work->text, a->start, a->end, words, MOST) : 0;
    bool begins = n > 0 && (avow_word_is(work->text, words[n - 1], "united") || begins_name(work, a));
    if (begins && b->kind == AVOW_KIND_ORGANISATION) return true;
    if (a->kind != b->kind || a->kind > AVOW_KIND_PLACE || b->start != a->end + 1) return false;
    if (work->text[a->end] == '-') return true;
    return a->kind == AVOW_KIND_PERSON && work->text[a->end] == ' ' && avow_words(work->text, a->start, a->end, words, MOST) == 1 &&
           !avow_word_is_title(work->text, words[0]) && avow_words(work->text, b->start, b->end, words, MOST + 1) <= MOST;
}

/* Where the second of two persons begins whom the tagger took for one, "Wilcox and Beruff"; the mention's start if there are no two. */
static size_t second_person(const avow_work *work, const avow_mention *m)
{
    avow_word words[AVOW_NAME_WORDS];
    size_t n = m->kind == AVOW_KIND_PERSON ? avow_words(work->text, m->start, m->end, words, AVOW_NAME_WORDS) : 0;
    for (size_t i = 1; i + 1 < n; i++)
        if (avow_word_is(work->text, words[i], "and") && avow_is_capital(work->text[words[i - 1].start]) && avow_is_capital(work->text[words[i + 1].start]))
            return words[i + 1].start;
    return m->start;
}

/* Puts a mention behind the others, as two where it holds two persons. */
static void put(avow_work *work, avow_mention m)
{
    static const char and[] = " and ";
    size_t second = second_person(work, &m), k = work->mention_count;
    work->mentions[k] = m;
    if (second >= m.start + sizeof and && memcmp(work->text + second + 1 - sizeof and, and, sizeof and - 1) == 0) {
        work->mentions[k++].end = (uint32_t)(second + 1 - sizeof and);
        work->mentions[k] = m;
        work->mentions[k].start = (uint32_t)second;
        avow_mention_complete(work, &work->mentions[k - 1], k > 1 ? work->mentions[k - 2].end : 0);
        work->mention_count = k;
    }
    work->mention_count++;
}

/* A source's first span as a description of its speaker, up to its first comma; nothing if a mention lies in it. */
static bool source_mention(const avow_work *work, const avow_find *f, avow_mention *out)
{
    if (f->source.count == 0 || avow_source_is_pronoun(work, f)) return false;
    avow_span span = f->source.items[0];
    size_t at = avow_mention_from(work, span.start);
    if (at < work->mention_count && work->mentions[at].start < span.end) return false;
    if (at > 0 && work->mentions[at - 1].end > span.start) return false;
    const char *comma = memchr(work->text + span.start, ',', span.end - span.start);
    size_t end = comma != NULL ? (size_t)(comma - work->text) : span.end;
    avow_word word;
    if (avow_words(work->text, span.start, end, &word, 1) == 0) return false;
    *out = (avow_mention){.start = (uint32_t)span.start, .end = (uint32_t)end, .kind = AVOW_KIND_NOMINAL, .link = f->own};
    return true;
}

/* Puts `added` mentions, in any order, among the others. */
static void insert(avow_work *work, const avow_mention *added, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = avow_mention_from(work, added[i].start);
        if (at < work->mention_count && work->mentions[at].start == added[i].start) continue;
        memmove(work->mentions + at + 1, work->mentions + at, (work->mention_count - at) * sizeof *work->mentions);
        work->mentions[at] = added[i];
        work->mention_count++;
    }
}

static void number_lines(avow_work *work)
{
    size_t at = 0;
    uint32_t line = 0;
    for (size_t i = 0; i < work->mention_count; i++) {
        for (; at < work->mentions[i].start; at++) line += work->text[at] == '\n';
        work->mentions[i].line = line;
    }
}

avow_status avow_mentions_join(avow_work *work, avow_error *error)
{
    avow_session *s = work->session;
    size_t count = 0, n = 0;
    for (const avow_mention_block *b = work->blocks; b != NULL; b = b->next) count += b->count;
    work->mentions = avow_arena_alloc(&s->article, 2 * count + work->finds, sizeof *work->mentions);
    avow_mention *added = avow_arena_alloc(&s->article, work->finds, sizeof *added);
    if (work->mentions == NULL || added == NULL) return avow_fail_memory(error);
    for (const avow_mention_block *b = work->blocks; b != NULL; b = b->next) {
        for (size_t i = 0; i < b->count; i++) {
            avow_mention m = b->items[i];
            if (!trim(work, &m)) continue;
            size_t k = work->mention_count;
            avow_mention *before = k > 0 ? &work->mentions[k - 1] : NULL;
            if (before != NULL && m.start < before->end) {                      /* completed by the one before */
                if (m.end > before->end && m.kind == before->kind) before->end = m.end;
                continue;
            }
            if (before != NULL && halves(work, before, &m)) *before = (avow_mention){before->start, m.end, .kind = m.kind, .link = m.link};
            else put(work, m);
            k = work->mention_count;
            avow_mention_complete(work, &work->mentions[k - 1], k > 1 ? work->mentions[k - 2].end : 0);
        }
    }
    for (const avow_find *f = work->first; f != NULL; f = f->next) n += source_mention(work, f, &added[n]);
    insert(work, added, n);
    number_lines(work);
    return avow_entities_make(work->text, work->mentions, work->mention_count, &s->article, &work->entities) ? AVOW_OK
                                                                                                              : avow_fail_memory(error);
}
