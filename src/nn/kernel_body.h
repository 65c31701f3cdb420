/* kernel_body.h - the whole of a kernel set but its int8 dot product; each kernel_<set>.c defines that and includes this.
 *
 * The including file gives: TILE_ROWS and TILE_BLOCKS (rows by blocks of 16 outputs that fit its registers), DOT_BIAS, the
 * types a_t, w_t, acc_t, and load_a, load_w, acc_step, acc_total: acc_total of the accumulator is, for each of 16 outputs,
 * the sum over inputs of (a - DOT_BIAS) * w, exactly, a unsigned and w signed bytes. Accumulators start as all zero.
 *
 * Activations are quantised to unsigned bytes, a row at a time. Since products are exact
 * integers, how a set groups them does not show in the result. */
#include "kernel.h"

#ifndef AVOW_ELEMENTWISE_ONLY
enum { OFFSET = 128 };

/* ---- int8 matrix product ---- */

/* out[m][b] = sums for rows m of q (each stride bytes apart) and blocks b of weights; k inputs. */
INLINE void tile(const int M, const int B, const uint8_t *q, size_t stride, const int8_t *weights, size_t k, vi *out)
{
    acc_t acc[TILE_ROWS * TILE_BLOCKS] = {0};
    for (size_t i = 0; i < k; i += 4) {
        w_t w[TILE_BLOCKS];
#pragma GCC unroll 8
        for (int b = 0; b < B; b++) w[b] = load_w(weights + (size_t)b * 16 * k + i * 16);
#pragma GCC unroll 16
        for (int m = 0; m < M; m++) {
            a_t a = load_a(q + (size_t)m * stride + i);
#pragma GCC unroll 8
            for (int b = 0; b < B; b++) acc[m * B + b] = acc_step(acc[m * B + b], a, w[b]);
        }
    }
#pragma GCC unroll 32
    for (int t = 0; t < M * B; t++) out[t] = acc_total(acc[t]);
}

/* How a row was quantised: x = (q - zero) * scale. */
typedef struct grid {
    float scale;
    int32_t zero;
} grid;

/* x[k] to q[k] over its own range, which reaches from below or at 0 to above or at 0; k is a multiple of 16. What goes into
 * a linear is lopsided (GELU's output has no large negative numbers), and a range of its own halves the step. */
INLINE grid quantize_row(const float *x, size_t k, uint8_t *q)
{
    vf high = vf_set(0), low = vf_set(0);
    for (size_t i = 0; i < k; i += AVOW_LANES) {
        vf v = vf_load(x + i);
        high = VF_MAX(high, v);
        low = VF_MIN(low, v);
    }
    float bottom = -vf_top(-low), range = vf_top(high) - bottom;
    float up = range > 1e-20f ? 254.0f / range : 0.0f;      /* 254: both ends may round outwards */
    int32_t zero = vf_round_bits(vf_set(-bottom * up) + VF_ROUNDER)[0];
    for (size_t i = 0; i < k; i += AVOW_LANES) {
        vi v = vf_round_bits(vf_load(x + i) * up + VF_ROUNDER) + zero;
        *(vb_u *)(q + i) = __builtin_convertvector(v, vb);
    }
    return (grid){range > 1e-20f ? range / 254.0f : 0.0f, zero};
}

/* The same around 0, for queries and keys: q - OFFSET is in -127..127. Returns the scale. */
INLINE float quantize_head(const float *x, size_t k, uint8_t *q)
{
    vf top = vf_set(0);
    for (size_t i = 0; i < k; i += AVOW_LANES) {
        vf a = vf_abs(vf_load(x + i));
        top = VF_MAX(top, a);
    }
    float most = vf_top(top);
    float up = most > 1e-20f ? 127.0f / most : 0.0f;
    for (size_t i = 0; i < k; i += AVOW_LANES) {
        vi v = vf_round_bits(vf_load(x + i) * up + VF_ROUNDER) + OFFSET;
        *(vb_u *)(q + i) = __builtin_convertvector(v, vb);
    }
    return most > 1e-20f ? most / 127.0f : 0.0f;
}

typedef struct product {
    const avow_linear *linear;
    const uint8_t *q;
    const grid *grid;
    float *y;
    size_t stride;                  /* of y, in floats */
    avow_activation activation;
} product;

