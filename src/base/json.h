/* json.h - writing JSON (RFC 8259) into a buffer. */
#ifndef AVOW_BASE_JSON_H
#define AVOW_BASE_JSON_H

#include "buf.h"

/* A quoted string of valid UTF-8: quotation mark, backslash and control characters escaped, U+2028 and U+2029 too, all
 * else as it is. */
void avow_json_string(avow_buf *buf, const char *text, size_t size);
/* The same up to a NUL, or null. */
void avow_json_string_or_null(avow_buf *buf, const char *text);

/* , "name": for a value to come; name needs no escaping */
void avow_json_name(avow_buf *buf, const char *name);
/* The same with its value, a string or null. */
void avow_json_field(avow_buf *buf, const char *name, const char *text);

#endif
