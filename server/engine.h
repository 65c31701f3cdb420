/* engine.h - the running server: its connections, its workers, and what it counts.
 *
 * One thread reads and writes the network (libmicrohttpd's). A request that is complete is suspended and put into the queue of one of two
 * pools: readers, which ask the store, and extractors, which read articles with a session each and at a lower priority, so that they never
 * hold readers up. A worker writes the reply into the request and resumes it. The thread that began the server wakes up four times a
 * second and ends what takes too long. */
#ifndef AVOW_SERVER_ENGINE_H
#define AVOW_SERVER_ENGINE_H

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "request.h"

enum {
    MOST_CONNECTIONS = 1024,        /* more get 503 */
    SPARE_CONNECTIONS = 256,        /* that may be open to be told so */
    MOST_HEADER = 32 << 10,         /* bytes of a request's line and header */
    MOST_QUEUED = 256,              /* requests that wait for a reader; for an extractor: MOST_ARTICLES */
    MOST_ARTICLES = 32,
    TIME_TO_SEND = 30000,           /* ms that a client has to send a request, and to take a reply */
    TIME_TO_READ = 10000,           /* ms that a reader has for one */
    TIME_TO_EXTRACT = 60000,
    TIME_TO_STOP = 30000
};

/* ---- workers -------------------------------------------------------------------------------------------------------- */

typedef struct pool pool;

/* A thread with its own store and session. Handlers see store and session, the latter NULL in readers. */
typedef struct worker {
    pool *pool;
    pthread_t thread;
    avow_store *store;              /* NULL before worker_store opened it */
    struct stat file;               /* which file that was */
    int64_t state;                  /* of the store when the request came */
    struct facets *known;           /* counted lately (facets.c) */
    int64_t asked;                  /* how often they were asked for */
    avow_session *session;
    volatile int cancel;            /* what runs is to end */
    _Atomic int64_t began;          /* now_ms() of the request that runs; 0: none */
} worker;

struct pool {
    struct server *server;
    worker *workers;
    size_t count, begun;
    bool extracts;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    request *first, *last;
    size_t queued, most;
    bool ending;
};

bool pool_begin(pool *p, struct server *server, size_t count, bool extracts, avow_error *error);
/* False if the queue is full. */
bool pool_submit(pool *p, request *r);
/* Cancels what runs longer than its time. */
void pool_watch(pool *p, int64_t now, int64_t time);
/* Cancels what runs and what is queued, and ends the threads. */
void pool_end(pool *p);

/* The worker's store, opened anew if it was lost. NULL, with the request decided, if it can't be, or where the client has the reply: a GET's
 * ETag is the store's state. */
avow_store *worker_store(worker *w, request *r);
/* The error of a call on it: refuses the request, and gives the store up if it is broken. */
void worker_failed(worker *w, request *r, const avow_error *error);

/* ---- connections ---------------------------------------------------------------------------------------------------- */

/* Where a connection stands, to know how long it may take. */
typedef enum client_state { CLIENT_READING, CLIENT_WORKING, CLIENT_WRITING, CLIENT_CUT } client_state;

typedef struct client {
    struct client *before, *after;
    int file;
    client_state state;
    bool surplus;                   /* one too many: it is told so and has a quarter of a second */
    int64_t since;                  /* now_ms() */
} client;

/* ---- the server ------------------------------------------------------------------------------------------------------ */

enum { CLASSES = 6, BUCKETS = 10 };
extern const unsigned bucket_ms[BUCKETS];           /* upper ends; the last one stands for all beyond */

typedef struct counts {
    _Atomic uint64_t replies[CLASSES];              /* by the status's first digit */
    _Atomic uint64_t times[2][BUCKETS];             /* of readers' and extractors' requests */
    _Atomic uint64_t milliseconds[2], refused, cut, articles;
} server_counts;

typedef struct server {
    const server_options *options;
    struct MHD_Daemon *daemon;
    int listener;
    char address[80];               /* "127.0.0.1:8080", as a URL has it */
    bool loopback;
    uint64_t began;                 /* when, as a part of ETags */
    char token[256];                /* "" : nobody may write */
    pool readers, extractors;
    pthread_mutex_t lock;           /* of the clients */
    client *clients;
    size_t client_count;
    _Atomic bool stopping;
    _Atomic int running;            /* requests that are begun and not completed */
    server_counts counts;
} server;

int64_t now_ms(void);

/* listen.c: opens the socket that options.listen names, and fills address and loopback. */
bool server_listen(server *s, avow_error *error);
/* access.c: the token, and who may do what. Refuses the request and returns false if it may not. */
bool server_read_token(server *s, avow_error *error);
bool server_allows(server *s, request *r, const char *host, const char *authorization);
/* http.c */
bool http_begin(server *s, avow_error *error);
void http_quiesce(server *s);
void http_end(server *s);
/* clients.c */
client *client_add(server *s, int file);
void client_remove(server *s, client *l);
void client_set(server *s, client *l, client_state state);
void clients_watch(server *s, int64_t now);
/* log.c: counts a request that is completed and writes its line. */
void log_request(server *s, const request *r, bool completed);
#endif
