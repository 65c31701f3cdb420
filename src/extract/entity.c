/* entity.c - see entity.h. Bytes above 127 count as letters, but for general punctuation (U+2000 to U+206F). */
#include "entity.h"

#include <string.h>

#include "ascii.h"

/* ---- words -------------------------------------------------------------------------------------------------------- */

static bool is_quote(const char *text, size_t i, size_t end)
{
    return i + 2 < end && memcmp(text + i, "\xE2\x80\x99", 3) == 0;
}

/* Bytes of the letter or digit at i: 0 if there is none, else all bytes of the character. */
static size_t letter(const char *text, size_t i, size_t end)
{
    unsigned char c = (unsigned char)text[i];
    if (c < 0xC2) return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    if (c == 0xE2 && i + 1 < end && ((unsigned char)text[i + 1] == 0x80 || (unsigned char)text[i + 1] == 0x81)) return 0;
    if (c == 0xC2) return 0;                /* U+0080 to U+00BF: controls, signs, the no-break space */
    size_t size = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    return i + size <= end ? size : end - i;
}

/* What may stand between the letters of one word. */
static size_t joiner(const char *text, size_t i, size_t end)
{
    if (is_quote(text, i, end)) return 3;
    return text[i] == '&' || text[i] == '\'' || text[i] == '.' || text[i] == '-' || text[i] == '_';
}

/* The end of the word that begins at i with a letter: its last letter, and a full stop behind that. */
static size_t word_end(const char *text, size_t i, size_t end)
{
    size_t last = i;
    while (i < end) {
        size_t size = letter(text, i, end);
        if (size > 0) last = i + size;
        else if ((size = joiner(text, i, end)) == 0) break;
        i += size;
    }
    return last < end && text[last] == '.' ? last + 1 : last;
}

static size_t without_possessive(const char *text, size_t start, size_t end)
{
    size_t at = end;
    if (at - start > 2 && (text[at - 1] == 's' || text[at - 1] == 'S')) at--;
    if (at - start > 1 && text[at - 1] == '\'') return at - 1;
    if (at - start > 3 && memcmp(text + at - 3, "\xE2\x80\x99", 3) == 0) return at - 3;
    return end;
}

size_t avow_words(const char *text, size_t start, size_t end, avow_word *out, size_t room)
{
    size_t n = 0;
    while (start < end && n < room) {
        size_t size = letter(text, start, end);
        if (size == 0) {
            start++;
            continue;
        }
        size_t stop = word_end(text, start, end);
        out[n++] = (avow_word){(uint32_t)start, (uint32_t)without_possessive(text, start, stop)};
        start = stop;
    }
    return n;
}

static size_t key_size(const char *text, avow_word w)
{
    size_t size = w.end - w.start;
    while (size > 0 && text[w.start + size - 1] == '.') size--;
    return size;
}

bool avow_word_is(const char *text, avow_word w, const char *word)
{
    size_t size = key_size(text, w);
    for (size_t i = 0; i < size; i++)
        if (word[i] == '\0' || avow_small(text[w.start + i]) != word[i]) return false;
    return word[size] == '\0';
}

/* The next byte of a word, in small letters and with a straight apostrophe. */
static char next_small(const char *text, size_t *at, size_t end)
{
    size_t i = *at;
    bool quote = is_quote(text, i, end);
    *at += quote ? 3 : 1;
    return quote ? '\'' : avow_small(text[i]);
}

bool avow_same_word(const char *text, avow_word a, avow_word b)
{
    size_t i = a.start, j = b.start, a_end = i + key_size(text, a), b_end = j + key_size(text, b);
    while (i < a_end && j < b_end)
        if (next_small(text, &i, a_end) != next_small(text, &j, b_end)) return false;
    return i >= a_end && j >= b_end;
}

bool avow_word_among(const char *text, avow_word w, const char *const *list)
{
    for (; *list != NULL; list++)
        if (avow_word_is(text, w, *list)) return true;
    return false;
}

