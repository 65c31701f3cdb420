/* relative.c - "who", "which" and "that" right behind what they stand for: "the senator, who said", "a page on health care, which recounts".
 *
 * A relative pronoun's antecedent is the nominal phrase before it, and which one that is, where several nest, is a matter of grammar more than of
 * meaning. The rules are those of Siddharthan 2002 ("Resolving attachment and clause boundary ambiguities for simplifying relative clause
 * constructs"), without a parser: an apposition between commas is passed over to the name before it ("John Doe, a banker and former
 * official who"), of two phrases with a preposition between them "who" is the one that can be persons ("candidates in close races who"),
 * and a verb in the plural takes all that "and" joins. A phrase ends where the tagger's mention does, or goes back to an article. */
#include "antecedent.h"
#include "name.h"

#include <string.h>

#include "ascii.h"

enum { REACH = 300, WORDS = 64, MOST = 8, LONGEST_SHORT = 4 };      /* that of "Sen.", with its stop */

/* The words of the pronoun's line before it, the nearest ones, and the phrase as far as it has been read back. */
typedef struct reading {
    const avow_work *work;
    avow_word words[WORDS];
    size_t count, line;             /* line: where the reading begins, no further back than the line does */
    size_t start, end;              /* the phrase; words[first] begins it */
    size_t first;
    bool persons, several;          /* "who"; its verb is in the plural */
} reading;

static const char *const determiners[] = {"the", "a", "an", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my", "some", "many", "several",
                                          "most", "all", "any", "every", "another", "no", "one", "two", "three", "four", "five", NULL};
static const char *const prepositions[] = {"of", "in", "for", "at", "from", "with", "on", "to", "by", "against", "across", "about", "behind", "within", NULL};

static avow_kind kind_of(const reading *r, const avow_mention *m) { return (avow_kind)r->work->entities.items[m->entity].kind; }

/* ---- reading back ------------------------------------------------------------------------------------------------- */

/* Back from a clause over blanks, a comma, dashes and what stands in parentheses. */
static size_t before_clause(const char *text, size_t least, size_t at)
{
    while (at > least) {
        if (avow_is_blank(text[at - 1]) || text[at - 1] == ',' || text[at - 1] == '-') at--;
        else if (at - least >= 3 && (memcmp(text + at - 3, "\xE2\x80\x94", 3) == 0 || memcmp(text + at - 3, "\xE2\x80\x93", 3) == 0)) at -= 3;
        else if (text[at - 1] == ')') {
            size_t open = at - 1;
            while (open > least && text[open] != '(') open--;
            if (open == least) return at;
            at = open;
        } else break;
    }
    return at;
}

/* The last words of text[from..to). */
static size_t last_words(const char *text, size_t from, size_t to, avow_word out[WORDS])
{
    enum { STEP = WORDS / 2 };
    size_t n = avow_words(text, from, to, out, WORDS);
    while (n == WORDS) {
        memmove(out, out + STEP, STEP * sizeof *out);
        n = STEP + avow_words(text, out[STEP - 1].end, to, out + STEP, WORDS - STEP);
    }
    return n;
}

/* The mention that ends where the words do, or NULL. */
static const avow_mention *mention_ending(const avow_work *work, size_t end)
{
    size_t i = avow_mention_from(work, end);
    if (i == 0 || work->mentions[i - 1].end != end || work->mentions[i - 1].entity == AVOW_NO_MENTION) return NULL;
    return &work->mentions[i - 1];
}

/* Does word k end in a full stop that is no abbreviation's? */
static bool ends_sentence(const reading *r, size_t k)
{
    return r->work->text[r->words[k].end - 1] == '.' && r->words[k].end - r->words[k].start > LONGEST_SHORT;
}

/* Does nothing but one blank, or what makes it an owner, stand between word k - 1 and word k? */
static bool adjoins(const reading *r, size_t k)
{
    const char *gap = r->work->text + r->words[k - 1].end;
    size_t size = r->words[k].start - r->words[k - 1].end;
    if (size > 1 && *gap == '\'') gap++, size--;
    else if (size > 3 && memcmp(gap, "\xE2\x80\x99", 3) == 0) gap += 3, size -= 3;
    if (size == 2 && *gap == 's') gap++, size--;
    return !ends_sentence(r, k - 1) && size == 1 && *gap == ' ';
}

