/* namesake.h - can two names be one speaker's? Asked of a quotation's speaker and the one that the record has for it. */
#ifndef AVOW_RECORD_NAMESAKE_H
#define AVOW_RECORD_NAMESAKE_H

#include "mem.h"

typedef enum avow_namesake {
    AVOW_NAMESAKE_UNKNOWN,      /* one of them names nobody: "the mayor", "two officials", or nothing at all */
    AVOW_NAMESAKE_SAME,         /* "Sen. Ted Cruz" and "Cruz", "Federal Bureau of Investigation" and "FBI" */
    AVOW_NAMESAKE_OTHER
} avow_namesake;

/* Compares a name that somebody asks for with one of the record, NUL-terminated UTF-8. Titles, initials, accents and case make no
 * difference; of joint names ("A & B") one that is the same is enough. Looked at are 8 joint names, 16 words of each. */
avow_namesake avow_namesakes(const char *asked, const char *recorded);

#endif
