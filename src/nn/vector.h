/* vector.h - 16 lanes of float or int32 in the compiler's own vector types (GCC and Clang).
 *
 * Every operation here is one IEEE operation a lane or a fixed sequence of them, and every sum over lanes has one order, so
 * SSE2, AVX2, AVX-512 and NEON give the same bits. The build forbids contraction into fused multiply-adds. */
#ifndef AVOW_NN_VECTOR_H
#define AVOW_NN_VECTOR_H

#include <stdint.h>
#include <string.h>

enum { AVOW_LANES = 16, AVOW_SIDE = 8 };
typedef float vf __attribute__((vector_size(64)));
typedef int32_t vi __attribute__((vector_size(64)));
typedef uint32_t vu __attribute__((vector_size(64)));
typedef uint8_t vb __attribute__((vector_size(16)));
typedef int32_t vfour __attribute__((vector_size(16)));
/* The same without alignment, for loads and stores. */
typedef float vf_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t vi_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef uint8_t vb_u __attribute__((vector_size(16), aligned(1), may_alias));

#define INLINE static inline __attribute__((always_inline))

INLINE vf vf_load(const float *p) { return *(const vf_u *)p; }
INLINE void vf_store(float *p, vf v) { *(vf_u *)p = v; }
INLINE vi vi_load(const int32_t *p) { return *(const vi_u *)p; }
INLINE vf vf_set(float x) { return x - (vf){0}; }
INLINE vi vi_set(int32_t x) { return x - (vi){0}; }

INLINE vf vf_select(vi mask, vf a, vf b) { return (vf)((mask & (vi)a) | (~mask & (vi)b)); }

/* a > b ? a : b and a < b ? a : b. An instruction set may bring its own of the same meaning (x86's MAXPS has it). */
#ifndef VF_MAX
#define VF_MAX(a, b) vf_select((a) > (b), a, b)
#define VF_MIN(a, b) vf_select((a) < (b), a, b)
#endif

INLINE vf vf_abs(vf x) { return (vf)((vi)x & 0x7fffffff); }

/* Sums and maxima over the 16 lanes, halves first: (0+8, 1+9, ...), then (0+4, ...), and so on. */
#define VF_ROTATE(v, n) \
    __builtin_shufflevector(v, v, (n), (n) + 1, (n) + 2, (n) + 3, (n) + 4, (n) + 5, (n) + 6, (n) + 7, (n) + 8, (n) + 9, (n) + 10, \
                            (n) + 11, (n) + 12, (n) + 13, (n) + 14, (n) + 15)
INLINE float vf_sum(vf v)
{
    v += VF_ROTATE(v, 8);
    v += VF_ROTATE(v, 4);
    v += VF_ROTATE(v, 2);
    v += VF_ROTATE(v, 1);
    return v[0];
}

INLINE float vf_top(vf v)
{
    vf w = VF_ROTATE(v, 8);
    v = VF_MAX(v, w);
    w = VF_ROTATE(v, 4);
    v = VF_MAX(v, w);
    w = VF_ROTATE(v, 2);
    v = VF_MAX(v, w);
    w = VF_ROTATE(v, 1);
    v = VF_MAX(v, w);
    return v[0];
}

INLINE int32_t vi_sum(vi v)
{
    v += VF_ROTATE(v, 8);
    v += VF_ROTATE(v, 4);
    v += VF_ROTATE(v, 2);
    v += VF_ROTATE(v, 1);
    return v[0];
}

/* Adding and taking away 1.5 * 2^23 rounds to an integer, ties to even; what is added stands in the low mantissa bits. */
#define VF_ROUNDER 12582912.0f
INLINE vi vf_round_bits(vf shifted) { return (vi)shifted - 0x4b400000; }

/* The low bytes of the numbers rounded, plus an integer. Unsigned, for what a NaN's bits add up to. */
INLINE vb vf_bytes(vf v, int32_t plus)
{
    vu bits = (vu)(v + VF_ROUNDER) + ((uint32_t)plus - 0x4b400000u);
    return __builtin_convertvector(bits, vb);
}

/* e^x for x <= 0, 2 ulp down to -87; below that it stays at e^-87. Cody-Waite reduction and the polynomial of Cephes expf. */
INLINE vf vf_exp(vf x)
{
    x = VF_MAX(x, vf_set(-87.0f));
    vf shifted = x * 1.44269504088896341f + VF_ROUNDER;
    vf n = shifted - VF_ROUNDER;
    vf r = x - n * 0.693359375f;
    r = r - n * -2.12194440e-4f;
    vf p = vf_set(1.9875691500e-4f);
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    return (vf)((vi)p + (vf_round_bits(shifted) << 23));
}

/* The two below take n vectors side by side, so that the steps of one fill the time in which those of another wait. */
#define VF_EACH(statement) _Pragma("GCC unroll 16") for (int i = 0; i < n; i++) statement

/* 2^x for x in -20..9, relative error under 8e-5: for numbers that are rounded to 8 bits next. Lower x count as -20. */
INLINE void vf_exp2_coarse(const int n, vf *x)
{
    static const float c[] = {5.517169e-2f, 2.4261117e-1f, 6.9326099e-1f, 9.9992807e-1f};
    vf shifted[AVOW_SIDE], p[AVOW_SIDE];
    VF_EACH(x[i] = VF_MAX(x[i], vf_set(-20.0f)));
    VF_EACH(shifted[i] = x[i] + VF_ROUNDER);
    VF_EACH(x[i] -= shifted[i] - VF_ROUNDER);
    VF_EACH(p[i] = vf_set(c[0]));
#pragma GCC unroll 4
    for (int k = 1; k < 4; k++) VF_EACH(p[i] = p[i] * x[i] + c[k]);
    VF_EACH(x[i] = (vf)((vi)p[i] + ((vi)shifted[i] << 23)));      /* the rounder's own bits are shifted out */
}

/* x * Phi(x): the GELU with erf (Hendrycks & Gimpel 2016), absolute error under 6e-5, which is far below the int8 step that
 * follows. erf(x / sqrt 2) = x * P(x^2) on |x| <= 4.5, weighted minimax fit. */
INLINE void vf_gelu(const int n, vf *x)
{
    static const float c[] = {0x1.0b16b4p-34f, -0x1.c7912ap-28f, 0x1.55aa8cp-22f, -0x1.2ac08p-17f, 0x1.5585e6p-13f,
                              -0x1.0fffb6p-9f, 0x1.3a1694p-6f, -0x1.0e45f2p-3f, 0x1.98482p-1f};
    vf near[AVOW_SIDE], u[AVOW_SIDE], p[AVOW_SIDE];
    VF_EACH(near[i] = VF_MAX(x[i], vf_set(-4.5f)));
    VF_EACH(near[i] = VF_MIN(near[i], vf_set(4.5f)));
    VF_EACH(u[i] = near[i] * near[i]);
    VF_EACH(p[i] = vf_set(c[0]));
#pragma GCC unroll 8
    for (int k = 1; k < 9; k++) VF_EACH(p[i] = p[i] * u[i] + c[k]);
    VF_EACH(x[i] = 0.5f * x[i] * (1.0f + near[i] * p[i]));
}

#endif
