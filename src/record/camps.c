/* camps.c - see camps.h. */
#include "camps.h"

/* Two camps: sums over their pairs. */
typedef struct between {
    float same, deny;
    uint16_t pairs;             /* at most AVOW_CAMPS_MOST * AVOW_CAMPS_MOST, as the others */
    uint16_t denials;           /* of them; and the likely ones of these */
    uint16_t likely;
} between;

static between of_pair(const avow_pair_score *s)
{
    if (s->same < 0) return (between){0, 0, 0, 0, 0};
    const bool denies = s->relation == AVOW_RELATION_DENY;
    return (between){s->same, s->deny, 1, denies, denies && s->deny >= AVOW_CAMPS_DENY};
}

static void add_up(between *to, const between *more)
{
    to->same += more->same;
    to->deny += more->deny;
    to->pairs += more->pairs;
    to->denials += more->denials;
    to->likely += more->likely;
}

static between look(avow_judged j, const size_t *camp, size_t a, size_t b)
{
    between all = {0, 0, 0, 0, 0};
    for (size_t i = 0; i < j.count; i++)
        for (size_t k = 0; camp[i] == a && k < j.count; k++) {
            const between one = of_pair(&j.scores[i * AVOW_CAMPS_MOST + k]);
            if (camp[k] == b) add_up(&all, &one);
        }
    return all;
}

void avow_camps(avow_judged j, size_t *camp)
{
    between all[AVOW_CAMPS_MOST][AVOW_CAMPS_MOST];      /* of the camps whose least statement has that number */
    for (size_t i = 0; i < j.count; i++) camp[i] = i;
    for (size_t i = 0; i < j.count; i++)
        for (size_t k = 0; k < j.count; k++) all[i][k] = of_pair(&j.scores[i * AVOW_CAMPS_MOST + k]);
    for (;;) {
        float most = AVOW_CAMPS_SAME;
        size_t a = 0, b = 0;
        for (size_t i = 0; i < j.count; i++)
            for (size_t k = i + 1; camp[i] == i && k < j.count; k++) {
                const between *x = &all[i][k];
                if (camp[k] != k || x->pairs == 0 || x->denials > 0 || x->deny >= x->same || x->same < most * (float)x->pairs) continue;
                if (x->same == most * (float)x->pairs && b > 0) continue;
                most = x->same / (float)x->pairs;
                a = i, b = k;
            }
        if (b == 0) return;
        for (size_t i = 0; i < j.count; i++) {
            if (camp[i] == b) camp[i] = a;
            add_up(&all[a][i], &all[b][i]);
            add_up(&all[i][a], &all[i][b]);
        }
    }
}

bool avow_camps_oppose(avow_judged j, const size_t *camp, size_t a, size_t b)
{
    const between x = look(j, camp, a, b);
    return a != b && x.likely > 0 && x.deny > x.same;
}
