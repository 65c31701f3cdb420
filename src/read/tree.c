/* tree.c - tags to a tree, by what of the HTML standard's tree construction (13.2.6) shapes paragraphs.
 *
 * Kept are: elements that others close by beginning (p, li, dd, td ...), end tags that close all within their element, and end
 * tags that find nothing to close, or nothing up to the cell of a table. Left out is what only changes how words look: b, i and
 * the like make no node, so that wrongly nested ones (the standard's adoption agency) have no effect, and what stands in a table
 * but in no cell stays where it is. Every step is bounded: the stack has AVOW_TREE_DEPTH elements, and an element's name is only
 * looked for if one is open. */
#include "tree.h"

#include <string.h>

#include "status.h"
#include "wording.h"

typedef struct builder {
    avow_tree *tree;
    uint32_t stack[AVOW_TREE_DEPTH], names[AVOW_TREE_DEPTH];    /* open nodes and their names' hashes; stack[0] is the root */
    size_t depth;
    size_t open[TAG_COUNT];     /* how many of each are open */
    size_t beyond;              /* elements open beyond the depth */
} builder;

avow_node *avow_tree_nodes(const avow_tree *tree, size_t *count)
{
    if (count) *count = tree->node_bytes.size / sizeof(avow_node);
    return (avow_node *)(void *)tree->node_bytes.data;
}

const avow_attribute *avow_tree_attribute(const avow_tree *tree, const avow_node *node, avow_attribute_name name)
{
    const avow_attribute *list = (const avow_attribute *)(const void *)tree->attribute_bytes.data;
    for (uint32_t i = 0; i < node->attribute_count; i++)
        if (list[node->attributes + i].name == name) return &list[node->attributes + i];
    return NULL;
}

bool avow_tree_attribute_is(const avow_tree *tree, const avow_node *node, avow_attribute_name name, const char *value)
{
    const avow_attribute *a = avow_tree_attribute(tree, node, name);
    return a && avow_wording_equal(tree->text + a->start, a->end - a->start, value, strlen(value));
}

static avow_tag tag_at(const builder *b, size_t level)
{
    return (avow_tag)avow_tree_nodes(b->tree, NULL)[b->stack[level]].tag;
}

static uint32_t add(builder *b, const avow_token *token)
{
    avow_tree *tree = b->tree;
    size_t count = tree->node_bytes.size / sizeof(avow_node);
    avow_node node = {.tag = (uint8_t)token->tag, .parent = b->depth ? b->stack[b->depth - 1] : 0, .after = (uint32_t)count + 1,
                      .attributes = (uint32_t)(tree->attribute_bytes.size / sizeof(avow_attribute)),
                      .attribute_count = (uint8_t)token->attribute_count, .raw = token->raw, .start = token->start, .end = token->end};
    avow_buf_put(&tree->attribute_bytes, (const char *)token->attributes, token->attribute_count * sizeof(avow_attribute));
    avow_buf_put(&tree->node_bytes, (const char *)&node, sizeof node);
    return (uint32_t)count;
}

/* Closes the elements from level on. */
static void close_from(builder *b, size_t level)
{
    size_t count;
    avow_node *nodes = avow_tree_nodes(b->tree, &count);
    while (b->depth > level) {
        b->depth--;
        nodes[b->stack[b->depth]].after = (uint32_t)count;
        b->open[nodes[b->stack[b->depth]].tag]--;
    }
}

/* Closes the innermost open element of this tag, and all within it, unless a boundary lies between. */
static void close_implied(builder *b, avow_tag tag, avow_tag boundary, avow_tag other_boundary)
{
    if (b->open[tag] == 0) return;
    for (size_t level = b->depth; level-- > 1;) {
        avow_tag is = tag_at(b, level);
        if (is == tag) {
            close_from(b, level);
            return;
        }
        if (is == boundary || is == other_boundary || (avow_tag_flags[is] & TAG_IS_SCOPE)) return;
    }
}

static bool is_cell_part(avow_tag tag)
{
    return tag == TAG_TABLE || tag == TAG_TBODY || tag == TAG_TR || tag == TAG_TD || tag == TAG_TH || tag == TAG_CAPTION;
}

/* Closes the parts of the innermost table down to what can hold this part of it. */
static void clear_table(builder *b, avow_tag part)
{
    for (size_t level = b->depth; level-- > 1;) {
        avow_tag is = tag_at(b, level);
        if (is == TAG_TABLE || (part == TAG_TR && is == TAG_TBODY) || ((part == TAG_TD || part == TAG_TH) && is == TAG_TR)) {
            close_from(b, level + 1);
            return;
        }
        if (is == TAG_OBJECT || is == TAG_TEMPLATE) return;
    }
}

