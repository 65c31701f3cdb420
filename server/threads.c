/* threads.c - claims with who says them again and who denies them: two sides, day by day. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "query.h"
#include "record.h"
#include "route.h"
#include "view.h"

enum { USUAL_THREADS = 10, MOST_THREADS = 50, SHOWN_MEMBERS = 16 };

typedef struct threads {
    json_t *list;
    json_t *(*make)(const avow_thread *thread);
    size_t limit;
    int64_t last;                   /* the statement that the last one was found by */
    bool more;                      /* there is another behind it */
} threads;

static bool is_against(const avow_member *m)
{
    return m->relation == AVOW_THREAD_DENY || m->relation == AVOW_THREAD_REVERSE;
}

/* The side of the last day's row, or of a new one, where the statement is of another day. */
static json_t *side_of_day(json_t *days, const avow_statement *s, bool against)
{
    json_t *day = json_array_size(days) > 0 ? json_array_get(days, json_array_size(days) - 1) : NULL;
    const char *is = json_string_value(json_object_get(day, "date")), *date = s->date != NULL ? s->date : "";
    if (is == NULL || strcmp(is, date) != 0) {
        day = json_pack("{s:s, s:[], s:[]}", "date", date, "says", "against");
        view_set_date(day, "words", s->date);
        json_array_append_new(days, day);
    }
    json_object_set_new(day, against ? "any_against" : "any_says", json_true());
    return json_object_get(day, against ? "against" : "says");
}

static void add(json_t *days, const avow_statement *s, bool against, const char *relation)
{
    json_t *view = view_statement(s);
    json_object_set_new(view, "relation_words", json_string(relation));
    json_array_append_new(side_of_day(days, s, against), view);
}

/* Its statements come by day, the claim where it belongs among them. */
static json_t *days_of(const avow_thread *t, size_t shown)
{
    static const char *const words[] = {"again", "in other words", "against it", "takes it back"};
    json_t *days = json_array();
    bool claimed = false;
    for (size_t i = 0; i <= shown; i++) {
        const avow_member *m = i < shown ? &t->members[i] : NULL;
        bool first = m == NULL || m->statement.date == NULL || (t->claim.date != NULL && strcmp(t->claim.date, m->statement.date) <= 0);
        if (!claimed && first) {
            add(days, &t->claim, false, "claim");
            claimed = true;
        }
        if (m != NULL)
            add(days, &m->statement, is_against(m), words[m->relation]);
    }
    return days;
}

static json_t *view_thread(const avow_thread *t)
{
    size_t against = 0, shown = t->member_count < SHOWN_MEMBERS ? t->member_count : SHOWN_MEMBERS;
    for (size_t i = 0; i < t->member_count; i++)
        against += is_against(&t->members[i]);
    json_t *view = json_pack("{s:I, s:o, s:b, s:I}", "thread", (json_int_t)t->id, "days", days_of(t, shown), "denied", against > 0, "more",
                             (json_int_t)(t->member_count - shown));
    json_object_set_new(view, "who", json_string(t->claim.speaker != 0 ? t->claim.speaker_name
                                                 : t->claim.source[0] != '\0' ? t->claim.source : "Nobody named"));
    view_set_number(view, "again", t->member_count - against);
    view_set_number(view, "denials", against);
    json_object_set_new(view, "others", json_boolean(t->more));
    json_object_set_new(view, "repeated", json_boolean(t->member_count > against));
    return view;
}

static int take(void *context, const avow_thread *thread)
{
    threads *found = context;
    if (json_array_size(found->list) == found->limit) {
        found->more = true;
        return 1;
    }
    found->last = thread->found;
    return json_array_append_new(found->list, found->make(thread));
}

/* Whether one statement's thread is asked for. */
static bool of_one(const request *r)
{
    return request_param(r, "article") != NULL || request_param(r, "statement") != NULL;
}

static avow_status find_one(avow_store *store, request *r, threads *found, avow_error *error)
{
    const char *article = request_param(r, "article"), *statement = request_param(r, "statement");
    int64_t in = article != NULL ? query_number(article, INT32_MAX) : 0, number = statement != NULL ? query_number(statement, INT32_MAX) : 0;
    if (in != 0 && number != 0)
        return avow_store_thread(store, in, (uint32_t)number, AVOW_CODEPOINTS, take, found, error);
    reply_problem(r, 400, "article and statement are numbers, of an article and of a statement in it");
    return AVOW_OK;
}

/* False, with the request decided, if that can't be. */
static bool find(worker *w, request *r, json_t *(*make)(const avow_thread *thread), threads *found)
{
    avow_query query;
    avow_error error = {0};
    avow_store *store = query_read(r, USUAL_THREADS, MOST_THREADS, &query) ? worker_store(w, r) : NULL;
    *found = (threads){.list = json_array(), .make = make, .limit = query.limit};
    query.limit++;
    avow_status status = store == NULL ? AVOW_OK : of_one(r) ? find_one(store, r, found, &error)
                                                             : avow_store_threads(store, &query, take, found, &error);
    if (status != AVOW_OK)
        worker_failed(w, r, &error);
    return view_unless_refused(r, found->list) != NULL;
}

static char *next_address(const request *r, const char *path, const threads *found)
{
    return found->more ? query_next(r, path, found->last) : NULL;
}

void threads_json(worker *w, request *r)
{
    threads found;
    if (!find(w, r, record_thread, &found))
        return;
    json_t *reply = json_pack("{s:o, s:n}", "threads", found.list, "next");
    view_take_string(reply, "next", next_address(r, "/api/threads", &found));
    reply_json(r, reply);
}

/* Where the page leads: on, back, to its JSON; or back to the one statement. */
static void set_addresses(const request *r, json_t *page, const threads *found)
{
    if (of_one(r)) {
        const char *article = request_param(r, "article"), *statement = request_param(r, "statement");
        json_object_set_new(page, "of", json_sprintf("/articles/%s#a1-s%s", article, statement));
        json_object_set_new(page, "json", json_sprintf("/api/threads?article=%s&statement=%s", article, statement));
        return;
    }
    view_take_string(page, "json", query_address(r, "/api/threads", NULL, NULL));
    view_take_string(page, "next", next_address(r, "/threads", found));
    if (request_param(r, "before") != NULL)
        view_take_string(page, "first", query_address(r, "/threads", NULL, NULL));
}

void threads_page(worker *w, request *r)
{
    threads found;
    if (!find(w, r, view_thread, &found))
        return;
    const char *words = request_param(r, "words"), *speaker = request_param(r, "speaker");
    json_t *page = view_page("threads", of_one(r) ? "A statement and what followed" : "Claims and denials");
    set_addresses(r, page, &found);
    json_object_set_new(page, "any", json_boolean(json_array_size(found.list) > 0));
    json_object_set_new(page, "threads", found.list);
    json_object_set_new(page, "words", json_string(words != NULL ? words : ""));
    json_object_set_new(page, "speaker", json_string(speaker != NULL ? speaker : ""));
    reply_page(r, "threads.html", page);
}
