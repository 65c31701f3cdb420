/* date.c - the dates that pages give, as ISO 8601: "2024-04-28T13:00:00.000Z", "20240428", "Sun, 28 Apr 2024 13:00 GMT",
 * "April 28, 2024". What is no date of the years 1990 to 2099 is none. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "meta.h"
#include "wording.h"

typedef struct cursor {
    const char *text;
    size_t size, at;
} cursor;

/* Exactly `digits` digits at the cursor; -1 and nothing read if they are not there. */
static int number(cursor *c, size_t digits)
{
    int value = 0;
    if (c->size - c->at < digits) return -1;
    for (size_t i = 0; i < digits; i++) {
        if (!avow_is_digit(c->text[c->at + i])) return -1;
        value = value * 10 + (c->text[c->at + i] - '0');
    }
    c->at += digits;
    return value;
}

static bool accept(cursor *c, const char *any)
{
    if (c->at >= c->size || c->text[c->at] == '\0' || !strchr(any, c->text[c->at])) return false;
    c->at++;
    return true;
}

static bool is_day(int year, int month, int day)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return year >= 1990 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/* "+01:00", "Z" or nothing, from what stands behind a time. */
static void read_zone(cursor *c, char out[8])
{
    out[0] = '\0';
    if (accept(c, ".,"))
        while (c->at < c->size && avow_is_digit(c->text[c->at])) c->at++;
    accept(c, " ");
    bool universal = c->size - c->at >= 3 && (avow_ascii_compare(c->text + c->at, "GMT", 3) == 0 ||
                                                  avow_ascii_compare(c->text + c->at, "UTC", 3) == 0);
    if (accept(c, "Zz") || universal) {
        memcpy(out, "Z", 2);
        return;
    }
    char sign = c->at < c->size ? c->text[c->at] : '\0';
    if (!accept(c, "+-")) return;
    int hours = number(c, 2);
    accept(c, ":");
    int minutes = number(c, 2);
    if (hours >= 0 && hours < 24 && minutes < 60) snprintf(out, 8, "%c%02d:%02d", sign, hours, minutes < 0 ? 0 : minutes);
}

/* The day, and the time if one stands at the cursor. */
static void write(cursor *c, int year, int month, int day, char out[AVOW_DATE_SIZE])
{
    snprintf(out, AVOW_DATE_SIZE, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
    while (accept(c, " ,T")) {}
    cursor before = *c;
    int hour = number(c, 2), minute = hour >= 0 && accept(c, ":") ? number(c, 2) : -1, second = 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        *c = before;
        return;
    }
    char zone[8];
    if (accept(c, ":")) second = number(c, 2);
    if (second < 0 || second > 59) second = 0;
    read_zone(c, zone);
    snprintf(out + 10, AVOW_DATE_SIZE - 10, "T%02d:%02d:%02d%s", hour, minute, second, zone);
}

/* 1 to 12 for the English name or its beginning at the cursor, which is passed; 0 if there is none. */
static int month(cursor *c)
{
    static const char names[12][10] = {"january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};
    size_t length = 0, left = c->size - c->at;
    while (length < left && avow_is_letter(c->text[c->at + length])) length++;
    for (int i = 0; length >= 3 && length < 10 && i < 12; i++)
        if (avow_ascii_compare(c->text + c->at, names[i], length) == 0) {
            c->at += length;
            return i + 1;
        }
    return 0;
}

static int short_number(cursor *c)
{
    int two = number(c, 2);
    return two >= 0 ? two : number(c, 1);
}

/* "28 Apr 2024" or "April 28th, 2024" at the cursor. */
static bool in_words(cursor *c, char out[AVOW_DATE_SIZE])
{
    int day = short_number(c), m;
    if (day >= 0) {
        while (accept(c, " -stndrh")) {}
        m = month(c);
    } else {
        m = month(c);
        while (m && accept(c, " .")) {}
        day = m ? short_number(c) : -1;
        while (accept(c, "stndrh")) {}
    }
    while (accept(c, " ,.-")) {}
    int year = m ? number(c, 4) : -1;
    if (!is_day(year, m, day)) return false;
    write(c, year, m, day, out);
    return true;
}

bool avow_date_iso(const char *text, size_t size, char out[AVOW_DATE_SIZE])
{
    if (size > 100) size = 100;
    for (size_t at = 0; at < size; at++) {
        cursor c = {text, size, at};
        if (at > 0 && (avow_is_digit(text[at - 1]) || avow_is_letter(text[at - 1]))) continue;
        int year = number(&c, 4), m, day;
        bool dashed = year >= 0 && accept(&c, "-/");
        if (year >= 0 && (m = number(&c, 2)) > 0 && (!dashed || accept(&c, "-/")) && (day = number(&c, 2)) > 0 && is_day(year, m, day)) {
            write(&c, year, m, day, out);
            return true;
        }
        c.at = at;
        if (in_words(&c, out)) return true;
    }
    return false;
}