static void begin_at(reading *r, size_t start)
{
    r->start = start;
    while (r->first > 0 && r->words[r->first - 1].start >= start) r->first--;
    if (r->first == r->count) r->first--;           /* a mention that begins within its last word */
}

static bool begins_with_determiner(const reading *r)
{
    return r->first < r->count && avow_word_among(r->work->text, r->words[r->first], determiners);
}

/* Takes words with capitals, and an article or the like, that belong before the phrase. */
static void take_modifiers(reading *r)
{
    static const char *const others[] = {"like", "and", "but", "or", "as", "than", "so", "even", "if", "when", "while", "though", "because", NULL};
    const char *text = r->work->text;
    while (r->first > 0 && !begins_with_determiner(r) && adjoins(r, r->first)) {
        avow_word w = r->words[r->first - 1];
        if (!avow_word_among(text, w, determiners) &&
            (!avow_is_capital(text[w.start]) || avow_word_among(text, w, prepositions) || avow_word_among(text, w, others)))
            return;
        begin_at(r, w.start);
    }
}

/* ---- phrases ------------------------------------------------------------------------------------------------------ */

/* Does the phrase's last word speak of persons, by its ending or as one of a few? */
static bool is_human(const char *text, const avow_mention *m)
{
    static const char *const endings[] = {"er", "or", "ist", "ian", "man", "men", "ant", "ee", "eer", NULL};
    static const char *const human[] = {"people", "official", "member", "democrat", "republican", "candidate", "conservative", "liberal", "aide", "friend", "ally", "allies",
                                        "those", "student", "resident", "president", "delegate", "attorney", "women", "children", "executive", "representative", "american", NULL};
    avow_word words[AVOW_NAME_WORDS], w;
    size_t n = avow_words(text, m->start, m->end, words, AVOW_NAME_WORDS), size;
    if (n == 0) return false;
    w = words[n - 1];
    if (avow_word_among(text, w, human)) return true;
    if (text[w.end - 1] == 's') w.end--;
    size = w.end - w.start;
    for (size_t i = 0; endings[i] != NULL; i++) {
        size_t length = strlen(endings[i]);
        if (size > length + 1 && memcmp(text + w.end - length, endings[i], length) == 0) return true;
    }
    return avow_word_among(text, w, human);
}

/* "candidates in close races": goes back over a preposition to the mention before it, if that is who is meant. */
static const avow_mention *governor(reading *r, const avow_mention *m)
{
    const char *text = r->work->text;
    if (r->first < 2 || !adjoins(r, r->first) || !avow_word_among(text, r->words[r->first - 1], prepositions) || !adjoins(r, r->first - 1)) return NULL;
    const avow_mention *g = mention_ending(r->work, r->words[r->first - 2].end);
    if (g == NULL || g->start < r->line) return NULL;
    bool person = kind_of(r, g) == AVOW_KIND_PERSON;
    if (kind_of(r, m) == AVOW_KIND_NOMINAL && (is_human(text, m) || !(person || is_human(text, g)))) return NULL;
    if (!person && kind_of(r, g) != AVOW_KIND_NOMINAL) return NULL;
    begin_at(r, g->start);
    return g;
}

/* "partisans and thinkers": takes what "and" joins to a description. */
static void take_joined(reading *r)
{
    const char *text = r->work->text;
    bool and = false;
    for (size_t n = 0; n < MOST && r->first > 0; n++) {
        size_t behind = r->first;
        if (!and && avow_word_is(text, r->words[r->first - 1], "and")) behind--;
        if (behind == 0 || (!and && behind == r->first)) return;
        const avow_mention *m = mention_ending(r->work, r->words[behind - 1].end);
        size_t gap = r->words[behind].start - r->words[behind - 1].end;
        bool comma = text[r->words[behind - 1].end] == ',';
        if (m == NULL || m->start < r->line || kind_of(r, m) != AVOW_KIND_NOMINAL || gap > 2U || (and && !comma)) return;
        begin_at(r, m->start);
        take_modifiers(r);
        and = true;
    }
}

