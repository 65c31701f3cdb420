/* when_reader.c - what the grammar of time takes a word to be. */
#include "when_grammar.h"

#include <string.h>

/* Sorted. The value is the word's place among its like, from 1 on: weekdays from Monday, units as in avow_time_unit. */
static const struct keyword {
    char text[10];
    uint8_t class, value;
} KEYWORDS[] = {
    {"a", A, 1}, {"about", AT, 3}, {"after", BEFORE, 2}, {"afternoon", PART, 2}, {"ago", AGO, 1}, {"an", A, 2}, {"and", AND, 1},
    {"apr", MONTH_SHORT, 4}, {"april", MONTH, 4}, {"around", AT, 2}, {"at", AT, 1}, {"aug", MONTH_SHORT, 8},
    {"august", MONTH, 8}, {"autumn", SEASON, 3}, {"back", AGO, 2}, {"before", BEFORE, 1}, {"beginning", EDGE, 2},
    {"bst", ZONE, 15}, {"cdt", ZONE, 6}, {"central", ZONE, 17}, {"centuries", UNITS, 8}, {"century", UNIT, 8},
    {"coming", NEXT, 2}, {"couple", FEW, 3}, {"cst", ZONE, 5}, {"ct", ZONE, 4}, {"day", UNIT, 1}, {"days", UNITS, 1},
    {"dec", MONTH_SHORT, 12}, {"decade", UNIT, 7}, {"decades", UNITS, 7}, {"december", MONTH, 12}, {"dozen", FEW, 4},
    {"earlier", EARLIER, 1}, {"early", EARLY, 1}, {"eastern", ZONE, 16}, {"edt", ZONE, 3}, {"eight", COUNT, 8},
    {"eighteen", COUNT, 18}, {"eighties", DECADE_NAME, 8}, {"eleven", COUNT, 11}, {"end", EDGE, 4}, {"est", ZONE, 2},
    {"et", ZONE, 1}, {"evening", PART, 3}, {"fall", SEASON, 3}, {"feb", MONTH_SHORT, 2}, {"february", MONTH, 2},
    {"few", FEW, 1}, {"fifteen", COUNT, 15}, {"fifties", DECADE_NAME, 5}, {"five", COUNT, 5}, {"following", SAME, 3},
    {"forties", DECADE_NAME, 4}, {"fortnight", UNIT, 9}, {"fortnights", UNITS, 9}, {"four", COUNT, 4}, {"fourteen", COUNT, 14},
    {"fri", WEEKDAY_SHORT, 5}, {"friday", WEEKDAY, 5}, {"gmt", ZONE, 13}, {"half", FEW, 5}, {"hour", UNIT, 10},
    {"hours", UNITS, 10}, {"in", IN, 1}, {"jan", MONTH_SHORT, 1}, {"january", MONTH, 1}, {"jul", MONTH_SHORT, 7},
    {"july", MONTH, 7}, {"jun", MONTH_SHORT, 6}, {"june", MONTH, 6}, {"last", LAST, 1}, {"late", EARLY, 2},
    {"later", EARLIER, 2}, {"many", FEW, 6}, {"mar", MONTH_SHORT, 3}, {"march", MONTH, 3}, {"may", MONTH, 5}, {"mdt", ZONE, 9},
    {"mid", EARLY, 3}, {"middle", EDGE, 3}, {"midnight", NOON, 2}, {"minute", UNIT, 10}, {"minutes", UNITS, 10},
    {"mon", WEEKDAY_SHORT, 1}, {"monday", WEEKDAY, 1}, {"month", UNIT, 4}, {"months", UNITS, 4}, {"morning", PART, 1},
    {"mst", ZONE, 8}, {"mt", ZONE, 7}, {"next", NEXT, 1}, {"night", PART, 4}, {"nine", COUNT, 9}, {"nineteen", COUNT, 19},
    {"nineties", DECADE_NAME, 9}, {"noon", NOON, 1}, {"nov", MONTH_SHORT, 11}, {"november", MONTH, 11},
    {"oct", MONTH_SHORT, 10}, {"october", MONTH, 10}, {"of", OF, 1}, {"on", ON, 1}, {"one", COUNT, 1}, {"pacific", ZONE, 18},
    {"past", PAST, 1}, {"pdt", ZONE, 12}, {"previous", SAME, 2}, {"pst", ZONE, 11}, {"pt", ZONE, 10}, {"recent", RECENT, 1},
    {"same", SAME, 1}, {"sat", WEEKDAY_SHORT, 6}, {"saturday", WEEKDAY, 6}, {"sep", MONTH_SHORT, 9}, {"sept", MONTH_SHORT, 9},
    {"september", MONTH, 9}, {"seven", COUNT, 7}, {"seventeen", COUNT, 17}, {"seventies", DECADE_NAME, 7}, {"several", FEW, 2},
    {"six", COUNT, 6}, {"sixteen", COUNT, 16}, {"sixties", DECADE_NAME, 6}, {"spring", SEASON, 1}, {"start", EDGE, 1},
    {"summer", SEASON, 2}, {"sun", WEEKDAY_SHORT, 7}, {"sunday", WEEKDAY, 7}, {"ten", COUNT, 10}, {"that", THAT, 1},
    {"the", THE, 1}, {"thirteen", COUNT, 13}, {"thirties", DECADE_NAME, 3}, {"this", THIS, 1}, {"three", COUNT, 3},
    {"thu", WEEKDAY_SHORT, 4}, {"thurs", WEEKDAY_SHORT, 4}, {"thursday", WEEKDAY, 4}, {"today", DAY_NAME, 2},
    {"tomorrow", DAY_NAME, 3}, {"tonight", DAY_NAME, 2}, {"tue", WEEKDAY_SHORT, 2}, {"tues", WEEKDAY_SHORT, 2},
    {"tuesday", WEEKDAY, 2}, {"twelve", COUNT, 12}, {"twenties", DECADE_NAME, 2}, {"twenty", COUNT, 20}, {"two", COUNT, 2},
    {"utc", ZONE, 14}, {"wed", WEEKDAY_SHORT, 3}, {"wednesday", WEEKDAY, 3}, {"weds", WEEKDAY_SHORT, 3}, {"week", UNIT, 2},
    {"weekend", UNIT, 3}, {"weeks", UNITS, 2}, {"winter", SEASON, 4}, {"year", UNIT, 6}, {"years", UNITS, 6},
    {"yesterday", DAY_NAME, 1},
};

