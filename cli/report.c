/* report.c - the figures of avow eval, as one JSON object and as a table. */
#include <stdio.h>

#include "score.h"

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

/* [low, high], or null without intervals. */
static json_t *interval_json(const interval *intervals, score_measure measure)
{
    return intervals != NULL ? json_pack("[f, f]", intervals[measure].low, intervals[measure].high) : json_null();
}

static json_t *figures_json(const size_t counts[3])
{
    figures f = score_figures(counts);
    return json_pack("{s:f, s:f, s:f, s:I, s:I}", "p", f.p, "r", f.r, "f1", f.f1, "gold", (json_int_t)counts[2], "pred",
                     (json_int_t)counts[1]);
}

static json_t *measured_json(const size_t counts[3], const interval *intervals, score_measure measure)
{
    json_t *object = figures_json(counts);
    json_object_set_new(object, "f1_95", interval_json(intervals, measure));
    return object;
}

static json_t *share_json(const size_t pair[2], const interval *intervals, score_measure measure)
{
    return json_pack("{s:f, s:o, s:I}", "accuracy", percent((double)pair[0], pair[1]), "accuracy_95",
                     interval_json(intervals, measure), "n", (json_int_t)pair[1]);
}

static json_t *speaker_json(const score_counts *c, const interval *intervals)
{
    json_t *object = share_json(c->speaker, intervals, RIGHT_SPEAKER);
    json_object_set_new(object, "unknown_kept", json_integer((json_int_t)c->unknown[0]));
    json_object_set_new(object, "unknown_n", json_integer((json_int_t)c->unknown[1]));
    json_object_set_new(object, "pronoun", share_json(c->pronoun, intervals, RIGHT_PRONOUN));
    json_object_set_new(object, "type", share_json(c->type, intervals, RIGHT_TYPE));
    return object;
}

static json_t *act_json(const score_tally *tally, const interval *intervals)
{
    json_t *object = share_json(tally->all.act, intervals, RIGHT_ACT);
    json_object_set_new(object, "macro_f1", json_real(score_act_f1(tally)));
    return object;
}

static json_t *addressee_json(const score_counts *c, const interval *intervals)
{
    json_t *object = measured_json(c->addressee, intervals, F1_ADDRESSEE);
    json_object_set_new(object, "matched", figures_json(c->addressee_matched));
    return object;
}

static json_t *nested_json(const score_counts *c, const interval *intervals)
{
    json_t *object = measured_json(c->nested, intervals, F1_NESTED);
    json_object_set_new(object, "outside_turns", figures_json(c->nested_outside));
    json_object_set_new(object, "speaker", json_real(percent((double)c->nested_speaker[0], c->nested_speaker[1])));
    json_object_set_new(object, "act", json_real(percent((double)c->nested_act[0], c->nested_act[1])));
    return object;
}

static json_t *bins_json(const score_bins *bins)
{
    if (bins_count(bins) == 0)
        return json_null();
    json_t *list = json_array();
    for (int i = 0; i < BINS; i++)
        json_array_append_new(list, json_pack("{s:I, s:f, s:f}", "n", (json_int_t)bins->count[i], "confidence",
                                              percent(bins->sum[i], bins->count[i]) / 100, "right",
                                              percent((double)bins->right[i], bins->count[i]) / 100));
    return json_pack("{s:f, s:I, s:o}", "error", bins_error(bins), "n", (json_int_t)bins_count(bins), "bins", list);
}

static json_t *tally_json(const score_tally *tally, const interval *intervals)
{
    const score_counts *c = &tally->all;
    json_t *exact = json_object(), *jaccard = json_object();
    bool labelled = c->labels > 0;
    for (int role = 0; role < ROLES; role++) {
        json_object_set_new(exact, role_names[role], measured_json(c->exact[role], intervals, (score_measure)(F1_SOURCE + role)));
        json_object_set_new(jaccard, role_names[role], json_real(percent(tally->jaccard[role], tally->jaccard_count[role])));
    }
    return json_pack("{s:o, s:o, s:o, s:o, s:o?, s:o?, s:o?, s:o?, s:{s:o, s:o}}", "exact", exact, "jaccard", jaccard,
                     "relation_exact", measured_json(c->relation_exact, intervals, F1_RELATION_EXACT),
                     "relation_partial", measured_json(c->relation_partial, intervals, F1_RELATION_PARTIAL),
                     "speaker", labelled ? speaker_json(c, intervals) : NULL, "act", labelled ? act_json(tally, intervals) : NULL,
                     "addressee", c->addressee[2] > 0 ? addressee_json(c, intervals) : NULL,
                     "nested", c->nested[2] > 0 ? nested_json(c, intervals) : NULL,
                     "calibration", "confidence", bins_json(&tally->spans), "speaker_confidence", bins_json(&tally->speakers));
}