/* The name that the phrase is an apposition to: "John Doe, a banker", "Jane Roe (R-Ohio), the senator", "Jane Roe of Ohio, a Democrat". */
static const avow_mention *apposed(const reading *r)
{
    const char *text = r->work->text;
    if (r->start < r->line + 2 || text[r->start - 2] != ',' || text[r->start - 1] != ' ') return NULL;
    const avow_mention *m = mention_ending(r->work, before_clause(text, r->line, r->start));
    if (m != NULL && m > r->work->mentions && kind_of(r, m) == AVOW_KIND_PLACE && m->start >= 4 && memcmp(text + m->start - 4, " of ", 4) == 0 &&
        m[-1].end == m->start - 4 && m[-1].entity != AVOW_NO_MENTION)
        m--;
    if (m == NULL || m->start < r->line) return NULL;
    bool person = kind_of(r, m) == AVOW_KIND_PERSON;
    return kind_of(r, m) != AVOW_KIND_NOMINAL && person == r->persons ? m : NULL;
}

/* Where a phrase begins at whose end the tagger found nothing: an article, or a name's first capital. False if that is not plain. */
static bool read_back(reading *r)
{
    static const char *const verbs[] = {"is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "can", "could", "may", "might", "do", "does",
                                        "did", "not", "said", "says", NULL};
    const char *text = r->work->text;
    bool capitals = true, over = false;
    for (size_t n = 0; n < MOST && r->first > 0; n++) {
        avow_word w = r->words[r->first - 1];
        if (n > 0 && !adjoins(r, r->first)) break;
        if (avow_word_among(text, w, determiners)) {
            begin_at(r, w.start);
            return n > 0;
        }
        bool preposition = avow_word_among(text, w, prepositions);
        if ((preposition && (r->persons || over || n == 0)) || avow_word_among(text, w, verbs)) break;
        if (!avow_is_capital(text[w.start]) && capitals && n > 1) return true;      /* "called Real News" */
        over |= preposition;
        capitals &= avow_is_capital(text[w.start]);
        begin_at(r, w.start);
    }
    return false;
}

static bool several_named(const reading *r, const avow_mention *m, avow_span *phrase)
{
    for (const avow_mention *a = m; a-- > r->work->mentions && a->start >= r->line;)
        if (avow_entity_is_person(&r->work->entities, a->entity)) {
            *phrase = (avow_span){a->start, m->end};
            return avow_named_together(r->work, a, m);
        }
    return false;
}

/* "the former president, who": one that the article has told of by name, so the description is no answer. */
static bool is_known_person(const reading *r, avow_span phrase)
{
    avow_word words[AVOW_NAME_WORDS];
    if (!r->persons || !avow_word_is(r->work->text, r->words[r->first], "the")) return false;
    return !avow_is_plural(r->work->text, words, avow_words(r->work->text, phrase.start, phrase.end, words, AVOW_NAME_WORDS));
}

/* ---- together ----------------------------------------------------------------------------------------------------- */

static bool is_relative(const char *text, avow_word w, bool *persons)
{
    static const char *const who[] = {"who", "whom", NULL}, *const which[] = {"which", "that", NULL};
    *persons = avow_word_among(text, w, who);
    return *persons || avow_word_among(text, w, which);
}

/* Reads the words before the pronoun; false if there are none that it can stand for. */
static bool read_words(const avow_work *work, avow_span pronoun, reading *r)
{
    static const char *const verbs[] = {"have", "are", "were", "both", "each", "say", "want", "think", "believe", NULL};
    enum { FAR = 24 };
    avow_word word, next;
    *r = (reading){.work = work, .line = pronoun.start > REACH ? pronoun.start - REACH : 0};
    for (size_t i = r->line; i < pronoun.start; i++)
        if (work->text[i] == '\n') r->line = i + 1;
    r->start = r->end = before_clause(work->text, r->line, pronoun.start);
    r->count = r->first = last_words(work->text, r->line, r->end, r->words);
    if (r->count == 0 || r->words[r->count - 1].end != r->end || ends_sentence(r, r->count - 1)) return false;
    size_t to = work->size - pronoun.end > FAR ? pronoun.end + FAR : work->size;
    r->several = avow_words(work->text, pronoun.end, to, &next, 1) == 1 && avow_word_among(work->text, next, verbs);
    return avow_words(work->text, pronoun.start, pronoun.end, &word, 1) == 1 && is_relative(work->text, word, &r->persons);
}

