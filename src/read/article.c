/* article.c - which blocks of a page are its article.
 *
 * 1. Prose: a block of some words, ended like a sentence, most of it not links, and shown once. Only prose counts as weight.
 * 2. Marks: elements that say by tag or class that they are furniture are out, with all they hold, unless they hold most of the
 *    page's prose (the class "has-sidebar" on the body). So are quotations that are signed like posts, and lists of teasers: short
 *    paragraphs, each beside a headline that is a link.
 * 3. Root: from the page down, always into the child that holds nearly all of the prose, until none does.
 * 4. Within the root each block is judged by its element, its length, its links and its phrases. Headings stay if a
 *    paragraph follows; what stands before the first paragraph or behind the last one goes, but for the standfirst: what the page
 *    gives as its description, what is called so, what stands beside the headline.
 * 5. Where JSON-LD has the article's text and most of it was lost so, 3 and 4 are done again by what occurs in that text. (It
 *    is not asked first, because publishers put their boxes and teasers into it as well.) */
#include "article.h"

#include <string.h>

#include "furniture.h"
#include "status.h"
#include "wording.h"

enum { MOST_OF_PAGE = 60, MOST_OF_PARENT = 85, LITTLE = 30, LEAST_REST = 30 };      /* per cent of the prose */
enum { LEAST_BODY = 100, TEASER = 60, HEADLINE = 4 };       /* words */
enum { LEAST_TEASERS = 3, LONGEST_POST = 4000 };            /* teasers; bytes */

typedef struct chooser {
    const avow_tree *tree;
    const avow_node *nodes;
    size_t node_count, block_count;
    const avow_block *blocks;
    const char *text;
    bool *keep, *prose;         /* of each block: it is of the article; it is prose */
    bool *repeated;             /* it is shown elsewhere too */
    bool *teaser;               /* it is one of a list of teasers */
    bool *phrase;               /* it reads as what publishers put between paragraphs */
    bool *in_body;              /* it occurs in the article's text as JSON-LD has it */
    bool by_body;               /* choose by that text, not by marks */
    bool *out;                  /* of each node: it is furniture, or within it */
    bool *lead;                 /* it is called a standfirst, or within such a one */
    uint32_t *mass;             /* mass[i]: words of prose in the blocks that begin before node i */
    const char *description;    /* the page's own summary of the article, or NULL */
} chooser;

static uint32_t mass_of(const chooser *c, uint32_t node)
{
    return c->mass[c->nodes[node].after] - c->mass[node];
}

static bool ends_sentence(const char *text, size_t size)
{
    while (size > 0 && (strchr("\"')]", text[size - 1]) != NULL)) size--;
    if (size >= 3 && memcmp(text + size - 3, "\xE2\x80\x9D", 3) == 0) size -= 3;    /* right quotation marks */
    else if (size >= 3 && memcmp(text + size - 3, "\xE2\x80\x99", 3) == 0) size -= 3;
    return size > 0 && strchr(".!?:", text[size - 1]) != NULL;
}

static bool is_prose(const chooser *c, const avow_block *b)
{
    avow_tag tag = (avow_tag)c->nodes[b->node].tag;
    if ((tag >= TAG_H1 && tag <= TAG_H6) || c->repeated[b - c->blocks]) return false;
    unsigned least = ends_sentence(c->text + b->start, b->end - b->start) ? 7 : 20;
    return b->words >= least && b->link_words * 2 < b->words && !c->phrase[b - c->blocks];
}

/* Whether a block is prose by which the article is looked for. */
static bool counts(const chooser *c, size_t i)
{
    uint32_t first = c->blocks[i].first;
    return c->by_body ? c->in_body[i] : c->prose[i] && !c->out[first] && !c->lead[first];
}

