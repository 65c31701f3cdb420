/* units.c - tokens into units. English alone is known here: its contractions, its words for small numbers, negations and conditions. */
#include "units.h"

#include <string.h>
#include <utf8proc.h>

#include "ascii.h"
#include "hash.h"
#include "text.h"
#include "utf8.h"
#include "when.h"
#include "words.h"

enum {
    LONGEST = 64,               /* bytes of a folded word that is looked up; no listed word is longer */
    BRACKETED = 200             /* bytes that square brackets may hold to be an edit of the wording */
};

static const char LIGHT[] = "the a an of to in on at for and or that is are was were be been being it its he she they we i you this these "
                            "those with as by from has have had do does did will would there their his her my our your so but what which "
                            "who me him them us am than then";
static const char NEGATIONS[] = "not no never none nobody nothing neither nor nowhere without hardly scarcely barely cannot";
static const char CONDITIONS[] = "if unless only until till except provided providing whether maybe perhaps possibly probably allegedly "
                                 "supposedly reportedly apparently otherwise assuming suppose supposing unlikely doubt hope wish pretend";
static const char OPENERS[] = "and but so well now look because that to yeah yes oh uh um then also or";
static const char CLAUSES[] = "and but because so while which who whereas although though";
static const char NUMBERS[] = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
                              "seventeen eighteen nineteen twenty";
static const char PRONOUNS[] = "it he she that this there what who where here how when";

/* What is being read. */
typedef struct reading {
    const char *text;
    size_t end;                 /* of the span */
    const uint8_t *quoted;      /* flags of text from `start` on */
    size_t start;
    avow_unit *items;
    size_t count;
    uint32_t next;              /* flags that the next unit gets */
    size_t bracket;             /* where the square brackets close; 0 outside */
} reading;

static bool listed(const char *word, size_t size, const char *list)
{
    return avow_word_listed(word, (avow_span){0, size}, list) > 0;
}

static uint32_t flags_of(const char *word, size_t size)
{
    return (listed(word, size, LIGHT) ? AVOW_UNIT_LIGHT : 0) | (listed(word, size, NEGATIONS) ? AVOW_UNIT_NEGATION : 0) |
           (listed(word, size, CONDITIONS) ? AVOW_UNIT_CONDITION : 0) | (listed(word, size, OPENERS) ? AVOW_UNIT_OPENER : 0) |
           (listed(word, size, CLAUSES) ? AVOW_UNIT_CLAUSE : 0);
}

static void put(reading *r, avow_span span, const char *word, size_t size)
{
    avow_unit *u = &r->items[r->count++];
    *u = (avow_unit){r->text, span, avow_xxh3(word, size), r->next | flags_of(word, size)};
    if (r->quoted[span.start - r->start]) u->flags |= AVOW_UNIT_QUOTED;
    if (span.start < r->bracket) u->flags |= AVOW_UNIT_BRACKET;
    r->next = 0;
}

static void put_rest(reading *r, avow_span span, const char *word)
{
    put(r, span, word, strlen(word));
    r->items[r->count - 1].flags |= AVOW_UNIT_REST;
}

/* ---- words ---------------------------------------------------------------------------------------------------------- */

static bool ends_with(const char *word, size_t size, const char *end)
{
    size_t length = strlen(end);
    return size > length && memcmp(word + size - length, end, length) == 0;
}

/* A contraction as the two words that it is short for; false if it is none. */
static bool put_contraction(reading *r, avow_span span, const char *word, size_t size)
{
    static const char *const irregular[][2] = {{"can't", "can"}, {"won't", "will"}, {"shan't", "shall"}, {"ain't", "is"},
                                                {"cannot", "can"}};
    static const char *const endings[][2] = {{"n't", "not"}, {"'m", "am"}, {"'re", "are"}, {"'ll", "will"}, {"'ve", "have"}};
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
        if (size == strlen(irregular[i][0]) && memcmp(word, irregular[i][0], size) == 0) {
            put(r, span, irregular[i][1], strlen(irregular[i][1]));
            put_rest(r, span, "not");
            return true;
        }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(word, size, endings[i][0])) {
            put(r, span, word, size - strlen(endings[i][0]));
            put_rest(r, span, endings[i][1]);
            return true;
        }
    if (!ends_with(word, size, "'s") || !listed(word, size - 2, PRONOUNS)) return false;
    put(r, span, word, size - 2);
    put_rest(r, span, "is");
    return true;
}

