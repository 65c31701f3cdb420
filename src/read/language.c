/* language.c - whether a text is English, by how many of its words are those that every English text is full of.
 *
 * Of an English article a fifth or more are; of one in another language, even a close one, hardly a thirtieth, since words that other
 * languages write alike ("in", "is", "was", "of", "for") are not asked about. So no more than this is needed to tell the two
 * apart; which other language it is, is not told. doc/architecture.md compares it with the libraries that do tell. */
#include "article.h"
#include "wording.h"

enum { LEAST_WORDS = 30, LEAST_SHARE = 4 };     /* words; per cent */

static bool is_english_word(const char *word, size_t size)
{
    static const char *const words[] = {
        "the", "and", "to", "that", "with", "from", "said", "have", "has", "his", "her", "their", "they", "this", "which",
        "would", "been", "are", "she", "it", "by", "not", "but", "who", "you", "we", "be",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = 0;
        while (words[i][length]) length++;
        if (avow_wording_equal(word, size, words[i], length)) return true;
    }
    return false;
}

avow_language avow_language_of(const char *text, size_t text_size)
{
    size_t count = 0, english = 0, size;
    const char *word;
    for (avow_wording w = {text, text_size, 0}; avow_wording_next(&w, &word, &size); count++) english += is_english_word(word, size);
    if (count < LEAST_WORDS) return LANGUAGE_UNKNOWN;
    return english * 100 >= count * LEAST_SHARE ? LANGUAGE_ENGLISH : LANGUAGE_OTHER;
}
