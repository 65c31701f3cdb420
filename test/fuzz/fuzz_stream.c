/* fuzz_stream.c - unpacks any bytes, in pieces of several sizes: they give the same, up to the same end (how much of a damaged
 * frame zstd gives before it notices depends on the pieces); behind damage the search for the next member ends, and what no first
 * bytes tell of stays as it is. */
#include <avow/warc.h>

#include "fuzz.h"

enum { MOST = 4 << 20 };            /* bytes that are looked at: a packed file may have a thousand times its size */

/* Unpacks into out, MOST bytes at most, with a '!' where damage was passed over; returns how many. *vague is set for damaged zstd. */
static size_t unpack(const uint8_t *data, size_t size, size_t step, size_t at_once, char *out, bool *vague)
{
    fuzz_source s = {data, size, step};
    size_t used = 0, resumed = 0, got;
    avow_stream *stream;
    avow_error error;
    demand(avow_stream_new(fuzz_give, &s, NULL, &stream, &error) == AVOW_OK, "any bytes can be opened");
    while (used < MOST) {
        size_t part = MOST - used < at_once ? MOST - used : at_once;
        avow_status status = avow_stream_read(stream, out + used, part, &got, &error);
        demand(got <= part && (status == AVOW_OK || got == 0), "bytes or an error");
        used += got;
        if (status == AVOW_OK && got == 0) break;
        if (status == AVOW_OK) continue;
        demand(status == AVOW_BAD_INPUT && strlen(error.detail) > 10 && error.offset <= size, "damage is told, with its place");
        demand(avow_stream_packing(stream) != AVOW_PLAIN, "plain bytes are never damaged");
        *vague = *vague || avow_stream_packing(stream) == AVOW_ZSTD;
        if (!avow_stream_resume(stream)) break;
        demand(++resumed <= size, "going on goes on");
        out[used++] = '!';
    }
    demand(avow_stream_packing(stream) != AVOW_PLAIN || used == (size < MOST ? size : MOST), "plain bytes stay as they are");
    avow_stream_free(stream);
    return used;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char first[MOST], second[MOST];
    bool vague = false;
    size_t a = unpack(data, size, size + 1, MOST, first, &vague), b = unpack(data, size, 3, 1000, second, &vague);
    demand(vague || (a == b && memcmp(first, second, a) == 0), "the pieces make no difference");
    return 0;
}
