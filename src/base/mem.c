/* mem.c - the caller's allocator, and an arena on top of it.
 *
 * The arena is a list of blocks, each at least twice the one before up to LARGEST, so that n bytes take O(log n) calls of
 * the allocator. What does not fit what is left of the current block goes to the next that is large enough; a reset starts
 * again at the first, and the same requests then find the same places (Hanson, "Fast allocation and deallocation of memory
 * based on object lifetimes", 1990). */
#include "mem.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64, SMALLEST = 64 << 10, LARGEST = 4 << 20, KEPT = 8 << 20 };

struct avow_arena_block {
    struct avow_arena_block *next;
    char *data;                         /* aligned, within the memory that the block itself begins */
    size_t capacity, used;
};

static void *default_alloc(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void default_free(void *context, void *memory)
{
    (void)context;
    free(memory);
}

avow_allocator avow_allocator_or_default(const avow_allocator *allocator)
{
    if (allocator) return *allocator;
    return (avow_allocator){default_alloc, default_free, NULL};
}

void *avow_alloc(const avow_allocator *allocator, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) return NULL;
    size_t bytes = count * size;
    return allocator->alloc(allocator->context, bytes ? bytes : 1);
}

void avow_free(const avow_allocator *allocator, void *memory)
{
    if (memory) allocator->free(allocator->context, memory);
}

void avow_arena_init(avow_arena *arena, const avow_allocator *allocator)
{
    *arena = (avow_arena){.allocator = avow_allocator_or_default(allocator)};
}

/* A block of at least size bytes behind the last one, which becomes the current one. */
static struct avow_arena_block *add_block(avow_arena *arena, size_t size)
{
    struct avow_arena_block *last = arena->current;
    while (last && last->next) last = last->next;
    size_t capacity = last ? last->capacity : SMALLEST / 2;
    capacity = capacity < LARGEST / 2 ? capacity * 2 : LARGEST;
    if (capacity < size) capacity = size;

    size_t head = sizeof(struct avow_arena_block) + ALIGNMENT;
    if (capacity > SIZE_MAX - head) return NULL;
    struct avow_arena_block *block = avow_alloc(&arena->allocator, capacity + head, 1);
    if (!block) return NULL;
    char *data = (char *)(block + 1);
    data += (ALIGNMENT - (uintptr_t)data % ALIGNMENT) % ALIGNMENT;
    *block = (struct avow_arena_block){.data = data, .capacity = capacity};
    if (last) last->next = block;
    else arena->blocks = block;
    return arena->current = block;
}

void *avow_arena_alloc(avow_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX - ALIGNMENT) / size) return NULL;
    size_t bytes = count * size;
    bytes = bytes ? (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;

    struct avow_arena_block *block = arena->current;
    while (block && block->capacity - block->used < bytes) block = block->next;
    if (block) arena->current = block;
    else if (!(block = add_block(arena, bytes))) return NULL;
    void *memory = block->data + block->used;
    block->used += bytes;
    return memory;
}

char *avow_arena_copy(avow_arena *arena, const char *text, size_t size)
{
    if (size == SIZE_MAX) return NULL;
    char *copy = avow_arena_alloc(arena, size + 1, 1);
    if (!copy) return NULL;
    if (size > 0) memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

size_t avow_arena_used(const avow_arena *arena)
{
    size_t used = 0;
    for (const struct avow_arena_block *block = arena->blocks; block; block = block->next) used += block->used;
    return used;
}

void avow_arena_reset(avow_arena *arena)
{
    struct avow_arena_block **link = &arena->blocks;
    while (*link) {
        struct avow_arena_block *block = *link;
        if (block->capacity > KEPT) {
            *link = block->next;
            avow_free(&arena->allocator, block);
        } else {
            block->used = 0;
            link = &block->next;
        }
    }
    arena->current = arena->blocks;
}

void avow_arena_free(avow_arena *arena)
{
    for (struct avow_arena_block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        avow_free(&arena->allocator, block);
    }
    arena->blocks = arena->current = NULL;
}
