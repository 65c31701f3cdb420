/* ask.c - see ask.h. */
#include "ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made.h"

enum { SEARCHES = 1000, KINDS = 10, LIKE = 400, THREADS = 200, VERIFIED = 400 };

static avow_error error;

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void report(const char *what, double *times, size_t count)
{
    qsort(times, count, sizeof *times, by_size);
    printf("%-22s p50 %.2f ms, p95 %.2f ms, most %.2f ms\n", what, 1e3 * times[count / 2], 1e3 * times[count * 95 / 100],
           1e3 * times[count - 1]);
}

static int count_one(void *context, const avow_statement *statement)
{
    (void)statement;
    ++*(size_t *)context;
    return 0;
}

static double search(avow_store *store, const avow_query *query, size_t *found)
{
    double from = made_now();
    if (avow_store_search(store, query, count_one, found, &error) != AVOW_OK) made_fail(error.detail);
    return made_now() - from;
}

static void search_all(avow_store *store)
{
    static double times[SEARCHES], of_kind[KINDS][SEARCHES / KINDS];
    static const char *const kinds[KINDS] = {"  one word", "  two words", "  word, act", "  word, speaker", "  word, outlet",
                                             "  word, since", "  speaker, act", "  outlet, act", "  about, anonymous", "  nothing"};
    size_t found = 0;
    for (size_t i = 0; i < SEARCHES; i++) {
        char text[512] = "", outlet[32];
        const avow_result *r = made_original();
        const char *speaker = r->entity_count > 0 ? r->entities[made_chance(r->entity_count)].name : "Donald Trump";
        size_t kind = i % KINDS;
        snprintf(outlet, sizeof outlet, "Outlet %llu", (unsigned long long)made_chance(MADE_OUTLETS));
        avow_query q = {.limit = 20};
        if (kind < 6) made_put_word(text, sizeof text, "%s");
        if (kind == 1) made_put_word(text, sizeof text, " %s");
        if (text[0] != '\0') q.words = text;
        if (kind == 2 || kind == 6 || kind == 7) q.acts = 1u << (1 + made_chance(10));
        if (kind == 3 || kind == 6) q.speaker = speaker;
        if (kind == 4 || kind == 7) q.outlet = outlet;
        if (kind == 5) q.since = "2015-06", q.until = "2016-03-01";
        if (kind == 8) {
            made_put_word(text, sizeof text, "%s");
            q.about = text;
            q.anonymous = true;
        }
        times[i] = of_kind[kind][i / KINDS] = search(store, &q, &found);
    }
    report("search", times, SEARCHES);
    for (size_t k = 0; k < KINDS; k++) report(kinds[k], of_kind[k], SEARCHES / KINDS);
}

/* The first so many words of a content of one of the articles; false if it has less. */
static bool put_content(uint64_t articles, size_t words, char *out, size_t size)
{
    avow_result r = made_article(made_chance(articles));
    avow_spans content = r.attribution_count > 0 ? r.attributions[made_chance(r.attribution_count)].content : (avow_spans){NULL, 0};
    size_t n = 0, used = 0;
    for (size_t at = content.count > 0 ? content.items[0].start : 0; content.count > 0 && at < content.items[0].end && n < words; at++) {
        n += r.text[at] == ' ';
        if (n < words && used + 1 < size) out[used++] = r.text[at];
    }
    out[used] = '\0';
    made_free(&r);
    return n == words && used + 1 < size;
}

static void like_all(avow_store *store, uint64_t articles)
{
    static double times[LIKE];
    size_t found = 0;
    for (size_t i = 0; i < LIKE;) {
        char text[1024];
        made_seed(1000 + i + found);
        const avow_query query = {.like = text, .limit = 20};
        if (put_content(articles, 8 + i % 9, text, sizeof text)) times[i++] = search(store, &query, &found);
        else found++;
    }
    report("search --like", times, LIKE);
}

typedef struct asked {
    double from, first;             /* when it began, and when there was a thread */
    size_t threads, members;
} asked;

static int take_thread(void *context, const avow_thread *thread)
{
    asked *a = context;
    if (a->threads++ == 0) a->first = made_now();
    a->members += thread->member_count;
    return 0;
}

static void thread_all(avow_store *store)
{
    static double times[THREADS], firsts[THREADS];
    size_t threads = 0, members = 0;
    made_seed(5);
    for (size_t i = 0; i < THREADS; i++) {
        char text[300] = "";
        made_put_word(text, sizeof text, "%s");
        asked a = {.from = made_now()};
        const avow_query query = {.words = text, .limit = 10};
        if (avow_store_threads(store, &query, take_thread, &a, &error) != AVOW_OK) made_fail(error.detail);
        times[i] = made_now() - a.from;
        firsts[i] = a.threads > 0 ? a.first - a.from : times[i];
        threads += a.threads;
        members += a.members;
    }
    report("ten threads", times, THREADS);
    report("until the first one", firsts, THREADS);
    printf("  %zu threads of %zu members\n", threads, members);
}

static void count_verdict(void *context, const avow_verification *v) { ++((size_t *)context)[v->verdict]; }

/* Quotations as they stand, with a word put in, and made up of words that don't stand together. */
static void verify_all(avow_store *store, uint64_t articles)
{
    static double times[VERIFIED];
    size_t verdicts[AVOW_NOT_FOUND + 1] = {0}, tried = 0;
    for (size_t i = 0; i < VERIFIED;) {
        char text[1024] = "", changed[1040];
        made_seed(5000 + tried++);
        if (i % 3 == 2)
            for (int k = 0; k < 15; k++) made_put_word(text, sizeof text, "%s ");
        else if (!put_content(articles, 15, text, sizeof text)) continue;
        const char *blank = strchr(text, ' ');
        snprintf(changed, sizeof changed, "%.*s%s%s", (int)(blank - text), text, i % 3 == 1 ? " never" : "", blank);
        double from = made_now();
        if (avow_store_verify(store, changed, strlen(changed), NULL, AVOW_BYTES, count_verdict, verdicts, &error) != AVOW_OK)
            made_fail(error.detail);
        times[i++] = made_now() - from;
    }
    report("verify", times, VERIFIED);
    for (int v = 0; v <= AVOW_NOT_FOUND; v++) printf("  %s %zu\n", avow_verdict_name((avow_verdict)v), verdicts[v]);
}

void ask_all(avow_store *store, uint64_t articles)
{
    made_seed(99);
    search_all(store);
    like_all(store, articles);
    thread_all(store);
    verify_all(store, articles);
}
