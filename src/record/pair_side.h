/* pair_side.h - a statement as pair.c compares it. */
#ifndef AVOW_RECORD_PAIR_SIDE_H
#define AVOW_RECORD_PAIR_SIDE_H

#include "pair_table.h"

enum {
    AVOW_PAIR_WORDS = 96,       /* words of a text that count */
    /* classes of a word where it stands, beside those of the table */
    AVOW_PAIR_CAPITAL = 1 << 11, AVOW_PAIR_NUMBER = 1 << 12, AVOW_PAIR_NEGATES = 1 << 13
};

typedef struct avow_pair_word {
    uint64_t hash;              /* XXH3-64 of its stem */
    float weight;               /* idf; of a bigram, both its words' */
    uint16_t classes;
} avow_pair_word;

typedef struct avow_pair_set {
    const avow_pair_word *items;    /* ascending by hash, each hash once, classes of all its places together */
    size_t count;
} avow_pair_set;

struct avow_pair_side {
    const avow_pair_word *words;    /* the content's, in order */
    size_t word_count;
    avow_pair_set content, bigrams, cue, said, source, bag, name, who;  /* said: content and cue; bag: said, source and name;
                                                                           source and who: without stop words; who: source and name */
    uint64_t last_name;         /* of name, if it has any */
    int64_t day;
    unsigned cue_negations, name_count;
    bool opposes, strong, favours, names_claim, poll, person, first_person, denies;
    avow_act act;
};

/* The word of set with that hash, or NULL. */
const avow_pair_word *avow_pair_find(avow_pair_set set, uint64_t hash);

#endif
