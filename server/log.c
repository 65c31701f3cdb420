/* log.c - a line on standard error for each request, in words or as JSON, and the numbers that /api/metrics gives. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine.h"
#include "route.h"

const unsigned bucket_ms[BUCKETS] = {1, 2, 5, 10, 25, 50, 100, 250, 1000, 10000};

int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Printable ASCII as it is, but for the marks that would end a string; the rest as %XX, as in addresses. */
static void put_target(char *out, size_t room, const char *target)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t used = 0;
    for (; *target != '\0' && used + 4 < room; target++) {
        unsigned char c = (unsigned char)*target;
        if (c > ' ' && c < 0x7F && c != '"' && c != '\\') {
            out[used++] = (char)c;
        } else {
            out[used++] = '%';
            out[used++] = digits[c >> 4];
            out[used++] = digits[c & 15];
        }
    }
    out[used] = '\0';
}

static void count(server *s, const request *r, int64_t took)
{
    size_t bucket = 0, at = r->route != NULL && r->route->runs == RUNS_IN_EXTRACTOR;
    while (bucket + 1 < BUCKETS && took > bucket_ms[bucket])
        bucket++;
    atomic_fetch_add(&s->counts.replies[r->status / 100 < CLASSES ? r->status / 100 : 0], 1);
    atomic_fetch_add(&s->counts.times[at][bucket], 1);
    atomic_fetch_add(&s->counts.milliseconds[at], (uint64_t)took);
}

void log_request(server *s, const request *r, bool completed)
{
    char target[600], when[32], line[900];
    struct timespec now;
    struct tm utc;
    const char *method = r->head ? "HEAD" : r->method == METHOD_GET ? "GET" : r->method == METHOD_POST ? "POST" : "OTHER";
    int64_t took = now_ms() - r->started;
    count(s, r, took);
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &utc);
    put_target(target, sizeof target, r->target);
    int size = snprintf(line, sizeof line,
                        s->options->log_json ? "{\"time\": \"%s\", \"client\": \"%s\", \"method\": \"%s\", \"target\": \"%s\", "
                                               "\"status\": %u, \"bytes\": %zu, \"ms\": %lld, \"completed\": %s}\n"
                                             : "%s %s %s %s %u %zu bytes %lld ms%s\n",
                        when, r->peer, method, target, r->status, r->reply_size, (long long)took,
                        s->options->log_json ? (completed ? "true" : "false") : completed ? "" : ", cut off");
    if (size > 0)
        (void)!write(STDERR_FILENO, line, (size_t)size < sizeof line ? (size_t)size : sizeof line - 1);
}
