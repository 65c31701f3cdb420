/* kernel_body.h - the whole of a kernel set but its int8 dot product; each kernel_<set>.c defines that and includes this.
 *
 * The including file gives: TILE_ROWS and TILE_BLOCKS (rows by blocks of 16 outputs that fit its registers), DOT_BIAS, the
 * types a_t, w_t, acc_t, and load_a, load_w, acc_step, acc_total: acc_total of the accumulator is, for each of 16 outputs,
 * the sum over inputs of (a - DOT_BIAS) * w, exactly, a unsigned and w signed bytes. Accumulators start as all zero.
 *
 * Activations are quantised to unsigned bytes, a row at a time. Since products are exact
 * integers, how a set groups them does not show in the result. */
#include "kernel.h"

enum { SIDE = 4 };                  /* rows that are worked on side by side where each alone would wait for its own sums */

#ifndef AVOW_ELEMENTWISE_ONLY
enum { OFFSET = 128 };

/* ---- int8 matrix product ---- */

/* out[m][b] = sums for rows m of q (each stride bytes apart) and blocks b of weights; k inputs. On the way the cache is asked
 * for 16 k bytes from soon on. */
INLINE void tile(const int M, const int B, const uint8_t *q, size_t stride, const int8_t *weights, size_t k, const int8_t *soon, vi *out)
{
    acc_t acc[TILE_ROWS * TILE_BLOCKS] = {0};
    for (size_t i = 0; i < k; i += 4) {
        if (soon != NULL) __builtin_prefetch(soon + 16 * i, 0, 2);
        w_t w[TILE_BLOCKS];
#pragma GCC unroll 8
        for (int b = 0; b < B; b++) w[b] = load_w(weights + (size_t)b * 16 * k + i * 16);
#pragma GCC unroll 16
        for (int m = 0; m < M; m++) {
            a_t a = load_a(q + (size_t)m * stride + i);
#pragma GCC unroll 8
            for (int b = 0; b < B; b++) acc_step(&acc[m * B + b], a, &w[b]);
        }
    }
#pragma GCC unroll 32
    for (int t = 0; t < M * B; t++) acc_total(&acc[t], out + t);
}

/* How a row was quantised: x = (q - zero) * scale. */
typedef struct grid {
    float scale;
    int32_t zero;
} grid;

/* Rows of x[k] to rows of q[k], each over its own range, which reaches from below or at 0 to above or at 0; k is a multiple of
 * 16. What goes into a linear is lopsided (GELU's output has no large negative numbers), and a range of its own halves the step.
 * N rows side by side: one alone would wait for its own maximum most of the time. */
INLINE void quantize_rows(const int N, const float *x, size_t k, uint8_t *q, grid *grids)
{
    vf high[SIDE], low[SIDE];
    for (int n = 0; n < N; n++) high[n] = low[n] = vf_set(0);
    for (size_t i = 0; i < k; i += AVOW_LANES)
#pragma GCC unroll 4
        for (int n = 0; n < N; n++) {
            vf v = vf_load(x + (size_t)n * k + i);
            high[n] = VF_MAX(high[n], v);
            low[n] = VF_MIN(low[n], v);
        }
#pragma GCC unroll 4
    for (int n = 0; n < N; n++, x += k, q += k) {
        float bottom = -vf_top(-low[n]), range = vf_top(high[n]) - bottom;
        float up = range > 1e-20f ? 254.0f / range : 0.0f;      /* 254: both ends may round outwards */
        int32_t zero = (uint8_t)vf_round_bits(vf_set(-bottom * up) + VF_ROUNDER)[0];     /* 0..254, but for a NaN's row */
        for (size_t i = 0; i < k; i += AVOW_LANES) *(vb_u *)(q + i) = vf_bytes(vf_load(x + i) * up, zero);
        grids[n] = (grid){range > 1e-20f ? range / 254.0f : 0.0f, zero};
    }
}

/* Queries and keys are quantised around 0, to -127..127. The largest size in x[k] as the value of 1 / scale and scale. */
typedef struct range { float up, scale; } range;

