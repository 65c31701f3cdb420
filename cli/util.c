/* util.c - memory that must be there, UTF-8 for names, paths. */
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void *must_grow(void *memory, size_t count, size_t size)
{
    void *grown = size != 0 && count > SIZE_MAX / size ? NULL : realloc(memory, count * size > 0 ? count * size : 1);
    if (grown == NULL) {
        say("out of memory");
        exit(SOME_INPUT_FAILED);
    }
    return grown;
}

void *must_alloc(size_t count, size_t size)
{
    return must_grow(NULL, count, size);
}

char *must_copy(const char *text)
{
    if (text == NULL)
        return NULL;
    size_t size = strlen(text) + 1;
    return memcpy(must_alloc(size, 1), text, size);
}

const char *plural(uint64_t count) { return count == 1 ? "" : "s"; }

char *must_format(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t size = length < 0 ? 1 : (size_t)length + 1;
    char *text = must_alloc(size, 1);
    text[0] = '\0';
    va_start(arguments, format);
    vsnprintf(text, size, format, arguments);
    va_end(arguments);
    return text;
}

size_t decode_utf8(const char *text, size_t size, int32_t *c)
{
    static const int32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *s = (const unsigned char *)text;
    size_t length = s[0] < 0x80 ? 1 : s[0] >= 0xC2 && s[0] < 0xE0 ? 2 : s[0] >= 0xE0 && s[0] < 0xF0 ? 3
                  : s[0] >= 0xF0 && s[0] < 0xF5 ? 4 : 0;
    *c = -1;
    if (length == 0 || length > size)
        return 1;
    int32_t value = length == 1 ? s[0] : s[0] & (0x7F >> length);
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (s[i] & 0x3F);
    }
    if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        return 1;
    *c = value;
    return length;
}

char *must_utf8(const char *text)
{
    size_t size = strlen(text), used = 0;
    char *out = must_alloc(3 * size + 1, 1);
    for (size_t i = 0; i < size;) {
        int32_t c;
        size_t length = decode_utf8(text + i, size - i, &c);
        memcpy(out + used, c < 0 ? "\xEF\xBF\xBD" : text + i, c < 0 ? 3 : length);
        used += c < 0 ? 3 : length;
        i += length;
    }
    out[used] = '\0';
    return out;
}

const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

bool has_extension(const char *path, const char *extension)
{
    static const char *const packed[] = {"", ".gz", ".zst"};
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        size_t size = strlen(path), tail = strlen(packed[i]), end = strlen(extension);
        if (size > end + tail && strcasecmp(path + size - tail, packed[i]) == 0 &&
            strncasecmp(path + size - tail - end, extension, end) == 0)
            return true;
    }
    return false;
}
