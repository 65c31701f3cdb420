/* complete.c - names that the tagger cut, made whole: "Holtz-Eakin" of "Holtz", "Maury Obstfeld" of "Obstfeld", "Joseph R. Biden Jr."
 *
 * A name goes on over the rest of its last word, over "Jr." and the like, from an initial to the surname, and back over first names: over
 * words with a capital and small letters that are no titles and none of the words that begin sentences. Only names of one word,
 * or that begin with a particle, are taken to lack a first name. */
#include "ascii.h"
#include "extract.h"

/* Words with a capital that stand before a name without being part of it; titles are in entity.c. */
static const char *const no_names[] = {
    "and", "but", "or", "so", "yet", "then", "when", "while", "if", "as", "after", "before", "since", "because", "although", "though",
    "even", "like", "with", "without", "for", "from", "in", "on", "at", "to", "of", "by", "about", "against", "under", "over", "during",
    "that", "this", "these", "those", "his", "her", "its", "their", "our", "my", "your", "he", "she", "it", "they", "we", "i", "you",
    "who", "what", "why", "how", "where", "which", "does", "did", "do", "is", "are", "was", "were", "has", "have", "had", "can", "could",
    "will", "would", "should", "may", "might", "must", "not", "yes", "no", "now", "here", "there", "also", "still", "just", "only",
    "both", "either", "neither", "nor", "once", "until", "unless", "despite", "per", "via", "than", "vs", "versus", "said", "says",
    "told", "asked", "according", "meanwhile", "however", "instead", "later", "earlier", "today", "yesterday", "tomorrow", "see",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june",
    "july", "august", "september", "october", "november", "december", "republicans", "democrats", "team", "camp", "actor", "actress",
    "comedian", "author", "activist", "host", "anchor", "pollster", "strategist", "chief", "chair", "spokesman", "spokeswoman", "ceo",
    "whip", "counsel", "adviser", "advisor", "manager", "reporter", "correspondent", "editor", "inspector", "del", "delegate",
    "treasurer", "comptroller", "superintendent", "president-elect", "premier", "crooked", "rival", "plus", "pres", "st", "brothers",
    "sens", "reps", "father", "mother", "sister", "brother", "aunt", "uncle", "whether", "another", "some", "many", "most",
    "two", "three", "campaign", "administration", "foundation", "tower", "act", "news", "show", "file", "supporters", "other", "others",
    "every", "each", "all", "new", "old", "let", "get", "make", "ask", "vote", "voters", NULL};

/* Words that begin a sentence before a name. */
static const char *const openers[] = {"unlike", "like", "even", "but", "and", "as", "while", "when", "if", "though", "although", "because", "since",
                                      "after", "before", "until", "unless", "yet", "so", "with", "for", "in", "at", "by", "from", "both", NULL};
static const char *const courtesies[] = {"mr", "mrs", "ms", "miss", "dr", NULL};
static const char *const particles[] = {"bin", "de", "van", "von", "al", "el", "da", "di", "la", "del", "der", "ibn", "le", "du", NULL};

/* Titles that follow "Mr." without a name; other titles are surnames there: "Mr. King". */
static const char *const addressed[] = {"president", "speaker", "chairman", "chairwoman", "secretary", "mayor", "prime", "vice",
                                        "ambassador", "minister", "senator", "governor", "attorney", "general", NULL};

/* May this word be a first name: "Maury", "W."? */
static bool first_name(const char *text, avow_word w)
{
    size_t size = w.end - w.start;
    if (!avow_is_capital(text[w.start])) return false;
    if (size == 2 && text[w.start + 1] == '.') return true;
    if (size < 2 || avow_is_capital(text[w.start + 1]) || text[w.end - 1] == '.') return false;
    for (size_t i = w.start + 1; i < w.end; i++)
        if (text[i] >= '0' && text[i] <= '9') return false;
    return !avow_word_is_title(text, w) && !avow_word_is_article(text, w) && !avow_word_among(text, w, no_names);
}

