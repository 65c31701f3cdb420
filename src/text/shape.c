/* shape.c - what a word piece's look adds to its letters, which the vocabulary has folded to small ones: capitals, and
 * whether it stands within quotation marks. */
#include "ascii.h"
#include "pieces.h"

enum { NEITHER, SMALL, CAPITAL };

/* Case of the character that text[0..size) begins with, of ASCII or Latin-1; any other, and a byte within one, is neither. */
static int case_of(const char *text, size_t size)
{
    unsigned char c = (unsigned char)text[0];
    if (c < 0x80) return c >= 'a' && c <= 'z' ? SMALL : c >= 'A' && c <= 'Z' ? CAPITAL : NEITHER;
    if (c != 0xC3 || size < 2) return NEITHER;
    c = (unsigned char)text[1];         /* U+00C0 to U+00FF are C3 80 to C3 BF; 97 and B7 are the signs of arithmetic */
    if (c == 0x97 || c == 0xB7) return NEITHER;
    return c >= 0x9F ? SMALL : CAPITAL;
}

unsigned avow_case_class(const char *word, size_t size)
{
    size_t capitals = 0, small = 0;
    for (size_t i = 0; i < size; i++) {
        int is = case_of(word + i, size - i);
        capitals += is == CAPITAL;
        small += is == SMALL;
    }
    if (capitals == 0) return 0;
    if (capitals > 1 && small == 0) return 2;
    return capitals == 1 && case_of(word, size) == CAPITAL ? 1 : 3;
}

/* Length in bytes of the quotation mark that text[0..size) begins with, or 0; *inside becomes what it is behind the mark. */
static size_t quotation_mark(const char *text, size_t size, bool *inside)
{
    unsigned char a = (unsigned char)text[0];
    if (a == '"') {
        *inside = !*inside;
        return 1;
    }
    if (a == 0xC2 && size >= 2) {       /* U+00AB U+00BB */
        unsigned char b = (unsigned char)text[1];
        if (b != 0xAB && b != 0xBB) return 0;
        *inside = b == 0xAB;
        return 2;
    }
    if (a == 0xE2 && size >= 3 && (unsigned char)text[1] == 0x80) {     /* U+201C U+201D U+201E */
        unsigned char c = (unsigned char)text[2];
        if (c < 0x9C || c > 0x9E) return 0;
        *inside = c != 0x9D;
        return 3;
    }
    return 0;
}

void avow_quote_flags(const char *text, size_t size, uint8_t *flags)
{
    bool inside = false;
    for (size_t i = 0; i < size;) {
        size_t length = quotation_mark(text + i, size - i, &inside);
        if (length == 0) {
            if (text[i] == '\n') inside = false;
            flags[i++] = inside;
        }
        for (; length > 0; length--) flags[i++] = 1;
    }
}

/* Length in bytes of U+2018 (last byte 0x98) or U+2019 (0x99) at text[0..size), or 0. */
static size_t single_mark(const char *text, size_t size, unsigned char last)
{
    return size >= 3 && (unsigned char)text[0] == 0xE2 && (unsigned char)text[1] == 0x80 && (unsigned char)text[2] == last ? 3 : 0;
}

size_t avow_single_quotation(const char *text, size_t size, size_t *from)
{
    size_t open = 0, end = size;
    while (open < size && single_mark(text + open, size - open, 0x98) == 0) open++;
    *from = size > 1 && text[0] == '\'' && (avow_is_letter(text[1]) || text[1] == '\'' || (unsigned char)text[1] >= 0x80) ? 0 : open;
    if (*from == size) return 0;
    for (; end > *from + 1; end--) {
        bool closes = text[end - 1] == '\'' || (end >= *from + 4 && single_mark(text + end - 3, 3, 0x99) > 0);
        if (closes && (end == size || !(avow_is_letter(text[end]) || avow_is_digit(text[end])))) return end;
    }
    return size;
}

/* Does the next line with anything in it begin with a mark that may open a quotation? i is where this line's '\n' stands. */
static bool goes_on(const char *text, size_t size, size_t i)
{
    bool inside = false;
    while (i < size && (text[i] == '\n' || text[i] == '\r' || text[i] == ' ' || text[i] == '\t')) i++;
    return i < size && quotation_mark(text + i, size - i, &inside) > 0 && inside;
}

size_t avow_unclosed_quotes(const char *text, size_t size, size_t *line)
{
    bool inside = false;
    size_t count = 0, at = 1;
    for (size_t i = 0; i <= size;) {
        if (i == size || text[i] == '\n') {
            if (inside && !goes_on(text, size, i) && count++ == 0) *line = at;
            inside = false;
            at++;
            i++;
            continue;
        }
        size_t length = quotation_mark(text + i, size - i, &inside);
        i += length > 0 ? length : 1;
    }
    return count;
}