INLINE void product_tile(const product *p, const int M, const int B, size_t row, size_t block)
{
    const avow_linear *l = p->linear;
    vi sums[TILE_ROWS * TILE_BLOCKS];
    tile(M, B, p->q + row * l->k, l->k, l->weights + block * 16 * l->k, l->k, sums);
#pragma GCC unroll 8
    for (int b = 0; b < B; b++) {
        size_t n = (block + (size_t)b) * 16;
        vf scale = vf_load(l->scale + n), bias = vf_load(l->bias + n);
        vi sum = vi_load(l->sum + n);
#pragma GCC unroll 16
        for (int m = 0; m < M; m++) {
            grid g = p->grid[row + (size_t)m];
            vf y = __builtin_convertvector(sums[m * B + b] - sum * (g.zero - DOT_BIAS), vf) * scale * g.scale + bias;
            if (p->activation == AVOW_GELU) y = vf_gelu(y);
            vf_store(p->y + (row + (size_t)m) * p->stride + n, y);
        }
    }
}

INLINE void product_blocks(const product *p, const int B, size_t block, size_t rows)
{
    size_t row = 0;
    for (; row + TILE_ROWS <= rows; row += TILE_ROWS) product_tile(p, TILE_ROWS, B, row, block);
    for (; row < rows; row++) product_tile(p, 1, B, row, block);
}

static void linear(const avow_linear *l, const float *x, size_t rows, float *y, avow_activation activation, void *scratch)
{
    grid *grids = scratch;
    uint8_t *q = (uint8_t *)(grids + AVOW_MAX_ROWS);
    size_t blocks = (l->n + 15) / 16, block = 0;
    for (size_t r = 0; r < rows; r++) grids[r] = quantize_row(x + r * l->k, l->k, q + r * l->k);
    product p = {l, q, grids, y, blocks * 16, activation};
    for (; block + TILE_BLOCKS <= blocks; block += TILE_BLOCKS) product_blocks(&p, TILE_BLOCKS, block, rows);
    for (; block < blocks; block++) product_blocks(&p, 1, block, rows);
}

/* ---- attention ---- */

/* One head: query and key rows and value columns in int8, probabilities in 8 bits with their integer sum as divisor. */
typedef struct head {
    size_t rows, padded, width;     /* padded: rows up to a multiple of 16 */
    const uint8_t *q;               /* rows x width */
    const float *q_scale;           /* rows; log2(e) / sqrt(width) included */
    const int8_t *k;                /* [padded / 16][width / 4][16][4] */
    const float *k_scale;           /* padded */
    const int32_t *k_sum;
    const int8_t *v;                /* [width / 16][padded / 4][16][4] */
    const float *v_scale;           /* width, divided by nothing */
    const int32_t *v_sum;
    float *score;                   /* TILE_ROWS x padded */
    uint8_t *p;                     /* TILE_ROWS x padded */
    float *out;
    size_t stride;
} head;

/* Turns a row of scores, in units of log 2, into probabilities times 255 / their maximum; returns 1 / their sum. */
INLINE float softmax_row(const head *h, const float *score, uint8_t *p)
{
    vf top = vf_load(score);
    for (size_t j = AVOW_LANES; j < h->padded; j += AVOW_LANES) {
        vf s = vf_load(score + j);
        top = VF_MAX(top, s);
    }
    vf least = vf_set(vf_top(top) - 7.99435344f);            /* log2(255): the largest weight is 255 */
    vi sum = vi_set(0);
    for (size_t j = 0; j < h->padded; j += AVOW_LANES) {
        vi v = vf_round_bits(vf_exp2_coarse(vf_load(score + j) - least) + VF_ROUNDER);
        sum += v;
        *(vb_u *)(p + j) = __builtin_convertvector(v, vb);
    }
    return 1.0f / (float)vi_sum(sum);
}

INLINE void attend(const head *h, const int M, size_t row)
{
    vi sums[TILE_ROWS * TILE_BLOCKS];
    vi lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    for (size_t j = 0; j < h->padded; j += 16) {
        tile(M, 1, h->q + row * h->width, h->width, h->k + j * h->width, h->width, sums);
        vf scale = vf_load(h->k_scale + j);
        vi back = vi_load(h->k_sum + j) * (OFFSET - DOT_BIAS);
        vi past = lane >= (int32_t)(h->rows - j);
#pragma GCC unroll 16
        for (int m = 0; m < M; m++) {
            vf s = __builtin_convertvector(sums[m] - back, vf) * scale * h->q_scale[row + (size_t)m];
            vf_store(h->score + (size_t)m * h->padded + j, vf_select(past, vf_set(-1e30f), s));
        }
    }
    float divide[TILE_ROWS];
    for (int m = 0; m < M; m++) divide[m] = softmax_row(h, h->score + (size_t)m * h->padded, h->p + (size_t)m * h->padded);
    for (size_t d = 0; d < h->width; d += 16) {
        tile(M, 1, h->p, h->padded, h->v + d * h->padded, h->padded, sums);
        vf scale = vf_load(h->v_scale + d);
        vi back = vi_load(h->v_sum + d) * DOT_BIAS;
#pragma GCC unroll 16
        for (int m = 0; m < M; m++)
            vf_store(h->out + (row + (size_t)m) * h->stride + d, __builtin_convertvector(sums[m] + back, vf) * scale * divide[m]);
    }
}

