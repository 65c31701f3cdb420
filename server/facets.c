/* facets.c - see facets.h. Counting takes about half of a page's time, and a reader who goes on to the next page, or comes back to the first,
 * has the same counted again. So a worker keeps what it counted last, for as long as the store stays as it is. */
#include "facets.h"

#include <stdlib.h>
#include <string.h>

#include "query.h"
#include "view.h"

enum { COUNTED = 1000, SHOWN_FACETS = 8, KNOWN = 64 };

/* ---- lines ------------------------------------------------------------------------------------------------------------- */

/* A line of a facet: a link that adds it to the search, or takes it out where it is in. */
static json_t *facet_line(const request *r, const char *name, const char *value, const char *label, size_t count)
{
    const char *is = request_param(r, name);
    bool on = is != NULL && strcmp(is, value) == 0;
    json_t *line = json_pack("{s:s, s:b}", "label", label, "on", on);
    view_set_number(line, "count", count);
    view_take_string(line, "address", query_address(r, "/", name, on ? NULL : value));
    return line;
}

static void add_facet(json_t *lists, const char *title, json_t *lines)
{
    if (json_array_size(lines) > 0)
        json_array_append_new(lists, json_pack("{s:s, s:o}", "title", title, "lines", lines));
    else
        json_decref(lines);
}

/* Tallies whose values are names, or numbers of speakers. */
static json_t *tally_lines(const request *r, const char *name, const avow_tally *tallies, size_t count)
{
    json_t *lines = json_array();
    for (size_t i = 0; i < count && i < SHOWN_FACETS; i++) {
        char number[32];
        snprintf(number, sizeof number, "%lld", (long long)tallies[i].id);
        json_array_append_new(lines, facet_line(r, name, tallies[i].id != 0 ? number : tallies[i].name,
                                                tallies[i].name, tallies[i].count));
    }
    return lines;
}

static json_t *act_lines(const request *r, const size_t *acts)
{
    json_t *lines = json_array();
    for (int shown = 0; shown < SHOWN_FACETS; shown++) {
        static const char *const statement = "statement";
        int most = -1;
        for (int act = 0; act < AVOW_ACT_UNREAD; act++) {       /* the next one, by count and then by place */
            bool before = false;
            for (size_t i = 0; i < json_array_size(lines); i++)
                before |= json_integer_value(json_object_get(json_array_get(lines, i), "act")) == act;
            if (!before && acts[act] > 0 && (most < 0 || acts[act] > acts[most]))
                most = act;
        }
        if (most < 0)
            break;
        const char *label = view_act_label((avow_act)most);
        json_t *line = facet_line(r, "act", avow_act_name((avow_act)most), label != NULL ? label : statement, acts[most]);
        json_object_set_new(line, "act", json_integer(most));
        json_array_append_new(lines, line);
    }
    return lines;
}

/* The latest first. */
static json_t *year_lines(const request *r, const avow_tally *years, size_t count)
{
    json_t *lines = json_array();
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < json_array_size(lines) &&
               strcmp(json_string_value(json_object_get(json_array_get(lines, at), "label")), years[i].name) > 0)
            at++;
        json_array_insert_new(lines, at, facet_line(r, "year", years[i].name, years[i].name, years[i].count));
    }
    return lines;
}

typedef struct counting {
    const request *request;
    facets *out;
} counting;

static void take_counts(void *context, const avow_counts *found)
{
    counting *c = context;
    c->out->lists = json_array();
    c->out->statements = found->statements;
    c->out->more = found->more;
    add_facet(c->out->lists, "Speaker", tally_lines(c->request, "speaker_id", found->speakers, found->speaker_count));
    add_facet(c->out->lists, "What it does", act_lines(c->request, found->acts));
    add_facet(c->out->lists, "Outlet", tally_lines(c->request, "outlet", found->outlets, found->outlet_count));
    add_facet(c->out->lists, "Year", year_lines(c->request, found->years, found->year_count));
}

/* ---- what is known ------------------------------------------------------------------------------------------------------ */

static void clear(facets *f)
{
    free(f->search);
    json_decref(f->lists);
    *f = (facets){0};
}

void facets_forget(worker *w)
{
    for (size_t i = 0; i < KNOWN && w->known != NULL; i++)
        clear(&w->known[i]);
    free(w->known);
    w->known = NULL;
}

/* The place of a search: its own, or that of what is longest out of use. */
static facets *place_of(worker *w, const char *search)
{
    facets *oldest = &w->known[0];
    for (size_t i = 0; i < KNOWN; i++) {
        facets *f = &w->known[i];
        if (f->search != NULL && strcmp(f->search, search) == 0)
            return f;
        if (f->used < oldest->used)
            oldest = f;
    }
    return oldest;
}

const facets *facets_find(worker *w, request *r)
{
    avow_query query;
    avow_error error = {0};
    char *search = query_address(r, "/", NULL, NULL);
    if (w->known == NULL)
        w->known = calloc(KNOWN, sizeof *w->known);
    if (search == NULL || w->known == NULL || !query_read(r, USUAL_PAGE, MOST_ON_PAGE, &query)) {
        free(search);
        reply_problem(r, 500, "There is not enough memory");
        return NULL;
    }
    facets *f = place_of(w, search);
    int64_t now = ++w->asked;
    if (f->search == NULL || strcmp(f->search, search) != 0 || f->state != w->state) {
        counting c = {r, f};
        clear(f);
        query.before = 0;
        query.limit = COUNTED;
        if (avow_store_count(w->store, &query, take_counts, &c, &error) != AVOW_OK) {
            worker_failed(w, r, &error);    /* which may have forgotten all */
            free(search);
            return NULL;
        }
        f->search = search;
        f->state = w->state;
    } else {
        free(search);
    }
    f->used = now;
    return f;
}
