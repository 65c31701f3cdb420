/* encoding.h - a page's bytes as UTF-8, and the way back. */
#ifndef AVOW_READ_ENCODING_H
#define AVOW_READ_ENCODING_H

#include "mem.h"

/* A run of characters that all take the same number of bytes, in the page and in UTF-8. */
typedef struct avow_recoding {
    size_t text, byte;          /* where the run begins, in UTF-8 and in the page */
    uint8_t text_step, byte_step;
} avow_recoding;

typedef struct avow_page {
    const char *text;           /* UTF-8; the page's own bytes where they are that already */
    size_t size;
    const char *encoding;       /* what it was read as, as iconv calls it; in the arena or static */
    const char *warning;        /* static; NULL: nothing to say */
    size_t skipped;             /* bytes of a byte order mark before the text */
    avow_recoding *runs;        /* in order; NULL: text byte i is page byte skipped + i */
    size_t run_count;
} avow_page;

/* Decodes bytes[0..size): by its byte order mark, the charset named (may be NULL), what its meta elements say, and where these
 * are silent or cannot be true by what the bytes look like. What is ill-formed becomes U+FFFD. bytes must outlive the page,
 * the rest lies in the arena. */
avow_status avow_page_decode(avow_page *page, const char *bytes, size_t size, const char *charset, avow_arena *arena,
                             avow_error *error);

/* The byte of the page at which the character begins whose UTF-8 has text[at]; `end`: at which the character that ends before
 * text[at] ends. */
size_t avow_page_byte(const avow_page *page, size_t at);
size_t avow_page_byte_end(const avow_page *page, size_t at);

#endif
