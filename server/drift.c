/* drift.c - one utterance in several wordings, side by side. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "query.h"
#include "record.h"
#include "route.h"
#include "view.h"

enum { SHOWN_ARTICLES = 6 };

typedef struct drifts {
    json_t *list;
    json_t *(*make)(const avow_drift *drift);
} drifts;

static int take(void *context, const avow_drift *drift)
{
    drifts *d = context;
    return json_array_append_new(d->list, d->make(drift));
}

static json_t *view_variant(const avow_variant *v)
{
    json_t *outlets = json_array(), *articles = json_array();
    for (size_t i = 0; i < v->outlet_count; i++)
        json_array_append_new(outlets, json_string(v->outlets[i]));
    for (size_t i = 0; i < v->article_count && i < SHOWN_ARTICLES; i++) {
        const char *title = v->titles[i] != NULL && v->titles[i][0] != '\0' ? v->titles[i] : NULL;
        json_array_append_new(articles, json_pack("{s:o, s:o}", "title", title != NULL ? json_string(title)
                                                  : json_sprintf("article %lld", (long long)v->articles[i]),
                                                  "address", json_sprintf("/articles/%lld", (long long)v->articles[i])));
    }
    json_t *parts = view_changes(v->text, strlen(v->text), v->changes, v->change_count);
    json_t *view = json_pack("{s:o, s:o, s:o, s:b}", "parts", parts, "outlets", outlets, "articles", articles, "one",
                             v->article_count == 1);
    view_set_number(view, "count", v->article_count);
    return view;
}

static json_t *view_drift(const avow_drift *drift)
{
    json_t *variants = json_array(), *view;
    for (size_t i = 0; i < drift->variant_count; i++)
        json_array_append_new(variants, view_variant(&drift->variants[i]));
    view = json_pack("{s:I, s:o}", "utterance", (json_int_t)drift->utterance, "variants", variants);
    if (drift->speaker != 0) {
        json_object_set_new(view, "speaker", json_string(drift->speaker_name));
        json_object_set_new(view, "address", json_sprintf("/speakers/%lld", (long long)drift->speaker));
    }
    return view;
}

/* NULL, with the request refused, if that can't be. */
static json_t *find(worker *w, request *r, json_t *(*make)(const avow_drift *drift))
{
    avow_query query;
    avow_error error = {0};
    drifts d = {.list = json_array(), .make = make};
    avow_store *store = query_read(r, USUAL_PAGE, MOST_ON_PAGE, &query) ? worker_store(w, r) : NULL;
    if (store != NULL && avow_store_drift(store, &query, take, &d, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    return view_unless_refused(r, d.list);
}

void drift_json(worker *w, request *r)
{
    json_t *list = find(w, r, record_drift);
    if (list != NULL)
        reply_json(r, json_pack("{s:o}", "utterances", list));
}

void drift_page(worker *w, request *r)
{
    json_t *list = find(w, r, view_drift);
    const char *words = request_param(r, "words"), *speaker = request_param(r, "speaker");
    if (list == NULL)
        return;
    json_t *page = view_page("drift", "One utterance, several wordings");
    json_object_set_new(page, "any", json_boolean(json_array_size(list) > 0));
    json_object_set_new(page, "utterances", list);
    json_object_set_new(page, "words", json_string(words != NULL ? words : ""));
    json_object_set_new(page, "speaker", json_string(speaker != NULL ? speaker : ""));
    view_take_string(page, "json", query_address(r, "/api/drift", NULL, NULL));
    reply_page(r, "drift.html", page);
}
