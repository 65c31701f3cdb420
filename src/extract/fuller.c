/* fuller.c - descriptions followed to the fuller one that the article gives: "the campaign" is "the Clinton campaign", "police" are
 * "Charlotte-Mecklenburg police", "the department" is the State Department.
 *
 * Two of the rules of Lee et al. 2013 ("Deterministic coreference resolution based on entity-centric, precision-ranked rules"; first
 * Raghunathan et al. 2010), the most precise first. Heads match strictly: what carries its kind in its name, as campaigns, parties and
 * reports do, is not another thing that is called otherwise, whatever the linker makes of it. And a definite description stands for the
 * phrase with the same head and a name before it, where all that it says itself ("primary campaign") is in that phrase too. Where the
 * article has several such phrases, the one meant must be named oftenest by far and last before the source: else the description is
 * left as it is, for a wrong name is worse than none. "Poll" and "survey" are one head, and "the Fox poll" is the Fox News poll.
 *
 * Phrases are found in the text, not among the tagger's mentions, which end where names do. One pass looks for the heads of all sources
 * at once, so the time is linear in the text, and a head's phrases are counted to a limit. */
#include <string.h>

#include "ascii.h"
#include "extract.h"
#include "name.h"
#include "speaker.h"

enum { OWN = 5, TOP = 300, BEFORE = 10, SMALL = 2, PHRASES = 32, PROBES = 64, SEED = 5381 };

/* A name and the head behind it, in the text. */
typedef struct named {
    const struct named *next;       /* the one before it in the text that has the same head */
    avow_word words[BEFORE];        /* the head is the last */
    uint8_t count, name;            /* name: the word that ends the name: "Clinton" of "Clinton's primary campaign" */
} named;

typedef struct head {
    avow_word word;                 /* empty for a free slot */
    size_t count;
    const named *last;
} head;

typedef struct table {
    head *slots;
    size_t mask;
} table;

/* What a source says: "primary campaign" of "the primary campaign's". */
typedef struct description {
    avow_word words[OWN];
    size_t count;
    bool followed;                  /* its kind is */
    bool told_first;                /* it is one that may be told of before its name */
    bool definite, possessive;      /* it is a certain one that is meant: "the campaign", "police"; or somebody's: "his campaign" */
} description;

/* ---- heads -------------------------------------------------------------------------------------------------------- */

/* Kinds that stand in what those of the kind are called, behind a name that says whose they are; companies and groups are called
 * otherwise. */
static const char *const followed[] = {
    "campaign", "campaigns", "party", "department", "ministry", "commission", "committee", "board", "court", "council", "administration",
    "government", "legislature", "church", "foundation", "police", "prosecutors", "lawyers", "team", "office", "caucus", "poll", "polling",
    "survey", "report", "study", "article", "editorial", NULL};

/* Kinds that carry it in their names, too, or have none; but a name before them says what they are about: "the Clinton emails". */
static const char *const not_followed[] = {
    "polls", "surveys", "reports", "studies", "statement", "document", "documents", "legislation", "law", "laws", "bill", "column",
    "platform",
    "story", "initiative", "investigation", "probe", "inquiry", "letter", "memo", "ad", "ads", "spot", "post", "email", "emails", "lawsuit",
    "suit", "complaint", "filing", "filings", "petition", "plan", "proposal", "speech", "video", "book", "website", "photo", "order",
    "ruling", "accord", "agreement", "deal", "data", "figures", "records", NULL};

/* Those that are meant by themselves, without an article, and often told of before their name: "police said". */
static const char *const definite_alone[] = {"police", "prosecutors", NULL};

/* Those that a headline or lead tells of before their name: "Poll: Holt leads", "a new poll". */
static const char *const told_first[] = {"poll", "survey", NULL};

static avow_word without_stop(const char *text, avow_word w)
{
    return (avow_word){w.start, w.end - (w.end > w.start + 1 && text[w.end - 1] == '.')};
}

/* One kind has two names. */
static const char *const polls[] = {"poll", "survey", NULL};