INLINE range range_of(const float *x, size_t k)
{
    vf top = vf_set(0);
    for (size_t i = 0; i < k; i += AVOW_LANES) {
        vf a = vf_abs(vf_load(x + i));
        top = VF_MAX(top, a);
    }
    float most = vf_top(top);
    return most > 1e-20f ? (range){127.0f / most, most / 127.0f} : (range){0, 0};
}

typedef struct product {
    const avow_linear *linear;
    const uint8_t *q;
    const grid *grid;
    float *y;
    size_t blocks;                  /* of outputs; y's rows are 16 times as long */
    avow_activation activation;
} product;

INLINE void product_tile(const product *p, const int M, const int B, size_t row, size_t block, const int8_t *soon)
{
    const avow_linear *l = p->linear;
    vi sums[TILE_ROWS * TILE_BLOCKS];
    tile(M, B, p->q + row * l->k, l->k, l->weights + block * 16 * l->k, l->k, soon, sums);
#pragma GCC unroll 8
    for (int b = 0; b < B; b++) {
        size_t n = (block + (size_t)b) * 16;
        vf scale = vf_load(l->scale + n), bias = vf_load(l->bias + n);
        vi sum = vi_load(l->sum + n);
        vf y[TILE_ROWS];
#pragma GCC unroll 16
        for (int m = 0; m < M; m++) {
            grid g = p->grid[row + (size_t)m];
            y[m] = __builtin_convertvector(sums[m * B + b] - sum * (g.zero - DOT_BIAS), vf) * scale * g.scale + bias;
        }
        if (p->activation == AVOW_GELU) vf_gelu(M, y);
#pragma GCC unroll 16
        for (int m = 0; m < M; m++) vf_store(p->y + (row + (size_t)m) * p->blocks * 16 + n, y[m]);
    }
}

/* All rows with B blocks. Whole tiles first; the last ones reach back over rows that are done already, to the same results. */
INLINE void product_blocks(const product *p, const int B, size_t block, size_t rows)
{
    enum { HALF = TILE_ROWS / 2 };
    size_t k = p->linear->k, row = 0, asked = 0;
    const int8_t *own = p->linear->weights + block * 16 * k, *next = own + (size_t)B * 16 * k;
    for (; row + TILE_ROWS <= rows; row += TILE_ROWS, asked += 16)
        product_tile(p, TILE_ROWS, B, row, block, next + (asked < (size_t)B * 16 ? asked * k : 0));
    if (rows < HALF)
        for (; row < rows; row++) product_tile(p, 1, B, row, block, next);
    for (; row < rows; row += HALF) product_tile(p, HALF, B, row + HALF <= rows ? row : rows - HALF, block, next);
}

static void linear(const avow_linear *l, const float *x, size_t rows, float *y, avow_activation activation, void *scratch)
{
    grid *grids = scratch;
    uint8_t *q = (uint8_t *)(grids + AVOW_MAX_ROWS);
    size_t blocks = (l->n + 15) / 16, block = 0;
    size_t r = 0;
    for (; r + SIDE <= rows; r += SIDE) quantize_rows(SIDE, x + r * l->k, l->k, q + r * l->k, grids + r);
    for (; r < rows; r++) quantize_rows(1, x + r * l->k, l->k, q + r * l->k, grids + r);
    product p = {l, q, grids, y, blocks, activation};
    for (; block + TILE_BLOCKS <= blocks; block += TILE_BLOCKS) product_blocks(&p, TILE_BLOCKS, block, rows);
    for (; block < blocks; block++) product_blocks(&p, 1, block, rows);
}

/* ---- attention ---- */

