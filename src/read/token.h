/* token.h - a page's UTF-8 cut into tags and texts. */
#ifndef AVOW_READ_TOKEN_H
#define AVOW_READ_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The elements that mean something here. */
typedef enum avow_tag {
    TAG_TEXT,                   /* no element: a run of characters */
    TAG_OTHER,                  /* an element that means nothing here, inline */
    TAG_STYLED,                 /* b, i, em, strong, font ...: how words look; makes no node */
    TAG_A, TAG_ADDRESS, TAG_ARTICLE, TAG_ASIDE, TAG_AUDIO, TAG_BLOCKQUOTE, TAG_BODY, TAG_BR, TAG_BUTTON, TAG_CAPTION, TAG_CENTER,
    TAG_DD, TAG_DETAILS, TAG_DIALOG, TAG_DIV, TAG_DL, TAG_DT, TAG_FIELDSET, TAG_FIGCAPTION, TAG_FIGURE, TAG_FOOTER, TAG_FORM,
    TAG_FRAMESET, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HR, TAG_HTML, TAG_IFRAME, TAG_LABEL,
    TAG_LI, TAG_LINK, TAG_MAIN, TAG_MATH, TAG_META, TAG_NAV, TAG_NOSCRIPT, TAG_OBJECT, TAG_OL, TAG_OPTION, TAG_P, TAG_PRE,
    TAG_SCRIPT, TAG_SECTION, TAG_SELECT, TAG_SPAN, TAG_STYLE, TAG_SUMMARY, TAG_SVG, TAG_TABLE, TAG_TBODY, TAG_TD, TAG_TEMPLATE,
    TAG_TEXTAREA, TAG_TH, TAG_TIME, TAG_TITLE, TAG_TR, TAG_UL, TAG_VIDEO,
    TAG_VOID,                   /* img, input ...: an element without content that means nothing here */
    TAG_COUNT
} avow_tag;

enum {
    TAG_IS_BLOCK = 1,           /* begins and ends a paragraph */
    TAG_IS_VOID = 2,            /* has no content and no end tag */
    TAG_IS_RAW = 4,             /* its content is text up to its own end tag */
    TAG_IS_SCOPE = 8,           /* an end tag within it closes nothing outside of it */
    TAG_IS_HIDDEN = 16          /* its content is not shown, or is no reading matter */
};
extern const uint8_t avow_tag_flags[TAG_COUNT];

/* The attributes that mean something here. */
typedef enum avow_attribute_name {
    ATTR_CLASS, ATTR_CONTENT, ATTR_DATETIME, ATTR_HIDDEN, ATTR_HREF, ATTR_HTTP_EQUIV, ATTR_ARIA_HIDDEN, ATTR_ID, ATTR_ITEMPROP, ATTR_LANG,
    ATTR_NAME, ATTR_PROPERTY, ATTR_REL, ATTR_ROLE, ATTR_STYLE, ATTR_TYPE, ATTR_DATA, ATTR_COUNT
} avow_attribute_name;

typedef struct avow_attribute {
    uint8_t name;               /* an avow_attribute_name */
    size_t start, end;          /* of its value in the page's UTF-8, entities unresolved */
} avow_attribute;

typedef enum avow_token_kind { TOKEN_TEXT, TOKEN_START, TOKEN_END, TOKEN_EOF } avow_token_kind;

enum { MOST_ATTRIBUTES = 16 };

typedef struct avow_token {
    avow_token_kind kind;
    avow_tag tag;
    uint32_t name;              /* a hash of the element's name, to tell those of TAG_OTHER apart */
    bool raw;                   /* a text in which entities mean nothing: of a script */
    size_t start, end;          /* text: in the page */
    avow_attribute attributes[MOST_ATTRIBUTES];
    size_t attribute_count;
} avow_token;

typedef struct avow_tokenizer {
    const char *text;
    size_t size, at;
    avow_tag raw;               /* the raw element that the tokenizer is in, or TAG_TEXT */
    size_t raw_name, raw_length;    /* its name, in the text */
    size_t drawing;             /* how many <svg> or <math> are open */
} avow_tokenizer;

void avow_tokenizer_init(avow_tokenizer *tokenizer, const char *text, size_t size);
void avow_token_next(avow_tokenizer *tokenizer, avow_token *token);

#endif
