/* record.h - what the commands on a store share: opening it, and statements as they are written. */
#ifndef AVOW_CLI_RECORD_H
#define AVOW_CLI_RECORD_H

#include <jansson.h>

#include "cli.h"

/* Opens the store that --store names; false, with a message given and *status set, if that can't be. */
bool record_open(const char *command, const cli_options *options, avow_store_options how, avow_store **store, int *status);

/* Runs a command that reads the store and writes to its output, which it closes; returns the exit status. */
int record_run(const char *command, const cli_options *options, int (*run)(const cli_options *, avow_store *, cli_output *));

/* What is not wrong with one input but with the store: says so, and returns the exit status. */
int record_failed(const cli_options *options, const avow_error *error);

/* The exit status for what a search or a check came to: DONE, or what was asked for is wrong, or the store is, which is said. */
int record_outcome(const char *command, const cli_options *options, avow_status status, const avow_error *error);

/* A statement as a line of avow search has it; more fields may be put into it. */
json_t *record_statement(const avow_statement *statement);
/* The same as a row of CSV (avow_csv_field); NULL: the names of the columns. */
void record_row(avow_sink sink, void *context, const avow_statement *statement);
/* For people: who, when and where in one line, and what below. */
void record_show(cli_output *output, const avow_statement *statement);

json_t *record_change(const avow_change *change);
/* A speaker as a line of avow who. */
json_t *record_speaker(const avow_speaker *speaker);
/* An utterance as a line of avow drift. */
json_t *record_drift(const avow_drift *drift);

/* A thread as a line of avow threads. */
json_t *record_thread(const avow_thread *thread);

/* A quotation that is checked, and where it stands. */
typedef struct record_quotation {
    const char *text, *speaker;     /* speaker: who is said to have said it; NULL if nobody is */
    size_t size, start, end;        /* start and end: in the draft, in the unit asked for */
} record_quotation;

/* A quotation with its verdict as a line of avow verify. */
json_t *record_verification(const record_quotation *quotation, const avow_verification *verification);

/* For people: what was changed is marked, as in "will [-not-] {+surely+} win", or by colours. Typography is not. The changes' words are
 * text's. */
void record_show_changes(cli_output *output, bool color, const char *text, size_t size, const avow_change *changes, size_t count);

/* Was what a change left out, putting nothing in its place, behind the last word before it, and not before the next one? */
bool record_left_out_behind(const char *text, size_t size, const avow_change *change);

/* The arguments as one string of words; one of several words is a phrase. To be freed. */
char *record_words(const cli_options *options);

/* Writes the object as a line of JSONL, and takes it. */
void record_line(cli_output *output, json_t *object);

#endif
