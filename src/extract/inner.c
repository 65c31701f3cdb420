/* inner.c - the roles of a statement within another's words, where the role tagger reads them as it learnt to: as those of an outermost
 * statement. There a quotation is one content, to its closing mark; a quoted "They say it's only a list. My granddaddy taught me to ask"
 * has an inner statement that ends with its own sentence. There the one before the cue speaks; in "he was told to burn it" he is
 * spoken to. And a verb that shares its subject with the one before ("he came and told me") has its source out of reach. */
#include "ascii.h"
#include "extract.h"
#include "when.h"
#include "words.h"

enum { SOURCE = 1, CONTENT = 3 };                   /* the tags that begin them; what goes on has the next one */

static const char HEARERS[] = "me us him her them you";
static const char TELLING[] = "tell tells told telling promise promises promised promising assure assures assured remind reminds reminded "
                              "inform informs informed show shows showed";
static const char HEARD[] = "told asked advised promised ordered urged warned persuaded informed assured invited instructed encouraged "
                            "offered reminded taught given begged requested forbidden allowed";
static const char BE[] = "was were is are been being be am";

static bool has(const uint8_t *tags, size_t i, uint8_t role) { return tags[i] == role || tags[i] == role + 1; }

/* The end of the run of one role that i lies in. */
static size_t run_end(const uint8_t *tags, size_t count, size_t i, uint8_t role)
{
    size_t end = i + 1;
    while (end < count && tags[end] == role + 1) end++;
    return end;
}

static avow_span bytes_of(const avow_work *work, const avow_window *w, size_t piece)
{
    return (avow_span){work->pieces.start[w->begin + piece], work->pieces.end[w->begin + piece]};
}

/* What the bytes are as a mark, if they are one: '"' for straight and closing quotation marks, '(' for an opening one, the character
 * itself for other signs of ASCII, else 0. */
static char mark_of(const char *text, avow_span span)
{
    static const char opening[] = "\xE2\x80\x9C", closing[] = "\xE2\x80\x9D";
    size_t size = span.end - span.start;
    if (size == 1) return text[span.start];
    if (size != 3 || text[span.start] != opening[0] || text[span.start + 1] != opening[1]) return 0;
    return text[span.start + 2] == opening[2] ? '(' : text[span.start + 2] == closing[2] ? '"' : 0;
}

/* ---- the cue ------------------------------------------------------------------------------------------------------ */

/* Are the pieces auxiliaries, negations and adverbs alone? */
static bool lacks_verb(const avow_work *work, const avow_window *w, size_t first, size_t end)
{
    static const char WORDS[] = "do does did don doesn didn have has had haven hasn hadn be been being am is are was were isn aren wasn weren will would "
                                "won wouldn can could couldn should shouldn may might must ' \xE2\x80\x99 t ve d m re ll s not never even also just still";
    for (size_t i = first; i < end; i++)
        if (!avow_word_listed(work->text, bytes_of(work, w, i), WORDS)) return false;
    return true;
}

size_t avow_inner_cue_end(const avow_work *work, const avow_window *w, size_t first, size_t end)
{
    size_t count = w->end - w->begin, to = end;
    if (end > first + 1 && avow_word_listed(work->text, bytes_of(work, w, end - 1), "about")) return end - 1;      /* content: nested.md */
    while (to < count && lacks_verb(work, w, first, to) && !avow_is_divided(work, w->begin + to)) to++;
    while (to > end && to < count && bytes_of(work, w, to).start == bytes_of(work, w, to - 1).end &&
           avow_is_letter(work->text[bytes_of(work, w, to).start])) to++;
    return to;
}

/* ---- the end ------------------------------------------------------------------------------------------------------ */

/* Does the run hold as many straight marks as make pairs, and no curly one that closes what began before it? */
static bool is_paired(const avow_work *work, const avow_window *w, size_t from, size_t to)
{
    size_t marks = 0;
    for (size_t i = from; i < to; i++) {
        char mark = mark_of(work->text, bytes_of(work, w, i));
        marks += mark == '"' || mark == '(';
    }
    return marks % 2 == 0;
}

