/* wordpiece.c - BERT's uncased WordPiece (Devlin et al., "BERT", 2019; Wu et al., "Google's neural machine translation
 * system", 2016), with the ids and offsets of the tokenizers package, release 0.23.
 *
 * One pass: the text's characters are normalised and gathered to a word; a word that is complete is cut into the longest
 * pieces that the vocabulary has, from the left. Words of ASCII letters and digits, nearly all of them in English news, take
 * a short way that looks up no table.
 *
 * The reference works in four passes over the whole text: it removes control characters, puts spaces around ideographs,
 * decomposes (NFD) and drops accents, and makes letters small. Taken character by character (unicode.h) these give the same,
 * but for NFD's canonical ordering, which sorts neighbouring marks by their combining class. Nearly always all of these marks
 * are dropped; where one stays, put_marks sorts. The reference then gives the sorted marks their offsets by position: the
 * n-th of them has that of the n-th mark in the text. We do as it does. */
#include "pieces.h"

#include <string.h>

#include "status.h"
#include "unicode.h"
#include "utf8.h"

enum { LONGEST_WORD = 100, ROOM = 4 * LONGEST_WORD, CLASSES = 256 };

typedef struct tokenizer {
    const avow_vocabulary *vocabulary;
    const char *text;
    size_t size;
    const uint8_t *quoted;              /* a flag a byte of the text */
    avow_arena *arena;
    avow_pieces *out;
    size_t room;                        /* for pieces in out */
    bool failed;                        /* no memory */

    /* the word that is gathered; past LONGEST_WORD characters they are only counted */
    char word[ROOM];                    /* normalised */
    uint32_t start[ROOM], end[ROOM];    /* for each byte of word, where in the text its character stands */
    size_t word_size, characters;
    uint32_t word_start, word_end;      /* in the text */

    /* the characters behind the last starter, all marks */
    size_t marks;                       /* where the starter, or the first mark, stands in the text */
    bool kept;                          /* one of the marks stays */
} tokenizer;

static bool make_room(tokenizer *t)
{
    avow_pieces *old = t->out, new = {.count = old->count};
    size_t room = t->room ? t->room * 2 : t->size / 4 + 64;     /* a piece of English takes more than four bytes */
    new.ids = avow_arena_alloc(t->arena, room, sizeof *new.ids);
    new.start = avow_arena_alloc(t->arena, room, sizeof *new.start);
    new.end = avow_arena_alloc(t->arena, room, sizeof *new.end);
    new.shapes = avow_arena_alloc(t->arena, room, sizeof *new.shapes);
    if (!new.ids || !new.start || !new.end || !new.shapes) {
        t->failed = true;
        return false;
    }
    if (old->count > 0) {
        memcpy(new.ids, old->ids, old->count * sizeof *new.ids);
        memcpy(new.start, old->start, old->count * sizeof *new.start);
        memcpy(new.end, old->end, old->count * sizeof *new.end);
        memcpy(new.shapes, old->shapes, old->count * sizeof *new.shapes);
    }
    *old = new;
    t->room = room;
    return true;
}

static void put_piece(tokenizer *t, uint32_t id, uint32_t start, uint32_t end, unsigned case_class)
{
    if (t->failed || (t->out->count == t->room && !make_room(t))) return;
    avow_pieces *out = t->out;
    size_t i = out->count++;
    bool line = i == 0 || (start > out->end[i - 1] && memchr(t->text + out->end[i - 1], '\n', start - out->end[i - 1]));
    out->ids[i] = id;
    out->start[i] = start;
    out->end[i] = end;
    out->shapes[i] = (uint8_t)(case_class * 4 + (line ? AVOW_SHAPE_LINE : 0) + (t->quoted[start] ? AVOW_SHAPE_QUOTED : 0));
}

/* The pieces of a normalised word that stands at text[start..end). A plain word has a byte of the text for each of its own. */
static void put_word(tokenizer *t, const char *word, size_t size, bool plain, uint32_t start, uint32_t end)
{
    unsigned case_class = avow_case_class(t->text + start, end - start);
    size_t first = t->out->count;
    for (size_t at = 0, length; at < size; at += length) {
        uint32_t id;
        length = avow_vocabulary_longest(t->vocabulary, word + at, size - at, at > 0, &id);
        if (length == 0) {              /* one unknown piece makes the whole word unknown */
            t->out->count = first;
            put_piece(t, AVOW_UNK, start, end, case_class);
            return;
        }
        size_t last = at + length - 1;
        if (plain) put_piece(t, id, start + (uint32_t)at, start + (uint32_t)last + 1, case_class);
        else put_piece(t, id, t->start[at], t->end[last], case_class);
    }
}

