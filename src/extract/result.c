/* result.c - from tagged pieces to spans of the text, in memory that belongs to the result alone. */
#include <stdio.h>
#include <string.h>

#include "gather.h"
#include "hash.h"
#include "result.h"
#include "status.h"
#include "utf8.h"
#include "when.h"

/* A copy of the spans that lives as long as the result. */
static bool keep(avow_arena *arena, avow_spans from, avow_spans *to)
{
    *to = (avow_spans){NULL, from.count};
    if (from.count == 0) return true;
    avow_span *items = avow_arena_alloc(arena, from.count, sizeof *items);
    if (items == NULL) return false;
    memcpy(items, from.items, from.count * sizeof *items);
    to->items = items;
    return true;
}

float avow_calibrated(const avow_model *model, bool speaker, float p)
{
    if (model->calibration == NULL) return p;
    const float *table = model->calibration + (speaker ? AVOW_CALIBRATION : 0);
    float place = p * (AVOW_CALIBRATION - 1);
    int i = place >= AVOW_CALIBRATION - 1 ? AVOW_CALIBRATION - 2 : place > 0 ? (int)place : 0;
    float out = table[i] + (table[i + 1] - table[i]) * (place - (float)i);
    return out > 1 ? 1 : out >= 0 ? out : 0;
}

