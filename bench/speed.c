/* speed.c - articles, words and megabytes a second that the library reads, one thread, the model opened before.
 *
 *     speed [--model FILE] [--kernel NAME]... [--passes N] [--limit SECONDS] [--plain] FILE...
 *     speed --join BYTES FILE...                 writes the articles as one text of that many bytes
 *
 * A .jsonl file has an article a line, any other file is one. A corpus under 200 kB is read several times over in each pass. The
 * kernel sets (all that this machine runs, if none is named) take turns, a pass each, so that whatever else the machine does meets them
 * alike; figures are medians over the passes, with the least and the most. Time is the thread's CPU time, all work from the
 * article's bytes to its result included; "core" says which part of the wall time that was: under 95 % somebody else was at work on
 * the core. --limit ends a pass after the article that passes it. --plain: a line a pass: set, articles, words, bytes,
 * seconds of CPU. */
#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <avow/avow.h>

enum { MOST_SETS = 8, MOST_PASSES = 99, ENOUGH = 200000 };

typedef struct corpus {
    avow_article *articles;
    size_t *words;                  /* of each article */
    size_t count, bytes;
} corpus;

typedef struct pass {
    size_t articles, words, bytes;
    double seconds, wall;
} pass;

typedef struct options {
    const char *model, *kernels[MOST_SETS + 1];
    size_t kernel_count, passes, join;
    double limit;
    bool plain;
} options;

static _Noreturn void die(const char *what, const char *why)
{
    fprintf(stderr, "speed: %s: %s\n", what, why);
    exit(1);
}

/* ---- the corpus --------------------------------------------------------------------------------------------------- */

static void add(corpus *c, char *text, size_t size)
{
    size_t words = 0;
    for (size_t i = 0; i < size; i++) words += !isspace((unsigned char)text[i]) && (i == 0 || isspace((unsigned char)text[i - 1]));
    c->articles = realloc(c->articles, (c->count + 1) * sizeof *c->articles);
    c->words = realloc(c->words, (c->count + 1) * sizeof *c->words);
    if (c->articles == NULL || c->words == NULL || text == NULL) die("corpus", "out of memory");
    c->articles[c->count] = (avow_article){.text = text, .size = size};
    c->words[c->count++] = words;
    c->bytes += size;
}

static void add_lines(corpus *c, FILE *file, const char *path)
{
    char *line = NULL;
    size_t capacity = 0;
    json_error_t why;
    for (ssize_t size; (size = getline(&line, &capacity, file)) >= 0;) {
        json_t *object = json_loadb(line, (size_t)size, JSON_ALLOW_NUL, &why), *text = json_object_get(object, "text");
        if (!json_is_string(text)) die(path, "a line without \"text\"");
        char *copy = malloc(json_string_length(text) + 1);
        if (copy != NULL) memcpy(copy, json_string_value(text), json_string_length(text));
        add(c, copy, json_string_length(text));
        json_decref(object);
    }
    free(line);
}

static void add_file(corpus *c, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) die(path, "can't be read");
    size_t length = strlen(path);
    if (length > 6 && strcmp(path + length - 6, ".jsonl") == 0) add_lines(c, file, path);
    else {
        char *text = NULL;
        size_t size = 0, got;
        do {
            text = realloc(text, size + 65536);
            if (text == NULL) die(path, "out of memory");
            size += got = fread(text + size, 1, 65536, file);
        } while (got > 0);
        add(c, text, size);
    }
    fclose(file);
}

/* All articles, again and again, up to that many bytes, but whole characters. */
static void join(const corpus *c, size_t bytes)
{
    while (bytes > 0)
        for (size_t i = 0; i < c->count && bytes > 0; i++) {
            size_t size = c->articles[i].size;
            if (size >= bytes) {
                size = bytes;
                while (size > 0 && ((unsigned char)c->articles[i].text[size] & 0xc0) == 0x80) size--;
                bytes = size;
            }
            fwrite(c->articles[i].text, 1, size, stdout);
            bytes -= size;
        }
}

/* ---- timing ------------------------------------------------------------------------------------------------------- */

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void read_one(avow_session *session, const avow_article *article)
{
    avow_result *result;
    avow_error error;
    if (avow_extract(session, article, &result, &error) != AVOW_OK) die("extract", error.detail);
    avow_result_free(result);
}

static pass run_pass(avow_session *session, const corpus *c, double limit)
{
    pass p = {0};
    size_t times = 1 + ENOUGH / (c->bytes + 1);
    double cpu = seconds_of(CLOCK_THREAD_CPUTIME_ID), wall = seconds_of(CLOCK_MONOTONIC);
    for (size_t i = 0; i < times * c->count && (limit == 0 || p.seconds < limit); i++) {
        read_one(session, &c->articles[i % c->count]);
        p.articles++;
        p.words += c->words[i % c->count];
        p.bytes += c->articles[i % c->count].size;
        p.seconds = seconds_of(CLOCK_THREAD_CPUTIME_ID) - cpu;
    }
    p.wall = seconds_of(CLOCK_MONOTONIC) - wall;
    return p;
}

