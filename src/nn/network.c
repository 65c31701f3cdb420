/* network.c - see network.h. All arithmetic on many numbers is the kernel's; here is the order of it. */
#include "heads.h"

#include <string.h>

static void fill_tables(avow_network *n)
{
    const avow_model *m = n->model;
    size_t size = (size_t)m->config.buckets * m->config.role_width;
    /* floor(3 log2(d + 1)) = floor(log2((d + 1)^3)): exact in integers */
    for (size_t d = 0; d < n->rows; d++) {
        uint64_t cube = (uint64_t)(d + 1) * (d + 1) * (d + 1);
        uint8_t b = 0;
        while (cube >>= 1) b++;
        n->bucket[d] = b < 30 ? b : 30;
    }
    memcpy(n->dist, m->role_dist, size * sizeof(float));       /* rows past the buckets: on the cue itself */
    for (size_t i = 0; i < size; i++) n->dist[size + i] = m->role_dist[i] + m->role_flag[i % m->config.role_width];
    for (size_t part = 0; part <= AVOW_STATEMENT_ROLES; part++) {       /* a part for each role, and the last for the inner cue itself */
        bool cue = part == AVOW_STATEMENT_ROLES;                        /* which stands in the content */
        const float *within = m->inner_within + (cue ? AVOW_OF_CONTENT : part) * m->config.role_width;
        for (size_t i = 0; i < size; i++) {
            size_t column = i % m->config.role_width;
            n->inner_dist[part * size + i] = m->inner_dist[i] + within[column] + (cue ? m->inner_flag[column] : 0);
        }
    }
}

static size_t most(size_t a, size_t b) { return a > b ? a : b; }

