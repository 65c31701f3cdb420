/* nest.c - statements within statements: "told reporters that the Russian leader told journalists that ...".
 *
 * Once a statement is read, cues within its content are looked for (the cue tagger never learnt to: PolNeAR marks none there), and when
 * all of the window's are, their sources and contents (nn/statement.c), mended by inner.c. The parent of a statement, whichever tagger
 * found it, is the one with the shortest content that holds its cue, so statements nest to any depth. */
#include <stdlib.h>
#include <string.h>

#include "extract.h"
#include "viterbi.h"

static size_t content_size(const avow_find *f)
{
    size_t size = 0;
    for (size_t i = 0; i < f->content.count; i++) size += f->content.items[i].end - f->content.items[i].start;
    return size;
}

/* Does a span of the content hold the cue? The size of the content then, else 0. */
static size_t holds(const avow_find *outer, const avow_find *inner)
{
    for (size_t i = 0; i < outer->content.count; i++) {
        avow_span span = outer->content.items[i];
        if (span.start <= inner->cue.start && inner->cue.end <= span.end) return content_size(outer);
    }
    return 0;
}

static bool within(const avow_work *work, const avow_window *w, const avow_find *outer, size_t first, size_t end)
{
    avow_find cue = {.cue = {work->pieces.start[w->begin + first], work->pieces.end[w->begin + end - 1]}};
    return holds(outer, &cue) > 0;
}

/* Is the cue, or a part of it, one already? */
static bool taken(const avow_find *first, size_t from, size_t to)
{
    for (const avow_find *f = first; f != NULL; f = f->next)
        if (f->cue_first < to && f->cue_end > from) return true;
    return false;
}

/* Reads one statement within the holder's content; forgets it again if it says nothing or is hardly likely. */
static bool read_inner(avow_work *work, const avow_window *w, size_t first, size_t end, float sure, avow_find *holder)
{
    const float LEAST = 0.02F;
    avow_find **before = work->last, *f = avow_find_read(work, w, first, end, sure, holder, NULL);
    if (f == NULL) return false;
    if (f->content.count > 0 && f->confidence >= LEAST) return true;
    *before = NULL;
    work->last = before;
    work->finds--;
    return true;
}

void avow_nest_pieces(const avow_work *work, const avow_window *w, const avow_find *find, uint8_t *role)
{
    size_t count = w->end - w->begin;
    memset(role, AVOW_OF_NEITHER, count);
    struct { avow_spans spans; uint8_t role; } parts[] = {{find->content, AVOW_OF_CONTENT}, {find->source, AVOW_OF_SOURCE},
                                                          {{&find->cue, 1}, AVOW_OF_CUE}};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
        for (size_t k = 0, i = 0; k < parts[p].spans.count && i < count; k++) {
            avow_span span = parts[p].spans.items[k];
            while (i < count && work->pieces.start[w->begin + i] < span.start) i++;
            for (size_t t = i; t < count && work->pieces.start[w->begin + t] < span.end; t++) role[t] = parts[p].role;
        }
}

void avow_nest_mark(avow_work *work, const avow_window *w)
{
    static const float TRANS[AVOW_CUE_TAGS * AVOW_CUE_TAGS];           /* none learnt */
    avow_session *s = work->session;
    size_t count = w->end - w->begin;
    const float *emit = avow_network_inner(&s->network, count);
    avow_viterbi(emit, count, AVOW_CUE_TAGS, TRANS, s->back, s->role_tags);
    avow_tags_by_word(work, w, s->role_tags);
    for (size_t i = 0, end; i < count; i = end) {
        end = i + 1;
        if (s->role_tags[i] != 1) continue;
        bool free = s->inner_tags[i] == 0;
        for (; end < count && s->role_tags[end] == 2; end++) free = free && s->inner_tags[end] == 0;
        for (size_t t = i; t < end && free; t++) {          /* what another statement's content holds, too, is marked already */
            s->inner_tags[t] = s->role_tags[t];
            s->inner_sure[t] = avow_tag_probability(emit + t * AVOW_EMIT_STRIDE, AVOW_CUE_TAGS, s->role_tags[t]);
        }
    }
}

avow_status avow_nest_read(avow_work *work, const avow_window *w, avow_find *first, avow_find *open, avow_error *error)
{
    avow_session *s = work->session;
    size_t count = w->end - w->begin;
    if (open != NULL) {                                                  /* a turn that began in a window before */
        avow_nest_pieces(work, w, open, s->statement_role);
        avow_network_statement(&s->network, s->statement_role, count);
        avow_nest_mark(work, w);
    }
    for (size_t i = 0, end; i < count; i = end) {
        end = i + 1;
        if (s->inner_tags[i] != 1) continue;
        float all = s->inner_sure[i];
        for (; end < count && s->inner_tags[end] == 2 && !avow_is_divided(work, w->begin + end); end++) all *= s->inner_sure[end];
        i = avow_inner_cue_begin(work, w, i, end);
        end = avow_inner_cue_end(work, w, i, end);
        if (taken(first, w->begin + i, w->begin + end)) continue;
        avow_find *holder = NULL;
        for (avow_find *f = first; f != NULL && holder == NULL; f = f->next)
            if (within(work, w, f, i, end)) holder = f;
        if (open != NULL && within(work, w, open, i, end)) {
            if (w->begin + i < w->core_begin) continue;                  /* the window before has read it */
            if (holder == NULL) holder = open;
        }
        if (holder != NULL && !read_inner(work, w, i, end, all, holder)) return avow_fail_memory(error);
    }
    return AVOW_OK;
}

/* ---- order and parents -------------------------------------------------------------------------------------------- */

static int by_cue(const void *left, const void *right)
{
    const avow_find *a = *(avow_find *const *)left, *b = *(avow_find *const *)right;
    if (a->cue_first != b->cue_first) return a->cue_first < b->cue_first ? -1 : 1;
    return a->cue_end < b->cue_end ? -1 : a->cue_end > b->cue_end;
}

enum { NEAR = 64 };                 /* statements on both sides among which a parent is looked for */

avow_status avow_nest_order(avow_work *work, avow_error *error)
{
    size_t n = 0;
    avow_find **all = avow_arena_alloc(&work->session->article, work->finds, sizeof *all);
    if (all == NULL) return avow_fail_memory(error);
    for (avow_find *f = work->first; f != NULL; f = f->next) all[n++] = f;
    qsort(all, n, sizeof *all, by_cue);
    for (size_t i = 0; i < n; i++) {
        all[i]->number = (uint32_t)i;
        all[i]->next = i + 1 < n ? all[i + 1] : NULL;
    }
    for (size_t i = 0; i < n; i++) {
        avow_find *f = all[i], *holder = f->parent;
        size_t least = SIZE_MAX;
        bool there = holder != NULL && holder->number < n && all[holder->number] == holder;       /* avow_contents_mend may have forgotten it */
        if (!there || content_size(holder) <= content_size(f)) f->parent = NULL;
        for (size_t k = i > NEAR ? i - NEAR : 0; k < n && k <= i + NEAR; k++) {
            size_t size = k == i ? 0 : holds(all[k], f);
            if (size <= content_size(f) || size >= least) continue;         /* larger than its own: so nothing is its own parent */
            least = size;
            f->parent = all[k];
        }
    }
    work->first = n > 0 ? all[0] : NULL;
    return AVOW_OK;
}
