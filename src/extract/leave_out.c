/* leave_out.c - furniture: what is the page's and not the article's is found (text/furniture.c) and taken out of what the network
 * reads. So nothing is found in it, and a quotation that it interrupts is read as a whole; only its span is divided there. */
#include "ascii.h"
#include "extract.h"
#include "furniture.h"

/* The first furniture that ends behind byte `at`. */
static size_t furniture_behind(const avow_work *work, size_t at)
{
    size_t low = 0, high = work->furniture_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (work->furniture[middle].span.end <= at) low = middle + 1;
        else high = middle;
    }
    return low;
}

bool avow_leave_out_furniture(avow_work *work)
{
    avow_pieces *p = &work->pieces;
    size_t kept = 0, next = 0;
    if (!avow_furniture_find(work->text, work->size, &work->session->article, &work->furniture, &work->furniture_count)) return false;
    for (size_t i = 0; i < p->count; i++) {
        while (next < work->furniture_count && work->furniture[next].span.end <= p->start[i]) next++;
        if (next < work->furniture_count && work->furniture[next].span.start < p->end[i]) continue;
        p->ids[kept] = p->ids[i];
        p->start[kept] = p->start[i];
        p->end[kept] = p->end[i];
        p->shapes[kept++] = p->shapes[i];
    }
    p->count = kept;
    return true;
}

bool avow_is_divided(const avow_work *work, size_t piece)
{
    if (work->furniture_count == 0 || piece == 0) return false;
    size_t next = furniture_behind(work, work->pieces.end[piece - 1]);
    return next < work->furniture_count && work->furniture[next].span.start < work->pieces.start[piece];
}

bool avow_has_furniture(const avow_work *work, avow_span span)
{
    size_t next = furniture_behind(work, span.start);
    return next < work->furniture_count && work->furniture[next].span.start < span.end;
}

bool avow_is_furniture(const avow_work *work, size_t byte) { return avow_has_furniture(work, (avow_span){byte, byte + 1}); }

bool avow_outside_furniture(avow_work *work, avow_span span, avow_spans *out)
{
    size_t next = furniture_behind(work, span.start), most = 1, n = 0;
    for (size_t i = next; i < work->furniture_count && work->furniture[i].span.start < span.end; i++) most++;
    avow_span *parts = avow_arena_alloc(&work->session->article, most, sizeof *parts);
    if (parts == NULL) return false;
    for (size_t at = span.start; at < span.end; next++) {
        bool more = next < work->furniture_count && work->furniture[next].span.start < span.end;
        avow_span part = {at, more ? work->furniture[next].span.start : span.end};
        at = more ? work->furniture[next].span.end : span.end;
        while (part.start < part.end && avow_is_white(work->text[part.start])) part.start++;
        while (part.start < part.end && avow_is_white(work->text[part.end - 1])) part.end--;
        if (part.start < part.end) parts[n++] = part;
    }
    *out = (avow_spans){parts, n};
    return true;
}
