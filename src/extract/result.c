/* result.c - from tagged pieces to spans of the text, in memory that belongs to the result alone. */
#include <stdio.h>
#include <string.h>

#include "extract.h"
#include "hash.h"
#include "status.h"
#include "utf8.h"

typedef struct owner {              /* a result and the arena that all of it lives in */
    avow_result result;
    avow_arena arena;
} owner;

void avow_result_free(avow_result *result)
{
    if (result == NULL) return;
    owner *o = (owner *)result;     /* result is owner's first member */
    avow_allocator allocator = o->arena.allocator;
    avow_arena_free(&o->arena);
    avow_free(&allocator, o);
}

/* The spans of one role, in text order. */
static bool role_spans(avow_arena *arena, const avow_work *work, const avow_find *f, uint8_t begin, avow_spans *out)
{
    size_t count = 0;
    for (size_t i = 0; i < f->count; i++) count += f->tags[i] == begin;
    *out = (avow_spans){NULL, count};
    if (count == 0) return true;
    avow_span *spans = avow_arena_alloc(arena, count, sizeof *spans);
    if (spans == NULL) return false;
    for (size_t i = 0, k = 0; i < f->count; i++) {
        if (f->tags[i] != begin) continue;
        size_t end = i + 1;
        while (end < f->count && f->tags[end] == begin + 1) end++;
        spans[k++] = (avow_span){work->pieces.start[f->begin + i], work->pieces.end[f->begin + end - 1]};
    }
    out->items = spans;
    return true;
}

static bool letter(unsigned char c) { return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

/* Direct if every letter and digit of the content is within quotation marks, indirect if none is. */
static avow_type type_of(const avow_work *work, const avow_spans *content)
{
    bool in = false, out = false;
    for (size_t i = 0; i < content->count; i++)
        for (size_t b = content->items[i].start; b < content->items[i].end; b++) {
            if (!letter((unsigned char)work->text[b])) continue;
            int32_t c;                              /* the marks themselves are letters to nobody */
            if ((unsigned char)work->text[b] >= 0xc0 && avow_utf8_decode(work->text + b, work->size - b, &c) > 1 && c >= 0x2000 && c < 0x2070) {
                b += 2;
                continue;
            }
            if (work->quoted[b]) in = true;
            else out = true;
        }
    return in && !out ? AVOW_DIRECT : in ? AVOW_MIXED : AVOW_INDIRECT;
}

static bool add_attributions(owner *o, const avow_work *work)
{
    avow_attribution *all = avow_arena_alloc(&o->arena, work->finds, sizeof *all);
    if (all == NULL) return false;
    size_t n = 0;
    for (const avow_find *f = work->first; f != NULL; f = f->next, n++) {
        avow_span *cue = avow_arena_alloc(&o->arena, 1, sizeof *cue);
        if (cue == NULL) return false;
        *cue = (avow_span){work->pieces.start[f->cue_first], work->pieces.end[f->cue_end - 1]};
        all[n] = (avow_attribution){.id = (uint32_t)n + 1, .cue = {cue, 1}, .confidence = f->confidence};
        if (!role_spans(&o->arena, work, f, 1, &all[n].source) || !role_spans(&o->arena, work, f, 3, &all[n].content)) return false;
        all[n].type = type_of(work, &all[n].content);
    }
    o->result.attributions = all;
    o->result.attribution_count = n;
    return true;
}

enum { MAX_WARNINGS = 3, WARNING_SIZE = 128 };

static bool add_warnings(owner *o, const avow_work *work, const avow_input_notes *notes)
{
    const char **list = avow_arena_alloc(&o->arena, MAX_WARNINGS, sizeof *list);
    char lines[MAX_WARNINGS][WARNING_SIZE];
    size_t n = 0, line = 0, unclosed = avow_unclosed_quotes(work->text, work->size, &line);
    if (list == NULL) return false;
    if (notes->replaced > 0)
        snprintf(lines[n++], WARNING_SIZE, "%zu part%s not valid UTF-8 replaced by U+FFFD; offsets count the repaired text",
                 notes->replaced, notes->replaced == 1 ? "" : "s");
    if (notes->cut) snprintf(lines[n++], WARNING_SIZE, "input cut after %zu bytes, the limit", work->session->max_bytes);
    if (unclosed > 0)
        snprintf(lines[n++], WARNING_SIZE, "%zu quotation%s opened and not closed, the first in line %zu", unclosed,
                 unclosed == 1 ? "" : "s", line);
    for (size_t i = 0; i < n; i++)
        if ((list[i] = avow_arena_copy(&o->arena, lines[i], strlen(lines[i]))) == NULL) return false;
    o->result.warnings = list;
    o->result.warning_count = n;
    return true;
}

static bool copy_string(owner *o, const char *from, const char **to)
{
    *to = from == NULL ? NULL : avow_arena_copy(&o->arena, from, strlen(from));
    return from == NULL || *to != NULL;
}

avow_status avow_make_result(const avow_work *work, const avow_article *a, const avow_input_notes *notes, avow_result **result,
                             avow_error *error)
{
    const avow_session *s = work->session;
    owner *o = avow_alloc(&s->allocator, 1, sizeof *o);
    if (o == NULL) return avow_fail_memory(error);
    memset(o, 0, sizeof *o);
    avow_arena_init(&o->arena, &s->allocator);
    avow_result *r = &o->result;
    bool done = copy_string(o, a->id, &r->id) && copy_string(o, a->title, &r->title) && copy_string(o, a->date, &r->date) &&
                copy_string(o, a->outlet, &r->outlet) && copy_string(o, a->url, &r->url) && copy_string(o, s->model->name, &r->model) &&
                (r->text = avow_arena_copy(&o->arena, work->text, work->size)) != NULL && add_attributions(o, work) &&
                add_warnings(o, work, notes);
    if (!done) {
        avow_result_free(r);
        return avow_fail_memory(error);
    }
    r->text_size = work->size;
    avow_sha256_hex(a->text == NULL ? "" : a->text, a->size, r->sha256);
    *result = r;
    return AVOW_OK;
}
