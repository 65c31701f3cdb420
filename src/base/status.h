/* status.h - filling an avow_error. */
#ifndef AVOW_BASE_STATUS_H
#define AVOW_BASE_STATUS_H

#include <avow/avow.h>

/* Fills error (which may be NULL) and returns code, so that a caller can write `return avow_fail(...)`. format takes
 * printf's conversions; the sentence is cut to fit. */
avow_status avow_fail(avow_error *error, avow_status code, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* avow_fail for memory: the one sentence there is to say. */
avow_status avow_fail_memory(avow_error *error);

#endif
