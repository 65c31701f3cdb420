/* http.c - the one place that speaks to libmicrohttpd: requests in, replies out, and the limits on both.
 *
 * What libmicrohttpd refuses by itself: a line or header that is too long (414, 431), what is no HTTP (400). All else is refused here, as
 * soon as the header is known; a body that is not wanted is read and thrown away, up to a limit, since many clients look for the reply
 * only when they have sent it. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine.h"
#include "route.h"

enum { SILENCE = 15, MOST_DISCARDED = 16 << 20, FIRST_ROOM = 16 << 10 };

static const char page_policy[] =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

/* ---- replies -------------------------------------------------------------------------------------------------------- */

static void put_header(struct MHD_Response *response, const char *name, const char *value)
{
    if (value != NULL)
        MHD_add_response_header(response, name, value);
}

static void put_headers(const request *r, struct MHD_Response *response)
{
    char seconds[16];
    bool page = r->reply_type != NULL && strncmp(r->reply_type, "text/html", 9) == 0;
    if (r->status != 304) {         /* whose headers take the place of those that the client has */
        put_header(response, "Content-Type", r->reply_type);
        put_header(response, "Content-Security-Policy", page ? page_policy : "default-src 'none'; frame-ancestors 'none'");
    }
    put_header(response, "X-Content-Type-Options", "nosniff");
    put_header(response, "Referrer-Policy", "no-referrer");
    put_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    put_header(response, "Cache-Control", r->etag[0] != '\0' ? "no-cache" : "no-store");
    put_header(response, "ETag", r->etag[0] != '\0' ? r->etag : NULL);
    put_header(response, "Vary", "Accept-Encoding");
    put_header(response, "Content-Encoding", r->packed ? "gzip" : NULL);
    put_header(response, "Allow", r->allow);
    put_header(response, "WWW-Authenticate", r->ask_token ? "Basic realm=\"avow\", charset=\"UTF-8\"" : NULL);
    put_header(response, "Connection", r->last ? "close" : NULL);
    snprintf(seconds, sizeof seconds, "%u", r->retry_after);
    put_header(response, "Retry-After", r->retry_after > 0 ? seconds : NULL);
}

static client *client_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info != NULL ? info->socket_context : NULL;
}

/* The reply's memory stays the request's, which lives until the connection is done with it. */
static enum MHD_Result send_reply(request *r)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(r->reply_size, r->reply, MHD_RESPMEM_PERSISTENT);
    if (response == NULL)
        return MHD_NO;
    if (r->server->stopping)
        r->last = true;
    put_headers(r, response);
    client_set(r->server, client_of(r->connection), CLIENT_WRITING);
    enum MHD_Result queued = MHD_queue_response(r->connection, r->status, response);
    MHD_destroy_response(response);
    return queued;
}

/* ---- requests ------------------------------------------------------------------------------------------------------- */

/* The request's line: before its header is read. */
static void *begin(void *context, const char *target, struct MHD_Connection *connection)
{
    server *s = context;
    request *r = calloc(1, sizeof *r);
    size_t size = strlen(target);
    if (r == NULL || (r->target = malloc(size + 1)) == NULL) {
        free(r);
        return NULL;
    }
    memcpy(r->target, target, size + 1);
    r->path_size = strcspn(target, "?");
    r->server = s;
    r->connection = connection;
    r->type = "";
    r->started = now_ms();
    atomic_fetch_add(&s->running, 1);
    return r;
}

static enum MHD_Result take_param(void *context, enum MHD_ValueKind kind, const char *name, size_t name_size, const char *value,
                                  size_t size)
{
    (void)kind, (void)name_size;
    return request_add_param(context, name, value != NULL ? value : "", size) ? MHD_YES : MHD_NO;
}

static const char *header(request *r, const char *name)
{
    return MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, name);
}

static void read_peer(request *r)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(r->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info != NULL && info->client_addr != NULL)
        getnameinfo(info->client_addr, info->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in),
                    r->peer, sizeof r->peer, NULL, 0, NI_NUMERICHOST);
}

static void route_request(request *r, const char *name)
{
    r->head = strcmp(name, "HEAD") == 0;
    r->method = r->head || strcmp(name, "GET") == 0 ? METHOD_GET : strcmp(name, "POST") == 0 ? METHOD_POST : METHOD_OTHER;
    r->route = route_find(r->method, r->target, r->path_size, &r->number, &r->allow);
    if (r->route == NULL && r->allow != NULL)
        reply_problem(r, 405, "This address takes %s", r->allow);
    else if (r->route == NULL)
        reply_problem(r, 404, "There is nothing at this address");
}

