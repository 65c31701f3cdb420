/* speakers.c - who speaks: those of a name, and one with all that was said, drawn over time. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "opponents.h"
#include "query.h"
#include "record.h"
#include "route.h"
#include "timeline.h"
#include "view.h"

enum { SHOWN_OUTLETS = 12, SHOWN_ADDRESSEES = 8, NAMESAKES = 50, LATEST = 20, AGAINST = 5 };

typedef json_t *(*maker)(const avow_speaker *speaker);

/* As the API gives it, with what a page needs besides. */
static json_t *view_speaker(const avow_speaker *s)
{
    json_t *view = record_speaker(s), *outlets = json_array();
    for (size_t i = 0; i < s->outlet_count && i < SHOWN_OUTLETS; i++) {
        json_t *line = json_pack("{s:s}", "name", s->outlets[i].name);
        view_set_number(line, "count", s->outlets[i].count);
        json_array_append_new(outlets, line);
    }
    json_object_set_new(view, "outlet_lines", outlets);
    json_object_set_new(view, "in_outlets", json_boolean(s->outlet_count > 0));
    view_set_number(view, "said", s->statements);
    view_set_number(view, "in_articles", s->articles);
    view_set_date(view, "first_words", s->first);
    json_object_set_new(view, "once", json_boolean(s->statements == 1));
    json_object_set_new(view, "one_article", json_boolean(s->articles == 1));
    if (s->first == NULL || s->last == NULL || strcmp(s->first, s->last) != 0)
        view_set_date(view, "last_words", s->last);
    return view;
}

static json_t *list_addressees(const avow_speaker *s)
{
    json_t *list = json_array();
    for (size_t i = 0; i < s->addressee_count && i < SHOWN_ADDRESSEES; i++)
        json_array_append_new(list, json_pack("{s:s, s:I}", "name", s->addressees[i].name, "count", (json_int_t)s->addressees[i].count));
    return list;
}

static json_t *with_addressees(json_t *speaker, const avow_speaker *s)
{
    json_object_set_new(speaker, "addressees", list_addressees(s));
    return speaker;
}

/* One speaker has addressees besides. */
static json_t *view_one(const avow_speaker *s) { return with_addressees(view_speaker(s), s); }

static json_t *record_one(const avow_speaker *s)
{
    json_t *speaker = record_speaker(s);
    json_object_set_new(speaker, "timeline", json_null());      /* its place */
    return with_addressees(speaker, s);
}

typedef struct speakers {
    json_t *list;
    maker make;
} speakers;

static int take_speaker(void *context, const avow_speaker *s)
{
    speakers *found = context;
    json_array_append_new(found->list, found->make(s));
    return json_array_size(found->list) >= NAMESAKES;
}