/* Are two words for one kind: the same, or "poll" and "survey"? */
static bool same_kind(const char *text, avow_word a, avow_word b)
{
    return avow_same_word(text, a, b) || (avow_word_among(text, a, polls) && avow_word_among(text, b, polls));
}

static head *slot_of(const char *text, const table *t, avow_word word)
{
    uint32_t hash = SEED;
    bool poll = avow_word_among(text, word, polls);
    for (size_t i = word.start; i < word.end && !poll; i++) hash = hash * 33 ^ (unsigned char)avow_small(text[i]);
    for (size_t i = 0; i < PROBES; i++) {
        head *h = &t->slots[(hash + i) & t->mask];
        if (h->word.end == 0 || same_kind(text, h->word, word)) return h;
    }
    return NULL;
}

/* ---- what sources say --------------------------------------------------------------------------------------------- */

/* Is the find's source a description, of a kind that stands in names, without a name, a preposition or a comma? */
static bool describes(const avow_work *work, const avow_find *f, description *out)
{
    static const char *const links[] = {
        "of", "for", "from", "in", "on", "at", "by", "with", "to", "who", "that", "which", "and", "or", "as", "about", "than", NULL};
    static const char *const idle[] = {"new", "latest", "recent", "most", "same", NULL};
    static const char *const given[] = {"the", "this", "that", "these", "those", NULL};
    static const char *const whose[] = {"his", "her", "its", "their", NULL};
    const char *text = work->text;
    avow_word words[OWN], first;
    if (f->source.count == 0 || f->entity == AVOW_NOBODY || avow_source_is_pronoun(work, f)) return false;
    avow_span source = f->source.items[0], own = avow_own_span(work, source);
    size_t n = avow_words(text, own.start, own.end, words, OWN), i = 0;
    if (n == 0 || n == OWN || avow_words(text, source.start, own.end, &first, 1) == 0) return false;
    *out = (description){.definite = avow_word_among(text, first, given) || (n == 1 && avow_word_among(text, words[0], definite_alone)),
                         .possessive = avow_word_among(text, first, whose)};
    while (i + 1 < n && (avow_word_among(text, words[i], given) || avow_word_among(text, words[i], whose))) i++;
    bool led = words[i].start > first.start;
    for (size_t k = i; k < n; k++) {
        if (avow_word_among(text, words[k], links) || (avow_is_capital(text[words[k].start]) && (k > i || led))) return false;
        if (k + 1 == n || !avow_word_among(text, words[k], idle)) out->words[out->count++] = without_stop(text, words[k]);
    }
    bool top = source.start < TOP && avow_word_among(text, out->words[out->count - 1], told_first);
    out->definite |= top;
    out->told_first = top || avow_word_among(text, words[0], definite_alone);
    out->followed = avow_word_among(text, words[n - 1], followed);
    return out->followed || avow_word_among(text, words[n - 1], not_followed);
}

/* Does the entity's name say that it is of the kind? */
static bool is_kind(const char *text, const avow_entity_found *e, avow_word kind)
{
    for (size_t i = 0; i < e->words; i++)
        if (same_kind(text, e->full[i], kind)) return true;
    return false;
}

/* May the letter be one of the initials that the name is: the C of "FCC"? */
static bool has_initial(const char *text, const avow_entity_found *e, char letter)
{
    avow_word w = e->full[0];
    if (e->words != 1 || w.end - w.start < 2 || !avow_is_capital(text[w.start + 1])) return false;
    for (size_t i = w.start; i < w.end; i++)
        if (avow_is_capital(text[i]) && avow_small(text[i]) == avow_small(letter)) return true;
    return false;
}

/* Heads match strictly: true if the source can't be the entity that was chosen for it. */
static bool is_other(const avow_work *work, const avow_find *f, const description *d)
{
    if (f->entity < 0) return false;
    const avow_entity_found *e = &work->entities.items[f->entity];
    avow_word last = d->words[d->count - 1];
    if (e->kind == AVOW_KIND_PERSON || e->kind == AVOW_KIND_PLACE || is_kind(work->text, e, last)) return false;
    return e->kind == AVOW_KIND_NOMINAL || !has_initial(work->text, e, work->text[last.start]);
}

