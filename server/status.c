/* status.c - /api/health and /api/metrics (the text format of Prometheus, version 0.0.4). */
#include "engine.h"
#include "route.h"

void health(worker *w, request *r)
{
    server *s = r->server;
    (void)w;
    reply_json(r, json_pack("{s:s, s:s, s:b, s:b}", "status", s->stopping ? "stopping" : "ok", "version", avow_version(), "extracts",
                            s->options->model != NULL, "writes", s->token[0] != '\0'));
}

static void put_times(FILE *out, const char *name, server_counts *c, size_t at)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < BUCKETS; i++) {
        sum += c->times[at][i];
        if (i + 1 < BUCKETS)
            fprintf(out, "avow_request_seconds_bucket{pool=\"%s\",le=\"%g\"} %llu\n", name, bucket_ms[i] / 1000.0, (unsigned long long)sum);
    }
    fprintf(out, "avow_request_seconds_bucket{pool=\"%s\",le=\"+Inf\"} %llu\n", name, (unsigned long long)sum);
    fprintf(out, "avow_request_seconds_sum{pool=\"%s\"} %.3f\n", name, (double)c->milliseconds[at] / 1000.0);
    fprintf(out, "avow_request_seconds_count{pool=\"%s\"} %llu\n", name, (unsigned long long)sum);
}

static size_t queued(pool *p)
{
    pthread_mutex_lock(&p->lock);
    size_t count = p->queued;
    pthread_mutex_unlock(&p->lock);
    return count;
}

void metrics(worker *w, request *r)
{
    server *s = r->server;
    FILE *out = open_memstream(&r->reply, &r->reply_size);
    (void)w;
    if (out != NULL) {
        fputs("# TYPE avow_requests_total counter\n", out);
        for (int i = 2; i < CLASSES; i++)
            fprintf(out, "avow_requests_total{status=\"%dxx\"} %llu\n", i, (unsigned long long)s->counts.replies[i]);
        fputs("# TYPE avow_request_seconds histogram\n", out);
        put_times(out, "read", &s->counts, 0);
        put_times(out, "extract", &s->counts, 1);
        fprintf(out, "# TYPE avow_refused_total counter\navow_refused_total %llu\n", (unsigned long long)s->counts.refused);
        fprintf(out, "# TYPE avow_cut_total counter\navow_cut_total %llu\n", (unsigned long long)s->counts.cut);
        fprintf(out, "# TYPE avow_articles_total counter\navow_articles_total %llu\n", (unsigned long long)s->counts.articles);
        pthread_mutex_lock(&s->lock);
        fprintf(out, "# TYPE avow_connections gauge\navow_connections %zu\n", s->client_count);
        pthread_mutex_unlock(&s->lock);
        fprintf(out, "# TYPE avow_queued gauge\navow_queued{pool=\"read\"} %zu\navow_queued{pool=\"extract\"} %zu\n", queued(&s->readers),
                queued(&s->extractors));
    }
    reply_stream(r, out, "text/plain; version=0.0.4; charset=utf-8");
}
