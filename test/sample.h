/* sample.h - a result made by hand, with all that a result may hold: statements within statements, several speakers, some that
 * can't be known, acts, addressees and times. */
#ifndef AVOW_TEST_SAMPLE_H
#define AVOW_TEST_SAMPLE_H

#include <string.h>

#include <avow/avow.h>

static const char sample_text[] =
    "Mayor denies that the bridge was unsafe\n\n"
    "Mayor Ana Ruiz told reporters on Thursday that the harbour chief had said he never saw the inspectors’ report. “The bridge is "
    "safe,” she said. “It will reopen in May.”\n\n"
    "Tom Okafor, who runs the harbour, did not rule out a delay, according to the Harbour Post. It quoted a source as saying that he "
    "had warned the council in March of cracks.\n\n"
    "It is expected that the repairs will cost 2 million. “I hope they mend it,” a woman at the market said. They called the report "
    "a scandal.\n";

enum { SAMPLE_STATEMENTS = 9, SAMPLE_ENTITIES = 5, SAMPLE_SPANS = 100 };

typedef struct sample {
    avow_result result;
    avow_attribution attributions[SAMPLE_STATEMENTS];
    avow_entity entities[SAMPLE_ENTITIES];
    avow_span spans[SAMPLE_SPANS];
    size_t used;
} sample;

/* The span of part, the first at or behind the first occurrence of `from`; empty for no part. */
static inline avow_span sample_span(const char *from, const char *part)
{
    if (part == NULL) return (avow_span){0, 0};
    size_t start = (size_t)(strstr(strstr(sample_text, from), part) - sample_text);
    return (avow_span){start, start + strlen(part)};
}

/* The spans of up to two parts. */
static inline avow_spans sample_spans(sample *s, const char *from, const char *part, const char *second)
{
    avow_span *items = &s->spans[s->used];
    size_t count = (part != NULL) + (second != NULL);
    if (part != NULL) s->spans[s->used++] = sample_span(from, part);
    if (second != NULL) s->spans[s->used++] = sample_span(from, second);
    return (avow_spans){count > 0 ? items : NULL, count};
}

static inline void sample_make(sample *s)
{
    static const struct {
        uint32_t parent;
        avow_type type;
        const char *from, *source, *cue, *content, *second, *addressee, *time, *value;
        uint32_t speaker;
        avow_unknown unknown;
        avow_act act;
        bool negated;
        float confidence;
    } said[SAMPLE_STATEMENTS] = {
        {0, AVOW_INDIRECT, "Mayor Ana", "Mayor Ana Ruiz", "told", "that the harbour chief had said he never saw the inspectors’ report",
         NULL, "reporters", "Thursday", "2015-11-12", 1, AVOW_KNOWN, AVOW_STATE, false, .97f},
        {1, AVOW_INDIRECT, "that the harbour", "the harbour chief", "had said", "he never saw the inspectors’ report", NULL, NULL, NULL,
         NULL, 2, AVOW_KNOWN, AVOW_DENY, false, .93f},
        {0, AVOW_DIRECT, "“The bridge", "she", "said", "“The bridge is safe,”", "“It will reopen in May.”", NULL, NULL, NULL, 1, AVOW_KNOWN,
         AVOW_PROMISE, false, .95f},
        {5, AVOW_INDIRECT, "Tom Okafor", "Tom Okafor, who runs the harbour", "did not rule out", "a delay", NULL, NULL, NULL, NULL, 2,
         AVOW_KNOWN, AVOW_PREDICT, true, .88f},
        {0, AVOW_INDIRECT, "Tom Okafor", "the Harbour Post", "according to", "Tom Okafor, who runs the harbour, did not rule out a delay",
         NULL, NULL, NULL, NULL, 3, AVOW_KNOWN, AVOW_STATE, false, .91f},
        {0, AVOW_INDIRECT, "It quoted", "a source", "as saying", "that he had warned the council in March of cracks", NULL, NULL, NULL,
         NULL, 4, AVOW_KNOWN, AVOW_STATE, false, .84f},
        {6, AVOW_INDIRECT, "that he had", "he", "had warned", "of cracks", NULL, "the council", "March", "2015-03", 0, AVOW_AMBIGUOUS,
         AVOW_WARN, false, .79f},
        {0, AVOW_INDIRECT, "It is expected", NULL, "is expected", "that the repairs will cost 2 million", NULL, NULL, NULL, NULL, 0,
         AVOW_NO_SOURCE, AVOW_PREDICT, false, .9f},
        {0, AVOW_DIRECT, "“I hope", "a woman at the market", "said", "“I hope they mend it,”", NULL, NULL, NULL, NULL, 5, AVOW_KNOWN,
         AVOW_BELIEVE, false, .96f},
    };
    static const char *const mayor[] = {"Mayor Ana Ruiz", "the mayor"};
    *s = (sample){0};
    for (uint32_t i = 0; i < SAMPLE_STATEMENTS; i++)
        s->attributions[i] = (avow_attribution){
            .id = i + 1, .parent = said[i].parent, .type = said[i].type,
            .source = sample_spans(s, said[i].from, said[i].source, NULL), .cue = sample_spans(s, said[i].from, said[i].cue, NULL),
            .content = sample_spans(s, said[i].from, said[i].content, said[i].second),
            .addressee = sample_spans(s, said[i].from, said[i].addressee, NULL),
            .time = {sample_span(said[i].from, said[i].time), said[i].value}, .speaker = said[i].speaker, .unknown = said[i].unknown,
            .act = said[i].act, .negated = said[i].negated, .confidence = said[i].confidence, .speaker_confidence = .9f};
    s->entities[0] = (avow_entity){1, "Ana Ruiz", AVOW_PERSON, mayor, 2, sample_spans(s, "Mayor Ana", "Mayor Ana Ruiz", "she")};
    s->entities[1] = (avow_entity){2, "Tom Okafor", AVOW_PERSON, NULL, 0, sample_spans(s, "that", "the harbour chief", "Tom Okafor")};
    s->entities[2] = (avow_entity){3, "Harbour Post", AVOW_ORGANISATION, NULL, 0, sample_spans(s, "Tom", "the Harbour Post", NULL)};
    s->entities[3] = (avow_entity){4, "a source", AVOW_ANONYMOUS, NULL, 0, sample_spans(s, "quoted", "a source", NULL)};
    s->entities[4] = (avow_entity){5, "a woman at the market", AVOW_ANONYMOUS, NULL, 0,
                                   sample_spans(s, "mend", "a woman at the market", NULL)};
    s->result = (avow_result){.id = "bridge.txt", .date = "2015-11-13", .outlet = "The Quay", .text = sample_text,
                              .text_size = sizeof sample_text - 1, .sha256 = "00ff", .model = "by hand", .attributions = s->attributions,
                              .attribution_count = SAMPLE_STATEMENTS, .entities = s->entities, .entity_count = SAMPLE_ENTITIES};
}

#endif
