/* json.c - writing JSON strings (RFC 8259, section 7). U+2028 and U+2029 are escaped besides, as they end a line in
 * JavaScript before ES2019 and to many a line reader. */
#include "json.h"

#include <string.h>

/* What stands for the character at text[0..size), or NULL if it stands for itself; *length is its length in bytes. */
static const char *escape(const char *text, size_t size, size_t *length, char control[7])
{
    unsigned char c = (unsigned char)text[0];
    *length = 1;
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    case 0xE2:
        *length = 3;
        if (size >= 3 && memcmp(text, "\xE2\x80\xA8", 3) == 0) return "\\u2028";
        if (size >= 3 && memcmp(text, "\xE2\x80\xA9", 3) == 0) return "\\u2029";
        *length = 1;
        return NULL;
    }
    if (c >= 0x20) return NULL;
    memcpy(control, "\\u00", 4);
    control[4] = "01"[c >> 4];
    control[5] = "0123456789abcdef"[c & 15];
    control[6] = '\0';
    return control;
}

void avow_json_string(avow_buf *buf, const char *text, size_t size)
{
    size_t done = 0;                    /* text[done..i) waits to be put in one piece */
    avow_buf_char(buf, '"');
    for (size_t i = 0; i < size;) {
        char control[7];
        size_t length;
        const char *instead = escape(text + i, size - i, &length, control);
        if (instead) {
            avow_buf_put(buf, text + done, i - done);
            avow_buf_text(buf, instead);
            done = i + length;
        }
        i += length;
    }
    if (size > 0) avow_buf_put(buf, text + done, size - done);
    avow_buf_char(buf, '"');
}

void avow_json_string_or_null(avow_buf *buf, const char *text)
{
    if (text) avow_json_string(buf, text, strlen(text));
    else avow_buf_text(buf, "null");
}

void avow_json_name(avow_buf *buf, const char *name)
{
    avow_buf_text(buf, ", \"");
    avow_buf_text(buf, name);
    avow_buf_text(buf, "\": ");
}

void avow_json_field(avow_buf *buf, const char *name, const char *text)
{
    avow_json_name(buf, name);
    avow_json_string_or_null(buf, text);
}
