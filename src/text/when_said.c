/* when_said.c - when a statement was made: which of the expressions of time in the cue's sentence belongs to the cue. doc/time.md
 * says how in words.
 *
 * Candidates are the expressions outside the content. One counts if it stands as an adverbial ("on Thursday") or with the
 * occasion of the statement ("in a Thursday interview"), if nothing between it and the cue shows that the two stand in different
 * clauses, and if the statement can have been made then; of several the nearest wins. The lists of words stand for the parse that
 * we don't have; they were made on PolNeAR's train articles. */
#include "when.h"

#include <string.h>

#include "words.h"

/* How far from the cue, in bytes, a candidate may stand, content not counted. It bounds the work for a cue. */
enum { REACH = 400 };

/* So many candidates before and behind the cue are looked at. */
enum { CANDIDATES = 8 };

/* So many words from the cue is right beside it. */
enum { BESIDE = 2 };

typedef struct statement {
    const char *text;
    const uint8_t *quoted;
    avow_span sentence, cue;
    const avow_span *content;
    size_t contents;
    const char *anchor;
    bool future;            /* the cue is about what is to come */
} statement;

typedef avow_time_expression expression;

#define DASHES "\xE2\x80\x93 \xE2\x80\x94 \xE2\x80\x95"

/* Occasions and texts at and in which things are said. */
static const char OCCASIONS[] =
    "interview interviews speech speeches report reports statement statements memo letter letters book article articles poll polls "
    "survey surveys study rally rallies debate debates briefing conference appearance appearances meeting meetings hearing testimony "
    "tweet tweets post posts column essay op editorial filing filings ruling decision event events town call calls conversation "
    "conversations email emails broadcast show episode edition issue address remarks announcement ad ads video videos telecast program "
    "podcast forum discussion deposition stop stops dinner lunch breakfast gathering session blog profile piece story note message "
    "newsletter release presser press news analysis paper documentary commentary monologue roundtable summit convention caucus";

/* Before an expression these make it anything but the time of the statement. */
static const char AGAINST[] = "since until till by before after from to between than for through of about following against into past "
                              "toward towards beyond";

/* Words that begin a clause of their own, or a phrase that tells of another time. */
static const char RELATIVES[] = "who which whose whom that";
static const char OTHER_TIME[] = "after before although though because since unless until if whether despite following amid ahead "
                                 "having";
static const char ELSEWHERE[] = "where once than";

/* Words that stand before a time in its adverbial: "later on Thursday", "at a rally Thursday". */
static const char ADVERBIAL[] = "on in at late early earlier only also over during back later again";

/* ---- words outside the content ------------------------------------------------------------------------------------ */

static bool listed(const statement *s, avow_span word, const char *list)
{
    return word.end > word.start && avow_word_listed(s->text, word, list) > 0;
}

/* The word before at in the sentence; empty if there is none. */
static avow_span word_before(const statement *s, size_t at)
{
    avow_span word;
    return avow_word_before(s->text, s->sentence.start, at, &word) ? word : (avow_span){at, at};
}

/* The next word of [*at, to) that stands outside the content. */
static bool next_word(const statement *s, size_t *at, size_t to, avow_span *word)
{
    while (avow_word_after(s->text, *at, to, word)) {
        *at = word->end;
        size_t i = 0;
        while (i < s->contents && s->content[i].end <= word->start) i++;
        if (i == s->contents || s->content[i].start >= word->end) return true;
        if (s->content[i].end > *at) *at = s->content[i].end;
    }
    return false;
}

/* Is there a word of the list between the places? */
static bool has(const statement *s, size_t from, size_t to, const char *list)
{
    avow_span word;
    while (next_word(s, &from, to, &word))
        if (avow_word_listed(s->text, word, list)) return true;
    return false;
}

/* A dash that isn't a hyphen, or a comma that isn't in a number. */
static bool is_break(const statement *s, avow_span word)
{
    char before = word.start > 0 ? s->text[word.start - 1] : ' ', behind = word.end < s->sentence.end ? s->text[word.end] : ' ';
    if (s->text[word.start] == ',') return behind < '0' || behind > '9';
    if (s->text[word.start] == '-') return (before == ' ' || before == '-') && (behind == ' ' || behind == '-');
    return avow_word_listed(s->text, word, DASHES);
}

/* ---- how the expression stands among its neighbours --------------------------------------------------------------- */

