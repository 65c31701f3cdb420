/* tags.c - the names of elements and attributes, and what follows from an element's name. */
#include <string.h>

#include "tags.h"

static const struct {
    const char *name;
    uint8_t tag;
} tags[] = {            /* in the order of their bytes */
    {"a", TAG_A}, {"abbr", TAG_STYLED}, {"acronym", TAG_STYLED}, {"address", TAG_ADDRESS}, {"area", TAG_VOID},
    {"article", TAG_ARTICLE}, {"aside", TAG_ASIDE}, {"audio", TAG_AUDIO}, {"b", TAG_STYLED}, {"base", TAG_VOID},
    {"big", TAG_STYLED}, {"blockquote", TAG_BLOCKQUOTE}, {"body", TAG_BODY}, {"br", TAG_BR}, {"button", TAG_BUTTON},
    {"caption", TAG_CAPTION}, {"center", TAG_CENTER}, {"cite", TAG_STYLED}, {"code", TAG_STYLED}, {"col", TAG_VOID},
    {"dd", TAG_DD}, {"details", TAG_DETAILS}, {"dialog", TAG_DIALOG}, {"div", TAG_DIV}, {"dl", TAG_DL}, {"dt", TAG_DT},
    {"em", TAG_STYLED}, {"embed", TAG_VOID}, {"fieldset", TAG_FIELDSET}, {"figcaption", TAG_FIGCAPTION}, {"figure", TAG_FIGURE},
    {"font", TAG_STYLED}, {"footer", TAG_FOOTER}, {"form", TAG_FORM}, {"frameset", TAG_FRAMESET}, {"h1", TAG_H1}, {"h2", TAG_H2},
    {"h3", TAG_H3}, {"h4", TAG_H4}, {"h5", TAG_H5}, {"h6", TAG_H6}, {"head", TAG_HEAD}, {"header", TAG_HEADER}, {"hr", TAG_HR},
    {"html", TAG_HTML}, {"i", TAG_STYLED}, {"iframe", TAG_IFRAME}, {"img", TAG_VOID}, {"input", TAG_VOID}, {"ins", TAG_STYLED},
    {"label", TAG_LABEL}, {"legend", TAG_CAPTION}, {"li", TAG_LI}, {"link", TAG_LINK}, {"main", TAG_MAIN}, {"mark", TAG_STYLED},
    {"math", TAG_MATH}, {"menu", TAG_UL}, {"meta", TAG_META}, {"nav", TAG_NAV}, {"nobr", TAG_STYLED}, {"noembed", TAG_IFRAME},
    {"noframes", TAG_IFRAME}, {"noscript", TAG_NOSCRIPT}, {"object", TAG_OBJECT}, {"ol", TAG_OL}, {"optgroup", TAG_OTHER},
    {"option", TAG_OPTION}, {"p", TAG_P}, {"param", TAG_VOID}, {"pre", TAG_PRE}, {"q", TAG_STYLED}, {"s", TAG_STYLED},
    {"script", TAG_SCRIPT}, {"section", TAG_SECTION}, {"select", TAG_SELECT}, {"small", TAG_STYLED}, {"source", TAG_VOID},
    {"span", TAG_SPAN}, {"strike", TAG_STYLED}, {"strong", TAG_STYLED}, {"style", TAG_STYLE}, {"sub", TAG_STYLED},
    {"summary", TAG_SUMMARY}, {"sup", TAG_STYLED}, {"svg", TAG_SVG}, {"table", TAG_TABLE}, {"tbody", TAG_TBODY}, {"td", TAG_TD},
    {"template", TAG_TEMPLATE}, {"textarea", TAG_TEXTAREA}, {"tfoot", TAG_TBODY}, {"th", TAG_TH}, {"thead", TAG_TBODY},
    {"time", TAG_TIME}, {"title", TAG_TITLE}, {"tr", TAG_TR}, {"track", TAG_VOID}, {"tt", TAG_STYLED}, {"u", TAG_STYLED},
    {"ul", TAG_UL}, {"var", TAG_STYLED}, {"video", TAG_VIDEO}, {"wbr", TAG_STYLED}, {"xmp", TAG_IFRAME},
};

static const struct {
    const char *name;
    uint8_t attribute;
} attributes[] = {
    {"aria-hidden", ATTR_ARIA_HIDDEN}, {"class", ATTR_CLASS}, {"content", ATTR_CONTENT}, {"data-component", ATTR_DATA},
    {"data-testid", ATTR_DATA}, {"datetime", ATTR_DATETIME}, {"hidden", ATTR_HIDDEN}, {"href", ATTR_HREF},
    {"http-equiv", ATTR_HTTP_EQUIV}, {"id", ATTR_ID}, {"itemprop", ATTR_ITEMPROP}, {"lang", ATTR_LANG}, {"name", ATTR_NAME},
    {"property", ATTR_PROPERTY}, {"rel", ATTR_REL}, {"role", ATTR_ROLE}, {"style", ATTR_STYLE}, {"type", ATTR_TYPE},
};

