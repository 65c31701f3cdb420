/* pair.h - same claim and denial: what two statements have to do with each other.
 *
 * A statement is read once into a side: sets of its words' stems with their weights, and what its cue does. Two sides are compared
 * by 58 features: words in common, weighted by how telling they are; numbers, names, speakers; how far one covers the
 * other's claim; negations and antonyms; and, where one of the two opposes, whether what it opposes is what the other says. A
 * small trained network makes three probabilities of them. train/pairs.py says what it was trained on and how good it is. */
#ifndef AVOW_RECORD_PAIR_H
#define AVOW_RECORD_PAIR_H

#include "mem.h"

/* Features, in the order and with the meaning of train/pairs.py. */
enum {
    AVOW_FEATURE_COSINE, AVOW_FEATURE_SHARE_MOST, AVOW_FEATURE_SHARE_LEAST, AVOW_FEATURE_BIGRAMS, AVOW_FEATURE_RUN, AVOW_FEATURE_MASS,
    AVOW_FEATURE_SHORTER, AVOW_FEATURE_LENGTHS, AVOW_FEATURE_WITH_CUES, AVOW_FEATURE_CUES, AVOW_FEATURE_NUMBERS_SHARED,
    AVOW_FEATURE_NUMBERS_DIFFER, AVOW_FEATURE_POLLS, AVOW_FEATURE_NAMES, AVOW_FEATURE_NAMES_ONLY_LEAST, AVOW_FEATURE_NAMES_ONLY_MOST,
    AVOW_FEATURE_NO_NAMES, AVOW_FEATURE_SAME_SPEAKER, AVOW_FEATURE_SOURCES, AVOW_FEATURE_SPOKEN_OF, AVOW_FEATURE_PERSONS,
    AVOW_FEATURE_FIRST_PERSON, AVOW_FEATURE_DAYS, AVOW_FEATURE_SAME_ACT, AVOW_FEATURE_CLAIM_MOST, AVOW_FEATURE_CLAIM_LEAST,
    AVOW_FEATURE_MATTER_MOST, AVOW_FEATURE_MATTER_LEAST, AVOW_FEATURE_MATTER_MASS, AVOW_FEATURE_LEFT_LEAST, AVOW_FEATURE_LEFT_MOST,
    AVOW_FEATURE_OPPOSES, AVOW_FEATURE_BOTH_OPPOSE, AVOW_FEATURE_NEGATION, AVOW_FEATURE_NEGATION_NEAR, AVOW_FEATURE_POLARITY,
    AVOW_FEATURE_ANTONYMS, AVOW_FEATURE_DENIAL,
    AVOW_FEATURE_OPPOSED,       /* the first of 20: what the one that opposes has to do with the other */
    AVOW_PAIR_FEATURES = AVOW_FEATURE_OPPOSED + 20
};

typedef struct avow_pair_text {
    const char *text;           /* valid UTF-8; NUL bytes are text */
    size_t size;
} avow_pair_text;

/* A statement as it is compared. Of each text the first 96 words count. */
typedef struct avow_pair_statement {
    avow_pair_text content, cue, source;    /* the spans' texts, joined with spaces */
    avow_pair_text speaker;     /* the fullest name; size 0 if unknown */
    bool person;                /* the speaker is a person */
    avow_act act;               /* AVOW_ACT_UNREAD if unknown */
    int64_t day;                /* of the article, counted from any one day */
} avow_pair_statement;

typedef struct avow_pair_side avow_pair_side;

typedef enum avow_relation {
    AVOW_RELATION_OTHER,
    AVOW_RELATION_SAME,         /* one proposition */
    AVOW_RELATION_DENY          /* one rejects, contradicts, opposes or reverses the other */
} avow_relation;

typedef struct avow_pair_score {
    float same, deny;           /* probabilities */
    avow_relation relation;     /* what they amount to, by the thresholds chosen in training */
} avow_pair_score;

/* The statement as a side, in arena; it keeps no pointer into the statement. NULL if there is no memory. */
const avow_pair_side *avow_pair_read(const avow_pair_statement *statement, avow_arena *arena);

/* What a and b are to each other; the order makes no difference. Some microseconds; allocates nothing, any thread. */
avow_pair_score avow_pair_compare(const avow_pair_side *a, const avow_pair_side *b);

/* The same in two steps, for who needs the features, too. */
void avow_pair_features(const avow_pair_side *a, const avow_pair_side *b, float out[AVOW_PAIR_FEATURES]);
avow_pair_score avow_pair_judge(const float features[AVOW_PAIR_FEATURES]);

#endif