static const char *const titles[] = {
    "mr", "mrs", "ms", "miss", "dr", "sir", "sen", "senator", "rep", "representative", "gov", "governor", "president", "vice",
    "secretary", "prof", "professor", "gen", "general", "col", "colonel", "lt", "capt", "captain", "sgt", "sergeant", "maj", "major",
    "judge", "justice", "mayor", "pope", "rev", "reverend", "king", "queen", "prince", "princess", "lord", "lady", "dame", "attorney",
    "minister", "prime", "chancellor", "ambassador", "congressman", "congresswoman", "former", "presidential", "republican",
    "democratic", "nominee", "candidate", "speaker", "majority", "minority", "leader", "admiral", "adm", "lieutenant", "officer",
    "detective", "sheriff", "councilman", "councilwoman", "assemblyman", "chairman", "chairwoman", "director", "coach", "rabbi",
    "bishop", "cardinal", "pastor", "commissioner", "retired", "democrat", "chief", NULL};
static const char *const courtesies[] = {"mr", "mrs", "ms", "miss", "dr", "sir", NULL};
static const char *const articles[] = {"the", "a", "an", NULL};
/* Is the word in a sorted list of words in small letters? */
static bool in_sorted(const char *text, avow_word w, const char *const *list, size_t count)
{
    size_t low = 0, size = key_size(text, w);
    while (low < count) {
        size_t middle = low + (count - low) / 2, i = 0;
        while (i < size && list[middle][i] != '\0' && list[middle][i] == avow_small(text[w.start + i])) i++;
        if (i == size && list[middle][i] == '\0') return true;
        if (i < size && (unsigned char)list[middle][i] < (unsigned char)avow_small(text[w.start + i])) low = middle + 1;
        else count = middle;
    }
    return false;
}

bool avow_word_is_given_name(const char *text, avow_word w)
{
    return in_sorted(text, w, avow_male_names, avow_male_name_count) || in_sorted(text, w, avow_female_names, avow_female_name_count);
}

static const char *const people[] = {"men", "women", "people", "police", "children", "republicans", "democrats", NULL};
static const char *const suffixes[] = {"jr", "sr", "ii", "iii", "iv", NULL};
static const char *const male[] = {"mr", "sir", "king", "prince", "lord", "congressman", NULL};
static const char *const female[] = {"mrs", "ms", "miss", "queen", "princess", "lady", "dame", "congresswoman", NULL};
static const char *const men[] = {"man", "boy", "father", "son", "brother", "husband", "uncle", "nephew", "grandfather", "grandson", "widower",
                                  "boyfriend", "spokesman", "businessman", "policeman", "chairman", "actor", "dad", "stepfather", NULL};
static const char *const women[] = {"woman", "girl", "mother", "daughter", "sister", "wife", "aunt", "niece", "grandmother", "granddaughter",
                                    "widow", "girlfriend", "spokeswoman", "businesswoman", "policewoman", "chairwoman", "actress", "mom", "mum",
                                    "stepmother", NULL};
static const char *const common[] = {
    "new", "american", "national", "united", "democratic", "republican", "federal", "international", "world", "central", "european",
    "north", "south", "east", "west", "first", "house", "senate", "white", "supreme", "state", "public", "university", "bank",
    "department", "ministry", "committee", "party", "court", NULL};
static const char *const small_words[] = {"of", "and", "for", "the", NULL};

static const char *const roles[][6] = {
    {"governor", "gov", NULL}, {"senator", "sen", NULL}, {"representative", "rep", "congressman", "congresswoman", NULL}, {"president", "pres", NULL},
    {"republican", "republicans", "gop", NULL}, {"democratic", "democrat", "democrats", NULL}, {"spokesman", "spokeswoman", "spokesperson", NULL},
    {"chairman", "chairwoman", "chair", NULL}, {"businessman", "businesswoman", NULL}, {"lieutenant", "lt", NULL}, {"attorney", "lawyer", NULL},
    {"professor", "prof", NULL}, {"general", "gen", NULL}, {"nominee", "candidate", NULL}, {"campaign", "team", NULL}};

