/* articles.c - an article of the record, as a page and as JSON; and articles that are sent to be put into it. */
#include <stdlib.h>
#include <string.h>

#include "articles.h"
#include "engine.h"
#include "view.h"

enum { MOST_SPEAKERS = 256 };

int write_to_stream(void *stream, const char *data, size_t size)
{
    return fwrite(data, 1, size, stream) != size;
}

bool article_write(request *r, const avow_result *result, avow_format format, const avow_document *document)
{
    static const struct {
        const char *name;
        avow_offsets offsets;
    } units[] = {{"codepoints", AVOW_CODEPOINTS}, {"bytes", AVOW_BYTES}, {"utf16", AVOW_UTF16}};
    const char *unit = request_param(r, "offsets");
    size_t i = 0, count = sizeof units / sizeof *units;
    while (unit != NULL && i < count && strcmp(units[i].name, unit) != 0)
        i++;
    if (i == count) {
        reply_problem(r, 400, "offsets takes codepoints, bytes or utf16");
        return false;
    }
    char threads[64];
    snprintf(threads, sizeof threads, "/threads?article=%lld&statement=", (long long)r->number);
    avow_write_options how = {.format = format, .offsets = units[i].offsets, .fragment = true, .threads = r->number != 0 ? threads : NULL};
    avow_writer *writer = NULL;
    avow_error error = {0};
    FILE *out = open_memstream(&r->reply, &r->reply_size);
    avow_status status = out != NULL ? avow_writer_new(&how, write_to_stream, out, NULL, &writer, &error) : AVOW_NO_MEMORY;
    if (status == AVOW_OK && document != NULL)
        avow_writer_set_origin(writer, article_origin, document);
    if (status == AVOW_OK)
        status = avow_write(writer, result, &error);
    if (writer != NULL && avow_writer_finish(writer, &error) != AVOW_OK)
        status = error.code;
    if (status != AVOW_OK) {
        if (out != NULL)
            fclose(out);
        reply_error(r, &error);
        return false;
    }
    reply_stream(r, out, "application/json; charset=utf-8");
    return r->status == 200;
}

size_t article_origin(const void *document, avow_span span, avow_span *ranges, size_t room)
{
    return avow_document_origin(document, span, ranges, room);
}

void article_show(request *r, const avow_result *result, const char *template, json_t *page)
{
    if (!article_write(r, result, AVOW_FORMAT_HTML, NULL)) {
        json_decref(page);
        return;
    }
    json_object_set_new(page, "article", json_stringn(r->reply, r->reply_size));
    r->status = 0;
    reply_page(r, template, page);
}

/* ---- articles of the store -------------------------------------------------------------------------------------------- */

/* Of the path's number; NULL, with the request refused, if it isn't there. */
static avow_result *stored(worker *w, request *r)
{
    avow_error error = {0};
    avow_result *result = NULL;
    avow_store *store = worker_store(w, r);
    if (store != NULL && avow_store_article(store, r->number, &result, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    return result;
}

/* Those of the article's speakers who may have said something elsewhere, with their addresses: persons and organisations, each once. */
static json_t *speakers_of(worker *w, request *r, const avow_result *result)
{
    int64_t numbers[MOST_SPEAKERS];
    size_t count = 0;
    avow_error error = {0};
    json_t *list = json_array();
    if (avow_store_entities(w->store, r->number, numbers, MOST_SPEAKERS, &count, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    for (size_t i = 0; i < count && i < MOST_SPEAKERS && i < result->entity_count; i++) {
        bool speaks = false, before = result->entities[i].type > AVOW_ORGANISATION;
        for (size_t k = 0; k < result->attribution_count; k++)
            speaks |= result->attributions[k].speaker == result->entities[i].id;
        for (size_t k = 0; k < i; k++)
            before |= numbers[k] == numbers[i];
        if (speaks && !before)
            json_array_append_new(list, json_pack("{s:s, s:o}", "name", result->entities[i].name, "address",
                                                  json_sprintf("/speakers/%lld", (long long)numbers[i])));
    }
    return list;
}

void article_page(worker *w, request *r)
{
    avow_result *result = stored(w, r);
    if (result == NULL)
        return;
    const char *title = result->title != NULL ? result->title : result->id;
    json_t *page = view_page("article", title != NULL && title[0] != '\0' ? title : "Article"), *speakers = speakers_of(w, r, result);
    json_object_set_new(page, "json", json_sprintf("/api/articles/%lld", (long long)r->number));
    json_object_set_new(page, "any", json_boolean(json_array_size(speakers) > 0));
    json_object_set_new(page, "speakers", speakers);
    if (r->status == 0)
        article_show(r, result, "article.html", page);
    else
        json_decref(page);
    avow_result_free(result);
}

void article_json(worker *w, request *r)
{
    avow_result *result = stored(w, r);
    if (result != NULL)
        article_write(r, result, AVOW_FORMAT_JSONL, NULL);
    avow_result_free(result);
}

void article_add(worker *w, request *r)
{
    avow_error error = {0};
    avow_added added = {0};
    cli_job job = {0};
    avow_result *result = article_extract(w, r, &job);
    avow_store *store = result != NULL ? worker_store(w, r) : NULL;
    if (store != NULL && avow_store_add(store, result, &added, &error) != AVOW_OK)
        worker_failed(w, r, &error);
    if (store != NULL && r->status == 0)
        reply_json(r, json_pack("{s:o, s:I, s:I, s:b, s:I}", "id", result->id != NULL ? json_string(result->id) : json_null(), "article",
                                (json_int_t)added.article, "version", (json_int_t)added.version, "new", added.is_new, "attributions",
                                (json_int_t)added.statements));
    avow_result_free(result);
    job_clear(&job);
}
