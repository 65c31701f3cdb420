/* statement.c - what reads a statement by itself, once its spans are found: its act, its speaker's type, and the statements within its
 * content.
 *
 * It reads the statement's own pieces alone, one behind the other, each by its vectors behind the lower layers and behind all: the encoder
 * learnt to pass over cues within contents (PolNeAR marks none there), so that the last layer's vectors hardly show them, and the lower
 * layers' do. train/net.py, Statement and InnerRoles, has the same in PyTorch; train/statement.py trains and measures it. */
#include <string.h>

#include "heads.h"
#include "vector.h"
#include "viterbi.h"

/* Fills both, piece and statement_role. */
static void take_up(avow_network *n, const uint8_t *of, size_t count)
{
    size_t width = n->model->config.width, rows = 0;
    for (size_t t = 0; t < count; t++) {
        if (of[t] == AVOW_OF_NEITHER) continue;
        float *row = n->both + 2 * rows * width;
        memcpy(row, n->low + (t + 1) * width, width * sizeof *row);            /* past [CLS] */
        memcpy(row + width, n->x + (t + 1) * width, width * sizeof *row);
        n->piece[rows] = t;
        n->statement_role[rows++] = of[t];
    }
    n->both_rows = rows;
}

void avow_network_statement(avow_network *n, const uint8_t *of, size_t count)
{
    const avow_model *m = n->model;
    size_t width = m->config.conv_width;
    take_up(n, of, count);
    n->kernel->linear(&m->statement_token, n->both, n->both_rows, n->conv, AVOW_LINEAR, n->scratch);
    for (size_t k = 0; k < n->both_rows; k++) avow_add_row(n->conv + k * width, m->statement_role + n->statement_role[k] * width, width);
    avow_apply_gelu(n->conv, n->both_rows * width);
    for (uint32_t i = 0; i < m->config.convs; i++) avow_network_convolve(n, &m->statement_conv[i], m->config.dilation[i], n->both_rows);
}

/* The means over cue, source and content, side by side, and behind them the content's largest; zeros for what is not there. */
static void pool_roles(const avow_network *n, float *out)
{
    size_t width = n->model->config.conv_width, rows[AVOW_STATEMENT_ROLES] = {0};
    float *most = out + AVOW_STATEMENT_ROLES * width;
    memset(out, 0, (AVOW_STATEMENT_ROLES + 1) * width * sizeof *out);
    for (size_t k = 0; k < n->both_rows; k++) {
        uint8_t role = n->statement_role[k];
        const float *row = n->conv + k * width;
        avow_add_row(out + role * width, row, width);
        for (size_t i = 0; i < width && role == AVOW_OF_CONTENT; i++)
            if (rows[role] == 0 || row[i] > most[i]) most[i] = row[i];
        rows[role]++;
    }
    for (size_t role = 0; role < AVOW_STATEMENT_ROLES; role++)
        for (size_t i = 0; i < width && rows[role] > 0; i++) out[role * width + i] /= (float)rows[role];
}

/* The rows of conv added up, each weighted by what a look finds in it (a softmax). */
static void pool_look(const avow_network *n, const float *look, float *score, float *out)
{
    size_t width = n->model->config.conv_width;
    float most = 0, total = 0;
    for (size_t k = 0; k < n->both_rows; k++) {
        score[k] = 0;
        for (size_t i = 0; i < width; i++) score[k] += n->conv[k * width + i] * look[i];
        if (k == 0 || score[k] > most) most = score[k];
    }
    memset(out, 0, width * sizeof *out);
    for (size_t k = 0; k < n->both_rows; k++) {
        float weight = vf_exp(vf_set(score[k] - most))[0];
        total += weight;
        for (size_t i = 0; i < width; i++) out[i] += weight * n->conv[k * width + i];
    }
    for (size_t i = 0; i < width && total > 0; i++) out[i] /= total;
}

float *avow_network_form(avow_network *n)
{
    const avow_model *m = n->model;
    size_t width = m->config.conv_width;
    pool_roles(n, n->pooled);
    for (size_t k = 0; k < AVOW_LOOKS; k++) pool_look(n, m->look + k * width, n->wide, n->pooled + (AVOW_STATEMENT_ROLES + 1 + k) * width);
    n->kernel->linear(&m->form, n->pooled, 1, n->given, AVOW_GELU, n->scratch);
    n->kernel->linear(&m->act, n->given, 1, n->role, AVOW_LINEAR, n->scratch);
    n->kernel->linear(&m->speaker_type, n->given, 1, n->role + AVOW_EMIT_STRIDE, AVOW_LINEAR, n->scratch);
    return n->role;
}
_Static_assert(AVOW_POOLED == AVOW_STATEMENT_ROLES + 1 + AVOW_LOOKS, "what form reads");
_Static_assert((int)AVOW_OF_NEITHER == AVOW_STATEMENT_ROLES, "one behind the roles");

/* Brings the tag scores of the pieces of the statement's content, from `scores`, to their places among the window's count. All others
 * can only be O. */
static void spread(avow_network *n, const float *scores, size_t tags, size_t count)
{
    for (size_t t = 0; t < count; t++)
        for (size_t tag = 0; tag < tags; tag++) n->role[t * AVOW_EMIT_STRIDE + tag] = tag == 0 ? 0 : -1e4F;
    for (size_t k = 0; k < n->both_rows; k++)
        if (n->statement_role[k] == AVOW_OF_CONTENT)
            memcpy(n->role + n->piece[k] * AVOW_EMIT_STRIDE, scores + k * AVOW_EMIT_STRIDE, tags * sizeof *scores);
}

const float *avow_network_inner(avow_network *n, size_t count)
{
    n->kernel->linear(&n->model->inner, n->conv, n->both_rows, n->z, AVOW_LINEAR, n->scratch);
    spread(n, n->z, AVOW_CUE_TAGS, count);
    return n->role;
}

void avow_network_inner_roles(avow_network *n, const uint8_t *of, size_t count, size_t first, size_t end)
{
    const avow_model *m = n->model;
    const avow_config *c = &m->config;
    size_t width = 2 * (size_t)c->width, begin = 0, pieces = 0;
    float *mean = n->given + 2 * (size_t)c->role_width;
    take_up(n, of, count);
    memset(mean, 0, width * sizeof *mean);
    for (size_t k = 0; k < n->both_rows; k++) {
        if (n->piece[k] < first) begin = k + 1;
        if (n->piece[k] < first || n->piece[k] >= end) continue;
        avow_add_row(mean, n->both + k * width, width);
        pieces++;
    }
    for (size_t i = 0; i < width && pieces > 0; i++) mean[i] /= (float)pieces;
    n->kernel->linear(&m->inner_given, mean, 1, n->given, AVOW_LINEAR, n->scratch);
    for (size_t k = 0; k < n->both_rows; k++) {
        size_t part = n->piece[k] >= first && n->piece[k] < end ? AVOW_STATEMENT_ROLES : n->statement_role[k];
        n->place[k] = (uint8_t)(avow_network_bucket(n, k, begin) + part * c->buckets);
    }
    n->kernel->linear(&m->inner_token, n->both, n->both_rows, n->wide, AVOW_LINEAR, n->scratch);
    n->kernel->combine(n->wide, n->given, n->given + c->role_width, n->inner_dist, n->place, n->both_rows, c->role_width, n->z);
    avow_network_read_roles(n, m->inner_conv, &m->inner_role, n->both_rows, n->z);
    spread(n, n->z, AVOW_ROLE_TAGS, count);
}
