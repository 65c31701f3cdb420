/* addressee.c - whom a statement is said to: the words near its cue that name them, or none.
 *
 * A statement has one addressee at most, so the network scores spans and not tags: each piece as the first of the span, as a part of it and as
 * its last, and the best span is taken if it beats none (as answers are found in Devlin et al. 2019, and trained likewise, as one choice among
 * all spans and none: train/addressee.py). Where it is unclear whether the words end with "reporters" or go on with "at the White House", either
 * end is one choice, while a tag on each piece had to be likely by itself. */
#include "extract.h"

#include "viterbi.h"

/* Is there no word that goes on from the piece before to this one? */
static bool is_between_words(const avow_work *work, size_t piece)
{
    return piece == 0 || piece == work->pieces.count || !avow_goes_on(work, piece);
}

/* Does a span that holds the piece before end there, whatever its words? */
static bool must_end(const avow_work *work, size_t piece) { return avow_is_divided(work, piece) || avow_after_empty_line(work, piece); }

avow_span avow_addressee_best(const avow_work *work, const avow_window *w, const float *emit, avow_span near)
{
    avow_span best = {0, 0};
    float most = 0, open = 0;               /* of the best span; of the best that goes on with the piece before */
    size_t start = near.end;                /* where that begins; near.end: there is none */
    for (size_t i = near.start; i < near.end; i++, emit += AVOW_EMIT_STRIDE) {
        if (start < near.end && must_end(work, w->begin + i)) start = near.end;
        if (is_between_words(work, w->begin + i) && (start == near.end || emit[0] > open)) {
            open = emit[0];
            start = i;
        }
        if (start == near.end) continue;
        open += emit[1];
        if (!is_between_words(work, w->begin + i + 1) || !(open + emit[2] > most)) continue;
        most = open + emit[2];
        best = (avow_span){start, i + 1};
    }
    return best;
}

/* Does a span of the content hold this one? */
static bool holds(avow_spans content, avow_span span)
{
    for (size_t i = 0; i < content.count; i++)
        if (content.items[i].start <= span.start && span.end <= content.items[i].end) return true;
    return false;
}

bool avow_addressee_read(avow_work *work, const avow_window *w, avow_span cue, avow_spans source, avow_spans content, const avow_find *within,
                         avow_spans *out)
{
    avow_session *s = work->session;
    avow_span near;
    const float *emit = avow_network_addressee(&s->network, w->end - w->begin, cue, source, content, &near);
    avow_span best = avow_addressee_best(work, w, emit, near);
    *out = (avow_spans){NULL, 0};
    if (best.start == best.end) return true;
    avow_span bytes = {work->pieces.start[w->begin + best.start], work->pieces.end[w->begin + best.end - 1]};
    if (within != NULL && !holds(within->content, bytes)) return true;
    avow_span *span = avow_arena_alloc(&s->article, 1, sizeof *span);
    if (span == NULL) return false;
    *span = bytes;
    *out = (avow_spans){span, 1};
    return true;
}
