/* pair.c - the features of two statements, and the network over them.
 *
 * Each feature has the meaning that train/pairs.py's features() gives it; test/record/test_pair.c holds the two together. Sets are
 * sorted, so what two have in common takes one pass. */
#include <math.h>
#include <string.h>

#include "pair_side.h"

static size_t below(const avow_pair_word *items, size_t count, uint64_t hash)
{
    size_t low = 0;
    while (count > 0) {
        size_t half = count / 2;
        if (items[low + half].hash < hash) low += half + 1, count -= half + 1;
        else count = half;
    }
    return low;
}

const avow_pair_word *avow_pair_find(avow_pair_set set, uint64_t hash)
{
    size_t at = below(set.items, set.count, hash);
    return at < set.count && set.items[at].hash == hash ? &set.items[at] : NULL;
}

static bool has(avow_pair_set set, uint64_t hash) { return avow_pair_find(set, hash) != NULL; }

static float max_of(float a, float b) { return a > b ? a : b; }
static float min_of(float a, float b) { return a < b ? a : b; }
static float ratio(float a, float b) { return a / (b > 0 ? b : 1); }
static float harmonic(float a, float b) { return a + b > 0 ? 2 * a * b / (a + b) : 0; }

/* The weights of those words of a set that have all classes `with` and none of `without`. */
static float mass(avow_pair_set set, unsigned with, unsigned without)
{
    float sum = 0;
    for (size_t i = 0; i < set.count; i++)
        if ((set.items[i].classes & with) == with && !(set.items[i].classes & without)) sum += set.items[i].weight;
    return sum;
}

/* Cosine of two sets of words, each by its weight; in a set only the words with classes `with` and without `without` are. */
static float cosine(avow_pair_set a, avow_pair_set b, unsigned with, unsigned without)
{
    float shared = 0, sums[2] = {0, 0};
    const avow_pair_set sets[2] = {a, b};
#define COUNTS(w) (((w).classes & with) == with && !((w).classes & without))
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < sets[k].count; i++)
            if (COUNTS(sets[k].items[i])) sums[k] += sets[k].items[i].weight * sets[k].items[i].weight;
    for (size_t i = 0, k = 0; i < a.count && k < b.count;) {
        const avow_pair_word *x = &a.items[i], *y = &b.items[k];
        if (x->hash == y->hash && COUNTS(*x) && COUNTS(*y)) shared += x->weight * x->weight;
        if (x->hash <= y->hash) i++;
        if (y->hash <= x->hash) k++;
    }
#undef COUNTS
    float norm = sqrtf(sums[0] * sums[1]);
    return norm > 0 ? shared / norm : 0;
}

static float shared_mass(avow_pair_set a, avow_pair_set b)
{
    float sum = 0;
    for (size_t i = 0; i < a.count; i++)
        if (has(b, a.items[i].hash)) sum += a.items[i].weight;
    return sum;
}

/* How many words of class `with` only a has, or a and b have (both). */
static size_t count_of(avow_pair_set a, avow_pair_set b, unsigned with, bool both)
{
    size_t n = 0;
    for (size_t i = 0; i < a.count; i++) {
        if (!(a.items[i].classes & with)) continue;
        const avow_pair_word *y = avow_pair_find(b, a.items[i].hash);
        n += (y != NULL && y->classes & with) == both;
    }
    return n;
}

/* The greatest weight of a run of words that both contents have. */
static float longest_run(const avow_pair_side *a, const avow_pair_side *b)
{
    float rows[2][AVOW_PAIR_WORDS + 1] = {{0}}, best = 0;
    for (size_t i = 0; i < a->word_count; i++) {
        float *now = rows[i % 2], *before = rows[(i + 1) % 2];
        for (size_t k = 0; k < b->word_count; k++) {
            now[k + 1] = a->words[i].hash == b->words[k].hash ? before[k] + a->words[i].weight : 0;
            best = max_of(best, now[k + 1]);
        }
    }
    return best;
}

