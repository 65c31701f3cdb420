/* ask.h - how long a store takes to answer. */
#ifndef AVOW_BENCH_ASK_H
#define AVOW_BENCH_ASK_H

#include <avow/record.h>

/* Times searches of ten kinds, searches by likeness, threads, and quotations to verify, and prints p50, p95 and the most of each.
 * articles: how many the store has, of made_article. */
void ask_all(avow_store *store, uint64_t articles);

#endif
