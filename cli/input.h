/* input.h - articles from files, folders and standard input, one after another. */
#ifndef AVOW_CLI_INPUT_H
#define AVOW_CLI_INPUT_H

#include <sys/stat.h>

#include <avow/warc.h>

#include "jobs.h"
#include "walk.h"

typedef struct cli_input {
    cli_from from;
    cli_walk walk;
    struct stat written[2];         /* the regular files that output and journal go to, which are no input; st_ino 0: none */
    char *path;                     /* the file that is open, or NULL */
    int file;
    avow_stream *stream;            /* what it holds, unpacked */
    enum { IS_TEXT, IS_LINES, IS_PAGE, IS_ARCHIVE } kind;
    avow_warc *archive;             /* its records, if it is one */
    uint64_t record;                /* lines or records read from it so far */
    char *data;                     /* what is read and not yet used: data[start..end) */
    size_t start, end, capacity;
    uint64_t offset;                /* of data[start] in the unpacked file */
    bool ended;
    avow_error trouble;             /* why reading stopped before the end; code AVOW_OK: it did not */
    uint64_t archives;              /* that were opened */
    uint64_t passed_over, revisits; /* records of archives that hold no page; those of them that name one seen before */
} cli_input;

void input_begin(cli_input *input, cli_from from, char **paths, size_t count);
bool input_next(void *input, cli_job *job);     /* as jobs_plan.next */
/* The article of the job's JSON object, or its error: path and the job's record name it if it does not name itself. */
void input_article_of(cli_job *job, const char *path, uint64_t offset);
/* Whether what begins with these bytes is a web page. */
bool input_is_page(const char *data, size_t size);
/* Names a file's article by the file as it was given, not by its last part. */
void input_name_as_given(cli_job *job);
void input_end(cli_input *input);               /* summary may still be asked for */

/* Says what was done: how many articles there were, how many inputs failed, how many another run had finished before. */
void input_summary(const cli_input *input, uint64_t articles, uint64_t failed, uint64_t before);

/* Archives (archive.c). Begins with what was read of the file; false, with the error filled, if there is no memory. */
bool archive_open(cli_input *input, avow_error *error);
/* The next page, or what is wrong with a record; false at the end. */
bool archive_next(cli_input *input, cli_job *job);
void archive_close(cli_input *input);

#endif
