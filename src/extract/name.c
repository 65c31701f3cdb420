/* name.c - see name.h. */
#include "name.h"

#include <string.h>

#include "ascii.h"
#include "speaker.h"

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0'; }

/* ---- copies ------------------------------------------------------------------------------------------------------- */

enum { LONGEST_NAME = 300 };        /* bytes: a name stands at each statement, and a word may have a megabyte */

typedef struct builder {
    char text[2 * (AVOW_JOINT + 1) * (LONGEST_NAME + 3) + 1];   /* each name may have a surname from the next */
    size_t size;
} builder;

static void append(builder *b, const char *text, avow_span span)
{
    size_t from = b->size;
    if (span.end - span.start > LONGEST_NAME)
        for (span.end = span.start + LONGEST_NAME; ((unsigned char)text[span.end] & 0xc0) == 0x80;) span.end--;
    for (size_t i = span.start; i < span.end; i++) {
        if (!is_blank(text[i])) b->text[b->size++] = text[i];
        else if (b->size > from && b->text[b->size - 1] != ' ') b->text[b->size++] = ' ';
    }
}

static void append_and(builder *b)
{
    memcpy(b->text + b->size, " & ", 3);
    b->size += 3;
}

static const char *finish(builder *b, avow_arena *to)
{
    b->text[b->size] = '\0';
    return avow_arena_copy(to, b->text, b->size);
}

const char *avow_name_copy(const avow_work *work, avow_span span, avow_arena *to)
{
    builder b = {.size = 0};
    append(&b, work->text, span);
    return finish(&b, to);
}

bool avow_same_name(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++)
        if (avow_small(*a) != avow_small(*b)) return false;
    return *a == *b;
}

/* ---- several names ------------------------------------------------------------------------------------------------ */

enum { SEPARATES = 1, JOINS = 2 };

/* Is word i the "of" of "Secretary of State"? */
static bool of_office(const char *text, const avow_word *words, size_t i)
{
    return i > 0 && avow_word_is(text, words[i], "of") && avow_word_is_title(text, words[i - 1]);
}

/* What stands before the first name: no more than what it is called, "former presidents". */
static bool before_names(const char *text, size_t from, size_t to)
{
    static const char *const links[] = {"of", "for", "from", "to", "by", "with", "in", "at", "on", "about", "against", "and", "or",
                                        "than", "as", "like", "between", NULL};
    enum { WORDS = 6 };
    avow_word words[WORDS];
    size_t n = avow_words(text, from, to, words, WORDS);
    for (size_t i = 0; i < n; i++)
        if ((avow_word_among(text, words[i], links) && !of_office(text, words, i)) ||
            (i + 1 < n ? words[i + 1].start : to) > words[i].end + 2)
            return false;
    return n < WORDS;
}

/* The word or words at byte `at`, before `to`, that join two names: its end, or `at` if there are none. */
static size_t joiner_end(const char *text, size_t at, size_t to)
{
    static const char *const one[] = {"and", "or", "nor", NULL};
    static const char *const many[][4] = {{"along", "with", NULL}, {"together", "with", NULL}, {"as", "well", "as", NULL}};
    avow_word words[3];
    size_t n = avow_words(text, at, to, words, 3);
    if (n > 0 && avow_word_among(text, words[0], one)) return words[0].end;
    for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
        size_t k = 0;
        while (k < n && many[i][k] != NULL && avow_word_is(text, words[k], many[i][k])) k++;
        if (many[i][k] == NULL) return words[k - 1].end;
    }
    return at;
}

/* "his wife, ": what a person is to the one named before, up to the name behind its comma; `at` if the words at byte `at` are no such
 * thing. */
static size_t relation_end(const char *text, size_t at, size_t to)
{
    enum { LONGEST = 40 };          /* bytes */
    static const char *const whose[] = {"his", "her", "their", "the", NULL};
    avow_word word;
    if (avow_words(text, at, to, &word, 1) == 0 || word.start != at || !avow_word_among(text, word, whose)) return at;
    const char *comma = memchr(text + at, ',', to - at < LONGEST ? to - at : LONGEST);
    return comma != NULL && memchr(comma + 1, ',', to - (size_t)(comma - text) - 1) == NULL ? (size_t)(comma - text) + 1 : at;
}