/* Keys: a row of q bytes (with OFFSET) becomes column j of a packed matrix, 4 bytes at a time. */
static void pack_key(const uint8_t *q, size_t width, size_t j, int8_t *k, int32_t *sum)
{
    int8_t *to = k + (j / 16) * 16 * width + (j % 16) * 4;
    vi total = vi_set(0);
    for (size_t i = 0; i < width; i += AVOW_LANES) total += __builtin_convertvector(*(const vb_u *)(q + i), vi);
    for (size_t i = 0; i < width; i += 4) {
        uint32_t four;
        memcpy(&four, q + i, 4);
        four ^= 0x80808080u;
        memcpy(to + i * 16, &four, 4);
    }
    *sum = vi_sum(total) - (int32_t)width * OFFSET;
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
                vi x = j + r < rows ? vf_round_bits(vf_load(value + (j + r) * stride + d) * up + VF_ROUNDER) : vi_set(0);
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
    int32_t *k_sum = (int32_t *)(v_scale + 64), *v_sum = k_sum + AVOW_MAX_ROWS;
    float *score = (float *)(v_sum + 64);
    uint8_t *q = (uint8_t *)(score + TILE_ROWS * AVOW_MAX_ROWS), *p = q + AVOW_MAX_ROWS * 64, *one = p + TILE_ROWS * AVOW_MAX_ROWS;
    int8_t *k = (int8_t *)(one + 64), *v = k + AVOW_MAX_ROWS * 64;
    float root = w == 64 ? 0.18033688f : 0.25503482f;          /* log2(e) / sqrt(w) */
    for (size_t a = 0; a < heads; a++) {
        const float *query = qkv + a * w, *key = query + width, *value = key + width;
        for (size_t r = 0; r < rows; r++) {
            q_scale[r] = quantize_head(query + r * stride, w, q + r * w) * root;
            k_scale[r] = quantize_head(key + r * stride, w, one);
            pack_key(one, w, r, k, k_sum + r);
        }
        memset(one, OFFSET, 64);
        for (size_t r = rows; r < padded; r++) {
            k_scale[r] = 0;
            pack_key(one, w, r, k, k_sum + r);
        }
        pack_values(value, rows, padded, w, stride, v, v_scale, v_sum);
        head h = {rows, padded, w, q, q_scale, k, k_scale, k_sum, v, v_scale, v_sum, score, p, out + a * w, width};
        size_t r = 0;
        for (; r + TILE_ROWS <= rows; r += TILE_ROWS) attend(&h, TILE_ROWS, r);
        for (; r < rows; r++) attend(&h, 1, r);
    }
}

#endif

/* ---- elementwise ---- */

static void add_norm(float *x, const float *add, size_t rows, size_t width, const avow_norm *norm)
{
    for (size_t r = 0; r < rows; r++, x += width) {
        vf sum = vf_set(0), square = vf_set(0);
        for (size_t i = 0; i < width; i += AVOW_LANES) {
            vf v = vf_load(x + i);
            if (add != NULL) v += vf_load(add + r * width + i);
            vf_store(x + i, v);
            sum += v;
        }
        float mean = vf_sum(sum) / (float)width;
        for (size_t i = 0; i < width; i += AVOW_LANES) {
            vf d = vf_load(x + i) - mean;
            square += d * d;
        }
        float inverse = 1.0f / __builtin_sqrtf(vf_sum(square) / (float)width + 1e-12f);
        for (size_t i = 0; i < width; i += AVOW_LANES)
            vf_store(x + i, (vf_load(x + i) - mean) * inverse * vf_load(norm->gain + i) + vf_load(norm->bias + i));
    }
}

static void combine(const float *token, const float *add, const float *mul, const float *dist, const uint8_t *bucket, size_t rows,
                    size_t width, float *z)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t i = 0; i < width; i += AVOW_LANES) {
            vf v = vf_load(token + r * width + i) * (1.0f + vf_load(mul + i)) + vf_load(add + i) + vf_load(dist + bucket[r] * width + i);
            vf_store(z + r * width + i, vf_gelu(v));
        }
}

#define AVOW_KERNEL(symbol, label, usable) \
    const avow_kernel symbol = {label, usable, linear, attention, add_norm, combine}