/* The header is known: decides what to refuse. */
static void read_header(request *r, const char *method)
{
    server *s = r->server;
    const char *length = header(r, "Content-Length");
    const client *l = client_of(r->connection);
    r->begun = true;
    read_peer(r);
    r->if_none_match = header(r, "If-None-Match");
    r->accepts = header(r, "Accept-Encoding");
    r->type = header(r, "Content-Type") != NULL ? header(r, "Content-Type") : "";
    route_request(r, method);
    if (s->stopping || l == NULL || l->surplus) {
        r->status = 0;
        r->retry_after = 1;
        reply_problem(r, 503, s->stopping ? "The server is being stopped" : "There are too many connections");
    } else if (server_allows(s, r, header(r, "Host"), header(r, "Authorization"))) {
        if (length != NULL && (strlen(length) > 10 || strtoull(length, NULL, 10) > MOST_BODY))
            reply_problem(r, 413, "A body may have %d bytes", MOST_BODY);
        MHD_get_connection_values_n(r->connection, MHD_GET_ARGUMENT_KIND, take_param, r);
    }
    r->refused = r->status != 0;
    r->last = r->refused && (r->status == 503 || (length != NULL && strcmp(length, "0") != 0));
}

/* A piece of the body. False: more than is worth waiting for. */
static bool take_body(request *r, const char *data, size_t size)
{
    if (!r->refused && r->body_size + size > MOST_BODY) {
        reply_problem(r, 413, "A body may have %d bytes", MOST_BODY);
        r->refused = r->last = true;
    }
    if (r->refused)
        return (r->discarded += size) <= MOST_DISCARDED;
    if (r->body_size + size > r->body_room) {
        size_t room = r->body_room > 0 ? 2 * r->body_room : FIRST_ROOM;
        while (room < r->body_size + size)
            room *= 2;
        char *more = realloc(r->body, room);
        if (more == NULL) {
            reply_problem(r, 500, "There is not enough memory");
            r->refused = r->last = true;
            return true;
        }
        r->body = more;
        r->body_room = room;
    }
    memcpy(r->body + r->body_size, data, size);
    r->body_size += size;
    return true;
}

/* All of the request is there: it is answered now, or waits for a worker. */
static enum MHD_Result hand_over(request *r)
{
    server *s = r->server;
    if (!r->refused && r->route->runs != RUNS_AT_ONCE) {
        pool *p = r->route->runs == RUNS_IN_EXTRACTOR ? &s->extractors : &s->readers;
        r->handed_over = true;
        client_set(s, client_of(r->connection), CLIENT_WORKING);
        MHD_suspend_connection(r->connection);
        if (pool_submit(p, r))
            return MHD_YES;
        atomic_fetch_add(&s->counts.refused, 1);
        r->retry_after = 1;
        reply_problem(r, 503, "Too many requests are waiting");
        reply_finish(r);
        r->done = true;
        MHD_resume_connection(r->connection);
        return MHD_YES;
    }
    if (!r->refused)
        r->route->handle(NULL, r);
    reply_finish(r);
    return send_reply(r);
}

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                              const char *data, size_t *size, void **kept)
{
    request *r = *kept;
    (void)context, (void)connection, (void)url, (void)version;
    if (r == NULL)
        return MHD_NO;
    if (!r->begun) {
        read_header(r, method);
        if (!r->refused || !r->last)
            return MHD_YES;
        if (r->status == 413 || r->status == 503) {     /* before the body comes */
            reply_finish(r);
            return send_reply(r);
        }
        return MHD_YES;
    }
    if (*size > 0) {
        bool wanted = take_body(r, data, *size);
        *size = 0;
        return wanted ? MHD_YES : MHD_NO;
    }
    if (r->handed_over)
        return r->done ? send_reply(r) : MHD_YES;
    return hand_over(r);
}

static void completed(void *context, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode how)
{
    server *s = context;
    request *r = *kept;
    if (r == NULL)
        return;
    client_set(s, client_of(connection), CLIENT_READING);
    if (r->begun)
        log_request(s, r, how == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    request_free(r);
    *kept = NULL;
    atomic_fetch_sub(&s->running, 1);
}

static void connected(void *context, struct MHD_Connection *connection, void **socket, enum MHD_ConnectionNotificationCode what)
{
    server *s = context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *socket = info != NULL ? client_add(s, info->connect_fd) : NULL;
    } else {
        client_remove(s, *socket);
        *socket = NULL;
    }
}

/* ---- the daemon ----------------------------------------------------------------------------------------------------- */

/* Connections, store and model need descriptors. */
static void allow_files(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    rlim_t wanted = MOST_CONNECTIONS + SPARE_CONNECTIONS + 256;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

bool http_begin(server *s, avow_error *error)
{
    allow_files();
    s->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL, answer, s,
        MHD_OPTION_LISTEN_SOCKET, s->listener, MHD_OPTION_CONNECTION_LIMIT, (unsigned)(MOST_CONNECTIONS + SPARE_CONNECTIONS),
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MOST_HEADER,
        MHD_OPTION_URI_LOG_CALLBACK, begin, s, MHD_OPTION_NOTIFY_COMPLETED, completed, s, MHD_OPTION_NOTIFY_CONNECTION, connected, s,
        MHD_OPTION_END);
    if (s->daemon == NULL)
        *error = (avow_error){.code = AVOW_LIMIT, .detail = "the HTTP server could not be started"};
    return s->daemon != NULL;
}

void http_quiesce(server *s)
{
    int file = MHD_quiesce_daemon(s->daemon);
    if (file >= 0)
        close(file);
    s->listener = -1;
}

void http_end(server *s)
{
    MHD_stop_daemon(s->daemon);
    s->daemon = NULL;
}