/* How much of a's claim b has, in its content or as its speaker, source or cue. */
typedef struct cover {
    float claim, matter;        /* shares; matter is the claim without names */
    float mass;                 /* of the matter, log(1 + x) */
    float left;                 /* telling words left over, 6 at most */
} cover;

static cover covered(const avow_pair_side *a, const avow_pair_side *b)
{
    float sums[2] = {0, 0}, found[2] = {0, 0}, left = 0;
    for (size_t i = 0; i < a->content.count; i++) {
        const avow_pair_word *w = &a->content.items[i];
        if (w->classes & (AVOW_PAIR_STOP | AVOW_PAIR_NOUN | AVOW_PAIR_NEG | AVOW_PAIR_TITLE) || w->weight <= 1.5f) continue;
        bool there = has(b->bag, w->hash);
        for (int k = 0; k < (w->classes & AVOW_PAIR_CAPITAL ? 1 : 2); k++) {
            sums[k] += w->weight;
            if (there) found[k] += w->weight;
        }
        left += !there && w->weight > 4;
    }
    return (cover){ratio(found[0], sums[0]), ratio(found[1], sums[1]), log1pf(found[1]), min_of(left, 6)};
}

/* Negations, and words that turn a claim round, near the words that both have: from five before the first to one behind the last. */
static void turned(const avow_pair_side *a, const avow_pair_side *b, unsigned *negations, unsigned *turns)
{
    size_t first = 0, end = a->word_count;
    bool any = false;
    for (size_t i = 0; i < a->word_count; i++) {
        if (a->words[i].weight <= 3 || !has(b->content, a->words[i].hash)) continue;
        if (!any) first = i > 5 ? i - 5 : 0;
        any = true;
        end = i + 2;
    }
    *negations = *turns = 0;
    for (size_t i = first; i < end && i < a->word_count; i++) {
        *negations += (a->words[i].classes & AVOW_PAIR_NEGATES) != 0;
        *turns += a->words[i].classes & AVOW_PAIR_TURN && !has(b->content, a->words[i].hash);
    }
}

static bool negates(const avow_pair_side *a)
{
    for (size_t i = 0; i < a->word_count; i++)
        if (a->words[i].classes & AVOW_PAIR_NEGATES) return true;
    return false;
}

/* Has one content or cue a word, and the other its antonym, that the contents do not share? */
static bool antonyms(const avow_pair_side *a, const avow_pair_side *b)
{
    for (size_t i = 0, k = 0; i < avow_pair_antonym_count && k < a->said.count;) {
        const uint64_t *p = avow_pair_antonyms[i], word = a->said.items[k].hash;
        k += word < p[0];
        i += word >= p[0];
        if (word != p[0] || !has(b->said, p[1])) continue;
        if (!(has(a->content, p[0]) && has(b->content, p[0])) && !(has(a->content, p[1]) && has(b->content, p[1]))) return true;
    }
    return false;
}

/* 1 the same, 0.5 a word in common, -1 nothing, 0 unknown */
static float same_speaker(const avow_pair_side *a, const avow_pair_side *b)
{
    if (a->name_count == 0 || b->name_count == 0) return 0;
    bool equal = a->name.count == b->name.count, meet = false;
    for (size_t i = 0; i < a->name.count; i++) {
        bool there = has(b->name, a->name.items[i].hash);
        equal &= there;
        meet |= there && !(a->name.items[i].classes & AVOW_PAIR_STOP);
    }
    return equal || a->last_name == b->last_name ? 1 : meet ? 0.5f : -1;
}

static bool spoken_of(const avow_pair_side *a, const avow_pair_side *b) { return a->name_count > 0 && has(b->content, a->last_name); }

