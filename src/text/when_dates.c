/* when_dates.c - the grammar's rules for what the calendar names: dates, weekdays, months, years, decades; and for the clock that
 * may stand beside them. */
#include "when_grammar.h"

#include <string.h>

/* ---- clock -------------------------------------------------------------------------------------------------------- */

/* "p.m.", "PM" */
static bool half_day(reader *r)
{
    reader before = *r;
    if (next_is(r, "am pm")) {
        skip(r);
        return true;
    }
    if (next_is(r, "a p")) {
        skip(r);
        if (take_sign(r, '.') && next_is(r, "m")) {
            skip(r);
            take_sign(r, '.');
            return true;
        }
    }
    *r = before;
    return false;
}

/* "9pm" is one word. */
static bool joined_half_day(reader *r)
{
    if (r->class != OTHER || word_size(r) < 3 || word_size(r) > 4 || r->value == 0 || r->value > 12) return false;
    if (!avow_word_listed(r->text, (avow_span){r->word.end - 2, r->word.end}, "am pm")) return false;
    skip(r);
    return true;
}

bool avow_time_clock(reader *r)
{
    reader before = *r;
    bool found = take(r, NOON) || joined_half_day(r);
    if (!found && r->value < 24 && take(r, DIGITS)) {
        reader hour = *r;
        bool minutes = take_sign(r, ':') && take(r, DIGITS) && r->taken < 60;
        if (!minutes) *r = hour;
        found = half_day(r) || minutes;
    }
    if (!found) {
        *r = before;
        return false;
    }
    if (r->class == ZONE && capital_next(r)) {
        skip(r);
        if (next_is(r, "time")) skip(r);
    }
    return true;
}

/* ---- years -------------------------------------------------------------------------------------------------------- */

static bool four_digits(reader *r, int least)
{
    return word_size(r) == 4 && r->value >= least && r->value <= 2999 && take(r, DIGITS);
}

/* Is the number at word a part of a longer one or of an amount, as in "2,016", "$2016", "2016%"? r stands behind it. */
static bool joined(const reader *r, avow_span word)
{
    char before = word.start > 0 ? r->text[word.start - 1] : ' ', earlier = word.start > 1 ? r->text[word.start - 2] : ' ';
    if (before != '\0' && strchr("$#+", before)) return true;
    if (before != '\0' && strchr(".,:/'-", before) && earlier >= '0' && earlier <= '9') return true;
    if (r->class != SIGN || r->word.start > word.end || r->word.end >= r->to) return false;
    char after = r->text[r->word.end];
    return r->value == '%' || (after >= '0' && after <= '9' && r->value != 0 && strchr(",.:/", r->value));
}

bool avow_time_year(reader *r, expression *e)
{
    avow_span word = r->word;
    if (!four_digits(r, 1000)) return false;
    is(e, AVOW_TIME_CALENDAR, AVOW_TIME_YEAR, 0);
    e->year = r->taken;
    if (joined(r, word)) return false;
    if ((e->year < 1900 || e->year > 2099) && !avow_time_follows(r, word.start, "in since until")) return false;
    return !avow_time_follows(r, word.start, "over about nearly almost than some least most approximately roughly another no page rule") &&
           !next_is(r, "people men women voters votes delegates miles feet dollars euros pounds troops jobs percent times words");
}

/* [","] YEAR */
static void year_tail(reader *r, expression *e)
{
    reader before = *r;
    take_sign(r, ',');
    if (four_digits(r, 1000)) e->year = r->taken;
    else *r = before;
}

/* The year that a decade or century begins with: "the 1800s" is a century, "the 2000s" ten years. */
static bool years_are(expression *e, int year)
{
    bool century = year % 100 == 0 && year < 2000;
    is(e, AVOW_TIME_CALENDAR, century ? AVOW_TIME_CENTURY : AVOW_TIME_DECADE, 0);
    e->year = year;
    return year >= 1000 && year <= 2990;
}

bool avow_time_decade(reader *r, expression *e)
{
    return r->value >= 1000 && take(r, DECADE) && years_are(e, r->taken);
}

bool avow_time_the_decade(reader *r, expression *e)
{
    if (take_sign(r, '\'')) return r->value >= 20 && r->value < 100 && take(r, DECADE) && years_are(e, 1900 + r->taken);
    if (r->class == DECADE_NAME) return take(r, DECADE_NAME) && years_are(e, 1900 + r->taken * 10);
    if (r->class != DIGITS) return avow_time_decade(r, e);
    int year = r->value;
    skip(r);
    if (year % 10 != 0 || !take_sign(r, '\'') || !next_is(r, "s")) return false;
    skip(r);
    return years_are(e, year);
}

bool avow_time_century(reader *r, expression *e)
{
    if (r->value < 2 || r->value > 29 || !take(r, ORDINAL)) return false;
    int nth = r->taken;
    take_sign(r, '-');
    if (!take_unit(r, AVOW_TIME_CENTURY)) return false;
    is(e, AVOW_TIME_CALENDAR, AVOW_TIME_CENTURY, 0);
    e->year = (nth - 1) * 100;
    return true;
}

/* SEASON ["of"] YEAR */
bool avow_time_season(reader *r, expression *e)
{
    if (!take(r, SEASON)) return false;
    is(e, AVOW_TIME_CALENDAR, AVOW_TIME_SEASON, 0);
    e->season = r->taken;
    take(r, OF);
    if (!four_digits(r, 1000)) return false;
    e->year = r->taken;
    return true;
}

/* ---- months and days ---------------------------------------------------------------------------------------------- */