/* The word that ends at byte `at` - 1, one space before byte `at`; its start is not before `after`. */
static bool word_before(const char *text, size_t after, size_t at, avow_word *out)
{
    enum { LONGEST = 24 };
    if (at < 2 || text[at - 1] != ' ') return false;
    size_t start = at - 1;
    while (start > after && at - start < LONGEST && text[start - 1] != ' ' && text[start - 1] != '\n' && text[start - 1] != '\t') start--;
    if (start >= at - 1 || (start > 0 && text[start - 1] != ' ' && text[start - 1] != '\n' && text[start - 1] != '\t')) return false;
    return avow_words(text, start, at - 1, out, 1) == 1 && out->start == start && out->end == at - 1;
}

/* The word behind byte `at` and one space, where it begins with a capital. */
static bool word_behind(const avow_work *work, size_t at, avow_word *out)
{
    enum { LONGEST = 32 };
    const char *text = work->text;
    if (at + 2 > work->size || text[at] != ' ' || !avow_is_capital(text[at + 1])) return false;
    size_t end = work->size - at > LONGEST ? at + LONGEST : work->size;
    return avow_words(text, at + 1, end, out, 1) == 1 && out->start == at + 1 && (out->end < end || end == work->size);
}

/* The first byte of a letter, or of a sign that stands for one in text that was decoded wrongly ("FranÃ§ois" for "François"): no
 * general punctuation. */
static bool in_word(unsigned char c) { return avow_is_letter((char)c) || (c >= 0xC2 && c < 0xE0); }

static bool goes_on(unsigned char c) { return (c & 0xC0) == 0x80; }

enum { LONGEST_PART = 64 };         /* bytes that a name's first or last word may lack */

/* Over the rest of words cut in two, with a hyphen between or letters that the tagger took for signs. */
static void whole_words(const avow_work *work, avow_mention *m, size_t after)
{
    const char *text = work->text;
    size_t end = m->end, at = m->start, last = work->size - end > LONGEST_PART ? end + LONGEST_PART : work->size;
    size_t least = at > after + LONGEST_PART ? at - LONGEST_PART : after;
    if (end + 1 < last && text[end] == '-' && avow_is_capital(text[end + 1])) end++;
    while (end < last && (in_word((unsigned char)text[end]) || goes_on((unsigned char)text[end])) && text[end] != '\xC2') end++;
    if (at >= least + 2 && text[at - 1] == '-' && avow_is_letter(text[at - 2])) at--;
    while (at > least) {
        size_t before = at - 1;
        while (before > least && goes_on((unsigned char)text[before])) before--;
        bool space = text[before] == '\xC2' && text[before + 1] == '\xA0';
        if (!in_word((unsigned char)text[before]) || space) break;
        at = before;
    }
    if (end < last) m->end = (uint32_t)end;
    if (at > least || least == after) m->start = avow_is_capital(text[at]) || (unsigned char)text[at] >= 0x80 ? (uint32_t)at : m->start;
}