/* One head: query and key rows and value columns in int8, probabilities in 8 bits with their integer sum as divisor. */
typedef struct head {
    size_t rows, padded, width;     /* padded: rows up to a multiple of 16 */
    const uint8_t *q;               /* rows x width, 0 as OFFSET */
    const float *q_scale;           /* rows; log2(e) / sqrt(width) included */
    const int8_t *k;                /* [padded / 16][width / 4][16][4] */
    const float *k_scale;           /* padded */
    const int32_t *k_zero;          /* padded: what a query of nothing but zeros gives */
    const int8_t *v;                /* [width / 16][padded / 4][16][4] */
    const float *v_scale;           /* width */
    const int32_t *v_sum;
    float *score;                   /* TILE_ROWS x padded */
    uint8_t *p;                     /* TILE_ROWS x padded */
    float *out;
    size_t stride;
} head;

/* Scores in units of log 2 of queries row .. row + M - 1 with B blocks of keys from j on; top: the largest so far, by lanes. */
INLINE void score_tile(const head *h, const int M, const int B, size_t row, size_t j, vf *top)
{
    vi sums[TILE_ROWS * TILE_BLOCKS];
    tile(M, B, h->q + row * h->width, h->width, h->k + j * h->width, h->width, NULL, sums);
#pragma GCC unroll 8
    for (int b = 0; b < B; b++, j += 16) {
        vf scale = vf_load(h->k_scale + j);
        vi zero = vi_load(h->k_zero + j);
        vf s[TILE_ROWS];
#pragma GCC unroll 16
        for (int m = 0; m < M; m++) s[m] = __builtin_convertvector(sums[m * B + b] - zero, vf) * scale * h->q_scale[row + (size_t)m];
        if (h->rows - j < 16) {
            vi past = (vi){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15} >= (int32_t)(h->rows - j);
            for (int m = 0; m < M; m++) s[m] = vf_select(past, vf_set(-1e30f), s[m]);
        }
#pragma GCC unroll 16
        for (int m = 0; m < M; m++) {
            top[m] = VF_MAX(top[m], s[m]);
            vf_store(h->score + (size_t)m * h->padded + j, s[m]);
        }
    }
}

/* Turns rows of scores into probabilities times 255 / their maximum; divide: 1 / their sums. */
INLINE void softmax(const head *h, const int M, const vf *top, float *divide)
{
    vf least[TILE_ROWS];
    vi sum[TILE_ROWS];
#pragma GCC unroll 16
    for (int m = 0; m < M; m++) {
        least[m] = vf_set(vf_top(top[m]) - 7.99435344f);       /* log2(255): the largest weight is 255 */
        sum[m] = vi_set(0);
    }
    for (size_t j = 0; j < h->padded; j += AVOW_LANES) {
        vf e[TILE_ROWS];
#pragma GCC unroll 16
        for (int m = 0; m < M; m++) e[m] = vf_load(h->score + (size_t)m * h->padded + j) - least[m];
        vf_exp2_coarse(M, e);
#pragma GCC unroll 16
        for (int m = 0; m < M; m++) {
            vi v = vf_round_bits(e[m] + VF_ROUNDER);
            sum[m] += v;
            *(vb_u *)(h->p + (size_t)m * h->padded + j) = __builtin_convertvector(v, vb);
        }
    }
    for (int m = 0; m < M; m++) divide[m] = 1.0f / (float)vi_sum(sum[m]);
}

INLINE void attend(const head *h, const int M, size_t row)
{
    enum { VALUE_BLOCKS = TILE_BLOCKS < 2 ? 1 : 2 };        /* a head has 2 or 4 */
    vf top[TILE_ROWS];
    float divide[TILE_ROWS];
    size_t j = 0;
    for (int m = 0; m < M; m++) top[m] = vf_set(-1e30f);
    for (; j + 16 * TILE_BLOCKS <= h->padded; j += 16 * TILE_BLOCKS) score_tile(h, M, TILE_BLOCKS, row, j, top);
    for (; j < h->padded; j += 16) score_tile(h, M, 1, row, j, top);
    softmax(h, M, top, divide);
    for (size_t d = 0; d < h->width; d += 16 * VALUE_BLOCKS) {
        vi sums[TILE_ROWS * TILE_BLOCKS];
        tile(M, VALUE_BLOCKS, h->p, h->padded, h->v + d * h->padded, h->padded, NULL, sums);
#pragma GCC unroll 2
        for (int b = 0; b < VALUE_BLOCKS; b++) {
            size_t n = d + 16 * (size_t)b;
            vf scale = vf_load(h->v_scale + n);
            vi back = vi_load(h->v_sum + n) * DOT_BIAS;
#pragma GCC unroll 16
            for (int m = 0; m < M; m++)
                vf_store(h->out + (row + (size_t)m) * h->stride + n,
                         __builtin_convertvector(sums[m * VALUE_BLOCKS + b] + back, vf) * scale * divide[m]);
        }
    }
}

