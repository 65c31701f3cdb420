/* status.c - names of statuses and the filling of errors.
 *
 * An error lives in the caller's memory and is written with vsnprintf, so saying that there is no memory needs none. */
#include "status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *avow_status_name(avow_status status)
{
    switch (status) {
    case AVOW_OK: return "ok";
    case AVOW_BAD_ARGUMENT: return "bad argument";
    case AVOW_NO_KERNEL: return "no such kernel";
    case AVOW_READ_FAILED: return "read failed";
    case AVOW_BAD_INPUT: return "bad input";
    case AVOW_WRITE_FAILED: return "write failed";
    case AVOW_MODEL_NOT_FOUND: return "model not found";
    case AVOW_MODEL_FOREIGN: return "foreign model";
    case AVOW_MODEL_DAMAGED: return "model damaged";
    case AVOW_STORE_NOT_FOUND: return "store not found";
    case AVOW_STORE_FOREIGN: return "foreign store";
    case AVOW_STORE_DAMAGED: return "store damaged";
    case AVOW_STORE_TOO_NEW: return "store too new";
    case AVOW_STORE_BUSY: return "store busy";
    case AVOW_STORE_READ_ONLY: return "store read-only";
    case AVOW_STORE_FULL: return "store full";
    case AVOW_STORE_FAILED: return "store failed";
    case AVOW_NOT_IN_STORE: return "not in the store";
    case AVOW_NO_MEMORY: return "no memory";
    case AVOW_LIMIT: return "limit exceeded";
    case AVOW_CANCELLED: return "cancelled";
    }
    return "unknown status";
}

/* A sentence that was cut may end within a character: takes its first bytes away again. */
static void drop_cut_character(char *text)
{
    size_t size = strlen(text), lead = size;
    while (lead > 0 && size - lead < 3 && ((unsigned char)text[lead - 1] & 0xC0) == 0x80) lead--;
    if (lead == 0 || (unsigned char)text[lead - 1] < 0xC0) return;
    unsigned char c = (unsigned char)text[lead - 1];
    size_t whole = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    if (size - (lead - 1) < whole) text[lead - 1] = '\0';
}

avow_status avow_fail(avow_error *error, avow_status code, uint64_t offset, const char *format, ...)
{
    if (!error) return code;
    error->code = code;
    error->offset = offset;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(error->detail, sizeof error->detail, format, arguments);
    va_end(arguments);
    if (length < 0) error->detail[0] = '\0';
    else if ((size_t)length >= sizeof error->detail) drop_cut_character(error->detail);
    return code;
}

avow_status avow_fail_memory(avow_error *error)
{
    return avow_fail(error, AVOW_NO_MEMORY, 0, "there is not enough memory");
}

const char *avow_version(void) { return AVOW_VERSION; }