/* From "Mr.", a first name or an initial to the surname, over a nickname in quotation marks; then over "Jr.". */
static void forward(const avow_work *work, avow_mention *m)
{
    const char *text = work->text;
    avow_word words[AVOW_NAME_WORDS], next;
    size_t n = avow_words(text, m->start, m->end, words, AVOW_NAME_WORDS);
    if (n == 0) return;
    size_t size = words[n - 1].end - words[n - 1].start;
    bool initial = avow_is_capital(text[words[n - 1].start]) && (size == 1 || (size == 2 && text[words[n - 1].end - 1] == '.'));
    bool courtesy = n == 1 && avow_word_among(text, words[0], courtesies);         /* "Mr" alone */
    bool given = n == 1 && avow_word_is_given_name(text, words[0]);           /* "Tom" of "Tom Clarke" */
    size_t at = m->end;
    if (((initial && size == 1) || courtesy) && at < work->size && text[at] == '.') at++;
    size_t quoted = at;
    if (quoted + 3 < work->size && text[quoted] == ' ' && text[quoted + 1] == '"' && avow_is_capital(text[quoted + 2])) {
        for (quoted += 3; quoted < work->size && avow_is_letter(text[quoted]);) quoted++;
        if (quoted < work->size && text[quoted] == '"') at = quoted + 1;
    }
    bool particle = avow_is_capital(text[words[n - 1].start]) && avow_word_among(text, words[n - 1], particles);     /* "Mr. Van" Voorhis */
    bool lacks = (initial || courtesy || given || particle || at == quoted + 1) && n < 4;
    if (lacks && word_behind(work, at, &next) &&
        (first_name(text, next) || (courtesy && avow_word_is_title(text, next) && !avow_word_among(text, next, addressed))))
        m->end = next.end;
    at = m->end;
    if (at < work->size && text[at] == ',') at++;
    if (word_behind(work, at, &next) && avow_word_is_suffix(text, next)) m->end = next.end;
}

/* Does the word stand in a sentence, where a capital means a name: behind a small word, a title or a comma? In a headline or at a
 * sentence's beginning it may be any word. */
static bool within_sentence(const char *text, size_t after, avow_word w)
{
    avow_word before;
    if (w.start >= 2 && text[w.start - 1] == ' ' && text[w.start - 2] == ',') return true;
    return word_before(text, after, w.start, &before) && (avow_is_small(text[before.start]) || avow_word_is_title(text, before));
}

/* Back over first names: those that are common ones, initials, and others where they stand in a sentence. */
static void backward(const avow_work *work, avow_mention *m, size_t after)
{
    enum { MOST = 3 };
    const char *text = work->text;
    avow_word words[AVOW_NAME_WORDS], before, first;
    size_t n = avow_words(text, m->start, m->end, words, AVOW_NAME_WORDS);
    if (n == 0 || avow_word_is_suffix(text, words[0]) || avow_word_is_title(text, words[0])) return;
    bool surname = avow_is_capital(text[words[0].start]) && (n == 1 || avow_word_is_suffix(text, words[1]));
    if (!surname && !avow_word_among(text, words[0], particles)) return;
    for (size_t i = 0; i < MOST && word_before(text, after, m->start, &before); i++) {
        bool particle = avow_word_among(text, before, particles) && avow_is_small(text[before.start]) &&
                        word_before(text, after, before.start, &first);
        if (particle) before = first;
        if (!first_name(text, before)) return;
        bool sure = particle || before.end - before.start == 2 || avow_word_is_given_name(text, before);
        if (!sure && !within_sentence(text, after, before)) return;
        m->start = before.start;
    }
}

/* What the tagger took in of an apposition goes: "Tom Clarke, a nursing home owner". */
static void without_apposition(const avow_work *work, avow_mention *m)
{
    for (size_t i = m->start + 1; i + 1 < m->end; i++)
        if ((work->text[i] == ',' || work->text[i] == '(') && (work->text[i + 1] == ' ' || work->text[i - 1] == ' ')) {
            m->end = (uint32_t)(work->text[i - 1] == ' ' ? i - 1 : i);
            return;
        }
}

/* A word without a capital: "recruited", not "al-Amr". */
static bool small_word(const char *text, avow_word w)
{
    for (size_t i = w.start; i < w.end; i++)
        if (avow_is_capital(text[i])) return false;
    return avow_is_small(text[w.start]);
}

/* What stands before a name and is no part of it goes, a few words in small letters or one that began the sentence: "nonpartisan Tax
 * Foundation", "Unlike Patriot". What organisations are called often begins with a word that the tagger leaves out: "United". */
