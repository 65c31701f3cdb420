/* test_same_bits.c - every kernel set of this machine gives the same bits, and those in test/kernel/golden.txt, with which
 * other machines are compared (64-bit Arm under qemu, say). The reference set, which computes in float, comes near.
 *
 *     kernel_same_bits            compares; UPDATE=1 in the environment writes the golden file anew, from the set "c"
 *     kernel_same_bits --print    prints set, case and hash
 *
 * A change of the arithmetic changes the golden file: UPDATE=1 build/release/test/kernel_same_bits, then the tests again,
 * those for Arm too. Inputs are pseudo-random and the same everywhere. Infinities and NaNs only must not crash: a model has to
 * be made for them.
 * No cmocka: the program is also cross-compiled alone. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract.h"

enum { MOST_ROWS = 1024, MOST_SETS = 8, SCRATCH_K = 1536, MOST_CASES = 400, LINE = 128 };

#if defined(__x86_64__)
extern const avow_kernel avow_kernel_avxvnni_by_avx512vl;
#endif

typedef struct set {
    const char *label;
    const avow_kernel *kernel;
} set;

static void *scratch;
static size_t failures;

/* ---- numbers ------------------------------------------------------------------------------------------------------ */

static uint64_t seed;

static uint32_t next_random(void)                /* a 64-bit LCG's upper half (Knuth's MMIX) */
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 32);
}

/* About normal: the sum of four uniform numbers, exact in float. */
static float random_float(void)
{
    int32_t sum = 0;
    for (int i = 0; i < 4; i++) sum += (int32_t)(next_random() >> 16) - 32768;
    return (float)sum / 32768.0f;
}

/* LARGE_ONES stand for HUGE_ONES in attention, which multiplies queries by keys: no sound model's reach 1e15 (int8 sums of
 * normalised rows, times a scale and with a bias of at most 1e4), and the square of 1e30 would be infinite. */
typedef enum input { NORMAL, ZEROS, HUGE_ONES, DENORMAL, OUTLIER, ROWS_DIFFER, INFINITE, NANS, KINDS, LARGE_ONES = KINDS } input;
static const char *const kind_names[] = {"normal", "zeros", "1e30", "denormal", "outlier", "rows", "inf", "nan", "1e14"};

static void fill(float *x, size_t rows, size_t columns, input kind)
{
    for (size_t i = 0; i < rows * columns; i++) {
        float v = random_float();
        size_t row = i / columns;
        switch (kind) {
        case ZEROS: v = i % 2 ? 0.0f : -0.0f; break;
        case HUGE_ONES: v = v < 0 ? -1e30f : 1e30f; break;
        case LARGE_ONES: v = v < 0 ? -1e14f : 1e14f; break;
        case DENORMAL: v *= 1e-39f; break;
        case OUTLIER: v = i % columns == row % columns ? 1e4f : v; break;
        case ROWS_DIFFER: v = row % 3 == 0 ? v * 1e-21f : row % 3 == 1 ? 0.0f : v * 50.0f; break;
        case INFINITE: v = row % 2 == 0 && i % 7 == 3 ? (v < 0 ? -INFINITY : INFINITY) : v; break;
        case NANS: v = row % 2 == 0 && i % 5 == 2 ? NAN : v; break;
        default: break;
        }
        x[i] = v;
    }
}

static void *room(size_t count, size_t size)
{
    size_t bytes = (count * size + 63) / 64 * 64;
    void *memory = aligned_alloc(64, bytes ? bytes : 64);
    if (!memory) abort();
    memset(memory, 0, bytes);
    return memory;
}

static uint64_t hash_floats(uint64_t h, const float *x, size_t count)      /* FNV-1a, a number at a time */
{
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, x + i, 4);
        h = (h ^ bits) * UINT64_C(1099511628211);
    }
    return h;
}

/* Of the rows whose input was finite: what becomes of infinities and NaNs is open, so long as nothing crashes. */
static uint64_t hash_rows(const float *x, size_t rows, size_t columns, input kind)
{
    uint64_t h = UINT64_C(14695981039346656037);
    bool finite = kind != INFINITE && kind != NANS;
    for (size_t r = finite ? 0 : 1; r < rows; r += finite ? 1 : 2) h = hash_floats(h, x + r * columns, columns);
    return h;
}

/* ---- cases: each returns a hash of what the set gives, and compares it with the reference where `reference` is given ------- */

static void near(const char *what, size_t i, float got, float want, float room_for_error)
{
    if (fabsf(got - want) <= room_for_error) return;
    if (failures++ < 20) fprintf(stderr, "%s: value %zu is %g, the reference's is %g, more than %g apart\n", what, i, got, want, room_for_error);
}

typedef struct shape {
    size_t rows, k, n;              /* of linear; attention: rows, width, heads; others: rows, width */
    input kind;
    avow_activation activation;
} shape;

