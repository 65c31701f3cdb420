/* reply.c - the replies of request.h. A status that is decided stays: the first thing that went wrong is what the client is told. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "route.h"
#include "template.h"

enum { WORTH_PACKING = 1024 };

static const char json_media[] = "application/json; charset=utf-8", html_media[] = "text/html; charset=utf-8";

const char *status_phrase(unsigned status)
{
    static const struct {
        unsigned status;
        const char *phrase;
    } phrases[] = {{400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"}, {405, "Method Not Allowed"},
                   {408, "Request Timeout"}, {413, "Content Too Large"}, {414, "URI Too Long"}, {415, "Unsupported Media Type"},
                   {421, "Misdirected Request"}, {422, "Unprocessable Content"}, {500, "Internal Server Error"},
                   {503, "Service Unavailable"}, {504, "Gateway Timeout"}, {507, "Insufficient Storage"}};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (phrases[i].status == status)
            return phrases[i].phrase;
    return "OK";
}

static void drop_reply(request *r)
{
    if (!r->replied_static)
        free(r->reply);
    r->reply = NULL;
    r->reply_size = 0;
    r->replied_static = false;
}

static void no_memory(request *r)
{
    static char words[] = "There is not enough memory.\n";
    drop_reply(r);
    r->status = 500;
    r->reply = words;
    r->reply_size = sizeof words - 1;
    r->replied_static = true;
    r->reply_type = "text/plain; charset=utf-8";
}

void reply_stream(request *r, FILE *stream, const char *type)
{
    bool failed = stream == NULL || ferror(stream);
    if (stream != NULL)
        failed |= fclose(stream) != 0;
    if (failed) {
        no_memory(r);
        return;
    }
    r->reply_type = type;
    r->status = r->status == 0 ? 200 : r->status;
}

static void put_json(request *r, json_t *value, const char *type)
{
    drop_reply(r);
    r->reply = value != NULL ? json_dumps(value, JSON_REAL_PRECISION(6)) : NULL;
    json_decref(value);
    if (r->reply == NULL) {
        no_memory(r);
        return;
    }
    r->reply_size = strlen(r->reply);
    r->reply_type = type;
}

void reply_json(request *r, json_t *value)
{
    if (r->status == 0)
        r->status = 200;
    put_json(r, value, json_media);
}

void reply_static(request *r, const char *data, size_t size, const char *type)
{
    r->status = 200;
    r->reply = (char *)(uintptr_t)data;
    r->reply_size = size;
    r->replied_static = true;
    r->reply_type = type;
}

void reply_page(request *r, const char *name, json_t *value)
{
    const template_file *file = web_file(name);
    drop_reply(r);
    FILE *out = file != NULL && value != NULL ? open_memstream(&r->reply, &r->reply_size) : NULL;
    bool good = out != NULL && template_render(out, file->data, file->size, value);
    json_decref(value);
    if (out != NULL && !good)
        fputs("<p>This page is damaged.</p>\n", out);
    reply_stream(r, out, html_media);
}

/* ---- errors --------------------------------------------------------------------------------------------------------- */

void reply_problem(request *r, unsigned status, const char *detail, ...)
{
    char words[512];
    va_list list;
    if (r->status >= 400)
        return;
    va_start(list, detail);
    vsnprintf(words, sizeof words, detail, list);
    va_end(list);
    json_t *text = json_string(words);
    for (size_t end = strlen(words); text == NULL && end > 0; text = json_string(words))    /* a character that was cut */
        words[--end] = '\0';
    r->status = status;
    json_t *problem = json_pack("{s:s, s:s, s:i, s:o}", "type", "about:blank", "title", status_phrase(status), "status", (int)status,
                                "detail", text);
    if (request_is_api(r))
        put_json(r, problem, "application/problem+json");
    else
        reply_page(r, "problem.html", problem);
    r->status = status;
}

void reply_error(request *r, const avow_error *error)
{
    const char *detail = error->detail[0] != '\0' ? error->detail : avow_status_name(error->code);
    switch (error->code) {
    case AVOW_NOT_IN_STORE: reply_problem(r, 404, "%s", detail); break;
    case AVOW_BAD_ARGUMENT:
    case AVOW_LIMIT: reply_problem(r, 400, "%s", detail); break;
    case AVOW_BAD_INPUT: reply_problem(r, 422, "%s", detail); break;
    case AVOW_CANCELLED: reply_problem(r, 504, "This took too long"); break;
    case AVOW_STORE_FULL: reply_problem(r, 507, "%s", detail); break;
    case AVOW_NO_MEMORY: reply_problem(r, 500, "There is not enough memory"); break;
    case AVOW_STORE_BUSY:
        r->retry_after = 5;
        reply_problem(r, 503, "The store is being written: %s", detail);
        break;
    default: reply_problem(r, 503, "%s", detail);
    }
}

/* ---- ETag and gzip -------------------------------------------------------------------------------------------------- */

/* Whether a list of words with parameters ("gzip;q=1.0, br") has the word, not turned down by "q=0". */
static bool accepts(const char *list, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = list; *at != '\0'; at += strcspn(at, ","), at += *at == ',') {
        at += strspn(at, " \t");
        const char *rest = at + size;
        if (strncmp(at, word, size) != 0 || (*rest != '\0' && strchr(" \t;,", *rest) == NULL))
            continue;
        size_t left = strcspn(rest, ","), zero = 0;
        while (zero < left && strncmp(rest + zero, "q=0", 3) != 0)
            zero++;
        return zero >= left || rest[zero + 3 + strspn(rest + zero + 3, ".0")] > '0';
    }
    return false;
}

static void pack(request *r)
{
    z_stream z = {0};
    if (deflateInit2(&z, 5, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    size_t room = deflateBound(&z, (uLong)r->reply_size);
    char *packed = malloc(room);
    z.next_in = (Bytef *)r->reply;
    z.avail_in = (uInt)r->reply_size;
    z.next_out = (Bytef *)packed;
    z.avail_out = (uInt)room;
    if (packed != NULL && deflate(&z, Z_FINISH) == Z_STREAM_END) {
        drop_reply(r);
        r->reply = packed;
        r->reply_size = z.total_out;
        r->packed = true;
    } else {
        free(packed);
    }
    deflateEnd(&z);
}

bool reply_is_known(request *r)
{
    if (r->if_none_match == NULL || (strstr(r->if_none_match, r->etag + 2) == NULL && strcmp(r->if_none_match, "*") != 0))
        return false;
    drop_reply(r);
    r->status = 304;
    return true;
}

void reply_finish(request *r)
{
    if (r->status == 0)
        reply_problem(r, 500, "Nothing was replied");
    if (r->status == 200 && r->method == METHOD_GET && r->reply_size < UINT32_MAX && r->etag[0] == '\0') {
        const Bytef *data = (const Bytef *)r->reply;
        snprintf(r->etag, sizeof r->etag, "W/\"%08lx%08lx%zx\"", crc32(0, data, (uInt)r->reply_size), adler32(1, data, (uInt)r->reply_size),
                 r->reply_size);
        reply_is_known(r);
    }
    if (r->status != 200 && r->status != 304)
        r->etag[0] = '\0';
    if (r->reply_size >= WORTH_PACKING && r->reply_size < UINT32_MAX && r->accepts != NULL && accepts(r->accepts, "gzip"))
        pack(r);
}
