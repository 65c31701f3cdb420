/* jobs.c - a ring of jobs between the thread that reads and the threads that extract.
 *
 * The calling thread fills the ring at its tail, workers take from the middle, each with a session of its own, and whoever
 * finishes the job at the head hands that one and the finished ones behind it on. So output keeps the order of the input
 * whatever the number of threads, leaves as soon as it can, and the ring bounds the memory: by jobs, and by bytes where
 * articles are large. Articles are read out of web pages by the workers, too,
 * and without a model that is all they do. */
#include "jobs.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { AHEAD = 8, MOST_BYTES = 64 << 20 };      /* jobs in the ring for each thread; bytes of text and pages in the ring */

typedef struct cli_pool {
    const jobs_plan *plan;
    pthread_mutex_t lock;
    pthread_cond_t filled, freed;
    cli_job *ring;
    size_t capacity;
    uint64_t head, taken, tail;     /* numbers of jobs; head <= taken <= tail <= head + capacity */
    size_t bytes;
    bool ended, stopped, delivering;
} cli_pool;

typedef struct worker {
    cli_pool *pool;
    avow_session *session;
    pthread_t thread;
} worker;

void job_clear(cli_job *job)
{
    avow_result_free(job->result);
    avow_document_free(job->document);
    json_decref(job->object);
    free(job->text);
    free(job->id);
    free(job->url);
    free(job->page);
    free(job->date);
    free(job->charset);
    free(job->file);
    free(job->record_id);
    memset(job, 0, sizeof *job);
}

/* Hands on what is finished at the head. Called with the lock, which is free while a job is handed on. */
static void deliver(cli_pool *pool)
{
    if (pool->delivering)
        return;                     /* the thread that does it looks again before it ends */
    pool->delivering = true;
    while (pool->head < pool->taken && pool->ring[pool->head % pool->capacity].finished) {
        cli_job *job = &pool->ring[pool->head % pool->capacity];
        bool wanted = !pool->stopped, last = pool->head + 1 == pool->tail;
        size_t size = job->held;
        pthread_mutex_unlock(&pool->lock);
        bool go_on = wanted && pool->plan->done(pool->plan->target, job, last);
        job_clear(job);
        pthread_mutex_lock(&pool->lock);
        pool->stopped = pool->stopped || !go_on;
        pool->bytes -= size;
        pool->head++;
        pthread_cond_signal(&pool->freed);
    }
    pool->delivering = false;
}

static void *work(void *context)
{
    worker *self = context;
    cli_pool *pool = self->pool;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->taken == pool->tail && !pool->ended)
            pthread_cond_wait(&pool->filled, &pool->lock);
        if (pool->taken == pool->tail)
            break;
        cli_job *job = &pool->ring[pool->taken++ % pool->capacity];
        bool wanted = !pool->stopped && job->error.code == AVOW_OK;
        pthread_mutex_unlock(&pool->lock);
        if (wanted)
            article_read(job, self->session == NULL);
        wanted = wanted && job->error.code == AVOW_OK && (pool->plan->wanted == NULL || pool->plan->wanted(pool->plan->target, job));
        if (wanted && job->error.code == AVOW_OK && self->session != NULL)
            avow_extract(self->session, &job->article, &job->result, &job->error);
        pthread_mutex_lock(&pool->lock);
        job->finished = true;
        deliver(pool);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static void fill(cli_pool *pool)
{
    cli_job next = {0};
    while (!interrupted && pool->plan->next(pool->plan->source, &next)) {
        size_t size = next.held = next.article.size + next.page_size;
        pthread_mutex_lock(&pool->lock);
        while (!pool->stopped && (pool->tail - pool->head == pool->capacity ||
                                  (pool->tail > pool->head && pool->bytes + size > MOST_BYTES)))
            pthread_cond_wait(&pool->freed, &pool->lock);
        bool stopped = pool->stopped;
        if (!stopped) {
            pool->ring[pool->tail++ % pool->capacity] = next;
            pool->bytes += size;
            memset(&next, 0, sizeof next);
            pthread_cond_signal(&pool->filled);
        }
        pthread_mutex_unlock(&pool->lock);
        if (stopped)
            break;
    }
    job_clear(&next);
    pthread_mutex_lock(&pool->lock);
    pool->ended = true;
    pthread_cond_broadcast(&pool->filled);
    pthread_mutex_unlock(&pool->lock);
}

/* Starts the workers with signals blocked, so that they reach the reading thread and end its waiting for input. */
static size_t start(worker *workers, size_t count, cli_pool *pool)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    size_t started = 0;
    while (started < count) {
        workers[started].pool = pool;
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0)
            break;
        started++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

avow_status jobs_run(const jobs_plan *plan, avow_error *error)
{
    avow_session_options options = {.kernel = plan->kernel, .max_bytes = plan->max_bytes, .cancel = &interrupted};
    cli_pool pool = {.plan = plan, .capacity = AHEAD * plan->jobs, .lock = PTHREAD_MUTEX_INITIALIZER,
                 .filled = PTHREAD_COND_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER};
    worker *workers = must_alloc(plan->jobs, sizeof *workers);
    memset(workers, 0, plan->jobs * sizeof *workers);
    avow_status status = AVOW_OK;
    size_t count = 0, started = 0;
    while (count < plan->jobs && status == AVOW_OK) {
        if (plan->model != NULL)
            status = avow_session_new(plan->model, &options, &workers[count].session, error);
        count += status == AVOW_OK;
    }
    if (status == AVOW_OK) {
        pool.ring = must_alloc(pool.capacity, sizeof *pool.ring);
        memset(pool.ring, 0, pool.capacity * sizeof *pool.ring);
        started = start(workers, count, &pool);
        if (started > 0)
            fill(&pool);
        else
            status = fail(error, AVOW_LIMIT, 0, "the system gives no thread");
    }
    for (size_t i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    for (size_t i = 0; i < count; i++)
        avow_session_free(workers[i].session);
    free(pool.ring);
    free(workers);
    return status;
}
