/* labels.c - what annotators say of a statement besides its spans: speaker, type, act, addressee; and how far confidence can be
 * trusted. They are compared on statements that agree partially. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "score.h"

static const char *text_of(const json_t *label, const char *field)
{
    return json_string_value(json_object_get(label, field));
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* ---- what gold says ----------------------------------------------------------------------------------------------- */

static bool in_word(const score_text *text, size_t byte)
{
    int32_t c;
    if (byte >= text->size)
        return false;
    decode_utf8(text->bytes + byte, text->size - byte, &c);
    utf8proc_category_t category = c >= 0 ? utf8proc_category(c) : UTF8PROC_CATEGORY_CN;
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

static bool whole_words(const score_text *text, size_t start, size_t end)
{
    bool joined_before = start > 0 && in_word(text, start) && in_word(text, score_byte(text, text->point[start - 1]));
    return !joined_before && !(in_word(text, score_byte(text, text->point[end - 1])) && in_word(text, end));
}

/* Code points between the span and the nearest of the set. */
static size_t distance(avow_span span, const span_set *set)
{
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < set->count; i++) {
        avow_span other = set->items[i];
        size_t gap = other.start >= span.end ? other.start - span.end : span.start >= other.end ? span.start - other.end : 0;
        least = gap < least ? gap : least;
    }
    return least;
}

/* The addressee is given by its words: it is the place nearest to the cue where the article has them. */
static void find_addressee(score_statement *statement, const score_text *text)
{
    const char *words = text_of(statement->label, "addressee");
    size_t size = words != NULL ? strlen(words) : 0, nearest = SIZE_MAX;
    if (size == 0 || strcmp(words, "-") == 0)
        return;
    avow_span best = {0, 0};
    for (size_t at = 0; at + size <= text->size; at++) {
        if (memcmp(text->bytes + at, words, size) != 0 || !whole_words(text, at, at + size))
            continue;
        avow_span span = {text->point[at], text->point[at + size]};
        size_t far = distance(span, &statement->chars[CUE]);
        if (best.end == 0 || far < nearest) {
            nearest = far;
            best = span;
        }
    }
    free(statement->addressee.items);
    statement->addressee = (span_set){must_alloc(1, sizeof best), 0};
    statement->lost = best.end == 0;
    add_span(&statement->addressee, best, text);
}

static bool is_pronoun(const score_text *text, const span_set *source)
{
    static const char *const pronouns[] = {
        "i", "me", "my", "we", "us", "our", "you", "your", "he", "him", "his", "she", "her", "it", "its", "they", "them", "their",
        "who", "whom", "whose", "which", "that",
    };
    if (source->count != 1)
        return false;
    size_t start = score_byte(text, source->items[0].start), size = score_byte(text, source->items[0].end) - start;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (strlen(pronouns[i]) == size && strncasecmp(pronouns[i], text->bytes + start, size) == 0)
            return true;
    return false;
}

/* {"speaker": "Ann", …} or {"speaker": null, "type": "none", …}; what avow writes has an object for a speaker. */
static bool is_label(const json_t *attribution)
{
    const json_t *speaker = json_object_get(attribution, "speaker");
    return json_is_string(speaker) || (json_is_null(speaker) && same_text(text_of(attribution, "type"), "none"));
}

void label_statements(score_statements *gold, const json_t *attributions, const json_t *speakers, const score_text *text)
{
    for (size_t i = 0; i < gold->count; i++) {
        score_statement *statement = &gold->items[i];
        const json_t *attribution = json_array_get(attributions, i);
        if (speakers != NULL)
            statement->label = json_array_get(speakers, i);
        else if (is_label(attribution))
            statement->label = attribution;
        statement->pronoun = is_pronoun(text, &statement->spans[SOURCE]);
        find_addressee(statement, text);
    }
}

/* ---- comparing ---------------------------------------------------------------------------------------------------- */