static uint64_t run_linear(const avow_kernel *kernel, const shape *s, const avow_kernel *reference, const char *name)
{
    size_t n_pad = (s->n + 15) / 16 * 16;
    int8_t *weights = room(n_pad * s->k, 1);
    float *scale = room(n_pad, 4), *bias = room(n_pad, 4), *x = room(s->rows * s->k, 4), *y = room(s->rows * n_pad, 4);
    int32_t *sum = room(n_pad, 4), *size = room(n_pad, 4);
    for (size_t o = 0; o < s->n; o++) {
        for (size_t i = 0; i < s->k; i++) {
            int w = (int)(next_random() % 255) - 127;
            if (s->kind == OUTLIER) w = w < 0 ? -127 : 127;         /* the largest sums there are */
            weights[o / 16 * 16 * s->k + i / 4 * 64 + o % 16 * 4 + i % 4] = (int8_t)w;
            sum[o] += w;
            size[o] += abs(w);
        }
        scale[o] = (float)(next_random() >> 16) * 1e-7f;
        bias[o] = random_float();
    }
    fill(x, s->rows, s->k, s->kind);
    avow_linear linear = {weights, scale, bias, sum, (uint32_t)s->n, (uint32_t)s->k};
    kernel->linear(&linear, x, s->rows, y, s->activation, scratch);
    uint64_t h = hash_rows(y, s->rows, n_pad, s->kind);
    if (reference && s->kind != INFINITE && s->kind != NANS) {
        float *want = room(s->rows * n_pad, 4);
        reference->linear(&linear, x, s->rows, want, s->activation, scratch);
        for (size_t r = 0; r < s->rows; r++) {
            float most = 0;
            for (size_t i = 0; i < s->k; i++) most = fmaxf(most, fabsf(x[r * s->k + i]));
            for (size_t o = 0; o < n_pad; o++)      /* half a step of each input, and of floats' own rounding a little */
                near(name, r * n_pad + o, y[r * n_pad + o], want[r * n_pad + o], most / 127 * 0.6f * (float)size[o] * scale[o] * 1.13f + 2e-4f);
        }
        free(want);
    }
    free(weights), free(scale), free(bias), free(x), free(y), free(sum), free(size);
    return h;
}

static uint64_t run_attention(const avow_kernel *kernel, const shape *s, const avow_kernel *reference, const char *name)
{
    float *qkv = room(s->rows * 3 * s->k, 4), *out = room(s->rows * s->k, 4);
    fill(qkv, s->rows, 3 * s->k, s->kind);
    kernel->attention(qkv, s->rows, s->k, s->n, out, scratch);
    uint64_t h = hash_rows(out, s->rows, s->k, s->kind);
    if (reference && s->kind == NORMAL) {
        float *want = room(s->rows * s->k, 4);
        reference->attention(qkv, s->rows, s->k, s->n, want, scratch);
        for (size_t i = 0; i < s->rows * s->k; i++)     /* probabilities under 1/510 of the row's largest are lost */
            near(name, i, out[i], want[i], 0.08f + (float)s->rows * 2.5e-4f);
        free(want);
    }
    free(qkv), free(out);
    return s->kind == INFINITE || s->kind == NANS ? 0 : h;      /* they spoil a whole head */
}

static uint64_t run_add_norm(const avow_kernel *kernel, const shape *s, const avow_kernel *reference, const char *name)
{
    float *x = room(s->rows * s->k, 4), *add = room(s->rows * s->k, 4), *gain = room(s->k, 4), *bias = room(s->k, 4);
    float *want = room(s->rows * s->k, 4);
    fill(x, s->rows, s->k, s->kind);
    fill(add, s->rows, s->k, NORMAL), fill(gain, 1, s->k, NORMAL), fill(bias, 1, s->k, NORMAL);
    memcpy(want, x, s->rows * s->k * 4);
    avow_norm norm = {gain, bias};
    kernel->add_norm(x, s->n ? add : NULL, s->rows, s->k, &norm);
    uint64_t h = hash_rows(x, s->rows, s->k, s->kind);
    if (reference && s->kind != INFINITE && s->kind != NANS && s->kind != HUGE_ONES) {
        for (size_t r = 0; r < s->rows; r++) {                      /* in double, by the formula */
            double mean = 0, square = 0;
            for (size_t i = 0; i < s->k; i++) mean += (double)want[r * s->k + i] + (s->n ? add[r * s->k + i] : 0);
            mean /= (double)s->k;
            for (size_t i = 0; i < s->k; i++) square += pow((double)want[r * s->k + i] + (s->n ? add[r * s->k + i] : 0) - mean, 2);
            for (size_t i = 0; i < s->k; i++) {
                double v = (double)want[r * s->k + i] + (s->n ? add[r * s->k + i] : 0) - mean;
                near(name, i, x[r * s->k + i], (float)(v / sqrt(square / (double)s->k + 1e-12) * gain[i] + bias[i]), 2e-4f);
            }
        }
    }
    free(x), free(add), free(gain), free(bias), free(want);
    return h;
}

