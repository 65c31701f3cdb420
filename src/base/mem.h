/* mem.h - allocation: the caller's allocator, and an arena on top of it.
 *
 * An arena hands out memory that is given back all at once; blocks are kept over a reset, so a session that reads one
 * article after another soon allocates nothing. */
#ifndef AVOW_BASE_MEM_H
#define AVOW_BASE_MEM_H

#include <avow/avow.h>

/* allocator or, where it is NULL, malloc and free. */
avow_allocator avow_allocator_or_default(const avow_allocator *allocator);

/* count * size bytes or NULL (no memory, or the product overflows); never asks the allocator for 0 bytes. Not cleared. */
void *avow_alloc(const avow_allocator *allocator, size_t count, size_t size);
void avow_free(const avow_allocator *allocator, void *memory);      /* NULL is allowed */

typedef struct avow_arena {
    avow_allocator allocator;
    struct avow_arena_block *blocks, *current;   /* a list from the first block to the last; current is filled now */
} avow_arena;

void avow_arena_init(avow_arena *arena, const avow_allocator *allocator);
/* count * size bytes, aligned to 64; NULL on no memory or overflow. Not cleared. count * size may be 0. */
void *avow_arena_alloc(avow_arena *arena, size_t count, size_t size);
/* A NUL-terminated copy of size bytes of text. */
char *avow_arena_copy(avow_arena *arena, const char *text, size_t size);
size_t avow_arena_used(const avow_arena *arena);   /* bytes handed out since it was empty */
void avow_arena_reset(avow_arena *arena);        /* all memory free again, blocks kept (but for ones over 8 MiB) */
void avow_arena_free(avow_arena *arena);         /* blocks given back; the arena is as after init */

#endif
