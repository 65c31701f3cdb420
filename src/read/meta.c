/* meta.c - metadata from JSON-LD, Open Graph and other meta elements, <time>, <link>, <title> and the headline.
 *
 * Several sources may tell one thing. Each has a rank, by how often it was right on real pages, and the smallest rank that says
 * anything wins; among equals the first. */
#include "meta.h"

#include <string.h>

#include "ascii.h"
#include "status.h"
#include "wording.h"

enum { RANK_TIME = 40, RANK_BYLINE = 40, LONGEST_VALUE = 1000 };

/* What meta elements may say, by their name, property or itemprop. */
static const struct {
    const char *name;
    int field, rank;            /* field FIELD_COUNT: an author */
} known[] = {
    {"og:title", FIELD_CARD, 20}, {"twitter:title", FIELD_CARD, 35}, {"headline", FIELD_HEADLINE, 32}, {"dc.title", FIELD_HEADLINE, 34},
    {"article:published_time", FIELD_DATE, 15}, {"og:article:published_time", FIELD_DATE, 16}, {"datepublished", FIELD_DATE, 17},
    {"parsely-pub-date", FIELD_DATE, 18}, {"cxenseparse:recs:publishtime", FIELD_DATE, 19}, {"article.published", FIELD_DATE, 19},
    {"sailthru.date", FIELD_DATE, 20}, {"pubdate", FIELD_DATE, 21}, {"publishdate", FIELD_DATE, 22}, {"publish-date", FIELD_DATE, 22},
    {"publication_date", FIELD_DATE, 22}, {"publicationdate", FIELD_DATE, 22}, {"citation_publication_date", FIELD_DATE, 22},
    {"dc.date.issued", FIELD_DATE, 23}, {"dcterms.created", FIELD_DATE, 24}, {"dc.date", FIELD_DATE, 25}, {"date", FIELD_DATE, 26},
    {"og:published_time", FIELD_DATE, 26}, {"published_time", FIELD_DATE, 26}, {"article:modified_time", FIELD_DATE, 55},
    {"og:description", FIELD_DESCRIPTION, 10}, {"description", FIELD_DESCRIPTION, 20}, {"twitter:description", FIELD_DESCRIPTION, 30},
    {"og:site_name", FIELD_OUTLET, 10}, {"application-name", FIELD_OUTLET, 40}, {"dc.publisher", FIELD_OUTLET, 35},
    {"og:url", FIELD_URL, 20}, {"og:locale", FIELD_LANGUAGE, 30}, {"content-language", FIELD_LANGUAGE, 25},
    {"author", FIELD_COUNT, 20}, {"article:author", FIELD_COUNT, 25}, {"parsely-author", FIELD_COUNT, 22},
    {"sailthru.author", FIELD_COUNT, 23}, {"byl", FIELD_COUNT, 24}, {"dc.creator", FIELD_COUNT, 26}, {"citation_author", FIELD_COUNT, 26},
};

void avow_meta_offer(avow_meta *meta, avow_field field, int rank, const char *text, size_t size)
{
    if (size == 0 || (meta->value[field] && meta->rank[field] <= rank)) return;
    avow_buf plain;
    avow_buf_init(&plain, &meta->arena->allocator);
    avow_plain_put(&plain, text, 0, size < LONGEST_VALUE * 4 ? size : LONGEST_VALUE * 4, false);
    char date[AVOW_DATE_SIZE];
    const char *value = plain.size ? plain.data : "";
    size_t length = plain.size;
    if (field == FIELD_DATE) {
        length = avow_date_iso(value, length, date) ? strlen(date) : 0;
        value = date;
    }
    bool fits = length > 0 && length <= LONGEST_VALUE && (field != FIELD_URL || strncmp(value, "http", 4) == 0) &&
                (field != FIELD_LANGUAGE || length <= 35);
    const char *copy = fits ? avow_arena_copy(meta->arena, value, length) : NULL;
    meta->no_memory |= plain.failed || (fits && !copy);
    avow_buf_free(&plain);
    if (!copy) return;
    meta->value[field] = copy;
    meta->rank[field] = rank;
}

