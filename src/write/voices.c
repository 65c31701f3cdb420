/* voices.c - see voices.h. The lists are linked from the last statement to the first, so that no list's end need be kept. */
#include "voices.h"

#include <string.h>

bool avow_voices_find(avow_arena *arena, const avow_result *result, avow_voices *voices)
{
    size_t entities = result->entity_count;
    *voices = (avow_voices){.rank = avow_arena_alloc(arena, entities, sizeof(uint32_t)),
                            .first = avow_arena_alloc(arena, entities, sizeof(uint32_t)),
                            .next = avow_arena_alloc(arena, result->attribution_count, sizeof(uint32_t))};
    if (voices->rank == NULL || voices->first == NULL || voices->next == NULL) return false;
    memset(voices->first, 0, entities * sizeof *voices->first);
    for (size_t i = result->attribution_count; i-- > 0;) {
        uint32_t speaker = result->attributions[i].speaker;
        voices->next[i] = speaker != 0 ? voices->first[speaker - 1] : 0;
        if (speaker != 0) voices->first[speaker - 1] = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < entities; i++)
        voices->rank[i] = voices->first[i] != 0 ? (uint32_t)++voices->count : 0;
    return true;
}
