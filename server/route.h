/* route.h - which handler answers a path. */
#ifndef AVOW_SERVER_ROUTE_H
#define AVOW_SERVER_ROUTE_H

#include "request.h"

typedef struct worker worker;

/* Who runs a handler: the thread that reads the network, for what is there already; a reader, which has the store; an extractor, which has
 * a session too. */
typedef enum runs { RUNS_AT_ONCE, RUNS_IN_READER, RUNS_IN_EXTRACTOR } runs;

/* worker is NULL where the handler runs at once. */
typedef void (*handler)(worker *w, request *r);

typedef struct route {
    http_method method;
    const char *path;               /* "/speakers/#": # is a number from 1 on */
    runs runs;
    bool writes;                    /* asks for the token, wherever the server listens */
    handler handle;
} route;

/* The route of a path, and the number in it. NULL if there is none, with *allow naming the methods if there is one by another method. */
const route *route_find(http_method method, const char *path, size_t size, int64_t *number, const char **allow);

/* The handlers, each in the file of its name. */
void home_page(worker *w, request *r);              /* statements.c */
void statements_json(worker *w, request *r);
void statements_csv(worker *w, request *r);
void statements_atom(worker *w, request *r);
void speakers_page(worker *w, request *r);          /* speakers.c */
void speakers_json(worker *w, request *r);
void speaker_page(worker *w, request *r);
void speaker_json(worker *w, request *r);
void article_page(worker *w, request *r);           /* articles.c */
void article_json(worker *w, request *r);
void article_add(worker *w, request *r);
void try_page(worker *w, request *r);               /* extract.c */
void try_result(worker *w, request *r);
void extract_json(worker *w, request *r);
void verify_page(worker *w, request *r);            /* verify.c */
void verify_draft_page(worker *w, request *r);
void verify_json(worker *w, request *r);
void verify_draft_json(worker *w, request *r);
void drift_page(worker *w, request *r);             /* drift.c */
void drift_json(worker *w, request *r);
void threads_page(worker *w, request *r);           /* threads.c */
void threads_json(worker *w, request *r);
void health(worker *w, request *r);                 /* status.c */
void metrics(worker *w, request *r);
void api_document(worker *w, request *r);           /* files.c */
void style_sheet(worker *w, request *r);
void script(worker *w, request *r);
void icon(worker *w, request *r);

#endif
