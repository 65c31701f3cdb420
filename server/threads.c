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
    return json_array_append_new(found->list, found->make(thread));
}

/* NULL, with the request refused, if that can't be. */
static json_t *find(worker *w, request *r, json_t *(*make)(const avow_thread *thread))
{
    avow_query query;
    avow_error error = {0};
    threads found = {json_array(), make};
    avow_store *store = query_read(r, USUAL_THREADS, MOST_THREADS, &query) ? worker_store(w, r) : NULL;
    if (store != NULL && avow_store_threads(store, &query, take, &found, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    if (r->status == 0)
        return found.list;
    json_decref(found.list);
    return NULL;
}

void threads_json(worker *w, request *r)
{
    json_t *list = find(w, r, record_thread);
    if (list != NULL)
        reply_json(r, json_pack("{s:o}", "threads", list));
}

void threads_page(worker *w, request *r)
{
    json_t *list = find(w, r, view_thread);
    const char *words = request_param(r, "words"), *speaker = request_param(r, "speaker");
    if (list == NULL)
        return;
    json_t *page = view_page("threads", "Claims and denials");
    json_object_set_new(page, "any", json_boolean(json_array_size(list) > 0));
    if (json_array_size(list) == USUAL_THREADS && request_param(r, "limit") == NULL)
        view_take_string(page, "longer", query_address(r, "/threads", "limit", "50"));
    json_object_set_new(page, "threads", list);
    json_object_set_new(page, "words", json_string(words != NULL ? words : ""));
    json_object_set_new(page, "speaker", json_string(speaker != NULL ? speaker : ""));
    view_take_string(page, "json", query_address(r, "/api/threads", NULL, NULL));
    reply_page(r, "threads.html", page);
}
