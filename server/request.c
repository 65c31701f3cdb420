/* request.c - see request.h. Forms are read by libmicrohttpd, JSON by jansson. */
#include "request.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "route.h"

bool request_is_api(const request *r)
{
    return strncmp(r->target, "/api/", 5) == 0;
}

const char *request_param(const request *r, const char *name)
{
    for (size_t i = 0; i < r->param_count; i++)
        if (strcmp(r->params[i].name, name) == 0 && r->params[i].value[0] != '\0')
            return r->params[i].value;
    return NULL;
}

/* Pages and JSON have no NUL and nothing that is not UTF-8, which files may. */
static bool is_text(const char *value, size_t size)
{
    for (size_t at = 0; at < size;) {
        int32_t c;
        at += decode_utf8(value + at, size - at, &c);
        if (c <= 0)
            return false;
    }
    return true;
}

char *request_copy(const char *text, size_t size)
{
    char *made = malloc(size + 1);
    if (made != NULL) {
        memcpy(made, text, size);
        made[size] = '\0';
    }
    return made;
}

static param *add(request *r, const char *name, const char *value, size_t size)
{
    if (r->param_count == MOST_PARAMS) {
        reply_problem(r, 400, "There are more than %d parameters", MOST_PARAMS);
        return NULL;
    }
    param *p = &r->params[r->param_count];
    *p = (param){request_copy(name, strlen(name)), request_copy(value, size), size};
    if (p->name == NULL || p->value == NULL) {
        free(p->name);
        free(p->value);
        reply_problem(r, 500, "There is not enough memory");
        return NULL;
    }
    r->param_count++;
    return p;
}

bool request_add_param(request *r, const char *name, const char *value, size_t size)
{
    if (is_text(name, strlen(name)) && is_text(value, size))
        return add(r, name, value, size) != NULL;
    reply_problem(r, 400, "A parameter is not UTF-8, or has a NUL");
    return false;
}

/* ---- bodies --------------------------------------------------------------------------------------------------------- */

/* A piece of a field, as MHD_PostDataIterator hands it out. A file's bytes may be anything. */
static enum MHD_Result take_field(void *context, enum MHD_ValueKind kind, const char *name, const char *file, const char *type,
                                  const char *encoding, const char *data, uint64_t offset, size_t size)
{
    request *r = context;
    (void)kind, (void)encoding;
    if (name == NULL || !is_text(name, strlen(name)))
        return MHD_YES;
    if (offset == 0) {
        if (file != NULL && file[0] != '\0' && is_text(file, strlen(file)) && add(r, "filename", file, strlen(file)) == NULL)
            return MHD_NO;
        if (file != NULL && type != NULL && is_text(type, strlen(type)) && add(r, "filetype", type, strlen(type)) == NULL)
            return MHD_NO;
        return add(r, name, data, size) != NULL ? MHD_YES : MHD_NO;
    }
    for (size_t i = r->param_count; i-- > 0;)
        if (strcmp(r->params[i].name, name) == 0) {
            char *more = realloc(r->params[i].value, r->params[i].size + size + 1);
            if (more == NULL)
                return MHD_NO;
            memcpy(more + r->params[i].size, data, size);
            r->params[i].value = more;
            more[r->params[i].size += size] = '\0';
            return MHD_YES;
        }
    return MHD_YES;
}

bool request_read_form(request *r)
{
    enum { BUFFER = 64 << 10 };
    struct MHD_PostProcessor *form = MHD_create_post_processor(r->connection, BUFFER, take_field, r);
    if (form == NULL) {
        reply_problem(r, 415, "The body is no form (application/x-www-form-urlencoded or multipart/form-data)");
        return false;
    }
    bool good = r->body_size == 0 || MHD_post_process(form, r->body, r->body_size) == MHD_YES;
    good = MHD_destroy_post_processor(form) == MHD_YES && good;
    if (!good && r->status == 0)
        reply_problem(r, 400, "The form is damaged");
    for (size_t i = 0; i < r->param_count && good; i++)
        if (strcmp(r->params[i].name, "file") != 0 && !is_text(r->params[i].value, r->params[i].size)) {
            reply_problem(r, 400, "A field is not UTF-8, or has a NUL");
            good = false;
        }
    return good;
}

json_t *request_json(request *r)
{
    json_error_t error;
    json_t *value = json_loadb(r->body != NULL ? r->body : "", r->body_size, JSON_REJECT_DUPLICATES, &error);
    if (value == NULL)
        reply_problem(r, 400, "The body is no JSON: %s", error.text);
    return value;
}

void request_free(request *r)
{
    for (size_t i = 0; i < r->param_count; i++) {
        free(r->params[i].name);
        free(r->params[i].value);
    }
    free(r->target);
    free(r->body);
    if (!r->replied_static)
        free(r->reply);
    free(r);
}