/* The keyword that the word is, whatever its capitals; NULL if it is none. */
static const struct keyword *keyword_of(const reader *r)
{
    char word[sizeof KEYWORDS->text] = "";
    size_t size = word_size(r), low = 0, high = sizeof KEYWORDS / sizeof *KEYWORDS;
    if (size >= sizeof word) return NULL;
    for (size_t i = 0; i < size; i++) {
        char c = r->text[r->word.start + i];
        word[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(word, KEYWORDS[middle].text);
        if (order == 0) return &KEYWORDS[middle];
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return NULL;
}

/* A word that begins with a digit: "25", "3rd", "1990s". */
static class class_of_number(const reader *r, int *value)
{
    size_t at = r->word.start;
    for (; at < r->word.end && r->text[at] >= '0' && r->text[at] <= '9'; at++)
        if (*value < 10000) *value = *value * 10 + r->text[at] - '0';
    if (at == r->word.end) return DIGITS;
    avow_span tail = {at, r->word.end};
    if (avow_word_listed(r->text, tail, "st nd rd th")) return ORDINAL;
    return avow_word_listed(r->text, tail, "s") && *value % 10 == 0 ? DECADE : OTHER;
}

static int sign_value(const reader *r)
{
    const char *at = r->text + r->word.start;
    if (word_size(r) == 1) return (unsigned char)at[0];
    if (word_size(r) != 3 || memcmp(at, "\xE2\x80", 2) != 0) return 0;
    if (at[2] == '\x98' || at[2] == '\x99') return '\'';
    return at[2] >= '\x90' && at[2] <= '\x95' ? '-' : 0;
}

void avow_time_look(reader *r)
{
    r->class = OTHER;
    r->value = 0;
    if (!avow_word_after(r->text, r->at, r->to, &r->word)) {
        r->word = (avow_span){r->to, r->to};
        return;
    }
    char first = r->text[r->word.start];
    if (first >= '0' && first <= '9') {
        r->class = class_of_number(r, &r->value);
    } else if (!avow_word_proper(r->text, r->word)) {
        r->class = SIGN;
        r->value = sign_value(r);
    } else {
        const struct keyword *keyword = keyword_of(r);
        if (keyword == NULL) return;
        r->class = (class)keyword->class;
        r->value = keyword->value;
    }
}

bool avow_time_follows(const reader *r, size_t start, const char *list)
{
    avow_span word;
    if (!avow_word_before(r->text, 0, start, &word)) return false;
    if (r->text[word.start] == '-' && !avow_word_before(r->text, 0, word.start, &word)) return false;
    return avow_word_listed(r->text, word, list) > 0;
}

bool avow_time_any(reader *r, expression *e, rule *const *rules, size_t count)
{
    reader start = *r;
    for (size_t i = 0; i < count; i++, *r = start)
        if (rules[i](r, e)) return true;
    return false;
}
