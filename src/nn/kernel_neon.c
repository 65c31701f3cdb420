/* kernel_neon.c - NEON of any 64-bit ARM, or with AVOW_NEON_DOT (kernel_neondot.c) its SDOT instruction. Both multiply signed
 * bytes: activations lose their offset of 128 on loading. */
#include <arm_neon.h>
#include "vector.h"

enum { DOT_BIAS = 128, TILE_BLOCKS = 1 };
typedef int8x16_t a_t;
typedef struct { int8x16_t x[4]; } w_t;

INLINE a_t load_a(const uint8_t *a)
{
    uint32_t four;
    memcpy(&four, a, 4);
    return vreinterpretq_s8_u32(vdupq_n_u32(four ^ 0x80808080u));
}
INLINE w_t load_w(const int8_t *w) { return (w_t){{vld1q_s8(w), vld1q_s8(w + 16), vld1q_s8(w + 32), vld1q_s8(w + 48)}}; }

#ifdef AVOW_NEON_DOT
enum { TILE_ROWS = 5 };
typedef struct { int32x4_t x[4]; } acc_t;

INLINE void acc_step(acc_t *acc, a_t a, const w_t *w)
{
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) acc->x[i] = vdotq_s32(acc->x[i], a, w->x[i]);
}
INLINE void acc_total(const acc_t *acc, vi *total)
{
    for (int i = 0; i < 4; i++) ((int32x4_t *)total)[i] = acc->x[i];
}
#else
enum { TILE_ROWS = 2 };
typedef struct { int32x4_t x[8]; } acc_t;    /* of outputs 2i and 2i + 1, two partial sums each */

INLINE void acc_step(acc_t *acc, a_t a, const w_t *w)
{
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        acc->x[2 * i] = vpadalq_s16(acc->x[2 * i], vmull_s8(vget_low_s8(a), vget_low_s8(w->x[i])));
        acc->x[2 * i + 1] = vpadalq_s16(acc->x[2 * i + 1], vmull_high_s8(a, w->x[i]));
    }
}
INLINE void acc_total(const acc_t *acc, vi *total)
{
    for (int i = 0; i < 4; i++) ((int32x4_t *)total)[i] = vpaddq_s32(acc->x[2 * i], acc->x[2 * i + 1]);
}
#endif

#include "kernel_body.h"

#ifdef AVOW_NEON_DOT
#include <sys/auxv.h>
static bool usable(void) { return (getauxval(AT_HWCAP) & (1ul << 20)) != 0; }     /* HWCAP_ASIMDDP */
AVOW_KERNEL(avow_kernel_neondot, "neondot", usable);
#else
static bool usable(void) { return true; }
AVOW_KERNEL(avow_kernel_neon, "neon", usable);
#endif