static void trim_start(const avow_work *work, avow_mention *m, size_t after)
{
    enum { SHORTEST = 4 };          /* letters: "de", "von", "bin" belong to names */
    const char *text = work->text;
    avow_word words[AVOW_NAME_WORDS], before;
    size_t n = avow_words(text, m->start, m->end, words, AVOW_NAME_WORDS), i = 0;
    while (i + 1 < n && words[i].end - words[i].start >= SHORTEST && small_word(text, words[i]) && words[i + 1].start == words[i].end + 1)
        i++;
    if (i == 0 && n > 1 && avow_word_among(text, words[0], openers)) i = 1;
    if (i > 0 && avow_is_capital(text[words[i].start])) m->start = words[i].start;
    if (m->kind == AVOW_KIND_ORGANISATION && word_before(text, after, m->start, &before) && avow_word_is(text, before, "united"))
        m->start = before.start;
}

/* What stands behind a name and is no part of it: "Mr. Obama recruited to lead". */
static void trim_end(const avow_work *work, avow_mention *m)
{
    static const char *const within[] = {"of", "the", "and", "y", NULL};
    enum { FIRST_AND_LAST = 2 };
    const char *text = work->text;
    avow_word words[AVOW_NAME_WORDS];
    size_t n = avow_words(text, m->start, m->end, words, AVOW_NAME_WORDS), i = 0;
    while (i < n && !avow_is_capital(text[words[i].start])) i++;
    for (size_t k = i + 1; m->kind == AVOW_KIND_PERSON && k < n; k++)
        if (small_word(text, words[k]) && !avow_word_among(text, words[k], particles) &&
            (k - i >= FIRST_AND_LAST || !avow_word_among(text, words[k], within)))
            n = k;                                              /* "Jane Roe of Ohio", but "Joan of Arc" */
    while (n > i + 1 && small_word(text, words[n - 1])) n--;
    if (n > 0 && n < AVOW_NAME_WORDS && i < n && words[n - 1].end + 1 < m->end && avow_is_letter(text[words[n - 1].end + 1])) m->end = words[n - 1].end;
}

/* A person who was taken for a description, alone or with what she is before the name: "running mate Jane Roe". Told by a common first
 * name. */
static void find_person(const avow_work *work, avow_mention *m)
{
    enum { MOST = 3 };              /* words of the name */
    const char *text = work->text;
    avow_word words[AVOW_NAME_WORDS];
    size_t n = avow_words(text, m->start, m->end, words, AVOW_NAME_WORDS), i = n;
    if (n < 2 || n == AVOW_NAME_WORDS || words[n - 1].end != m->end || text[m->end - 1] == 's') return;
    while (i > 0 && n - i < MOST && first_name(text, words[i - 1]) && (i == n || words[i].start == words[i - 1].end + 1)) i--;
    while (i + 1 < n && !avow_word_is_given_name(text, words[i])) i++;
    if (i + 1 >= n) return;
    m->start = words[i].start;
    m->kind = AVOW_KIND_PERSON;
}

void avow_mention_complete(const avow_work *work, avow_mention *m, size_t after)
{
    avow_word words[2];
    if (m->end <= m->start || m->end > work->size) return;
    size_t n = avow_words(work->text, m->start, m->end, words, 2);
    if (n > 0 && avow_word_among(work->text, words[0], courtesies) && (n == 1 || avow_is_capital(work->text[words[1].start])))
        m->kind = AVOW_KIND_PERSON;                 /* "Mr.", "Ms. Moore", whatever the tagger took it for */
    else if (n == 1 && m->kind == AVOW_KIND_PERSON && avow_word_is_pronoun(work->text, words[0]) && words[0].end == m->end)
        m->kind = AVOW_KIND_PRONOUN;
    if (m->kind == AVOW_KIND_NOMINAL) find_person(work, m);
    if (m->kind > AVOW_KIND_PLACE) return;
    if (m->kind == AVOW_KIND_PERSON) without_apposition(work, m);
    whole_words(work, m, after);
    trim_start(work, m, after);
    trim_end(work, m);
    if (m->kind != AVOW_KIND_PERSON) return;
    forward(work, m);
    backward(work, m, after);
}