const char *const *avow_role(const char *text, avow_word word)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (avow_word_among(text, word, roles[i])) return roles[i];
    return NULL;
}

bool avow_same_role(const char *text, avow_word a, avow_word b, const char *const *role_of_b)
{
    return avow_same_word(text, a, b) || (role_of_b != NULL && avow_word_among(text, a, role_of_b));
}

bool avow_word_is_title(const char *text, avow_word w)
{
    bool delegate = w.end - w.start == 4 && memcmp(text + w.start, "Del.", 4) == 0;         /* "Del Toro" is none */
    return delegate || avow_word_among(text, w, titles);
}
bool avow_word_is_people(const char *text, avow_word w) { return avow_word_among(text, w, people); }
bool avow_word_is_suffix(const char *text, avow_word w) { return avow_word_among(text, w, suffixes); }
bool avow_word_is_article(const char *text, avow_word w) { return avow_word_among(text, w, articles); }

size_t avow_words_titles(const char *text, const avow_word *words, size_t n)
{
    size_t i = 0;
    while (i < n && (avow_word_is_article(text, words[i]) || avow_word_is_title(text, words[i]))) i++;
    return i;
}

/* ---- names -------------------------------------------------------------------------------------------------------- */

/* Leaves out articles before, unless nothing else is left; `kept` words stay in any case. Of a person, titles and all before a title
 * too; "Republican" and "Justice" are parts of what organisations are called. */
static size_t core(const char *text, avow_word *words, size_t n, size_t kept, bool person)
{
    size_t i = 0;
    if (person) i = avow_words_titles(text, words, n - kept);
    else
        while (i < n && avow_word_is_article(text, words[i])) i++;
    for (size_t k = i; person && k + 2 < n; k++)
        if (avow_word_is_title(text, words[k])) i = k + 1;         /* "Charlotte Mayor Jennifer Roberts" */
    if (i == n) return n;
    memmove(words, words + i, (n - i) * sizeof *words);
    return n - i;
}

/* How many words stand before a name's "Jr." or "III". */
static size_t without_suffix(const char *text, const avow_word *words, size_t n)
{
    return n > 1 && avow_word_is_suffix(text, words[n - 1]) ? n - 1 : n;
}

typedef struct name {               /* of a mention */
    avow_word words[AVOW_NAME_WORDS];
    size_t count;
    avow_kind kind;
    bool male, female;
    avow_word title;                /* the office before a person's name, or a description that is nothing else; empty for none */
} name;

static bool equal(const char *text, const avow_word *a, size_t n, const avow_word *b, size_t m)
{
    if (n != m) return false;
    for (size_t i = 0; i < n; i++)
        if (!avow_same_word(text, a[i], b[i])) return false;
    return true;
}

static bool initial_of(const char *text, avow_word a, avow_word b)
{
    return (key_size(text, a) == 1 || key_size(text, b) == 1) && avow_small(text[a.start]) == avow_small(text[b.start]);
}

/* Is the one word the initials of the others ("AROS", "I.R.S.")? Those in small letters are left out. */
static bool initials(const char *text, avow_word word, const avow_word *of, size_t n)
{
    size_t at = word.start, end = at + key_size(text, word), count = 0;
    for (size_t i = 0; i < n; i++) {
        char first = text[of[i].start];
        if (avow_word_among(text, of[i], small_words) || avow_is_small(first)) continue;
        while (at < end && text[at] == '.') at++;
        if (at >= end || avow_small(text[at++]) != avow_small(first)) return false;
        count++;
    }
    return at == end && (count > 2 || (count == 2 && avow_is_capital(text[word.start]) && avow_is_capital(text[end - 1])));
}

/* Does the longer name end in the shorter: "Security Council", "United Nations Security Council"? */
static bool ends_in(const char *text, const avow_word *a, size_t n, const avow_word *b, size_t m)
{
    return n < m && equal(text, a, n, b + m - n, n);
}

