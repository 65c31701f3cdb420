/* work.c - the pools of engine.h: threads that take requests from a queue, with a store and a session each. */
#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <zlib.h>

#include "engine.h"
#include "facets.h"
#include "route.h"

enum { LOWER_PRIORITY = 10 };

/* ---- the store ------------------------------------------------------------------------------------------------------ */

static bool is_file(const char *store)
{
    return strstr(store, "://") == NULL;
}

static void give_store_up(worker *w)
{
    facets_forget(w);
    avow_store_close(w->store);
    w->store = NULL;
}

/* Whether the client has the reply already, made of the store as it is by this process. */
static bool has_reply(worker *w, request *r)
{
    avow_error error = {0};
    if (avow_store_state(w->store, &w->state, &error) != AVOW_OK) {
        worker_failed(w, r, &error);
        return true;
    }
    snprintf(r->etag, sizeof r->etag, "W/\"%llx-%llx-%llx-%lx\"", (unsigned long long)r->server->began, (unsigned long long)w->file.st_ino,
             (unsigned long long)w->state, crc32(0, (const Bytef *)r->target, (uInt)strlen(r->target)));
    return reply_is_known(r);
}

avow_store *worker_store(worker *w, request *r)
{
    const char *path = w->pool->server->options->store;
    struct stat is = {0};
    avow_error error = {0};
    if (is_file(path) && stat(path, &is) != 0) {
        give_store_up(w);
        reply_problem(r, 503, "The store is not there: %s", strerror(errno));
        return NULL;
    }
    if (w->store != NULL && (is.st_ino != w->file.st_ino || is.st_dev != w->file.st_dev))
        give_store_up(w);           /* another one lies there now */
    if (w->store == NULL) {
        bool writes = r->route->writes;
        avow_store_options how = {.read_only = !writes, .cancel = &w->cancel, .wait = 5000};
        w->file = is;
        if (avow_store_open(path, &how, &w->store, &error) != AVOW_OK)
            reply_error(r, &error);
    }
    bool reads = w->store != NULL && r->method == METHOD_GET;
    return reads && has_reply(w, r) ? NULL : w->store;
}

void worker_failed(worker *w, request *r, const avow_error *error)
{
    if (error->code >= AVOW_STORE_NOT_FOUND && error->code < AVOW_NO_MEMORY && error->code != AVOW_NOT_IN_STORE)
        give_store_up(w);
    reply_error(r, error);
}

/* ---- threads -------------------------------------------------------------------------------------------------------- */

static request *take(worker *w)
{
    pool *p = w->pool;
    pthread_mutex_lock(&p->lock);
    while (p->first == NULL && !p->ending)
        pthread_cond_wait(&p->wake, &p->lock);
    request *r = p->first;
    if (r != NULL) {
        p->first = r->next;
        p->queued--;
    }
    w->cancel = p->ending;
    pthread_mutex_unlock(&p->lock);
    return r;
}

static void *work(void *context)
{
    worker *w = context;
    if (w->pool->extracts)          /* Linux gives each thread a priority of its own */
        setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), LOWER_PRIORITY);
    for (request *r; (r = take(w)) != NULL;) {
        w->began = now_ms();
        r->route->handle(w, r);
        w->began = 0;
        if (w->pool->extracts)
            give_store_up(w);       /* the next request may want to write */
        reply_finish(r);
        struct MHD_Connection *connection = r->connection;
        atomic_store(&r->done, true);
        MHD_resume_connection(connection);
    }
    give_store_up(w);
    return NULL;
}

bool pool_begin(pool *p, server *s, size_t count, bool extracts, avow_error *error)
{
    *p = (pool){.server = s, .extracts = extracts, .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER,
                .most = extracts ? MOST_ARTICLES : MOST_QUEUED};
    p->workers = calloc(count, sizeof *p->workers);
    p->count = p->workers != NULL ? count : 0;
    for (size_t i = 0; i < p->count; i++) {
        worker *w = &p->workers[i];
        avow_session_options how = {.cancel = &w->cancel, .max_bytes = MOST_BODY};
        w->pool = p;
        if (extracts && s->options->model != NULL && avow_session_new(s->options->model, &how, &w->session, error) != AVOW_OK)
            return false;
        if (pthread_create(&w->thread, NULL, work, w) != 0)
            break;
        p->begun++;
    }
    if (p->begun == count)
        return true;
    *error = (avow_error){.code = AVOW_LIMIT, .detail = "no more threads can be started"};
    return false;
}

bool pool_submit(pool *p, request *r)
{
    pthread_mutex_lock(&p->lock);
    bool room = p->queued < p->most && !p->ending;
    if (room) {
        r->next = NULL;
        if (p->first == NULL)
            p->first = r;
        else
            p->last->next = r;
        p->last = r;
        p->queued++;
        pthread_cond_signal(&p->wake);
    }
    pthread_mutex_unlock(&p->lock);
    return room;
}

void pool_watch(pool *p, int64_t now, int64_t time)
{
    for (size_t i = 0; i < p->begun; i++) {
        int64_t began = p->workers[i].began;
        if (began != 0 && now - began > time)
            p->workers[i].cancel = 1;
    }
}

void pool_end(pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->ending = true;
    for (size_t i = 0; i < p->begun; i++)
        p->workers[i].cancel = 1;
    pthread_cond_broadcast(&p->wake);
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < p->begun; i++)
        pthread_join(p->workers[i].thread, NULL);
    for (size_t i = 0; i < p->count; i++)
        avow_session_free(p->workers[i].session);
    free(p->workers);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->wake);
    *p = (pool){0};
}