/* ---- authors -------------------------------------------------------------------------------------------------------- */

static size_t trimmed(const char **text, size_t size)
{
    while (size > 0 && strchr(" ,;|", **text) && **text) ++*text, size--;
    while (size > 0 && strchr(" ,;|", (*text)[size - 1]) && (*text)[size - 1]) size--;
    return size;
}

static void add_author(avow_meta *meta, const char *name, size_t size)
{
    size = trimmed(&name, size);
    if (size > 3 && avow_ascii_compare(name, "by ", 3) == 0) {
        name += 3;
        size = trimmed(&name, size - 3);
    }
    if (size < 2 || size > 100 || meta->author_count == AVOW_MOST_AUTHORS || memchr(name, '@', size) || memchr(name, '/', size) ||
        name[0] == '(' || (size == 2 && avow_ascii_compare(name, "by", 2) == 0))
        return;
    for (size_t i = 0; i < meta->author_count; i++)
        if (avow_wording_equal(meta->authors[i], strlen(meta->authors[i]), name, size)) return;
    const char *copy = avow_arena_copy(meta->arena, name, size);
    meta->no_memory |= !copy;
    if (copy) meta->authors[meta->author_count++] = copy;
}

/* Where the next name's separator begins in text[at..size), and its length. */
static size_t separator(const char *text, size_t size, size_t at, size_t *length)
{
    for (; at < size; at++) {
        *length = text[at] == ',' || text[at] == ';' || text[at] == '|' ? 1 : 0;
        if (size - at > 5 && avow_ascii_compare(text + at, " and ", 5) == 0) *length = 5;
        if (size - at > 3 && strncmp(text + at, " & ", 3) == 0) *length = 3;
        if (*length) return at;
    }
    return size;
}

void avow_meta_offer_author(avow_meta *meta, int rank, const char *text, size_t size)
{
    if (meta->author_count > 0 && meta->author_rank < rank) return;
    if (meta->author_rank > rank) meta->author_count = 0;
    meta->author_rank = rank;
    avow_buf plain;
    avow_buf_init(&plain, &meta->arena->allocator);
    avow_plain_put(&plain, text, 0, size < LONGEST_VALUE ? size : LONGEST_VALUE, false);
    bool address = plain.size > 4 && strncmp(plain.data, "http", 4) == 0;
    for (size_t at = 0, length = 0; at < plain.size && !address;) {
        size_t end = separator(plain.data, plain.size, at, &length);
        add_author(meta, plain.data + at, end - at);
        at = end + length;
    }
    meta->no_memory |= plain.failed;
    avow_buf_free(&plain);
}

/* ---- elements ------------------------------------------------------------------------------------------------------- */

static void read_meta(avow_meta *meta, const avow_tree *tree, const avow_node *node)
{
    static const avow_attribute_name names[] = {ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP, ATTR_HTTP_EQUIV};
    const avow_attribute *content = avow_tree_attribute(tree, node, ATTR_CONTENT);
    for (size_t n = 0; content && n < sizeof names / sizeof *names; n++) {
        const avow_attribute *name = avow_tree_attribute(tree, node, names[n]);
        if (!name) continue;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
            if (!avow_wording_equal(known[i].name, strlen(known[i].name), tree->text + name->start, name->end - name->start)) continue;
            const char *text = tree->text + content->start;
            size_t size = content->end - content->start;
            if (known[i].field == FIELD_COUNT) avow_meta_offer_author(meta, known[i].rank, text, size);
            else avow_meta_offer(meta, (avow_field)known[i].field, known[i].rank, text, size);
        }
    }
}

static void offer_attribute(avow_meta *meta, const avow_tree *tree, const avow_node *node, avow_attribute_name name, avow_field field,
                            int rank)
{
    const avow_attribute *a = avow_tree_attribute(tree, node, name);
    if (a) avow_meta_offer(meta, field, rank, tree->text + a->start, a->end - a->start);
}