/* Takes the punctuation off the end of a run, and a closing mark of the quotation that the run begins in. */
static void trim(const avow_work *work, const avow_window *w, uint8_t *tags, size_t from, size_t to)
{
    for (; to > from + 1; to--) {
        char mark = mark_of(work->text, bytes_of(work, w, to - 1));
        bool ends = mark == ',' || mark == ';' || mark == ':' || (mark == '"' && !is_paired(work, w, from, to));
        if (mark == '.') {                          /* not that of "U.S." */
            avow_span before = bytes_of(work, w, to - 2);
            ends = before.end - before.start > 1;
        }
        if (!ends) return;
        tags[to - 1] = 0;
    }
}

/* Where the teller goes on with his own words, in a content of pieces from .. to - 1 that is not quoted by itself, else `to`: "said he was
 * tired, and I went home", "it" in "I meant it when I said it". Of the contents marked in PolNeAR train and the invented articles 204 end
 * before "and" or "but" and a pronoun as below, 16 go on there; before a semicolon 38 end and none goes on. */
static size_t teller_goes_on(const avow_work *work, const avow_window *w, size_t from, size_t to)
{
    static const char SUBJECTS[] = "i he she it they we you there", LIGHT[] = "then now maybe perhaps";
    bool quoted = false;
    for (size_t i = from + 1; i < to; i++) {
        char mark = mark_of(work->text, bytes_of(work, w, i));
        if (mark == '"' || mark == '(') quoted = !quoted;
        if (quoted) continue;
        if (mark == ';') return i;
        if (!avow_word_listed(work->text, bytes_of(work, w, i), "and but")) continue;
        size_t next = i + 1;
        if (next < to && avow_word_listed(work->text, bytes_of(work, w, next), LIGHT)) next++;
        if (next >= to || !avow_word_listed(work->text, bytes_of(work, w, next), SUBJECTS)) continue;
        bool comma = mark_of(work->text, bytes_of(work, w, i - 1)) == ',';
        if (comma || !avow_word_listed(work->text, bytes_of(work, w, next), "i we")) return comma ? i - 1 : i;
    }
    avow_span first = bytes_of(work, w, from);
    if (from + 1 >= to || !avow_word_listed(work->text, first, "it so him her them himself herself themselves")) return to;
    avow_span second = bytes_of(work, w, from + 1);
    bool whole = mark_of(work->text, second) == ',' || avow_word_listed(work->text, second, "and but because when");
    return whole || (avow_word_listed(work->text, first, "it so") && avow_word_listed(work->text, second, "on in at with now")) ? from + 1 : to;
}

/* A content behind the cue that is not quoted by itself ends with the cue's sentence, or before. */
static void end_with_sentence(const avow_work *work, const avow_window *w, size_t cue_end, uint8_t *tags)
{
    size_t count = w->end - w->begin;
    avow_span cue = {bytes_of(work, w, cue_end - 1).start, bytes_of(work, w, cue_end - 1).end};
    size_t stop = avow_sentence_around(work->text, work->size, NULL, cue).end;
    for (size_t i = 0, end; i < count; i = end) {
        end = i + 1;
        if (tags[i] != CONTENT) continue;
        end = run_end(tags, count, i, CONTENT);
        char mark = mark_of(work->text, bytes_of(work, w, i));
        size_t to = end;
        if (i >= cue_end && mark != '"' && mark != '(' && bytes_of(work, w, i).start < stop) {
            while (to > i + 1 && bytes_of(work, w, to - 1).start >= stop) tags[--to] = 0;
            for (size_t there = teller_goes_on(work, w, i, to); to > there;) tags[--to] = 0;
        }
        trim(work, w, tags, i, to);
    }
}

/* ---- who speaks, and to whom -------------------------------------------------------------------------------------- */