static void end_word(tokenizer *t)
{
    if (t->characters > LONGEST_WORD)
        put_piece(t, AVOW_UNK, t->word_start, t->word_end, avow_case_class(t->text + t->word_start, t->word_end - t->word_start));
    else if (t->characters > 0)
        put_word(t, t->word, t->word_size, false, t->word_start, t->word_end);
    t->characters = t->word_size = 0;
}

static void add_to_word(tokenizer *t, int32_t c, uint32_t start, uint32_t end)
{
    if (t->characters == 0) t->word_start = start;
    t->word_end = end;
    if (++t->characters > LONGEST_WORD) return;
    for (size_t n = avow_utf8_encode(c, t->word + t->word_size); n > 0; n--, t->word_size++) {
        t->start[t->word_size] = start;
        t->end[t->word_size] = end;
    }
}

/* A normalised character of the class that avow_unicode_class gives it; text[start..end) is what it comes from. */
static void put_character(tokenizer *t, int32_t c, unsigned class, uint32_t start, uint32_t end)
{
    bool alone = class == AVOW_PUNCTUATION || class == AVOW_CJK;
    if (alone || class == AVOW_SPACE) end_word(t);
    if (class != AVOW_SPACE) add_to_word(t, c, start, end);
    if (alone) end_word(t);
}

/* ---- marks -------------------------------------------------------------------------------------------------------- */

/* The code point at *at, which is moved behind it; its class too. */
static int32_t next_code_point(const tokenizer *t, size_t *at, unsigned *class)
{
    int32_t c;
    *at += avow_utf8_decode(t->text + *at, t->size - *at, &c);
    *class = c < 0 ? AVOW_REMOVED : avow_unicode_class(c);
    return c;
}

/* Canonical combining class; 0 is a starter's. */
static unsigned combining(unsigned class)
{
    return class > AVOW_DROPPED && class < AVOW_MAPPED ? class & 0xFF : 0;
}

/* The characters that stand for one of class AVOW_MAPPED or above. */
static const uint32_t *parts(unsigned class)
{
    return &avow_unicode_mapped[class - AVOW_MAPPED];
}

/* One of these characters and its class; returns the next, or NULL behind the last. */
static const uint32_t *next_part(const uint32_t *part, int32_t *c, unsigned *class)
{
    *c = (int32_t)(*part & ~(uint32_t)AVOW_MAPPED_MORE);
    *class = avow_unicode_class(*c);
    return *part & AVOW_MAPPED_MORE ? part + 1 : NULL;
}

/* Where the next mark in the text stands, from *at on; *at is moved behind it. */
static void next_mark(const tokenizer *t, size_t *at, uint32_t *start, uint32_t *end)
{
    for (unsigned class = 0; combining(class) == 0 && *at < t->size; *end = (uint32_t)*at) {
        *start = (uint32_t)*at;
        next_code_point(t, at, &class);
    }
}

/* The marks of one combining class; what of the starter's decomposition has this class comes first. Only marks that are
 * characters of the text use up a place in it; a part of the starter shares the place of what it is put behind. */
static void put_marks_of_class(tokenizer *t, size_t limit, unsigned wanted, size_t *place, uint32_t *start, uint32_t *end)
{
    for (size_t at = t->marks; at < limit;) {
        unsigned class;
        int32_t c = next_code_point(t, &at, &class);
        if (class >= AVOW_MAPPED) {
            for (const uint32_t *part = parts(class); part;) {
                part = next_part(part, &c, &class);
                if (combining(class) == wanted) put_character(t, c, AVOW_WORD, *start, *end);
            }
        } else if (combining(class) == wanted) {
            next_mark(t, place, start, end);
            if (class >= AVOW_KEPT) put_character(t, c, AVOW_WORD, *start, *end);
        }
    }
}

/* Puts the marks up to limit that stay, sorted by class. Reads the text once for each class that occurs, of which there are
 * not 60, so that however many marks there are, they take no memory and linear time. */