/* One of the two opposes and the other does not: is what it opposes what the other says? */
static void opposition(const avow_pair_side *a, const avow_pair_side *b, cover ca, cover cb, float *f)
{
    for (int i = 0; i < 20; i++) f[i] = 0;
    if (a->opposes == b->opposes) return;
    const avow_pair_side *o = a->opposes ? a : b, *x = a->opposes ? b : a;
    cover co = a->opposes ? ca : cb, cx = a->opposes ? cb : ca;
    float h = harmonic(co.claim, cx.claim), m = harmonic(co.matter, cx.matter), strong = o->strong, favoured = x->favours, about = 0;
    for (size_t i = 0; i < x->who.count; i++)
        if (has(o->content, x->who.items[i].hash)) about = 1;
    const float all[20] = {co.claim, cx.claim, co.matter, cx.matter, co.mass, co.left, cx.left, strong, h, m, favoured, about,
                           o->names_claim, strong * h, favoured * h, about * h, strong * m, favoured * m, about * m, strong * favoured * h};
    for (int i = 0; i < 20; i++) f[i] = all[i];
}

/* Words, numbers, names in common. */
static void likeness(const avow_pair_side *a, const avow_pair_side *b, float *f)
{
    float shared = shared_mass(a->content, b->content);
    float ca = ratio(shared, mass(a->content, 0, 0)), cb = ratio(shared, mass(b->content, 0, 0));
    float la = a->word_count > 0 ? (float)a->word_count : 1, lb = b->word_count > 0 ? (float)b->word_count : 1;
    f[AVOW_FEATURE_COSINE] = cosine(a->content, b->content, 0, 0);
    f[AVOW_FEATURE_SHARE_MOST] = max_of(ca, cb);
    f[AVOW_FEATURE_SHARE_LEAST] = min_of(ca, cb);
    f[AVOW_FEATURE_BIGRAMS] = cosine(a->bigrams, b->bigrams, 0, 0);
    f[AVOW_FEATURE_RUN] = log1pf(longest_run(a, b));
    f[AVOW_FEATURE_MASS] = log1pf(shared);
    f[AVOW_FEATURE_SHORTER] = logf(min_of(la, lb));
    f[AVOW_FEATURE_LENGTHS] = fabsf(logf(la / lb));
    f[AVOW_FEATURE_WITH_CUES] = cosine(a->said, b->said, 0, 0);
    f[AVOW_FEATURE_CUES] = cosine(a->cue, b->cue, 0, 0);
    size_t numbers = count_of(a->content, b->content, AVOW_PAIR_NUMBER, true);
    size_t only_a = count_of(a->content, b->content, AVOW_PAIR_NUMBER, false);
    size_t only_b = count_of(b->content, a->content, AVOW_PAIR_NUMBER, false);
    f[AVOW_FEATURE_NUMBERS_SHARED] = min_of((float)numbers, 2);
    f[AVOW_FEATURE_NUMBERS_DIFFER] = numbers == 0 && only_a > 0 && only_b > 0;
    f[AVOW_FEATURE_POLLS] = (float)(a->poll + b->poll);
    float names_a = (float)count_of(a->content, b->content, AVOW_PAIR_CAPITAL, false);
    float names_b = (float)count_of(b->content, a->content, AVOW_PAIR_CAPITAL, false);
    f[AVOW_FEATURE_NAMES] = cosine(a->content, b->content, AVOW_PAIR_CAPITAL, 0);
    f[AVOW_FEATURE_NAMES_ONLY_LEAST] = min_of(min_of(names_a, names_b), 3);
    f[AVOW_FEATURE_NAMES_ONLY_MOST] = min_of(max_of(names_a, names_b), 3);
    f[AVOW_FEATURE_NO_NAMES] = cosine(a->content, b->content, 0, AVOW_PAIR_CAPITAL);
}

/* Who and when. */
static void circumstances(const avow_pair_side *a, const avow_pair_side *b, float *f)
{
    double days = a->day > b->day ? (double)a->day - (double)b->day : (double)b->day - (double)a->day;
    f[AVOW_FEATURE_SAME_SPEAKER] = same_speaker(a, b);
    f[AVOW_FEATURE_SOURCES] = cosine(a->source, b->source, 0, 0);
    f[AVOW_FEATURE_SPOKEN_OF] = (float)(spoken_of(a, b) + spoken_of(b, a));
    f[AVOW_FEATURE_PERSONS] = (float)(a->person + b->person);
    f[AVOW_FEATURE_FIRST_PERSON] = (float)(a->first_person + b->first_person);
    f[AVOW_FEATURE_DAYS] = (float)log1p(days);
    f[AVOW_FEATURE_SAME_ACT] = a->act != AVOW_ACT_UNREAD && a->act == b->act;
}

