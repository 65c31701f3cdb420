/* when.c - the grammar of English expressions of time, which doc/time.md describes: what counts from the article's date, and the
 * whole. A recursive descent, tried at each word of the text. */
#include "when.h"

#include "when_grammar.h"

#define ANY(r, e, ...) avow_time_any(r, e, (rule *const[]){__VA_ARGS__}, sizeof(rule *const[]){__VA_ARGS__} / sizeof(rule *))

/* ---- amounts ------------------------------------------------------------------------------------------------------ */

static bool take_half(reader *r)
{
    reader before = *r;
    if (take(r, AND) && take(r, A) && next_is(r, "half") && take(r, FEW)) return true;
    *r = before;
    return false;
}

/* "three weeks", "a year", "a few days", "years"; *count is 0 where it isn't told. */
static bool amount(reader *r, int *count, int *unit)
{
    *count = 0;
    bool one = take(r, A), singular = one, half = false;
    if (!one && r->value < 10000 && (r->class == DIGITS || r->class == COUNT)) {
        bool twenty = r->class == COUNT && r->value == 20;
        skip(r);
        *count = r->taken;
        reader before = *r;
        if (twenty && take_sign(r, '-') && r->value < 10 && take(r, COUNT)) *count += r->taken;
        else *r = before;
        singular = true;
        half = take_half(r);
    } else if (take(r, FEW)) {
        take(r, OF);
        singular = take(r, A);      /* "half a century" */
    } else if (one) {
        *count = 1;
    }
    *unit = r->value - 1;
    if (!take(r, UNITS) && !(singular && *unit != AVOW_TIME_WEEKEND && take(r, UNIT))) return false;
    if (half || (one && take_half(r))) *count = 0;
    return true;
}

/* So many units into the past (way -1) or the future. */
static bool is_amount(expression *e, avow_time_kind kind, int count, int unit, int way)
{
    if (unit == FORTNIGHT || unit == AVOW_TIME_DECADE || unit == AVOW_TIME_CENTURY) {
        count *= unit == FORTNIGHT ? 2 : unit == AVOW_TIME_DECADE ? 10 : 100;
        unit = unit == FORTNIGHT ? AVOW_TIME_WEEK : AVOW_TIME_YEAR;
    } else if (unit == HOUR) {
        count = count % 24 == 0 ? count / 24 : 0;
        unit = AVOW_TIME_DAY;
    }
    is(e, count == 0 ? AVOW_TIME_VAGUE : kind, (avow_time_unit)unit, count * way);
    if (way > 0) e->direction = AVOW_TIME_AFTER;
    return true;
}

/* "two weeks ago", "a day later", "a couple of years back" */
static bool amount_ago(reader *r, expression *e)
{
    size_t start = r->word.start;
    bool bare = r->class == UNITS, glued = start > 1 && r->text[start - 1] == ',' && r->text[start - 2] <= '9';
    int count, unit;
    if (!amount(r, &count, &unit) || glued) return false;
    if (bare && avow_time_follows(r, start, "hundred thousand million billion")) return false;
    if (take(r, EARLIER)) return is(e, AVOW_TIME_VAGUE, AVOW_TIME_DAY, 0);
    if (!take(r, AGO)) return false;
    if (avow_time_follows(r, start, "than over nearly almost about around roughly least some")) count = 0;
    return is_amount(e, AVOW_TIME_SHIFTED, count, unit, -1);
}

/* "past three days", "next few weeks", "last year" behind "the", but not "last week of April" */
static bool stretch(reader *r, expression *e)
{
    int count, unit, way = r->class == NEXT ? 1 : -1;
    if (r->class != LAST && r->class != PAST && r->class != NEXT) return false;
    skip(r);
    if (r->class == UNIT) {
        count = 1;
        unit = r->value - 1;
        if (way > 0 || unit == AVOW_TIME_DAY || unit == AVOW_TIME_WEEKEND || unit > AVOW_TIME_CENTURY) return false;
        skip(r);
    } else if (!amount(r, &count, &unit)) {
        return false;
    }
    return r->class != OF && is_amount(e, AVOW_TIME_STRETCH, count, unit, way);
}

/* ---- this, last, next --------------------------------------------------------------------------------------------- */

/* A name of the calendar after "this", "last", "next": "Tuesday", "April", "summer", "weekend". */
static bool directed_name(reader *r, expression *e, avow_time_direction direction)
{
    if (take(r, WEEKDAY)) {
        is(e, AVOW_TIME_CALENDAR, AVOW_TIME_DAY, 0);
        e->weekday = r->taken;
    } else if (take(r, SEASON)) {
        is(e, AVOW_TIME_CALENDAR, AVOW_TIME_SEASON, 0);
        e->season = r->taken;
    } else if (take_unit(r, AVOW_TIME_WEEKEND)) {
        is(e, AVOW_TIME_CALENDAR, AVOW_TIME_WEEKEND, 0);
    } else if (r->class != MONTH || !avow_time_month_first(r, e)) {
        return false;
    }
    bool by_context = direction == AVOW_TIME_THIS && (e->unit == AVOW_TIME_DAY || e->unit == AVOW_TIME_WEEKEND);
    e->directed = !by_context;      /* "this Tuesday" may have been or be to come */
    e->direction = direction;
    return true;
}

