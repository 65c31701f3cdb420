/* viterbi.c - see viterbi.h. Sums run in one fixed order with vector.h's exponential: the same bits everywhere. */
#include "viterbi.h"

#include "vector.h"

static const float ILLEGAL = -1e4f;

static float step_score(const float *trans, size_t tags, size_t from, size_t to)
{
    int inside = to >= 2 && to % 2 == 0;
    return trans[from * tags + to] + (inside && from != to && from != to - 1 ? ILLEGAL : 0.0f);
}

static float start_score(size_t tag) { return tag >= 2 && tag % 2 == 0 ? ILLEGAL : 0.0f; }

void avow_viterbi(const float *emit, size_t count, size_t tags, const float *trans, uint8_t *back, uint8_t *out)
{
    float score[AVOW_MAX_TAGS], next[AVOW_MAX_TAGS];
    for (size_t k = 0; k < tags; k++) score[k] = emit[k] + start_score(k);
    for (size_t t = 1; t < count; t++) {
        for (size_t k = 0; k < tags; k++) {
            float best = score[0] + step_score(trans, tags, 0, k);
            uint8_t from = 0;
            for (size_t j = 1; j < tags; j++) {
                float s = score[j] + step_score(trans, tags, j, k);
                if (s > best) {
                    best = s;
                    from = (uint8_t)j;
                }
            }
            back[t * tags + k] = from;
            next[k] = best + emit[t * AVOW_EMIT_STRIDE + k];
        }
        memcpy(score, next, sizeof score);
    }
    uint8_t tag = 0;
    for (size_t k = 1; k < tags; k++)
        if (score[k] > score[tag]) tag = (uint8_t)k;
    for (size_t t = count; t-- > 0;) {
        out[t] = tag;
        if (t > 0) tag = back[t * tags + tag];
    }
}

/* e^(x - the largest of the tags' x), into 16 lanes. */
static vf weights(const float *x, size_t tags)
{
    float most = x[0], lanes[AVOW_LANES] = {0};
    for (size_t k = 1; k < tags; k++)
        if (x[k] > most) most = x[k];
    for (size_t k = 0; k < tags; k++) lanes[k] = x[k] - most;
    return vf_exp(vf_load(lanes));
}

float avow_path_probability(const float *emit, size_t count, size_t tags, const float *trans, const uint8_t *out)
{
    float step[AVOW_MAX_TAGS][AVOW_MAX_TAGS], alpha[AVOW_MAX_TAGS] = {0}, path = 1.0f, top = trans[0];
    for (size_t i = 0; i < tags * tags; i++)
        if (trans[i] > top) top = trans[i];
    for (size_t j = 0; j < tags; j++) {
        float row[AVOW_LANES] = {0};
        for (size_t k = 0; k < tags; k++) row[k] = step_score(trans, tags, j, k) - top;
        vf e = vf_exp(vf_load(row));
        for (size_t k = 0; k < tags; k++) step[j][k] = row[k] < -80.0f ? 0.0f : e[k];
    }
    for (size_t t = 0; t < count; t++) {
        vf e = weights(emit + t * AVOW_EMIT_STRIDE, tags);
        float next[AVOW_MAX_TAGS], total = 0, own = 0;
        for (size_t k = 0; k < tags; k++) {
            float sum = t == 0 ? (start_score(k) < 0 ? 0.0f : 1.0f) : 0.0f;
            for (size_t j = 0; t > 0 && j < tags; j++) sum += alpha[j] * step[j][k];
            next[k] = sum * e[k];
            total += next[k];
        }
        own = e[out[t]] * (t == 0 ? 1.0f : step[out[t - 1]][out[t]]);
        if (!(total > 0)) return 0;
        path = path * own / total;
        for (size_t k = 0; k < tags; k++) alpha[k] = next[k] / total;
    }
    return path < 1.0f ? path : 1.0f;
}

float avow_tag_probability(const float *emit, size_t tags, uint8_t tag)
{
    vf e = weights(emit, tags);
    float total = 0;
    for (size_t k = 0; k < tags; k++) total += e[k];
    return e[tag] / total;
}
