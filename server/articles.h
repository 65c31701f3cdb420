/* articles.h - articles that come with a request, and results that go out. */
#ifndef AVOW_SERVER_ARTICLES_H
#define AVOW_SERVER_ARTICLES_H

#include "input.h"
#include "route.h"

/* The article of the body: JSON as a line of JSONL has it, text, a web page, or a form with `text` or `file`. False, with the request
 * refused, if there is none. The job is to be cleared. */
bool article_take(request *r, cli_job *job);
/* The same, extracted; NULL, with the request refused, if that can't be. To be freed. */
avow_result *article_extract(worker *w, request *r, cli_job *job);

/* Replies with the result in a format, offsets in the unit that the request asks for; with a document, spans have origins. False, with the
 * request refused, if that can't be. */
bool article_write(request *r, const avow_result *result, avow_format format, const avow_document *document);
/* Replies with the page of a template, in which {{{article}}} is the result. Takes the page. */
void article_show(request *r, const avow_result *result, const char *name, json_t *page);

/* An avow_origin; an avow_sink on a FILE. */
size_t article_origin(const void *document, avow_span span, avow_span *ranges, size_t room);
int write_to_stream(void *stream, const char *data, size_t size);

#endif