/* "Peabody" of "Peabody Energy": a first word that says which one it is. */
static bool short_name(const char *text, const avow_word *a, size_t n, const avow_word *b, size_t m)
{
    return n == 1 && m > 1 && avow_same_word(text, a[0], b[0]) && !avow_word_among(text, a[0], common);
}

/* Is a the short form of the first name b, "Ken" of "Kenneth"? "Freddy" may be the son of "Fred". */
static bool short_form(const char *text, avow_word a, avow_word b)
{
    enum { LEAST = 3, LACKS = 3 };
    size_t n = key_size(text, a), m = key_size(text, b);
    if (n < LEAST || m < n + LACKS) return false;
    for (size_t i = 0; i < n; i++)
        if (avow_small(text[a.start + i]) != avow_small(text[b.start + i])) return false;
    return true;
}

/* May two first names before one surname be one person's: the same, an initial, or a short form? */
static bool first_names_agree(const char *text, avow_word a, avow_word b)
{
    return avow_same_word(text, a, b) || initial_of(text, a, b) || short_form(text, a, b) || short_form(text, b, a);
}

static int person_fits(const char *text, const avow_entity_found *e, const name *m)
{
    if ((m->male && e->female && !e->male) || (m->female && e->male && !e->female)) return 0;
    const avow_word *f = e->full;
    size_t n = without_suffix(text, f, e->words), own = without_suffix(text, m->words, m->count);
    bool same_last = avow_same_word(text, m->words[own - 1], f[n - 1]), same_first = avow_same_word(text, m->words[0], f[0]);
    if (own > 1 && n > 1) {
        bool same_suffix = n == e->words ? own == m->count : own < m->count && avow_same_word(text, m->words[own], f[n]);
        size_t least = own < n ? own : n;
        bool same_end = equal(text, m->words + own - least, least, f + n - least, least);      /* "de Blasio", "Bill de Blasio" */
        return same_suffix && (same_end || (same_last && first_names_agree(text, m->words[0], f[0]))) ? 3 : 0;
    }
    if (same_last) return 3;
    if (own == 1 && same_first) return 2;
    if (own == 1 && n > 2 && avow_same_word(text, m->words[0], f[n - 2])) return 1;       /* "Ms. Acosta", Melba Acosta Febo */
    return n == 1 && same_first ? 1 : 0;
}

/* How well the name goes with the entity: 0 not at all, more is better. */
static int fits(const char *text, const avow_entity_found *e, const name *m)
{
    bool one_name = m->kind == AVOW_KIND_PERSON && m->count == 1;
    if (!one_name && equal(text, e->full, e->words, m->words, m->count)) return 4;
    if (m->kind == AVOW_KIND_NOMINAL || e->kind == AVOW_KIND_NOMINAL) return 0;
    if (m->kind == AVOW_KIND_PERSON && e->kind == AVOW_KIND_PERSON) return person_fits(text, e, m);
    if (m->count == 1 && e->kind == AVOW_KIND_ORGANISATION && key_size(text, m->words[0]) > 2 && avow_is_capital(text[m->words[0].start + 1]) &&
        initials(text, m->words[0], e->full, e->words))
        return 3;                   /* "AROS", whatever the tagger takes it for */
    if (m->kind == AVOW_KIND_PERSON || e->kind != m->kind) return 0;
    if (m->count == 1 && initials(text, m->words[0], e->full, e->words)) return 3;
    if (e->words == 1 && initials(text, e->full[0], m->words, m->count)) return 3;
    if (m->kind != AVOW_KIND_ORGANISATION) return 0;
    if (ends_in(text, m->words, m->count, e->full, e->words) || ends_in(text, e->full, e->words, m->words, m->count)) return 2;
    return short_name(text, m->words, m->count, e->full, e->words) || short_name(text, e->full, e->words, m->words, m->count) ? 1 : 0;
}

enum { TITLE_ROOM = 12 };           /* characters before a name in which its title is looked for */