static bool all_digits(const char *word, size_t size)
{
    size_t i = 0;
    while (i < size && avow_is_digit(word[i])) i++;
    return i == size && size > 0;
}

/* A number that begins with token *k: "1,000" is 1000, and "3.5" is no 35. Moves *k to its last token. */
static void put_number(reading *r, const avow_rtokens *tokens, size_t *k)
{
    avow_span span = tokens->items[*k].span;
    char digits[LONGEST];
    size_t used = 0;
    for (size_t at = span.start; at < span.end && used < LONGEST; at++) digits[used++] = r->text[at];
    while (*k + 1 < tokens->count) {
        avow_span next = tokens->items[*k + 1].span;
        size_t size = next.end - next.start;
        char sign = r->text[span.end];
        if (next.start != span.end + 1 || !all_digits(r->text + next.start, size) || used + size + 1 > LONGEST) break;
        if (sign != '.' && (sign != ',' || size != 3)) break;
        if (sign == '.') digits[used++] = '.';
        for (size_t i = 0; i < size; i++) digits[used++] = r->text[next.start + i];
        span.end = next.end;
        ++*k;
    }
    put(r, span, digits, used);
}

/* Token *k, or several from it on that are one unit; moves *k to the last of them. */
static void put_word(reading *r, const avow_rtokens *tokens, size_t *k)
{
    avow_span span = tokens->items[*k].span;
    char word[LONGEST + 4], digits[2];
    size_t size = avow_record_fold(r->text, span, word, sizeof word);
    if (size > LONGEST) {
        put(r, span, "", 0);
        r->items[r->count - 1].hash = tokens->items[*k].hash;
        return;
    }
    avow_span next = *k + 1 < tokens->count ? tokens->items[*k + 1].span : (avow_span){0, 0};
    if (span.start < r->bracket && next.start == span.end + 1 && r->text[span.end] == ']') {        /* "[T]he" */
        span.end = next.end;
        size += avow_record_fold(r->text, next, word + size, sizeof word - size);
        r->bracket = 0;
        ++*k;
    }
    int number = avow_word_listed(word, (avow_span){0, size}, NUMBERS) - 1;
    bool cent = *k + 1 < tokens->count && size == 3 && memcmp(word, "per", 3) == 0 && tokens->items[*k + 1].span.end - span.end == 5 &&
                memcmp(r->text + span.end, " cent", 5) == 0;
    if (all_digits(word, size)) {
        put_number(r, tokens, k);
    } else if (number >= 0) {
        digits[0] = (char)('0' + number / 10), digits[1] = (char)('0' + number % 10);
        put(r, span, number < 10 ? digits + 1 : digits, number < 10 ? 1 : 2);
    } else if (cent) {
        put(r, (avow_span){span.start, tokens->items[++*k].span.end}, "percent", 7);
    } else if (!put_contraction(r, span, word, size)) {
        put(r, span, word, size);
    }
}

/* ---- what stands between -------------------------------------------------------------------------------------------- */

/* How many dots an ellipsis at `at` has, up to `end`; *after becomes where it ends. Dots may have spaces between; "…" is three. */
static int dots_at(const char *text, size_t at, size_t end, size_t *after)
{
    int dots = 0;
    for (size_t i = at; i < end;) {
        if (text[i] == '.') dots++, *after = ++i;
        else if (end - i >= 3 && memcmp(text + i, "\xE2\x80\xA6", 3) == 0) dots += 3, *after = i += 3;
        else if (text[i] == ' ' && dots > 0) i++;
        else if (end - i >= 2 && memcmp(text + i, "\xC2\xA0", 2) == 0 && dots > 0) i += 2;
        else break;
    }
    return dots;
}

