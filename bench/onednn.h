/* onednn.h - an int8 matrix product by oneDNN, to compare with; nothing where the library (libdnnl-dev, version 2) is not there. */
#ifndef AVOW_BENCH_ONEDNN_H
#define AVOW_BENCH_ONEDNN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct onednn_product onednn_product;

/* "oneDNN 2.6.3", or NULL where there is none. */
const char *onednn_name(void);

/* rows x k unsigned bytes times k x n signed ones, packed as oneDNN likes them, to 32-bit sums; or, with floats, rows of floats
 * turned into bytes by one scale that is known before, multiplied, and scaled back to floats with a scale and a bias an output; NULL
 * where there is none. It takes a thread for each core that the program may run on: pin it to one (taskset). */
onednn_product *onednn_new(size_t n, size_t k, size_t rows, bool floats);
void onednn_run(onednn_product *product);
void onednn_free(onednn_product *product);

#endif
