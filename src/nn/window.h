/* window.h - the windows a long article is read through.
 *
 * Cores tile the text; a cue belongs to the core that it starts in; context stands on both sides. A core ends at the line
 * start with the smallest hash among those core_min to core_max pieces on (content-defined chunking, Muthitacharoen et al.
 * 2001): the cut depends on the text at the cut, so text put before an article moves its first cores only. Where a line is
 * longer, it is cut after core_max pieces. */
#ifndef AVOW_NN_WINDOW_H
#define AVOW_NN_WINDOW_H

#include "model.h"

typedef struct avow_window {
    size_t begin, core_begin, core_end, end;     /* pieces */
} avow_window;

/* The window whose core begins at piece core_begin < pieces->count. The next one's begins at its core_end. */
avow_window avow_window_at(const avow_config *config, const avow_pieces *pieces, size_t core_begin);

#endif
