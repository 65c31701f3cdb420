/* kernel.h - the network's arithmetic, once for each instruction set, behind one table.
 *
 * All sets but "reference" give the same results to the last bit: integer products are exact, and float steps are the same
 * sequence of single operations over the same 16 lanes everywhere (vector.h), with no fused multiply-add. */
#ifndef AVOW_NN_KERNEL_H
#define AVOW_NN_KERNEL_H

#include "model.h"

typedef enum avow_activation { AVOW_LINEAR, AVOW_GELU } avow_activation;

/* Rows of floats are contiguous. Matrices of at most AVOW_MAX_ROWS rows; scratch holds avow_kernel_scratch() bytes, aligned
 * to 64, and its content means nothing between calls. */
enum { AVOW_MAX_ROWS = 1024 };

typedef struct avow_kernel {
    const char *name;
    bool (*usable)(void);           /* can this machine run it? */
    /* y[rows][n_pad] = activation(x[rows][k] W^T + b), n_pad = n rounded up to 16. x and y must not overlap. */
    void (*linear)(const avow_linear *linear, const float *x, size_t rows, float *y, avow_activation activation, void *scratch);
    /* out[rows][width] = multi-head attention over qkv[rows][3 * width]; head width is 32 or 64. */
    void (*attention)(const float *qkv, size_t rows, size_t width, size_t heads, float *out, void *scratch);
    /* x = LN(x + add), rows x width; add may be NULL. width is a multiple of 16. */
    void (*add_norm)(float *x, const float *add, size_t rows, size_t width, const avow_norm *norm);
    /* z[rows][width] = gelu(token * (1 + mul) + add + dist[bucket of the row]); token rows x width, mul and add one row. */
    void (*combine)(const float *token, const float *add, const float *mul, const float *dist, const uint8_t *bucket, size_t rows,
                    size_t width, float *z);
} avow_kernel;

/* Bytes of scratch that any kernel needs for this model. */
size_t avow_kernel_scratch(const avow_config *config);

/* The usable set of that name, or the fastest one for NULL; NULL if there is none. */
const avow_kernel *avow_kernel_find(const char *name);

extern const avow_kernel avow_kernel_reference, avow_kernel_c;
#if defined(__x86_64__)
extern const avow_kernel avow_kernel_avx2, avow_kernel_avxvnni, avow_kernel_avx512vnni;
#elif defined(__aarch64__)
extern const avow_kernel avow_kernel_neon, avow_kernel_neondot;
#endif

#endif