/* The office that words before a name, or instead of one, tell: "President" of "U.S. President", none of "former President" or "Mr.". */
static avow_word office(const char *text, const avow_word *words, size_t n)
{
    static const char *const no_office[] = {"former", "vice", "prime", "deputy", "ex", "late", "retired", "republican", "democratic", "democrat",
                                            "presidential", "majority", "minority", NULL};
    if (n == 0 || !avow_word_is_title(text, words[n - 1]) || avow_word_among(text, words[n - 1], courtesies) ||
        avow_word_among(text, words[n - 1], no_office) || (n > 1 && avow_word_among(text, words[n - 2], no_office)))
        return (avow_word){0, 0};
    return words[n - 1];
}

/* The name of a mention; no words if it has none. */
static name name_of(const char *text, const avow_mention *m)
{
    name out = {.kind = (avow_kind)m->kind};
    avow_word all[AVOW_NAME_WORDS];
    size_t n = avow_words(text, m->start, m->end, all, AVOW_NAME_WORDS);
    bool courtesy = out.kind == AVOW_KIND_PERSON && n > 1 && avow_word_among(text, all[0], courtesies);     /* "Mr. King" */
    if (avow_words_titles(text, all, n) == n && !courtesy) out.kind = AVOW_KIND_NOMINAL;     /* "the President" */
    memcpy(out.words, all, sizeof all);
    if (out.kind != AVOW_KIND_NOMINAL) out.count = core(text, out.words, n, courtesy ? 1 : 0, out.kind == AVOW_KIND_PERSON);
    else {
        for (size_t i = 0; i < n; i++)
            if (!avow_word_is_article(text, all[i])) out.words[out.count++] = all[i];
        if (out.count == 0) out.count = n;
    }
    if (out.kind == AVOW_KIND_NOMINAL && n > 0) {
        out.male = avow_word_among(text, all[n - 1], men);
        out.female = avow_word_among(text, all[n - 1], women);
    }
    for (size_t i = 0; i < (out.kind == AVOW_KIND_NOMINAL ? n : n - out.count); i++) {
        out.male |= avow_word_among(text, all[i], male);
        out.female |= avow_word_among(text, all[i], female);
    }
    if (out.kind == AVOW_KIND_PERSON) {
        avow_word before[TITLE_ROOM];
        size_t from = m->start, k;
        for (size_t i = 0; i < TITLE_ROOM && from > 0; from--)
            i += ((unsigned char)text[from - 1] & 0xc0) != 0x80;
        k = avow_words(text, from, m->start, before, TITLE_ROOM);
        if (k > 0 && m->start - before[k - 1].end <= 2) {
            out.male |= avow_word_among(text, before[k - 1], male);
            out.female |= avow_word_among(text, before[k - 1], female);
            out.title = office(text, before, k);
        }
        if (n > out.count) out.title = office(text, all, n - out.count);
    } else if (out.kind == AVOW_KIND_NOMINAL && n == 2 && avow_word_is(text, all[0], "the")) out.title = office(text, all, n);
    if (out.kind == AVOW_KIND_PERSON && out.count > 1 && !out.male && !out.female) {       /* no title tells: the first name may */
        out.male = in_sorted(text, out.words[0], avow_male_names, avow_male_name_count);
        out.female = in_sorted(text, out.words[0], avow_female_names, avow_female_name_count);
    }
    return out;
}

/* ---- one kind for one name ---------------------------------------------------------------------------------------- */

enum { NAME_KINDS = AVOW_KIND_PLACE + 1, SEED = 5381, PROBES = 64 };

typedef struct votes {              /* for the kind of a name: of all mentions with the same words */
    uint32_t mention;               /* 1 + the first of them, 0 for a free slot */
    uint32_t of[NAME_KINDS], described;     /* described: how often it was taken for a description */
} votes;

