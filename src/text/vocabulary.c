/* vocabulary.c - the word pieces and their index: a hash table with open addressing (Knuth, TAOCP 3, 6.4, algorithm L) that
 * is at most a third full, over FNV-1a, whose values for all prefixes of a word come from one pass over it. */
#include "pieces.h"

#include <string.h>

#include "hash.h"
#include "status.h"

enum { LONGEST = 255, MOST = 1 << 24 };

static uint32_t step(uint32_t hash, char c)
{
    return avow_fnv(hash, (unsigned char)c);
}

/* FNV's low bits know little of the last character. */
static size_t slot_of(const avow_vocabulary *v, uint32_t hash)
{
    return (hash ^ hash >> 15) & (v->slot_count - 1);
}

/* The slot that holds the piece prefix + text, or the empty one where it would be. */
static uint32_t *find(const avow_vocabulary *v, uint32_t hash, const char *prefix, size_t prefix_size, const char *text,
                      size_t size)
{
    for (size_t at = slot_of(v, hash);; at = (at + 1) & (v->slot_count - 1)) {
        uint32_t *slot = &v->slots[at];
        if (*slot == 0) return slot;
        const char *piece = v->bytes + v->offsets[*slot - 1];
        size_t length = v->offsets[*slot] - v->offsets[*slot - 1] - 1;
        if (length == prefix_size + size && memcmp(piece, prefix, prefix_size) == 0 &&
            memcmp(piece + prefix_size, text, size) == 0)
            return slot;
    }
}

static avow_status index_pieces(avow_vocabulary *v, size_t size, avow_error *error)
{
    size_t at = 0;
    for (size_t id = 0; id < v->count; id++) {
        const char *piece = v->bytes + at, *end = memchr(piece, '\n', size - at);
        if (!end) return avow_fail(error, AVOW_MODEL_DAMAGED, at, "the vocabulary ends after %zu of %zu pieces", id, v->count);
        size_t length = (size_t)(end - piece);
        if (length == 0 || length > LONGEST)
            return avow_fail(error, AVOW_MODEL_DAMAGED, at, "piece %zu of the vocabulary has %zu bytes", id, length);
        v->offsets[id] = (uint32_t)at;
        v->offsets[id + 1] = (uint32_t)(at += length + 1);
        if (length > v->longest) v->longest = length;
        uint32_t hash = AVOW_FNV_BASIS;
        for (size_t i = 0; i < length; i++) hash = step(hash, piece[i]);
        uint32_t *slot = find(v, hash, "", 0, piece, length);
        if (*slot) return avow_fail(error, AVOW_MODEL_DAMAGED, v->offsets[id], "piece %zu of the vocabulary stands twice", id);
        *slot = (uint32_t)id + 1;
    }
    if (at != size) return avow_fail(error, AVOW_MODEL_DAMAGED, at, "the vocabulary has more than %zu pieces", v->count);
    return AVOW_OK;
}

avow_status avow_vocabulary_init(avow_vocabulary *vocabulary, const char *bytes, size_t size, size_t count,
                                 const avow_allocator *allocator, avow_error *error)
{
    avow_vocabulary v = {.bytes = bytes, .count = count, .slot_count = 4, .allocator = avow_allocator_or_default(allocator)};
    *vocabulary = v;
    if (size > UINT32_MAX || count > size / 2 || count > MOST || count == 0)
        return avow_fail(error, AVOW_MODEL_DAMAGED, 0, "a vocabulary of %zu pieces can't have %zu bytes", count, size);
    while (v.slot_count / 3 < count) v.slot_count *= 2;
    v.offsets = avow_alloc(&v.allocator, count + 1, sizeof *v.offsets);
    v.slots = avow_alloc(&v.allocator, v.slot_count, sizeof *v.slots);
    avow_status status = AVOW_OK;
    if (!v.offsets || !v.slots) {
        status = avow_fail_memory(error);
    } else {
        memset(v.slots, 0, v.slot_count * sizeof *v.slots);
        status = index_pieces(&v, size, error);
    }
    *vocabulary = v;
    if (status != AVOW_OK) avow_vocabulary_free(vocabulary);
    return status;
}

void avow_vocabulary_free(avow_vocabulary *vocabulary)
{
    avow_free(&vocabulary->allocator, vocabulary->offsets);
    avow_free(&vocabulary->allocator, vocabulary->slots);
    vocabulary->offsets = vocabulary->slots = NULL;
    vocabulary->count = vocabulary->slot_count = 0;
}

size_t avow_vocabulary_longest(const avow_vocabulary *vocabulary, const char *word, size_t size, bool inner, uint32_t *id)
{
    uint32_t hashes[LONGEST + 1];       /* of the prefix of each length */
    size_t prefix_size = inner ? 2 : 0;
    if (vocabulary->longest <= prefix_size) return 0;
    size_t most = vocabulary->longest - prefix_size;
    if (most > size) most = size;
    hashes[0] = inner ? step(step(AVOW_FNV_BASIS, '#'), '#') : AVOW_FNV_BASIS;
    for (size_t i = 0; i < most; i++) hashes[i + 1] = step(hashes[i], word[i]);

    for (size_t length = most; length > 0; length--) {
        if (length < size && ((unsigned char)word[length] & 0xC0) == 0x80) continue;
        uint32_t slot = *find(vocabulary, hashes[length], "##", prefix_size, word, length);
        if (slot == 0) continue;
        *id = slot - 1;
        return length;
    }
    return 0;
}