/* The pronoun of the clause that another is joined to: the first "who" of "who left and who came back". */
static bool earlier_pronoun(const reading *r, avow_span *pronoun)
{
    for (size_t k = r->count - 1; k-- > 0 && !ends_sentence(r, k);) {
        bool persons;
        *pronoun = (avow_span){r->words[k].start, r->words[k].end};
        if (is_relative(r->work->text, r->words[k], &persons) && persons == r->persons) return true;
    }
    return false;
}

static bool start_reading(const avow_work *work, avow_span pronoun, reading *r)
{
    static const char *const joins[] = {"and", "but", "or", NULL};
    enum { CLAUSES = 3 };
    for (int n = 0; n < CLAUSES; n++) {
        if (!read_words(work, pronoun, r)) return false;
        if (!avow_word_among(work->text, r->words[r->count - 1], joins)) return true;
        if (!earlier_pronoun(r, &pronoun)) return false;
    }
    return false;
}

/* "those who want a change": the word alone calls nobody anything, so what is said goes with it. */
static bool with_clause(const reading *r, const avow_find *f, avow_span *phrase)
{
    enum { LONGEST = 120 };
    avow_word w = r->words[r->count - 1];
    if (f->content.count == 0 || f->cue.start < w.end || f->content.items[0].start < f->cue.end) return false;
    *phrase = (avow_span){w.start, f->content.items[0].end};
    while (phrase->end > f->content.items[0].start && strchr(".,;:", r->work->text[phrase->end - 1]) != NULL) phrase->end--;
    return phrase->end - phrase->start <= LONGEST;
}

bool avow_relative(const avow_work *work, const avow_find *f, uint32_t *entity, avow_span *phrase)
{
    static const char *const idle[] = {"anyone", "someone", "everyone", "one", "ones", "there", "nothing", "something", "anything", "everything", "many", "all", "year",
                                       "month", "week", "today", NULL};
    avow_span pronoun = f->source.items[0];
    reading r;
    *entity = AVOW_NO_MENTION;
    if (!start_reading(work, pronoun, &r) || avow_word_among(work->text, r.words[r.count - 1], idle)) return false;
    if (avow_word_is(work->text, r.words[r.count - 1], "those")) return with_clause(&r, f, phrase);
    const avow_mention *m = mention_ending(work, r.end), *name;
    if (m == NULL) {
        if (avow_word_is_pronoun(work->text, r.words[r.count - 1]) || !read_back(&r)) return false;
        *phrase = avow_own_span(work, (avow_span){r.start, r.end});
        *entity = avow_entity_called(work->text, &work->entities, phrase->start, phrase->end);
        return true;
    }
    begin_at(&r, m->start);
    for (int n = 0; r.persons && n < 3 && m != NULL && kind_of(&r, m) != AVOW_KIND_PERSON; n++) {
        if (kind_of(&r, m) == AVOW_KIND_NOMINAL) take_modifiers(&r);
        const avow_mention *g = governor(&r, m);
        if (g == NULL) break;
        m = g;
    }
    avow_kind kind = kind_of(&r, m);
    if (kind == AVOW_KIND_PERSON) {
        if (!r.persons || (r.several && !several_named(&r, m, phrase))) return false;
        if (!r.several) *entity = m->entity;
        return true;
    }
    if (kind != AVOW_KIND_NOMINAL) {
        if (!r.persons) *entity = m->entity;
        return !r.persons;
    }
    take_modifiers(&r);
    take_joined(&r);
    name = apposed(&r);
    if (name != NULL && r.several) return false;
    if (name != NULL) *entity = name->entity;
    *phrase = avow_own_span(work, (avow_span){r.start, r.end});
    return name != NULL || !is_known_person(&r, *phrase);
}