static uint64_t run_combine(const avow_kernel *kernel, const shape *s, const avow_kernel *reference, const char *name)
{
    enum { BUCKETS = 128 };
    size_t w = s->k;
    float *token = room(s->rows * w, 4), *add = room(w, 4), *mul = room(w, 4), *dist = room(BUCKETS * w, 4), *z = room(s->rows * w, 4);
    uint8_t *bucket = room(s->rows, 1);
    fill(token, s->rows, w, s->kind);
    fill(add, 1, w, NORMAL), fill(mul, 1, w, NORMAL), fill(dist, BUCKETS, w, NORMAL);
    for (size_t r = 0; r < s->rows; r++) bucket[r] = (uint8_t)(next_random() % BUCKETS);
    kernel->combine(token, add, mul, dist, bucket, s->rows, w, z);
    uint64_t h = hash_rows(z, s->rows, w, s->kind);
    for (size_t i = 0; reference && s->kind == NORMAL && i < s->rows * w; i++) {
        double v = (double)token[i] * (1 + (double)mul[i % w]) + (double)add[i % w] + (double)dist[bucket[i / w] * w + i % w];
        near(name, i, z[i], (float)(0.5 * v * (1 + erf(v * 0.7071067811865476))), 2e-4f);
    }
    free(token), free(add), free(mul), free(dist), free(z), free(bucket);
    return h;
}

/* ---- the list of cases -------------------------------------------------------------------------------------------- */

typedef struct test_case {
    char name[LINE];
    shape shape;
    uint64_t (*run)(const avow_kernel *, const shape *, const avow_kernel *, const char *);
} test_case;

static test_case cases[MOST_CASES];
static size_t case_count;

static void add_case(const char *what, shape s, uint64_t (*run)(const avow_kernel *, const shape *, const avow_kernel *, const char *))
{
    if (case_count == MOST_CASES) abort();
    test_case *c = &cases[case_count++];
    snprintf(c->name, sizeof c->name, "%s-%zux%zux%zu-%s", what, s.rows, s.k, s.n, kind_names[s.kind]);
    c->shape = s;
    c->run = run;
}

static void list_cases(void)
{
    static const size_t k[] = {16, 48, 64, 96, 384, 768, 1536}, n[] = {1, 3, 5, 16, 17, 33, 64, 65, 100, 384};
    static const size_t heads[][2] = {{32, 1}, {64, 2}, {64, 1}, {96, 3}, {128, 2}, {384, 12}};
    for (size_t rows = 1; rows <= 70; rows++)
        add_case(rows % 2 ? "linear" : "gelu", (shape){rows, k[rows % 5], n[rows % 10], NORMAL, rows % 2 ? AVOW_LINEAR : AVOW_GELU}, run_linear);
    for (size_t i = 0; i < 7; i++) add_case("linear", (shape){7, k[i], n[(i * 3) % 10], OUTLIER, AVOW_LINEAR}, run_linear);
    for (input kind = NORMAL; kind < KINDS; kind++) {
        add_case("linear", (shape){13, 1536, 35, kind, AVOW_LINEAR}, run_linear);
        add_case("gelu", (shape){9, 64, 128, kind, AVOW_GELU}, run_linear);
        add_case("combine", (shape){17, 32, 0, kind, AVOW_LINEAR}, run_combine);
        for (size_t add = 0; add < 2; add++)
            for (size_t w = 0; w < 7; w++) add_case("add_norm", (shape){5 + w, k[w], add, kind, AVOW_LINEAR}, run_add_norm);
        input squared = kind == HUGE_ONES ? LARGE_ONES : kind;
        for (size_t i = 0; i < 6; i++) add_case("attention", (shape){11 + 9 * i, heads[i][0], heads[i][1], squared, AVOW_LINEAR}, run_attention);
    }
    for (size_t rows = 1; rows <= 70; rows += rows < 20 ? 1 : 7) add_case("attention", (shape){rows, 64, 1 + rows % 2, NORMAL, AVOW_LINEAR}, run_attention);
    add_case("attention", (shape){MOST_ROWS, 64, 1, NORMAL, AVOW_LINEAR}, run_attention);
    add_case("linear", (shape){MOST_ROWS, 64, 48, NORMAL, AVOW_LINEAR}, run_linear);
}

/* ---- a whole article ---------------------------------------------------------------------------------------------- */

