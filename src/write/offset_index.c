/* offset_index.c - see offset_index.h. A block begins at the first character boundary at or after a multiple of BLOCK
 * bytes. */
#include "offset_index.h"

#include "utf8.h"

enum { BLOCK = 256 };

static size_t block_start(const avow_offset_index *index, size_t block)
{
    size_t at = block * BLOCK;
    while (at < index->size && ((unsigned char)index->text[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static size_t units(const avow_offset_index *index, size_t from, size_t to)
{
    const char *text = index->text + from;
    return index->unit == AVOW_UTF16 ? avow_utf8_count_utf16(text, to - from) : avow_utf8_count(text, to - from);
}

bool avow_offset_index_build(avow_offset_index *index, avow_arena *arena, const char *text, size_t size, avow_offsets unit)
{
    *index = (avow_offset_index){.text = text, .size = size, .unit = unit};
    if (unit == AVOW_BYTES) return true;
    size_t blocks = size / BLOCK + 1;
    size_t *before = avow_arena_alloc(arena, blocks, sizeof *before);
    if (before == NULL) return false;
    before[0] = 0;
    for (size_t i = 1; i < blocks; i++)
        before[i] = before[i - 1] + units(index, block_start(index, i - 1), block_start(index, i));
    index->before = before;
    return true;
}

size_t avow_offset_in_units(const avow_offset_index *index, size_t byte)
{
    if (index->unit == AVOW_BYTES) return byte;
    size_t block = byte / BLOCK;
    return index->before[block] + units(index, block_start(index, block), byte);
}

const char *avow_offsets_name(avow_offsets unit)
{
    static const char *const names[] = {"codepoints", "bytes", "utf16"};
    return names[unit];
}