bool avow_has_ellipsis(const char *text, avow_span span)
{
    size_t after = 0;
    for (size_t i = span.start; i < span.end; i++)
        if (dots_at(text, i, span.end, &after) >= 3) return true;
    return false;
}

/* A sign that is said: "$", "%", "&", or a minus. followed: a digit stands behind it. */
static void put_sign(reading *r, avow_span span, int32_t c, bool followed)
{
    size_t before = span.start;
    if (c == '%') put(r, span, "percent", 7);
    else if (c == '&') put(r, span, "and", 3);
    else if (utf8proc_category(c) == UTF8PROC_CATEGORY_SC) put(r, span, r->text + span.start, span.end - span.start);
    else if ((c == '-' || c == 0x2212) && followed && (before == r->start || r->text[before - 1] == ' ')) put(r, span, "minus", 5);
}

static void read_between(reading *r, size_t from, size_t to)
{
    size_t after;
    for (size_t at = from, size; at < to; at += size) {
        int32_t c;
        size = avow_utf8_decode(r->text + at, to - at, &c);
        const char *close = c == '[' ? memchr(r->text + at, ']', r->end - at < BRACKETED ? r->end - at : BRACKETED) : NULL;
        if (close != NULL) r->bracket = (size_t)(close - r->text);
        if (c == ';' || c == ':' || c == 0x2014 || c == 0x2013 || (c == '-' && at + 1 < to)) r->next |= AVOW_UNIT_CLAUSE;
        if ((c == '.' || c == 0x2026) && dots_at(r->text, at, to, &after) >= 3) {
            r->next |= AVOW_UNIT_ELLIPSIS;
            size = after - at;
        } else if (c >= 0) {
            put_sign(r, (avow_span){at, at + size}, c, at + size == to && to < r->end && avow_is_digit(r->text[to]));
        }
    }
}

/* Marks the units that begin sentences, seen without quotation marks, so that those within them have sentences too. */
static void mark_sentences(const reading *r, const uint8_t *none)
{
    size_t end = r->start;
    for (size_t i = 0; i < r->count; i++) {
        avow_unit *u = &r->items[i];
        if (i > 0 && u->span.start < end) continue;
        u->flags |= AVOW_UNIT_SENTENCE;
        avow_span at = {u->span.start - r->start, u->span.end - r->start};
        end = r->start + avow_sentence_around(r->text + r->start, r->end - r->start, none, at).end;
    }
}

bool avow_record_units(const char *text, avow_span span, avow_arena *arena, avow_units *out)
{
    avow_rtokens tokens;
    size_t size = span.end - span.start;
    *out = (avow_units){NULL, 0};
    if (!avow_record_tokens(text, span, arena, &tokens)) return false;
    uint8_t *quoted = avow_arena_alloc(arena, size, 1), *none = avow_arena_alloc(arena, size, 1);
    size_t room = size;                         /* signs; and a word is two units at the most */
    for (size_t k = 0; k < tokens.count; k++) room = room - (tokens.items[k].span.end - tokens.items[k].span.start) + 2;
    avow_unit *items = avow_arena_alloc(arena, room, sizeof *items);
    if (quoted == NULL || none == NULL || items == NULL) return false;
    avow_quote_flags(text + span.start, size, quoted);
    memset(none, 0, size);
    reading r = {.text = text, .end = span.end, .quoted = quoted, .start = span.start, .items = items};
    size_t at = span.start;
    for (size_t k = 0; k < tokens.count; k++) {
        read_between(&r, at, tokens.items[k].span.start);
        put_word(&r, &tokens, &k);
        at = tokens.items[k].span.end;
    }
    read_between(&r, at, span.end);
    mark_sentences(&r, none);
    *out = (avow_units){r.items, r.count};
    return true;
}
