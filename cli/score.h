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

/* One outermost attribution; offsets count code points. */
typedef struct score_statement {
    span_set spans[ROLES];          /* as given, without white space at the ends */
    span_set chars[ROLES];          /* the same characters as disjoint spans */
    const char *speaker, *act;      /* the JSON's, NULL if unknown */
} score_statement;

typedef struct score_statements {
    score_statement *items;
    size_t count;
} score_statements;

/* What must be known of an article's text: for each code point whether it is white space; for each byte which code point. */
typedef struct score_text {
    bool *space;
    uint32_t *point;                /* size + 1 of them */
    size_t points;
} score_text;

score_text score_text_of(const char *text, size_t size);
void score_text_free(score_text *text);

/* The outermost statements of a JSON list of attributions. False, with error filled, if they don't fit the text. */
bool statements_from_json(const json_t *list, const score_text *text, score_statements *out, avow_error *error);
void statements_from_result(const avow_result *result, const score_text *text, score_statements *out);
void statements_free(score_statements *statements);

/* Counts over any number of articles. All zero to begin with. */
typedef struct act_pair {
    const char *gold, *predicted;
    size_t count;
} act_pair;

typedef struct score_tally {
    size_t articles;
    size_t exact[ROLES][3];         /* right, predicted, gold */
    double jaccard[ROLES];          /* a sum, over this many: */
    size_t jaccard_count[ROLES];
    size_t relation_exact[3], relation_partial[3];
    size_t speaker[2], unknown[2], act[2];  /* right, matched */
    act_pair *acts;
    size_t act_count;
} score_tally;

/* Adds an article. speakers is its list of {"speaker", "aliases", "act"}, one for each gold attribution, or NULL. */
void score_add(score_tally *tally, const score_statements *gold, const score_statements *predicted, const json_t *speakers);

typedef struct figures {
    double p, r, f1;                /* in per cent */
} figures;
figures score_figures(const size_t counts[3]);
double score_act_f1(const score_tally *tally);            /* macro average over the gold acts, in per cent */
double percent(double part, size_t of);

/* Whether two names are the same without titles, articles and case. */
bool same_name(const char *a, const char *b);

#endif
