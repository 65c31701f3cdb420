/* tokens.c - words folded and hashed. Categories, decomposition and case folding are utf8proc's. */
#include "tokens.h"

#include <utf8proc.h>

#include "ascii.h"
#include "hash.h"
#include "utf8.h"

enum {
    LONGEST = 256,              /* bytes of a folded form that are told apart: no word of any language is longer */
    MOST = 18,                  /* characters that one decomposes into, U+FDFA */
    FOLDING = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE
};

static bool is_apostrophe(int32_t c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0xFF07; }

/* Is c a part of a word? A mark (accent) is, behind a letter. */
static bool in_word(int32_t c)
{
    if (c < 0x80) return c >= 0 && (avow_is_letter((char)c) || avow_is_digit((char)c));
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

size_t avow_record_fold(const char *text, avow_span span, char *out, size_t room)
{
    size_t used = 0;
    for (size_t at = span.start; at < span.end;) {
        int32_t c, parts[MOST];
        at += avow_utf8_decode(text + at, span.end - at, &c);
        if (c < 0) continue;
        int boundary = 0;
        utf8proc_ssize_t n = 1;
        if (c < 0x80) parts[0] = avow_small((char)c);       /* as below, but fast */
        else if (is_apostrophe(c)) parts[0] = '\'';
        else n = utf8proc_decompose_char(c, parts, MOST, (utf8proc_option_t)FOLDING, &boundary);
        for (utf8proc_ssize_t i = 0; i < n && i < MOST; i++) {
            char bytes[4];
            size_t size = avow_utf8_encode(parts[i], bytes);
            if (used + size > room) return used;
            for (size_t k = 0; k < size; k++) out[used++] = bytes[k];
        }
    }
    return used;
}

/* The end of the word that begins at `at`, or `at` if none does. */
static size_t word_end(const char *text, size_t at, size_t end)
{
    int32_t c;
    size_t size;
    while (at < end) {
        size = avow_utf8_decode(text + at, end - at, &c);
        if (!in_word(c)) {
            int32_t next = -1;
            if (!is_apostrophe(c) || at + size >= end) break;
            avow_utf8_decode(text + at + size, end - at - size, &next);
            if (!in_word(next)) break;
        }
        at += size;
    }
    return at;
}

bool avow_record_next_token(const char *text, size_t *at, size_t end, avow_span *token)
{
    while (*at < end) {
        int32_t c;
        size_t size = avow_utf8_decode(text + *at, end - *at, &c);
        if (in_word(c)) {
            *token = (avow_span){*at, word_end(text, *at, end)};
            *at = token->end;
            return true;
        }
        *at += size;
    }
    return false;
}

bool avow_record_tokens(const char *text, avow_span span, avow_arena *arena, avow_rtokens *out)
{
    avow_span token;
    size_t count = 0, n = 0;
    *out = (avow_rtokens){NULL, 0};
    for (size_t at = span.start; avow_record_next_token(text, &at, span.end, &token);) count++;
    avow_rtoken *items = avow_arena_alloc(arena, count, sizeof *items);
    if (items == NULL) return false;
    for (size_t at = span.start; avow_record_next_token(text, &at, span.end, &token);) {
        char folded[LONGEST];
        size_t size = avow_record_fold(text, token, folded, sizeof folded);
        items[n++] = (avow_rtoken){token, avow_xxh3(folded, size)};
    }
    *out = (avow_rtokens){items, n};
    return true;
}
