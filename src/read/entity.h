/* entity.h - character references: &amp; &#8217; &nbsp. */
#ifndef AVOW_READ_ENTITY_H
#define AVOW_READ_ENTITY_H

#include <stddef.h>
#include <stdint.h>

typedef struct avow_entity_name {
    const char *name;           /* "amp;", "amp" */
    int32_t c[2];               /* code points; the second is mostly 0: none */
} avow_entity_name;

extern const avow_entity_name avow_entity_names[];      /* sorted by bytes */
extern const size_t avow_entity_count;

/* What the numbers 0x80 to 0x9F mean on the web: those bytes of windows-1252. */
int32_t avow_entity_c1(int32_t c);

/* Resolves the reference at text[0..size), text[0] == '&', into out, which has room for 8 bytes of UTF-8; *used is the number of
 * bytes written. Returns the length of the reference in text, or 0 if there is none and the ampersand means itself. In an
 * attribute's value a name without its semicolon counts only before what can't continue it (HTML, 13.2.5.73). */
size_t avow_entity_decode(const char *text, size_t size, int in_attribute, char *out, size_t *used);

#endif
