/* fuzz_quotation.c - compares any line as a quotation with what follows as an article, part of which is a statement's content, and checks
 * what verify.h and difference.h promise: changes and sources lie in their texts; a verbatim quotation has no other words than its
 * source; what is quoted as it stands is never altered, stitched or not found; and a text differs nowhere from itself. */
#include "fuzz.h"
#include "utf8.h"
#include "verify.h"

static bool within(const char *text, size_t size, const char *part, size_t part_size)
{
    return part >= text && part + part_size <= text + size;
}

static void check_changes(const avow_finding *f, const char *quotation, size_t size, const avow_witness *w)
{
    for (size_t i = 0; i < f->change_count; i++) {
        const avow_change *c = &f->changes[i];
        demand(within(quotation, size, c->to, c->to_size), "a change's words are the quotation's");
        demand(within(w->text, w->size, c->from, c->from_size), "what they stand for is the article's");
        demand(c->from_size + c->to_size > 0, "a change changes something");
        bool words = c->kind == AVOW_CHANGE_WORD || c->kind == AVOW_CHANGE_NEGATION;
        demand(f->verdict != AVOW_VERBATIM || !words, "a verbatim quotation has no other words");
    }
}

static void check_finding(const avow_finding *f, const char *quotation, size_t size, const avow_witness *w)
{
    demand((f->verdict == AVOW_NOT_FOUND) == (f->source_count == 0), "what is found is found somewhere");
    demand(f->verdict != AVOW_NOT_FOUND || (f->change_count == 0 && !f->sense_changed), "what isn't found has no changes");
    check_changes(f, quotation, size, w);
    for (size_t i = 0; i < f->source_count; i++) {
        const avow_found *s = &f->sources[i];
        demand(s->witness == 0 && (s->statement == AVOW_NOWHERE || s->statement < w->count), "a source is one of those given");
        demand(s->span.start < s->span.end && s->span.end <= w->size, "and lies in its article");
    }
}

static void verify(const char *quotation, size_t size, const char *speaker, const avow_witness *w, avow_finding *f, avow_arena *arena)
{
    avow_error error;
    avow_arena_reset(arena);
    avow_status status = avow_verify(quotation, size, speaker, w, 1, arena, f, &error);
    demand(status == AVOW_OK || status == AVOW_LIMIT, "a quotation is compared or too long");
    check_finding(f, quotation, size, w);
}

/* A text against itself. */
static void check_same(const char *text, size_t size, avow_arena *arena)
{
    avow_difference d;
    avow_error error;
    avow_arena_reset(arena);
    if (avow_difference_between(text, size, text, size, arena, &d, &error) != AVOW_OK) return;
    demand(d.count == 0 && !d.altered && !d.cut && !d.stitched && !d.sense_changed, "a text is the same as itself");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 64 << 10) return 0;
    size_t room = avow_utf8_repaired_size((const char *)data, size, NULL);
    char *text = malloc(room + 1);
    demand(text != NULL, "there is memory");
    avow_utf8_repair((const char *)data, size, text);
    const char *line = memchr(text, '\n', room);
    size_t quotation = line != NULL ? (size_t)(line - text) : 0, from = quotation + (line != NULL);
    /* The content: the second line, or what there is of it. */
    const char *body = text + from, *end = memchr(body, '\n', room - from);
    avow_span content = {0, end != NULL ? (size_t)(end - body) : room - from};
    const char *const names[] = {"Ana Ruiz", "the mayor"};
    const avow_said said[] = {{{&content, 1}, names, size % 3, size % 2 == 0}};
    avow_witness w = {body, room - from, said, 1};
    avow_arena arena;
    avow_finding f;
    avow_units units;
    avow_arena_init(&arena, NULL);
    verify(text, quotation, size % 5 == 0 ? "Bo Ray" : NULL, &w, &f, &arena);
    demand(avow_record_units(body, content, &arena, &units), "there is memory");
    if (units.count > 0 && units.count <= AVOW_ALIGN_WORDS && units.count * units.count <= AVOW_ALIGN_CELLS / 4) {
        verify(body, content.end, NULL, &w, &f, &arena);
        demand(f.verdict == AVOW_VERBATIM || f.verdict == AVOW_TRUNCATED, "what is quoted as it stands is not altered");
    }
    check_same(text, quotation, &arena);
    avow_arena_free(&arena);
    free(text);
    return 0;
}
