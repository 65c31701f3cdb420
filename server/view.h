/* view.h - what pages show, as JSON for their templates. */
#ifndef AVOW_SERVER_VIEW_H
#define AVOW_SERVER_VIEW_H

#include "request.h"

/* An empty page with what all pages have: its title, the server's version, and which part of the server it belongs to ("search"). */
json_t *view_page(const char *part, const char *title);

/* A statement as pages and feeds show it: its address, its sentence in marked parts, labels. Of what the API gives only what they need, as
 * the making of all that is a third of a page's cost. */
json_t *view_statement(const avow_statement *statement);

/* The value, or, where the request was refused, NULL, with the value freed. */
json_t *view_unless_refused(const request *r, json_t *value);

/* Sets a string that is to be freed; NULL is left out. */
void view_take_string(json_t *object, const char *name, char *value);

/* A number as people read it: "12,345". */
void view_set_number(json_t *object, const char *name, size_t number);

/* A date as people write it, "12 September 2016"; NULL is left out. */
void view_set_date(json_t *object, const char *name, const char *date);

/* A text with what was changed in it, as parts: {"text"} as it is, {"gone"}, {"put"}. The changes' words are text's; typography is left as
 * it is. */
json_t *view_changes(const char *text, size_t size, const avow_change *changes, size_t count);

/* Words for an act, "denial"; NULL for AVOW_STATE and AVOW_ACT_UNREAD. */
const char *view_act_label(avow_act act);

#endif
