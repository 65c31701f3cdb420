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

/* What kind of speaker the description is by the word that heads it, or `otherwise` if that does not tell (type.c). */
avow_speaker_type avow_type_of_head(const char *text, const avow_word *words, size_t count, avow_speaker_type otherwise);

#endif