static bool names_speaker(const json_t *label, const char *predicted)
{
    const json_t *aliases = json_object_get(label, "aliases");
    const char *name = text_of(label, "speaker");
    if (name != NULL && name[0] != '\0' && same_name(name, predicted))
        return true;
    for (size_t i = 0; i < json_array_size(aliases); i++) {
        name = json_string_value(json_array_get(aliases, i));
        if (name != NULL && name[0] != '\0' && same_name(name, predicted))
            return true;
    }
    return false;
}

static void add_pair(size_t pair[2], bool right)
{
    pair[0] += right;
    pair[1]++;
}

static void add_act(score_tally *tally, const char *gold, const char *predicted)
{
    for (size_t i = 0; i < tally->act_count; i++)
        if (same_text(tally->acts[i].gold, gold) && same_text(tally->acts[i].predicted, predicted)) {
            tally->acts[i].count++;
            return;
        }
    tally->acts = must_grow(tally->acts, tally->act_count + 1, sizeof *tally->acts);
    tally->acts[tally->act_count++] = (act_pair){gold, predicted, 1};
}

void labels_add(score_tally *tally, score_counts *counts, const score_statement *gold, const score_statement *predicted)
{
    const json_t *label = gold->label;
    const char *speaker = text_of(label, "speaker"), *type = text_of(label, "type"), *act = text_of(label, "act");
    bool unknown = speaker == NULL || same_text(speaker, "-") || same_text(speaker, "?");
    bool right = unknown ? predicted->speaker == NULL : names_speaker(label, predicted->speaker);
    bool same_act = same_text(act, predicted->act);
    if (gold->nested) {
        add_pair(counts->nested_speaker, right);
        add_pair(counts->nested_act, same_act);
        return;
    }
    add_pair(counts->speaker, right);
    if (gold->pronoun)
        add_pair(counts->pronoun, right);
    if (unknown)
        add_pair(counts->unknown, right);
    if (type != NULL)
        add_pair(counts->type, same_text(type, predicted->type != NULL ? predicted->type : "none"));
    add_pair(counts->act, same_act);
    add_act(tally, act, predicted->act);
    agreement(&predicted->addressee, &gold->addressee, counts->addressee_matched);
    counts->addressee_matched[2] += gold->lost;
    bins_add(&tally->speakers, predicted->speaker_confidence, right);
}

double score_act_f1(const score_tally *tally)
{
    double sum = 0;
    size_t labels = 0;
    for (size_t i = 0; i < tally->act_count; i++) {
        const char *label = tally->acts[i].gold;
        size_t right = 0, gold = 0, predicted = 0, first = i;
        for (size_t j = 0; j < tally->act_count; j++) {
            bool is_gold = same_text(tally->acts[j].gold, label), is_predicted = same_text(tally->acts[j].predicted, label);
            right += is_gold && is_predicted ? tally->acts[j].count : 0;
            gold += is_gold ? tally->acts[j].count : 0;
            predicted += is_predicted ? tally->acts[j].count : 0;
            first = is_gold && j < first ? j : first;
        }
        if (first < i)
            continue;               /* this label was counted */
        labels++;
        sum += 2 * (double)right / (double)(gold + predicted);
    }
    return percent(sum, labels);
}

/* ---- calibration -------------------------------------------------------------------------------------------------- */

void bins_add(score_bins *bins, double confidence, bool right)
{
    if (confidence < 0)
        return;
    int bin = confidence < 1 ? (int)(confidence * BINS) : BINS - 1;
    bins->count[bin]++;
    bins->right[bin] += right;
    bins->sum[bin] += confidence < 1 ? confidence : 1;
}

size_t bins_count(const score_bins *bins)
{
    size_t count = 0;
    for (int i = 0; i < BINS; i++)
        count += bins->count[i];
    return count;
}

double bins_error(const score_bins *bins)
{
    size_t count = bins_count(bins);
    double error = 0;
    for (int i = 0; i < BINS; i++) {
        double gap = bins->sum[i] - (double)bins->right[i];
        error += gap < 0 ? -gap : gap;
    }
    return count > 0 ? error / (double)count : 0;
}
