/* tree.h - a page as a tree, in one array. */
#ifndef AVOW_READ_TREE_H
#define AVOW_READ_TREE_H

#include "buf.h"
#include "token.h"

/* An element or a text. Nodes lie in the order of the page, so that a node's descendants are those from behind it up to `after`:
 * walking the tree is walking the array, and no page makes it recurse. */
typedef struct avow_node {
    uint8_t tag;                /* an avow_tag */
    bool raw;                   /* a text in which entities mean nothing */
    uint8_t attribute_count;
    uint32_t parent;            /* 0, the root, is its own parent */
    uint32_t after;             /* the first node that is not within this one */
    uint32_t attributes;        /* the first one's place in the tree's list */
    size_t start, end;          /* text: in the page's UTF-8 */
} avow_node;

typedef struct avow_tree {
    const char *text;
    avow_buf node_bytes, attribute_bytes;
    bool flattened;             /* it nested deeper than AVOW_TREE_DEPTH, what was deeper lies in the deepest */
    bool frames;
} avow_tree;

enum { AVOW_TREE_DEPTH = 512, AVOW_TREE_NODES = 1000000 };

/* Builds the tree of text[0..size), which must outlive it. AVOW_LIMIT if there would be more than AVOW_TREE_NODES nodes. Free with
 * avow_tree_free, also on failure. */
avow_status avow_tree_build(avow_tree *tree, const char *text, size_t size, const avow_allocator *allocator, avow_error *error);
void avow_tree_free(avow_tree *tree);

avow_node *avow_tree_nodes(const avow_tree *tree, size_t *count);
/* The attribute of a node, or NULL. */
const avow_attribute *avow_tree_attribute(const avow_tree *tree, const avow_node *node, avow_attribute_name name);
/* Whether it has the attribute with this value, whatever the capitals. */
bool avow_tree_attribute_is(const avow_tree *tree, const avow_node *node, avow_attribute_name name, const char *value);

#endif
