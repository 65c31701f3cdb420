/* kernel_c.c - plain C: what every other set must equal, and what runs where there is no other. */
#include "vector.h"

enum { TILE_ROWS = 2, TILE_BLOCKS = 1, DOT_BIAS = 0 };
typedef struct { int32_t x[4]; } a_t;
typedef const int8_t *w_t;
typedef vi acc_t;

INLINE a_t load_a(const uint8_t *a) { return (a_t){{a[0], a[1], a[2], a[3]}}; }
INLINE w_t load_w(const int8_t *w) { return w; }
INLINE void acc_step(acc_t *acc, a_t a, const w_t *w)
{
    for (int n = 0; n < 16; n++)
        for (int i = 0; i < 4; i++) (*acc)[n] += a.x[i] * (*w)[4 * n + i];
}
INLINE void acc_total(const acc_t *acc, vi *total) { *total = *acc; }

#include "kernel_body.h"

static bool always(void) { return true; }
AVOW_KERNEL(avow_kernel_c, "c", always);
