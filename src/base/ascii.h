/* ascii.h - letters and digits of ASCII, whatever the locale. Bytes beyond ASCII are none of them. */
#ifndef AVOW_BASE_ASCII_H
#define AVOW_BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>

static inline bool avow_is_capital(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool avow_is_small(char c) { return c >= 'a' && c <= 'z'; }
static inline bool avow_is_letter(char c) { return avow_is_capital(c) || avow_is_small(c); }
static inline bool avow_is_digit(char c) { return c >= '0' && c <= '9'; }

/* White space within a line, and of lines. */
static inline bool avow_is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
static inline bool avow_is_white(char c) { return avow_is_blank(c) || c == '\n'; }

/* The small letter of a capital; any other byte as it is. */
static inline char avow_small(char c) { return avow_is_capital(c) ? (char)(c + ('a' - 'A')) : c; }

/* 0 if the first size bytes are the same but for capitals of ASCII: strncasecmp, whatever the locale. Reads no further than to the
 * first difference. */
static inline int avow_ascii_compare(const char *a, const char *b, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (avow_small(a[i]) != avow_small(b[i])) return 1;
    return 0;
}

#endif