/* Sums the prose that counts. */
static void weigh(chooser *c)
{
    size_t at = 0;
    uint32_t sum = 0;
    for (uint32_t i = 0; i <= c->node_count; i++) {
        for (; at < c->block_count && c->blocks[at].first < i; at++)
            if (counts(c, at)) sum += c->blocks[at].words;
        c->mass[i] = sum;
    }
}

/* A header within an article or the main part holds headline and standfirst; any other one is the site's. */
static bool within_article(const chooser *c, uint32_t node)
{
    for (; node != 0; node = c->nodes[node].parent)
        if (c->nodes[node].tag == TAG_ARTICLE || c->nodes[node].tag == TAG_MAIN ||
            avow_tree_attribute_is(c->tree, &c->nodes[node], ATTR_ROLE, "main"))
            return true;
    return false;
}

static void look_for_prose(chooser *c)
{
    for (size_t i = 0; i < c->block_count; i++) c->prose[i] = is_prose(c, &c->blocks[i]);
    weigh(c);
}

/* Whether a quotation is a post from elsewhere: signed "Ann Lee (@annlee) May 4, 2026". at: the first block behind its start. */
static bool is_post(const chooser *c, const avow_node *node, size_t at)
{
    if (at == c->block_count) return false;
    size_t from = c->blocks[at].start, end = from;
    for (; at < c->block_count && c->blocks[at].first < node->after && end - from < LONGEST_POST; at++) end = c->blocks[at].end;
    for (size_t i = from; i + 1 < end && i < from + LONGEST_POST; i++)
        if (c->text[i] == '(' && c->text[i + 1] == '@') return true;
    return false;
}

static void mark(chooser *c)
{
    size_t at = 0;
    uint32_t total = c->mass[c->node_count];
    for (uint32_t i = 1; i < c->node_count; i++) {
        const avow_node *node = &c->nodes[i];
        c->out[i] = c->out[node->parent];
        c->lead[i] = c->lead[node->parent];
        if (c->out[i] || node->tag == TAG_TEXT) continue;
        avow_mark is = avow_node_mark(c->tree, node);
        while (at < c->block_count && c->blocks[at].first < i) at++;
        if (node->tag == TAG_BLOCKQUOTE && is_post(c, node, at)) is = MARK_FURNITURE;
        if (node->tag == TAG_HEADER && !within_article(c, i)) is = MARK_FURNITURE;
        uint64_t share = (uint64_t)mass_of(c, i) * 100;
        if (is >= MARK_FURNITURE) c->out[i] = share <= (uint64_t)total * MOST_OF_PAGE;
        if (is == MARK_LEAD) c->lead[i] |= share <= (uint64_t)total * LITTLE;
    }
}

/* Whether a headline of some words that is all link stands in the element of block i's that holds no other prose. */
static bool has_headline_beside(const chooser *c, size_t i)
{
    const avow_block *b = &c->blocks[i];
    uint32_t around = b->node;
    for (int level = 0; level < 4 && mass_of(c, c->nodes[around].parent) == b->words; level++) around = c->nodes[around].parent;
    for (size_t k = i; k-- > 0 && c->blocks[k].first >= around;)
        if (c->blocks[k].words >= HEADLINE && c->blocks[k].link_words == c->blocks[k].words) return true;
    for (size_t k = i + 1; k < c->block_count && c->blocks[k].first < c->nodes[around].after; k++)
        if (c->blocks[k].words >= HEADLINE && c->blocks[k].link_words == c->blocks[k].words) return true;
    return false;
}

/* Teasers of other articles: single short paragraphs, each beside a headline that is a link. Some of them make a list, if there is an
 * article without them. */
static void mark_teasers(chooser *c)
{
    size_t count = 0;
    uint64_t words = 0, total = c->mass[c->node_count];
    for (size_t i = 0; i < c->block_count; i++) {
        if (!counts(c, i) || c->blocks[i].words > TEASER || !has_headline_beside(c, i)) continue;
        c->teaser[i] = true;
        words += c->blocks[i].words;
        count++;
    }
    bool list = count >= LEAST_TEASERS && (total - words) * 100 >= total * LEAST_REST;
    for (size_t i = 0; i < c->block_count; i++) {
        c->teaser[i] = c->teaser[i] && list;
        if (c->teaser[i]) c->prose[i] = false, c->phrase[i] = true;
    }
    weigh(c);
}