void report_json(const score_tally *all, const score_group *groups, size_t count)
{
    interval intervals[MEASURES];
    bool enough = score_intervals(all, intervals);
    json_t *out = tally_json(all, enough ? intervals : NULL), *publishers = json_object();
    for (size_t i = 0; i < count; i++)
        json_object_set_new(publishers, groups[i].name, tally_json(&groups[i].tally, NULL));
    json_object_set_new(out, "publishers", publishers);
    json_dumpf(out, stdout, JSON_REAL_PRECISION(12));
    putchar('\n');
    json_decref(out);
}

/* ---- a table ------------------------------------------------------------------------------------------------------ */

static void write_interval(const interval *intervals, score_measure measure)
{
    if (intervals != NULL)
        printf(" (%.1f to %.1f)", intervals[measure].low, intervals[measure].high);
}

static void write_figures(const char *name, const size_t counts[3], const interval *intervals, score_measure measure)
{
    figures f = score_figures(counts);
    printf("%-16s P %5.1f  R %5.1f  F1 %5.1f", name, f.p, f.r, f.f1);
    write_interval(intervals, measure);
    printf("   gold %zu  predicted %zu", counts[2], counts[1]);
}

static void write_share(const char *name, const size_t pair[2], const interval *intervals, score_measure measure)
{
    printf("%-16s %5.1f", name, percent((double)pair[0], pair[1]));
    write_interval(intervals, measure);
    printf(" of %zu", pair[1]);
}

static void write_labels(const score_tally *tally, const interval *intervals)
{
    const score_counts *c = &tally->all;
    write_share("speaker", c->speaker, intervals, RIGHT_SPEAKER);
    printf(" matched; unknown kept unknown %zu of %zu\n", c->unknown[0], c->unknown[1]);
    if (c->pronoun[1] > 0) {
        write_share("  of pronouns", c->pronoun, intervals, RIGHT_PRONOUN);
        putchar('\n');
    }
    write_share("speaker type", c->type, intervals, RIGHT_TYPE);
    putchar('\n');
    write_share("act", c->act, intervals, RIGHT_ACT);
    printf("; macro F1 %.1f\n", score_act_f1(tally));
    if (c->addressee[2] == 0)
        return;
    write_figures("addressee", c->addressee, intervals, F1_ADDRESSEE);
    printf("; F1 where matched %.1f\n", score_figures(c->addressee_matched).f1);
}

static void write_nested(const score_counts *c, const interval *intervals)
{
    figures outside = score_figures(c->nested_outside);
    write_figures("nested", c->nested, intervals, F1_NESTED);
    printf("\n  outside turns  P %5.1f  R %5.1f  F1 %5.1f   gold %zu  predicted %zu\n", outside.p, outside.r, outside.f1,
           c->nested_outside[2], c->nested_outside[1]);
    if (c->nested_speaker[1] > 0)
        printf("  right in them  speaker %.1f, act %.1f of %zu\n", percent((double)c->nested_speaker[0], c->nested_speaker[1]),
               percent((double)c->nested_act[0], c->nested_act[1]), c->nested_speaker[1]);
}

static void write_calibration(const char *name, const score_bins *bins)
{
    if (bins_count(bins) > 0)
        printf("%-16s expected calibration error %.3f of %zu\n", name, bins_error(bins), bins_count(bins));
}

static void write_publishers(const score_group *groups, size_t count)
{
    printf("\n%-20s %8s   F1: %6s %6s %8s %15s %8s\n", "publisher", "articles", "source", "cue", "content", "relation exact",
           "partial");
    for (size_t i = 0; i < count; i++) {
        const score_counts *c = &groups[i].tally.all;
        printf("%-20s %8zu       %6.1f %6.1f %8.1f %15.1f %8.1f\n", groups[i].name, groups[i].tally.articles,
               score_figures(c->exact[SOURCE]).f1, score_figures(c->exact[CUE]).f1, score_figures(c->exact[CONTENT]).f1,
               score_figures(c->relation_exact).f1, score_figures(c->relation_partial).f1);
    }
}

void report_text(const score_tally *all, const score_group *groups, size_t count)
{
    interval drawn[MEASURES];
    const interval *intervals = score_intervals(all, drawn) ? drawn : NULL;
    const score_counts *c = &all->all;
    for (int role = 0; role < ROLES; role++) {
        write_figures(role_names[role], c->exact[role], intervals, (score_measure)(F1_SOURCE + role));
        printf("  jaccard %.1f\n", percent(all->jaccard[role], all->jaccard_count[role]));
    }
    write_figures("relation exact", c->relation_exact, intervals, F1_RELATION_EXACT);
    putchar('\n');
    write_figures("relation partial", c->relation_partial, intervals, F1_RELATION_PARTIAL);
    putchar('\n');
    if (c->labels > 0)
        write_labels(all, intervals);
    if (c->nested[2] > 0)
        write_nested(c, intervals);
    write_calibration("confidence", &all->spans);
    write_calibration("  of speakers", &all->speakers);
    write_publishers(groups, count);
}
