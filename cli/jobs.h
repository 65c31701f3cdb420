/* jobs.h - articles through sessions in several threads, in the order in which they came. */
#ifndef AVOW_CLI_JOBS_H
#define AVOW_CLI_JOBS_H

#include <avow/read.h>
#include <avow/record.h>
#include <jansson.h>

#include "cli.h"

/* One article on its way, or the error that stands for it. */
typedef struct cli_job {
    avow_article article;           /* points into what is below */
    char *text, *id;                /* owned; NULL where object owns them */
    char *page;                     /* the bytes of a web page whose article is still to be read, owned; NULL otherwise */
    size_t page_size;
    char *url, *date, *charset;     /* what the archive says of the page (charset: what HTTP says), owned; may be NULL */
    bool truncated;                 /* likewise */
    uint64_t offset;                /* of the page's record in the unpacked archive */
    avow_document *document;        /* what was read of the page or the text, owned; may be NULL */
    bool from_page;                 /* it was a page, so that spans have an origin */
    json_t *object;                 /* the JSONL line that the article came in, owned; may be NULL */
    char *file;                     /* where it came from, owned */
    uint64_t record;                /* number of its line or record from 1 on; 0: the file is the article */
    char *record_id;                /* what an archive's record calls itself, owned; may be NULL */
    avow_result *result;            /* NULL if there is an error or no model, or none was wanted */
    avow_added known;               /* avow add: what the store has of it already */
    avow_error error;
    size_t held;                    /* bytes that it was counted with in the ring */
    bool finished;
} cli_job;

/* Frees what an article owns and empties it. */
void job_clear(cli_job *job);

typedef struct jobs_plan {
    const avow_model *model;        /* NULL: articles are read, and nothing is extracted */
    const char *kernel;
    size_t jobs, max_bytes;
    bool (*next)(void *source, cli_job *job);            /* fills an empty job; false at the end */
    bool (*wanted)(void *target, cli_job *job);          /* asked before an article is extracted, from any thread; may be NULL: all */
    bool (*done)(void *target, cli_job *job, bool last); /* takes a finished one; last: none is under way behind it; false stops
                                                        all. One call at a time, in order, from any thread. */
    void *source, *target;
} jobs_plan;

/* Makes the job's document: reads the article of its page, or what is to be told of its text; all of it, or what extraction needs. Fills
 * the job's error if that can't be (page.c). */
void article_read(cli_job *job, bool all);

/* AVOW_OK once all is done or was stopped; otherwise nothing was begun. */
avow_status jobs_run(const jobs_plan *plan, avow_error *error);

#endif