static uint32_t find_root(const chooser *c)
{
    uint32_t root = 0;
    for (;;) {
        uint32_t best = 0, best_mass = 0;
        for (uint32_t child = root + 1; child < c->nodes[root].after; child = c->nodes[child].after)
            if (mass_of(c, child) > best_mass) best = child, best_mass = mass_of(c, child);
        if (best == 0 || (uint64_t)best_mass * 100 < (uint64_t)mass_of(c, root) * MOST_OF_PARENT) return root;
        if (c->nodes[best].tag == TAG_TEXT || c->nodes[best].tag == TAG_P) return root;
        root = best;
    }
}

static bool is_heading(const chooser *c, const avow_block *b)
{
    return c->nodes[b->node].tag >= TAG_H2 && c->nodes[b->node].tag <= TAG_H6;
}

static bool is_wanted(const chooser *c, size_t i)
{
    const avow_block *b = &c->blocks[i];
    if (c->by_body && c->in_body[i]) return c->nodes[b->node].tag != TAG_H1;
    if (c->out[b->first] || (c->lead[b->first] && !is_heading(c, b))) return false;
    if (c->prose[i]) return true;
    if (c->repeated[i]) return false;
    if (c->phrase[i]) return false;
    if (is_heading(c, b)) return b->link_words * 2 < b->words;
    if (b->link_words * 10 > b->words * 6) return false;
    avow_tag tag = (avow_tag)c->nodes[b->node].tag;
    return tag == TAG_P || tag == TAG_LI || tag == TAG_BLOCKQUOTE || tag == TAG_TD || tag == TAG_DD;
}

/* Whether a block before the first paragraph leads into the article: it is the page's description, or called a standfirst, or
 * stands beside the headline. */
static bool is_lead(const chooser *c, const avow_block *b, const avow_block *headline)
{
    const char *text = c->text + b->start;
    size_t size = b->end - b->start;
    if (b->words < 6 || b->link_words * 2 >= b->words) return false;
    if (c->description && avow_wording_same(text, size, c->description, strlen(c->description), true)) return true;
    if (c->out[b->first] || c->phrase[b - c->blocks] || !headline) return c->lead[b->first] && !c->out[b->first];
    if (c->prose[b - c->blocks] || c->lead[b->first]) return true;
    uint32_t around = c->nodes[headline->node].parent;
    return b->words >= 10 && (c->nodes[b->node].parent == around || c->nodes[c->nodes[b->node].parent].parent == around);
}

/* Keeps what leads into the article, between the headline and the first paragraph. */
static void keep_lead(chooser *c, size_t first)
{
    size_t from = first;
    while (from > 0 && c->nodes[c->blocks[from - 1].node].tag != TAG_H1) from--;
    const avow_block *headline = from > 0 ? &c->blocks[from - 1] : NULL;
    for (size_t i = from; i < first; i++)
        c->keep[i] = is_lead(c, &c->blocks[i], headline);
}

/* Whether a block beside the first or last paragraph is one more, too short to be prose: "That is all." */
static bool goes_on(const chooser *c, size_t from, size_t i)
{
    const avow_block *b = &c->blocks[i], *beside = &c->blocks[from];
    return c->keep[i] && b->words >= 3 && b->link_words == 0 && c->nodes[b->node].parent == c->nodes[beside->node].parent &&
           c->nodes[b->node].tag == c->nodes[beside->node].tag && ends_sentence(c->text + b->start, b->end - b->start);
}

