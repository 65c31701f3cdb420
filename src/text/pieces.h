/* pieces.h - what the files of this module ask of each other. */
#ifndef AVOW_TEXT_PIECES_H
#define AVOW_TEXT_PIECES_H

#include "text.h"

/* The longest piece that word[0..size) begins with, as a word's first piece or (inner) one behind it, which the vocabulary
 * spells with "##". Returns its length and its id in *id; 0 if there is none. A piece ends where a character does. */
size_t avow_vocabulary_longest(const avow_vocabulary *vocabulary, const char *word, size_t size, bool inner, uint32_t *id);

/* 0 to 3: see the shapes in text.h. */
unsigned avow_case_class(const char *word, size_t size);

#endif
