/* blocks.c - from a tree to blocks of plain text, each byte of which knows where it stands in the page.
 *
 * A block ends where a block-level element begins or ends, and at two line breaks in a row. Text is copied in pieces: as it is up
 * to what must change (an entity, white space that is not one space), which makes a piece of its own. Characters that nobody sees
 * (controls, zero-width spaces, soft hyphens) are left out, so no piece covers them. */
#include "blocks.h"

#include <string.h>

#include "entity.h"
#include "status.h"
#include "utf8.h"

typedef struct gatherer {
    avow_blocks *blocks;
    const char *page;
    avow_block block;           /* the one that is being filled; empty if its start is the text's end */
    bool space;                 /* white space stands before what comes next */
    size_t space_at;            /* where in the page it began, */
    uint32_t space_size;        /* and how long it is; 0: it is a line break's */
    bool in_link, in_word;
    bool full;                  /* there are AVOW_MOST_PIECES */
    int breaks;                 /* line breaks since the last character */
} gatherer;

avow_block *avow_blocks_list(const avow_blocks *blocks, size_t *count)
{
    *count = blocks->block_bytes.size / sizeof(avow_block);
    return (avow_block *)(void *)blocks->block_bytes.data;
}

const avow_piece *avow_blocks_pieces(const avow_blocks *blocks)
{
    return (const avow_piece *)(const void *)blocks->piece_bytes.data;
}

static void flush(gatherer *g)
{
    avow_blocks *b = g->blocks;
    if (b->text.size > g->block.start) {
        g->block.end = b->text.size;
        g->block.piece_end = (uint32_t)(b->piece_bytes.size / sizeof(avow_piece));
        avow_buf_put(&b->block_bytes, (const char *)&g->block, sizeof g->block);
    }
    g->block = (avow_block){.start = b->text.size, .piece = (uint32_t)(b->piece_bytes.size / sizeof(avow_piece))};
    g->space = g->in_word = false;
    g->breaks = 0;
}

static void put_piece(gatherer *g, const char *text, size_t text_size, size_t page, size_t page_size, bool whole)
{
    avow_blocks *b = g->blocks;
    avow_piece piece = {b->text.size, page, (uint32_t)text_size, (uint32_t)page_size, whole};
    g->full |= b->piece_bytes.size / sizeof piece >= AVOW_MOST_PIECES;
    if (g->full) return;
    avow_buf_put(&b->piece_bytes, (const char *)&piece, sizeof piece);
    avow_buf_put(&b->text, text, text_size);
}

/* Text that stands in the page just so: lengthens the last piece if these bytes go on in text and page, else begins one. */
static void put_same(gatherer *g, size_t at, size_t size)
{
    avow_buf *pieces = &g->blocks->piece_bytes;
    size_t count = pieces->size / sizeof(avow_piece);
    avow_piece *last = count > g->block.piece ? (avow_piece *)(void *)pieces->data + count - 1 : NULL;
    if (last && !last->whole && last->page + last->page_size == at) {
        last->text_size += (uint32_t)size;
        last->page_size += (uint32_t)size;
        avow_buf_put(&g->blocks->text, g->page + at, size);
    } else {
        put_piece(g, g->page + at, size, at, size, false);
    }
}

/* Puts the white space that is due, and counts the word that begins. */
static void begin_word(gatherer *g)
{
    if (g->space && g->blocks->text.size > g->block.start) {
        if (g->space_size == 1 && g->page[g->space_at] == ' ') put_same(g, g->space_at, 1);
        else put_piece(g, " ", 1, g->space_at, g->space_size, true);
    }
    g->space = false;
    g->breaks = 0;
    if (g->in_word) return;
    g->in_word = true;
    g->block.words++;
    g->block.link_words += g->in_link;
}

static void put_space(gatherer *g, size_t at, size_t size)
{
    g->in_word = false;
    if (g->space && g->space_at + g->space_size == at) g->space_size += (uint32_t)size;
    if (g->space && g->space_size > 0) return;
    g->space = true;
    g->space_at = at;
    g->space_size = (uint32_t)size;
}

typedef enum kind { SHOWN, SPACE, UNSEEN } kind;

static kind kind_of(int32_t c)
{
    if (c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
        c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000)
        return SPACE;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
        (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF)
        return UNSEEN;
    return SHOWN;
}

/* The character or entity at text[0..size): its length there, its UTF-8 in out, and what it is. */
static size_t read_character(const char *text, size_t size, bool raw, bool in_attribute, char out[8], size_t *used, kind *is)
{
    int32_t c;
    size_t length = !raw && text[0] == '&' ? avow_entity_decode(text, size, in_attribute, out, used) : 0;
    if (length > 0) {
        avow_utf8_decode(out, *used, &c);
    } else {
        length = avow_utf8_decode(text, size, &c);
        memcpy(out, text, length);
        *used = length;
    }
    *is = kind_of(c);
    return length;
}

/* Bytes at text[0..size) that are shown as they stand: no entity, white space, control character or anything beyond ASCII. */
static size_t plain_run(const char *text, size_t size)
{
    size_t i = 0;
    while (i < size && (unsigned char)text[i] > ' ' && (unsigned char)text[i] < 0x7F && text[i] != '&') i++;
    return i;
}