/* Is what begins at `at` an occasion, within a few words? */
static bool is_occasion(const statement *s, size_t at)
{
    avow_span word;
    for (int i = 0; i < 7 && avow_word_after(s->text, at, s->sentence.end, &word); i++, at = word.end) {
        if (listed(s, word, OCCASIONS)) return true;
        if (s->text[word.start - 1] != '-' && listed(s, word, ", . ; that on in at of for to from with and")) return false;
    }
    return false;
}

/* Is the statement told as of that time: "since Monday's debate, when Clinton cited"? */
static bool told_of(const statement *s, const expression *e)
{
    avow_span word;
    for (size_t at = e->end; next_word(s, &at, s->cue.start, &word);)
        if (is_break(s, word)) return avow_word_after(s->text, at, s->cue.start, &word) && listed(s, word, "when where");
    return false;
}

/* Is one of the three words before `at` of the list? */
static bool shortly_before(const statement *s, size_t at, const char *list)
{
    avow_span word = {at, at};
    for (int i = 0; i < 3; i++) {
        word = word_before(s, word.start);
        if (listed(s, word, list)) return true;
    }
    return false;
}

/* Does it stand as an adverbial, or with the occasion of the statement? */
static bool fits(const statement *s, const expression *e)
{
    avow_span before = word_before(s, e->start), behind;
    bool named = e->kind == AVOW_TIME_CALENDAR;
    if (named && e->unit >= AVOW_TIME_DECADE) return listed(s, before, "in during over");
    bool possessive = avow_word_after(s->text, e->end, s->sentence.end, &behind) && behind.start == e->end &&
                      listed(s, behind, "' \xE2\x80\x99") && avow_word_after(s->text, behind.end, s->sentence.end, &behind) &&
                      listed(s, behind, "s");
    bool attributive = possessive || listed(s, before, "a an the his her its their s this that another recent first second third");
    if (!attributive) {
        bool bare_year = named && e->unit == AVOW_TIME_YEAR && e->end - e->start == 4;
        if (bare_year) return listed(s, before, "in during");
        bool noun_follows = avow_word_after(s->text, e->end, s->sentence.end, &behind) && listed(s, behind, OCCASIONS);
        if (noun_follows && shortly_before(s, e->start, AGAINST)) return false;     /* "plans for a big Monday rally" */
        return !listed(s, before, AGAINST) || told_of(s, e);
    }
    bool occasion;
    if (possessive) {
        occasion = is_occasion(s, behind.end);
        if (avow_word_after(s->text, behind.end, s->sentence.end, &behind))                 /* Sunday's "Meet the Press" */
            occasion = occasion || listed(s, behind, "\" \xE2\x80\x9C");
    } else {
        occasion = is_occasion(s, e->end);
        before = word_before(s, before.start);
    }
    return occasion && (!listed(s, before, AGAINST) || told_of(s, e));
}

/* Does the sentence begin with it, but for a conjunction and prepositions? */
static bool initial(const statement *s, const expression *e)
{
    avow_span word;
    for (size_t at = s->sentence.start; avow_word_after(s->text, at, e->start, &word); at = word.end)
        if (avow_word_proper(s->text, word) && !listed(s, word, ADVERBIAL) && !listed(s, word, "and but so then it was a the"))
            return false;
    return true;
}

/* The date of a dateline: "WASHINGTON, June 24 (UPI) -" */
static bool dateline(const statement *s, const expression *e)
{
    avow_span word;
    if (e->unit != AVOW_TIME_DAY || e->month == 0) return false;
    if (!avow_word_after(s->text, e->end, s->sentence.end, &word)) return false;
    if (s->text[word.start] == ',' || (s->text[word.start] != '(' && !is_break(s, word))) return false;
    size_t at = s->sentence.start;
    for (; avow_word_after(s->text, at, e->start, &word); at = word.end)
        if (avow_word_proper(s->text, word) && !avow_word_capital(s->text, word)) return false;
    return at > s->sentence.start;
}

/* ---- whether it stands in the cue's clause ------------------------------------------------------------------------ */

/* Is one of two places within round brackets that don't hold the other, or within dashes? */
static bool bracketed(const statement *s, size_t from, size_t to, bool dashes)
{
    int depth = 0, dash = 0;
    avow_span word;
    while (next_word(s, &from, to, &word)) {
        if (s->text[word.start] == '(') depth++;
        if (s->text[word.start] == ')' && --depth < 0) return true;
        if (s->text[word.start] != ',' && is_break(s, word)) {
            dash++;
            while (from < to && s->text[from] == '-') from++;
        }
    }
    return depth > 0 || (dashes && dash % 2 == 1);
}

