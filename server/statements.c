/* statements.c - searching: the page with its facets, and the same as JSON, CSV and Atom (RFC 4287). */
#include <stdlib.h>
#include <string.h>

#include "articles.h"
#include "engine.h"
#include "facets.h"
#include "query.h"
#include "record.h"
#include "route.h"
#include "template.h"
#include "view.h"

/* ---- pages of results ------------------------------------------------------------------------------------------------ */

/* A page, and whether there is another behind it. */
typedef struct results {
    json_t *list;
    json_t *(*make)(const avow_statement *statement);
    size_t limit;
    int64_t last;                   /* number of the page's last statement */
    bool more;
} results;

static int take(void *context, const avow_statement *statement)
{
    results *found = context;
    if (json_array_size(found->list) == found->limit) {
        found->more = true;
        return 1;
    }
    found->last = statement->id;
    return json_array_append_new(found->list, found->make(statement));
}

/* Runs the search that the request asks for. False, with the request refused, if that can't be. */
static bool search(worker *w, request *r, json_t *(*make)(const avow_statement *statement), results *found)
{
    avow_query query;
    avow_error error = {0};
    avow_store *store = query_read(r, USUAL_PAGE, MOST_ON_PAGE, &query) ? worker_store(w, r) : NULL;
    *found = (results){.list = json_array(), .make = make, .limit = query.limit};
    query.limit++;
    if (store != NULL && avow_store_search(store, &query, take, found, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    return view_unless_refused(r, found->list) != NULL;
}

/* The address of the next page, or NULL. To be freed. */
static char *next_address(const request *r, const char *path, const results *found)
{
    return found->more ? query_next(r, path, found->last) : NULL;
}

void statements_json(worker *w, request *r)
{
    results found;
    if (!search(w, r, record_statement, &found))
        return;
    json_t *reply = json_pack("{s:o, s:n}", "statements", found.list, "next");
    view_take_string(reply, "next", next_address(r, "/api/statements", &found));
    reply_json(r, reply);
}

/* ---- CSV and Atom ----------------------------------------------------------------------------------------------------- */

static int write_row(void *stream, const avow_statement *statement)
{
    record_row(write_to_stream, stream, statement);
    return 0;
}

void statements_csv(worker *w, request *r)
{
    avow_query query;
    avow_error error = {0};
    avow_store *store = query_read(r, MOST_ROWS, MOST_ROWS, &query) ? worker_store(w, r) : NULL;
    FILE *out = store != NULL ? open_memstream(&r->reply, &r->reply_size) : NULL;
    if (store == NULL)
        return;
    if (out != NULL) {
        record_row(write_to_stream, out, NULL);
        if (avow_store_search(store, &query, write_row, out, &error) != AVOW_OK) {
            fclose(out);
            worker_failed(w, r, &error);
            return;
        }
    }
    reply_stream(r, out, "text/csv; charset=utf-8");
}

void statements_atom(worker *w, request *r)
{
    results found;
    if (!search(w, r, view_statement, &found))
        return;
    json_t *first = json_array_get(found.list, 0), *day = json_object_get(first, "day");
    json_t *feed = json_pack("{s:o, s:s, s:s}", "statements", found.list, "host", w->pool->server->address, "updated",
                             day != NULL ? json_string_value(day) : "1970-01-01");
    view_take_string(feed, "self", query_address(r, "/api/statements.atom", NULL, NULL));
    view_take_string(feed, "page", query_address(r, "/", NULL, NULL));
    reply_page(r, "statements.atom", feed);
    r->reply_type = "application/atom+xml; charset=utf-8";
}

/* ---- the page ---------------------------------------------------------------------------------------------------------- */

/* A speaker's number as a name, which is that of what was found. */
static const char *name_of(const json_t *statements, const char *number)
{
    json_t *speaker = json_object_get(json_array_get(statements, 0), "speaker");
    const char *name = json_string_value(json_object_get(speaker, "name"));
    return name != NULL ? name : number;
}

/* The search as it stands in the form; and what narrows it, each with the address of the search without it. */
static void describe(const request *r, json_t *page, const json_t *statements)
{
    static const struct {
        const char *name, *label;
    } fields[] = {{"words", NULL}, {"speaker", "by "}, {"speaker_id", "by "}, {"about", "about "}, {"like", "like "}, {"act", ""}, {"outlet", "in "},
                  {"year", ""}, {"since", "from "}, {"until", "until "}, {"anonymous", NULL}};
    json_t *form = json_object(), *chosen = json_array();
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *value = request_param(r, fields[i].name);
        if (value == NULL)
            continue;
        json_object_set_new(form, fields[i].name, json_string(value));
        if (strcmp(fields[i].name, "words") == 0)
            continue;
        const char *words = strcmp(fields[i].name, "speaker_id") == 0 ? name_of(statements, value) : value;
        json_t *one = json_pack("{s:o}", "label", fields[i].label != NULL ? json_sprintf("%s%s", fields[i].label, words)
                                                                          : json_string("unnamed sources only"));
        view_take_string(one, "address", query_address(r, "/", fields[i].name, NULL));
        json_array_append_new(chosen, one);
    }
    json_object_set_new(page, "searched", json_boolean(json_object_size(form) > 0));
    json_object_set_new(page, "narrowed", json_boolean(json_array_size(chosen) > 0));
    json_object_set_new(page, "form", form);
    json_object_set_new(page, "chosen", chosen);
}

static void set_addresses(const request *r, json_t *page, const results *found)
{
    view_take_string(page, "next", next_address(r, "/", found));
    view_take_string(page, "json", query_address(r, "/api/statements", NULL, NULL));
    view_take_string(page, "csv", query_address(r, "/api/statements.csv", "limit", NULL));
    view_take_string(page, "atom", query_address(r, "/api/statements.atom", NULL, NULL));
    if (request_param(r, "before") != NULL)
        view_take_string(page, "newest", query_address(r, "/", NULL, NULL));
}

void home_page(worker *w, request *r)
{
    results found;
    if (!search(w, r, view_statement, &found))
        return;
    const char *words = request_param(r, "words");
    json_t *page = view_page("search", words != NULL ? words : "Who said what");
    bool close = request_param(r, "like") != NULL;
    const facets *counted = close ? NULL : facets_find(w, r);
    json_object_set_new(page, "any", json_boolean(json_array_size(found.list) > 0));
    json_object_set_new(page, "statements", found.list);
    if (counted != NULL) {
        json_object_set(page, "facets", counted->lists);
        json_object_set_new(page, "one", json_boolean(counted->statements == 1));
        json_object_set_new(page, "more", json_boolean(counted->more));
        view_set_number(page, "count", counted->statements);
    }
    json_object_set_new(page, "close", json_boolean(close));
    if (close && found.more && request_param(r, "limit") == NULL)
        view_take_string(page, "closer", query_address(r, "/", "limit", "128"));
    describe(r, page, found.list);
    set_addresses(r, page, &found);
    if (r->status == 0)
        reply_page(r, "search.html", page);
    else
        json_decref(page);
}
