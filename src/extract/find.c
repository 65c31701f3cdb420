/* find.c - cues, and for each cue its source and content: the network read window by window. */
#include <string.h>

#include "extract.h"
#include "viterbi.h"

/* The end of the tagged span that begins at i with tag `begin`. */
static size_t run_end(const uint8_t *tags, size_t count, size_t i, uint8_t begin)
{
    size_t end = i + 1;
    while (end < count && tags[end] == begin + 1) end++;
    return end;
}

static avow_status keep(avow_work *work, const avow_window *w, size_t first, size_t end, float sure, avow_error *error)
{
    avow_session *s = work->session;
    size_t count = w->end - w->begin;
    avow_find *find = avow_arena_alloc(&s->article, 1, sizeof *find);
    uint8_t *tags = avow_arena_alloc(&s->article, count, 1);
    if (find == NULL || tags == NULL) return avow_fail_memory(error);
    avow_network_roles(&s->network, count, first, end);
    const float *emit = s->network.role, *trans = s->model->role_trans;
    avow_viterbi(emit, count, AVOW_ROLE_TAGS, trans, s->back, tags);
    sure *= avow_path_probability(emit, count, AVOW_ROLE_TAGS, trans, tags);
    if (!(sure >= 0)) sure = 0;            /* not a number: a model that overflows */
    *find = (avow_find){NULL, w->begin + first, w->begin + end, w->begin, count, tags, sure};
    *work->last = find;
    work->last = &find->next;
    work->finds++;
    return AVOW_OK;
}

static avow_status read_window(avow_work *work, const avow_window *w, avow_error *error)
{
    avow_session *s = work->session;
    size_t count = w->end - w->begin;
    avow_network_encode(&s->network, work->pieces.ids + w->begin, work->pieces.shapes + w->begin, count);
    const float *emit = s->network.cue + AVOW_EMIT_STRIDE;         /* past [CLS] */
    avow_viterbi(emit, count, AVOW_CUE_TAGS, s->model->cue_trans, s->back, s->tags);
    for (size_t i = 0, end; i < count; i = end) {
        end = i + 1;
        if (s->tags[i] != 1) continue;
        end = run_end(s->tags, count, i, 1);
        if (w->begin + i < w->core_begin || w->begin + i >= w->core_end) continue;
        float sure = 1.0f;
        for (size_t t = i; t < end; t++) sure *= avow_tag_probability(emit + t * AVOW_EMIT_STRIDE, AVOW_CUE_TAGS, s->tags[t]);
        avow_status status = keep(work, w, i, end, sure, error);
        if (status != AVOW_OK) return status;
    }
    return AVOW_OK;
}

avow_status avow_find_all(avow_work *work, avow_error *error)
{
    avow_session *s = work->session;
    for (size_t at = 0; at < work->pieces.count;) {
        if (s->cancel != NULL && *s->cancel) return avow_fail(error, AVOW_CANCELLED, work->pieces.start[at], "cancelled");
        avow_window w = avow_window_at(&s->model->config, &work->pieces, at);
        avow_status status = read_window(work, &w, error);
        if (status != AVOW_OK) return status;
        at = w.core_end;
    }
    return AVOW_OK;
}
