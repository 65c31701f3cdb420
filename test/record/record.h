/* record.h - what tests of the record share: stores in a folder of the test's own, articles in a line, what a search finds. */
#ifndef AVOW_TEST_RECORD_H
#define AVOW_TEST_RECORD_H

#include "support.h"

#include <unistd.h>

#include <avow/record.h>

/* ---- stores ------------------------------------------------------------------------------------------------------- */

static char folder[] = "/tmp/avow-store-XXXXXX";

static inline int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static inline int remove_folder(void **state)
{
    (void)state;
    char command[300];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

/* Where the store of a name is: a file, or, where AVOW_TEST_POSTGRES says how to connect ("postgresql:///NAME?host=..."), a database
 * in place of NAME. */
static inline const char *where_is(const char *name)
{
    static char path[512];
    const char *postgres = getenv("AVOW_TEST_POSTGRES"), *place = postgres != NULL ? strstr(postgres, "NAME") : NULL;
    if (place != NULL) snprintf(path, sizeof path, "%.*s%s%s", (int)(place - postgres), postgres, name, place + 4);
    else snprintf(path, sizeof path, "%s/%s.db", folder, name);
    return path;
}

static inline avow_status try_open(const char *name, avow_store_options options, avow_store **store, avow_error *error)
{
    return avow_store_open(where_is(name), &options, store, error);
}

static inline avow_store *open_store(const char *name, avow_store_options options)
{
    avow_store *store;
    avow_error error = {0};
    if (try_open(name, options, &store, &error) != AVOW_OK) fail_msg("%s: %s", avow_status_name(error.code), error.detail);
    return store;
}

/* A store that isn't there yet. */
static inline avow_store *new_store(const char *name)
{
    char command[512];
    const char *createdb = getenv("AVOW_TEST_CREATEDB");
    snprintf(command, sizeof command, "%s %s", createdb != NULL ? createdb : "true", name);
    assert_int_equal(system(command), 0);
    return open_store(name, (avow_store_options){.create = true});
}

static inline avow_added add(avow_store *store, const avow_result *result)
{
    avow_added added;
    avow_error error = {0};
    if (avow_store_add(store, result, &added, &error) != AVOW_OK) fail_msg("%s: %s", avow_status_name(error.code), error.detail);
    return added;
}

/* ---- articles ----------------------------------------------------------------------------------------------------- */

/* An article made of its text and one statement: who, said, what are its words, the speaker's name is given. */
typedef struct made {
    avow_span source, cue, content;
    avow_attribution attribution;
    avow_entity entity;
    avow_result result;
} made;

static inline avow_span words_in(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    assert_non_null(at);
    return (avow_span){(size_t)(at - text), (size_t)(at - text) + strlen(words)};
}

static inline void make(made *m, const char *id, const char *date, const char *outlet, const char *text, const char *who, const char *said,
                        const char *what, const char *name, avow_speaker_type type)
{
    *m = (made){.source = words_in(text, who), .cue = words_in(text, said), .content = words_in(text, what)};
    m->attribution = (avow_attribution){.id = 1, .source = {&m->source, 1}, .cue = {&m->cue, 1}, .content = {&m->content, 1}, .speaker = 1,
                                        .type = AVOW_INDIRECT, .confidence = .75f};
    m->entity = (avow_entity){.id = 1, .name = name, .type = type, .mentions = {&m->source, 1}};
    m->result = (avow_result){.id = id, .date = date, .outlet = outlet, .text = text, .text_size = strlen(text), .model = "by hand",
                              .attributions = &m->attribution, .attribution_count = 1, .entities = &m->entity, .entity_count = 1};
    uint64_t sum = 14695981039346656037u;
    for (const char *c = text; *c != '\0'; c++) sum = (sum ^ (unsigned char)*c) * 1099511628211u;
    snprintf(m->result.sha256, sizeof m->result.sha256, "%016llx", (unsigned long long)sum);
}

/* ---- what is found ------------------------------------------------------------------------------------------------ */

enum { FOUND = 64 };

typedef struct found {
    char text[FOUND][160];          /* "Ana Ruiz: it will reopen" */
    int64_t id[FOUND], speaker[FOUND];
    size_t count;
} found;

static inline int take_statement(void *context, const avow_statement *s)
{
    found *f = context;
    if (f->count == FOUND) return 1;
    f->id[f->count] = s->id;
    f->speaker[f->count] = s->speaker;
    snprintf(f->text[f->count++], sizeof *f->text, "%s: %s", s->speaker_name != NULL ? s->speaker_name : "?", s->content);
    return 0;
}

static inline found search(avow_store *store, avow_query query)
{
    found f = {.count = 0};
    avow_error error = {0};
    if (avow_store_search(store, &query, take_statement, &f, &error) != AVOW_OK) fail_msg("%s: %s", avow_status_name(error.code),
                                                                                          error.detail);
    return f;
}

#endif