void avow_pair_features(const avow_pair_side *a, const avow_pair_side *b, float f[AVOW_PAIR_FEATURES])
{
    likeness(a, b, f);
    circumstances(a, b, f);
    cover ca = covered(a, b), cb = covered(b, a);
    f[AVOW_FEATURE_CLAIM_MOST] = max_of(ca.claim, cb.claim);
    f[AVOW_FEATURE_CLAIM_LEAST] = min_of(ca.claim, cb.claim);
    f[AVOW_FEATURE_MATTER_MOST] = max_of(ca.matter, cb.matter);
    f[AVOW_FEATURE_MATTER_LEAST] = min_of(ca.matter, cb.matter);
    f[AVOW_FEATURE_MATTER_MASS] = max_of(ca.mass, cb.mass);
    f[AVOW_FEATURE_LEFT_LEAST] = min_of(ca.left, cb.left);
    f[AVOW_FEATURE_LEFT_MOST] = max_of(ca.left, cb.left);
    unsigned na, ta, nb, tb;
    turned(a, b, &na, &ta);
    turned(b, a, &nb, &tb);
    f[AVOW_FEATURE_OPPOSES] = a->opposes != b->opposes;
    f[AVOW_FEATURE_BOTH_OPPOSE] = a->opposes && b->opposes;
    f[AVOW_FEATURE_NEGATION] = negates(a) != negates(b);
    f[AVOW_FEATURE_NEGATION_NEAR] = na % 2 != nb % 2;
    f[AVOW_FEATURE_POLARITY] = (a->opposes + a->cue_negations + na + ta) % 2 != (b->opposes + b->cue_negations + nb + tb) % 2;
    f[AVOW_FEATURE_ANTONYMS] = antonyms(a, b);
    f[AVOW_FEATURE_DENIAL] = a->denies != b->denies;
    opposition(a, b, ca, cb, f + AVOW_FEATURE_OPPOSED);
}

avow_pair_score avow_pair_judge(const float features[AVOW_PAIR_FEATURES])
{
    float inner[AVOW_PAIR_HIDDEN], logits[3], sum = 0;
    memcpy(inner, avow_pair_in_bias, sizeof inner);
    memcpy(logits, avow_pair_out_bias, sizeof logits);
    for (int i = 0; i < AVOW_PAIR_FEATURES; i++) {
        const float x = (features[i] - avow_pair_mean[i]) * avow_pair_scale[i];
        for (int h = 0; h < AVOW_PAIR_HIDDEN; h++) inner[h] += avow_pair_in[i][h] * x;
        for (int k = 0; k < 3; k++) logits[k] += avow_pair_past[k][i] * x;
    }
    for (int h = 0; h < AVOW_PAIR_HIDDEN; h++) {
        const float y = tanhf(inner[h]);
        for (int k = 0; k < 3; k++) logits[k] += avow_pair_out[k][h] * y;
    }
    const float most = max_of(logits[0], max_of(logits[1], logits[2]));
    for (int k = 0; k < 3; k++) sum += logits[k] = expf(logits[k] - most);
    avow_pair_score s = {logits[1] / sum, logits[2] / sum, AVOW_RELATION_OTHER};
    float same = s.same / avow_pair_threshold[0], deny = s.deny / avow_pair_threshold[1];
    if (deny >= 1 && deny > same) s.relation = AVOW_RELATION_DENY;
    else if (same >= 1) s.relation = AVOW_RELATION_SAME;
    return s;
}

avow_pair_score avow_pair_compare(const avow_pair_side *a, const avow_pair_side *b)
{
    float features[AVOW_PAIR_FEATURES];
    avow_pair_features(a, b, features);
    return avow_pair_judge(features);
}