avow_status avow_network_init(avow_network *n, const avow_model *model, const avow_kernel *kernel, avow_arena *arena, avow_error *error)
{
    const avow_config *c = &model->config;
    size_t rows = (size_t)c->core_max + c->left + c->right + 2, r = c->role_width, v = c->conv_width;
    size_t wide = 3 * (size_t)c->width > c->inner ? 3 * (size_t)c->width : c->inner;
    if (wide < 3 * r) wide = 3 * r;
    if (wide < 3 * v) wide = 3 * v;
    if (rows > AVOW_MAX_ROWS) return avow_fail(error, AVOW_LIMIT, 0, "the model's windows are longer than %d pieces", AVOW_MAX_ROWS);
    *n = (avow_network){.model = model, .kernel = kernel, .rows = rows};
    struct { void **to; size_t count, size; } parts[] = {
        {(void **)&n->x, rows * c->width, 4}, {(void **)&n->cue, rows * 16, 4}, {(void **)&n->mention, rows * 16, 4},
        {(void **)&n->addressee, rows * c->form_width, 4}, {(void **)&n->low, rows * c->width, 4},
        {(void **)&n->both, 2 * rows * c->width, 4}, {(void **)&n->piece, rows, sizeof *n->piece},
        {(void **)&n->statement_role, rows, 1}, {(void **)&n->inner_dist, (AVOW_STATEMENT_ROLES + 1) * (size_t)c->buckets * r, 4},
        {(void **)&n->role, most(rows, AVOW_LINK_BATCH) * 16, 4}, {(void **)&n->token, rows * most(r, c->width), 4},
        {(void **)&n->wide, most(rows * wide, (size_t)AVOW_LINK_BATCH * c->link_inner), 4},
        {(void **)&n->z, rows * most(most(r, c->width), c->form_width), 4}, {(void **)&n->conv, 2 * rows * v, 4},
        {(void **)&n->given, most(2 * r + 2 * (size_t)c->width, most(c->form_width, c->link_width)), 4},
        {(void **)&n->dist, 2 * (size_t)c->buckets * r, 4}, {(void **)&n->pooled, AVOW_POOLED * v, 4},
        {(void **)&n->bucket, rows, 1}, {(void **)&n->place, rows, 1}, {&n->scratch, avow_kernel_scratch(c), 1},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if ((*parts[i].to = avow_arena_alloc(arena, parts[i].count, parts[i].size)) == NULL) return avow_fail_memory(error);
    fill_tables(n);
    return AVOW_OK;
}

static void embed(avow_network *n, const uint32_t *ids, const uint8_t *shapes, size_t rows)
{
    const avow_model *m = n->model;
    size_t w = m->config.width;
    for (size_t r = 0; r < rows; r++) {
        uint32_t id = r == 0 ? AVOW_CLS : r == rows - 1 ? AVOW_SEP : ids[r - 1];
        size_t shape = r == 0 || r == rows - 1 ? 0 : shapes[r - 1];
        for (size_t i = 0; i < w; i++)
            n->x[r * w + i] = (float)m->word[id * w + i] * m->word_scale[id] + m->position[r * w + i] + m->shape[shape * w + i];
    }
    n->kernel->add_norm(n->x, NULL, rows, w, &m->norm);
}

static void layer(avow_network *n, const avow_layer *l, size_t rows)
{
    const avow_config *c = &n->model->config;
    const avow_kernel *k = n->kernel;
    k->linear(&l->qkv, n->x, rows, n->wide, AVOW_LINEAR, n->scratch);
    k->attention(n->wide, rows, c->width, c->heads, n->z, n->scratch);
    k->linear(&l->out, n->z, rows, n->token, AVOW_LINEAR, n->scratch);
    k->add_norm(n->x, n->token, rows, c->width, &l->norm1);
    k->linear(&l->up, n->x, rows, n->wide, AVOW_GELU, n->scratch);
    k->linear(&l->down, n->wide, rows, n->token, AVOW_LINEAR, n->scratch);
    k->add_norm(n->x, n->token, rows, c->width, &l->norm2);
}

void avow_stack_three(const float *x, size_t rows, size_t width, size_t d, float *out)
{
    for (size_t t = 0; t < rows; t++)
        for (size_t part = 0; part < 3; part++) {
            float *to = out + (3 * t + part) * width;
            size_t from = t + part * d;                 /* one d too far, so as not to go below 0 */
            if (from < d || from - d >= rows) memset(to, 0, width * sizeof *to);
            else memcpy(to, x + (from - d) * width, width * sizeof *to);
        }
}

void avow_network_convolve(avow_network *n, const avow_linear *conv, size_t dilation, size_t count)
{
    size_t width = n->model->config.conv_width;
    float *y = n->conv, *next = n->conv + n->rows * width;
    avow_stack_three(y, count, width, dilation, n->wide);
    n->kernel->linear(conv, n->wide, count, next, AVOW_GELU, n->scratch);
    for (size_t j = 0; j < count * width; j++) y[j] += next[j];
}

/* Fills low, mention and addressee: names and descriptions show best in the lower layers, before the upper ones forget them for the
 * attributions' sake (Tenney et al. 2019, "BERT Rediscovers the Classical NLP Pipeline"). */
static void read_lower(avow_network *n, size_t count)
{
    const avow_model *m = n->model;
    size_t width = m->config.width;
    memcpy(n->low, n->x, (count + 2) * width * sizeof *n->low);
    n->kernel->linear(&m->mention_token, n->x + width, count, n->conv, AVOW_GELU, n->scratch);
    for (size_t i = 0; i < AVOW_MENTION_CONVS; i++) avow_network_convolve(n, &m->mention_conv[i], m->config.dilation[i], count);
    n->kernel->linear(&m->mention, n->conv, count, n->mention, AVOW_LINEAR, n->scratch);
    avow_stack_three(n->x + width, count, width, 1, n->wide);
    n->kernel->linear(&m->addressee_low, n->wide, count, n->addressee, AVOW_LINEAR, n->scratch);
}

void avow_network_encode(avow_network *n, const uint32_t *ids, const uint8_t *shapes, size_t count)
{
    const avow_model *m = n->model;
    size_t rows = count + 2;
    embed(n, ids, shapes, rows);
    for (uint32_t i = 0; i < m->config.layers; i++) {
        layer(n, &m->layer[i], rows);
        if (i + 1 == m->config.mention_layers) read_lower(n, count);
    }
    n->kernel->linear(&m->cue, n->x, rows, n->cue, AVOW_LINEAR, n->scratch);
    n->kernel->linear(&m->role_token, n->x + m->config.width, count, n->token, AVOW_LINEAR, n->scratch);
}

uint8_t avow_network_bucket(const avow_network *n, size_t t, size_t first)
{
    return t < first ? (uint8_t)(31 - n->bucket[first - t]) : (uint8_t)(31 + n->bucket[t - first]);
}

void avow_network_read_roles(avow_network *n, const avow_linear *conv, const avow_linear *out, size_t count, float *scores)
{
    const avow_config *c = &n->model->config;
    avow_stack_three(n->z, count, c->role_width, c->dilation[0], n->wide);
    n->kernel->linear(&conv[0], n->wide, count, n->conv, AVOW_GELU, n->scratch);
    for (uint32_t i = 1; i < c->convs; i++) avow_network_convolve(n, &conv[i], c->dilation[i], count);
    n->kernel->linear(out, n->conv, count, scores, AVOW_LINEAR, n->scratch);
}

void avow_network_roles(avow_network *n, size_t count, size_t first, size_t end)
{
    const avow_model *m = n->model;
    const avow_config *c = &m->config;
    float *mean = n->given + 2 * (size_t)c->role_width;
    memset(mean, 0, c->width * sizeof *mean);
    for (size_t t = first; t < end; t++)
        for (size_t i = 0; i < c->width; i++) mean[i] += n->x[(t + 1) * c->width + i];
    for (size_t i = 0; i < c->width; i++) mean[i] /= (float)(end - first);
    n->kernel->linear(&m->role_given, mean, 1, n->given, AVOW_LINEAR, n->scratch);
    for (size_t t = 0; t < count; t++) {
        uint8_t b = avow_network_bucket(n, t, first);
        n->place[t] = t >= first && t < end ? (uint8_t)(b + c->buckets) : b;
    }
    n->kernel->combine(n->token, n->given, n->given + c->role_width, n->dist, n->place, count, c->role_width, n->z);
    avow_network_read_roles(n, m->role_conv, &m->role_out, count, n->role);
}
