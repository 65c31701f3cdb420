/* check.c - are a tensor's numbers such that the engine can compute with them?
 *
 * The weights are most of the file, so their scan decides how long opening takes: it takes the four inputs of an output as
 * one 32-bit word, for 16 outputs at a time, with plain arithmetic that compilers turn into vector instructions. */
#include "sections.h"

#include <string.h>

#include "status.h"

static const float LARGEST = 1e4f;

static bool sound(float x)
{
    return x >= -LARGEST && x <= LARGEST;          /* false for NaN */
}

avow_status avow_floats_check(const avow_sections *sections, const avow_section *section)
{
    const float *x = (const float *)(const void *)(sections->data + section->at);
    size_t count = (size_t)(section->size / sizeof *x), i = 0;
    while (i < count && sound(x[i])) i++;
    if (i == count) return AVOW_OK;
    return avow_fail(sections->error, AVOW_MODEL_DAMAGED, section->at + i * sizeof *x,
                     "section %s: number %zu is not finite or larger than 10000", section->name, i);
}

/* The sums of a block's weights, k of them for each of 16 outputs; false if one is -128.
 *
 * Flipping the top bits adds 128 to each byte of a word, so that they add up without signs and -128 becomes 0, which
 * borrows its way into the top bit of (w - 0x01010101) & ~w ("Bit Twiddling Hacks", zero in a word). */
static bool sum_block(const int8_t *weights, uint32_t k, int32_t sums[16])
{
    uint32_t total[16] = {0}, zero[16] = {0};
    for (uint32_t i = 0; i < k / 4; i++)
        for (int o = 0; o < 16; o++) {
            uint32_t w;
            memcpy(&w, weights + 64 * (size_t)i + 4 * (size_t)o, sizeof w);
            w ^= 0x80808080u;
            zero[o] |= (w - 0x01010101u) & ~w;
            w = (w & 0x00ff00ffu) + (w >> 8 & 0x00ff00ffu);
            total[o] += (w & 0xffffu) + (w >> 16);
        }
    uint32_t any = 0;
    for (int o = 0; o < 16; o++) {
        any |= zero[o];
        sums[o] = (int32_t)total[o] - 128 * (int32_t)k;
    }
    return (any & 0x80808080u) == 0;
}

/* Is all that belongs to output o, which is past the last, 0? */
static bool is_blank(const avow_linear *l, uint32_t o)
{
    const int8_t *weights = l->weights + (size_t)(o / 16) * 16 * l->k + 4 * (size_t)(o % 16);
    int bits = 0;
    for (uint32_t i = 0; i < l->k; i++) bits |= weights[64 * (size_t)(i / 4) + i % 4];
    return bits == 0 && l->sum[o] == 0 && l->scale[o] == 0 && l->bias[o] == 0;
}

avow_status avow_linear_check(const avow_sections *sections, const avow_section *weights, const avow_linear *linear)
{
    uint32_t blocks = (linear->n + 15) / 16;
    for (uint32_t block = 0; block < blocks; block++) {
        int32_t sums[16];
        uint64_t at = (uint64_t)block * 16 * linear->k;
        if (!sum_block(linear->weights + at, linear->k, sums))
            return avow_fail(sections->error, AVOW_MODEL_DAMAGED, weights->at + at, "section %s: row %u holds a weight of -128",
                             weights->name, (unsigned)block);
        if (memcmp(sums, linear->sum + 16 * (size_t)block, sizeof sums) != 0)
            return avow_fail(sections->error, AVOW_MODEL_DAMAGED, weights->at + at,
                             "section %s: the weights of row %u have other sums than the file says", weights->name,
                             (unsigned)block);
    }
    for (uint32_t o = linear->n; o < 16 * blocks; o++)
        if (!is_blank(linear, o))
            return avow_fail(sections->error, AVOW_MODEL_DAMAGED, weights->at, "section %s: output %u, past the last, is not 0",
                             weights->name, (unsigned)o);
    return AVOW_OK;
}
