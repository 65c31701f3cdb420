/* matmul.c - how fast each kernel set of this machine computes the steps of an encoder layer, one thread, and its matrix products
 * beside oneDNN's.
 *
 *     matmul [--model FILE] [--rows N] [--kernel NAME]...
 *
 * The weights are a model's first layer, the inputs random rows of about its size. The first table has the steps as network.c calls
 * them: a product includes quantising its input rows and scaling (GELU, bias) its output. The others, if this was built with oneDNN,
 * have the first set's speed divided by oneDNN's for each product and several numbers of rows. Ours takes and gives floats always: it
 * finds each row's range, quantises it, multiplies, scales and adds the bias. oneDNN's takes bytes and gives 32-bit sums the first
 * time; the second time floats, too, but by one scale for all rows that is known before.
 *
 * The sets, or the two, take turns, so that whatever else the machine does meets them alike; a figure is the median of ROUNDS turns,
 * by the thread's CPU time. Pin it to one core. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kernel.h"
#include "onednn.h"

enum { ROUNDS = 15, MOST_SETS = 8, STEPS = 6, PRODUCTS = 4 };
static const double TURN = 2e-3;                                    /* seconds that a turn lasts at least */

typedef struct bench {
    const avow_model *model;
    size_t rows;
    float *x, *wide, *y;
    void *scratch;
    const avow_kernel *kernel;
} bench;

static const char *const step_names[STEPS] = {"qkv", "out", "up+gelu", "down", "attention", "add_norm"};

static void *room(size_t size)
{
    void *memory = aligned_alloc(64, (size + 63) / 64 * 64);
    if (memory == NULL) exit(1);
    return memory;
}

/* About normal. */
static void fill(float *x, size_t count)
{
    static uint64_t seed = 1;
    for (size_t i = 0; i < count; i++) {
        float sum = 0;
        for (int j = 0; j < 4; j++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            sum += (float)(seed >> 40) * 0x1p-24f - 0.5f;
        }
        x[i] = 2 * sum;
    }
}

/* The step's linear; NULL for the last two. */
static const avow_linear *linear_of(const bench *b, int step)
{
    const avow_layer *l = &b->model->layer[0];
    const avow_linear *linears[STEPS] = {&l->qkv, &l->out, &l->up, &l->down};
    return linears[step];
}

static void run_product(const bench *b, int step, avow_activation activation)
{
    b->kernel->linear(linear_of(b, step), step == 3 ? b->wide : b->x, b->rows, b->y, activation, b->scratch);
}

/* Runs a step once over all rows. */
static void run(const bench *b, int step)
{
    const avow_config *c = &b->model->config;
    if (step == 4) b->kernel->attention(b->wide, b->rows, c->width, c->heads, b->y, b->scratch);
    else if (step == 5) b->kernel->add_norm(b->y, b->x, b->rows, c->width, &b->model->layer[0].norm1);
    else run_product(b, step, step == 2 ? AVOW_GELU : AVOW_LINEAR);
}

