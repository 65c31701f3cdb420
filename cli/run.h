/* run.h - a run over many inputs: from files through the workers to the output, with a journal if one is asked for. What is written of
 * an article is the command's. */
#ifndef AVOW_CLI_RUN_H
#define AVOW_CLI_RUN_H

#include "input.h"

typedef struct cli_run {
    const char *command;            /* "extract" */
    const cli_options *options;
    const avow_model *model;        /* NULL: articles are read, and nothing is extracted of them */
    json_t *description;            /* what a journal says of the run besides input and output */
    bool no_output;                 /* `write` knows where to; output is NULL there and in `end` */
    bool (*write)(void *context, cli_output *output, cli_job *job);     /* Writes an article that has no error. False, with the job's
                                       error filled, if it can't; AVOW_WRITE_FAILED: the output takes no more. */
    bool (*end)(void *context, cli_output *output);                     /* what closes the output; may be NULL */
    void *context;
} cli_run;

/* The files named, or standard input if that is no terminal. DONE, or WRONG_USE with a message given. */
int run_files(const char *command, cli_options *options);

/* The same, checked against --output and --resume. */
int run_inputs(const char *command, cli_options *options);

/* Does it all, from opening the output on; returns the exit status. */
int run_all(cli_run *run);

#endif
