/* wire.c - copies as a store finds them, without extraction: for bench/wire.py, and how many articles a second pass the index.
 *
 *     wire [-s SEED] [-t] ARTICLES.jsonl...    adds the articles to a new store, in a random order, as articles without statements, and
 *                                              prints "ID<TAB>ID" for each pair of copies; -t: times instead
 *     wire -n COUNT ARTICLES.jsonl             adds the first article COUNT times under different ids, and times each tenth of them
 *
 * Two articles are a pair if the store links them, by way of others or not, and they are copies of each other when they are compared.
 * It looks into the library, as the tests do. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <avow/record.h>

#include "hash.h"
#include "store.h"
#include "wire.h"

typedef struct article {
    const char *id, *text;
    int64_t number;             /* in the store */
} article;

static char folder[] = "/tmp/avow-wire-XXXXXX";

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void stop(const char *why)
{
    char command[64];
    fprintf(stderr, "wire: %s\n", why);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    exit(system(command) == 0 ? 1 : 2);
}

static void read_articles(const char *path, article **articles, size_t *count)
{
    FILE *file = fopen(path, "r");
    json_t *line;
    if (file == NULL) stop("an input can't be read");
    while ((line = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
        *articles = realloc(*articles, (*count + 1) * sizeof **articles);
        if (*articles == NULL) stop("no memory");
        article *a = &(*articles)[(*count)++];
        if (json_unpack(line, "{s:s, s:s}", "id", &a->id, "text", &a->text) != 0) stop("a line is no article");
    }
    fclose(file);
}

static void add(avow_store *store, article *a, const char *id)
{
    avow_result result = {.id = id, .text = a->text, .text_size = strlen(a->text)};
    avow_added added;
    avow_error error;
    avow_sha256_hex(a->text, result.text_size, result.sha256);
    if (avow_store_add(store, &result, &added, &error) != AVOW_OK) stop(error.detail);
    a->number = added.article;
}

/* ---- pairs -------------------------------------------------------------------------------------------------------- */

static size_t root(size_t *up, size_t i)
{
    while (up[i] != i) i = up[i] = up[up[i]];
    return i;
}

static void print_pairs(avow_store *store, const article *articles, size_t count)
{
    size_t *up = malloc((count + 1) * sizeof *up), *by_number = malloc((count + 1) * sizeof *by_number);
    avow_arena arena;
    if (up == NULL || by_number == NULL) stop("no memory");
    for (size_t i = 0; i < count; i++) {
        up[i] = i;
        by_number[articles[i].number] = i;
    }
    avow_rows *rows = avow_db_ask(store->db, "SELECT article, original FROM copy", NULL, 0);
    while (avow_next(rows))
        up[root(up, by_number[avow_get_int(rows, 0)])] = root(up, by_number[avow_get_int(rows, 1)]);
    avow_arena_init(&arena, NULL);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            avow_wire_text a, b;
            avow_wire_match match;
            if (root(up, i) != root(up, k)) continue;
            avow_arena_reset(&arena);
            if (!avow_wire_read(articles[i].text, strlen(articles[i].text), &arena, &a) ||
                !avow_wire_read(articles[k].text, strlen(articles[k].text), &arena, &b) || !avow_wire_compare(&a, &b, &arena, &match))
                stop("no memory");
            if (match.copy) printf("%s\t%s\n", articles[i].id, articles[k].id);
        }
    }
    avow_arena_free(&arena);
    free(up);
    free(by_number);
}

/* ---- times -------------------------------------------------------------------------------------------------------- */

static void time_reading(const article *articles, size_t count)
{
    avow_arena arena;
    size_t words = 0, prints = 0, n;
    uint64_t *list;
    double start = seconds();
    avow_arena_init(&arena, NULL);
    for (size_t i = 0; i < count; i++) {
        avow_wire_text text;
        avow_arena_reset(&arena);
        if (!avow_wire_read(articles[i].text, strlen(articles[i].text), &arena, &text) || !avow_wire_prints(&text, &arena, &list, &n))
            stop("no memory");
        words += text.count;
        prints += n;
    }
    avow_arena_free(&arena);
    printf("%zu articles of %zu words, %zu prints each\nprints alone: %.0f articles a second\n", count, words / count, prints / count,
           (double)count / (seconds() - start));
}

static void time_copies(avow_store *store, article *one, long count)
{
    char id[32];
    for (long tenth = 1; tenth <= 10; tenth++) {
        double start = seconds();
        for (long i = (tenth - 1) * (count / 10); i < tenth * (count / 10); i++) {
            snprintf(id, sizeof id, "%ld", i);
            add(store, one, id);
        }
        printf("%ld copies of one text: %.0f a second\n", tenth * (count / 10), (double)(count / 10) / (seconds() - start));
    }
}

int main(int argc, char **argv)
{
    article *articles = NULL;
    size_t count = 0;
    long times = 0;
    bool timed = false;
    int option;
    srand(1);
    while ((option = getopt(argc, argv, "s:n:t")) != -1) {
        if (option == 's') srand((unsigned)atoi(optarg));
        else if (option == 'n') times = atol(optarg);
        else timed = true;
    }
    for (int i = optind; i < argc; i++) read_articles(argv[i], &articles, &count);
    if (count == 0 || mkdtemp(folder) == NULL) stop("no articles, or no folder");
    char path[64];
    avow_store *store;
    avow_error error;
    snprintf(path, sizeof path, "%s/wire.db", folder);
    if (avow_store_open(path, &(avow_store_options){.create = true}, &store, &error) != AVOW_OK) stop(error.detail);
    if (times > 0) time_copies(store, &articles[0], times);
    else {
        for (size_t i = count - 1; i > 0; i--) {
            const size_t k = (size_t)rand() % (i + 1);
            const article moved = articles[i];
            articles[i] = articles[k];
            articles[k] = moved;
        }
        const double start = seconds();
        for (size_t i = 0; i < count; i++) add(store, &articles[i], articles[i].id);
        if (timed) {
            printf("into a store, without statements: %.0f articles a second\n", (double)count / (seconds() - start));
            time_reading(articles, count);
        } else print_pairs(store, articles, count);
    }
    avow_store_close(store);
    snprintf(path, sizeof path, "rm -rf %s", folder);
    return system(path);
}