/* Does a clause with a subject of its own begin between, as in "met on Monday, and Cruz said"? After "and" a pronoun is none. */
static bool another_subject(const statement *s, size_t from, size_t to)
{
    avow_span word, last = {from, from};
    const char *none = NULL;            /* words that may follow a conjunction that has begun one */
    for (; next_word(s, &from, to, &word); last = word) {
        if (none != NULL) return avow_word_proper(s->text, word) && !listed(s, word, none);
        if (!listed(s, last, ",")) continue;
        if (listed(s, word, "and")) none = "then also he she they it later even again has had";
        if (listed(s, word, "but yet")) none = "then also later has had did";
    }
    return false;
}

static bool has_break(const statement *s, size_t from, size_t to)
{
    avow_span word;
    while (next_word(s, &from, to, &word))
        if (is_break(s, word)) return true;
    return false;
}

/* Does the clause before the cue that the expression stands in begin with a word that shuts it off: "who won on Tuesday", or,
 * where a comma ends it, "after losing on Tuesday,"? */
static bool shut_off(const statement *s, const expression *e)
{
    bool adverbial = true, ended = has_break(s, e->end, s->cue.start);
    size_t least = e->start - s->sentence.start > REACH ? e->start - REACH : s->sentence.start;
    avow_span word;
    for (size_t at = e->start; avow_word_before(s->text, least, at, &word); at = word.start) {
        if (is_break(s, word) || listed(s, word, "; : ( \"")) return false;
        if (listed(s, word, RELATIVES)) return ended || !adverbial;
        if (listed(s, word, OTHER_TIME)) return ended;
        adverbial = adverbial && listed(s, word, ADVERBIAL);
    }
    return false;
}

/* Does a clause or phrase that tells of somebody else or another time begin between, and not end before `to`? */
static bool opens(const statement *s, size_t from, size_t to)
{
    bool open = false;
    avow_span word, last = {from, from};
    for (; next_word(s, &from, to, &word); last = word) {
        if (is_break(s, word)) open = false;
        else if (listed(s, word, "which")) open = open || !listed(s, last, "in at during");     /* "a speech in January in which" */
        else open = open || listed(s, word, "who whom whose") || listed(s, word, OTHER_TIME);
    }
    return open;
}

/* Is what stands between the cue and the expression behind it the cue's own? Not where a verb follows "and", and behind a comma or
 * dash only places and an adverbial: "at a rally in Evansville, Indiana, on Monday". */
static bool own_adverbial(const statement *s, const expression *e)
{
    bool fresh = false, good = true;        /* only such words since a break; the words since the break begin well */
    avow_span word, last = {s->cue.end, s->cue.end};
    for (size_t i = 0; i < s->contents; i++) {      /* "a letter saying {so} was found on Monday" */
        if (s->content[i].start < s->cue.end || s->content[i].end > e->start) continue;
        if (avow_word_after(s->text, s->content[i].end, e->start, &word) &&
            listed(s, word, "was were is are will would has have had went came said says"))
            return false;
    }
    for (size_t at = s->cue.end; next_word(s, &at, e->start, &word); last = word) {
        if (is_break(s, word)) {
            fresh = good = true;
        } else if (fresh) {
            fresh = avow_word_capital(s->text, word);
            good = fresh || listed(s, word, ADVERBIAL) || !avow_word_proper(s->text, word);
        }
        if (!listed(s, last, "and but or")) continue;
        bool past = word.end - word.start > 3 && memcmp(s->text + word.end - 2, "ed", 2) == 0;
        if (past || listed(s, word, "said told made gave took won lost went came was has had is on in he she it they")) return false;
    }
    return good && !listed(s, last, "and but or");
}

static bool same_clause(const statement *s, const expression *e)
{
    size_t from = e->end, to = s->cue.start;
    if (e->start >= s->cue.end) {
        from = s->cue.end;
        to = e->start;
        return !has(s, from, to, "; :") && !has(s, from, to, RELATIVES) && !has(s, from, to, OTHER_TIME) &&
               !has(s, from, to, ELSEWHERE) && own_adverbial(s, e) && !bracketed(s, from, to, false);
    }
    if (from > to) return true;             /* within the cue */
    if (has(s, from, to, ";") || opens(s, from, to)) return false;
    if (bracketed(s, from, to, true) || dateline(s, e) || (shut_off(s, e) && !told_of(s, e))) return false;
    if (initial(s, e)) return true;
    for (size_t i = 0; i < s->contents; i++)
        if (s->content[i].start >= from && s->content[i].end <= to) return false;
    return !another_subject(s, from, to);
}

