/* kernel_avx2.c - AVX2: bytes widened to 16 bits, since VPMADDUBSW would saturate, then VPMADDWD. */
#include "vector_x86.h"

enum { TILE_ROWS = 2, TILE_BLOCKS = 1, DOT_BIAS = 0 };
typedef __m256i a_t;
typedef struct { __m256i x[4]; } w_t;
typedef struct { __m256i x[4]; } acc_t;      /* of outputs 4i..4i+3, two partial sums each */

INLINE a_t load_a(const uint8_t *a)
{
    int32_t four;
    memcpy(&four, a, 4);
    return _mm256_cvtepu8_epi16(_mm_set1_epi32(four));
}
INLINE w_t load_w(const int8_t *w)
{
    w_t out;
    for (int i = 0; i < 4; i++) out.x[i] = _mm256_cvtepi8_epi16(_mm_load_si128((const __m128i *)(const void *)(w + 16 * i)));
    return out;
}
INLINE void acc_step(acc_t *acc, a_t a, const w_t *w)
{
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        __m256i product;
        __asm__("vpmaddwd %3, %2, %1\n\tvpaddd %1, %0, %0" : "+x"(acc->x[i]), "=&x"(product) : "x"(a), "x"(w->x[i]));
    }
}
INLINE void acc_total(const acc_t *acc, vi *total)
{
#pragma GCC unroll 2
    for (int i = 0; i < 2; i++)
        ((__m256i *)total)[i] = _mm256_permute4x64_epi64(_mm256_hadd_epi32(acc->x[2 * i], acc->x[2 * i + 1]), 0xd8);
}

#include "kernel_body.h"

static bool usable(void) { return __builtin_cpu_supports("avx2"); }
AVOW_KERNEL(avow_kernel_avx2, "avx2", usable);
