/* marks.c - what an element's tag, role, class and id say about it.
 *
 * Class names are the page's own, but their words are few: "article__related-links", "relatedLinks" and "RELATED_LINKS" all say
 * "related". So names are cut into words where a letter follows a small one as a capital or no letter at all, and the words are
 * looked up. */
#include <string.h>

#include "article.h"
#include "ascii.h"

enum { LONGEST_WORD = 20, MOST_HYPHENS = 5 };     /* what has more hyphens is a headline made a name */

/* In the order of their bytes. */
static const char *const furniture_words[] = {
    "ad", "ads", "advert", "advertisement", "advertising", "adverts", "affiliate", "attribution", "author", "authors", "banner",
    "bio", "blogroll", "breadcrumb", "breadcrumbs", "byline", "bylines", "caption", "captions", "carousel", "consent", "cookie",
    "cookies", "copyright", "credit", "credits", "dateline", "disclaimer", "donate", "donation", "excerpts", "factbox", "footer",
    "gdpr", "hidden", "hide", "inset", "jobs", "login", "masthead", "megamenu", "menu", "meta", "metadata", "modal", "mostread",
    "nav", "navbar", "navigation", "newsletter", "newsletters", "noprint", "onetrust", "outbrain", "overlay", "pager",
    "pagination", "playlist", "poll", "popular", "popup", "promo", "promos", "promoted", "promotion", "promotions", "pubdate",
    "pull", "pullquote", "quiz", "rail", "recirc", "recirculation", "recommendation", "recommendations", "recommended",
    "register", "registration", "related", "share", "sharebar", "sharing", "sidebar", "signin", "signup", "skip", "social",
    "sponsor", "sponsored", "subscribe", "subscription", "taboola", "taglist", "tags", "teaser", "teasers", "ticker", "timestamp",
    "toolbar", "tooltip", "topics", "trending", "tweet", "widget", "widgets",
};
static const char *const comment_words[] = {"comment", "comments", "disqus", "respond"};
static const char *const lead_words[] = {
    "deck", "dek", "description", "excerpt", "intro", "lede", "standfirst", "strapline", "subhead", "subheading", "subheadline",
    "subtitle", "summary",
};

static bool is_among(const char *word, size_t size, const char *const *list, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(list[middle], word, size);
        if (order == 0 && list[middle][size] == '\0') return true;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return false;
}

/* What one name of a class says. */
static avow_mark name_mark(const char *text, size_t size)
{
    char word[LONGEST_WORD];
    avow_mark mark = MARK_NONE;
    for (size_t i = 0; i < size;) {
        size_t used = 0;
        while (i < size && !avow_is_capital(text[i]) && !avow_is_small(text[i])) i++;
        for (size_t start = i; i < size && (avow_is_small(text[i]) || (avow_is_capital(text[i]) && (i == start || !avow_is_small(text[i - 1])))); i++) {
            if (used < LONGEST_WORD) word[used] = (char)(text[i] | 0x20);
            used++;
        }
        if (used < 2 || used > LONGEST_WORD) continue;
        if (is_among(word, used, comment_words, sizeof comment_words / sizeof *comment_words)) return MARK_COMMENTS;
        if (mark == MARK_NONE && is_among(word, used, lead_words, sizeof lead_words / sizeof *lead_words)) mark = MARK_LEAD;
        if (is_among(word, used, furniture_words, sizeof furniture_words / sizeof *furniture_words)) mark = MARK_FURNITURE;
    }
    return mark;
}

static avow_mark words_mark(const char *text, size_t size)
{
    avow_mark mark = MARK_NONE;
    for (size_t start = 0; start < size;) {
        size_t end = start, hyphens = 0;
        for (; end < size && (unsigned char)text[end] > ' '; end++) hyphens += text[end] == '-';
        avow_mark is = hyphens <= MOST_HYPHENS ? name_mark(text + start, end - start) : MARK_NONE;
        mark = is > mark ? is : mark;
        start = end + 1;
    }
    return mark;
}

static bool has_furniture_role(const avow_tree *tree, const avow_node *node)
{
    static const char *const roles[] = {"navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "banner", "menu",
                                        "menubar", "toolbar", "tablist", "form"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (avow_tree_attribute_is(tree, node, ATTR_ROLE, roles[i])) return true;
    return false;
}

avow_mark avow_node_mark(const avow_tree *tree, const avow_node *node)
{
    switch (node->tag) {
    case TAG_NAV: case TAG_FOOTER: case TAG_ASIDE: case TAG_FORM: case TAG_FIGURE: case TAG_FIGCAPTION: case TAG_DIALOG: case TAG_FIELDSET:
    case TAG_HEAD: case TAG_LABEL: case TAG_TIME: case TAG_ADDRESS:
        return MARK_FURNITURE;
    default: break;
    }
    avow_mark mark = MARK_NONE;
    const avow_attribute *list = (const avow_attribute *)(const void *)tree->attribute_bytes.data;
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        const avow_attribute *a = &list[node->attributes + i];
        if (a->name != ATTR_CLASS && a->name != ATTR_ID && a->name != ATTR_DATA && a->name != ATTR_ITEMPROP) continue;
        avow_mark is = words_mark(tree->text + a->start, a->end - a->start);
        mark = is > mark ? is : mark;
    }
    if (node->tag != TAG_P && avow_tree_attribute_is(tree, node, ATTR_ARIA_HIDDEN, "true")) return MARK_FURNITURE;
    return mark < MARK_FURNITURE && has_furniture_role(tree, node) ? MARK_FURNITURE : mark;
}