static bool letter(unsigned char c) { return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

/* Direct if every letter and digit of the content is within quotation marks, indirect if none is. */
static avow_type type_of(const avow_work *work, const avow_spans *content)
{
    bool in = false, out = false;
    for (size_t i = 0; i < content->count; i++) {
        avow_span span = content->items[i];
        size_t from = 0, to = avow_single_quotation(work->text + span.start, span.end - span.start, &from);
        for (size_t b = span.start; b < span.end; b++) {
            if (!letter((unsigned char)work->text[b])) continue;
            int32_t c;                              /* the marks themselves are letters to nobody */
            if ((unsigned char)work->text[b] >= 0xc0 && avow_utf8_decode(work->text + b, work->size - b, &c) > 1 && c >= 0x2000 && c < 0x2070) {
                b += 2;
                continue;
            }
            if (work->quoted[b] || (b >= span.start + from && b < span.start + to)) in = true;
            else out = true;
        }
    }
    return in && !out ? AVOW_DIRECT : in ? AVOW_MIXED : AVOW_INDIRECT;
}

/* When it was said, by its sentence and the article's date. */
static bool add_time(avow_owned *o, const avow_work *work, const avow_find *f, avow_time *out)
{
    char value[AVOW_TIME_VALUE];
    avow_time_expression e;
    avow_span sentence = avow_sentence_around(work->text, work->size, work->quoted, f->cue);
    *out = (avow_time){{0, 0}, NULL};
    if (!avow_time_of_statement(work->text, work->quoted, sentence, f->cue, f->content.items, f->content.count, o->result.date, &e))
        return true;
    out->span = (avow_span){e.start, e.end};
    if (!avow_time_value(&e, o->result.date, value)) return true;
    return (out->value = avow_arena_copy(&o->arena, value, strlen(value))) != NULL;
}

static bool add_attributions(avow_owned *o, const avow_work *work)
{
    const avow_model *model = work->session->model;
    avow_gathered speakers;
    avow_attribution *all = avow_arena_alloc(&o->arena, work->finds, sizeof *all);
    if (all == NULL || !avow_gather_speakers(work, &o->arena, &speakers)) return false;
    size_t n = 0;
    for (const avow_find *f = work->first; f != NULL; f = f->next, n++) {
        const avow_find *who = f;
        float sure = f->entity_confidence;
        for (; who->same != NULL; sure = who->entity_confidence < sure ? who->entity_confidence : sure) who = who->same;
        all[n] = (avow_attribution){.id = (uint32_t)n + 1, .parent = f->parent == NULL ? 0 : f->parent->number + 1,
                                    .type = type_of(work, &f->content), .speaker = speakers.speaker[n],
                                    .unknown = who->unknown, .act = f->act, .negated = f->negated, .confidence = avow_calibrated(model, false, f->confidence),
                                    .speaker_confidence = avow_calibrated(model, true, sure)};
        if (!keep(&o->arena, f->source, &all[n].source) || !keep(&o->arena, (avow_spans){&f->cue, 1}, &all[n].cue) ||
            !keep(&o->arena, f->content, &all[n].content) || !keep(&o->arena, f->addressee, &all[n].addressee) ||
            !add_time(o, work, f, &all[n].time))
            return false;
    }
    o->result.attributions = all;
    o->result.attribution_count = n;
    o->result.entities = speakers.entities;
    o->result.entity_count = speakers.count;
    return true;
}

static bool add_furniture(avow_owned *o, const avow_work *work)
{
    avow_furniture *items = avow_arena_alloc(&o->arena, work->furniture_count, sizeof *items);
    if (items == NULL) return false;
    if (work->furniture_count > 0) memcpy(items, work->furniture, work->furniture_count * sizeof *items);
    o->result.furniture = items;
    o->result.furniture_count = work->furniture_count;
    return true;
}

enum { MAX_WARNINGS = 3, WARNING_SIZE = 128 };

static bool add_warnings(avow_owned *o, const avow_work *work, const avow_article *a, const avow_input_notes *notes)
{
    const char **list = avow_arena_alloc(&o->arena, MAX_WARNINGS + a->warning_count, sizeof *list);
    char lines[MAX_WARNINGS][WARNING_SIZE];
    size_t n = 0, given = a->warning_count, line = 0, unclosed = avow_unclosed_quotes(work->text, work->size, &line);
    if (list == NULL) return false;
    if (notes->replaced > 0)
        snprintf(lines[n++], WARNING_SIZE, "%zu part%s not valid UTF-8 replaced by U+FFFD; offsets count the repaired text",
                 notes->replaced, notes->replaced == 1 ? "" : "s");
    if (notes->cut) snprintf(lines[n++], WARNING_SIZE, "input cut after %zu bytes, the limit", work->session->max_bytes);
    if (unclosed > 0)
        snprintf(lines[n++], WARNING_SIZE, "%zu quotation%s opened and not closed, the first in line %zu", unclosed,
                 unclosed == 1 ? "" : "s", line);
    for (size_t i = 0; i < given; i++)
        if ((list[i] = avow_arena_copy(&o->arena, a->warnings[i], strlen(a->warnings[i]))) == NULL) return false;
    for (size_t i = 0; i < n; i++)
        if ((list[given + i] = avow_arena_copy(&o->arena, lines[i], strlen(lines[i]))) == NULL) return false;
    o->result.warnings = list;
    o->result.warning_count = given + n;
    return true;
}

static bool copy_string(avow_owned *o, const char *from, const char **to)
{
    *to = from == NULL ? NULL : avow_arena_copy(&o->arena, from, strlen(from));
    return from == NULL || *to != NULL;
}

avow_status avow_make_result(const avow_work *work, const avow_article *a, const avow_input_notes *notes, avow_result **result,
                             avow_error *error)
{
    const avow_session *s = work->session;
    avow_owned *o = avow_owned_new(&s->allocator);
    if (o == NULL) return avow_fail_memory(error);
    avow_result *r = &o->result;
    bool done = copy_string(o, a->id, &r->id) && copy_string(o, a->title, &r->title) && copy_string(o, a->date, &r->date) &&
                copy_string(o, a->outlet, &r->outlet) && copy_string(o, a->url, &r->url) && copy_string(o, s->model->name, &r->model) &&
                (r->text = avow_arena_copy(&o->arena, work->text, work->size)) != NULL && add_attributions(o, work) &&
                add_furniture(o, work) && add_warnings(o, work, a, notes);
    if (!done) {
        avow_result_free(r);
        return avow_fail_memory(error);
    }
    r->text_size = work->size;
    avow_sha256_hex(a->text == NULL ? "" : a->text, a->size, r->sha256);
    *result = r;
    return AVOW_OK;
}
