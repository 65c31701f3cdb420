/* page.c - from a web page to its article: the one place where the command calls the HTML reader. */
#include <stdlib.h>

#include "jobs.h"

void page_read(cli_job *job)
{
    avow_read_options options = {.charset = job->charset, .url = job->url};
    if (avow_read_html(job->page, job->page_size, &options, &job->document, &job->error) == AVOW_OK) {
        job->article = avow_document_article(job->document, job->id);
        if (job->article.url == NULL)
            job->article.url = job->url;
    } else if (job->record > 0) {
        job->error.offset = job->offset;        /* where the record is says more than where in it */
    }
    free(job->page);
    job->page = NULL;
}
