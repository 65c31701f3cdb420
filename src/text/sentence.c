/* sentence.c - the sentence around a cue. Only full stops are in doubt: those within quotation marks, behind abbreviations and
 * initials. Where a stop may be either ("in the U.S. On Monday", `it's over!" On Monday`) the next word decides: one that seldom
 * follows a name begins a sentence. */
#include "ascii.h"
#include "when.h"

#include "words.h"

/* Words that begin sentences more often than they go on with one. */
static const char STARTERS[] = "the a an on in at but and it he she they we i this that these those as for if when while after before with by "
                               "from to there his her its their our so yet still also instead however meanwhile last now asked speaking "
                               "what who how why even since though although during earlier some many most one no not";

/* Always followed by a name or a number. */
static const char TITLES[] = "mr mrs ms dr sen sens rep reps gov govs gen lt col sgt capt maj adm cmdr rev hon pres prof st jan feb mar "
                             "apr jun jul aug sep sept oct nov dec no vs fig mt ft supt atty det insp messrs";

/* May end a sentence. */
static const char ABBREVIATIONS[] = "jr sr inc co corp ltd llc ave blvd rd etc al dept est assn bros mass calif conn fla ala ariz ark colo "
                                    "del ga ill ind kan ky la md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo";

/* Behind a stop that ends at `at`: does a sentence begin there, and if only_sure, with a word that shows it? */
static bool begins(const char *text, size_t size, size_t at, bool only_sure)
{
    avow_span word;
    size_t to = at + 64 < size ? at + 64 : size;
    do {
        if (!avow_word_after(text, at, to, &word) || text[word.start] == '\n') return true;
        at = word.end;
    } while (!avow_word_proper(text, word));
    if (text[word.start] >= 'a' && text[word.start] <= 'z') return false;
    return !only_sure || avow_word_listed(text, word, STARTERS) > 0;
}

/* Length of the closing marks at text[at..size): quotation marks, apostrophes, brackets. */
static size_t closers(const char *text, size_t size, size_t at)
{
    size_t i = at;
    while (i < size) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\'' || c == ')' || c == ']') i++;
        else if (c == 0xE2 && size - i >= 3 && (unsigned char)text[i + 1] == 0x80 &&
                 ((unsigned char)text[i + 2] == 0x99 || (unsigned char)text[i + 2] == 0x9D)) i += 3;
        else break;
    }
    return i - at;
}

/* If the character at `at` ends a sentence, where the sentence's last character ends; otherwise 0. */
static size_t end_of_sentence(const char *text, size_t size, const uint8_t *quoted, size_t at)
{
    char c = text[at];
    if (c != '.' && c != '!' && c != '?') return 0;
    size_t end = at + 1 + closers(text, size, at + 1);
    avow_span word;
    if (end < size && avow_word_after(text, end, size, &word) && word.start == end && text[end] != '\n') return 0;     /* "U.S", "3.5" */
    bool inside = quoted != NULL && quoted[at];
    if (inside && end < size && quoted[end]) return 0;              /* the quotation goes on */
    bool doubt = inside && c != '.';                            /* `"Why?" Trump asked` */
    if (c == '.' && !inside && avow_word_before(text, at > 16 ? at - 16 : 0, at, &word) && word.end == at) {
        if (avow_word_listed(text, word, TITLES)) return 0;
        doubt = word.end - word.start == 1 && text[word.start] > '9';
        if (doubt && word.start > 0 && text[word.start - 1] == ' ' && !begins(text, size, end, true)) return 0;
        doubt = doubt || avow_word_listed(text, word, ABBREVIATIONS);
    }
    return begins(text, size, end, doubt) ? end : 0;
}

avow_span avow_sentence_around(const char *text, size_t size, const uint8_t *quoted, avow_span cue)
{
    size_t least = cue.start > AVOW_SENTENCE_REACH ? cue.start - AVOW_SENTENCE_REACH : 0;
    size_t most = size - cue.end > AVOW_SENTENCE_REACH ? cue.end + AVOW_SENTENCE_REACH : size;
    avow_span sentence = cue;
    for (size_t end; sentence.start > least && text[sentence.start - 1] != '\n'; sentence.start--)
        if ((end = end_of_sentence(text, size, quoted, sentence.start - 1)) > 0 && end <= cue.start) {
            sentence.start = end;
            break;
        }
    for (size_t end = 0; sentence.end < most && text[sentence.end] != '\n'; sentence.end++)
        if ((end = end_of_sentence(text, size, quoted, sentence.end)) > 0) {
            sentence.end = end < most ? end : most;
            break;
        }
    return sentence;
}

avow_span avow_sentence_before(const char *text, size_t size, const uint8_t *quoted, avow_span sentence)
{
    size_t at = sentence.start;
    while (at > 0 && avow_is_white(text[at - 1])) at--;
    return at > 0 ? avow_sentence_around(text, size, quoted, (avow_span){at - 1, at}) : sentence;
}
