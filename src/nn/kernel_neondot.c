/* kernel_neondot.c - kernel_neon.c built for ARMv8.2 with the dot product extension. */
#define AVOW_NEON_DOT
#include "kernel_neon.c"
