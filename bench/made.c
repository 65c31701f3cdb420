/* made.c - see made.h. */
#include "made.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_ARTICLES = 4096, MOST_WORDS = 1 << 16, DAYS = 3000 };

static avow_result originals[MOST_ARTICLES];
static size_t original_count, word_count;
static const char *words[MOST_WORDS];           /* of the texts, to be put in the places of others; not terminated */
static uint8_t word_sizes[MOST_WORDS];
static uint64_t seed = 1;

void made_seed(uint64_t value) { seed = value; }

uint64_t made_chance(uint64_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % below;
}

double made_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void made_fail(const char *what)
{
    fprintf(stderr, "store: %s\n", what);
    exit(1);
}

void *made_room(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (memory == NULL) made_fail("no memory");
    return memory;
}

/* ---- articles out of JSONL ---------------------------------------------------------------------------------------- */

static const char *field(const json_t *o, const char *name) { return json_string_value(json_object_get(o, name)); }
static size_t integer(const json_t *o, const char *name) { return (size_t)json_integer_value(json_object_get(o, name)); }

static avow_spans spans_of(const json_t *list)
{
    avow_span *items = made_room(json_array_size(list), sizeof *items);
    for (size_t i = 0; i < json_array_size(list); i++)
        items[i] = (avow_span){integer(json_array_get(list, i), "start"), integer(json_array_get(list, i), "end")};
    return (avow_spans){items, json_array_size(list)};
}

static int place(const char *word, const char *(*name)(int), int count)
{
    for (int i = 0; word != NULL && i < count; i++)
        if (name(i) != NULL && strcmp(name(i), word) == 0) return i;
    return count;
}
static const char *act_name(int i) { return avow_act_name((avow_act)i); }
static const char *kind_name(int i) { return avow_speaker_type_name((avow_speaker_type)i); }
static const char *type_name(int i) { return avow_type_name((avow_type)i); }
static const char *why_name(int i) { return avow_unknown_name((avow_unknown)i); }

static void take(const json_t *from, const json_t *texts, avow_result *r)
{
    const json_t *list = json_object_get(from, "attributions"), *who = json_object_get(from, "entities"), *text;
    text = json_object_get(texts, field(from, "id"));
    *r = (avow_result){.id = field(from, "id"), .title = field(from, "title"), .date = field(from, "date"), .model = "made",
                       .text = json_string_value(text), .text_size = json_string_length(text)};
    avow_attribution *all = made_room(json_array_size(list), sizeof *all);
    avow_entity *entities = made_room(json_array_size(who), sizeof *entities);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *a = json_array_get(list, i), *time = json_object_get(a, "time"), *speaker = json_object_get(a, "speaker");
        int why = place(field(a, "speaker_unknown"), why_name, AVOW_SPEAKER_UNREAD);
        all[i] = (avow_attribution){
            .id = (uint32_t)integer(a, "id"), .parent = (uint32_t)integer(a, "parent"), .source = spans_of(json_object_get(a, "source")),
            .cue = spans_of(json_object_get(a, "cue")), .content = spans_of(json_object_get(a, "content")),
            .addressee = spans_of(json_object_get(a, "addressee")), .act = (avow_act)place(field(a, "act"), act_name, AVOW_ACT_UNREAD),
            .type = (avow_type)place(field(a, "type"), type_name, AVOW_MIXED), .negated = json_is_true(json_object_get(a, "negated")),
            .time = {{integer(time, "start"), integer(time, "end")}, field(time, "value")},
            .speaker = speaker != NULL && json_is_object(speaker) ? (uint32_t)atoi(field(speaker, "id") + 1) : 0,
            .unknown = field(a, "speaker_unknown") != NULL ? (avow_unknown)why : AVOW_KNOWN,
            .confidence = (float)json_real_value(json_object_get(a, "confidence"))};
    }
    for (size_t i = 0; i < json_array_size(who); i++) {
        const json_t *e = json_array_get(who, i), *names = json_object_get(e, "aliases");
        const char **aliases = made_room(json_array_size(names), sizeof *aliases);
        for (size_t k = 0; k < json_array_size(names); k++) aliases[k] = json_string_value(json_array_get(names, k));
        entities[i] = (avow_entity){(uint32_t)i + 1, field(e, "name"), (avow_speaker_type)place(field(e, "type"), kind_name,
                                                                                                AVOW_ANONYMOUS),
                                    aliases, json_array_size(names), spans_of(json_object_get(e, "mentions"))};
    }
    r->attributions = all;
    r->attribution_count = json_array_size(list);
    r->entities = entities;
    r->entity_count = json_array_size(who);
}