/* ---- phrases in the text ------------------------------------------------------------------------------------------ */

enum gap { GAP_APART, GAP_BLANK, GAP_OWNS };

/* What stands between two words: no more than a blank or a slash, or what makes the first one the owner of the second. */
static enum gap gap_of(const char *text, avow_word a, avow_word b)
{
    const char *gap = text + a.end;
    size_t size = b.start - a.end;
    enum gap owns = GAP_BLANK;
    if (size >= 3 && memcmp(gap, "\xE2\x80\x99", 3) == 0) gap += 3, size -= 3, owns = GAP_OWNS;
    else if (size > 0 && *gap == '\'') gap++, size--, owns = GAP_OWNS;
    if (owns == GAP_OWNS && size > 0 && *gap == 's') gap++, size--;
    bool blank = (size == 1 && (*gap == ' ' || *gap == '/')) || (size == 2 && memcmp(gap, "\xC2\xA0", 2) == 0);
    return !blank || avow_word_is_stopped(text, a) ? GAP_APART : owns;
}

/* May the word, with a capital, be part of a name within a sentence, and not what the sentence begins with? */
static bool in_name(const char *text, avow_word w)
{
    static const char *const others[] = {
        "the", "a", "an", "this", "that", "these", "those", "in", "on", "at", "by", "for", "from", "but", "and", "or", "so", "as", "if",
        "when", "while", "after", "before", "since", "with", "without", "of", "to", "it", "he", "she", "they", "we", "you", "i", "his",
        "her", "its", "their", "our", "my", "many", "some", "most", "several", "other", "others", "one", "two", "three", "four", "five",
        "six", "seven", "eight", "nine", "ten", "both", "all", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday", "recent", "latest", "another", "such", "even", "only", "last", "now", "among", "although", "though", "yet", "because",
        "what", "how", "why", "more", "tv", "exit", "until", "no", "not", "is", "was", NULL};
    return avow_is_capital(text[w.start]) && !avow_word_among(text, w, others);
}

/* May the word stand between a name and its head: "primary" of "Clinton's primary campaign"? */
static bool is_small(const char *text, avow_word w)
{
    static const char *const others[] = {
        "the", "a", "an", "of", "and", "or", "in", "on", "for", "to", "by", "with", "from", "at", "that", "his", "her", "its", "their",
        "is", "was", "has", "said", "says", "former", "then", "old", NULL};
    return avow_is_small(text[w.start]) && memchr(text + w.start, '.', w.end - w.start) == NULL && !avow_word_among(text, w, others);
}

/* Do the words before a name belong to it: "University of" Texas? */
static bool leads_name(const char *text, const avow_word *words, size_t at)
{
    static const char *const kinds[] = {
        "university", "department", "ministry", "bank", "institute", "bureau", "college", "league", "council", NULL};
    if (at < 2 || !avow_word_is(text, words[at - 1], "of") || !avow_is_capital(text[words[at - 2].start])) return false;
    return avow_word_among(text, words[at - 2], kinds) && gap_of(text, words[at - 2], words[at - 1]) == GAP_BLANK &&
           gap_of(text, words[at - 1], words[at]) == GAP_BLANK;
}

/* A title that a person's name follows: that of "Ohio Gov. Jane Roe's campaign" is no part of what the campaign is called. */
static bool leads_person(const char *text, avow_word w)
{
    static const char *const offices[] = {
        "president", "senator", "governor", "speaker", "mayor", "secretary", "congressman", "congresswoman", "chancellor",
        "representative", "minister", NULL};
    return avow_word_is_title(text, w) && (text[w.end - 1] == '.' || avow_word_among(text, w, offices));
}

/* Reads back from the head, the last of the n words, over a few small ones to the name before it; small ones only behind an article or
 * an owner. */