/* "promised me one": the hearer is not what is promised. */
static void leave_hearer(const avow_work *work, const avow_window *w, size_t cue_end, uint8_t *tags)
{
    size_t count = w->end - w->begin;
    if (cue_end + 1 >= count || tags[cue_end] != CONTENT || tags[cue_end + 1] != CONTENT + 1) return;
    if (!avow_word_listed(work->text, bytes_of(work, w, cue_end - 1), TELLING) || !avow_word_listed(work->text, bytes_of(work, w, cue_end), HEARERS)) return;
    tags[cue_end] = 0;
    tags[cue_end + 1] = CONTENT;
}

/* Is the cue a passive, whose subject hears: "was told"? */
static bool is_heard(const avow_work *work, const avow_window *w, size_t first, size_t end)
{
    bool be = false;
    for (size_t i = first; i < end; i++) be = be || avow_word_listed(work->text, bytes_of(work, w, i), BE) > 0;
    return be && avow_word_listed(work->text, bytes_of(work, w, end - 1), HEARD) > 0;
}

/* The subject of a passive is no source; of "was asked to leave" it is what is asked for, too, as PolNeAR has it. */
static void leave_subject(const avow_work *work, const avow_window *w, size_t first, size_t end, uint8_t *tags)
{
    size_t count = w->end - w->begin;
    if (end < count && avow_word_listed(work->text, bytes_of(work, w, end), "by")) return;
    bool asked = end < count && tags[end] == CONTENT && avow_word_listed(work->text, bytes_of(work, w, end), "to");
    for (size_t i = 0; i < first; i++)
        if (has(tags, i, SOURCE)) tags[i] = asked ? (uint8_t)(tags[i] + CONTENT - SOURCE) : 0;
}

/* "he came and told me": the source of the inner statement read before, if only a conjunction or a comma joins the cue to what is
 * before it. */
static void take_source(const avow_work *work, const avow_window *w, size_t first, const avow_find *before, uint8_t *tags)
{
    if (first == 0 || before == NULL || before->source.count == 0 || before->cue_end > w->begin + first) return;
    avow_span word = bytes_of(work, w, first - 1);
    if (first > 1 && avow_word_listed(work->text, word, "then also never later")) word = bytes_of(work, w, first - 2);
    if (mark_of(work->text, word) != ',' && !avow_word_listed(work->text, word, "and but or")) return;
    bool inside = false;
    for (size_t i = 0; i < first; i++) {
        avow_span span = before->source.items[0], piece = bytes_of(work, w, i);
        if (piece.start < span.start || piece.end > span.end) continue;
        tags[i] = (uint8_t)(SOURCE + inside);
        inside = true;
    }
}

void avow_inner_mend(const avow_work *work, const avow_window *w, size_t first, size_t end, const avow_find *before, uint8_t *tags)
{
    size_t source = 0;
    end_with_sentence(work, w, end, tags);
    leave_hearer(work, w, end, tags);
    if (is_heard(work, w, first, end)) {
        leave_subject(work, w, first, end, tags);
        return;
    }
    while (source < w->end - w->begin && tags[source] != SOURCE) source++;
    if (source == w->end - w->begin) take_source(work, w, first, before, tags);
}

/* ---- words that only seem to say something ------------------------------------------------------------------------ */

bool avow_inner_is_filler(const avow_work *work, const avow_find *find)
{
    avow_span word;
    const char *text = work->text;
    if (find->source.count != 1 || find->content.count == 0) return false;
    bool mine = avow_word_listed(text, find->source.items[0], "i") && avow_word_listed(text, find->cue, "mean");
    bool yours = avow_word_listed(text, find->source.items[0], "you") && avow_word_listed(text, find->cue, "see know");
    if (!mine && !yours) return false;
    avow_span content = find->content.items[0];
    return !avow_word_after(text, content.start, content.end, &word) || !avow_word_listed(text, word, "that what how why where who when whether if");
}
