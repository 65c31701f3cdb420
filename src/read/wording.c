/* wording.c - the words of a text: runs of letters and digits of ASCII and of anything beyond it but punctuation. */
#include "wording.h"

#include <string.h>

#include "ascii.h"

static bool is_word_byte(char c)
{
    return avow_is_digit(c) || avow_is_letter(c) || (unsigned char)c >= 0x80;
}

/* Punctuation beyond ASCII, three bytes long: U+2010 to U+203F, dashes, quotation marks and dots. */
static bool is_mark(const avow_wording *w)
{
    return w->size - w->at >= 3 && memcmp(w->text + w->at, "\xE2\x80", 2) == 0 && (unsigned char)w->text[w->at + 2] >= 0x90;
}

bool avow_wording_next(avow_wording *w, const char **word, size_t *size)
{
    while (w->at < w->size && (!is_word_byte(w->text[w->at]) || is_mark(w))) w->at += is_mark(w) ? 3 : 1;
    size_t from = w->at;
    while (w->at < w->size && is_word_byte(w->text[w->at]) && !is_mark(w)) w->at++;
    *word = w->text + from;
    *size = w->at - from;
    return *size > 0;
}

bool avow_wording_equal(const char *a, size_t a_size, const char *b, size_t b_size)
{
    return a_size == b_size && avow_ascii_compare(a, b, a_size) == 0;
}

bool avow_wording_same(const char *a, size_t a_size, const char *b, size_t b_size, bool begins)
{
    avow_wording x = {a, a_size, 0}, y = {b, b_size, 0};
    const char *p, *q;
    size_t m, n;
    for (size_t count = 0;; count++) {
        bool more_x = avow_wording_next(&x, &p, &m), more_y = avow_wording_next(&y, &q, &n);
        if (!more_x || !more_y) return count > 0 && (begins || more_x == more_y);
        if (!avow_wording_equal(p, m, q, n)) return false;
    }
}
