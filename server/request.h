/* request.h - one request and its reply: all that a handler sees of HTTP. */
#ifndef AVOW_SERVER_REQUEST_H
#define AVOW_SERVER_REQUEST_H

#include <jansson.h>
#include <stdio.h>

#include "server.h"

enum { MOST_PARAMS = 64, MOST_BODY = 4 << 20, MOST_QUERY = 8192 };

typedef enum http_method { METHOD_GET, METHOD_POST, METHOD_OTHER } http_method;

/* What the query, or a form, says. NUL-terminated besides size. */
typedef struct param {
    char *name, *value;
    size_t size;
} param;

typedef struct request {
    /* what was asked */
    http_method method;
    bool head;                      /* HEAD: as GET, without the body */
    char *target;                   /* path and query, as they were sent */
    size_t path_size;
    param params[MOST_PARAMS];
    size_t param_count;
    char *body;
    size_t body_size, body_room;
    const char *type;               /* of the body: "text/plain; charset=utf-8"; "" if not said. MHD's, as are the two below */
    const char *if_none_match, *accepts;
    char peer[64];                  /* address of the client */
    const struct route *route;      /* NULL: there is no such path */
    int64_t number;                 /* the one in the path; 0: none */
    /* what is replied */
    unsigned status;                /* 0: not decided */
    const char *reply_type;
    char *reply;                    /* owned */
    size_t reply_size;
    bool replied_static;            /* reply is not owned */
    const char *allow;              /* of 405 */
    unsigned retry_after;           /* seconds; 0: not said */
    bool ask_token;                 /* of 401 */
    bool last;                      /* the connection ends with the reply */
    bool packed;                    /* reply is gzip */
    char etag[64];                  /* "" : none */
    /* how it goes */
    bool begun, refused, handed_over;
    size_t discarded;               /* bytes of a body that is not wanted */
    _Atomic bool done;              /* the reply is complete */
    int64_t started;                /* now_ms() */
    struct MHD_Connection *connection;
    struct server *server;
    struct request *next;           /* in a queue */
} request;

bool request_is_api(const request *r);

/* A copy with a NUL behind it, to be freed; NULL if there is no memory. */
char *request_copy(const char *text, size_t size);

/* The value of a parameter that is there and not empty; NULL otherwise. */
const char *request_param(const request *r, const char *name);
/* Notes a parameter; false, with the request refused, if there are too many or it is no text. */
bool request_add_param(request *r, const char *name, const char *value, size_t size);
/* Adds the fields of a form in the body to the parameters; false, with the request refused, if the body is damaged. */
bool request_read_form(request *r);
/* A body of JSON; NULL, with the request refused, if it is none. */
json_t *request_json(request *r);

void request_free(request *r);

/* ---- replies: each decides the request, and takes the value -------------------------------------------------------------- */

void reply_json(request *r, json_t *value);
/* What was written to a stream of open_memstream(&r->reply, &r->reply_size); closes it. */
void reply_stream(request *r, FILE *stream, const char *type);
void reply_static(request *r, const char *data, size_t size, const char *type);
/* An error (RFC 9457, or a page): detail is a sentence without its full stop. */
void reply_problem(request *r, unsigned status, const char *detail, ...) __attribute__((format(printf, 3, 4)));
/* The error of a library call. */
void reply_error(request *r, const avow_error *error);
/* The page of a template in web/, filled with the value. */
void reply_page(request *r, const char *name, json_t *value);

/* Whether the client has what r->etag names; then the reply is 304. */
bool reply_is_known(request *r);
/* Gives the reply its ETag, if it has none yet, makes it 304 where the client has it, and packs it where the client wants that and it is worth while. */
void reply_finish(request *r);

/* The words of a status: "Not Found". */
const char *status_phrase(unsigned status);

#endif
