/* sections.h - the steps of opening a model file, for open.c. Each returns AVOW_MODEL_DAMAGED (the first also
 * AVOW_MODEL_FOREIGN) with an error that names the section and the byte in the file. */
#ifndef AVOW_MODEL_SECTIONS_H
#define AVOW_MODEL_SECTIONS_H

#include "model.h"

enum { AVOW_FORMAT_VERSION = 7 };      /* the one that this library reads */

typedef enum avow_section_type {
    AVOW_RAW, AVOW_INT8, AVOW_FLOAT, AVOW_INT32, AVOW_U32, AVOW_SECTION_TYPES
} avow_section_type;

/* A record of the section table, as it stands in the file. */
typedef struct avow_section {
    char name[32];
    uint32_t type, rows, columns, zero;
    uint64_t at, size;
} avow_section;

typedef struct avow_sections {
    const char *data;                   /* the file */
    const avow_section *table;
    uint32_t count, version;
    uint64_t checksum;
    avow_error *error;                  /* where the steps that follow say what is wrong; may be NULL */
} avow_sections;

/* Checks header, checksum and section table. data is aligned to 64 bytes. */
avow_status avow_sections_open(const char *data, size_t size, avow_sections *sections, avow_error *error);

/* *section is the one of that name, which must have this type and shape; columns 0 stands for any. */
avow_status avow_sections_find(const avow_sections *sections, const char *name, avow_section_type type, uint32_t rows,
                               uint32_t columns, const avow_section **section);

/* Reads the section `config` and checks that its numbers are within the limits of the format and fit together. */
avow_status avow_config_read(const avow_sections *sections, avow_config *config);

/* Points the model's tensors into the file, after checking their shapes and their numbers, and counts its parameters.
 * model->config is set and model->layer allocated. */
avow_status avow_tensors_bind(const avow_sections *sections, avow_model *model);

/* Is every float of the section finite and at most 1e4 in size? */
avow_status avow_floats_check(const avow_sections *sections, const avow_section *section);

/* Are the weights in -127..127, the sums theirs, and the outputs past n 0? weights is the section of the first. */
avow_status avow_linear_check(const avow_sections *sections, const avow_section *weights, const avow_linear *linear);

#endif
