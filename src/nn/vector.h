/* vector.h - 16 lanes of float or int32 in the compiler's own vector types (GCC and Clang).
 *
 * Every operation here is one IEEE operation a lane or a fixed sequence of them, and every sum over lanes has one order, so
 * SSE2, AVX2, AVX-512 and NEON give the same bits. The build forbids contraction into fused multiply-adds. */
#ifndef AVOW_NN_VECTOR_H
#define AVOW_NN_VECTOR_H

#include <stdint.h>
#include <string.h>

enum { AVOW_LANES = 16 };
typedef float vf __attribute__((vector_size(64)));
typedef int32_t vi __attribute__((vector_size(64)));
typedef uint8_t vb __attribute__((vector_size(16)));
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

/* 2^x for x in -20..9, relative error under 5e-5: for numbers that are rounded to 8 bits next. Lower x count as -20. */
INLINE vf vf_exp2_coarse(vf x)
{
    x = VF_MAX(x, vf_set(-20.0f));
    vf shifted = x + VF_ROUNDER;
    vf f = x - (shifted - VF_ROUNDER);
    vf p = vf_set(9.6181291e-3f);
    p = p * f + 5.5504109e-2f;
    p = p * f + 2.4022651e-1f;
    p = p * f + 6.9314718e-1f;
    p = p * f + 1.0f;
    return (vf)((vi)p + (vf_round_bits(shifted) << 23));
}

/* x * Phi(x): the GELU with erf (Hendrycks & Gimpel 2016), absolute error under 6e-5, which is far below the int8 step that
 * follows. erf(x / sqrt 2) = x * P(x^2) on |x| <= 4.5, weighted minimax fit. */
INLINE vf vf_gelu(vf x)
{
    vf c = VF_MIN(VF_MAX(x, vf_set(-4.5f)), vf_set(4.5f));
    vf u = c * c;
    vf p = vf_set(0x1.0b16b4p-34f);
    p = p * u + -0x1.c7912ap-28f;
    p = p * u + 0x1.55aa8cp-22f;
    p = p * u + -0x1.2ac08p-17f;
    p = p * u + 0x1.5585e6p-13f;
    p = p * u + -0x1.0fffb6p-9f;
    p = p * u + 0x1.3a1694p-6f;
    p = p * u + -0x1.0e45f2p-3f;
    p = p * u + 0x1.98482p-1f;
    return 0.5f * x * (1.0f + c * p);
}

#endif
