/* voices.h - the speakers of a result and the statements of each, in the order of the text.
 *
 * Places are kept as 1 + index, so that 0 says that there is none. */
#ifndef AVOW_WRITE_VOICES_H
#define AVOW_WRITE_VOICES_H

#include "mem.h"

typedef struct avow_voices {
    size_t count;               /* of the entities, those that make a statement */
    uint32_t *rank;             /* of each entity: its place among those that do, from 1 on; 0 for the others */
    uint32_t *first;            /* of each entity: its first statement */
    uint32_t *next;             /* of each statement: the same speaker's next one */
} avow_voices;

/* In the arena. False: no memory. */
bool avow_voices_find(avow_arena *arena, const avow_result *result, avow_voices *voices);

#endif
