/* article.h - which blocks of a page are its article. */
#ifndef AVOW_READ_ARTICLE_H
#define AVOW_READ_ARTICLE_H

#include "meta.h"

/* Fills keep[0..blocks), one for each block. */
avow_status avow_article_choose(const avow_tree *tree, const avow_blocks *blocks, const avow_meta *meta, bool *keep,
                                const avow_allocator *allocator, avow_error *error);

/* Whether an element is the page's own (menus, teasers, captions ...), or leads into the article (a standfirst), by its tag, its
 * role and the words of its class and id (marks.c). */
typedef enum avow_mark { MARK_NONE, MARK_LEAD, MARK_FURNITURE, MARK_COMMENTS } avow_mark;
avow_mark avow_node_mark(const avow_tree *tree, const avow_node *node);

/* Fills in_body[0..blocks): whether a block occurs in body, the article's text as the page's metadata has it (body.c). False if there
 * is no memory. */
bool avow_body_mark(const avow_blocks *blocks, const char *body, size_t size, bool *in_body, const avow_allocator *allocator);

/* Fills repeated[0..blocks): whether a block's words are shown elsewhere on the page too, blocks that begin in nodes that are out
 * left aside (repeats.c). False if there is no memory. */
bool avow_repeats_mark(const avow_blocks *blocks, const bool *out, bool *repeated, const avow_allocator *allocator);

/* Whether a text is English; unknown where it is too short to tell (language.c). */
typedef enum avow_language { LANGUAGE_UNKNOWN, LANGUAGE_ENGLISH, LANGUAGE_OTHER } avow_language;
avow_language avow_language_of(const char *text, size_t size);

#endif
