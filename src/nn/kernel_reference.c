/* kernel_reference.c - the network in plain float arithmetic, nothing quantised but the stored weights: what the int8 sets
 * are measured against. Slow, and not the same bits as they are. */
#include <math.h>

#include "vector.h"

#include "kernel.h"

static void linear(const avow_linear *l, const float *x, size_t rows, float *y, avow_activation activation, void *scratch)
{
    size_t stride = (l->n + 15) / 16 * 16;
    (void)scratch;
    for (size_t r = 0; r < rows; r++)
        for (size_t n = 0; n < stride; n += 16) {
            const int8_t *w = l->weights + n * l->k;
            vf sum = vf_set(0);
            for (size_t i = 0; i < l->k; i += 4, w += 64)
                for (size_t o = 0; o < 16; o++)
                    for (size_t b = 0; b < 4; b++) sum[o] += x[r * l->k + i + b] * (float)w[4 * o + b];
            vf out = sum * vf_load(l->scale + n) + vf_load(l->bias + n);
            if (activation == AVOW_GELU)
                for (int o = 0; o < 16; o++) out[o] = 0.5f * out[o] * (1.0f + erff(out[o] * 0.70710678f));
            vf_store(y + r * stride + n, out);
        }
}

static void attention(const float *qkv, size_t rows, size_t width, size_t heads, float *out, void *scratch)
{
    size_t w = width / heads;
    float *p = scratch, root = 1.0f / sqrtf((float)w);
    for (size_t a = 0; a < heads; a++)
        for (size_t r = 0; r < rows; r++) {
            const float *q = qkv + r * 3 * width + a * w;
            float *o = out + r * width + a * w, most = -INFINITY, total = 0;
            for (size_t j = 0; j < rows; j++) {
                const float *k = qkv + j * 3 * width + width + a * w;
                p[j] = 0;
                for (size_t d = 0; d < w; d++) p[j] += q[d] * k[d];
                p[j] *= root;
                if (p[j] > most) most = p[j];
            }
            for (size_t j = 0; j < rows; j++) total += p[j] = expf(p[j] - most);
            for (size_t d = 0; d < w; d++) o[d] = 0;
            for (size_t j = 0; j < rows; j++)
                for (size_t d = 0; d < w; d++) o[d] += p[j] / total * qkv[j * 3 * width + 2 * width + a * w + d];
        }
}

#define AVOW_ELEMENTWISE_ONLY
#include "kernel_body.h"

static bool always(void) { return true; }
AVOW_KERNEL(avow_kernel_reference, "reference", always);
