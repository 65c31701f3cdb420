/* act.c - whether a cue is negated; the act itself is the network's to say (find.c). */
#include "extract.h"

static const char *const negations[] = {"not", "never", "no", "nor", "neither", "cannot", "n't", "without", NULL};

/* Does the word end in n't, as "didn't" or "wasn't" does? */
static bool ends_in_nt(const char *text, avow_word w)
{
    size_t n = w.end - w.start;
    if (n >= 3 && text[w.end - 1] == 't' && text[w.end - 2] == '\'' && (text[w.end - 3] | 32) == 'n') return true;
    return n >= 5 && text[w.end - 1] == 't' && (unsigned char)text[w.end - 2] == 0x99 && (text[w.end - 5] | 32) == 'n';
}

bool avow_cue_negated(const char *text, avow_span cue)
{
    enum { WORDS = 24 };
    avow_word words[WORDS];
    size_t n = avow_words(text, cue.start, cue.end, words, WORDS);
    for (size_t i = 0; i < n; i++) {
        if (ends_in_nt(text, words[i])) return true;
        for (size_t k = 0; negations[k] != NULL; k++)
            if (avow_word_is(text, words[i], negations[k])) return true;
    }
    return false;
}