/* What stands between two names: nothing but blanks, commas, parentheses, "and", titles and, behind a comma or "and", other words with
 * capitals ("House Speaker"), or what the second is to the first. false if there is more; *found tells SEPARATES and JOINS. */
static bool between(const char *text, size_t from, size_t to, unsigned *found)
{
    *found = 0;
    avow_word last = {0, 0};
    while (from < to) {
        char c = text[from];
        if (is_blank(c) || c == ',' || c == '&') {
            *found |= c == ',' ? SEPARATES : c == '&' ? JOINS : 0;
            from++;
        } else if (c == '(') {
            while (from < to && text[from] != ')') from++;
            from += from < to;
        } else {
            avow_word w;
            size_t joined = joiner_end(text, from, to), relation = *found != 0 ? relation_end(text, from, to) : from;
            if (avow_words(text, from, to, &w, 1) == 0 || w.start != from) return false;
            if (joined > from || relation > from) {
                *found |= joined > from ? JOINS : 0;
                from = joined > from ? joined : relation;
                continue;
            }
            bool office = avow_word_is(text, w, "of") && last.end > 0 && avow_word_is_title(text, last);
            if (!avow_word_is_title(text, w) && !avow_word_is_article(text, w) && !avow_word_is(text, w, "both") && !office &&
                !(*found != 0 && avow_is_capital(c)))
                return false;
            from = w.end + (w.end < to && text[w.end] == '.');
            last = w;
        }
    }
    return true;
}

/* Behind what says more of a person just named: "of Texas", or "(R-Tex.)" and "the former governor" between commas, if "and"
 * follows it. */
static size_t behind_more(const char *text, size_t from, size_t to)
{
    static const char *const whence[] = {"of", "from", NULL};
    enum { WORDS = 12 };
    avow_word words[WORDS];
    size_t n = avow_words(text, from, to, words, WORDS), k = 1;
    if (n > 1 && words[0].start == from + 1 && avow_word_among(text, words[0], whence)) {
        if (avow_word_is_article(text, words[1])) k++;
        while (k < n && avow_is_capital(text[words[k].start]) && words[k].start == words[k - 1].end + 1) k++;
        return k > 1 && avow_is_capital(text[words[k - 1].start]) ? words[k - 1].end : from;
    }
    if (from >= to || text[from] != ',') return from;
    for (size_t at = from; at < to;) {
        const char *comma = memchr(text + at + 1, ',', to - at - 1);
        if (comma == NULL) return from;
        at = (size_t)(comma - text);
        if (avow_words(text, at, to, words, 1) == 1 && joiner_end(text, words[0].start, to) > words[0].start) return at;
    }
    return from;
}

static bool in_parentheses(const char *text, size_t from, size_t at)
{
    enum { LOOK_BACK = 200 };
    if (at - from > LOOK_BACK) from = at - LOOK_BACK;
    while (at-- > from)
        if (text[at] == '(' || text[at] == ')') return text[at] == '(';
    return false;
}

/* Does a dash stand at byte `at`, behind a blank? */
static bool is_dash(const char *text, size_t at, size_t to)
{
    if (at == 0 || text[at - 1] != ' ') return false;
    return text[at] == '-' || (at + 3 <= to && memcmp(text + at, "\xE2\x80", 2) == 0 && (text[at + 2] == '\x93' || text[at + 2] == '\x94'));
}

/* What follows the last name: the source's end, an apposition or "both"; or "and other residents", which becomes the rest. */
static bool ends_well(const char *text, size_t from, size_t to, avow_span *rest)
{
    static const char *const all[] = {"both", "all", "each", "who", "of", "from", NULL};
    static const char *const others[] = {"other", "others", "his", "her", "its", "their", "the", "several", "many", "some", NULL};
    avow_word words[2];
    while (from < to && is_blank(text[from])) from++;
    if (from < to && text[from] == '(') {
        while (from < to && text[from] != ')') from++;
        from += from < to;
        while (from < to && is_blank(text[from])) from++;
    }
    *rest = (avow_span){from, from};
    if (from >= to || text[from] == ',' || is_dash(text, from, to)) return true;
    size_t n = avow_words(text, from, to, words, 2);
    if (n == 0 || words[0].start != from) return n == 0;
    if (n == 2 && avow_word_is(text, words[0], "and") && avow_word_among(text, words[1], others)) {
        const char *comma = memchr(text + words[1].start, ',', to - words[1].start);
        *rest = (avow_span){words[1].start, comma == NULL ? to : (size_t)(comma - text)};
        if (avow_word_is(text, words[1], "the") && avow_words(text, words[1].end, rest->end, &words[1], 1) == 1) rest->start = words[1].start;
        return true;
    }
    return avow_word_among(text, words[0], all);
}