const uint8_t avow_tag_flags[TAG_COUNT] = {
    [TAG_ADDRESS] = TAG_IS_BLOCK, [TAG_ARTICLE] = TAG_IS_BLOCK, [TAG_ASIDE] = TAG_IS_BLOCK, [TAG_BLOCKQUOTE] = TAG_IS_BLOCK,
    [TAG_BODY] = TAG_IS_BLOCK, [TAG_BR] = TAG_IS_VOID, [TAG_CENTER] = TAG_IS_BLOCK, [TAG_DD] = TAG_IS_BLOCK,
    [TAG_DETAILS] = TAG_IS_BLOCK, [TAG_DIALOG] = TAG_IS_BLOCK, [TAG_DIV] = TAG_IS_BLOCK, [TAG_DL] = TAG_IS_BLOCK,
    [TAG_DT] = TAG_IS_BLOCK, [TAG_FIELDSET] = TAG_IS_BLOCK, [TAG_FIGCAPTION] = TAG_IS_BLOCK, [TAG_FIGURE] = TAG_IS_BLOCK,
    [TAG_FOOTER] = TAG_IS_BLOCK, [TAG_FORM] = TAG_IS_BLOCK, [TAG_FRAMESET] = TAG_IS_BLOCK, [TAG_H1] = TAG_IS_BLOCK,
    [TAG_H2] = TAG_IS_BLOCK, [TAG_H3] = TAG_IS_BLOCK, [TAG_H4] = TAG_IS_BLOCK, [TAG_H5] = TAG_IS_BLOCK, [TAG_H6] = TAG_IS_BLOCK,
    [TAG_HEAD] = TAG_IS_BLOCK, [TAG_HEADER] = TAG_IS_BLOCK, [TAG_HR] = TAG_IS_BLOCK | TAG_IS_VOID, [TAG_HTML] = TAG_IS_BLOCK,
    [TAG_LI] = TAG_IS_BLOCK, [TAG_LINK] = TAG_IS_VOID, [TAG_MAIN] = TAG_IS_BLOCK, [TAG_META] = TAG_IS_VOID,
    [TAG_NAV] = TAG_IS_BLOCK, [TAG_OL] = TAG_IS_BLOCK, [TAG_P] = TAG_IS_BLOCK, [TAG_PRE] = TAG_IS_BLOCK,
    [TAG_SECTION] = TAG_IS_BLOCK, [TAG_SUMMARY] = TAG_IS_BLOCK, [TAG_TBODY] = TAG_IS_BLOCK, [TAG_TR] = TAG_IS_BLOCK,
    [TAG_UL] = TAG_IS_BLOCK, [TAG_VOID] = TAG_IS_VOID,
    [TAG_CAPTION] = TAG_IS_BLOCK | TAG_IS_SCOPE, [TAG_TABLE] = TAG_IS_BLOCK | TAG_IS_SCOPE, [TAG_TD] = TAG_IS_BLOCK | TAG_IS_SCOPE,
    [TAG_TH] = TAG_IS_BLOCK | TAG_IS_SCOPE,
    [TAG_AUDIO] = TAG_IS_HIDDEN, [TAG_BUTTON] = TAG_IS_HIDDEN, [TAG_IFRAME] = TAG_IS_HIDDEN | TAG_IS_RAW, [TAG_MATH] = TAG_IS_HIDDEN,
    [TAG_NOSCRIPT] = TAG_IS_HIDDEN, [TAG_OBJECT] = TAG_IS_HIDDEN | TAG_IS_SCOPE, [TAG_OPTION] = TAG_IS_HIDDEN,
    [TAG_SCRIPT] = TAG_IS_HIDDEN | TAG_IS_RAW, [TAG_SELECT] = TAG_IS_HIDDEN, [TAG_STYLE] = TAG_IS_HIDDEN | TAG_IS_RAW,
    [TAG_SVG] = TAG_IS_HIDDEN, [TAG_TEMPLATE] = TAG_IS_HIDDEN | TAG_IS_SCOPE, [TAG_TEXTAREA] = TAG_IS_HIDDEN | TAG_IS_RAW,
    [TAG_TITLE] = TAG_IS_HIDDEN | TAG_IS_RAW, [TAG_VIDEO] = TAG_IS_HIDDEN,
};

avow_tag avow_tag_named(const char *name, size_t size)
{
    size_t low = 0, high = sizeof tags / sizeof *tags;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(tags[middle].name, name, size);
        if (order == 0 && tags[middle].name[size] == '\0') return (avow_tag)tags[middle].tag;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return TAG_OTHER;
}

int avow_attribute_named(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (attributes[i].name[0] == name[0] && strncmp(attributes[i].name, name, size) == 0 && attributes[i].name[size] == '\0')
            return attributes[i].attribute;
    return -1;
}
