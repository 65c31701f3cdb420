/* when_value.c - what day or period an expression of time means, seen from the article's date.
 *
 * Days are counted from 1 January of year 0 of the proleptic Gregorian calendar, as ISO 8601 has it, a Saturday. A name that the
 * calendar has many of ("Tuesday", "March 3", "summer") is looked for around the anchor, and the expression's direction chooses. */
#include <stdio.h>

#include "when.h"

typedef struct period {     /* days, first and last */
    long begin, end;
} period;

typedef avow_time_expression expression;

/* ---- the calendar ------------------------------------------------------------------------------------------------- */

static long floor_div(long a, long b)
{
    return a / b - (a % b < 0);
}

static bool leap(long year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(long year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && leap(year));
}

/* The day number; month may be 13: the next year's January. */
static long day_number(long year, int month, int day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    if (month > 12) {
        year++;
        month -= 12;
    }
    long leaps = floor_div(year + 3, 4) - floor_div(year + 99, 100) + floor_div(year + 399, 400);
    return year * 365 + leaps + before[month - 1] + (month > 2 && leap(year)) + day - 1;
}

/* 1 Monday to 7 Sunday */
static int weekday_of(long day)
{
    return (int)((day + 5) % 7) + 1;
}

static void civil(long number, long *year, int *month, int *day)
{
    *year = number / 366;       /* at or before the right one */
    while (day_number(*year + 1, 1, 1) <= number) ++*year;
    *month = 1;
    while (day_number(*year, *month + 1, 1) <= number) ++*month;
    *day = (int)(number - day_number(*year, *month, 1)) + 1;
}

static period month_period(long year, int month)
{
    return (period){day_number(year, month, 1), day_number(year, month + 1, 1) - 1};
}

static period years(long first, long count)
{
    return (period){day_number(first, 1, 1), day_number(first + count, 1, 1) - 1};
}

/* Spring is March to May, and winter begins in the year's December: the northern half's, by whole months. */
static period season_period(long year, int season)
{
    int first = season * 3;
    return (period){day_number(year, first, 1), day_number(first == 12 ? year + 1 : year, first == 12 ? 3 : first + 3, 1) - 1};
}

static bool digits(const char *at, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9') return false;
        *value = *value * 10 + at[i] - '0';
    }
    return true;
}

bool avow_time_day(const char *date, long *day)
{
    int y, m, d;
    if (date == NULL) return false;
    if (!digits(date, 4, &y) || date[4] != '-' || !digits(date + 5, 2, &m) || date[7] != '-' || !digits(date + 8, 2, &d)) return false;
    if (date[10] != '\0' && date[10] != 'T' && date[10] != 't' && date[10] != ' ') return false;
    if (m < 1 || m > 12 || d < 1 || d > month_days(y, m)) return false;
    *day = day_number(y, m, d);
    return true;
}

void avow_time_date(long day, char date[sizeof "0000-00-00"])
{
    long year;
    int month, of_month;
    civil(day, &year, &month, &of_month);
    const int digits[] = {(int)(year / 1000 % 10), (int)(year / 100 % 10), (int)(year / 10 % 10), (int)(year % 10), month / 10, month % 10,
                          of_month / 10, of_month % 10};
    for (int i = 0, at = 0; i < 8; i++) {
        if (i == 4 || i == 6) date[at++] = '-';
        date[at++] = (char)('0' + digits[i]);
    }
    date[sizeof "0000-00-00" - 1] = '\0';
}

/* ---- choosing among many ------------------------------------------------------------------------------------------ */

/* How far off it is. */
static long gap(period p, long anchor, long coming)
{
    return anchor < p.begin ? coming * (p.begin - anchor) : anchor > p.end ? anchor - p.end : 0;
}

/* Is candidate what the direction asks for, and better than best? Candidates come in the calendar's order. */
static bool better(avow_time_direction direction, period candidate, const period *best, long anchor, bool same_year)
{
    switch (direction) {
    case AVOW_TIME_PAST: return candidate.begin <= anchor;
    case AVOW_TIME_BEFORE: return candidate.end < anchor;
    case AVOW_TIME_FUTURE: return best == NULL && candidate.end >= anchor;
    case AVOW_TIME_AFTER: return best == NULL && candidate.begin > anchor;
    case AVOW_TIME_THIS: return same_year;
    default: break;
    }
    long coming = direction == AVOW_TIME_NEAREST ? 1 : 4;
    return best == NULL || gap(candidate, anchor, coming) < gap(*best, anchor, coming);
}

/* The candidate of a year, if that year has one: 29 February, or a weekday with its date, may be missing. */
static bool in_year(const expression *e, long year, period *out)
{
    if (e->unit == AVOW_TIME_SEASON) {
        *out = season_period(year, e->season);
    } else if (e->day == 0) {
        *out = month_period(year, e->month);
    } else {
        if (e->day > month_days(year, e->month)) return false;
        out->begin = out->end = day_number(year, e->month, e->day);
        if (e->weekday > 0 && e->year == 0 && weekday_of(out->begin) != e->weekday) return false;
    }
    return true;
}

