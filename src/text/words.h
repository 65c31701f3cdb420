/* words.h - a text's words one after another, forwards and backwards, for rules that look at English words: when*.c, sentence.c.
 *
 * A word is a run of letters and digits, or one other character that isn't blank; a line end is such a character. Bytes that are
 * not UTF-8 do no harm. */
#ifndef AVOW_TEXT_WORDS_H
#define AVOW_TEXT_WORDS_H

#include <avow/avow.h>

/* The first word in text[from..to); false if there is none. */
bool avow_word_after(const char *text, size_t from, size_t to, avow_span *word);

/* The last word in text[from..to); false if there is none. */
bool avow_word_before(const char *text, size_t from, size_t to, avow_span *word);

/* The word's place, from 1 on, in list, small ASCII words with a space between ("in on at"); 0 if it isn't in it. Capitals don't
 * count. */
int avow_word_listed(const char *text, avow_span word, const char *list);

/* Does it begin with a capital of ASCII? */
bool avow_word_capital(const char *text, avow_span word);

/* Letters and digits, not punctuation? */
bool avow_word_proper(const char *text, avow_span word);

#endif
