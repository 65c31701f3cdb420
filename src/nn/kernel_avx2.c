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
    return _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128(four)));
}
INLINE w_t load_w(const int8_t *w)
{
    w_t out;
    for (int i = 0; i < 4; i++) out.x[i] = _mm256_cvtepi8_epi16(_mm_load_si128((const __m128i *)(const void *)(w + 16 * i)));
    return out;
}
INLINE acc_t acc_step(acc_t acc, a_t a, w_t w)
{
    for (int i = 0; i < 4; i++) acc.x[i] = _mm256_add_epi32(acc.x[i], _mm256_madd_epi16(a, w.x[i]));
    return acc;
}
INLINE vi acc_total(acc_t acc)
{
    vi out;
    for (int i = 0; i < 2; i++) {
        __m256i pair = _mm256_permute4x64_epi64(_mm256_hadd_epi32(acc.x[2 * i], acc.x[2 * i + 1]), 0xd8);
        memcpy((char *)&out + 32 * i, &pair, 32);
    }
    return out;
}

#include "kernel_body.h"

static bool usable(void) { return __builtin_cpu_supports("avx2"); }
AVOW_KERNEL(avow_kernel_avx2, "avx2", usable);