static bool choose(const expression *e, long anchor, period *out)
{
    enum { AROUND = 12 };           /* years: any date comes twice within that many, but 29 February with a weekday */
    bool found = false, weekly = e->month == 0 && e->season == 0;
    long anchor_year;
    int month, day;
    civil(anchor, &anchor_year, &month, &day);
    for (long i = -AROUND; i <= AROUND; i++) {
        period p;
        if (weekly) {
            p.begin = anchor - weekday_of(anchor) + (e->unit == AVOW_TIME_WEEKEND ? 6 : e->weekday) + 7 * i;
            p.end = p.begin + (e->unit == AVOW_TIME_WEEKEND);
        } else if (anchor_year + i < 1 || !in_year(e, anchor_year + i, &p)) {
            continue;
        }
        if (!better(e->direction, p, found ? out : NULL, anchor, i == 0)) continue;
        *out = p;
        found = true;
    }
    return found;
}

/* ---- the kinds ---------------------------------------------------------------------------------------------------- */

static bool calendar(const expression *e, bool anchored, long anchor, period *out)
{
    if (e->year == 0) return anchored && choose(e, anchor, out);
    if (e->unit == AVOW_TIME_YEAR) *out = years(e->year, 1);
    else if (e->unit == AVOW_TIME_DECADE) *out = years(e->year, 10);
    else if (e->unit == AVOW_TIME_CENTURY) *out = years(e->year, 100);
    else return in_year(e, e->year, out);
    return true;
}

static bool shifted(const expression *e, long anchor, period *out)
{
    long year, size = e->unit == AVOW_TIME_DECADE ? 10 : e->unit == AVOW_TIME_CENTURY ? 100 : 1;
    int month, day;
    civil(anchor, &year, &month, &day);
    switch (e->unit) {
    case AVOW_TIME_DAY:
        out->begin = out->end = anchor + e->count;
        return true;
    case AVOW_TIME_WEEK:
        out->begin = anchor + 1 - weekday_of(anchor) + 7L * e->count;
        out->end = out->begin + 6;
        if (e->weekday > 0) out->begin = out->end = out->begin + e->weekday - 1;
        return true;
    case AVOW_TIME_MONTH: {
        long months = year * 12 + month - 1 + e->count;
        *out = month_period(floor_div(months, 12), (int)(months - floor_div(months, 12) * 12) + 1);
        return true;
    }
    default:
        year = floor_div(year, size) * size + e->count * size;
        *out = e->month > 0 ? month_period(year, e->month) : years(year, size);
        return true;
    }
}

/* So many units up to the anchor, or from it on. */
static bool stretch(const expression *e, long anchor, period *out)
{
    long other = anchor + (e->unit == AVOW_TIME_WEEK ? 7L : 1L) * e->count;
    if (e->unit == AVOW_TIME_MONTH || e->unit == AVOW_TIME_YEAR) {
        long year;
        int month, day;
        civil(anchor, &year, &month, &day);
        long months = year * 12 + month - 1 + (e->unit == AVOW_TIME_YEAR ? 12L : 1L) * e->count;
        year = floor_div(months, 12);
        month = (int)(months - year * 12) + 1;
        other = day_number(year, month, day < month_days(year, month) ? day : month_days(year, month));
    }
    *out = e->count < 0 ? (period){other, anchor} : (period){anchor, other};
    return true;
}

/* ---- writing ------------------------------------------------------------------------------------------------------ */

bool avow_time_value(const avow_time_expression *e, const char *anchor, char value[AVOW_TIME_VALUE])
{
    value[0] = '\0';
    long today = 0;
    bool anchored = avow_time_day(anchor, &today) && today >= day_number(1, 1, 1), known = false;
    period p = {0, 0};
    if (e->kind == AVOW_TIME_CALENDAR) known = calendar(e, anchored, today, &p);
    else if (e->kind == AVOW_TIME_SHIFTED) known = anchored && shifted(e, today, &p);
    else if (e->kind == AVOW_TIME_STRETCH) known = anchored && stretch(e, today, &p);
    if (!known || p.begin < day_number(1, 1, 1) || p.end > day_number(9999, 12, 31)) return false;

    long year[2];
    int month[2], day[2];
    civil(p.begin, &year[0], &month[0], &day[0]);
    civil(p.end, &year[1], &month[1], &day[1]);
    bool whole = e->kind != AVOW_TIME_STRETCH && p.begin != p.end;
    if (p.begin == p.end)
        snprintf(value, AVOW_TIME_VALUE, "%04ld-%02d-%02d", year[0], month[0], day[0]);
    else if (whole && (e->unit == AVOW_TIME_MONTH || e->month > 0))
        snprintf(value, AVOW_TIME_VALUE, "%04ld-%02d", year[0], month[0]);
    else if (whole && e->unit == AVOW_TIME_YEAR)
        snprintf(value, AVOW_TIME_VALUE, "%04ld", year[0]);
    else
        snprintf(value, AVOW_TIME_VALUE, "%04ld-%02d-%02d/%04ld-%02d-%02d", year[0], month[0], day[0], year[1], month[1], day[1]);
    return true;
}
