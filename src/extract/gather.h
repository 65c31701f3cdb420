/* gather.h - the speakers of an article as the result hands them out: name, type, aliases, mentions. */
#ifndef AVOW_EXTRACT_GATHER_H
#define AVOW_EXTRACT_GATHER_H

#include "extract.h"

typedef struct avow_gathered {
    const avow_entity *entities;
    size_t count;
    const uint32_t *speaker;        /* of each find, in their order: an entity's id or 0 */
} avow_gathered;

/* All that the entities point to is the arena's `to`; scratch is the session's. False if there is no memory. */
bool avow_gather_speakers(const avow_work *work, avow_arena *to, avow_gathered *out);

#endif
