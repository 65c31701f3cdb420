/* act.c - what a statement does: whether its cue is negated, and what its words alone say of its act, beside what the network says.
 *
 * The network's head sees means of vectors, in which single words fade. A linear model over n-grams of word pieces keeps them; its
 * scores are added to the network's: the "wide" half of Cheng et al. 2016, "Wide & Deep Learning for Recommender Systems", n-grams
 * hashed as by Joulin et al. 2017, "Bag of Tricks for Efficient Text Classification". train/wide.py trains it and counts alike. */
#include "extract.h"
#include "hash.h"

static const char *const negations[] = {"not", "never", "no", "nor", "neither", "cannot", "n't", "without", NULL};

/* Does the word end in n't, as "didn't" or "wasn't" does? */
static bool ends_in_nt(const char *text, avow_word w)
{
    size_t n = w.end - w.start;
    if (n >= 3 && text[w.end - 1] == 't' && text[w.end - 2] == '\'' && (text[w.end - 3] | 32) == 'n') return true;
    return n >= 5 && text[w.end - 1] == 't' && (unsigned char)text[w.end - 2] == 0x99 && (text[w.end - 5] | 32) == 'n';
}

bool avow_cue_negated(const char *text, avow_span cue)
{
    enum { WORDS = 24 };
    avow_word words[WORDS];
    size_t n = avow_words(text, cue.start, cue.end, words, WORDS);
    for (size_t i = 0; i < n; i++) {
        if (ends_in_nt(text, words[i]) || avow_word_among(text, words[i], negations)) return true;
    }
    return false;
}

/* ---- words -------------------------------------------------------------------------------------------------------- */

enum { CUE = 1, CONTENT = 2 };                                  /* what an n-gram is of */
enum { CUE_PIECES = 24, CONTENT_PIECES = 96, MOST = 2 * CONTENT_PIECES, SLOTS = 512 };
enum { CUE_BEGINS = 1, CUE_ENDS = 2 };                          /* ids of no piece of a text */

/* The row of n pieces: FNV-1a over the part and their ids. */
static uint32_t row_of(uint32_t part, const uint32_t *ids, size_t n, uint32_t rows)
{
    uint32_t h = avow_fnv(AVOW_FNV_BASIS, part);
    for (size_t i = 0; i < n; i++) h = avow_fnv(h, ids[i]);
    return (h ^ h >> 16) % rows;
}

/* Adds to sum the rows of all n-grams of up to `longest` pieces, each row once. */
static void add_grams(const avow_model *m, uint32_t part, const uint32_t *ids, size_t count, size_t longest, int32_t sum[AVOW_ACTS])
{
    uint32_t seen[SLOTS] = {0};                                 /* 1 + row */
    for (size_t n = 1; n <= longest; n++)
        for (size_t i = 0; i + n <= count; i++) {
            uint32_t row = row_of(part, ids + i, n, m->config.wide), slot = row % SLOTS;
            while (seen[slot] != 0 && seen[slot] != row + 1) slot = (slot + 1) % SLOTS;
            if (seen[slot] != 0) continue;
            seen[slot] = row + 1;
            for (size_t a = 0; a < AVOW_ACTS; a++) sum[a] += m->act_wide[(size_t)row * AVOW_ACTS + a];
        }
}
_Static_assert(CUE_PIECES + 2 <= CONTENT_PIECES && MOST < SLOTS && 3 * (CUE_PIECES + 2) < SLOTS, "the pieces have room, and a free slot is always left");

void avow_act_words(const avow_work *work, const avow_window *w, avow_span cue, avow_spans content, float *score)
{
    const float SAID = 0.3F;                                    /* what an n-gram of the content counts for, and one of the cue 1 */
    const avow_model *m = work->session->model;
    uint32_t ids[CONTENT_PIECES];
    int32_t told[AVOW_ACTS] = {0}, said[AVOW_ACTS] = {0};
    size_t n = 0;
    if (m->act_wide == NULL) return;
    ids[n++] = CUE_BEGINS;
    for (size_t i = cue.start; i < cue.end && n <= CUE_PIECES; i++) ids[n++] = work->pieces.ids[w->begin + i];
    ids[n++] = CUE_ENDS;
    add_grams(m, CUE, ids, n, 3, told);
    n = 0;
    for (size_t i = 0; i < content.count; i++)
        for (size_t k = content.items[i].start; k < content.items[i].end && n < CONTENT_PIECES; k++) ids[n++] = work->pieces.ids[w->begin + k];
    add_grams(m, CONTENT, ids, n, 2, said);
    for (size_t a = 0; a < AVOW_ACTS; a++)
        score[a] += m->act_wide_scale[a] * ((float)told[a] + SAID * (float)said[a]) + m->act_wide_scale[AVOW_ACTS + a];
}
