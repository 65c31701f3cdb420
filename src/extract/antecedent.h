/* antecedent.h - whom "he" or "she" stands for: what speaks for each candidate beside the linker's score, and when nothing speaks enough.
 *
 * The linker's scores are one fact of several here: whether the one named so far is a man or a woman, how many lines and sentences back, as the
 * sentence's first name or as whose something is, within what the statement itself says. A conditional logit weighs them (McFadden 1974), with
 * nobody among the choices; train/antecedent.py fits it. A name is given only where it is likely enough: a wrong one is a libel. */
#ifndef AVOW_EXTRACT_ANTECEDENT_H
#define AVOW_EXTRACT_ANTECEDENT_H

#include "extract.h"

typedef struct avow_antecedent {
    uint32_t entity, mention;       /* mention: the one looked at, the nearest */
    float score;                    /* the linker's, over its score of nobody */
} avow_antecedent;

/* A source that is "he", "his", "she" or the like, in bytes. */
typedef struct avow_personal {
    size_t start, end;
    uint32_t statement;             /* its number, as avow_entity_found's `said` counts */
    bool he;
} avow_personal;

/* Counts for each person how often "he" and "she" follow the name with no other between. */
void avow_antecedents_count(avow_work *work);

/* Which of the candidates the pronoun stands for: an index, or `count` where too little speaks for any. *chance: of that; or, for `count`, that it
 * stands for nobody named. */
size_t avow_antecedent_choose(const avow_work *work, const avow_find *find, const avow_personal *pronoun, const avow_antecedent *all, size_t count,
                              float *chance);

#endif
