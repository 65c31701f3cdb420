/* unicode.h - what BERT's uncased normalizer and pre-tokenizer do to a code point.
 *
 * The tables (unicode_table.c, written by train/unicode_table.py from the tokenizers package's own behaviour) have two stages:
 * blocks of 32 code points, equal ones stored once. Hangul syllables decompose by arithmetic (Unicode 15, 3.12). */
#ifndef AVOW_TEXT_UNICODE_H
#define AVOW_TEXT_UNICODE_H

#include <stdint.h>

/* What becomes of a code point. From AVOW_DROPPED on, the canonical combining class of the (first) character is added; a class
 * other than 0 takes part in the reordering of marks, also where the mark is then dropped. */
enum {
    AVOW_WORD = 0,              /* stays, as a part of a word */
    AVOW_SPACE = 1,             /* separates words */
    AVOW_PUNCTUATION = 2,       /* stays, as a word of its own */
    AVOW_REMOVED = 3,           /* taken out before all else: control characters, private use */
    AVOW_CJK = 4,               /* an ideograph: a word of its own */
    AVOW_DROPPED = 0x100,       /* an accent: takes part in the order of marks and is then taken out */
    AVOW_KEPT = 0x200,          /* a mark that stays, as a part of a word */
    AVOW_MAPPED = 0x300,        /* other characters stand for it: avow_unicode_mapped from the number less this one on */
    AVOW_MAPPED_MORE = 1 << 24  /* set in each of these but the last */
};

extern const uint16_t avow_unicode_stage1[], avow_unicode_stage2[];
extern const uint32_t avow_unicode_mapped[];

static inline unsigned avow_unicode_class(int32_t c)
{
    if (c >= 0x30000) {
        if (c >> 9 != 0xE0000 >> 9) return c >= 0xF0000 && (c & 0xFFFF) < 0xFFFE ? AVOW_REMOVED : AVOW_WORD;
        c -= 0xE0000 - 0x30000;     /* tags and variation selectors follow in the table */
    }
    return avow_unicode_stage2[avow_unicode_stage1[c >> 5] * 32 + (c & 31)];
}

/* The conjoining jamo of a syllable: 2 or 3 of them in out, or 0 if c is no Hangul syllable. */
static inline int avow_hangul(int32_t c, int32_t out[3])
{
    int32_t s = c - 0xAC00;
    if (s < 0 || s >= 11172) return 0;
    out[0] = 0x1100 + s / 588;
    out[1] = 0x1161 + s % 588 / 28;
    out[2] = 0x11A7 + s % 28;
    return s % 28 ? 3 : 2;
}

#endif
