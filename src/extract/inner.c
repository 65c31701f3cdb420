/* inner.c - cues and sources of statements within another's words, where what the network finds is wrong by rule: a cue of auxiliaries alone
 * lacks its verb; "he" in "he was told to burn it" is spoken to. train/statement.py taught it the rest. */
#include <string.h>

#include "ascii.h"
#include "extract.h"
#include "words.h"

enum { SOURCE = 1, CONTENT = 3 };                   /* the tags that begin them; what goes on has the next one */

static const char HEARD[] = "told asked advised promised ordered urged warned persuaded informed assured invited instructed encouraged "
                            "offered reminded taught given begged requested forbidden allowed";
static const char BE[] = "was were is are been being be am";

static bool has(const uint8_t *tags, size_t i, uint8_t role) { return tags[i] == role || tags[i] == role + 1; }

static avow_span bytes_of(const avow_work *work, const avow_window *w, size_t piece)
{
    return (avow_span){work->pieces.start[w->begin + piece], work->pieces.end[w->begin + piece]};
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

static bool opens_quotation(const char *text, avow_span piece)
{
    if (piece.end - piece.start == 1) return text[piece.start] == '"' || text[piece.start] == '\'';
    return piece.end - piece.start == 3 && (memcmp(text + piece.start, "\xE2\x80\x9C", 3) == 0 || memcmp(text + piece.start, "\xE2\x80\x98", 3) == 0);
}

size_t avow_inner_cue_begin(const avow_work *work, const avow_window *w, size_t first, size_t end)
{
    while (first + 1 < end && opens_quotation(work->text, bytes_of(work, w, first))) first++;
    return first;
}

size_t avow_inner_cue_end(const avow_work *work, const avow_window *w, size_t first, size_t end)
{
    size_t count = w->end - w->begin, to = end;
    while (to < count && lacks_verb(work, w, first, to) && !avow_is_divided(work, w->begin + to)) to++;
    while (to > end && to < count && bytes_of(work, w, to).start == bytes_of(work, w, to - 1).end &&
           avow_is_letter(work->text[bytes_of(work, w, to).start])) to++;
    return to;
}

/* ---- who speaks, and to whom -------------------------------------------------------------------------------------- */

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

void avow_inner_mend(const avow_work *work, const avow_window *w, size_t first, size_t end, uint8_t *tags)
{
    if (is_heard(work, w, first, end)) leave_subject(work, w, first, end, tags);
}
