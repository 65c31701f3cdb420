/* marks.c - see marks.h. Sorting is a heapsort: libc's qsort may allocate behind the caller's allocator, or take quadratic
 * time. */
#include "marks.h"

static bool after(const avow_mark *a, const avow_mark *b)
{
    if (a->span.start != b->span.start) return a->span.start > b->span.start;
    if (a->span.end != b->span.end) return a->span.end < b->span.end;
    if (a->depth != b->depth) return a->depth > b->depth;
    if (a->role != b->role) return a->role > b->role;
    return a->index > b->index;
}

static void sift(avow_mark *marks, size_t at, size_t count)
{
    avow_mark moved = marks[at];
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && after(&marks[child + 1], &marks[child])) child++;
        if (!after(&marks[child], &moved)) break;
        marks[at] = marks[child];
    }
    marks[at] = moved;
}

static void sort(avow_mark *marks, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift(marks, i, count);
    for (size_t left = count; left-- > 1;) {
        avow_mark largest = marks[0];
        marks[0] = marks[left];
        marks[left] = largest;
        sift(marks, 0, left);
    }
}

/* Appends the spans as marks like that one; returns the last one added, or NULL. */
static avow_mark *add(avow_mark *marks, size_t *count, avow_spans spans, avow_mark like)
{
    avow_mark *last = NULL;
    for (size_t i = 0; i < spans.count; i++)
        if (spans.items[i].start < spans.items[i].end) {
            last = &marks[(*count)++];
            *last = like;
            last->span = spans.items[i];
        }
    return last;
}

bool avow_is_anchored(const avow_attribution *a)
{
    const avow_spans lists[] = {a->cue, a->content, a->source};
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < lists[i].count; j++)
            if (lists[i].items[j].start < lists[i].items[j].end) return true;
    return false;
}

bool avow_marks_collect(avow_arena *arena, const avow_result *result, const uint32_t *depth, avow_mark **marks, size_t *count)
{
    size_t room = result->furniture_count;
    for (size_t i = 0; i < result->attribution_count; i++) {
        const avow_attribution *a = &result->attributions[i];
        room += a->source.count + a->cue.count + a->content.count;
    }
    *count = 0;
    *marks = avow_arena_alloc(arena, room, sizeof **marks);
    if (*marks == NULL) return false;
    for (size_t i = 0; i < result->furniture_count; i++)
        add(*marks, count, (avow_spans){&result->furniture[i].span, 1}, (avow_mark){.index = i, .role = AVOW_MARK_FURNITURE});
    for (size_t i = 0; i < result->attribution_count; i++) {
        const avow_attribution *a = &result->attributions[i];
        avow_mark like = {.index = i, .depth = depth[i]};
        like.role = AVOW_MARK_SOURCE;
        avow_mark *source = add(*marks, count, a->source, like);
        like.role = AVOW_MARK_CONTENT;
        avow_mark *content = add(*marks, count, a->content, like);
        like.role = AVOW_MARK_CUE;
        avow_mark *cue = add(*marks, count, a->cue, like);
        avow_mark *last = cue != NULL ? cue : content != NULL ? content : source;
        if (last != NULL) last->numbered = true;
    }
    sort(*marks, *count);
    return true;
}
