/* questions.h - each way of asking a store, as a function that gives a status and counts what came: for tests in which something fails
 * on the way. Made for a store of what fill_bridge() adds. */
#ifndef AVOW_TEST_QUESTIONS_H
#define AVOW_TEST_QUESTIONS_H

#include "record.h"

/* An article of one statement about a bridge: a person says, repeats or denies what the others say. */
static inline void tell(made *m, const char *id, const char *who, const char *said, avow_act act)
{
    static char text[200];
    const char *what = "the old harbour bridge will be closed for eighteen months";
    snprintf(text, sizeof text, "%s %s that %s.", who, said, what);
    make(m, id, id, id, text, who, said, what, who, AVOW_PERSON);
    m->attribution.act = act;
}

/* One that quotes Ana Ruiz at length; `last` is what differs. */
static inline void quote(made *m, const char *id, const char *last)
{
    static char text[200], what[160];
    snprintf(what, sizeof what, "we have closed the old harbour bridge, and nobody knows for how %s", last);
    snprintf(text, sizeof text, "Ana Ruiz added: \"%s.\"", what);
    make(m, id, id, id, text, "Ana Ruiz", "added", what, "Ana Ruiz", AVOW_PERSON);
    m->attribution.type = AVOW_DIRECT;
}

static inline int count_statement(void *count, const avow_statement *s) { return s->content[0] == '\0' ? 1 : (++*(size_t *)count, 0); }
static inline int count_members(void *count, const avow_thread *t) { return *(size_t *)count += 1 + t->member_count, 0; }
static inline int count_variants(void *count, const avow_drift *d) { return *(size_t *)count += d->variant_count, 0; }
static inline int count_said(void *count, const avow_speaker *s) { return *(size_t *)count += s->statements, 0; }
static inline void count_sources(void *count, const avow_verification *v) { *(size_t *)count += 10 * v->verdict + v->source_count; }

static inline avow_status ask_words(avow_store *store, size_t *count, avow_error *error)
{
    return avow_store_search(store, &(avow_query){.words = "bridge"}, count_statement, count, error);
}

static inline avow_status ask_speaker(avow_store *store, size_t *count, avow_error *error)
{
    return avow_store_search(store, &(avow_query){.speaker = "Bo Ray", .outlet = "2016-05-04"}, count_statement, count, error);
}

static inline avow_status ask_like(avow_store *store, size_t *count, avow_error *error)
{
    return avow_store_search(store, &(avow_query){.like = "The harbour bridge is closed"}, count_statement, count, error);
}

static inline avow_status ask_threads(avow_store *store, size_t *count, avow_error *error)
{
    return avow_store_threads(store, &(avow_query){.words = "bridge"}, count_members, count, error);
}

static inline avow_status ask_drift(avow_store *store, size_t *count, avow_error *error)
{
    return avow_store_drift(store, &(avow_query){.words = "bridge"}, count_variants, count, error);
}

static inline avow_status ask_verdict(avow_store *store, size_t *count, avow_error *error)
{
    const char *words = "the old harbour bridge will never be closed for eighteen months";
    return avow_store_verify(store, words, strlen(words), "Ana Ruiz", AVOW_BYTES, count_sources, count, error);
}

static inline avow_status ask_who(avow_store *store, size_t *count, avow_error *error)
{
    return avow_store_who(store, "Ana Ruiz", count_said, count, error);
}

/* As avow export does. */
static inline avow_status ask_articles(avow_store *store, size_t *count, avow_error *error)
{
    avow_status status;
    for (int64_t id = 0; (status = avow_store_next(store, id, &id, error)) == AVOW_OK && id != 0;) {
        avow_result *result;
        status = avow_store_article(store, id, &result, error);
        if (status != AVOW_OK) return status;
        *count += result->attribution_count;
        avow_result_free(result);
    }
    return status;
}

static inline void fill_bridge(avow_store *store)
{
    made m;
    tell(&m, "2016-05-01", "Ana Ruiz", "said", AVOW_STATE);
    add(store, &m.result);
    tell(&m, "2016-05-03", "Jo Lee", "announced", AVOW_STATE);
    add(store, &m.result);
    tell(&m, "2016-05-04", "Bo Ray", "denied", AVOW_DENY);
    add(store, &m.result);
    quote(&m, "2016-05-06", "long");
    add(store, &m.result);
    quote(&m, "2016-05-07", "much longer");
    add(store, &m.result);
}

typedef struct question {
    const char *name;
    avow_status (*ask)(avow_store *, size_t *, avow_error *);
} question;

static const question questions[] = {
    {"words", ask_words}, {"speaker", ask_speaker}, {"like", ask_like}, {"threads", ask_threads}, {"drift", ask_drift},
    {"verdict", ask_verdict}, {"who", ask_who}, {"articles", ask_articles},
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

#endif
