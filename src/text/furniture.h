/* furniture.h - what a text holds that is the page's and not the article's: credits of pictures, share lines, reply forms, teasers of
 * other articles. Text taken off web pages has it between its paragraphs, and sometimes within them. */
#ifndef AVOW_TEXT_FURNITURE_H
#define AVOW_TEXT_FURNITURE_H

#include "mem.h"

/* What a paragraph is that is furniture as a whole: "related", "share", ... (static storage); NULL for any other. */
const char *avow_furniture_kind(const char *paragraph, size_t size);

/* The furniture of a text, in order and apart, in arena; a paragraph is a line. False if there is no memory. Time linear in size. */
bool avow_furniture_find(const char *text, size_t size, avow_arena *arena, const avow_furniture **items, size_t *count);

/* ---- what the files of it ask of each other (furniture_phrases.c) --------------------------------------------------------------- */

/* Where a phrase counts. */
typedef enum avow_phrase_place {
    AVOW_PHRASE_WHOLE,          /* as a line of its own, alone or with others: "Advertisement" */
    AVOW_PHRASE_FIRST,          /* at the beginning of a short line too: "Read more: ..." */
    AVOW_PHRASE_ANYWHERE,       /* within a line too, with a capital: "Continue reading the main story" */
} avow_phrase_place;

/* Length of the longest phrase of a list ("said;according to") at text[at..size), at < size, and its place in the list (place may be
 * NULL); 0 if there is none. */
size_t avow_phrase_listed(const char *text, size_t size, size_t at, const char *list, unsigned *place);

/* The longest phrase at text[at..size) that counts in such a place; its length, with its kind, or 0. */
size_t avow_phrase_at(const char *text, size_t size, size_t at, avow_phrase_place place, const char **kind);

/* Length of the brackets at text[at] that hold the credit of a picture, "(AP Photo/Ann Lee)"; 0 if none do (furniture_line.c). */
size_t avow_credit_at(const char *text, size_t size, size_t at);

#endif
