/* furniture.h - what a text holds that is the page's and not the article's: credits of pictures, share lines, reply forms, teasers of
 * other articles. Text taken off web pages has it between its paragraphs, and sometimes within them. */
#ifndef AVOW_TEXT_FURNITURE_H
#define AVOW_TEXT_FURNITURE_H

#include "mem.h"

/* The words that tell it (furniture_phrases.c), found by their first byte. Filled once for a text or a page; 12 KiB. */
enum { AVOW_MOST_PHRASES = 480 };
typedef struct avow_phrase {
    const char *words, *kind;
    uint16_t next, use;             /* the next one of the same first byte, counted from 1; what it is used for */
    uint8_t length, number;         /* bytes; its place in its list */
} avow_phrase;
typedef struct avow_phrases {
    avow_phrase items[AVOW_MOST_PHRASES];
    uint16_t first[256], uses[256]; /* of each first byte: the first phrase, counted from 1; all uses */
    size_t count;
} avow_phrases;
void avow_phrases_init(avow_phrases *phrases);

/* What a paragraph is that is furniture as a whole: "related", "share", ... (static storage); NULL for any other. */
const char *avow_furniture_kind(const avow_phrases *phrases, const char *paragraph, size_t size);

/* The furniture of a text, in order and apart, in arena; a paragraph is a line. False if there is no memory. Time linear in size. */
bool avow_furniture_find(const char *text, size_t size, avow_arena *arena, const avow_furniture **items, size_t *count);

/* ---- what the files of it ask of each other ----------------------------------------------------------------------------------- */

/* What a phrase is used for; bits. */
enum {
    AVOW_WHOLE = 1,                 /* furniture as a line of its own, alone or with others: "Advertisement" */
    AVOW_FIRST = 2,                 /* likewise, and at the beginning of a short line: "Read more: ..." */
    AVOW_ANYWHERE = 4,              /* likewise alone, and within a line, with a capital: "Continue reading the main story" */
    AVOW_SAYS = 8,                  /* somebody says something */
    AVOW_INVITES = 16,              /* begins an invitation: "Follow" */
    AVOW_ASKS = 32,                 /* is one wherever it stands: "Email us" */
    AVOW_REACHED = 64,              /* where somebody is reached: "on Twitter" */
    AVOW_BRACKETS = 128,            /* in brackets, makes them a credit */
    AVOW_ENDS = 256,                /* ends a credit: "/Getty Images" */
    AVOW_LABELS = 512,              /* begins a credit that ends a line: "Photo:" */
    AVOW_AGENCY = 1024,             /* likewise, behind the end of a sentence: "REUTERS/" */
    AVOW_TOPIC = 2048,              /* what notices to readers are about */
    AVOW_ADDRESS = 4096,            /* whom they address */
    AVOW_DATED = 8192               /* begins a date line */
};

/* The longest phrase with one of these uses at text[at..size), at < size: its length in the text, or 0. found may be NULL. */
size_t avow_phrase_at(const avow_phrases *phrases, const char *text, size_t size, size_t at, unsigned uses, const avow_phrase **found);

/* Length of the brackets at text[at] that hold the credit of a picture, "(AP Photo/Ann Lee)"; 0 if none do (furniture_line.c). */
size_t avow_credit_at(const avow_phrases *phrases, const char *text, size_t size, size_t at);

#endif
