/* vector_x86.h - vector.h with x86's own MAXPS and MINPS, which mean what VF_MAX and VF_MIN say. */
#ifndef AVOW_NN_VECTOR_X86_H
#define AVOW_NN_VECTOR_X86_H

#include <immintrin.h>

typedef float avow_v16 __attribute__((vector_size(64)));

#ifdef __AVX512F__
static inline __attribute__((always_inline)) avow_v16 avow_max(avow_v16 a, avow_v16 b) { return (avow_v16)_mm512_max_ps((__m512)a, (__m512)b); }
static inline __attribute__((always_inline)) avow_v16 avow_min(avow_v16 a, avow_v16 b) { return (avow_v16)_mm512_min_ps((__m512)a, (__m512)b); }
#else
#define AVOW_HALVES(op) \
    union { avow_v16 v; __m256 h[2]; } x = {a}, y = {b}; \
    for (int i = 0; i < 2; i++) x.h[i] = op(x.h[i], y.h[i]); \
    return x.v
static inline __attribute__((always_inline)) avow_v16 avow_max(avow_v16 a, avow_v16 b) { AVOW_HALVES(_mm256_max_ps); }
static inline __attribute__((always_inline)) avow_v16 avow_min(avow_v16 a, avow_v16 b) { AVOW_HALVES(_mm256_min_ps); }
#endif

#define VF_MAX(a, b) avow_max(a, b)
#define VF_MIN(a, b) avow_min(a, b)
#include "vector.h"

#endif
