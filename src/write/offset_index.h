/* offset_index.h - from bytes to the unit that the reader of the output counts in.
 *
 * One pass over the text notes how many units lie before the start of each block; an offset is then the note of its block
 * and a count over at most a block, so any number of offsets in any order costs the same each. */
#ifndef AVOW_WRITE_OFFSET_INDEX_H
#define AVOW_WRITE_OFFSET_INDEX_H

#include "mem.h"

typedef struct avow_offset_index {
    const char *text;
    size_t size;
    avow_offsets unit;
    const size_t *before;       /* units before each block; NULL where none are needed */
} avow_offset_index;

/* text is valid UTF-8 and outlives the index, whose memory is the arena's. False: no memory. */
bool avow_offset_index_build(avow_offset_index *index, avow_arena *arena, const char *text, size_t size, avow_offsets unit);

/* Units before the character boundary at byte. */
size_t avow_offset_in_units(const avow_offset_index *index, size_t byte);

const char *avow_offsets_name(avow_offsets unit);

#endif
