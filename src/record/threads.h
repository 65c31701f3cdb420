/* threads.h - a thread: a claim, who says it again, and who denies it. */
#ifndef AVOW_RECORD_THREADS_H
#define AVOW_RECORD_THREADS_H

#include "camps.h"
#include "near.h"

/* Finds the thread that a statement is in; claim, members and their strings are the store's arena's. False if it is in none, or after a
 * failure. Utterances are left out for which taken is true. */
bool avow_record_thread(avow_near *near, int64_t statement, avow_offsets unit, bool (*taken)(void *, int64_t utterance), void *context,
                        avow_thread *out);

#endif