/* A unit after "this", "last", "next": "week"; not "last day", "this hour" */
static bool counted_unit(reader *r, expression *e, int count)
{
    int unit = r->value - 1;
    if (unit == AVOW_TIME_DAY || unit > AVOW_TIME_CENTURY || unit == AVOW_TIME_WEEKEND || !take(r, UNIT)) return false;
    return is(e, AVOW_TIME_SHIFTED, (avow_time_unit)unit, count);
}

/* A unit or name that only the text before could tell: "that day", "the following Tuesday" */
static bool anaphor(reader *r, expression *e)
{
    if (!take(r, UNIT) && !take(r, PART) && !take(r, WEEKDAY) && !take(r, SEASON) && !(r->class == MONTH && avow_time_month_name(r)))
        return false;
    return is(e, AVOW_TIME_VAGUE, AVOW_TIME_DAY, 0);
}

/* "this morning", "last week", "next Tuesday", "last night", "that day" */
static bool deictic(reader *r, expression *e)
{
    class first = r->class;
    size_t start = r->word.start;
    bool title = capital_next(r);
    skip(r);
    title = title && capital_next(r) && (r->class == UNIT || r->class == PART);     /* ABC's "This Week" */
    if (title) return false;
    if (first == THAT) {        /* "noted that Monday" */
        take(r, SAME);
        return (r->class != WEEKDAY || avow_time_follows(r, start, "on of by since until late early later earlier")) && anaphor(r, e);
    }
    if (first == THIS && (r->class == PAST || r->class == LAST || r->class == NEXT)) {      /* "this past week", "this coming May" */
        first = r->class == NEXT ? NEXT : LAST;
        skip(r);
    }
    int count = first == THIS ? 0 : first == LAST ? -1 : 1;
    if (first == THIS && take(r, PART)) return is(e, AVOW_TIME_SHIFTED, AVOW_TIME_DAY, 0);
    if (first == LAST && next_is(r, "night evening") && take(r, PART)) return is(e, AVOW_TIME_SHIFTED, AVOW_TIME_DAY, -1);
    if (first == NEXT && (take(r, PART) || take_unit(r, AVOW_TIME_DAY))) return is(e, AVOW_TIME_VAGUE, AVOW_TIME_DAY, 0);
    return counted_unit(r, e, count) ||
           directed_name(r, e, first == THIS ? AVOW_TIME_THIS : first == LAST ? AVOW_TIME_BEFORE : AVOW_TIME_AFTER);
}

static bool day_name(reader *r, expression *e)
{
    avow_span word = r->word, before;
    skip(r);
    is(e, AVOW_TIME_SHIFTED, AVOW_TIME_DAY, r->taken - 2);
    return !avow_word_capital(r->text, word) || !avow_word_before(r->text, 0, word.start, &before) ||
           !avow_word_proper(r->text, before) || !avow_word_capital(r->text, before);      /* "USA Today" */
}

/* ---- behind "the" ------------------------------------------------------------------------------------------------- */

static bool the_anaphor(reader *r, expression *e)
{
    return (take(r, SAME) || take(r, NEXT)) && anaphor(r, e);
}

/* "day before yesterday"; "year before", where nothing but a sign follows */
static bool unit_before(reader *r, expression *e)
{
    bool day = r->value == AVOW_TIME_DAY + 1;
    if (!take(r, UNIT) && !take(r, PART)) return false;
    if (!take(r, BEFORE)) return false;
    int way = r->taken == 1 ? -1 : 1;
    if (day && r->value == way + 2 && take(r, DAY_NAME)) return is(e, AVOW_TIME_SHIFTED, AVOW_TIME_DAY, 2 * way);
    return (r->class == SIGN || word_size(r) == 0) && is(e, AVOW_TIME_VAGUE, AVOW_TIME_DAY, 0);
}

static bool the_weekend(reader *r, expression *e)
{
    if (!take_unit(r, AVOW_TIME_WEEKEND) || r->class == OF || r->class == BEFORE) return false;
    return is(e, AVOW_TIME_CALENDAR, AVOW_TIME_WEEKEND, 0);
}

static bool the(reader *r, expression *e)
{
    skip(r);
    return ANY(r, e, the_weekend, avow_time_century, stretch, the_anaphor, unit_before, avow_time_the_decade);
}

/* ---- the whole ---------------------------------------------------------------------------------------------------- */