static const char NEWS[] =
    "Mayor Mary Smith said on Monday: \"The law will change.\"\n\nThe president has denied that; he told the police that it is "
    "over, according to officials. \xe2\x80\x9cNot this year,\xe2\x80\x9d John said.\n\nLondon company officials announced a "
    "new tax. People thinks they have warned the state. \"We believes,\" said Trump, \"that Clinton claimed it.\"\n";

static uint64_t hash_spans(uint64_t h, const avow_spans *spans)
{
    h = (h ^ spans->count) * UINT64_C(1099511628211);
    for (size_t i = 0; i < spans->count; i++) h = ((h ^ spans->items[i].start) * UINT64_C(1099511628211) ^ spans->items[i].end) * UINT64_C(1099511628211);
    return h;
}

static uint64_t run_article(const avow_model *model, const avow_kernel *kernel)
{
    avow_session *session;
    avow_result *result;
    avow_article article = {.text = NEWS, .size = sizeof NEWS - 1};
    if (avow_session_new(model, &(avow_session_options){.kernel = "c"}, &session, NULL) != AVOW_OK) abort();
    session->network.kernel = kernel;           /* also the one that no name finds */
    if (avow_extract(session, &article, &result, NULL) != AVOW_OK || result->attribution_count == 0) abort();
    uint64_t h = 0;
    for (size_t i = 0; i < result->attribution_count; i++) {
        const avow_attribution *a = &result->attributions[i];
        h = hash_spans(hash_spans(hash_spans(h ^ a->type, &a->source), &a->cue), &a->content);
        h = hash_floats(h, &a->confidence, 1);
    }
    avow_result_free(result);
    avow_session_free(session);
    return h;
}

/* ---- running ------------------------------------------------------------------------------------------------------ */

static size_t list_sets(set *sets)
{
    size_t count = 0;
    for (size_t i = 0; avow_kernel_name(i) != NULL; i++)
        if (strcmp(avow_kernel_name(i), "reference") != 0) sets[count++] = (set){avow_kernel_name(i), avow_kernel_find(avow_kernel_name(i))};
#if defined(__x86_64__)
    if (avow_kernel_avxvnni_by_avx512vl.usable()) sets[count++] = (set){"avxvnni-by-avx512vl", &avow_kernel_avxvnni_by_avx512vl};
#endif
    return count;
}

/* Compares with the golden line of the case, or writes it. */
static void settle(const char *label, const char *name, uint64_t hash, FILE *golden, bool update, bool print)
{
    char line[LINE + 32], expected[LINE + 32];
    snprintf(line, sizeof line, "%.*s %016llx\n", LINE, name, (unsigned long long)hash);
    if (print) printf("%s %s", label, line);
    else if (update) fputs(line, golden);
    else if ((!fgets(expected, sizeof expected, golden) || strcmp(line, expected) != 0) && failures++ < 20)
        fprintf(stderr, "%s: %s    but the golden file has %s", label, line, feof(golden) ? "no more lines\n" : expected);
}

static void run_set(const set *s, const avow_model *model, FILE *golden, bool update, bool print)
{
    rewind(golden);
    for (size_t i = 0; i < case_count; i++) {
        seed = i + 1;
        settle(s->label, cases[i].name, cases[i].run(s->kernel, &cases[i].shape, &avow_kernel_reference, cases[i].name), golden, update, print);
    }
    settle(s->label, "article", run_article(model, s->kernel), golden, update, print);
}

int main(int argc, char **argv)
{
    bool update = getenv("UPDATE") != NULL, print = argc > 1 && strcmp(argv[1], "--print") == 0;
    const char *folder = getenv("AVOW_TEST_DIR");
    char path[4096];
    set sets[MOST_SETS];
    size_t count = list_sets(sets);
    avow_model *model;
    avow_error error;
    snprintf(path, sizeof path, "%s/data/tiny.model", folder ? folder : "test");
    if (avow_model_open(path, NULL, &model, &error) != AVOW_OK) {
        fprintf(stderr, "%s\n", error.detail);
        return 1;
    }
    snprintf(path, sizeof path, "%s/kernel/golden.txt", folder ? folder : "test");
    FILE *golden = fopen(print ? "/dev/null" : path, update && !print ? "w+" : "r");
    if (!golden) {
        perror(path);
        return 1;
    }
    scratch = room(avow_kernel_scratch(&(avow_config){.inner = SCRATCH_K, .width = 384}), 1);
    list_cases();
    if (update) run_set(&(set){"c", &avow_kernel_c}, model, golden, true, print);
    for (size_t i = 0; i < count; i++) run_set(&sets[i], model, golden, false, print);
    for (size_t i = 0; i < count; i++) printf("%s%s", i ? ", " : "", sets[i].label);
    printf(": %zu cases each, %zu failures\n", case_count + 1, failures);
    free(scratch);
    fclose(golden);
    avow_model_close(model);
    return failures > 0;
}