/* <title>BBC News - Headline</title>: the longest part between bars and dashes, if the rest is shorter than it. */
static void offer_page_title(avow_meta *meta, const char *text, size_t size)
{
    size_t best = 0, best_size = 0, from = 0;
    for (size_t i = 0; i <= size; i++) {
        size_t bar = i == size ? 1 : 0;
        if (i + 2 < size && text[i] == ' ' && (text[i + 1] == '|' || text[i + 1] == '-') && text[i + 2] == ' ') bar = 3;
        bool dash = i + 4 < size && text[i] == ' ' && memcmp(text + i + 1, "\xE2\x80", 2) == 0;
        if (dash && (text[i + 3] == '\x93' || text[i + 3] == '\x94')) bar = 5;
        if (!bar) continue;
        if (i - from > best_size) best = from, best_size = i - from;
        from = i + bar;
    }
    bool most = best_size * 2 > size;
    avow_meta_offer(meta, FIELD_PAGE_TITLE, 0, most ? text + best : text, most ? best_size : size);
}

static void read_node(avow_meta *meta, const avow_tree *tree, const avow_node *nodes, uint32_t i, bool *titled)
{
    const avow_node *node = &nodes[i], *text = i + 1 < node->after ? &nodes[i + 1] : NULL;
    if (node->tag == TAG_META) read_meta(meta, tree, node);
    if (node->tag == TAG_HTML) offer_attribute(meta, tree, node, ATTR_LANG, FIELD_LANGUAGE, 20);
    const avow_attribute *address = node->tag == TAG_LINK && !meta->wordpress ? avow_tree_attribute(tree, node, ATTR_HREF) : NULL;
    for (size_t at = address ? address->start : 0; address && at + 11 <= address->end && !meta->wordpress; at++)
        meta->wordpress = memcmp(tree->text + at, "/wp-content", 11) == 0;
    if (node->tag == TAG_LINK && avow_tree_attribute_is(tree, node, ATTR_REL, "canonical"))
        offer_attribute(meta, tree, node, ATTR_HREF, FIELD_URL, 10);
    if (node->tag == TAG_TIME) offer_attribute(meta, tree, node, ATTR_DATETIME, FIELD_DATE, RANK_TIME);
    bool byline = avow_tree_attribute_is(tree, node, ATTR_REL, "author") || avow_tree_attribute_is(tree, node, ATTR_ITEMPROP, "author");
    if (byline && meta->author_count == 0)      /* the first one: those further down are of other articles */
        for (uint32_t k = i + 1; k < node->after; k++)
            if (nodes[k].tag == TAG_TEXT)
                avow_meta_offer_author(meta, RANK_BYLINE, tree->text + nodes[k].start, nodes[k].end - nodes[k].start);
    if (text && text->tag == TAG_TEXT && node->tag == TAG_TITLE && !*titled) {
        *titled = true;
        offer_page_title(meta, tree->text + text->start, text->end - text->start);
    }
    if (text && text->tag == TAG_TEXT && node->tag == TAG_SCRIPT && avow_tree_attribute_is(tree, node, ATTR_TYPE, "application/ld+json"))
        avow_jsonld_read(meta, tree->text + text->start, text->end - text->start);
}

avow_status avow_meta_read(avow_meta *meta, const avow_tree *tree, const avow_blocks *blocks, avow_arena *arena, avow_error *error)
{
    size_t count, block_count;
    const avow_node *nodes = avow_tree_nodes(tree, &count);
    const avow_block *list = avow_blocks_list(blocks, &block_count);
    bool titled = false;
    *meta = (avow_meta){.arena = arena, .author_rank = 1000, .body = ""};
    for (uint32_t i = 0; i < count; i++) read_node(meta, tree, nodes, i, &titled);
    for (size_t i = 0; i < block_count; i++)
        if (nodes[list[i].node].tag == TAG_H1 && list[i].words > 2)
            avow_meta_offer(meta, FIELD_H1, 0, blocks->text.data + list[i].start, list[i].end - list[i].start);
    avow_title_choose(meta);
    return meta->no_memory ? avow_fail_memory(error) : AVOW_OK;
}