/* The speakers of the name that was asked for; NULL, with the request refused, if that can't be. */
static json_t *named(worker *w, request *r, const char *name, maker make)
{
    avow_error error = {0};
    avow_store *store = worker_store(w, r);
    speakers found = {json_array(), make};
    if (store != NULL && avow_store_who(store, name, take_speaker, &found, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    return view_unless_refused(r, found.list);
}

void speakers_json(worker *w, request *r)
{
    const char *name = request_param(r, "name");
    if (name == NULL)
        reply_problem(r, 400, "name says whose speakers are looked for");
    json_t *list = name != NULL ? named(w, r, name, record_speaker) : NULL;
    if (list != NULL)
        reply_json(r, json_pack("{s:o}", "speakers", list));
}

/* The speaker of the path's number; NULL, with the request refused, if there is none. */
static json_t *numbered(worker *w, request *r, maker make)
{
    avow_error error = {0};
    avow_store *store = worker_store(w, r);
    speakers found = {json_array(), make};
    if (store != NULL && avow_store_speaker(store, r->number, take_speaker, &found, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    json_t *speaker = json_incref(json_array_get(found.list, 0));
    json_decref(found.list);
    return speaker;
}

/* Its number, which is another one than the path's if it was merged into another one. */
static int64_t id_of(const json_t *speaker)
{
    return json_integer_value(json_object_get(json_object_get(speaker, "speaker"), "id"));
}

static int take_moment(void *context, const avow_moment *m)
{
    return json_array_append_new(context, json_pack("{s:s, s:s*, s:I}", "date", m->date, "act", avow_act_name(m->act), "statements",
                                                    (json_int_t)m->count));
}

/* ---- one speaker ------------------------------------------------------------------------------------------------------- */

void speaker_json(worker *w, request *r)
{
    avow_error error = {0};
    json_t *speaker = numbered(w, r, record_one), *moments = json_array(), *against = json_array();
    if (speaker != NULL && (avow_store_timeline(w->store, id_of(speaker), take_moment, moments, &error) != AVOW_OK ||
                            opponents_find(w->store, json_object_get(speaker, "speaker"), record_statement, against, &error) != AVOW_OK))
        worker_failed(w, r, &error);
    json_object_set_new(speaker, "timeline", moments);
    json_object_set_new(speaker, "against", against);
    if (r->status == 0)
        reply_json(r, speaker);
    else
        json_decref(speaker);
}

void speakers_page(worker *w, request *r)
{
    const char *name = request_param(r, "name");
    json_t *page = view_page("speakers", "Speakers"), *list = name != NULL ? named(w, r, name, view_speaker) : json_array();
    if (list != NULL) {
        json_object_set_new(page, "any", json_boolean(json_array_size(list) > 0));
        json_object_set_new(page, "speakers", list);
        json_object_set_new(page, "name", json_string(name != NULL ? name : ""));
        reply_page(r, "speakers.html", page);
    } else {
        json_decref(page);
    }
}

static int take_view(void *context, const avow_statement *s)
{
    return json_array_append_new(context, view_statement(s));
}

static int add_moment(void *context, const avow_moment *m)
{
    return timeline_add(context, m);
}

/* What others say against the speaker, and what the speaker says against others. */
static void put_disputes(worker *w, request *r, json_t *page, const json_t *who)
{
    avow_error error = {0};
    json_t *by_others = json_array(), *by_self = json_array();
    const json_t *speaker = json_object_get(who, "speaker");
    const char *name = opponents_name(speaker);
    avow_query query = {.speaker_id = id_of(who), .acts = acts_against, .limit = AGAINST};
    if (opponents_find(w->store, speaker, view_statement, by_others, &error) != AVOW_OK ||
        avow_store_search(w->store, &query, take_view, by_self, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    json_object_set_new(page, "any_by_others", json_boolean(json_array_size(by_others) > 0));
    json_object_set_new(page, "any_by_self", json_boolean(json_array_size(by_self) > 0));
    json_object_set_new(page, "by_others", by_others);
    json_object_set_new(page, "by_self", by_self);
    json_object_set_new(page, "spoken_of", json_string(name != NULL ? name : ""));
    view_take_string(page, "all_by_others", query_address(r, "/?act=deny%2Caccuse%2Ccriticize", "about", name));
}

void speaker_page(worker *w, request *r)
{
    avow_error error = {0};
    json_t *speaker = numbered(w, r, view_one);
    if (speaker == NULL)
        return;
    int64_t id = id_of(speaker);
    const char *name = json_string_value(json_object_get(json_object_get(speaker, "speaker"), "name"));
    json_t *page = view_page("speakers", name != NULL ? name : "Speaker");
    json_t *latest = json_array(), *addressees = json_object_get(speaker, "addressees");
    avow_query query = {.speaker_id = id, .limit = LATEST};
    timeline *t = timeline_new();
    if (t == NULL || avow_store_timeline(w->store, id, add_moment, t, &error) != AVOW_OK ||
        avow_store_search(w->store, &query, take_view, latest, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    json_object_set_new(page, "who", speaker);
    json_object_set_new(page, "statements", latest);
    json_object_set_new(page, "addressed", json_boolean(json_array_size(addressees) > 0));
    json_object_set(page, "addressees", addressees);
    if (r->status == 0)
        put_disputes(w, r, page, speaker);
    json_object_set_new(page, "all", json_sprintf("/?speaker_id=%lld", (long long)id));
    json_object_set_new(page, "threads", json_sprintf("/threads?speaker_id=%lld", (long long)id));
    json_object_set_new(page, "json", json_sprintf("/api/speakers/%lld", (long long)id));
    timeline_put(t, page, id);
    timeline_free(t);
    if (r->status == 0)
        reply_page(r, "speaker.html", page);
    else
        json_decref(page);
}