static void put_text(gatherer *g, const avow_node *node)
{
    for (size_t at = node->start; at < node->end && !g->full;) {
        size_t left = node->end - at, run = plain_run(g->page + at, left), used;
        if (run > 0) {
            begin_word(g);
            put_same(g, at, run);
            at += run;
            continue;
        }
        char out[8];
        kind is;
        size_t length = read_character(g->page + at, left, node->raw, false, out, &used, &is);
        if (is == SPACE) {
            put_space(g, at, length);
        } else if (is == SHOWN && used == length && memcmp(out, g->page + at, length) == 0) {
            begin_word(g);
            put_same(g, at, length);
        } else if (is == SHOWN) {
            begin_word(g);
            put_piece(g, out, used, at, length, true);
        }
        at += length;
    }
}

/* Whether the attribute's value, in small letters and without white space, has one of these in it. */
static bool has_any(const char *text, const avow_attribute *attribute, const char *const *any, size_t count)
{
    char squeezed[256];
    size_t used = 0;
    for (size_t i = attribute->start; i < attribute->end && used < sizeof squeezed - 1; i++)
        if ((unsigned char)text[i] > ' ') squeezed[used++] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]);
    squeezed[used] = '\0';
    for (size_t i = 0; i < count; i++)
        if (strstr(squeezed, any[i])) return true;
    return false;
}

static bool style_hides(const char *text, const avow_attribute *style)
{
    static const char *const any[] = {"display:none", "visibility:hidden", "clip:rect(0", "clip:rect(1px"};
    return has_any(text, style, any, sizeof any / sizeof *any);
}

/* Class names of what only a screen reader says. */
static bool class_hides(const char *text, const avow_attribute *names)
{
    static const char *const any[] = {"visually-hidden", "visuallyhidden", "sr-only", "screen-reader"};
    return has_any(text, names, any, sizeof any / sizeof *any);
}

/* Whether a node is not shown, by its own attributes. */
static bool is_hidden(const avow_tree *tree, const avow_node *node)
{
    if (node->attribute_count == 0) return false;
    const avow_attribute *style = avow_tree_attribute(tree, node, ATTR_STYLE), *names = avow_tree_attribute(tree, node, ATTR_CLASS);
    return avow_tree_attribute(tree, node, ATTR_HIDDEN) ||
           (style && style_hides(tree->text, style)) || (names && class_hides(tree->text, names));
}

avow_status avow_blocks_gather(avow_blocks *blocks, const avow_tree *tree, bool hidden_too, const avow_allocator *allocator,
                               avow_error *error)
{
    size_t count;
    const avow_node *nodes = avow_tree_nodes(tree, &count);
    avow_buf_init(&blocks->text, allocator);
    avow_buf_init(&blocks->piece_bytes, allocator);
    avow_buf_init(&blocks->block_bytes, allocator);
    gatherer g = {.blocks = blocks, .page = tree->text};
    uint32_t *inner = avow_alloc(allocator, count, sizeof *inner), link_end = 0;     /* the block-level element around each node */
    if (!inner) return avow_fail_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        const avow_node *node = &nodes[i];
        bool is_block = (avow_tag_flags[node->tag] & TAG_IS_BLOCK) != 0;
        inner[i] = is_block || i == 0 ? i : inner[node->parent];
        if (is_block) flush(&g);
        bool hidden = (avow_tag_flags[node->tag] & TAG_IS_HIDDEN) != 0 || (!hidden_too && is_hidden(tree, node));
        if (hidden) {
            for (uint32_t j = i + 1; j < node->after; j++) inner[j] = inner[i];
            i = node->after - 1;
        } else if (node->tag == TAG_BR) {
            if (++g.breaks > 1) flush(&g);
            put_space(&g, node->start, 0);
        } else if (node->tag == TAG_A) {
            link_end = node->after > link_end ? node->after : link_end;
        } else if (node->tag == TAG_TEXT) {
            if (inner[i] != g.block.node) flush(&g);
            if (blocks->text.size == g.block.start) g.block.node = inner[i], g.block.first = i;
            g.in_link = i < link_end;
            put_text(&g, node);
        }
    }
    flush(&g);
    avow_free(allocator, inner);
    if (g.full) return avow_fail(error, AVOW_LIMIT, 0, "the page has more than %d entities, tags and gaps in its text", AVOW_MOST_PIECES);
    return blocks->text.failed || blocks->piece_bytes.failed || blocks->block_bytes.failed ? avow_fail_memory(error) : AVOW_OK;
}

void avow_blocks_free(avow_blocks *blocks)
{
    avow_buf_free(&blocks->text);
    avow_buf_free(&blocks->piece_bytes);
    avow_buf_free(&blocks->block_bytes);
}

void avow_plain_put(avow_buf *out, const char *text, size_t start, size_t end, bool in_attribute)
{
    bool space = false, begun = false;
    for (size_t at = start; at < end;) {
        char c[8];
        size_t used;
        kind is;
        at += read_character(text + at, end - at, false, in_attribute, c, &used, &is);
        if (is == SPACE) space = true;
        if (is != SHOWN) continue;
        if (space && begun) avow_buf_char(out, ' ');
        avow_buf_put(out, c, used);
        space = false;
        begun = true;
    }
}