/* "Department of Health", which may go on: "and Human Services". */
static bool may_go_on(const avow_work *work, const avow_mention *m)
{
    static const char *const links[] = {"of", "for", "on", NULL};
    avow_word words[AVOW_NAME_WORDS];
    size_t n = avow_words(work->text, m->start, m->end, words, AVOW_NAME_WORDS);
    for (size_t i = 1; m->kind == AVOW_KIND_ORGANISATION && i < n; i++)
        if (avow_word_among(work->text, words[i], links)) return true;
    return false;
}

bool avow_named_together(const avow_work *work, const avow_mention *first, const avow_mention *second)
{
    unsigned found;
    return between(work->text, behind_more(work->text, first->end, second->start), second->start, &found) && (found & JOINS) != 0;
}

/* Whom a phrase names at its end: the entity of the mention there, or one that is called so. */
static uint32_t named_at_end(const avow_work *work, avow_span words)
{
    size_t i = avow_mention_from(work, words.end);
    while (i-- > 0 && work->mentions[i].end >= words.end) {
        const avow_mention *m = &work->mentions[i];
        if (m->end == words.end && m->start >= words.start && m->kind < AVOW_KIND_NOMINAL) return m->entity;
    }
    return avow_entity_called(work->text, &work->entities, words.start, words.end);
}

static bool all_persons(const avow_work *work, const avow_joint *joint)
{
    for (size_t i = 0; i < joint->count; i++)
        if (!avow_entity_is_person(&work->entities, joint->parts[i].entity)) return false;
    return true;
}

static bool begins_with_title(const char *text, size_t from, size_t to)
{
    avow_word word;
    return avow_words(text, from, to, &word, 1) == 1 && word.start == from + 1 && avow_word_is_title(text, word);
}

/* Names that the tagger found, one after the other. */
static bool joint_mentions(const avow_work *work, avow_span s, avow_joint *out)
{
    size_t behind = s.start;
    unsigned found = 0;
    uint8_t kind = AVOW_KIND_NOMINAL;
    avow_span rest;
    for (size_t i = avow_mention_from(work, s.start); i < work->mention_count && out->count < AVOW_JOINT; i++) {
        const avow_mention *m = &work->mentions[i];
        if (m->end > s.end) break;
        if (m->entity == AVOW_NO_MENTION || m->kind >= AVOW_KIND_NOMINAL || in_parentheses(work->text, s.start, m->start)) continue;
        if (kind == AVOW_KIND_PERSON && m->kind != kind) continue;             /* the House of "House Speaker" */
        if (out->count == 0 && !before_names(work->text, s.start, m->start)) break;
        if (kind == AVOW_KIND_PERSON) behind = behind_more(work->text, behind, m->start);
        bool plain = out->count > 0 && between(work->text, behind, m->start, &found);
        bool his = begins_with_title(work->text, behind, m->start) || (plain && found == 0);
        if (out->count == 1 && m->kind == AVOW_KIND_PERSON && kind != m->kind && his)
            out->count = 0;                                                     /* "Maine Sen. Jane Roe" is one */
        else if (out->count > 0 && (!plain || found == 0)) break;
        if (out->count > 0 && may_go_on(work, &work->mentions[i - 1]) && m->start <= behind + 5) return false;
        kind = m->kind;
        out->parts[out->count].entity = m->entity;
        out->parts[out->count++].words = (avow_span){m->start, m->end};
        behind = m->end;
        bool more = behind < s.end && joiner_end(work->text, behind + 1, s.end) > behind + 1;      /* "A and B as well as C" */
        if (out->count > 1 && (found & JOINS) != 0 && !more) break;             /* "A, B and C": C is the last */
    }
    if (kind == AVOW_KIND_PERSON) behind = behind_more(work->text, behind, s.end);
    if (out->count == 0 || !ends_well(work->text, behind, s.end, &rest)) return false;
    bool headline = out->count == 2 && behind >= s.end && found == SEPARATES && all_persons(work, out);       /* "Roe, Doe" */
    if (rest.end == rest.start) return out->count > 1 && ((found & JOINS) != 0 || headline);
    if (!all_persons(work, out)) return false;                                  /* "the United States and other countries" are called so */
    out->parts[out->count].entity = named_at_end(work, rest);
    out->parts[out->count++].words = rest;
    return true;
}

