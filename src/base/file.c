/* file.c - a file mapped for reading (POSIX mmap), so that a model is shared by the processes that use it and costs no
 * copying. */
#define _POSIX_C_SOURCE 200809L
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "status.h"

static avow_status fail_errno(avow_error *error, int number)
{
    char reason[128];
    if (strerror_r(number, reason, sizeof reason) != 0) reason[0] = '\0';
    avow_status code = number == ENOENT || number == ENOTDIR ? AVOW_MODEL_NOT_FOUND : AVOW_READ_FAILED;
    return avow_fail(error, code, 0, "the file can't be read: %s", reason);
}

static avow_status map_descriptor(int descriptor, avow_map *map, avow_error *error)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0) return fail_errno(error, errno);
    if (!S_ISREG(status.st_mode)) return avow_fail(error, AVOW_READ_FAILED, 0, "it is not a regular file");
    if (status.st_size == 0) return AVOW_OK;
    if ((uintmax_t)status.st_size > SIZE_MAX) return fail_errno(error, EFBIG);
    void *data = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (data == MAP_FAILED) return fail_errno(error, errno);
    map->data = data;
    map->size = (size_t)status.st_size;
    return AVOW_OK;
}

avow_status avow_map_open(const char *path, avow_map *map, avow_error *error)
{
    *map = (avow_map){NULL, 0};
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);     /* not to wait for a FIFO's writer */
    if (descriptor < 0) return fail_errno(error, errno);
    avow_status status = map_descriptor(descriptor, map, error);
    close(descriptor);
    return status;
}

void avow_map_close(avow_map *map)
{
    if (map->data) munmap((void *)(uintptr_t)map->data, map->size);
    *map = (avow_map){NULL, 0};
}
