/* text.h - from an article's text to what the network reads: word pieces with offsets and shapes.
 *
 * train/text.py is the same in Python; test/parity holds the two together. */
#ifndef AVOW_TEXT_TEXT_H
#define AVOW_TEXT_TEXT_H

#include "mem.h"

/* Pieces of BERT's uncased vocabulary that the program knows by number. */
enum { AVOW_PAD = 0, AVOW_UNK = 100, AVOW_CLS = 101, AVOW_SEP = 102 };
enum { AVOW_EXCLAMATION_MARK = 999, AVOW_FULL_STOP = 1012, AVOW_QUESTION_MARK = 1029 };

/* Shape of a word piece: case class of its word * 4 + first of its line * 2 + within quotation marks. Case class: 0 no
 * capital, 1 a capital first and nowhere else, 2 two capitals or more and no small letter, 3 otherwise; capitals and small
 * letters of ASCII and Latin-1 count. First of its line: the text's first piece, or a '\n' stands between the end of the
 * piece before and this one's start. Within quotation marks: see avow_quote_flags; the flag of the piece's first byte. */
enum { AVOW_SHAPE_QUOTED = 1, AVOW_SHAPE_LINE = 2, AVOW_SHAPES = 16 };

typedef struct avow_pieces {
    uint32_t *ids;
    uint32_t *start, *end;      /* bytes of the text, half open: what the reference tokenizer calls offsets */
    uint8_t *shapes;
    size_t count;
} avow_pieces;

/* A vocabulary in id order and its index. Built once for a model, immutable then. */
typedef struct avow_vocabulary {
    const char *bytes;          /* each piece followed by '\n' */
    uint32_t *offsets;          /* count + 1 of them: piece i is bytes[offsets[i] .. offsets[i + 1] - 1) */
    uint32_t *slots;            /* open addressing, id + 1 or 0; slot_count is a power of two */
    size_t count, slot_count;
    size_t longest;             /* bytes of the longest piece, "##" included */
    avow_allocator allocator;
} avow_vocabulary;

/* bytes stay the caller's and must outlive the vocabulary. AVOW_MODEL_DAMAGED if the number of pieces is not count, one is
 * empty or longer than 255 bytes, or one stands twice. */
avow_status avow_vocabulary_init(avow_vocabulary *vocabulary, const char *bytes, size_t size, size_t count,
                                 const avow_allocator *allocator, avow_error *error);
void avow_vocabulary_free(avow_vocabulary *vocabulary);

/* BERT's uncased WordPiece over valid UTF-8 (size < 2^32), ids exactly those of the tokenizers package's BertNormalizer,
 * BertPreTokenizer and WordPiece (unknown words and words over 100 characters give AVOW_UNK; no [CLS] and [SEP] here; special tokens
 * in the text are text). Everything in out is the arena's. Time linear in size. */
avow_status avow_tokenize(const avow_vocabulary *vocabulary, const char *text, size_t size, avow_arena *arena, avow_pieces *out,
                          avow_error *error);

/* One flag a byte of text: 1 within double quotation marks, the marks' own bytes included. Each line starts outside (a
 * quotation over several paragraphs opens again in each); the marks U+201C U+201E U+00AB open, U+201D U+00BB close, '"'
 * does the one or the other in turn. */
void avow_quote_flags(const char *text, size_t size, uint8_t *flags);

/* What of a statement's words text[0..size) stands within single quotation marks, as British papers quote: from the first mark that
 * opens, *from, to the last that closes, which is returned; 0 if none opens, size if none closes. An apostrophe, or two for a double mark,
 * opens at the very start alone. */
size_t avow_single_quotation(const char *text, size_t size, size_t *from);

/* How many quotations, by the same rules, are still open where their line ends and are not taken up by a mark at the start
 * of the next one; *line becomes the first one's line, counted from 1, if there is any. */
size_t avow_unclosed_quotes(const char *text, size_t size, size_t *line);

#endif
