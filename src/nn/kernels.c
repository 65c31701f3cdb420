/* kernels.c - which kernel sets there are and which one this machine gets: the fastest that it can run. */
#include <string.h>

#include "kernel.h"

static const avow_kernel *const kernels[] = {
#if defined(__x86_64__)
    &avow_kernel_avx512vnni, &avow_kernel_avxvnni, &avow_kernel_avx2,
#elif defined(__aarch64__)
    &avow_kernel_neondot, &avow_kernel_neon,
#endif
    &avow_kernel_c, &avow_kernel_reference,
};

enum { KERNELS = sizeof kernels / sizeof *kernels };

const avow_kernel *avow_kernel_find(const char *name)
{
    for (size_t i = 0; i < KERNELS; i++)
        if (kernels[i]->usable() && (name == NULL || strcmp(name, kernels[i]->name) == 0)) return kernels[i];
    return NULL;
}

const char *avow_kernel_name(size_t index)
{
    for (size_t i = 0; i < KERNELS; i++)
        if (kernels[i]->usable() && index-- == 0) return kernels[i]->name;
    return NULL;
}

size_t avow_kernel_scratch(const avow_config *c)
{
    size_t k = c->inner, conv = 3 * (size_t)(c->role_width > c->conv_width ? c->role_width : c->conv_width);
    if (k < conv) k = conv;
    if (k < 3 * (size_t)c->width) k = 3 * (size_t)c->width;         /* the addressee's neighbours */
    if (k < AVOW_POOLED * (size_t)c->conv_width) k = AVOW_POOLED * (size_t)c->conv_width;       /* the statement's form */
    if (k < c->form_width) k = c->form_width;
    if (k < c->link_width) k = c->link_width;
    if (k < c->link_inner) k = c->link_inner;
    size_t product = AVOW_MAX_ROWS * (2 * sizeof(float) + k);
    size_t attention = AVOW_MAX_ROWS * (3 * 4 + 8 * 4 + 8 + 3 * 64) + 1024;     /* kernel_body.h's and the reference's parts */
    size_t reference = AVOW_MAX_ROWS * sizeof(float);
    return (product > attention ? product : attention) + reference;
}