bool avow_time_month_name(reader *r)
{
    if (!capital_next(r)) return false;
    if (r->class != MONTH_SHORT) return take(r, MONTH);
    skip(r);
    int month = r->taken;
    take_sign(r, '.');
    r->taken = month;
    return true;
}

static bool take_day(reader *r)
{
    if (r->value < 1 || r->value > 31 || word_size(r) > 4) return false;
    return take(r, ORDINAL) || (word_size(r) <= 2 && take(r, DIGITS));
}

/* ["of"] "last week", "this year": the unit, counted from the article's date */
static bool of_unit(reader *r, avow_time_unit unit, int *count)
{
    take(r, OF);
    *count = r->class == LAST ? -1 : r->class == NEXT;
    if (r->class != LAST && r->class != NEXT && r->class != THIS) return false;
    skip(r);
    return take_unit(r, unit);
}

/* Does a month's name, with neither day nor year, mean the month? Names of people and verbs don't: "Theresa May", "March on
 * Washington". r stands behind it. */
static bool month_alone(const reader *r, avow_span word)
{
    if (!avow_word_listed(r->text, word, "march april may june august")) return true;
    if (r->class != WEEKDAY && capital_next(r)) return false;
    if (avow_time_follows(r, word.start, "in since until till through during by last this next early late mid")) return true;
    return avow_time_follows(r, word.start, "a an the his her its their") && word_size(r) > 0 &&
           avow_word_proper(r->text, r->word) && !next_is(r, "of for to on in at against and or is was has had said says will would did");
}

/* MONTH DAY [","] [YEAR] · MONTH [","|"of"] YEAR · MONTH "of last year" · MONTH */
bool avow_time_month_first(reader *r, expression *e)
{
    avow_span word = r->word;
    bool abbreviated = r->class == MONTH_SHORT;
    if (!avow_time_month_name(r)) return false;
    is(e, AVOW_TIME_CALENDAR, AVOW_TIME_MONTH, 0);
    e->month = r->taken;
    reader behind = *r;
    if (take_day(r) && !(r->class == SIGN && r->value == ':')) {
        e->unit = AVOW_TIME_DAY;
        e->day = r->taken;
        year_tail(r, e);
        return true;
    }
    *r = behind;
    if (!take(r, OF)) take_sign(r, ',');
    if (four_digits(r, 1000)) {
        e->year = r->taken;
        return true;
    }
    *r = behind;
    if (r->class == OF && of_unit(r, AVOW_TIME_YEAR, &e->count)) {
        e->kind = AVOW_TIME_SHIFTED;
        e->unit = AVOW_TIME_YEAR;
        return true;
    }
    e->count = 0;
    *r = behind;
    return !abbreviated && month_alone(r, word);
}

/* DAY ["of"] MONTH [","] [YEAR] */
bool avow_time_day_first(reader *r, expression *e)
{
    if (!take_day(r)) return false;
    int day = r->taken;
    take(r, OF);
    if (!avow_time_month_name(r)) return false;
    is(e, AVOW_TIME_CALENDAR, AVOW_TIME_DAY, 0);
    e->month = r->taken;
    e->day = day;
    year_tail(r, e);
    return true;
}

/* Three numbers with the same sign between. Vague where day and month can't be told apart: "5/8/2016". */
bool avow_time_numeric(reader *r, expression *e)
{
    int part[3], sign = 0;
    for (int i = 0; i < 3; i++) {
        if (i == 1) sign = r->class == SIGN ? r->value : 0;
        if (i > 0 && ((sign != '-' && sign != '/') || r->word.start > r->at || !take_sign(r, sign))) return false;
        if ((i > 0 && r->word.start > r->at) || !take(r, DIGITS)) return false;
        part[i] = r->taken;
    }
    is(e, AVOW_TIME_CALENDAR, AVOW_TIME_DAY, 0);
    e->year = part[0];
    e->month = part[1];
    e->day = part[2];
    if (sign == '/') {
        bool british = part[0] > 12;
        e->year = part[2];
        e->month = part[british ? 1 : 0];
        e->day = part[british ? 0 : 1];
        if (!british && e->day <= 12 && e->day != e->month) e->kind = AVOW_TIME_VAGUE;
    }
    return e->year >= 1000 && e->year <= 2999 && e->month >= 1 && e->month <= 12 && e->day >= 1 && e->day <= 31;
}

/* WEEKDAY · WEEKDAY [","] date · WEEKDAY ["of"] "last week" */
bool avow_time_weekday(reader *r, expression *e)
{
    bool abbreviated = r->class == WEEKDAY_SHORT;
    if (abbreviated && !capital_next(r)) return false;
    if (avow_time_follows(r, r->word.start, "super black cyber good ash")) return false;
    skip(r);
    int day = r->taken;
    if (abbreviated) take_sign(r, '.');
    reader behind = *r;
    take_sign(r, ',');
    take(r, THE);
    rule *const dates[] = {avow_time_month_first, avow_time_day_first};
    if (avow_time_any(r, e, dates, 2) && e->unit == AVOW_TIME_DAY) {
        e->weekday = day;
        return true;
    }
    *r = behind;
    if (abbreviated) return false;
    int count;
    if (of_unit(r, AVOW_TIME_WEEK, &count)) {
        is(e, AVOW_TIME_SHIFTED, AVOW_TIME_WEEK, count);
        e->weekday = day;
        return true;
    }
    *r = behind;
    is(e, AVOW_TIME_CALENDAR, AVOW_TIME_DAY, 0);
    e->weekday = day;
    if (r->class != PART || !capital_next(r)) return true;
    skip(r);                                    /* "Saturday Night Live", "Saturday Evening Post" */
    bool title = avow_word_proper(r->text, r->word) && capital_next(r);
    *r = behind;
    return !title;
}
