/* heads.c - see heads.h. */
#include "heads.h"

#include <string.h>

#include "vector.h"
#include "viterbi.h"

/* The mean vector over the spans' pieces, which are all in the window; zeros for none. */
static void mean(const avow_network *n, avow_spans spans, float *out)
{
    size_t width = n->model->config.width, pieces = 0;
    memset(out, 0, width * sizeof *out);
    for (size_t k = 0; k < spans.count; k++)
        for (size_t t = spans.items[k].start; t < spans.items[k].end; t++, pieces++)
            for (size_t i = 0; i < width; i++) out[i] += n->x[(t + 1) * width + i];     /* past [CLS] */
    for (size_t i = 0; i < width && pieces > 0; i++) out[i] /= (float)pieces;
}

void avow_add_row(float *to, const float *row, size_t count)
{
    for (size_t i = 0; i < count; i++) to[i] += row[i];
}

const float *avow_network_mentions(avow_network *n, size_t count)
{
    n->kernel->linear(&n->model->mention_last, n->x + n->model->config.width, count, n->role, AVOW_LINEAR, n->scratch);
    avow_add_row(n->role, n->mention, count * AVOW_EMIT_STRIDE);
    return n->role;
}

void avow_apply_gelu(float *to, size_t count)
{
    for (size_t i = 0; i < count; i += AVOW_LANES) {
        vf x = vf_load(to + i);
        vf_gelu(1, &x);
        vf_store(to + i, x);
    }
}

/* Adds a row to those of z, from piece `from` on, whose pieces lie in the spans. */
static void add_on_spans(avow_network *n, avow_spans spans, avow_span near, const float *row)
{
    size_t width = n->model->config.form_width;
    for (size_t k = 0; k < spans.count; k++)
        for (size_t t = spans.items[k].start; t < spans.items[k].end; t++)
            if (t >= near.start && t < near.end) avow_add_row(n->z + (t - near.start) * width, row, width);
}

const float *avow_network_addressee(avow_network *n, size_t count, avow_span cue, avow_spans source, avow_spans content, avow_span *near)
{
    enum { REACH = 26 };
    const avow_model *m = n->model;
    size_t width = m->config.form_width;
    *near = (avow_span){cue.start > REACH ? cue.start - REACH : 0, cue.end + REACH < count ? cue.end + REACH : count};
    size_t rows = near->end - near->start;
    n->kernel->linear(&m->addressee_seen, n->conv + near->start * m->config.conv_width, rows, n->z, AVOW_LINEAR, n->scratch);
    for (size_t i = 0; i < rows; i++) {
        size_t t = near->start + i, place = n->place[t] % m->config.buckets;        /* past the buckets: on the cue */
        avow_add_row(n->z + i * width, n->addressee + t * width, width);
        avow_add_row(n->z + i * width, m->addressee_place + place * width, width);
    }
    add_on_spans(n, (avow_spans){&cue, 1}, *near, m->addressee_role);
    add_on_spans(n, source, *near, m->addressee_role + width);
    add_on_spans(n, content, *near, m->addressee_role + 2 * width);
    avow_apply_gelu(n->z, rows * width);
    n->kernel->linear(&m->addressee, n->z, rows, n->role, AVOW_LINEAR, n->scratch);
    return n->role;
}

void avow_network_candidate(avow_network *n, avow_spans mention, float *out)
{
    mean(n, mention, n->wide);
    n->kernel->linear(&n->model->link_candidate, n->wide, 1, out, AVOW_LINEAR, n->scratch);
}

void avow_network_query(avow_network *n, avow_spans source, avow_spans cue, float *out)
{
    size_t width = n->model->config.link_width;
    memset(out, 0, width * sizeof *out);
    if (source.count > 0) {
        mean(n, source, n->wide);
        n->kernel->linear(&n->model->link_source, n->wide, 1, out, AVOW_LINEAR, n->scratch);
    }
    if (cue.count == 0) return;
    mean(n, cue, n->wide);
    n->kernel->linear(&n->model->link_cue, n->wide, 1, n->given, AVOW_LINEAR, n->scratch);
    for (size_t i = 0; i < width; i++) out[i] += n->given[i];
}

const float *avow_network_link(avow_network *n, const float *hidden, size_t count)
{
    n->kernel->linear(&n->model->link_hidden, hidden, count, n->wide, AVOW_GELU, n->scratch);
    n->kernel->linear(&n->model->link_out, n->wide, count, n->role, AVOW_LINEAR, n->scratch);
    return n->role;
}
