/* made.h - articles for the store's benchmarks: news multiplied.
 *
 * Each is a copy of an article that was read, of another day and outlet, in which a third of the longer words have given way to others
 * of the same length, so that offsets stay. So there are as many statements as are wanted, of which each has dozens that are much like
 * it: more than in news. */
#ifndef AVOW_BENCH_MADE_H
#define AVOW_BENCH_MADE_H

#include <avow/avow.h>

enum { MADE_OUTLETS = 200 };

/* Reads JSONL: what avow extract read, and what it wrote with --offsets bytes. */
void made_read(const char *texts, const char *extracted);
/* Article number n; to be freed by made_free. Sets the seed of made_chance by n. */
avow_result made_article(uint64_t n);
void made_free(avow_result *article);
/* How many articles have so many statements. */
uint64_t made_count(uint64_t statements);
/* One of the articles that were read; and all of them. */
const avow_result *made_original(void);
const avow_result *made_originals(size_t *count);
/* Appends one of their words, as format says. */
void made_put_word(char *out, size_t size, const char *format);

/* A number below `below`, the same in each run. */
uint64_t made_chance(uint64_t below);
void made_seed(uint64_t seed);

/* Processor time in seconds, as all else of the machine may be busy. */
double made_now(void);
void made_fail(const char *what);
void *made_room(size_t count, size_t size);

#endif
