/* namesake.h - can two names be one speaker's? Asked of a quotation's speaker and the one that the record has for it.
 *
 * plain_name.h reads names, too, and neither stands on the other: there a name becomes keys that the store keeps, so a name must be read
 * the same by every version, and a title is a word like any other, by which two people are told apart; here somebody typed a name,
 * perhaps with a title or without capitals, nothing is kept, and being lenient costs nothing. */
#ifndef AVOW_RECORD_NAMESAKE_H
#define AVOW_RECORD_NAMESAKE_H

#include <avow/record.h>

/* Compares a name that somebody asks for with one of the record, NUL-terminated UTF-8. Titles, initials, accents and case make no
 * difference; of joint names ("A & B") one that is the same is enough. UNKNOWN where one is a description ("the mayor"). Looked at are
 * 8 joint names, 16 words of each. */
avow_namesake avow_namesakes(const char *asked, const char *recorded);

/* May text be about somebody of the name that is asked for? It may if the name is a description, or one of its last words is in it. */
bool avow_may_name(const char *text, size_t size, const char *asked);

#endif