static void put_marks(tokenizer *t, size_t limit)
{
    if (!t->kept) return;
    t->kept = false;
    bool occurs[CLASSES] = {false};
    size_t place = t->marks;
    uint32_t start = 0, end = 0;
    for (size_t at = t->marks; at < limit;) {
        unsigned class;
        size_t here = at;
        next_code_point(t, &at, &class);
        occurs[combining(class)] = true;
        if (here > t->marks || class < AVOW_MAPPED) continue;
        start = (uint32_t)here, end = (uint32_t)at, place = at;         /* the starter's own */
        int32_t c;
        for (const uint32_t *part = parts(class); part; occurs[combining(class)] = true) part = next_part(part, &c, &class);
    }
    for (unsigned class = 1; class < CLASSES; class++)
        if (occurs[class]) put_marks_of_class(t, limit, class, &place, &start, &end);
}

/* ---- text --------------------------------------------------------------------------------------------------------- */

/* A code point that begins a new run of marks: it is no mark, or is one of class 0. */
static void put_starter(tokenizer *t, int32_t c, unsigned class, uint32_t start, uint32_t end)
{
    put_marks(t, start);
    t->marks = start;
    int32_t jamo[3];
    int count = avow_hangul(c, jamo);
    for (int i = 0; i < count; i++) put_character(t, jamo[i], AVOW_WORD, start, end);
    if (count > 0 || class == AVOW_DROPPED) return;
    if (class < AVOW_MAPPED) {
        put_character(t, c, class, start, end);
        return;
    }
    for (const uint32_t *part = parts(class); part;) {
        part = next_part(part, &c, &class);
        if (combining(class)) t->kept = true;
        else put_character(t, c, class, start, end);
    }
}

/* The code point at text[at]; returns where the next one stands. */
static size_t put_code_point(tokenizer *t, size_t at)
{
    unsigned class;
    size_t start = at;
    int32_t c = next_code_point(t, &at, &class);
    if (class == AVOW_REMOVED) return at;
    if (combining(class)) t->kept |= class >= AVOW_KEPT;
    else put_starter(t, c, class, (uint32_t)start, (uint32_t)at);
    return at;
}

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Reads on from a place between two words as long as there is nothing but words of ASCII letters and digits, spaces, and
 * ASCII punctuation; returns where something else stands, or a word with something else in it begins. */
static size_t put_plain_text(tokenizer *t, size_t at)
{
    const char *text = t->text;
    size_t begin = at;
    while (at < t->size && (unsigned char)text[at] < 0x80) {
        char word[LONGEST_WORD];
        size_t size = 0, left = t->size - at;
        while (size < left && size < LONGEST_WORD && is_plain(text[at + size])) {
            word[size] = text[at + size] | 0x20;    /* of a capital, the small letter; others have this bit */
            size++;
        }
        unsigned class = size < left ? avow_unicode_class((unsigned char)text[at + size]) : AVOW_SPACE;
        if (size > 0) {                 /* is the word as long as this? */
            if (class != AVOW_SPACE && class != AVOW_PUNCTUATION) break;
            if (size < left && (unsigned char)text[at + size] >= 0x80) break;
            put_word(t, word, size, true, (uint32_t)at, (uint32_t)(at + size));
        } else if (class == AVOW_PUNCTUATION) {
            put_word(t, text + at, 1, true, (uint32_t)at, (uint32_t)at + 1);
            size = 1;
        } else if (class == AVOW_SPACE) {
            size = 1;
        } else {
            break;
        }
        at += size;
    }
    if (at > begin) t->marks = at;      /* else the marks may have begun before */
    return at;
}

avow_status avow_tokenize(const avow_vocabulary *vocabulary, const char *text, size_t size, avow_arena *arena, avow_pieces *out,
                          avow_error *error)
{
    *out = (avow_pieces){.count = 0};
    if (size >= UINT32_MAX) return avow_fail(error, AVOW_LIMIT, 0, "a text of 4 GiB or more can't be read");
    uint8_t *quoted = avow_arena_alloc(arena, size, 1);
    tokenizer *t = avow_arena_alloc(arena, 1, sizeof *t);
    if (!quoted || !t) return avow_fail_memory(error);
    avow_quote_flags(text, size, quoted);
    t->vocabulary = vocabulary, t->text = text, t->size = size, t->quoted = quoted, t->arena = arena, t->out = out;
    t->room = t->word_size = t->characters = t->marks = 0;
    t->failed = t->kept = false;

    for (size_t at = 0; at < size && !t->failed;) {
        if (t->characters == 0 && !t->kept) at = put_plain_text(t, at);
        if (at < size) at = put_code_point(t, at);
    }
    put_marks(t, size);
    end_word(t);
    if (t->failed) {
        *out = (avow_pieces){.count = 0};
        return avow_fail_memory(error);
    }
    return AVOW_OK;
}
