/* verify.c - quotations against the record: one in an address, or all of a draft that is sent. */
#include <stdlib.h>
#include <string.h>

#include "articles.h"
#include "draft.h"
#include "engine.h"
#include "record.h"
#include "view.h"

enum { SHOWN_SOURCES = 3, MOST_SHOWN_AGAIN = 32 << 10 };

/* A quotation on its way: what is made of the verdict is appended to the list. */
typedef struct checking {
    record_quotation quotation;
    json_t *list;
    json_t *(*make)(const record_quotation *quotation, const avow_verification *v);
} checking;

static void take(void *context, const avow_verification *v)
{
    checking *c = context;
    json_array_append_new(c->list, c->make(&c->quotation, v));
}

/* False, with the request refused, if it can't be checked. */
static bool check(avow_store *store, worker *w, request *r, checking *c)
{
    avow_error error = {0};
    const record_quotation *q = &c->quotation;
    if (avow_store_verify(store, q->text, q->size, q->speaker, AVOW_CODEPOINTS, take, c, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    return r->status == 0;
}

static size_t code_points(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* ---- for people ------------------------------------------------------------------------------------------------------------ */

static json_t *view_verdict(const record_quotation *q, const avow_verification *v)
{
    static const char *const words[] = {
        "These words stand so in the record.", "Words were changed.", "A part of the sentence that belongs to it is left out.",
        "Its parts stand in several places.", "Somebody else said it.", "The record has no such words."};
    const char *name = avow_verdict_name(v->verdict);
    json_t *sources = json_array(), *view = json_pack("{s:s, s:s, s:o, s:b}", "verdict", name, "says", words[v->verdict], "parts",
                                                      view_changes(q->text, q->size, v->changes, v->change_count), "sense_changed",
                                                      v->sense_changed);
    for (size_t i = 0; i < v->source_count && i < SHOWN_SOURCES; i++) {
        json_t *source = view_statement(&v->sources[i].statement);
        json_object_set_new(source, "reporter", json_boolean(!v->sources[i].quoted));
        json_array_append_new(sources, source);
    }
    if (v->source_count > SHOWN_SOURCES)
        json_object_set_new(view, "more", json_integer((json_int_t)(v->source_count - SHOWN_SOURCES)));
    json_object_set_new(view, "sources", sources);
    json_object_set_new(view, "good", json_boolean(v->verdict == AVOW_VERBATIM));
    if (q->speaker != NULL)
        json_object_set_new(view, "speaker_asked", json_string(q->speaker));
    return view;
}

/* The page with verdicts; takes the list. */
static void put_page(request *r, json_t *list, bool whole)
{
    const char *quotation = request_param(r, "quotation"), *speaker = request_param(r, "speaker");
    const char *text = whole ? request_param(r, "text") : NULL;
    json_t *page = view_page("verify", "Verify a quotation");
    size_t verbatim = 0;
    for (size_t i = 0; i < json_array_size(list); i++)
        verbatim += json_is_true(json_object_get(json_array_get(list, i), "good"));
    json_object_set_new(page, "none", json_boolean(whole && json_array_size(list) == 0));
    view_set_number(page, "count", json_array_size(list));
    view_set_number(page, "verbatim", verbatim);
    json_object_set_new(page, "draft", json_boolean(whole));
    json_object_set_new(page, "verdicts", list);
    json_object_set_new(page, "quotation", json_string(quotation != NULL ? quotation : ""));
    json_object_set_new(page, "speaker", json_string(speaker != NULL ? speaker : ""));
    if (text != NULL && strlen(text) <= MOST_SHOWN_AGAIN)       /* to be mended and checked again */
        json_object_set_new(page, "text", json_string(text));
    reply_page(r, "verify.html", page);
}

/* ---- one quotation --------------------------------------------------------------------------------------------------------- */

/* The verdict on the quotation of the address as a list; NULL, with the request refused, if there is none. */
static json_t *check_one(worker *w, request *r, json_t *(*make)(const record_quotation *quotation, const avow_verification *v))
{
    const char *text = request_param(r, "quotation");
    size_t size = strlen(text);
    checking c = {.quotation = {.text = text, .speaker = request_param(r, "speaker"), .size = size, .end = code_points(text, size)},
                  .list = json_array(), .make = make};
    avow_store *store = worker_store(w, r);
    if (store != NULL && check(store, w, r, &c))
        return c.list;
    json_decref(c.list);
    return NULL;
}

void verify_page(worker *w, request *r)
{
    json_t *list = request_param(r, "quotation") != NULL ? check_one(w, r, view_verdict) : json_array();
    if (list != NULL)
        put_page(r, list, false);
}

void verify_json(worker *w, request *r)
{
    if (request_param(r, "quotation") == NULL) {
        reply_problem(r, 400, "quotation says what is to be checked");
        return;
    }
    json_t *list = check_one(w, r, record_verification);
    if (list == NULL)
        return;
    json_t *one = json_incref(json_array_get(list, 0));
    json_decref(list);
    reply_json(r, one);
}

/* ---- a draft ----------------------------------------------------------------------------------------------------------------- */

/* All quotations of the article that was sent; NULL, with the request refused, if they can't be checked. Without a model, who says them
 * is not looked at. */
static json_t *check_draft(worker *w, request *r, json_t *(*make)(const record_quotation *quotation, const avow_verification *v))
{
    cli_job job = {0};
    avow_result *result = NULL;
    avow_error error = {0};
    avow_store *store = worker_store(w, r);
    if (store != NULL && article_take(r, &job) && w->session != NULL && avow_extract(w->session, &job.article, &result, &error) != AVOW_OK)
        reply_error(r, &error);
    avow_article read = job.article;
    if (result != NULL) {           /* the text repaired, as the statements have it */
        read.text = result->text;
        read.size = result->text_size;
    }
    json_t *list = json_array();
    draft d = r->status == 0 ? draft_read(&read, result) : (draft){0};
    for (size_t i = 0; i < d.count && r->status == 0; i++) {
        const draft_quotation *at = &d.items[i];
        checking c = {.quotation = {.text = read.text + at->start, .size = at->end - at->start, .start = code_points(read.text, at->start),
                                    .end = code_points(read.text, at->end), .speaker = at->speaker}, .list = list, .make = make};
        check(store, w, r, &c);
    }
    draft_free(&d);
    avow_result_free(result);
    job_clear(&job);
    if (r->status == 0)
        return list;
    json_decref(list);
    return NULL;
}

void verify_draft_page(worker *w, request *r)
{
    json_t *list = check_draft(w, r, view_verdict);
    if (list != NULL)
        put_page(r, list, true);
}

void verify_draft_json(worker *w, request *r)
{
    json_t *list = check_draft(w, r, record_verification);
    if (list != NULL)
        reply_json(r, json_pack("{s:o}", "quotations", list));
}