static int by_speed(const void *a, const void *b)
{
    const pass *p = a, *q = b;
    double x = (double)p->words / p->seconds, y = (double)q->words / q->seconds;
    return (x > y) - (x < y);
}

static void write_row(const char *kernel, pass *passes, size_t count)
{
    double seconds = 0, wall = 0;
    for (size_t i = 0; i < count; i++) seconds += passes[i].seconds, wall += passes[i].wall;
    qsort(passes, count, sizeof *passes, by_speed);
    const pass *m = &passes[count / 2], *least = passes, *most = &passes[count - 1];
    printf("| %-10s | %zu | %.2f | %.0f | %.0f-%.0f | %.3f | %.0f %% |\n", kernel, m->articles, (double)m->articles / m->seconds,
           (double)m->words / m->seconds, (double)least->words / least->seconds, (double)most->words / most->seconds,
           1e-6 * (double)m->bytes / m->seconds, 100 * seconds / wall);
}

static void measure(const avow_model *model, const corpus *c, const options *o)
{
    static pass passes[MOST_SETS][MOST_PASSES];
    avow_session *sessions[MOST_SETS];
    avow_error error;
    for (size_t k = 0; k < o->kernel_count; k++) {
        if (avow_session_new(model, &(avow_session_options){.kernel = o->kernels[k]}, &sessions[k], &error) != AVOW_OK) die("session", error.detail);
        read_one(sessions[k], &c->articles[0]);                 /* memory touched, caches and clock warm */
    }
    for (size_t i = 0; i < o->passes; i++)
        for (size_t k = 0; k < o->kernel_count; k++) {
            pass *p = &passes[k][i];
            *p = run_pass(sessions[k], c, o->limit);
            if (o->plain) printf("%s %zu %zu %zu %.6f\n", avow_session_kernel(sessions[k]), p->articles, p->words, p->bytes, p->seconds);
        }
    if (!o->plain) puts("| kernel set | articles | articles/s | words/s | least-most | MB/s | core |\n|---|--:|--:|--:|--:|--:|--:|");
    for (size_t k = 0; k < o->kernel_count; k++) {
        if (!o->plain) write_row(avow_session_kernel(sessions[k]), passes[k], o->passes);
        avow_session_free(sessions[k]);
    }
}

/* ---- the program -------------------------------------------------------------------------------------------------- */

/* Returns the index of the first file. */
static int parse(int argc, char **argv, options *o)
{
    int i = 1;
    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        const char *name = argv[i] + 2;
        if (strcmp(name, "plain") == 0) {
            o->plain = true;
            continue;
        }
        if (++i == argc) die(name, "needs a value");
        if (strcmp(name, "model") == 0) o->model = argv[i];
        else if (strcmp(name, "kernel") == 0 && o->kernel_count < MOST_SETS)
            o->kernels[o->kernel_count++] = strcmp(argv[i], "best") == 0 ? avow_kernel_name(0) : argv[i];
        else if (strcmp(name, "passes") == 0) o->passes = strtoul(argv[i], NULL, 10);
        else if (strcmp(name, "limit") == 0) o->limit = strtod(argv[i], NULL);
        else if (strcmp(name, "join") == 0) o->join = strtoul(argv[i], NULL, 10);
        else die(name, "unknown option");
    }
    if (o->passes < 1 || o->passes > MOST_PASSES) die("--passes", "1 to 99");
    if (o->kernel_count == 0)
        while (o->kernel_count < MOST_SETS && avow_kernel_name(o->kernel_count) != NULL) {
            o->kernels[o->kernel_count] = avow_kernel_name(o->kernel_count);
            o->kernel_count++;
        }
    return i;
}

int main(int argc, char **argv)
{
    options o = {.model = "models/avow-en.model", .passes = 5};
    corpus c = {0};
    for (int i = parse(argc, argv, &o); i < argc; i++) add_file(&c, argv[i]);
    if (c.bytes == 0) die("no articles", "give files to read");
    if (o.join > 0) join(&c, o.join);
    else {
        avow_model *model;
        avow_error error;
        if (avow_model_open(o.model, NULL, &model, &error) != AVOW_OK) die(o.model, error.detail);
        measure(model, &c, &o);
        avow_model_close(model);
    }
    for (size_t i = 0; i < c.count; i++) free((char *)c.articles[i].text);
    free(c.articles);
    free(c.words);
    return fflush(stdout) != 0;
}
