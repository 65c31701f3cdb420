/* timeline.c - see timeline.h. Days, months or years are the steps, whichever gives a drawing of a good width; each act that occurs is a
 * row of bars, all to one scale. */
#include "timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view.h"

enum { MOST_STEPS = 72, FEWEST_STEPS = 16, STEP_WIDTH = 10, ROW_HEIGHT = 24 };

typedef struct moment {
    int year, month, day;
    avow_act act;
    size_t count;
} moment;

struct timeline {
    moment *moments;
    size_t count, room;
};

typedef enum unit { DAYS, MONTHS, YEARS } unit;

timeline *timeline_new(void)
{
    return calloc(1, sizeof(timeline));
}

void timeline_free(timeline *t)
{
    if (t != NULL)
        free(t->moments);
    free(t);
}

int timeline_add(timeline *t, const avow_moment *m)
{
    if (t->count == t->room) {
        size_t room = t->room > 0 ? 2 * t->room : 64;
        moment *more = realloc(t->moments, room * sizeof *more);
        if (more == NULL)
            return 1;
        t->moments = more;
        t->room = room;
    }
    moment *one = &t->moments[t->count++];
    *one = (moment){.act = m->act, .count = m->count};
    sscanf(m->date, "%4d-%2d-%2d", &one->year, &one->month, &one->day);
    return 0;
}

/* Days since a fixed one (H. Hinnant, "chrono-compatible low-level date algorithms"). */
static long day_number(const moment *m)
{
    long year = m->year - (m->month <= 2), era = year / 400, of_era = year - era * 400;
    long of_year = (153 * (m->month + (m->month > 2 ? -3 : 9)) + 2) / 5 + m->day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

static long step_of(const moment *m, unit in)
{
    return in == DAYS ? day_number(m) : in == MONTHS ? m->year * 12L + m->month - 1 : m->year;
}

/* "24 May 2016", "May 2016", "2016" */
static json_t *label_of(const moment *m, unit in)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                                         "November", "December"};
    const char *month = months[m->month >= 1 && m->month <= 12 ? m->month - 1 : 0];
    return in == DAYS ? json_sprintf("%d %s %d", m->day, month, m->year) : in == MONTHS ? json_sprintf("%s %d", month, m->year)
                                                                                     : json_sprintf("%d", m->year);
}

/* Every bar is one step's count: adds up moments that share it. */
static json_t *bars_of(const timeline *t, avow_act act, unit in, size_t highest, size_t *total)
{
    json_t *bars = json_array();
    long first = step_of(&t->moments[0], in);
    for (size_t i = 0, next; i < t->count; i = next) {
        long step = step_of(&t->moments[i], in);
        size_t count = 0;
        for (next = i; next < t->count && step_of(&t->moments[next], in) == step; next++)
            count += t->moments[next].act == act ? t->moments[next].count : 0;
        if (count == 0)
            continue;
        int height = (int)(1 + (ROW_HEIGHT - 2) * count / highest);
        json_t *bar = json_pack("{s:I, s:i, s:i, s:I}", "x", (json_int_t)(step - first) * STEP_WIDTH + 1, "y", ROW_HEIGHT - height,
                                "height", height, "count", (json_int_t)count);
        json_object_set_new(bar, "when", label_of(&t->moments[i], in));
        json_array_append_new(bars, bar);
        *total += count;
    }
    return bars;
}

static size_t highest_of(const timeline *t, unit in)
{
    size_t highest = 1;
    for (size_t i = 0, next; i < t->count; i = next) {
        size_t counts[AVOW_ACT_UNREAD + 1] = {0};
        for (next = i; next < t->count && step_of(&t->moments[next], in) == step_of(&t->moments[i], in); next++)
            counts[t->moments[next].act] += t->moments[next].count;
        for (int act = 0; act <= AVOW_ACT_UNREAD; act++)
            highest = counts[act] > highest ? counts[act] : highest;
    }
    return highest;
}

void timeline_put(const timeline *t, json_t *page, int64_t speaker)
{
    if (t == NULL || t->count == 0)
        return;
    const moment *first = &t->moments[0], *last = &t->moments[t->count - 1];
    unit in = DAYS;
    while (in < YEARS && step_of(last, in) - step_of(first, in) >= MOST_STEPS)
        in++;
    long steps = step_of(last, in) - step_of(first, in) + 1;
    bool wide = steps >= FEWEST_STEPS;              /* the last bar is at the end of the drawing, and its label there too */
    json_t *from = label_of(first, in), *to = label_of(last, in);
    size_t highest = highest_of(t, in);
    json_t *rows = json_array();
    for (int act = 0; act <= AVOW_ACT_UNREAD; act++) {
        size_t total = 0;
        json_t *bars = bars_of(t, (avow_act)act, in, highest, &total);
        if (total == 0) {
            json_decref(bars);
            continue;
        }
        const char *label = view_act_label((avow_act)act), *name = avow_act_name((avow_act)act);
        json_t *row = json_pack("{s:s, s:o}", "label", label != NULL ? label : "statement", "bars", bars);
        view_set_number(row, "total", total);
        if (name != NULL)
            json_object_set_new(row, "address", json_sprintf("/?speaker_id=%lld&act=%s", (long long)speaker, name));
        json_array_append_new(rows, row);
    }
    json_object_set_new(page, "timeline", json_pack("{s:o, s:o, s:o, s:I, s:i, s:i, s:b, s:b}", "rows", rows, "from", from, "to", to, "width",
                                                    (json_int_t)(wide ? steps : FEWEST_STEPS) * STEP_WIDTH, "height", ROW_HEIGHT, "bar",
                                                    STEP_WIDTH - 2, "wide", wide, "few", steps > 1 && !wide));
}