/* Multiplications and additions of a step; 0 where they say nothing. */
static double operations(const bench *b, int step)
{
    const avow_linear *l = linear_of(b, step);
    double rows = (double)b->rows;
    if (l != NULL) return 2 * rows * l->n * l->k;
    return step == 4 ? 4 * rows * rows * b->model->config.width : 0;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* What a turn times: a step as the network runs it, its product without GELU, or oneDNN's. */
typedef enum task { STEP, PRODUCT, PEER } task;

/* Seconds a call, over as many calls as make a turn. */
static double turn(const bench *b, task what, int step, onednn_product *peer)
{
    double start = now(), spent;
    size_t calls = 0;
    do {
        if (what == PEER) onednn_run(peer);
        else if (what == PRODUCT) run_product(b, step, AVOW_LINEAR);
        else run(b, step);
        calls++;
    } while ((spent = now() - start) < TURN);
    return spent / (double)calls;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return values[count / 2];
}

/* Times a step with each set in turns; prints its row of the table and adds the times to total. */
static void measure(bench *b, int step, const avow_kernel *const *sets, size_t count, double *total)
{
    static double times[MOST_SETS][ROUNDS];
    const avow_linear *l = linear_of(b, step);
    for (size_t round = 0; round < ROUNDS; round++)
        for (size_t s = 0; s < count; s++) {
            b->kernel = sets[s];
            times[s][round] = turn(b, STEP, step, NULL);
        }
    char shape[32] = "";
    if (l != NULL) snprintf(shape, sizeof shape, "%ux%u", (unsigned)l->k, (unsigned)l->n);
    printf("| %-9s | %-9s |", step_names[step], shape);
    for (size_t s = 0; s < count; s++) {
        double seconds = median(times[s], ROUNDS), gops = operations(b, step) / seconds * 1e-9;
        total[s] += seconds;
        if (gops > 0) printf(" %7.1f us %6.0f |", seconds * 1e6, gops);
        else printf(" %7.1f us %6s |", seconds * 1e6, "");
    }
    putchar('\n');
}

static void print_steps(bench *b, const avow_kernel *const *sets, size_t count)
{
    double total[MOST_SETS] = {0};
    printf("An encoder layer over %zu pieces: time, and 10^9 operations (a multiplication or an addition) a second\n\n", b->rows);
    printf("| %-9s | %-9s |", "step", "shape");
    for (size_t s = 0; s < count; s++) printf(" %17s |", sets[s]->name);
    printf("\n|---|---|");
    for (size_t s = 0; s < count; s++) printf("--:|");
    putchar('\n');
    for (int step = 0; step < STEPS; step++) measure(b, step, sets, count, total);
    printf("| %-9s | %-9s |", "layer", "");
    for (size_t s = 0; s < count; s++) printf(" %7.0f us %6s |", total[s] * 1e6, "");
    printf("\n| %-9s | %-9s |", "a piece", "");
    for (size_t s = 0; s < count; s++) printf(" %7.2f us %6s |", total[s] * 1e6 / (double)b->rows, "");
    putchar('\n');
}

/* Ours, b's kernel set, against oneDNN's: medians of our speed divided by its, and of its 10^9 operations a second. */
static void print_ratio(const bench *b, int step, bool floats)
{
    double ratio[ROUNDS], speed[ROUNDS];
    onednn_product *peer = onednn_new(linear_of(b, step)->n, linear_of(b, step)->k, b->rows, floats);
    for (size_t round = 0; round < ROUNDS; round++) {
        double ours = turn(b, PRODUCT, step, NULL), theirs = turn(b, PEER, step, peer);
        ratio[round] = theirs / ours;
        speed[round] = operations(b, step) / theirs * 1e-9;
    }
    printf(" %.2f (%4.0f) |", median(ratio, ROUNDS), median(speed, ROUNDS));
    onednn_free(peer);
}

static void print_ratios(bench *b, bool floats)
{
    static const size_t row_counts[] = {64, 128, 256, 512, AVOW_MAX_ROWS};
    printf("\nThe speed of %s divided by that of %s, %s, and the latter's 10^9 operations a second\n\n| rows |", b->kernel->name,
           onednn_name(), floats ? "floats to floats" : "bytes to 32-bit sums");
    for (int step = 0; step < PRODUCTS; step++) printf(" %ux%u |", (unsigned)linear_of(b, step)->k, (unsigned)linear_of(b, step)->n);
    puts("\n|--:|--:|--:|--:|--:|");
    for (size_t i = 0; i < sizeof row_counts / sizeof *row_counts; i++) {
        b->rows = row_counts[i];
        printf("| %4zu |", b->rows);
        for (int step = 0; step < PRODUCTS; step++) print_ratio(b, step, floats);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    const avow_kernel *sets[MOST_SETS];
    const char *path = "models/avow-en.model";
    bench b = {.rows = 128};
    size_t count = 0;
    avow_model *model;
    avow_error error;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--model") == 0) path = argv[i + 1];
        if (strcmp(argv[i], "--rows") == 0) b.rows = (size_t)atol(argv[i + 1]);
        if (strcmp(argv[i], "--kernel") == 0 && count < MOST_SETS && (sets[count] = avow_kernel_find(argv[i + 1])) != NULL) count++;
    }
    if (argc % 2 == 0 || b.rows == 0 || b.rows > AVOW_MAX_ROWS) {
        fputs("usage: matmul [--model FILE] [--rows 1..1024] [--kernel NAME]...\n", stderr);
        return 2;
    }
    if (avow_model_open(path, NULL, &model, &error) != AVOW_OK) {
        fprintf(stderr, "%s\n", error.detail);
        return 1;
    }
    for (size_t i = 0, all = count == 0; all && count < MOST_SETS && avow_kernel_name(i) != NULL; i++)
        if (strcmp(avow_kernel_name(i), "reference") != 0) sets[count++] = avow_kernel_find(avow_kernel_name(i));
    const avow_config *c = &model->config;
    size_t wide = 3 * (size_t)c->width > c->inner ? 3 * (size_t)c->width : c->inner;
    b.model = model;
    b.x = room(AVOW_MAX_ROWS * c->width * 4);
    b.wide = room(AVOW_MAX_ROWS * wide * 4);
    b.y = room(AVOW_MAX_ROWS * wide * 4);
    b.scratch = room(avow_kernel_scratch(c));
    fill(b.x, AVOW_MAX_ROWS * c->width);
    fill(b.wide, AVOW_MAX_ROWS * wide);
    fill(b.y, AVOW_MAX_ROWS * wide);
    print_steps(&b, sets, count);
    b.kernel = sets[0];
    if (onednn_name() != NULL && count > 0)
        for (int floats = 0; floats < 2; floats++) print_ratios(&b, floats);
    free(b.x), free(b.wide), free(b.y), free(b.scratch);
    avow_model_close(model);
    return 0;
}
