/* input.h - articles from files, folders and standard input, one after another. */
#ifndef AVOW_CLI_INPUT_H
#define AVOW_CLI_INPUT_H

#include <sys/stat.h>

#include "jobs.h"
#include "walk.h"

typedef struct cli_input {
    cli_from from;
    cli_walk walk;
    struct stat output;             /* the regular file that the output goes to, which is no input; st_ino 0: there is none */
    char *path;                     /* the file that is open, or NULL */
    int file;
    enum { IS_TEXT, IS_LINES, IS_PAGE } kind;
    uint64_t record;                /* lines read from it so far */
    char *data;                     /* what is read and not yet used: data[start..end) */
    size_t start, end, capacity;
    uint64_t offset;                /* of data[start] in the file */
    bool ended;
    int error;                      /* errno of the read that failed, or 0 */
} cli_input;

void input_begin(cli_input *input, cli_from from, char **paths, size_t count);
bool input_next(void *input, cli_job *job);     /* as jobs_plan.next */
void input_end(cli_input *input);

#endif
