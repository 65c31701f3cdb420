/* description.h - whom a description stands for, "the Indiana governor", "the newspaper": what speaks for each of those whom the
 * article names.
 *
 * As antecedent.h does for "he" and "she": a conditional logit (McFadden 1974), with the description itself among the choices, weighs the
 * linker's scores and what a reader goes by. Is one called so elsewhere ("Gov. Mike Pence"), is it of the kind that the network takes the
 * speaker for, is it named just before, or just behind what stands in a headline? train/description.py fits it. A name is only given
 * where it is likely enough: a wrong one is a libel. */
#ifndef AVOW_EXTRACT_DESCRIPTION_H
#define AVOW_EXTRACT_DESCRIPTION_H

#include "antecedent.h"

/* Is the find's source a description, "the governor", "a top aide", and not a name alone? named: it holds one. */
bool avow_is_description(const avow_work *work, const avow_find *find, bool named);

/* Whom the description stands for: an entity, AVOW_ITSELF, or `chosen`, what the linker chose, where too little speaks for another. all: the
 * candidates; their scores are the linker's over that of the description itself. statement: the find's number, from 0. *chance: of what is
 * returned, where that is another than chosen. */
int32_t avow_description_follow(const avow_work *work, const avow_find *find, uint32_t statement, const avow_antecedent *all, size_t count,
                                int32_t chosen, float *chance);

#endif
