/* extract.h - the stages that make attributions of an article, in the order of pipeline.c. */
#ifndef AVOW_EXTRACT_EXTRACT_H
#define AVOW_EXTRACT_EXTRACT_H

#include "network.h"
#include "window.h"

/* One attribution found, in pieces of the article, before it becomes spans of the text. */
typedef struct avow_find {
    struct avow_find *next;
    size_t cue_first, cue_end;
    size_t begin, count;            /* the window's pieces that tags speaks of */
    const uint8_t *tags;            /* role tag of each */
    float confidence;
} avow_find;

struct avow_session {
    const avow_model *model;
    avow_allocator allocator;
    avow_network network;
    avow_arena fixed, article;      /* for the session's life; for one article */
    size_t max_bytes;
    const volatile int *cancel;
    uint8_t *tags, *back;           /* of a window: cue tags, Viterbi's way back */
};

/* What one article goes through: text -> pieces -> finds -> result. */
typedef struct avow_work {
    avow_session *session;
    const char *text;               /* valid UTF-8 */
    size_t size;
    avow_pieces pieces;
    const uint8_t *quoted;          /* a flag a byte of text */
    avow_find *first, **last;
    size_t finds;
} avow_work;

/* Reads all windows and appends what it finds to work (find.c). */
avow_status avow_find_all(avow_work *work, avow_error *error);

/* Makes the caller's result of it (result.c). given: the article's own bytes; replaced: ill-formed parts. */
typedef struct avow_input_notes {
    size_t replaced;
    bool cut;
} avow_input_notes;
avow_status avow_make_result(const avow_work *work, const avow_article *article, const avow_input_notes *notes, avow_result **result,
                             avow_error *error);

#endif
