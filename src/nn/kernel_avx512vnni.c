/* kernel_avx512vnni.c - AVX-512 VNNI: VPDPBUSD on 512 bits, 6 rows by 64 outputs in 24 of the 32 registers. */
#include "vector_x86.h"

enum { TILE_ROWS = 6, TILE_BLOCKS = 4, DOT_BIAS = 0 };
typedef __m512i a_t, w_t, acc_t;

INLINE a_t load_a(const uint8_t *a)
{
    int32_t four;
    memcpy(&four, a, 4);
    return _mm512_set1_epi32(four);
}
INLINE w_t load_w(const int8_t *w) { return _mm512_load_si512(w); }
INLINE void acc_step(acc_t *acc, a_t a, const w_t *w) { __asm__("vpdpbusd %2, %1, %0" : "+v"(*acc) : "v"(a), "v"(*w)); }
INLINE void acc_total(const acc_t *acc, vi *total) { *total = (vi)*acc; }

#include "kernel_body.h"

static bool usable(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni");
}
AVOW_KERNEL(avow_kernel_avx512vnni, "avx512vnni", usable);
