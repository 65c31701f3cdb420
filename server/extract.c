/* extract.c - "try it": articles that are sent, read by the model, and answered without being kept. */
#include <stdlib.h>
#include <string.h>

#include "articles.h"
#include "engine.h"
#include "view.h"

/* ---- what came ---------------------------------------------------------------------------------------------------------- */

static bool is_type(const request *r, const char *type)
{
    size_t size = strlen(type);
    return strncmp(r->type, type, size) == 0 && (r->type[size] == '\0' || strchr("; ", r->type[size]) != NULL);
}

/* Text, or a page whose article is read. */
static bool take_bytes(request *r, cli_job *job, const char *data, size_t size, bool page, const char *id)
{
    char *bytes = request_copy(data, size);
    job->article.id = id;
    if (bytes == NULL) {
        reply_problem(r, 500, "There is not enough memory");
    } else if (page || input_is_page(data, size)) {
        job->page = bytes;
        job->page_size = size;
        job->id = must_copy(id);
    } else {
        job->text = bytes;
        job->article.text = bytes;
        job->article.size = size;
    }
    return r->status == 0;
}

static bool take_object(request *r, cli_job *job)
{
    job->object = request_json(r);
    if (job->object == NULL)
        return false;
    job->record = 1;
    input_article_of(job, "article", 0);
    if (job->error.code != AVOW_OK)
        reply_problem(r, 422, "The object has no string \"text\", or a member that is no string: %s", job->error.detail);
    return r->status == 0;
}

static const param *field(const request *r, const char *name)
{
    for (size_t i = 0; i < r->param_count; i++)
        if (strcmp(r->params[i].name, name) == 0 && r->params[i].size > 0)
            return &r->params[i];
    return NULL;
}

static bool take_form(request *r, cli_job *job)
{
    if (!request_read_form(r))
        return false;
    const param *file = field(r, "file"), *text = file != NULL ? file : field(r, "text");
    const char *type = request_param(r, "filetype"), *name = file != NULL ? request_param(r, "filename") : NULL;
    if (text == NULL) {
        reply_problem(r, 422, "There is no text");
        return false;
    }
    return take_bytes(r, job, text->value, text->size, file != NULL && type != NULL && strcmp(type, "text/html") == 0,
                      name != NULL ? name : "Pasted text");
}

static bool take(request *r, cli_job *job)
{
    if (is_type(r, "application/json"))
        return take_object(r, job);
    if (is_type(r, "multipart/form-data") || is_type(r, "application/x-www-form-urlencoded"))
        return take_form(r, job);
    if (is_type(r, "text/plain") || is_type(r, "text/html"))
        return take_bytes(r, job, r->body != NULL ? r->body : "", r->body_size, is_type(r, "text/html"), "article");
    reply_problem(r, 415, "The body is to be application/json, text/plain, text/html or a form");
    return false;
}

bool article_take(request *r, cli_job *job)
{
    if (!take(r, job))
        return false;
    article_read(job, false);
    if (job->error.code != AVOW_OK)
        reply_error(r, &job->error);
    return r->status == 0;
}

/* ---- what goes ---------------------------------------------------------------------------------------------------------- */

avow_result *article_extract(worker *w, request *r, cli_job *job)
{
    avow_result *result = NULL;
    avow_error error = {0};
    if (w->session == NULL) {
        reply_problem(r, 503, "The server was started without a model");
        return NULL;
    }
    if (article_take(r, job) && avow_extract(w->session, &job->article, &result, &error) != AVOW_OK)
        reply_error(r, &error);
    if (result != NULL)
        atomic_fetch_add(&r->server->counts.articles, 1);
    return result;
}

void extract_json(worker *w, request *r)
{
    cli_job job = {0};
    avow_result *result = article_extract(w, r, &job);
    if (result != NULL)
        article_write(r, result, AVOW_FORMAT_JSONL, job.from_page ? job.document : NULL);
    avow_result_free(result);
    job_clear(&job);
}

void try_page(worker *w, request *r)
{
    (void)w;
    json_t *page = view_page("try", "Try it");
    json_object_set_new(page, "can", json_boolean(r->server->options->model != NULL));
    reply_page(r, "try.html", page);
}

void try_result(worker *w, request *r)
{
    cli_job job = {0};
    avow_result *result = article_extract(w, r, &job);
    if (result != NULL)
        article_show(r, result, "tried.html", view_page("try", "Who said what in it"));
    avow_result_free(result);
    job_clear(&job);
}
