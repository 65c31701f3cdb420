/* when_grammar.h - what the rules of the grammar of time share: the reader that gives them words, and the rules for dates.
 *
 * A reader is a place in the text with the word that follows it. To try an alternative is to copy the reader, and to go back to the
 * copy where it fails. What a rule that fails has left in the expression means nothing: the next one fills it anew. Every rule
 * looks at a bounded number of words, so that the time is linear in the text. */
#ifndef AVOW_TEXT_WHEN_GRAMMAR_H
#define AVOW_TEXT_WHEN_GRAMMAR_H

#include "when.h"
#include "words.h"

typedef enum class {
    OTHER, SIGN, DIGITS, ORDINAL, DECADE, COUNT, FEW, WEEKDAY, WEEKDAY_SHORT, MONTH, MONTH_SHORT, SEASON, DAY_NAME, PART, UNIT,
    UNITS, DECADE_NAME, A, THE, THIS, THAT, LAST, PAST, NEXT, SAME, RECENT, EARLY, EARLIER, AGO, BEFORE, IN, ON, OF, AT, AND, EDGE,
    NOON, ZONE
} class;

/* Units behind those of avow_time_unit, which only amounts have. */
enum { FORTNIGHT = AVOW_TIME_CENTURY + 1, HOUR };

typedef struct reader {
    const char *text;
    size_t to;              /* end of what may be read */
    size_t at;              /* behind the last word taken */
    avow_span word;         /* the next one; empty at the end */
    class class;            /* what it is */
    int value;              /* its place in its class's list, its number, or a sign's character */
    int taken;              /* value of the last word taken */
} reader;

typedef avow_time_expression expression;

/* ---- the reader (when_reader.c) ---------------------------------------------------------------------------------------- */

/* Looks at the word behind r->at. */
void avow_time_look(reader *r);

/* Is the word before start, a hyphen between them left out, one of list? */
bool avow_time_follows(const reader *r, size_t start, const char *list);

static inline void skip(reader *r)
{
    r->taken = r->value;
    r->at = r->word.end;
    avow_time_look(r);
}

static inline bool take(reader *r, class wanted)
{
    if (r->class != wanted) return false;
    skip(r);
    return true;
}

/* Apostrophes and dashes are all ' and -. */
static inline bool take_sign(reader *r, int sign)
{
    return r->value == sign && take(r, SIGN);
}

static inline bool take_unit(reader *r, avow_time_unit unit)
{
    return r->value == (int)unit + 1 && take(r, UNIT);
}

static inline size_t word_size(const reader *r)
{
    return r->word.end - r->word.start;
}

static inline bool next_is(const reader *r, const char *list)
{
    return avow_word_listed(r->text, r->word, list) > 0;
}

static inline bool capital_next(const reader *r)
{
    return word_size(r) > 0 && avow_word_capital(r->text, r->word);
}

/* Makes an expression of the kind; true, for rules to end with. */
static inline bool is(expression *e, avow_time_kind kind, avow_time_unit unit, int count)
{
    *e = (expression){.kind = kind, .unit = unit, .count = count};
    return true;
}

/* ---- what the calendar names (when_dates.c) ---------------------------------------------------------------------------- */

typedef bool rule(reader *r, expression *e);

/* One of the rules, in their order; false, and the reader where it was, if none takes. */
bool avow_time_any(reader *r, expression *e, rule *const *rules, size_t count);

bool avow_time_clock(reader *r);            /* "4 p.m.", "10:30 a.m. ET", "noon": says nothing of the day */
bool avow_time_month_name(reader *r);       /* "Nov.", "November" */
rule avow_time_month_first;                 /* "Nov. 8, 2016", "May 2016", "April" */
rule avow_time_day_first;                   /* "8 November 2016" */
rule avow_time_numeric;                     /* "2016-11-08", "11/8/2016" */
rule avow_time_year;                        /* "2016" */
rule avow_time_weekday;                     /* "Tuesday", "Tuesday, Nov. 8", "Tuesday of last week" */
rule avow_time_season;                      /* "summer of 2015" */
rule avow_time_decade;                      /* "1990s", "1800s" */
rule avow_time_the_decade;                  /* "'90s", "1930's", "sixties", behind "the" */
rule avow_time_century;                     /* "20th century" */

#endif