/* A mention's words without articles; 0 of them if they are no name: not all of them have capitals. */
static size_t capital_words(const char *text, const avow_mention *m, avow_word words[AVOW_NAME_WORDS])
{
    size_t n = m->kind == AVOW_KIND_PRONOUN ? 0 : avow_words(text, m->start, m->end, words, AVOW_NAME_WORDS);
    while (n > 0 && avow_word_is_article(text, words[0])) memmove(words, words + 1, --n * sizeof *words);
    for (size_t i = 0; i < n; i++)
        if (!avow_is_capital(text[words[i].start]) && !avow_word_among(text, words[i], small_words)) return 0;
    return n;
}

/* The name's slot, or NULL where too many others crowd around it, as in a text made for that. */
static votes *slot_of(const char *text, const avow_mention *mentions, votes *table, size_t mask, const avow_word *words, size_t n)
{
    uint32_t hash = SEED;
    avow_word other[AVOW_NAME_WORDS];
    for (size_t i = 0; i < n; i++)
        for (size_t at = words[i].start, end = at + key_size(text, words[i]); at < end;)
            hash = hash * 33 ^ (unsigned char)next_small(text, &at, end);
    for (size_t i = 0; i < PROBES; i++) {
        votes *v = &table[(hash + i) & mask];
        if (v->mention == 0 || equal(text, words, n, other, capital_words(text, &mentions[v->mention - 1], other))) return v;
    }
    return NULL;
}

/* The tagger sees a window at a time, and may take one name for a person here and for an organisation there: what it mostly took it
 * for holds everywhere. */
static bool agree_on_kinds(const char *text, avow_mention *mentions, size_t count, avow_arena *arena)
{
    size_t size = 16;
    avow_word words[AVOW_NAME_WORDS];
    while (size < 2 * count) size *= 2;
    votes *table = avow_arena_alloc(arena, size, sizeof *table);
    if (table == NULL) return false;
    memset(table, 0, size * sizeof *table);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < count; i++) {
            size_t n = capital_words(text, &mentions[i], words), best = 0;
            votes *v = n > 0 ? slot_of(text, mentions, table, size - 1, words, n) : NULL;
            if (v == NULL) continue;
            if (pass == 0) {
                if (v->mention == 0) v->mention = (uint32_t)i + 1;
                *(mentions[i].kind < NAME_KINDS ? &v->of[mentions[i].kind] : &v->described) += 1;
                continue;
            }
            for (size_t k = 1; k < NAME_KINDS; k++)
                if (v->of[k] > v->of[best]) best = k;
            uint32_t own = mentions[i].kind < NAME_KINDS ? v->of[mentions[i].kind] : v->described;
            if (v->of[best] > own || (mentions[i].kind == AVOW_KIND_NOMINAL && v->of[best] == own))
                mentions[i].kind = (uint8_t)best;
        }
    return true;
}

/* ---- joining ------------------------------------------------------------------------------------------------------ */

enum { LOOK_BACK = 1000 };          /* entities; a name that comes back after so many others is taken for a new one */

/* Is e the better one for the name, at the same fit? A surname alone is that of the one of whom the article tells most so far, and of those
 * the one named first: on PolNeAR's train articles the one named last is right in 66 % of the surnames that two bear, that one in 87. */
static bool better(const avow_mention *mentions, const avow_entity_found *e, const avow_entity_found *than, const name *m)
{
    bool same = (m->male && e->male) || (m->female && e->female), other = (m->male && than->male) || (m->female && than->female);
    if (same != other) return same;
    bool alone = m->kind == AVOW_KIND_PERSON && m->count == 1;
    if (alone && e->by_surname != than->by_surname) return e->by_surname > than->by_surname;
    if (e->mentions != than->mentions) return e->mentions > than->mentions;
    if (alone) return false;
    return mentions[e->last].start > mentions[than->last].start;
}