static bool read_named(const char *text, const avow_word *words, size_t n, named *out)
{
    size_t at = n - 1, small = 0, end;
    while (at > 0 && small < SMALL && gap_of(text, words[at - 1], words[at]) == GAP_BLANK && is_small(text, words[at - 1]))
        at--, small++;
    if (at == 0) return false;
    end = at;
    while (at > 0 && gap_of(text, words[at - 1], words[at]) != GAP_APART && in_name(text, words[at - 1])) at--;
    if (at < end && leads_name(text, words, at)) at -= 2;
    if (at == end) return false;
    bool owns = gap_of(text, words[end - 1], words[end]) == GAP_OWNS;
    bool behind = at > 0 && gap_of(text, words[at - 1], words[at]) == GAP_BLANK;
    if (small > 0 && !owns && !(behind && avow_word_is_article(text, words[at - 1]))) return false;
    if (behind && avow_word_is(text, words[at - 1], "and")) return false;              /* "the Bill and Hillary Clinton Foundation" */
    for (size_t k = at; owns && k + 1 < end; k++)
        if (leads_person(text, words[k])) at = k + 1;
    out->count = (uint8_t)(n - at);
    out->name = (uint8_t)(end - 1 - at);
    memcpy(out->words, words + at, out->count * sizeof *words);
    return true;
}

/* Is the word, before the next one, no head but part of a heading or of a longer name: "Clinton Campaign Manager"? */
static bool goes_on(const char *text, avow_word w, avow_word next)
{
    bool shouted = w.end - w.start > 2 && avow_is_capital(text[w.start + 1]);
    return shouted || (gap_of(text, w, next) == GAP_BLANK && avow_is_capital(text[next.start]) && text[w.end - 1] != '.');
}

/* Goes through the text and keeps the phrases of each head. */
static bool read_text(const avow_work *work, const table *t)
{
    enum { ROOM = 256 };
    avow_word words[ROOM];
    const char *text = work->text;
    for (size_t from = 0, at = 0;; from = words[ROOM - BEFORE].start, at = BEFORE - 1) {
        size_t n = avow_words(text, from, work->size, words, ROOM);
        bool more = n == ROOM;                  /* then the last one is read again, and what follows it */
        for (; at + more < n; at++) {
            head *h = slot_of(text, t, without_stop(text, words[at]));
            if (h == NULL || h->word.end == 0 || h->count == PHRASES || avow_is_furniture(work, words[at].start)) continue;
            if (at + 1 < n && goes_on(text, words[at], words[at + 1])) continue;
            size_t first = at < BEFORE ? 0 : at + 1 - BEFORE;
            named found, *keep;
            if (!read_named(text, words + first, at + 1 - first, &found)) continue;
            if ((keep = avow_arena_alloc(&work->session->article, 1, sizeof *keep)) == NULL) return false;
            found.words[found.count - 1] = without_stop(text, words[at]);
            found.next = h->last;
            *keep = found;
            h->last = keep;
            h->count++;
        }
        if (!more) return true;
    }
}

/* ---- following ---------------------------------------------------------------------------------------------------- */

static bool says_all(const char *text, const named *p, const description *d)
{
    for (size_t i = 0; i + 1 < d->count; i++) {
        bool found = false;
        for (size_t k = 0; k + 1 < p->count && !found; k++) found = avow_same_word(text, p->words[k], d->words[i]);
        if (!found) return false;
    }
    return true;
}

static bool same_words(const char *text, const named *a, const named *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!avow_same_word(text, a->words[i], b->words[i])) return false;
    return true;
}

/* Are two phrases' names the same, or is one a part of the other: "Fox poll", "Fox News poll"? */
static bool same_name(const char *text, const named *a, const named *b)
{
    if (a->name > b->name) return same_name(text, b, a);
    for (size_t i = 0; i <= a->name; i++) {
        bool found = false;
        for (size_t k = 0; k <= b->name && !found; k++) found = avow_same_word(text, a->words[i], b->words[k]);
        if (!found) return false;
    }
    return true;
}

/* How many of the head's phrases the description goes with have the name of p, or p's very words. */
static size_t count_like(const char *text, const head *h, const description *d, const named *p, bool words)
{
    size_t n = 0;
    for (const named *q = h->last; q != NULL; q = q->next)
        if (says_all(text, q, d) && (words ? same_words(text, p, q) : same_name(text, p, q))) n++;
    return n;
}

