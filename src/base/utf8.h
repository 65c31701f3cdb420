/* utf8.h - UTF-8 (RFC 3629): decoding, repair, counting. */
#ifndef AVOW_BASE_UTF8_H
#define AVOW_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Decodes one character at text[0..size), size > 0. Returns its length in bytes, with the code point in *c; for ill-formed
 * input the length of the maximal ill-formed part (Unicode 15, 3.9, D93b), with *c = -1. */
size_t avow_utf8_decode(const char *text, size_t size, int32_t *c);

/* Writes c to out (room for 4 bytes) and returns the number of bytes. */
size_t avow_utf8_encode(int32_t c, char *out);

/* Bytes up to the first ill-formed part; size if there is none. Fast on valid text. */
size_t avow_utf8_valid_prefix(const char *text, size_t size);

/* Size of text with each maximal ill-formed part replaced by U+FFFD; *replaced counts them (may be NULL). */
size_t avow_utf8_repaired_size(const char *text, size_t size, size_t *replaced);
/* Writes the repaired text to out, which has room for avow_utf8_repaired_size bytes. */
void avow_utf8_repair(const char *text, size_t size, char *out);

/* Code points and UTF-16 units in valid text[0..size). */
size_t avow_utf8_count(const char *text, size_t size);
size_t avow_utf8_count_utf16(const char *text, size_t size);

#endif
