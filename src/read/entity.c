/* entity.c - character references as HTML reads them (WHATWG HTML, 13.2.5.72-80): the longest name that matches wins, numbers
 * of the C1 range mean windows-1252, and what is no character is U+FFFD. */
#include "entity.h"

#include <stdbool.h>
#include <string.h>

#include "ascii.h"
#include "utf8.h"

enum { LONGEST_NAME = 32 };

/* What &#128; to &#159; mean on the web. */
static const uint16_t c1[32] = {0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160,
                                0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178};

int32_t avow_entity_c1(int32_t c)
{
    return c1[c - 0x80];
}

static int digit(char c, int base)
{
    if (c >= '0' && c <= '9') return c - '0';
    char low = (char)(c | 0x20);
    return base == 16 && low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

static size_t decode_number(const char *text, size_t size, char *out, size_t *used)
{
    size_t i = 2;
    int base = 10;
    if (i < size && (text[i] == 'x' || text[i] == 'X')) base = 16, i++;
    size_t first = i;
    int32_t c = 0;
    for (int d; i < size && (d = digit(text[i], base)) >= 0; i++) c = c > 0x10FFFF ? c : c * base + d;
    if (i == first) return 0;
    if (c >= 0x80 && c < 0xA0) c = avow_entity_c1(c);
    if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
    *used = avow_utf8_encode(c, out);
    return i < size && text[i] == ';' ? i + 1 : i;
}

/* The entry whose name is text[0..size), or NULL. */
static const avow_entity_name *find(const char *text, size_t size)
{
    size_t low = 0, high = avow_entity_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *name = avow_entity_names[middle].name;
        int order = strncmp(name, text, size);
        if (order == 0 && name[size] == '\0') return &avow_entity_names[middle];
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

size_t avow_entity_decode(const char *text, size_t size, int in_attribute, char *out, size_t *used)
{
    *used = 0;
    if (size < 3) return 0;
    if (text[1] == '#') return decode_number(text, size, out, used);
    size_t run = 1;
    while (run < size && run <= LONGEST_NAME && (avow_is_letter(text[run]) || avow_is_digit(text[run]))) run++;
    const avow_entity_name *entry = NULL;
    size_t length = run < size && text[run] == ';' ? run + 1 : run;
    for (; length > 2 && !entry; length -= !entry) entry = find(text + 1, length - 1);
    if (!entry) return 0;
    bool goes_on = length < size && (text[length] == '=' || avow_is_letter(text[length]) || avow_is_digit(text[length]));
    if (in_attribute && text[length - 1] != ';' && goes_on) return 0;
    *used = avow_utf8_encode(entry->c[0], out);
    if (entry->c[1]) *used += avow_utf8_encode(entry->c[1], out + *used);
    return length;
}