/* Words between, content left out; 0 within the cue. */
static size_t distance(const statement *s, const expression *e)
{
    bool behind = e->start >= s->cue.end;
    size_t count = 0, at = behind ? s->cue.end : e->end, to = behind ? e->start : s->cue.start;
    avow_span word;
    if (!behind && e->end > s->cue.start) return 0;
    while (next_word(s, &at, to, &word)) count++;
    return count + 1;
}

/* ---- past and future ---------------------------------------------------------------------------------------------- */

/* "will announce", "plans to" */
static bool about_future(const statement *s)
{
    static const char INTENT[] = "will ll shall plan plans planned planning scheduled expected set slated intends";
    return has(s, s->cue.start, s->cue.end, INTENT) || shortly_before(s, s->cue.start, "will ll shall");
}

/* Sets the direction; false if the time is one to come and the cue isn't about such. A month is surely past where the sentence
 * begins with it or it stands right behind the cue, but perhaps not in "supporters want her to win in November". */
static bool possible(const statement *s, expression *e)
{
    bool beside = e->unit == AVOW_TIME_MONTH && ((e->start >= s->cue.end && distance(s, e) <= BESIDE) || initial(s, e));
    if (e->kind == AVOW_TIME_CALENDAR && !e->directed)
        e->direction = s->future ? AVOW_TIME_FUTURE : e->month > 0 && !beside ? AVOW_TIME_NEARLY_PAST : AVOW_TIME_PAST;
    if (s->future) return true;
    if (e->count > 0 || e->direction == AVOW_TIME_AFTER) return false;
    const expression today = {.kind = AVOW_TIME_SHIFTED, .unit = AVOW_TIME_DAY};
    char value[AVOW_TIME_VALUE], now[AVOW_TIME_VALUE];
    if (!avow_time_value(&today, s->anchor, now) || !avow_time_value(e, s->anchor, value)) return true;
    return strncmp(value, now, strcspn(value, "/")) <= 0;
}

/* ---- choosing ----------------------------------------------------------------------------------------------------- */

/* Where REACH bytes outside the content end, before (way -1) or behind the cue; a blank, or an end of the sentence. */
static size_t reach(const statement *s, int way)
{
    size_t at = way < 0 ? s->cue.start : s->cue.end, end = way < 0 ? s->sentence.start : s->sentence.end;
    for (size_t left = REACH; at != end && (left > 0 || s->text[at] != ' '); left -= left > 0) {
        at = way < 0 ? at - 1 : at + 1;
        for (size_t i = 0; i < s->contents; i++)
            if (at > s->content[i].start && at < s->content[i].end) at = way < 0 ? s->content[i].start : s->content[i].end;
        if (way < 0 ? at < end : at > end) return end;
    }
    return at;
}

static bool belongs(const statement *s, expression *e)
{
    return same_clause(s, e) && possible(s, e);
}

bool avow_time_of_statement(const char *text, const uint8_t *quoted, avow_span sentence, avow_span cue, const avow_span *content,
                            size_t contents, const char *anchor, avow_time_expression *out)
{
    statement s = {text, quoted, sentence, cue, content, contents, anchor, false};
    s.future = about_future(&s);
    expression before[CANDIDATES], e;           /* those before the cue, the last ones, round and round */
    size_t befores = 0, afters = 0, end = reach(&s, 1), nearest = SIZE_MAX;
    for (size_t i = 0, at = reach(&s, -1); i <= contents && afters < CANDIDATES && nearest == SIZE_MAX; i++) {
        size_t to = i < contents && content[i].start < end ? content[i].start : end;
        for (; at < to && afters < CANDIDATES && nearest == SIZE_MAX && avow_time_next(text, at, to, &e); at = e.end) {
            if ((quoted[e.start] && !quoted[cue.start]) || !fits(&s, &e)) continue;
            if (e.end <= cue.start) {
                before[befores++ % CANDIDATES] = e;
                continue;
            }
            afters++;
            if (!belongs(&s, &e)) continue;
            nearest = distance(&s, &e);
            *out = e;
        }
        if (i < contents && content[i].end > at) at = content[i].end;
    }
    for (size_t i = 0; i < befores && i < CANDIDATES; i++) {
        e = before[(befores - 1 - i) % CANDIDATES];
        if (!belongs(&s, &e)) continue;
        if (distance(&s, &e) <= nearest) {
            nearest = 0;
            *out = e;
        }
        break;
    }
    return nearest < SIZE_MAX;
}