static bool core(reader *r, expression *e)
{
    switch (r->class) {
    case DIGITS:
    case ORDINAL: return ANY(r, e, avow_time_numeric, avow_time_day_first, avow_time_century, amount_ago, avow_time_year);
    case COUNT:
    case FEW:
    case UNITS:
    case A: return amount_ago(r, e);
    case WEEKDAY:
    case WEEKDAY_SHORT: return avow_time_weekday(r, e);
    case MONTH:
    case MONTH_SHORT: return avow_time_month_first(r, e);
    case SEASON: return avow_time_season(r, e);
    case DAY_NAME: return day_name(r, e);
    case THIS:
    case LAST:
    case NEXT:
    case THAT: return deictic(r, e);
    case RECENT:
        skip(r);
        return take(r, UNITS) && is(e, AVOW_TIME_VAGUE, AVOW_TIME_DAY, 0);
    case THE: return the(r, e);
    case DECADE: return avow_time_decade(r, e);
    default: return false;
    }
}

/* "the week", "the evening" after "earlier in" and "the end of" */
static bool the_unit(reader *r, expression *e)
{
    if (!take(r, THE)) return false;
    if (take(r, PART) || take_unit(r, AVOW_TIME_DAY)) return is(e, AVOW_TIME_VAGUE, AVOW_TIME_DAY, 0);
    return counted_unit(r, e, 0);
}

/* "early Monday", "mid-May", "earlier this year", "late in the week", "later on Tuesday" */
static bool early(reader *r, expression *e)
{
    bool earlier = r->class == EARLIER;
    skip(r);
    take_sign(r, '-');
    if (take(r, IN)) return earlier ? the_unit(r, e) : ANY(r, e, the_unit, avow_time_month_first, avow_time_year);
    if (take(r, ON)) return r->class == WEEKDAY && avow_time_weekday(r, e);
    switch (r->class) {
    case DIGITS: return !earlier && avow_time_year(r, e);
    case MONTH:
    case DECADE:
    case ORDINAL: return !earlier && core(r, e);
    case WEEKDAY:
    case DAY_NAME:
    case THIS:
    case THAT:
    case LAST:
    case NEXT: return core(r, e);
    case THE:
        skip(r);
        return the_anaphor(r, e);
    default: return false;
    }
}

/* "the end of the week", "the start of 2016", "end of last month" */
static bool edge_of(reader *r, expression *e)
{
    take(r, THE);
    if (!take(r, EDGE) || !take(r, OF)) return false;
    if (r->class == THE) return the_unit(r, e) && e->kind != AVOW_TIME_VAGUE;
    return (r->class == MONTH || r->class == DIGITS || r->class == THIS || r->class == LAST || r->class == NEXT) && core(r, e) &&
           e->unit != AVOW_TIME_DAY;
}

/* "4 p.m. Tuesday", "noon on Nov. 8" */
static bool clock_first(reader *r, expression *e)
{
    if (!avow_time_clock(r)) return false;
    take_sign(r, ',');
    take(r, ON);
    return core(r, e) && e->unit == AVOW_TIME_DAY;
}

/* What may follow a day: "Sunday [night]", "Tuesday [at 4 p.m.]". */
static void day_tail(reader *r)
{
    take(r, PART);
    reader before = *r;
    take_sign(r, ',');
    take(r, AT);
    if (!avow_time_clock(r)) *r = before;
}

static bool whole(reader *r, expression *e)
{
    reader start = *r;
    if (avow_time_follows(r, r->word.start, "every each")) return false;
    if ((r->class == EARLY || r->class == EARLIER) && early(r, e)) return true;
    *r = start;
    if ((r->class == EDGE || r->class == THE) && edge_of(r, e)) return true;
    *r = start;
    return ANY(r, e, clock_first, core);
}

static const char TO_COME[] = "will would shall ll going scheduled plans planned planning upcoming due expected expects set slated";

/* Do the words before start, in their sentence, speak of what is to come? */
static bool future(const reader *r, size_t start)
{
    avow_span word;
    if (avow_time_follows(r, start, "by until till")) return true;
    for (int i = 0; i < 8 && avow_word_before(r->text, 0, start, &word); i++, start = word.start) {
        if (avow_word_listed(r->text, word, ". ; ? ! \n")) return false;
        if (avow_word_listed(r->text, word, TO_COME)) return true;
    }
    return false;
}

bool avow_time_next(const char *text, size_t from, size_t to, avow_time_expression *out)
{
    reader r = {.text = text, .to = to, .at = from};
    for (avow_time_look(&r); word_size(&r) > 0; skip(&r)) {
        reader start = r;
        if (r.class != SIGN && whole(&r, out)) {
            if (out->unit == AVOW_TIME_DAY || out->weekday > 0) day_tail(&r);
            out->start = start.word.start;
            out->end = r.at;
            if (out->kind == AVOW_TIME_CALENDAR && !out->directed)
                out->direction = future(&r, out->start) ? AVOW_TIME_FUTURE : out->month > 0 ? AVOW_TIME_NEAREST : AVOW_TIME_PAST;
            return true;
        }
        r = start;
    }
    return false;
}