INLINE float pack_query(const float *x, size_t width, uint8_t *q)
{
    range r = range_of(x, width);
    for (size_t i = 0; i < width; i += AVOW_LANES) *(vb_u *)(q + i) = vf_bytes(vf_load(x + i) * r.up, OFFSET);
    return r.scale;
}

/* Keys become columns of a packed matrix, 4 bytes at a time. */
static void pack_keys(const float *key, size_t rows, size_t padded, size_t width, size_t stride, int8_t *k, float *scale, int32_t *zero)
{
    uint8_t zeros[64];
    memset(k, 0, padded * width);
    for (size_t j = 0; j < rows; j++, key += stride) {
        range r = range_of(key, width);
        scale[j] = r.scale;
        int8_t *to = k + j / 16 * 16 * width + j % 16 * 4;
        for (size_t i = 0; i < width; i += AVOW_LANES) {
            vfour four = (vfour)vf_bytes(vf_load(key + i) * r.up, 0);
            for (size_t f = 0; f < 4; f++) memcpy(to + (i + 4 * f) * 16, (int32_t[]){four[f]}, 4);
        }
    }
    for (size_t j = rows; j < padded; j++) scale[j] = 0;
    memset(zeros, OFFSET, sizeof zeros);
    for (size_t j = 0; j < padded; j += 16) {
        vi sums[1];
        tile(1, 1, zeros, 0, k + j * width, width, NULL, sums);
        *(vi_u *)(zero + j) = sums[0];
    }
}

/* Values: one scale a column. Four rows of 16 columns become 64 bytes. */
static void pack_values(const float *value, size_t rows, size_t padded, size_t width, size_t stride, int8_t *v, float *scale,
                        int32_t *sum)
{
    for (size_t d = 0; d < width; d += AVOW_LANES) {
        vf top = vf_set(0);
        for (size_t j = 0; j < rows; j++) {
            vf a = vf_abs(vf_load(value + j * stride + d));
            top = VF_MAX(top, a);
        }
        top = VF_MAX(top, vf_set(1e-20f));
        vf up = 127.0f / top;
        vf_store(scale + d, top / 127.0f);
        vi total = vi_set(0);
        for (size_t j = 0; j < padded; j += 4) {
            vi four = vi_set(0);
            for (size_t r = 0; r < 4; r++) {
                vf y = j + r < rows ? vf_load(value + (j + r) * stride + d) * up : vf_set(0);
                y = VF_MAX(y, vf_set(-127.0f));             /* a NaN becomes -127 */
                y = VF_MIN(y, vf_set(127.0f));
                vi x = vf_round_bits(y + VF_ROUNDER);
                total += x;
                four |= (x & 255) << (int)(8 * r);
            }
            *(vi_u *)(void *)(v + d * padded + j * 16) = four;
        }
        *(vi_u *)(sum + d) = total;
    }
}

