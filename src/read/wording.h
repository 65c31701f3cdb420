/* wording.h - the words of a text, to compare texts by, whatever their capitals and punctuation. */
#ifndef AVOW_READ_WORDING_H
#define AVOW_READ_WORDING_H

#include <stdbool.h>
#include <stddef.h>

typedef struct avow_wording {
    const char *text;           /* UTF-8 */
    size_t size, at;
} avow_wording;

/* The next word; false at the end. */
bool avow_wording_next(avow_wording *words, const char **word, size_t *size);

/* Whether two words are one; capitals of ASCII count as small letters. */
bool avow_wording_equal(const char *a, size_t a_size, const char *b, size_t b_size);

/* Whether two texts have the same words; with `begins`, whether they do as far as the shorter one goes. */
bool avow_wording_same(const char *a, size_t a_size, const char *b, size_t b_size, bool begins);

#endif