static void choose(chooser *c, uint32_t root)
{
    const avow_node *node = &c->nodes[root];
    size_t first = c->block_count, last = 0;
    for (size_t i = 0; i < c->block_count; i++) {
        const avow_block *b = &c->blocks[i];
        if (b->first < root || b->first >= node->after) continue;
        c->keep[i] = is_wanted(c, i);
        if (!c->keep[i] || !c->prose[i]) continue;
        if (first == c->block_count) first = i;
        last = i;
    }
    while (last + 1 < c->block_count && goes_on(c, last, last + 1)) last++;
    while (first > 0 && first < c->block_count && goes_on(c, first, first - 1)) first--;
    for (size_t i = 0; i < c->block_count; i++)
        if (i < first || i > last) c->keep[i] = false;
    if (first < c->block_count) keep_lead(c, first);
    bool follows = false;       /* a paragraph that is kept follows */
    for (size_t i = c->block_count; i-- > 0;) {
        if (!c->keep[i]) continue;
        if (i < first) continue;
        if (is_heading(c, &c->blocks[i])) c->keep[i] = follows, follows = false;
        else follows = true;
    }
}

/* Whether JSON-LD has the article's text, most of it stands on the page, and most of that was not kept: the marks misled. */
static bool body_was_missed(const chooser *c, const avow_meta *meta)
{
    uint64_t words = 0, found = 0, kept = 0;
    const char *word;
    size_t size;
    for (avow_wording w = {meta->body, meta->body_size, 0}; avow_wording_next(&w, &word, &size);) words++;
    for (size_t i = 0; i < c->block_count; i++) {
        found += c->in_body[i] ? c->blocks[i].words : 0;
        kept += c->in_body[i] && c->keep[i] ? c->blocks[i].words : 0;
    }
    return words >= LEAST_BODY && found * 2 > words && kept * 4 < found;
}

avow_status avow_article_choose(const avow_tree *tree, const avow_blocks *blocks, const avow_meta *meta, bool *keep,
                                const avow_allocator *allocator, avow_error *error)
{
    chooser c = {.description = meta->value[FIELD_DESCRIPTION], .tree = tree, .text = blocks->text.data, .keep = keep};
    c.nodes = avow_tree_nodes(tree, &c.node_count);
    c.blocks = avow_blocks_list(blocks, &c.block_count);
    bool *flags = avow_alloc(allocator, 5 * c.block_count + 2 * c.node_count, sizeof *flags);
    c.mass = avow_alloc(allocator, c.node_count + 1, sizeof *c.mass);
    bool done = flags && c.mass;
    if (done) {
        memset(flags, 0, 5 * c.block_count + 2 * c.node_count);
        memset(keep, 0, c.block_count);
        c.prose = flags;
        c.repeated = c.prose + c.block_count;
        c.phrase = c.repeated + c.block_count;
        c.teaser = c.phrase + c.block_count;
        c.in_body = c.teaser + c.block_count;
        c.out = c.in_body + c.block_count;
        c.lead = c.out + c.node_count;
        avow_phrases phrases;
        avow_phrases_init(&phrases);
        for (size_t i = 0; i < c.block_count; i++)
            c.phrase[i] = avow_furniture_kind(&phrases, c.text + c.blocks[i].start, c.blocks[i].end - c.blocks[i].start) != NULL;
        look_for_prose(&c);
        mark(&c);
        done = avow_body_mark(blocks, meta->body, meta->body_size, c.in_body, allocator) &&
               avow_repeats_mark(blocks, c.out, c.repeated, allocator);
    }
    if (done) {
        look_for_prose(&c);
        mark_teasers(&c);
        choose(&c, find_root(&c));
        if ((c.by_body = body_was_missed(&c, meta))) {
            weigh(&c);
            choose(&c, find_root(&c));
        }
    }
    avow_free(allocator, flags);
    avow_free(allocator, c.mass);
    return done ? AVOW_OK : avow_fail_memory(error);
}
