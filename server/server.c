/* server.c - see server.h: what begins, watches and ends the rest. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine.h"

enum { STEP = 250, FEWEST_READERS = 2, MOST_READERS = 16 };

static void step(void)
{
    nanosleep(&(struct timespec){.tv_nsec = STEP * 1000000L}, NULL);
}

static void watch(server *s)
{
    int64_t now = now_ms();
    clients_watch(s, now);
    pool_watch(&s->readers, now, TIME_TO_READ);
    pool_watch(&s->extractors, now, TIME_TO_EXTRACT);
}

/* No new connections and requests; those that are begun are finished, if they end in time. */
static void stop(server *s)
{
    int64_t until = now_ms() + TIME_TO_STOP;
    http_quiesce(s);
    s->stopping = true;
    while (s->running > 0 && now_ms() < until) {
        watch(s);
        step();
    }
}

static size_t reader_count(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < FEWEST_READERS ? FEWEST_READERS : cores > MOST_READERS ? MOST_READERS : (size_t)cores;
}

static bool begin(server *s, avow_error *error)
{
    const server_options *o = s->options;
    avow_store *store = NULL;
    avow_store_options how = {.read_only = true};
    if (!server_read_token(s, error) || avow_store_open(o->store, &how, &store, error) != AVOW_OK)
        return false;
    avow_store_close(store);
    return server_listen(s, error) && pool_begin(&s->readers, s, reader_count(), false, error) &&
           pool_begin(&s->extractors, s, o->jobs, true, error) && http_begin(s, error);
}

bool server_run(const server_options *options, avow_error *error)
{
    server s = {.options = options, .listener = -1, .began = (uint64_t)time(NULL), .lock = PTHREAD_MUTEX_INITIALIZER};
    bool good = begin(&s, error);
    if (good) {
        printf("http://%s/\n", s.address);
        fflush(stdout);
        while (*options->stop == 0) {
            watch(&s);
            step();
        }
        stop(&s);
    }
    /* Requests that are still queued resume connections, so the daemon is the last to go. */
    if (s.readers.workers != NULL)
        pool_end(&s.readers);
    if (s.extractors.workers != NULL)
        pool_end(&s.extractors);
    if (s.daemon != NULL)
        http_end(&s);
    if (s.listener >= 0)
        close(s.listener);
    pthread_mutex_destroy(&s.lock);
    return good;
}
