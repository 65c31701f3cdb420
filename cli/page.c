/* page.c - from a web page, of a file or of an archive's record, to its article: the one place where the command calls the HTML
 * reader. */
#include <stdlib.h>

#include "jobs.h"

void page_read(cli_job *job)
{
    avow_read_options options = {.charset = job->charset, .url = job->url, .date = job->date, .truncated = job->truncated};
    if (avow_read_html(job->page, job->page_size, &options, &job->document, &job->error) == AVOW_OK)
        job->article = avow_document_article(job->document, job->id);
    else if (job->record > 0)
        job->error.offset = job->offset;        /* the page's place is that of its record */
    free(job->page);
    job->page = NULL;
}
