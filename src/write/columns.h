/* columns.h - how wide text is on a terminal. */
#ifndef AVOW_WRITE_COLUMNS_H
#define AVOW_WRITE_COLUMNS_H

#include <stddef.h>

/* Columns that valid UTF-8 takes: 0 for combining and invisible characters, 2 for East Asian wide ones and emoji. */
size_t avow_columns(const char *text, size_t size);

#endif
