/* buf.c - bytes that grow: doubled when full, so that putting n bytes copies O(n). */
#include "buf.h"

#include <string.h>

enum { SMALLEST = 256 };

void avow_buf_init(avow_buf *buf, const avow_allocator *allocator)
{
    *buf = (avow_buf){.allocator = avow_allocator_or_default(allocator)};
}

void avow_buf_free(avow_buf *buf)
{
    avow_free(&buf->allocator, buf->data);
    buf->data = NULL;
    buf->size = buf->capacity = 0;
}

void avow_buf_clear(avow_buf *buf)
{
    buf->size = 0;
    buf->failed = false;
}

/* Makes room for size bytes more; false, and the buffer failed, if there is none. */
static bool reserve(avow_buf *buf, size_t size)
{
    if (buf->failed) return false;
    if (size <= buf->capacity - buf->size) return true;
    buf->failed = true;
    if (size > SIZE_MAX - buf->size) return false;
    size_t need = buf->size + size, capacity = buf->capacity > SIZE_MAX / 2 ? SIZE_MAX : buf->capacity * 2;
    if (capacity < SMALLEST) capacity = SMALLEST;
    if (capacity < need) capacity = need;
    char *data = avow_alloc(&buf->allocator, capacity, 1);
    if (!data) return false;
    if (buf->size > 0) memcpy(data, buf->data, buf->size);
    avow_free(&buf->allocator, buf->data);
    buf->data = data;
    buf->capacity = capacity;
    buf->failed = false;
    return true;
}

void avow_buf_put(avow_buf *buf, const char *data, size_t size)
{
    if (size == 0 || !reserve(buf, size)) return;
    memcpy(buf->data + buf->size, data, size);
    buf->size += size;
}

void avow_buf_text(avow_buf *buf, const char *text)
{
    avow_buf_put(buf, text, strlen(text));
}

void avow_buf_char(avow_buf *buf, char c)
{
    if (reserve(buf, 1)) buf->data[buf->size++] = c;
}

/* value with at least digits digits. */
static void put_digits(avow_buf *buf, uint64_t value, int digits)
{
    char text[20];
    size_t at = sizeof text;
    do {
        text[--at] = (char)('0' + value % 10);
        value /= 10;
        digits--;
    } while (value > 0 || digits > 0);
    avow_buf_put(buf, text + at, sizeof text - at);
}

void avow_buf_uint(avow_buf *buf, uint64_t value)
{
    put_digits(buf, value, 1);
}

void avow_buf_fixed(avow_buf *buf, double value, int decimals)
{
    if (!(value > 0)) value = 0;        /* not a number, too */
    if (value > 1e9) value = 1e9;
    if (decimals < 0) decimals = 0;
    if (decimals > 9) decimals = 9;
    uint64_t scale = 1;
    for (int i = 0; i < decimals; i++) scale *= 10;
    uint64_t units = (uint64_t)(value * (double)scale + 0.5);
    put_digits(buf, units / scale, 1);
    if (decimals == 0) return;
    avow_buf_char(buf, '.');
    put_digits(buf, units % scale, decimals);
}
