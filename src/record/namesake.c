/* namesake.c - names word by word. Persons agree in the last word, and in the first where both have several; other names in all words
 * that tell something, in any order ("Department of Justice", "the Justice Department"), or in one's being the other's initials. */
#include "namesake.h"

#include <string.h>

#include "ascii.h"
#include "tokens.h"
#include "words.h"

enum { MOST = 16, LONGEST = 64, JOINED = 8 };

static const char TITLES[] = "the a an mr mrs ms miss dr sen senator sens rep representative reps gov governor president secretary sir "
                             "prof professor gen general lt col capt sgt judge justice mayor minister chancellor king queen prince "
                             "princess pope lord lady former vice prime deputy";
static const char ENDINGS[] = "jr sr ii iii iv md phd";
static const char LINKS[] = "of the for and in on";

/* A name's words, folded, without titles, endings and links. */
typedef struct name {
    char words[MOST][LONGEST];
    size_t count;
    bool named;                 /* it has a word with a capital, and none that makes it a description */
} name;

static bool listed(const char *word, const char *list)
{
    return avow_word_listed(word, (avow_span){0, strlen(word)}, list) > 0;
}

/* The name in text[at..end). */
static name read_name(const char *text, size_t at, size_t end)
{
    name n = {.count = 0};
    bool small = false;
    avow_span word;
    for (; n.count < MOST && avow_word_after(text, at, end, &word); at = word.end) {
        char *folded = n.words[n.count];
        if (!avow_word_proper(text, word)) continue;
        size_t size = avow_record_fold(text, word, folded, LONGEST - 1);
        folded[size] = '\0';
        if (size == 0 || listed(folded, LINKS) || (size == 1 && folded[0] == 's')) continue;
        if ((n.count == 0 && listed(folded, TITLES)) || listed(folded, ENDINGS)) continue;
        if (avow_is_small(text[word.start])) small = true;
        n.count++;
    }
    n.named = n.count > 0 && !small;
    return n;
}

static bool same(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* "j" and "john". */
static bool same_or_initial(const char *a, const char *b)
{
    return same(a, b) || ((strlen(a) == 1 || strlen(b) == 1) && a[0] == b[0]);
}

static bool initials(const name *a, const name *b)
{
    if (a->count != 1 || b->count < 2 || strlen(a->words[0]) != b->count) return false;
    for (size_t i = 0; i < b->count; i++)
        if (a->words[0][i] != b->words[i][0]) return false;
    return true;
}

static bool all_in(const name *a, const name *b)
{
    for (size_t i = 0; i < a->count; i++) {
        size_t k = 0;
        while (k < b->count && !same(a->words[i], b->words[k])) k++;
        if (k == b->count) return false;
    }
    return true;
}

static bool one(const name *a, const name *b)
{
    if (initials(a, b) || initials(b, a)) return true;
    if (a->count == b->count && all_in(a, b) && all_in(b, a)) return true;
    if (!same(a->words[a->count - 1], b->words[b->count - 1]))      /* "Hillary" and "Hillary Clinton" */
        return (a->count == 1 || b->count == 1) && same(a->words[0], b->words[0]);
    return a->count == 1 || b->count == 1 || same_or_initial(a->words[0], b->words[0]);
}

/* Where the first of the names joined in text ends. */
static size_t joint_end(const char *text)
{
    const char *joint = strstr(text, " & ");
    return joint != NULL ? (size_t)(joint - text) : strlen(text);
}

/* Is what somebody typed, perhaps without capitals, a description? */
static bool describes(const char *text, const name *n)
{
    avow_span word;
    return n->count == 0 || (!n->named && avow_word_after(text, 0, strlen(text), &word) && avow_word_listed(text, word, "the a an") > 0);
}

avow_namesake avow_namesakes(const char *asked, const char *recorded)
{
    bool unknown = false;
    for (int i = 0; i < JOINED; i++) {
        size_t end = joint_end(asked);
        name left = read_name(asked, 0, end);
        unknown |= describes(asked, &left);
        const char *at = recorded;
        for (int k = 0; k < JOINED; k++) {
            size_t at_end = joint_end(at);
            name right = read_name(at, 0, at_end);
            if (left.count > 0 && right.count > 0 && one(&left, &right)) return AVOW_NAMESAKE_SAME;
            unknown |= !right.named;
            if (at[at_end] == '\0') break;
            at += at_end + 3;
        }
        if (asked[end] == '\0') break;
        asked += end + 3;
    }
    return unknown ? AVOW_NAMESAKE_UNKNOWN : AVOW_NAMESAKE_OTHER;
}

bool avow_may_name(const char *text, size_t size, const char *asked)
{
    for (int i = 0; i < JOINED; i++) {
        char folded[LONGEST];
        avow_span word;
        size_t end = joint_end(asked);
        name n = read_name(asked, 0, end);
        if (describes(asked, &n)) return true;
        const char *last = n.words[n.count - 1];
        size_t length = strlen(last);
        for (size_t at = 0; avow_word_after(text, at, size, &word); at = word.end)
            if (avow_record_fold(text, word, folded, sizeof folded) == length && memcmp(folded, last, length) == 0) return true;
        if (asked[end] == '\0') break;
        asked += end + 3;
    }
    return false;
}