static json_t *next_line(FILE *file)
{
    static char *line;
    static size_t size;
    return getline(&line, &size, file) > 0 ? json_loads(line, JSON_ALLOW_NUL, NULL) : NULL;
}

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static size_t word_at(const char *text) { size_t n = 0; while (is_letter(text[n])) n++; return n; }

void made_read(const char *texts, const char *extracted)
{
    json_t *by_id = json_object(), *line;
    FILE *file = fopen(texts, "r");
    while (file != NULL && (line = next_line(file)) != NULL) json_object_set(by_id, field(line, "id"), json_object_get(line, "text"));
    if (file == NULL || (file = freopen(extracted, "r", file)) == NULL) made_fail("can't read the articles");
    while (original_count < MOST_ARTICLES && (line = next_line(file)) != NULL)
        if (json_object_get(by_id, field(line, "id")) != NULL) take(line, by_id, &originals[original_count++]);
    fclose(file);
    for (size_t i = 0; i < original_count; i++)
        for (const char *at = originals[i].text; *at != '\0';) {
            size_t n = word_at(at);
            if (n > 4 && n < 200 && word_count < MOST_WORDS && made_chance(4) == 0) {
                words[word_count] = at;
                word_sizes[word_count++] = (uint8_t)n;
            }
            at += n > 0 ? n : 1;
        }
    if (original_count == 0 || word_count == 0) made_fail("no articles");
}

/* ---- articles made ------------------------------------------------------------------------------------------------ */

avow_result made_article(uint64_t n)
{
    static char outlet[32];
    seed = n * 2654435761u + 7;
    avow_result r = originals[n % original_count];
    char *text = made_room(r.text_size + 1, 1), *id = made_room(32, 1), *date = made_room(16, 1);
    memcpy(text, r.text, r.text_size);
    for (char *at = text; *at != '\0' && n >= original_count;) {
        size_t size = word_at(at), other = made_chance(word_count);
        if (size > 4 && word_sizes[other] == size && made_chance(3) > 0) {
            bool capital = *at < 'a';
            memcpy(at, words[other], size);
            *at = (char)(capital ? *at & ~32 : *at | 32);
        }
        at += size > 0 ? size : 1;
    }
    uint64_t day = made_chance(DAYS);
    snprintf(id, 32, "made-%llu", (unsigned long long)n);
    snprintf(date, 16, "%04llu-%02llu-%02llu", 2012 + (unsigned long long)day / 336, 1 + (unsigned long long)day / 28 % 12,
             1 + (unsigned long long)day % 28);
    snprintf(outlet, sizeof outlet, "Outlet %llu", (unsigned long long)made_chance(MADE_OUTLETS));
    snprintf(r.sha256, sizeof r.sha256, "%016llx%016llx", (unsigned long long)n, (unsigned long long)seed);
    r.id = id;
    r.date = date;
    r.outlet = outlet;
    r.text = text;
    return r;
}

void made_free(avow_result *r)
{
    free((char *)r->text);
    free((char *)r->id);
    free((char *)r->date);
}

uint64_t made_count(uint64_t statements)
{
    uint64_t n = 0;
    for (uint64_t done = 0; done < statements; n++) done += originals[n % original_count].attribution_count;
    return n;
}

const avow_result *made_originals(size_t *count)
{
    *count = original_count;
    return originals;
}

const avow_result *made_original(void) { return &originals[made_chance(original_count)]; }

void made_put_word(char *out, size_t size, const char *format)
{
    size_t k = made_chance(word_count), used = strlen(out);
    char word[256];
    memcpy(word, words[k], word_sizes[k]);
    word[word_sizes[k]] = '\0';
    snprintf(out + used, size - used, format, word);
}