static void imply_ends(builder *b, avow_tag tag)
{
    if ((avow_tag_flags[tag] & TAG_IS_BLOCK) && !is_cell_part(tag)) close_implied(b, TAG_P, TAG_BUTTON, TAG_BUTTON);
    if (tag == TAG_LI) close_implied(b, TAG_LI, TAG_UL, TAG_OL);
    if (tag == TAG_DD || tag == TAG_DT) {
        close_implied(b, TAG_DD, TAG_DL, TAG_DL);
        close_implied(b, TAG_DT, TAG_DL, TAG_DL);
    }
    if (tag == TAG_OPTION) close_implied(b, TAG_OPTION, TAG_SELECT, TAG_SELECT);
    if (tag >= TAG_H1 && tag <= TAG_H6 && b->depth > 1 && tag_at(b, b->depth - 1) >= TAG_H1 && tag_at(b, b->depth - 1) <= TAG_H6)
        close_from(b, b->depth - 1);
    if (tag == TAG_BODY) close_implied(b, TAG_HEAD, TAG_BODY, TAG_BODY);
    if (is_cell_part(tag) && tag != TAG_TABLE && b->open[TAG_TABLE]) clear_table(b, tag);
    if (tag == TAG_A && b->open[TAG_A])             /* links don't nest; a block within a link hides it */
        for (size_t level = b->depth; level-- > 1 && !(avow_tag_flags[tag_at(b, level)] & TAG_IS_BLOCK);)
            if (tag_at(b, level) == TAG_A) close_from(b, level);
}

static void start(builder *b, const avow_token *token)
{
    avow_tag tag = token->tag;
    if (tag == TAG_STYLED) return;
    if (tag == TAG_FRAMESET) b->tree->frames = true;
    if ((tag == TAG_HTML || tag == TAG_BODY || tag == TAG_HEAD) && (b->open[tag] || (tag == TAG_HEAD && b->open[TAG_BODY]))) return;
    imply_ends(b, tag);
    if (avow_tag_flags[tag] & TAG_IS_VOID) {
        if (tag != TAG_VOID) add(b, token);
    } else if (b->depth == AVOW_TREE_DEPTH) {
        b->beyond++;
        b->tree->flattened = true;
    } else {
        uint32_t node = add(b, token);
        b->names[b->depth] = token->name;
        b->stack[b->depth++] = node;
        b->open[tag]++;
    }
}

static void end(builder *b, const avow_token *token)
{
    avow_tag tag = token->tag;
    if (tag == TAG_STYLED || tag == TAG_BODY || tag == TAG_HTML || (avow_tag_flags[tag] & TAG_IS_VOID)) return;
    if (b->beyond) {
        b->beyond--;
        return;
    }
    if (b->open[tag] == 0) return;
    bool block = (avow_tag_flags[tag] & TAG_IS_BLOCK) || tag == TAG_OBJECT || tag == TAG_TEMPLATE, cell = is_cell_part(tag);
    bool heading = tag >= TAG_H1 && tag <= TAG_H6;
    for (size_t level = b->depth; level-- > 1;) {
        avow_tag is = tag_at(b, level);
        if ((is == tag && b->names[level] == token->name) || (heading && is >= TAG_H1 && is <= TAG_H6)) {
            close_from(b, level);
            return;
        }
        unsigned flags = avow_tag_flags[is];
        if (cell ? is == TAG_TABLE || is == TAG_OBJECT || is == TAG_TEMPLATE : (flags & TAG_IS_SCOPE) != 0) return;
        if (!block && (flags & TAG_IS_BLOCK)) return;           /* a </span> closes nothing outside of its paragraph */
    }
}

avow_status avow_tree_build(avow_tree *tree, const char *text, size_t size, const avow_allocator *allocator, avow_error *error)
{
    *tree = (avow_tree){.text = text};
    avow_buf_init(&tree->node_bytes, allocator);
    avow_buf_init(&tree->attribute_bytes, allocator);
    builder b = {.tree = tree};
    avow_tokenizer tokenizer;
    avow_token token = {.tag = TAG_OTHER};
    avow_tokenizer_init(&tokenizer, text, size);
    b.stack[b.depth++] = add(&b, &token);       /* the root, above whatever the page has */
    b.open[TAG_OTHER] = 1;
    for (;;) {
        if (tree->node_bytes.failed || tree->attribute_bytes.failed) return avow_fail_memory(error);
        avow_token_next(&tokenizer, &token);
        if (token.kind == TOKEN_EOF) break;
        if (tree->node_bytes.size / sizeof(avow_node) >= AVOW_TREE_NODES)
            return avow_fail(error, AVOW_LIMIT, token.start, "the page has more than %d elements and texts", AVOW_TREE_NODES);
        if (token.kind == TOKEN_START) start(&b, &token);
        if (token.kind == TOKEN_END) end(&b, &token);
        if (token.kind == TOKEN_TEXT) {
            token.tag = TAG_TEXT;
            token.attribute_count = 0;
            add(&b, &token);
        }
    }
    close_from(&b, 0);
    return AVOW_OK;
}

void avow_tree_free(avow_tree *tree)
{
    avow_buf_free(&tree->node_bytes);
    avow_buf_free(&tree->attribute_bytes);
}
