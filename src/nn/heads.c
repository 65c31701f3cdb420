/* heads.c - see heads.h. */
#include "heads.h"

#include <string.h>

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

const float *avow_network_mentions(avow_network *n, size_t count)
{
    n->kernel->linear(&n->model->mention, n->x + n->model->config.width, count, n->role, AVOW_LINEAR, n->scratch);
    return n->role;
}

const float *avow_network_inner(avow_network *n, size_t count)
{
    n->kernel->linear(&n->model->inner, n->x + n->model->config.width, count, n->role, AVOW_LINEAR, n->scratch);
    return n->role;
}

const float *avow_network_addressee(avow_network *n, size_t count)
{
    n->kernel->linear(&n->model->address, n->conv, count, n->role, AVOW_LINEAR, n->scratch);
    return n->role;
}

const float *avow_network_form(avow_network *n, avow_spans cue, avow_spans content, avow_spans source)
{
    const avow_model *m = n->model;
    float *three = n->wide, *form = n->given;
    mean(n, cue, three);
    mean(n, content, three + m->config.width);
    mean(n, source, three + 2 * (size_t)m->config.width);
    n->kernel->linear(&m->form, three, 1, form, AVOW_GELU, n->scratch);
    n->kernel->linear(&m->act, form, 1, n->role, AVOW_LINEAR, n->scratch);
    n->kernel->linear(&m->speaker_type, form, 1, n->role + 16, AVOW_LINEAR, n->scratch);
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