/* Do two words differ by one letter, put in, left out or another, or by two that changed places, and not by a plural's s? */
static bool misspelt(const char *text, avow_word a, avow_word b)
{
    enum { LEAST = 6 };
    size_t n = key_size(text, a), m = key_size(text, b), head = 0, tail = 0;
    if (n > m) return misspelt(text, b, a);
    if (n + 1 < LEAST || m < LEAST || m > n + 1 || avow_small(text[b.start + m - 1]) != avow_small(text[a.start + n - 1])) return false;
    while (head < n && avow_small(text[a.start + head]) == avow_small(text[b.start + head])) head++;
    while (tail < n - head && avow_small(text[a.start + n - 1 - tail]) == avow_small(text[b.start + m - 1 - tail])) tail++;
    if (head == 0) return false;
    if (head + tail + (m > n ? 0 : 1) >= n) return n < m || n >= LEAST;
    return n == m && head + tail + 2 == n && avow_small(text[a.start + head]) == avow_small(text[b.start + head + 1]) &&
           avow_small(text[a.start + head + 1]) == avow_small(text[b.start + head]);
}

/* Has a word without a capital lost the first letter of the other: "Mr. utin"? */
static bool beheaded(const char *text, avow_word a, avow_word b)
{
    enum { LEAST = 4 };
    size_t n = key_size(text, a), i = 0;
    if (n < LEAST || key_size(text, b) != n + 1 || avow_is_capital(text[a.start])) return false;
    while (i < n && avow_small(text[a.start + i]) == avow_small(text[b.start + 1 + i])) i++;
    return i == n;
}

/* Whose surname a surname alone is with one slip, as newspapers have them ("Tyresha McClenney", "McLenney"); all->count if nobody's, or
 * several persons'. */
static size_t slip_of(const char *text, const avow_entities *all, size_t from, const name *m)
{
    size_t found = all->count;
    if (m->kind != AVOW_KIND_PERSON || m->count != 1 || avow_word_is_given_name(text, m->words[0])) return found;
    for (size_t i = from; i < all->count; i++) {
        const avow_entity_found *e = &all->items[i];
        size_t n = without_suffix(text, e->full, e->words);
        if (e->kind != AVOW_KIND_PERSON || n < 2) continue;
        if (!misspelt(text, m->words[0], e->full[n - 1]) && !beheaded(text, m->words[0], e->full[n - 1])) continue;
        if (found < all->count) return all->count;
        found = i;
    }
    return found;
}

/* The one person whose surname a word with a capital is that the tagger took for something else; all->count if there is none, or several.
 * Places are called like many persons. */
static size_t surname_of(const char *text, const avow_entities *all, size_t from, const name *m)
{
    size_t found = all->count;
    if ((m->kind != AVOW_KIND_ORGANISATION && m->kind != AVOW_KIND_NOMINAL) || m->count != 1 || m->title.end > 0 ||
        !avow_is_capital(text[m->words[0].start]))
        return found;
    for (size_t i = from; i < all->count; i++) {
        const avow_entity_found *e = &all->items[i];
        size_t n = without_suffix(text, e->full, e->words);
        if (e->kind != AVOW_KIND_PERSON || n < 2 || !avow_same_word(text, m->words[0], e->full[n - 1])) continue;
        if (found < all->count) return all->count;
        found = i;
    }
    return found;
}

static size_t entity_for(const char *text, const avow_mention *mentions, const avow_entities *all, const name *m)
{
    size_t best = all->count, from = all->count > LOOK_BACK ? all->count - LOOK_BACK : 0, holders = 0;
    int fit = 0;
    const char *const *role = m->title.end > 0 ? avow_role(text, m->title) : NULL;
    for (size_t i = from; m->kind == AVOW_KIND_NOMINAL && m->title.end > 0 && i < all->count; i++)
        if (all->items[i].title.end > 0 && avow_same_role(text, all->items[i].title, m->title, role)) {
            best = i;
            holders++;
        }
    if (holders == 1) return best;          /* "the president", where one only is called so */
    best = all->count;
    for (size_t i = from; i < all->count; i++) {
        int f = fits(text, &all->items[i], m);
        if (f < fit || f == 0 || (f == fit && !better(mentions, &all->items[i], &all->items[best], m))) continue;
        best = i;
        fit = f;
    }
    if (best == all->count) best = surname_of(text, all, from, m);
    return best < all->count ? best : slip_of(text, all, from, m);
}

