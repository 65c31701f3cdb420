/* marked.h - an article as tests write it, with its mentions in [brackets], a source in {braces} and what it says in <angles>. */
#ifndef AVOW_TEST_MARKED_H
#define AVOW_TEST_MARKED_H

#include "support.h"

#include "extract.h"
#include "text.h"

typedef struct marked {
    char text[2048];
    uint8_t quoted[2048];
    avow_mention mentions[32];
    size_t size, count;
    avow_span source, content;
} marked;

/* [p:...] person, [o:...] organisation, [l:...] place, [n:...] description, [r:...] pronoun. */
static inline void read_marked(const char *from, marked *out)
{
    static const char kinds[] = "polnr";
    uint32_t line = 0;
    *out = (marked){.size = 0};
    for (const char *p = from; *p; p++) {
        if (*p == '[') {
            out->mentions[out->count] = (avow_mention){.start = (uint32_t)out->size, .kind = (uint8_t)(strchr(kinds, p[1]) - kinds), .line = line};
            p += 2;
        } else if (*p == ']') out->mentions[out->count++].end = (uint32_t)out->size;
        else if (*p == '{') out->source.start = out->size;
        else if (*p == '}') out->source.end = out->size;
        else if (*p == '<') out->content.start = out->size;
        else if (*p == '>') out->content.end = out->size;
        else {
            line += *p == '\n';
            out->text[out->size++] = *p;
        }
    }
    avow_quote_flags(out->text, out->size, out->quoted);
}

/* The article with its entities, in an arena that the caller frees. */
static inline avow_work work_of(marked *m, avow_arena *arena)
{
    static avow_allocator allocator;
    allocator = avow_allocator_or_default(NULL);
    avow_arena_init(arena, &allocator);
    avow_work work = {.text = m->text, .size = m->size, .quoted = m->quoted, .mentions = m->mentions, .mention_count = m->count};
    assert_true(avow_entities_make(m->text, m->mentions, m->count, arena, &work.entities));
    return work;
}

#endif
