/* kernel_avxvnni.c - AVX-VNNI: VPDPBUSD on 256 bits. Built once more with AVX512VL's encoding of the same instruction
 * (AVOW_VNNI_BY_AVX512VL) for tests on machines that have only that. */
#include "vector_x86.h"

#ifdef AVOW_VNNI_BY_AVX512VL
#define DPBUSD _mm256_dpbusd_epi32
#else
#define DPBUSD _mm256_dpbusd_avx_epi32
#endif

enum { TILE_ROWS = 6, TILE_BLOCKS = 1, DOT_BIAS = 0 };
typedef __m256i a_t;
typedef struct { __m256i x[2]; } w_t;
typedef struct { __m256i x[2]; } acc_t;

INLINE a_t load_a(const uint8_t *a)
{
    int32_t four;
    memcpy(&four, a, 4);
    return _mm256_set1_epi32(four);
}
INLINE w_t load_w(const int8_t *w)
{
    const __m256i *p = (const __m256i *)(const void *)w;
    return (w_t){{_mm256_load_si256(p), _mm256_load_si256(p + 1)}};
}
INLINE void acc_step(acc_t *acc, a_t a, const w_t *w)
{
    acc->x[0] = DPBUSD(acc->x[0], a, w->x[0]);
    acc->x[1] = DPBUSD(acc->x[1], a, w->x[1]);
}
INLINE void acc_total(const acc_t *acc, vi *total)
{
    ((__m256i *)total)[0] = acc->x[0];
    ((__m256i *)total)[1] = acc->x[1];
}

#include "kernel_body.h"

#ifdef AVOW_VNNI_BY_AVX512VL
static bool usable(void) { return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vl"); }
extern const avow_kernel avow_kernel_avxvnni_by_avx512vl;
AVOW_KERNEL(avow_kernel_avxvnni_by_avx512vl, "avxvnni", usable);
#else
#include <cpuid.h>
static bool usable(void)          /* CPUID leaf 7, subleaf 1, EAX bit 4; GCC 12's __builtin_cpu_supports lacks the name */
{
    unsigned a, b, c, d;
    return __builtin_cpu_supports("avx2") && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a >> 4 & 1);
}
AVOW_KERNEL(avow_kernel_avxvnni, "avxvnni", usable);
#endif
