/* file.h - a file mapped for reading. */
#ifndef AVOW_BASE_FILE_H
#define AVOW_BASE_FILE_H

#include <avow/avow.h>

typedef struct avow_map {
    const void *data;           /* page-aligned; NULL if size is 0 */
    size_t size;
} avow_map;

/* Status AVOW_MODEL_NOT_FOUND if there is no such file, AVOW_READ_FAILED if it is no regular file or can't be read. */
avow_status avow_map_open(const char *path, avow_map *map, avow_error *error);
void avow_map_close(avow_map *map);

#endif