/* Is the name a better full one than the entity's? The longer is, "Donald J. Trump", but for what stands before a first name: "the Real
 * Donald Trump". Of two that are as long the first name written out is. */
static bool fuller(const char *text, const avow_entity_found *e, const name *m)
{
    bool person = e->kind == AVOW_KIND_PERSON && m->kind == AVOW_KIND_PERSON && e->words > 1 && m->count > 1;
    if (person && e->words == m->count) return short_form(text, e->full[0], m->words[0]);
    if (person && avow_word_is_given_name(text, e->full[0]) != avow_word_is_given_name(text, m->words[0]) &&
        (ends_in(text, e->full, e->words, m->words, m->count) || ends_in(text, m->words, m->count, e->full, e->words)))
        return avow_word_is_given_name(text, m->words[0]);
    return m->count > e->words;
}

bool avow_entity_is_person(const avow_entities *all, uint32_t entity)
{
    return entity != AVOW_NO_MENTION && all->items[entity].kind == AVOW_KIND_PERSON;
}

uint32_t avow_entity_called(const char *text, const avow_entities *all, size_t start, size_t end)
{
    avow_word words[AVOW_NAME_WORDS], named[AVOW_NAME_WORDS];
    size_t n = avow_words(text, start, end, words, AVOW_NAME_WORDS), named_count, found = 0;
    uint32_t out = AVOW_NO_MENTION;
    memcpy(named, words, sizeof words);
    named_count = core(text, named, n, 0, true);
    n = core(text, words, n, 0, false);
    for (size_t i = 0; n > 0 && i < all->count && i < LOOK_BACK; i++) {
        const avow_entity_found *e = &all->items[i];
        bool surname = e->kind == AVOW_KIND_PERSON && ends_in(text, named, named_count, e->full, e->words) && avow_is_capital(text[named[0].start]);
        bool person = e->kind == AVOW_KIND_PERSON && equal(text, named, named_count, e->full, e->words);
        if (e->kind == AVOW_KIND_NOMINAL || !(surname || person || equal(text, words, n, e->full, e->words))) continue;
        out = (uint32_t)i;
        found++;
    }
    return found == 1 ? out : AVOW_NO_MENTION;
}

bool avow_entities_make(const char *text, avow_mention *mentions, size_t count, avow_arena *arena, avow_entities *out)
{
    *out = (avow_entities){avow_arena_alloc(arena, count, sizeof *out->items), 0};
    if (out->items == NULL || !agree_on_kinds(text, mentions, count, arena)) return false;
    for (size_t i = 0; i < count; i++) {
        avow_mention *m = &mentions[i];
        m->entity = m->next = AVOW_NO_MENTION;
        if (m->kind == AVOW_KIND_PRONOUN) continue;
        name n = name_of(text, m);
        if (n.count == 0) continue;
        size_t at = entity_for(text, mentions, out, &n);
        avow_entity_found *e = &out->items[at];
        if (at == out->count) {
            *e = (avow_entity_found){.kind = (uint8_t)n.kind, .first = (uint32_t)i, .last = (uint32_t)i};
            out->count++;
        } else mentions[e->last].next = (uint32_t)i;
        e->last = (uint32_t)i;
        e->mentions++;
        if (fuller(text, e, &n)) {
            memcpy(e->full, n.words, sizeof n.words);
            e->words = (uint8_t)n.count;
        }
        e->by_surname += n.kind == AVOW_KIND_PERSON && avow_same_word(text, n.words[without_suffix(text, n.words, n.count) - 1],
                                                                      e->full[without_suffix(text, e->full, e->words) - 1]);
        e->male |= n.male;
        e->female |= n.female;
        if (n.kind == AVOW_KIND_PERSON && n.title.end > 0) e->title = n.title;
        m->entity = (uint32_t)at;
    }
    return true;
}
