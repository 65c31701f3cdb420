/* furniture.c - the furniture of a text, line by line; and what hangs on a line before: the headlines below "Related stories", the
 * fields below "Leave a Reply". */
#include "furniture.h"

#include <string.h>

#include "ascii.h"
#include "buf.h"
#include "words.h"

typedef struct finding {
    avow_buf found;             /* avow_furniture, one after another */
    const avow_phrases *phrases;
    const char *text;
    const char *above;          /* the kind of the line before, if it is furniture that others may hang on */
    size_t below;               /* lines that hang on it so far */
} finding;

static void add(finding *f, size_t start, size_t end, const char *kind)
{
    avow_furniture one = {{start, end}, kind};
    avow_buf_put(&f->found, (const char *)&one, sizeof one);
}

/* The end of the names behind "Image copyright": "Reuters Image caption". */
static size_t names_end(const char *text, size_t at, size_t end)
{
    static const char names[] = "reuters getty images image caption afp ap epa pa bbc alamy shutterstock";
    for (avow_span word; avow_word_after(text, at, end, &word) && avow_word_listed(text, word, names) > 0;) at = word.end;
    return at;
}

/* Phrases and credits within a line of the article. */
static void find_within(finding *f, size_t start, size_t end)
{
    const char *text = f->text;
    for (size_t at = start; at < end;) {
        bool begins = at == start || !avow_is_letter(text[at - 1]), bracket = text[at] == '(' || text[at] == '[';
        const char *kind = "image-credit";
        const avow_phrase *found;
        size_t length = bracket ? avow_credit_at(f->phrases, text, end, at) : 0;
        if (length == 0 && begins && (bracket || avow_is_capital(text[at]))) {
            length = avow_phrase_at(f->phrases, text, end, at, AVOW_ANYWHERE, &found);
            if (length > 0) kind = found->kind;
        }
        if (length == 0) { at++; continue; }
        size_t to = at + length;
        if (avow_is_letter(text[at]) && strcmp(kind, "image-credit") == 0) to = names_end(text, to, end);
        while (to < end && strchr(" .*:", text[to]) != NULL) to++;
        while (avow_is_blank(text[to - 1])) to--;
        add(f, at, to, kind);
        at = to;
    }
}

/* Like a headline: some words, no end of a sentence. */
static bool is_headline(const char *text, size_t start, size_t end)
{
    size_t words = 0;
    for (avow_span word = {start, start}; avow_word_after(text, word.end, end, &word);) words += avow_word_proper(text, word);
    return words >= 3 && words <= 20 && strchr(".!:\"", text[end - 1]) == NULL && !avow_is_small(text[start]) &&
           (end - start < 3 || memcmp(text + end - 3, "\xE2\x80\x9D", 3) != 0);
}

static void find_in_line(finding *f, size_t start, size_t end)
{
    enum { MOST_BELOW = 12, FIELD = 24 };
    const char *text = f->text;
    while (start < end && avow_is_blank(text[start])) start++;
    while (end > start && avow_is_blank(text[end - 1])) end--;
    if (start == end) return;
    const char *kind = avow_furniture_kind(f->phrases, text + start, end - start);
    if (kind != NULL && f->above != NULL && strcmp(f->above, "reply-form") == 0 && end - start <= FIELD) kind = f->above;   /* "Email" */
    bool alone = kind != NULL && end - start <= FIELD;
    if (kind == NULL && f->above != NULL && f->below < MOST_BELOW) {
        bool related = strcmp(f->above, "related") == 0;
        if (related ? is_headline(text, start, end) : end - start <= FIELD && strchr(".!?:\"", text[end - 1]) == NULL) {
            add(f, start, end, f->above);
            f->below++;
            return;
        }
    }
    f->below = 0;
    f->above = kind != NULL && ((alone && strcmp(kind, "related") == 0) || strcmp(kind, "reply-form") == 0) ? kind : NULL;
    if (kind != NULL) add(f, start, end, kind);
    else find_within(f, start, end);
}

static void find_all(finding *f, size_t size)
{
    for (size_t at = 0; at < size;) {
        const char *newline = memchr(f->text + at, '\n', size - at);
        size_t end = newline != NULL ? (size_t)(newline - f->text) : size;
        find_in_line(f, at, end);
        at = end + 1;
    }
}

bool avow_furniture_find(const char *text, size_t size, avow_arena *arena, const avow_furniture **items, size_t *count)
{
    avow_phrases phrases;
    avow_phrases_init(&phrases);
    finding f = {.phrases = &phrases, .text = text};
    avow_buf_init(&f.found, &arena->allocator);
    find_all(&f, size);
    avow_furniture *kept = avow_arena_alloc(arena, f.found.size, 1);
    bool done = kept != NULL && !f.found.failed;
    if (done && f.found.size > 0) memcpy(kept, f.found.data, f.found.size);
    *items = kept;
    *count = f.found.size / sizeof *kept;
    avow_buf_free(&f.found);
    return done;
}
