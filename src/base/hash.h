/* hash.h - SHA-256 (FIPS 180-4) for articles, XXH3-64 for model files (Debian's xxhash header, compiled in), FNV-1a for tables. */
#ifndef AVOW_BASE_HASH_H
#define AVOW_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

void avow_sha256(const void *data, size_t size, uint8_t out[32]);
void avow_sha256_hex(const void *data, size_t size, char out[65]);   /* NUL-terminated */

/* FNV-1a, 32 bits (draft-eastlake-fnv): begins with the basis and takes a byte, or a number as one, at a time. */
#define AVOW_FNV_BASIS 2166136261u
static inline uint32_t avow_fnv(uint32_t hash, uint32_t next) { return (hash ^ next) * 16777619u; }

/* XXH3-64, seed 0. */
uint64_t avow_xxh3(const void *data, size_t size);
/* The same, of a's bytes followed by b's. */
uint64_t avow_xxh3_two(const void *a, size_t a_size, const void *b, size_t b_size);

#endif
