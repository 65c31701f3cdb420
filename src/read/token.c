/* token.c - a page cut into tags and texts, as the tokenizer of the HTML standard does it (WHATWG HTML, 13.2.5).
 *
 * Comments, declarations and drawings (svg, math) are passed over. The content of a raw element is one text up to its own end
 * tag; a script's `<!-- <script>` hides an end tag, as browsers have it. One pass, forward, without memory: no input takes more
 * than a step a byte. */
#include "token.h"

#include <string.h>

#include "ascii.h"
#include "hash.h"
#include "tags.h"
#include "wording.h"

enum { LONGEST_NAME = 16 };

void avow_tokenizer_init(avow_tokenizer *tokenizer, const char *text, size_t size)
{
    *tokenizer = (avow_tokenizer){.text = text, .size = size};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The place of needle in text[at..size), or size. */
static size_t find(const avow_tokenizer *t, size_t at, const char *needle)
{
    size_t length = strlen(needle);
    while (at < t->size) {
        const char *hit = memchr(t->text + at, needle[0], t->size - at);
        if (!hit) break;
        at = (size_t)(hit - t->text);
        if (t->size - at >= length && memcmp(hit, needle, length) == 0) return at;
        at++;
    }
    return t->size;
}

/* The name at the tokenizer, in small letters to name (cut at LONGEST_NAME); hashed whole. */
static size_t read_name(avow_tokenizer *t, char name[LONGEST_NAME], uint32_t *hash, const char *stops)
{
    size_t used = 0;
    uint32_t h = AVOW_FNV_BASIS;
    for (; t->at < t->size; t->at++) {
        char c = avow_small(t->text[t->at]);
        if (is_space(c) || c == '\0' || strchr(stops, c)) break;
        h = avow_fnv(h, (unsigned char)c);
        if (used < LONGEST_NAME) name[used] = c;
        used++;
    }
    if (used == 0 && t->at < t->size) t->at++;      /* a stray character, so that the loop above goes on */
    *hash = h;
    return used < LONGEST_NAME ? used : LONGEST_NAME;
}

static void skip_space(avow_tokenizer *t)
{
    while (t->at < t->size && (is_space(t->text[t->at]) || t->text[t->at] == '\0')) t->at++;
}

/* The value behind `=`: text[*start..*end). */
static void read_value(avow_tokenizer *t, size_t *start, size_t *end)
{
    skip_space(t);
    char quote = t->at < t->size ? t->text[t->at] : '\0';
    if (quote == '"' || quote == '\'') {
        *start = ++t->at;
        const char *close = t->at < t->size ? memchr(t->text + t->at, quote, t->size - t->at) : NULL;
        *end = close ? (size_t)(close - t->text) : t->size;
        t->at = close ? *end + 1 : t->size;
        return;
    }
    *start = t->at;
    while (t->at < t->size && !is_space(t->text[t->at]) && t->text[t->at] != '>') t->at++;
    *end = t->at;
}

/* Attributes up to the tag's end, which is passed. True if the tag closes itself. */
static bool read_attributes(avow_tokenizer *t, avow_token *token)
{
    token->attribute_count = 0;
    for (;;) {
        skip_space(t);
        if (t->at >= t->size) return false;
        if (t->text[t->at] == '>') {
            t->at++;
            return false;
        }
        if (t->text[t->at] == '/') {
            t->at++;
            if (t->at >= t->size || t->text[t->at] != '>') continue;
            t->at++;
            return true;
        }
        char name[LONGEST_NAME];
        uint32_t hash;
        size_t length = read_name(t, name, &hash, "/>="), start = t->at, end = t->at;
        skip_space(t);
        if (t->at < t->size && t->text[t->at] == '=') {
            t->at++;
            read_value(t, &start, &end);
        }
        int known = length > 0 ? avow_attribute_named(name, length) : -1;
        if (known >= 0 && token->attribute_count < MOST_ATTRIBUTES)
            token->attributes[token->attribute_count++] = (avow_attribute){(uint8_t)known, start, end};
    }
}

/* Whether the end tag of the raw element begins at text[at]. */
static bool ends_raw(const avow_tokenizer *t, size_t at, const char *name, size_t length)
{
    return t->size - at >= length + 2 && t->text[at] == '<' && t->text[at + 1] == '/' &&
           avow_ascii_compare(t->text + at + 2, name, length) == 0 &&
           (t->size - at == length + 2 || is_space(t->text[at + length + 2]) || strchr("/>", t->text[at + length + 2]));
}

/* Where the raw content ends. In a script, `<!--` and then `<script` make the next end tag part of the content. */
static size_t raw_end(const avow_tokenizer *t)
{
    const char *name = t->text + t->raw_name;
    size_t length = t->raw_length, at = t->at;
    bool script = t->raw == TAG_SCRIPT, escaped = false, doubly = false;
    for (; at < t->size; at++) {
        const char *hit = t->text + at;
        if (!escaped && !(hit = memchr(hit, '<', t->size - at))) break;
        at = (size_t)(hit - t->text);
        size_t left = t->size - at;
        if (escaped && left >= 3 && memcmp(hit, "-->", 3) == 0) escaped = doubly = false;
        else if (ends_raw(t, at, name, length) && !doubly) return at;
        else if (ends_raw(t, at, name, length)) doubly = false;
        else if (script && left >= 4 && memcmp(hit, "<!--", 4) == 0) escaped = true;
        else if (escaped && left >= 8 && avow_ascii_compare(hit, "<script", 7) == 0 &&
                 (is_space(hit[7]) || strchr("/>", hit[7]))) doubly = true;
    }
    return t->size;
}

/* A start or end tag at text[at], text[at] == '<'. */
static void read_tag(avow_tokenizer *t, avow_token *token)
{
    bool closes = t->text[t->at + 1] == '/';
    char name[LONGEST_NAME];
    t->at += closes ? 2 : 1;
    size_t begin = t->at, length = read_name(t, name, &token->name, "/>");
    token->kind = closes ? TOKEN_END : TOKEN_START;
    token->tag = avow_tag_named(name, length);
    bool self = read_attributes(t, token);
    if (token->tag == TAG_SVG || token->tag == TAG_MATH) {
        if (!closes && !self) t->drawing++;
        if (closes && t->drawing) t->drawing--;
    } else if (t->drawing && (avow_tag_flags[token->tag] & TAG_IS_BLOCK)) {
        t->drawing = 0;         /* such an element ends a drawing that is not closed */
    }
    if (!closes && (avow_tag_flags[token->tag] & TAG_IS_RAW) && !t->drawing) {
        t->raw = token->tag;
        t->raw_name = begin;
        t->raw_length = length;
    }
}

/* Passes a comment, a declaration or an end tag without a name at `<`; false if there is none. */
static bool skip_markup(avow_tokenizer *t)
{
    const char *at = t->text + t->at;
    size_t left = t->size - t->at;
    if (left >= 4 && memcmp(at, "<!--", 4) == 0) {
        bool empty = left >= 5 && (at[4] == '>' || (left >= 6 && memcmp(at + 4, "->", 2) == 0));
        size_t end = empty ? find(t, t->at, ">") + 1 : find(t, t->at + 4, "-->") + 3;
        t->at = end < t->size ? end : t->size;
        return true;
    }
    if (left >= 9 && memcmp(at, "<![CDATA[", 9) == 0 && t->drawing) {
        size_t end = find(t, t->at, "]]>") + 3;
        t->at = end < t->size ? end : t->size;
        return true;
    }
    if (left >= 2 && (at[1] == '!' || at[1] == '?' || (at[1] == '/' && left >= 3 && !avow_is_letter(at[2])))) {
        size_t end = find(t, t->at, ">") + 1;
        t->at = end < t->size ? end : t->size;
        return true;
    }
    return false;
}

static bool begins_tag(const avow_tokenizer *t, size_t at)
{
    size_t left = t->size - at;
    return (left >= 2 && avow_is_letter(t->text[at + 1])) || (left >= 3 && t->text[at + 1] == '/' && avow_is_letter(t->text[at + 2]));
}

/* Text up to what begins a tag, a comment or a declaration. */
static size_t text_end(const avow_tokenizer *t)
{
    for (size_t at = t->at; at < t->size; at++) {
        const char *hit = memchr(t->text + at, '<', t->size - at);
        if (!hit) break;
        at = (size_t)(hit - t->text);
        if (begins_tag(t, at) || (t->size - at >= 2 && strchr("!?/", t->text[at + 1]) && t->text[at + 1])) return at;
    }
    return t->size;
}

void avow_token_next(avow_tokenizer *t, avow_token *token)
{
    while (t->at < t->size) {
        token->raw = t->raw == TAG_SCRIPT || t->raw == TAG_STYLE || t->raw == TAG_IFRAME;
        token->start = t->at;
        if (t->raw != TAG_TEXT) {
            token->end = t->at = raw_end(t);
            token->kind = TOKEN_TEXT;
            t->raw = TAG_TEXT;
            if (token->end > token->start) return;
            continue;
        }
        if (t->text[t->at] == '<') {
            if (begins_tag(t, t->at)) {
                read_tag(t, token);
                if (!t->drawing && token->tag != TAG_SVG && token->tag != TAG_MATH) return;
                continue;
            }
            if (skip_markup(t)) continue;
        }
        token->end = text_end(t);
        if (token->end == token->start) token->end++;       /* an end tag cut off by the page's end */
        t->at = token->end;
        token->kind = TOKEN_TEXT;
        if (!t->drawing) return;
    }
    token->kind = TOKEN_EOF;
}