/* ---- several phrases ---------------------------------------------------------------------------------------------- */

typedef struct phrase {
    size_t first, end;              /* of the source's words */
    bool given, certain;            /* begins with an article or the like; with one that says which ones it means */
    bool capital, plural;           /* ends in a capital word; ends as a plural */
    bool pronoun;                   /* "he" of "he and his allies" */
} phrase;

static bool is_he(const char *text, avow_word w) { return avow_word_is(text, w, "he") || avow_word_is(text, w, "she"); }

static phrase phrase_of(const char *text, const avow_word *words, size_t first, size_t end)
{
    static const char *const given[] = {"the", "a", "an", "his", "her", "its", "their", "our", "my", "other", "others", "several", "many", "some", "all", NULL};
    static const char *const certain[] = {"the", "a", "an", "his", "her", "its", "their", "our", "my", NULL};
    avow_word last = words[end - 1];
    bool alone = end == first + 1;
    return (phrase){.first = first,
                    .end = end,
                    .given = avow_word_among(text, words[first], given),
                    .certain = !alone && avow_word_among(text, words[first], certain),
                    .capital = avow_is_capital(text[last.start]),
                    .plural = text[last.end - 1] == 's' || avow_word_is_people(text, last),
                    .pronoun = alone && is_he(text, last)};
}

/* May a, before a comma or "and", be one of several, and not the half of a phrase: "Federal" of "Federal and state officials", "the
 * Securities" of "the Securities and Exchange Commission", "his wife" of "his wife and adviser"? */
static bool stands_alone(const phrase *a, const phrase *last, bool several)
{
    size_t size = a->end - a->first;
    if (a->pronoun) return true;
    if (!a->capital) return a->plural || (a->given && (several || last->given));
    if (last->given) return true;
    if (!last->capital || (last->plural && !a->plural && last->end - last->first > 1)) return a->plural && size == 1;
    return several || size == 1;
}

/* Would the words be one name that has an "and" in it? */
static bool one_name(const avow_work *work, size_t and_start, size_t and_end)
{
    size_t i = avow_mention_from(work, and_start);
    if (i == 0) return false;
    const avow_mention *m = &work->mentions[i - 1];
    return m->end >= and_end && m->kind == AVOW_KIND_ORGANISATION;
}

/* Does no more stand between two words than blanks, commas and full stops, and what a possessive ends in? */
static bool plain_gap(const char *gap, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!is_blank(gap[i]) && strchr(",.'s", gap[i]) == NULL) {
            if (i + 2 >= size || memcmp(gap + i, "\xE2\x80\x99", 3) != 0) return false;
            i += 2;
        }
    return true;
}

/* A person and several others, "Holt and leading Democrats", and not several of two persons: "Holt and Roe supporters". */
static bool person_and_others(const avow_work *work, const avow_word *words, const phrase *a, const phrase *b)
{
    avow_word first = words[b->first];
    return b->plural && avow_entity_is_person(&work->entities, named_at_end(work, (avow_span){words[a->first].start, words[a->end - 1].end})) &&
           !avow_entity_is_person(&work->entities, named_at_end(work, (avow_span){first.start, first.end}));
}

/* Is the phrase a name, and not a people's or a party's: "Hispanics"? */
static bool is_name(const avow_work *work, const phrase *p, const avow_word *words)
{
    if (!p->capital) return false;
    return !p->plural || named_at_end(work, (avow_span){words[p->first].start, words[p->end - 1].end}) != AVOW_NO_MENTION;
}

/* Does b say what a is: "Jane Roe, a former governor and …", "John Doe, its president and …"? */
static bool is_apposition(const avow_work *work, const avow_word *words, const phrase *a, const phrase *b)
{
    const char *text = work->text;
    bool says = b->certain || avow_word_is(text, words[b->first], "former");
    if (!a->capital || !says || !avow_is_small(text[words[b->first + 1].start])) return false;
    avow_span name = {words[a->first].start, words[a->end - 1].end};
    return !a->plural || avow_entity_is_person(&work->entities, named_at_end(work, name));
}

