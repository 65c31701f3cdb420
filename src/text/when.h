/* when.h - English expressions of time: finding them, what day or period they mean, and which of them says when a statement
 * was made. The grammar is described in doc/time.md. Nothing here allocates, reads a clock or knows a locale; time is linear in
 * the text. */
#ifndef AVOW_TEXT_WHEN_H
#define AVOW_TEXT_WHEN_H

#include <avow/avow.h>

/* ---- the expressions ---------------------------------------------------------------------------------------------- */

typedef enum avow_time_kind {
    AVOW_TIME_VAGUE,        /* says when, but not by the calendar: "a few days ago", "that night" */
    AVOW_TIME_CALENDAR,     /* names what it means: "Tuesday", "Nov. 8", "in 2015", "the 1990s", "the weekend" */
    AVOW_TIME_SHIFTED,      /* counts periods from that of the article's date: "yesterday", "last week", "two years ago" */
    AVOW_TIME_STRETCH       /* so many units up to the article's date, or from it on: "the past three days" */
} avow_time_kind;

typedef enum avow_time_unit {
    AVOW_TIME_DAY, AVOW_TIME_WEEK, AVOW_TIME_WEEKEND, AVOW_TIME_MONTH, AVOW_TIME_SEASON, AVOW_TIME_YEAR, AVOW_TIME_DECADE,
    AVOW_TIME_CENTURY
} avow_time_unit;

/* Which one is meant where the calendar has many, "Tuesday" or "March 3", seen from the article's date. */
typedef enum avow_time_direction {
    AVOW_TIME_NEAREST,
    AVOW_TIME_NEARLY_PAST,  /* the nearest, where what is to come counts as four times as far */
    AVOW_TIME_PAST,         /* the last one that has begun, the article's own day counted */
    AVOW_TIME_BEFORE,       /* the last one that is over: "last Tuesday" */
    AVOW_TIME_FUTURE,       /* the first one that isn't over */
    AVOW_TIME_AFTER,        /* the first one that hasn't begun: "next Tuesday" */
    AVOW_TIME_THIS          /* the year's own: "this summer" */
} avow_time_direction;

typedef struct avow_time_expression {
    size_t start, end;      /* bytes of the text, half open: "Thursday" of "on Thursday" */
    avow_time_kind kind;
    avow_time_unit unit;    /* of the value */
    int count;              /* SHIFTED and STRETCH: how many units; negative into the past */
    /* What is named; 0 where nothing is. Seasons: 1 spring to 4 winter; weekdays: 1 Monday to 7 Sunday; a decade or century is
     * the year that it begins with. With SHIFTED, a weekday of the week or a month of the year that is counted to. */
    int year, month, day, weekday, season;
    avow_time_direction direction;
    bool directed;          /* direction comes from the expression's own words ("next Tuesday"), not from those around it */
} avow_time_expression;

/* Finds the first expression of time that lies within text[from..to); false if there is none. Both are word boundaries. The words
 * before it count too, also those before from: "will speak on Monday" is about a Monday to come. */
bool avow_time_next(const char *text, size_t from, size_t to, avow_time_expression *out);

/* "2016-05-16/2016-05-22" and its NUL. */
enum { AVOW_TIME_VALUE = 22 };

/* The day ("2016-05-24"), month ("2016-04"), year ("2015") or interval of days, first and last ("2016-05-16/2016-05-22"), by
 * ISO 8601. anchor is the article's date, an ISO 8601 date or date and time; it may be NULL or anything else. False if the
 * expression is vague, or needs an anchor and has none, or falls outside the years 1 to 9999; value is then "". */
bool avow_time_value(const avow_time_expression *expression, const char *anchor, char value[AVOW_TIME_VALUE]);

/* The day of an ISO 8601 date ("2016-05-24") or date and time ("2016-05-24T08:00:00Z"), counted from 1 January of year 0. False if date is
 * NULL or anything else. */
bool avow_time_day(const char *date, long *day);
/* The other way round: "2016-05-24"; day is that of a year from 0 to 9999. */
void avow_time_date(long day, char date[sizeof "0000-00-00"]);

/* ---- when a statement was made ------------------------------------------------------------------------------------ */

/* The sentence around a cue: up to a line end, or to a full stop, question or exclamation mark that ends one. A mark within
 * quotation marks or after an abbreviation ("Mr.", "U.S.", "Nov.") doesn't. quoted are the flags of avow_quote_flags, one a byte of
 * text; NULL: sentences within quotation marks end, too. Looks at most AVOW_SENTENCE_REACH bytes either way. */
enum { AVOW_SENTENCE_REACH = 4096 };
avow_span avow_sentence_around(const char *text, size_t size, const uint8_t *quoted, avow_span cue);

/* The sentence before the one given, likewise; the same one where there is none. */
avow_span avow_sentence_before(const char *text, size_t size, const uint8_t *quoted, avow_span sentence);

/* Which expression in the cue's sentence says when the statement was made: "Putin on Thursday rejected ..."; false if none does.
 * content: the statement's, in text order. anchor, the article's date or NULL, keeps out times to come, unless the cue itself is
 * about the future ("will announce"). */
bool avow_time_of_statement(const char *text, const uint8_t *quoted, avow_span sentence, avow_span cue, const avow_span *content,
                            size_t contents, const char *anchor, avow_time_expression *out);

#endif
