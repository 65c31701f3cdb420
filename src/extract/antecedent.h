/* antecedent.h - whom "he", "she", "they" or "it" stands for: what speaks for each candidate beside the linker's score, and when nothing speaks
 * enough.
 *
 * The linker's scores are one fact of several here: whether the one named so far is a man or a woman, or several; how many lines and sentences back,
 * as the sentence's first name or as whose something is, within what the statement itself says. A conditional logit weighs them (McFadden 1974), with
 * nobody among the choices; train/antecedent.py fits it, for persons and for the others apart. A name is given only where it is likely enough: a
 * wrong one is a libel. "They" may also be those whom an earlier statement's source describes, or two persons named together. */
#ifndef AVOW_EXTRACT_ANTECEDENT_H
#define AVOW_EXTRACT_ANTECEDENT_H

#include "extract.h"
#include "speaker.h"

/* A candidate: an entity; or, where entity is AVOW_NO_MENTION, the speaker of an earlier statement, or two persons. */
typedef struct avow_antecedent {
    uint32_t entity, mention;       /* mention: the one looked at, the nearest */
    float score;                    /* the linker's, over its score of nobody; 0 for those that it has none of */
    const avow_find *told;          /* the statement whose source says who they are, or NULL */
    uint32_t pair[2];               /* the entities of two persons where told is NULL */
    uint32_t said;                  /* of those: 1 + the statement that they spoke last, 0 for none */
    avow_span where;                /* likewise: where they stand in the text */
} avow_antecedent;

/* A source that is "he", "his", "she", "they", "it" or the like, in bytes. */
typedef struct avow_personal {
    size_t start, end;
    uint32_t statement;             /* its number, as avow_entity_found's `said` counts */
    avow_query_kind kind;
    const avow_find *before;        /* the statement before it, or NULL */
} avow_personal;

enum { AVOW_RECENT = 6, AVOW_GROUPS = 10 };

/* The last statements before the one at hand, nearest first. */
typedef struct avow_recent {
    const avow_find *finds[AVOW_RECENT];
    size_t count;
} avow_recent;

void avow_recent_add(avow_recent *recent, const avow_find *find);

/* Candidates for "they" and "it" that are no entities, at most AVOW_GROUPS: returns how many, none for other pronouns (group.c). */
size_t avow_groups_collect(const avow_work *work, const avow_personal *pronoun, const avow_recent *recent, avow_antecedent out[AVOW_GROUPS]);

/* Is the entity a description that the source of one of these gave? (group.c) */
bool avow_groups_have(const avow_work *work, const avow_antecedent *groups, size_t count, uint32_t entity);

/* Do the words of the phrase's head, before a preposition, end as a plural: "officials in Ohio", "people"? (group.c) */
bool avow_is_plural(const char *text, const avow_word *words, size_t count);

/* Counts for each person how often "he" and "she" follow the name with no other between. */
void avow_antecedents_count(avow_work *work);

/* Which of the candidates the pronoun stands for: an index, or `count` where too little speaks for any. *chance: of that; or, for `count`, that it
 * stands for nobody named. */
size_t avow_antecedent_choose(const avow_work *work, const avow_find *find, const avow_personal *pronoun, const avow_antecedent *all, size_t count,
                              float *chance);

#endif