/* "the United States and other countries" are called so; a person and others are several. */
static bool others_of_no_person(const avow_work *work, const avow_word *words, const phrase *first, const phrase *last)
{
    static const char *const others[] = {"other", "others", NULL};
    return avow_word_among(work->text, words[last->first], others) && first->capital &&
           !avow_entity_is_person(&work->entities, named_at_end(work, (avow_span){words[first->first].start, words[first->end - 1].end}));
}

/* Phrases that no preposition and no relative clause is in, told apart by their words. */
static bool joint_phrases(const avow_work *work, avow_span source, avow_joint *out)
{
    static const char *const links[] = {"of", "for", "from", "to", "by", "with", "in", "at", "on", "about", "against", "or", "than", "as", "like",
                                        "between", "including", "among", "who", "whose", "which", "that", "nor", "but", NULL};
    enum { WORDS = 24 };
    const char *text = work->text;
    avow_word words[WORDS];
    phrase parts[AVOW_JOINT];
    size_t n = avow_words(text, source.start, source.end, words, WORDS), first = 0, count = 0, joined = 0;
    bool which = false;
    if (n == WORDS) return false;
    while (first + 1 < n && (avow_word_is(text, words[first], "both") || avow_word_is(text, words[first], "all"))) first++;
    for (size_t k = first; k < n; k++) {
        const char *gap = text + words[k].end;
        size_t size = k + 1 < n ? words[k + 1].start - words[k].end : 0;
        bool comma = size > 0 && memchr(gap, ',', size) != NULL, ands = avow_word_is(text, words[k], "and");
        if (avow_word_among(text, words[k], links) || !plain_gap(gap, size) || count == AVOW_JOINT) return false;
        if (ands && (joined > 0 || k == 0 || k + 1 == n || one_name(work, words[k].start, words[k].end))) return false;
        if (ands) joined = k;
        if (joined > 0 && comma) n = k + 1;                                     /* an apposition follows */
        if (!ands && !comma && k + 1 < n && !avow_word_is(text, words[k + 1], "and")) continue;
        if (!ands) parts[count++] = phrase_of(text, words, first, k + 1);
        first = k + 1;
    }
    if (joined == 0 || count < 2) return false;
    bool one = count == 2 ? others_of_no_person(work, words, &parts[0], &parts[1]) : is_apposition(work, words, &parts[0], &parts[1]);
    if (one) return false;
    for (size_t i = 0; i < count; i++) {
        bool named = count == 2 && i == 0 && person_and_others(work, words, &parts[0], &parts[1]);
        if (i + 1 < count && !named && !stands_alone(&parts[i], &parts[count - 1], count > 2)) return false;
        which |= named || parts[i].pronoun || is_name(work, &parts[i], words) || ((i + 1 == count || count > 2) && parts[i].certain);
    }
    if (count > 2 && !parts[0].capital && parts[1].capital && parts[count - 1].capital)      /* "two directors, Ann Roe and John Doe" */
        memmove(parts, parts + 1, --count * sizeof *parts);
    for (size_t i = 0; which && i < count; i++) {
        size_t from = parts[i].first + (avow_word_is_article(text, words[parts[i].first]) && parts[i].end > parts[i].first + 1);
        out->parts[i].words = (avow_span){words[from].start, words[parts[i].end - 1].end};
        out->parts[i].entity = named_at_end(work, out->parts[i].words);
    }
    for (size_t i = 0; which && i + 1 < count && avow_entity_is_person(&work->entities, out->parts[count - 1].entity); i++)
        if (out->parts[i].entity == AVOW_NO_MENTION && !parts[i].given && !parts[i].pronoun) return false;   /* "Police and Crime Commissioner Ann Roe" */
    out->count = which ? count : 0;
    return which;
}

bool avow_joint_names(const avow_work *work, const avow_find *find, avow_joint *out)
{
    *out = (avow_joint){.count = 0};
    if (find->source.count == 0) return false;
    for (size_t i = 0; find->both[0] != find->both[1] && i < 2; i++) out->parts[out->count++].entity = find->both[i];
    if (out->count > 0) return true;
    avow_span words = find->fuller.end > 0 ? find->fuller : find->source.items[0];
    if (joint_mentions(work, words, out)) return true;
    *out = (avow_joint){.count = 0};
    return joint_phrases(work, words, out);
}

