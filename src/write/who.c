/* who.c - a statement's source and the speaker that it stands for, side by side.
 *
 * "the US president" is Donald Trump, and a reader must be told; "President Donald Trump" tells it himself. So the name is looked
 * for among the source's words, as whole words. */
#include "writer.h"

#include <string.h>

#include "ascii.h"
#include "utf8.h"

static bool same(const char *a, const char *b, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (avow_small(a[i]) != avow_small(b[i])) return false;
    return true;
}

/* A letter or digit begins there; beyond ASCII all count but punctuation ("Clinton’s"). */
static bool in_word(const char *text, size_t size)
{
    if (size == 0) return false;
    int32_t c;
    avow_utf8_decode(text, size, &c);
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= 0xC0 && (c < 0x2000 || c > 0x206F) && (c < 0x3000 || c > 0x303F));
}

/* Does a word go on across `at`? */
static bool joined(const char *text, size_t size, size_t at)
{
    size_t before = at;
    while (before > 0 && ((unsigned char)text[--before] & 0xC0) == 0x80) continue;
    return at > 0 && in_word(text + before, size - before) && in_word(text + at, size - at);
}

static size_t find(const avow_buf *words, const avow_buf *name)
{
    enum { LONGEST = 1000 };    /* so that the time is linear in the words */
    if (name->size == 0 || name->size > LONGEST) return AVOW_NOT_THERE;
    for (size_t at = 0; at + name->size <= words->size; at++)
        if (same(words->data + at, name->data, name->size) && !joined(words->data, words->size, at) &&
            !joined(words->data, words->size, at + name->size))
            return at;
    return AVOW_NOT_THERE;
}

size_t avow_excerpt_who(avow_writer *w, const avow_result *result, const avow_attribution *a)
{
    avow_buf_clear(&w->name);
    if (a->speaker != 0) {
        const char *name = avow_writer_clean(w, result->entities[a->speaker - 1].name);
        avow_excerpt_string(w, name != NULL ? name : "");
        avow_buf_put(&w->name, w->scratch.data, w->scratch.size);
        w->out.failed |= w->name.failed;
    }
    avow_excerpt(w, result, a->source);
    return find(&w->scratch, &w->name);
}
