/* fuzz_pair.c - reads lines as statements (content, cue, source, speaker, tabs between) and checks what pair.h and camps.h promise of
 * each two: probabilities, the same both ways round; a statement is in one camp; and no two are in one camp of which one denies the
 * other. */
#include "camps.h"
#include "fuzz.h"
#include "utf8.h"

static bool is_probability(float p) { return p >= 0 && p <= 1.0001f; }

/* The next part of a line, up to a tab or the end. */
static avow_pair_text part(const char **at, const char *end)
{
    const char *tab = memchr(*at, '\t', (size_t)(end - *at)), *stop = tab != NULL ? tab : end;
    avow_pair_text text = {*at, (size_t)(stop - *at)};
    *at = tab != NULL ? tab + 1 : end;
    return text;
}

static const avow_pair_side *read_line(const char *line, size_t size, avow_arena *arena)
{
    const char *at = line, *end = line + size;
    avow_pair_statement s = {.day = (int64_t)size};
    s.content = part(&at, end);
    s.cue = part(&at, end);
    s.source = part(&at, end);
    s.speaker = part(&at, end);
    s.person = size % 2 == 0;
    s.act = (avow_act)(size % (AVOW_ACT_UNREAD + 1));
    const avow_pair_side *side = avow_pair_read(&s, arena);
    demand(side != NULL, "there is memory");
    return side;
}

static void check(const avow_pair_side **sides, size_t count)
{
    static avow_pair_score scores[AVOW_CAMPS_MOST * AVOW_CAMPS_MOST];
    size_t camp[AVOW_CAMPS_MOST];
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++) {
            avow_pair_score s = scores[i * AVOW_CAMPS_MOST + k] = avow_pair_compare(sides[i], sides[k]);
            demand(is_probability(s.same) && is_probability(s.deny) && is_probability(s.same + s.deny), "scores are probabilities");
        }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++) {
            float difference = scores[i * AVOW_CAMPS_MOST + k].same - scores[k * AVOW_CAMPS_MOST + i].same;
            demand(difference < 1e-3f && difference > -1e-3f, "the order makes no difference");
            scores[i * AVOW_CAMPS_MOST + k] = scores[k * AVOW_CAMPS_MOST + i];
        }
    avow_camps((avow_judged){scores, count}, camp);
    for (size_t i = 0; i < count; i++) {
        demand(camp[i] <= i && camp[camp[i]] == camp[i], "a camp is named by its least");
        for (size_t k = 0; k < i; k++)
            demand(camp[i] != camp[k] || scores[i * AVOW_CAMPS_MOST + k].relation != AVOW_RELATION_DENY,
                   "a denial is in no camp of what it denies");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { LINES = 12 };
    if (size > 16 << 10) return 0;
    const avow_pair_side *sides[LINES];
    size_t room = avow_utf8_repaired_size((const char *)data, size, NULL), count = 0;
    char *text = malloc(room + 1);
    demand(text != NULL, "there is memory");
    avow_utf8_repair((const char *)data, size, text);
    avow_arena arena;
    avow_arena_init(&arena, NULL);
    for (size_t at = 0; at < room && count < LINES;) {
        const char *line = memchr(text + at, '\n', room - at);
        size_t end = line != NULL ? (size_t)(line - text) : room;
        sides[count++] = read_line(text + at, end - at, &arena);
        at = end + 1;
    }
    check(sides, count);
    avow_arena_free(&arena);
    free(text);
    return 0;
}