static void attention(const float *qkv, size_t rows, size_t width, size_t heads, float *out, void *scratch)
{
    size_t w = width / heads, padded = (rows + 15) / 16 * 16, stride = 3 * width;
    float *q_scale = scratch, *k_scale = q_scale + AVOW_MAX_ROWS, *v_scale = k_scale + AVOW_MAX_ROWS;
    int32_t *k_zero = (int32_t *)(v_scale + 64), *v_sum = k_zero + AVOW_MAX_ROWS;
    float *score = (float *)(v_sum + 64);
    uint8_t *q = (uint8_t *)(score + TILE_ROWS * AVOW_MAX_ROWS), *p = q + AVOW_MAX_ROWS * 64;
    int8_t *k = (int8_t *)(p + TILE_ROWS * AVOW_MAX_ROWS), *v = k + AVOW_MAX_ROWS * 64;
    float root = w == 64 ? 0.18033688f : 0.25503482f;          /* log2(e) / sqrt(w) */
    for (size_t a = 0; a < heads; a++) {
        const float *query = qkv + a * w, *key = query + width, *value = key + width;
        for (size_t r = 0; r < rows; r++) q_scale[r] = pack_query(query + r * stride, w, q + r * w) * root;
        pack_keys(key, rows, padded, w, stride, k, k_scale, k_zero);
        pack_values(value, rows, padded, w, stride, v, v_scale, v_sum);
        head h = {rows, padded, w, q, q_scale, k, k_scale, k_zero, v, v_scale, v_sum, score, p, out + a * w, width};
        size_t r = 0;
        if (rows < TILE_ROWS)
            for (; r < rows; r++) attend(&h, 1, r);
        for (; r < rows; r += TILE_ROWS) attend(&h, TILE_ROWS, r + TILE_ROWS <= rows ? r : rows - TILE_ROWS);
    }
}

#endif

/* ---- elementwise ---- */

/* N rows side by side. */
INLINE void norm_rows(const int N, float *x, const float *add, size_t width, const avow_norm *norm)
{
    vf sum[SIDE], square[SIDE];
    float mean[SIDE], inverse[SIDE];
    for (int n = 0; n < N; n++) sum[n] = square[n] = vf_set(0);
    for (size_t i = 0; i < width; i += AVOW_LANES)
#pragma GCC unroll 4
        for (int n = 0; n < N; n++) {
            size_t at = (size_t)n * width + i;
            vf v = vf_load(x + at);
            if (add != NULL) v += vf_load(add + at);
            vf_store(x + at, v);
            sum[n] += v;
        }
    for (int n = 0; n < N; n++) mean[n] = vf_sum(sum[n]) / (float)width;
    for (size_t i = 0; i < width; i += AVOW_LANES)
#pragma GCC unroll 4
        for (int n = 0; n < N; n++) {
            vf d = vf_load(x + (size_t)n * width + i) - mean[n];
            square[n] += d * d;
        }
    for (int n = 0; n < N; n++) inverse[n] = 1.0f / __builtin_sqrtf(vf_sum(square[n]) / (float)width + 1e-12f);
    for (size_t i = 0; i < width; i += AVOW_LANES) {
        vf gain = vf_load(norm->gain + i), bias = vf_load(norm->bias + i);
#pragma GCC unroll 4
        for (int n = 0; n < N; n++) {
            size_t at = (size_t)n * width + i;
            vf_store(x + at, (vf_load(x + at) - mean[n]) * inverse[n] * gain + bias);
        }
    }
}

static void add_norm(float *x, const float *add, size_t rows, size_t width, const avow_norm *norm)
{
    size_t r = 0;
    for (; r + SIDE <= rows; r += SIDE) norm_rows(SIDE, x + r * width, add == NULL ? NULL : add + r * width, width, norm);
    for (; r < rows; r++) norm_rows(1, x + r * width, add == NULL ? NULL : add + r * width, width, norm);
}

static void combine(const float *token, const float *add, const float *mul, const float *dist, const uint8_t *bucket, size_t rows,
                    size_t width, float *z)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t i = 0; i < width; i += AVOW_LANES) {
            vf v = vf_load(token + r * width + i) * (1.0f + vf_load(mul + i)) + vf_load(add + i) + vf_load(dist + bucket[r] * width + i);
            vf_gelu(1, &v);
            vf_store(z + r * width + i, v);
        }
}

#define AVOW_KERNEL(symbol, label, usable) \
    const avow_kernel symbol = {label, usable, linear, attention, add_norm, combine}
