/* speaker.h - whom a source stands for: the linker's candidates, what it is told of them, and its choice.
 *
 * For each attribution the candidates are the entities mentioned within the source or near it, the source itself as its own
 * description (SELF), and nobody (NONE: the text does not tell). A small network scores each from the vectors of source, cue
 * and mention and from the features below; the highest score wins. train/who.py and later.py are the same in Python.
 * The form of a mention-ranking model with a learnt "no antecedent" is that of Lee et al. 2017 (end-to-end coreference). */
#ifndef AVOW_EXTRACT_SPEAKER_H
#define AVOW_EXTRACT_SPEAKER_H

#include "entity.h"
#include "extract.h"

/* What kind of words the source is: nothing, one of eight pronouns, a definite or other description, or one with a name. */
typedef enum avow_query_kind {
    AVOW_QUERY_NOTHING, AVOW_QUERY_HE, AVOW_QUERY_SHE, AVOW_QUERY_THEY, AVOW_QUERY_IT, AVOW_QUERY_I, AVOW_QUERY_WE, AVOW_QUERY_YOU,
    AVOW_QUERY_WHO, AVOW_QUERY_DEFINITE, AVOW_QUERY_OPEN, AVOW_QUERY_NAMED, AVOW_QUERY_KINDS
} avow_query_kind;

enum { AVOW_CANDIDATES = 40, AVOW_NOBODY = -1, AVOW_ITSELF = -2 };

#endif