/* ---- together ----------------------------------------------------------------------------------------------------- */

static avow_span full_name(const avow_entity_found *e) { return (avow_span){e->full[0].start, e->full[e->words - 1].end}; }

/* The words without the titles of whose they are: "Trey Gowdy's office" of "Congressman Trey Gowdy's office". */
static avow_span without_owner_titles(const avow_work *work, avow_span name)
{
    avow_word words[AVOW_NAME_WORDS];
    size_t n = avow_words(work->text, name.start, name.end, words, AVOW_NAME_WORDS), from = 0;
    for (size_t i = 0; i + 1 < n && avow_is_capital(work->text[words[i].start]); i++) {
        char behind = work->text[words[i].end];
        if (behind == '\'' || behind == '\xE2') {
            bool titled = from > 0 && i >= from;
            uint32_t owner = titled ? named_at_end(work, (avow_span){name.start, words[i].end}) : AVOW_NO_MENTION;
            return avow_entity_is_person(&work->entities, owner) ? (avow_span){words[from].start, name.end} : name;
        }
        if (avow_word_is_title(work->text, words[i])) from = i + 1;
    }
    return name;
}

/* What the source says of itself; "his advisers" with the name in it: "Donald Trump's advisers". */
static void append_own(builder *b, const avow_work *work, const avow_find *find)
{
    avow_span own = without_owner_titles(work, find->fuller.end > 0 ? find->fuller : avow_own_name(work, find->source.items[0]));
    avow_word words[2];
    if (find->owner >= 0 && avow_words(work->text, own.start, own.end, words, 2) == 2) {
        append(b, work->text, full_name(&work->entities.items[find->owner]));
        const char *link = is_he(work->text, words[0]) ? " " : "'s ";
        memcpy(b->text + b->size, link, strlen(link));
        b->size += strlen(link);
        own.start = words[1].start;
    }
    append(b, work->text, own);
}

/* The surname that the first of "Jane and John Roe" has from the second; empty if it needs none, as in "Ruiz and John Roe". */
static avow_span shared_surname(const avow_work *work, const avow_joint *joint, size_t i)
{
    static const char and[] = " and ";
    avow_span none = {0, 0};
    if (i + 1 >= joint->count) return none;
    avow_span one = joint->parts[i].words, two = joint->parts[i + 1].words;
    uint32_t a = joint->parts[i].entity, b = joint->parts[i + 1].entity;
    if (a == b || !avow_entity_is_person(&work->entities, a) || !avow_entity_is_person(&work->entities, b)) return none;
    const avow_entity_found *first = &work->entities.items[a], *second = &work->entities.items[b];
    if (first->words != 1 || !avow_word_is_given_name(work->text, first->full[0]) || second->words < 2) return none;
    if (two.start != one.end + sizeof and - 1) return none;
    if (memcmp(work->text + one.end, and, sizeof and - 1) != 0) return none;
    return (avow_span){second->full[second->words - 1].start, second->full[second->words - 1].end};
}

const char *avow_speaker_name(const avow_work *work, const avow_find *find, const avow_joint *joint, avow_arena *to)
{
    builder b = {.size = 0};
    if (find->entity >= 0) append(&b, work->text, without_owner_titles(work, full_name(&work->entities.items[find->entity])));
    else if (joint == NULL) append_own(&b, work, find);
    else {
        for (size_t i = 0; i < joint->count; i++) {
            if (i > 0) append_and(&b);
            avow_word word;
            uint32_t entity = joint->parts[i].entity;
            bool he = find->owner >= 0 && avow_words(work->text, joint->parts[i].words.start, joint->parts[i].words.end, &word, 1) == 1 &&
                      is_he(work->text, word);
            if (he) entity = (uint32_t)find->owner;
            avow_span shared = shared_surname(work, joint, i);
            append(&b, work->text, entity != AVOW_NO_MENTION ? full_name(&work->entities.items[entity]) : joint->parts[i].words);
            if (shared.end > 0) {
                b.text[b.size++] = ' ';
                append(&b, work->text, shared);
            }
        }
    }
    return finish(&b, to);
}
