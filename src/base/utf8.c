/* utf8.c - UTF-8 (RFC 3629): decoding, repair, counting.
 *
 * A lead byte says how many bytes follow and what range the second one is in (Unicode 15, table 3-7); that range is all that
 * keeps out overlong forms, surrogates and what is past U+10FFFF. An ill-formed part ends before the first byte that can't
 * go on, which is what Python's errors="replace" and the WHATWG's decoder do. ASCII is skipped eight bytes at a time. */
#include "utf8.h"

#include <string.h>

static const char REPLACEMENT[3] = "\xEF\xBF\xBD";    /* U+FFFD; no NUL */

static int is_tail(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

size_t avow_utf8_decode(const char *text, size_t size, int32_t *c)
{
    unsigned char lead = (unsigned char)text[0];
    *c = lead;
    if (lead < 0x80) return 1;
    *c = -1;
    if (lead < 0xC2 || lead > 0xF4) return 1;
    size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (size < 2 || (unsigned char)text[1] < low || (unsigned char)text[1] > high) return 1;
    int32_t value = (lead & (0x7F >> length)) << 6 | (text[1] & 0x3F);
    for (size_t i = 2; i < length; i++) {
        if (i >= size || !is_tail(text[i])) return i;
        value = value << 6 | (text[i] & 0x3F);
    }
    *c = value;
    return length;
}

size_t avow_utf8_encode(int32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00 >> length & 0xFF) | c);
    return length;
}

/* Bytes of ASCII that text begins with, in whole eights. */
static size_t ascii_prefix(const char *text, size_t size)
{
    size_t i = 0;
    for (; size - i >= 8; i += 8) {
        uint64_t word;
        memcpy(&word, text + i, 8);
        if (word & UINT64_C(0x8080808080808080)) break;
    }
    return i;
}

size_t avow_utf8_valid_prefix(const char *text, size_t size)
{
    size_t i = 0;
    while (i < size) {
        if ((unsigned char)text[i] < 0x80) {
            size_t skip = ascii_prefix(text + i, size - i);
            i += skip ? skip : 1;
            continue;
        }
        int32_t c;
        size_t length = avow_utf8_decode(text + i, size - i, &c);
        if (c < 0) return i;
        i += length;
    }
    return size;
}

size_t avow_utf8_repaired_size(const char *text, size_t size, size_t *replaced)
{
    size_t count = 0, out = 0;
    for (size_t i = 0; i < size;) {
        size_t valid = avow_utf8_valid_prefix(text + i, size - i);
        i += valid;
        out += valid;
        if (i == size) break;
        int32_t c;
        i += avow_utf8_decode(text + i, size - i, &c);
        out += sizeof REPLACEMENT;
        count++;
    }
    if (replaced) *replaced = count;
    return out;
}

void avow_utf8_repair(const char *text, size_t size, char *out)
{
    for (size_t i = 0; i < size;) {
        size_t valid = avow_utf8_valid_prefix(text + i, size - i);
        memcpy(out, text + i, valid);
        i += valid;
        out += valid;
        if (i == size) break;
        int32_t c;
        i += avow_utf8_decode(text + i, size - i, &c);
        memcpy(out, REPLACEMENT, sizeof REPLACEMENT);
        out += sizeof REPLACEMENT;
    }
}

size_t avow_utf8_count(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++) count += !is_tail(text[i]);
    return count;
}

size_t avow_utf8_count_utf16(const char *text, size_t size)
{
    size_t count = 0;       /* characters of four bytes take two units */
    for (size_t i = 0; i < size; i++) count += (size_t)!is_tail(text[i]) + ((unsigned char)text[i] >= 0xF0);
    return count;
}
