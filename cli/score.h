/* score.h - how well extracted attributions agree with annotated ones: the figures of avow eval. */
#ifndef AVOW_CLI_SCORE_H
#define AVOW_CLI_SCORE_H

#include <jansson.h>

#include "cli.h"

enum { SOURCE, CUE, CONTENT, ROLES };
extern const char *const role_names[ROLES];

typedef struct span_set {           /* sorted by start, then end; no span twice */
    avow_span *items;
    size_t count;
} span_set;

/* For qsort: spans by start, then by end. */
int by_place(const void *left, const void *right);

/* One attribution; offsets count code points. */
typedef struct score_statement {
    span_set spans[ROLES];          /* as given, without white space at the ends */
    span_set chars[ROLES];          /* the same characters as disjoint spans */
    span_set addressee;
    bool nested;                    /* it has a parent */
    size_t parent;                  /* the parent's place among the statements; NOWHERE if it has none or it is not there */
    const char *speaker, *type, *act;       /* as predicted; NULL if unknown */
    double confidence, speaker_confidence;  /* as predicted; below 0 if not given */
    const json_t *label;            /* of gold: {"speaker", "type"?, "aliases"?, "act", "addressee"?}, or NULL */
    bool turn;                      /* of an interview: its cue is a colon */
    bool pronoun;                   /* of gold: its source is a pronoun alone */
    bool lost;                      /* of gold: the words of its addressee are not in the text */
} score_statement;

#define NOWHERE SIZE_MAX

typedef struct score_statements {
    score_statement *items;
    size_t count;
} score_statements;

/* What must be known of an article's text: for each code point whether it is white space; for each byte which code point. */
typedef struct score_text {
    const char *bytes;              /* the article's, not a copy */
    size_t size;
    bool *space;
    uint32_t *point;                /* size + 1 of them */
    size_t points;
} score_text;

score_text score_text_of(const char *text, size_t size);
void score_text_free(score_text *text);
/* The first byte of a code point. */
size_t score_byte(const score_text *text, size_t point);

/* The statements of a JSON list of attributions. False, with error filled, if they don't fit the text. */
bool statements_from_json(const json_t *list, const score_text *text, score_statements *out, avow_error *error);
void statements_from_result(const avow_result *result, const score_text *text, score_statements *out);
void statements_free(score_statements *statements);
/* Adds a span of a text, without the white space at its ends, to a set that has room. */
void add_span(span_set *set, avow_span span, const score_text *text);

/* Gives the gold statements their labels: speakers[i] is that of the i-th or, if speakers is NULL, each holds its own where its
 * "speaker" is a string (labels.c). */
void label_statements(score_statements *gold, const json_t *attributions, const json_t *speakers, const score_text *text);

/* What is counted of an article: numbers that can be added up. Triples are right, predicted, gold; pairs are right, of all. */
typedef struct score_counts {
    size_t exact[ROLES][3], relation_exact[3], relation_partial[3];
    size_t addressee[3], addressee_matched[3];      /* of all statements that are labelled; of those that agree partially */
    size_t speaker[2], pronoun[2], unknown[2], type[2], act[2];
    size_t nested[3], nested_outside[3];            /* statements with a parent; those of them that are not a turn's */
    size_t nested_speaker[2], nested_act[2];
    size_t labels;                                  /* gold statements that have one */
} score_counts;

/* How often what was said with a confidence was right, in ten bins of equal width. */
enum { BINS = 10 };
typedef struct score_bins {
    size_t count[BINS], right[BINS];
    double sum[BINS];
} score_bins;

typedef struct act_pair {
    const char *gold, *predicted;
    size_t count;
} act_pair;

/* Figures of any number of articles. All zero to begin with. */
typedef struct score_tally {
    score_counts all, *each;        /* each: one an article */
    size_t articles;
    double jaccard[ROLES];          /* a sum, over this many: */
    size_t jaccard_count[ROLES];
    score_bins spans, speakers;
    act_pair *acts;
    size_t act_count;
} score_tally;

/* Adds an article. */
void score_add(score_tally *tally, const score_statements *gold, const score_statements *predicted);
void score_free(score_tally *tally);

/* What a labelled gold statement and the predicted one paired with it add (labels.c). */
void labels_add(score_tally *tally, score_counts *counts, const score_statement *gold, const score_statement *predicted);
/* Counts spans in common, of the first, of the second. */
void agreement(const span_set *predicted, const span_set *gold, size_t counts[3]);
void bins_add(score_bins *bins, double confidence, bool right);
/* The expected calibration error, from 0 to 1: what confidence and share of right ones differ by, on average. */
double bins_error(const score_bins *bins);
size_t bins_count(const score_bins *bins);

typedef struct figures {
    double p, r, f1;                /* in per cent */
} figures;
figures score_figures(const size_t counts[3]);
double score_act_f1(const score_tally *tally);            /* macro average over the gold acts, in per cent */
double percent(double part, size_t of);

/* Figures that get an interval, F1 or share of right ones, in per cent (intervals.c). */
typedef enum score_measure {
    F1_SOURCE, F1_CUE, F1_CONTENT, F1_RELATION_EXACT, F1_RELATION_PARTIAL, F1_ADDRESSEE, F1_NESTED, RIGHT_SPEAKER, RIGHT_PRONOUN,
    RIGHT_TYPE, RIGHT_ACT, MEASURES
} score_measure;
typedef struct interval {
    double low, high;
} interval;
/* The 95 % intervals of all measures. False if there are too few articles for any. */
bool score_intervals(const score_tally *tally, interval intervals[MEASURES]);

/* Writes the figures of all and of each publisher to standard output (report.c). */
typedef struct score_group {
    const char *name;               /* of the publisher; the gold's */
    score_tally tally;
} score_group;
void report_json(const score_tally *all, const score_group *groups, size_t count);
void report_text(const score_tally *all, const score_group *groups, size_t count);

/* Whether two names are the same without titles, articles and case. */
bool same_name(const char *a, const char *b);

#endif
