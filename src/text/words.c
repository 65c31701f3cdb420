/* words.c - a text's words one after another. What kind a character is: letters and digits of ASCII, and all beyond ASCII but
 * Latin-1's signs (U+0080 to U+00BF), general punctuation (U+2000 to U+206F) and the ideographic comma's block, make words. */
#include "words.h"

#include "ascii.h"

enum { BLANK, SIGN, LETTER };

/* What kind of character text[at..to) begins with; *length becomes its length in bytes. */
static int kind_of(const char *text, size_t at, size_t to, size_t *length)
{
    unsigned char c = (unsigned char)text[at];
    *length = 1;
    if (c < 0x80) {
        if (c == ' ' || c == '\t' || c == '\r') return BLANK;
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ? LETTER : SIGN;
    }
    size_t most = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    while (*length < most && at + *length < to && ((unsigned char)text[at + *length] & 0xC0) == 0x80) ++*length;
    if (c == 0xC2) return *length == 2 && (unsigned char)text[at + 1] == 0xA0 ? BLANK : SIGN;
    if (*length < 3 || (c != 0xE2 && c != 0xE3)) return LETTER;
    unsigned char b = (unsigned char)text[at + 1], d = (unsigned char)text[at + 2];
    if (c == 0xE3) return b == 0x80 ? SIGN : LETTER;
    if (b == 0x80) return d <= 0x8A || d == 0xAF ? BLANK : SIGN;        /* spaces of various widths */
    return b == 0x81 ? SIGN : LETTER;
}

/* Where the character before at begins. */
static size_t step_back(const char *text, size_t from, size_t at)
{
    size_t start = at - 1;
    while (start > from && at - start < 4 && ((unsigned char)text[start] & 0xC0) == 0x80) start--;
    return start;
}

bool avow_word_after(const char *text, size_t from, size_t to, avow_span *word)
{
    size_t at = from, length = 0;
    int kind = BLANK;
    while (at < to && (kind = kind_of(text, at, to, &length)) == BLANK) at += length;
    if (at >= to) return false;
    word->start = at;
    do at += length;
    while (kind == LETTER && at < to && kind_of(text, at, to, &length) == LETTER);
    word->end = at;
    return true;
}

bool avow_word_before(const char *text, size_t from, size_t to, avow_span *word)
{
    size_t at = to, length;
    int kind = BLANK;
    while (at > from) {
        size_t start = step_back(text, from, at);
        int before = kind_of(text, start, at, &length);
        if (kind == BLANK) word->end = at;
        else if (kind == SIGN || before != LETTER) break;
        kind = before;
        at = start;
        if (kind != BLANK) word->start = start;
    }
    return kind != BLANK;
}

int avow_word_listed(const char *text, avow_span word, const char *list)
{
    size_t size = word.end - word.start;
    int place = 1;
    for (const char *at = list; *at != '\0'; place++) {
        size_t same = 0;
        while (same < size && at[same] == avow_small(text[word.start + same]) && at[same] != ' ') same++;
        if (same == size && (at[same] == ' ' || at[same] == '\0')) return place;
        at += same;
        while (*at != ' ' && *at != '\0') at++;
        at += *at == ' ';
    }
    return 0;
}

bool avow_word_capital(const char *text, avow_span word)
{
    return text[word.start] >= 'A' && text[word.start] <= 'Z';
}

bool avow_word_proper(const char *text, avow_span word)
{
    size_t length;
    return kind_of(text, word.start, word.end, &length) == LETTER;
}
