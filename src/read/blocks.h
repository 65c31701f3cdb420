/* blocks.h - what a page shows, in blocks: paragraphs, headings, list items, captions, menu entries. */
#ifndef AVOW_READ_BLOCKS_H
#define AVOW_READ_BLOCKS_H

#include "tree.h"

/* Some bytes of text and the bytes of the page's UTF-8 that they came from: the same ones, if the sizes are equal and it is no
 * reference, else one entity or some white space. page_size 0: the text came from nowhere (a space for a line break). */
typedef struct avow_piece {
    size_t text, page;          /* where each begins */
    uint32_t text_size, page_size;
    bool whole;                 /* neither side can be divided */
} avow_piece;

typedef struct avow_block {
    size_t start, end;          /* of its text, in avow_blocks.text */
    uint32_t piece, piece_end;  /* its pieces */
    uint32_t node;              /* the block-level element that it stands in */
    uint32_t first;             /* its first text's node */
    uint32_t words, link_words;
} avow_block;

typedef struct avow_blocks {
    avow_buf text, piece_bytes, block_bytes;
} avow_blocks;

enum { AVOW_MOST_PIECES = 2000000 };

/* Gathers the blocks of a tree; AVOW_LIMIT if they have more than AVOW_MOST_PIECES pieces. With hidden_too what
 * attributes hide counts as shown, but not what elements do (scripts ...). Free with avow_blocks_free, also on failure. */
avow_status avow_blocks_gather(avow_blocks *blocks, const avow_tree *tree, bool hidden_too, const avow_allocator *allocator,
                               avow_error *error);
void avow_blocks_free(avow_blocks *blocks);
avow_block *avow_blocks_list(const avow_blocks *blocks, size_t *count);
const avow_piece *avow_blocks_pieces(const avow_blocks *blocks);

/* Adds text[start..end) of a page as it is to be read: entities resolved, white space folded, no control characters. */
void avow_plain_put(avow_buf *out, const char *text, size_t start, size_t end, bool in_attribute);

#endif
