/* window.h - the windows a long article is read through.
 *
 * Cores tile the text; a cue belongs to the core that it starts in; context stands before and behind. Where a core ends
 * depends on the text near the cut alone (content-defined chunking, Muthitacharoen et al. 2001), so text put before an article
 * moves the first of its cuts only. Each line start, and more weakly each sentence start, has a hash of the pieces that follow;
 * one whose hash is the least from core_min pieces before it to twice as many behind is a cut (looking back further would let
 * text before an article move more of its cuts, looking less far would make more cores). Where none comes within core_max
 * pieces, the core ends at the least hash among those core_min to core_max pieces on, or after core_max pieces if there is none.
 *
 * The context before a core begins with a line or sentence: the first one within the left pieces before it, but for one in the
 * last quarter of them; without any, all of them are read. A core that begins a line takes half of that: statements seldom
 * reach over a line's start. */
#ifndef AVOW_NN_WINDOW_H
#define AVOW_NN_WINDOW_H

#include "model.h"

typedef struct avow_window {
    size_t begin, core_begin, core_end, end;     /* pieces */
} avow_window;

/* The window whose core begins at piece core_begin < pieces->count. The next one's begins at its core_end. */
avow_window avow_window_at(const avow_config *config, const avow_pieces *pieces, size_t core_begin);

#endif