/* The form that the article uses most for what the entity has: "the Clinton campaign" for "her campaign". NULL if there is none. */
static const named *owned(const char *text, const head *h, const description *d, const avow_entity_found *owner)
{
    const named *best = NULL;
    size_t most = 0;
    for (const named *p = h->last; p != NULL; p = p->next) {
        if (p->count > p->name + d->count + 2U || !says_all(text, p, d)) continue;
        if (!avow_same_word(text, p->words[p->name], owner->full[owner->words - 1])) continue;
        size_t n = count_like(text, h, d, p, true);
        if (n >= most) best = p;
        if (n >= most) most = n;
    }
    return best;
}

/* The phrase that the description at byte `at` stands for: the form that the article uses most, the longest of equals. NULL if none does,
 * or it is not plain which. */
static const named *follow(const char *text, const head *h, const description *d, size_t at)
{
    const named *near = NULL, *best = NULL;
    bool poll = avow_word_among(text, h->word, polls);      /* they are told of one after the other */
    size_t own, most = 0;
    for (const named *p = h->last; p != NULL; p = p->next) {
        if (!says_all(text, p, d)) continue;
        if (near == NULL || near->words[0].start >= at) near = p;       /* the last before, or the first of all */
    }
    if (near == NULL || (near->words[0].start >= at && !d->told_first)) return NULL;
    own = count_like(text, h, d, near, false);
    for (const named *p = h->last; p != NULL; p = p->next) {
        if (!says_all(text, p, d)) continue;
        bool same = same_name(text, p, near), later = poll && !d->told_first && p->words[0].start >= at;
        if (!same && !later && 2 * count_like(text, h, d, p, false) > own) return NULL;
        size_t n = same ? count_like(text, h, d, p, true) : 0;
        if (n < most || n == 0 || (n == most && p->count < best->count)) continue;
        most = n;
        best = p;
    }
    return best;
}

/* The find's speaker becomes what the phrase says: an entity that is called so, or the phrase itself. */
static void become(const avow_work *work, avow_find *f, const named *p)
{
    f->fuller = (avow_span){p->words[0].start, p->words[p->count - 1].end};
    uint32_t entity = avow_entity_called(work->text, &work->entities, f->fuller.start, f->fuller.end);
    bool named_so = entity != AVOW_NO_MENTION && work->entities.items[entity].kind == AVOW_KIND_ORGANISATION;
    f->entity = named_so ? (int32_t)entity : AVOW_ITSELF;
    f->owner = AVOW_NOBODY;
}

bool avow_descriptions_follow(avow_work *work)
{
    table t = {NULL, 15};
    description d;
    while (t.mask < 2 * work->finds) t.mask = 2 * t.mask + 1;
    t.slots = avow_arena_alloc(&work->session->article, t.mask + 1, sizeof *t.slots);
    if (t.slots == NULL) return false;
    memset(t.slots, 0, (t.mask + 1) * sizeof *t.slots);
    for (avow_find *f = work->first; f != NULL; f = f->next) {
        if (!describes(work, f, &d)) continue;
        if (is_other(work, f, &d)) f->entity = AVOW_ITSELF;
        head *h = d.followed ? slot_of(work->text, &t, d.words[d.count - 1]) : NULL;
        if (h != NULL) h->word = d.words[d.count - 1];
    }
    if (!read_text(work, &t)) return false;
    for (avow_find *f = work->first; f != NULL; f = f->next) {
        if (!describes(work, f, &d) || !d.followed || !(d.definite || d.possessive)) continue;
        if (f->entity >= 0 && work->entities.items[f->entity].kind != AVOW_KIND_NOMINAL) continue;
        const head *h = slot_of(work->text, &t, d.words[d.count - 1]);
        if (h == NULL) continue;
        const named *p = f->owner >= 0 ? owned(work->text, h, &d, &work->entities.items[f->owner]) : NULL;
        if (p == NULL && !d.possessive) p = follow(work->text, h, &d, f->source.items[0].start);
        if (p != NULL) become(work, f, p);
    }
    return true;
}
