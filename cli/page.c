/* page.c - from what an input holds to its article: out of a web page, of a file or of an archive's record, or of a text. The one
 * place where the command calls libavow-read's readers. */
#include <stdlib.h>

#include "jobs.h"

static void read_page(cli_job *job)
{
    avow_read_options options = {.charset = job->charset, .url = job->url, .date = job->date, .truncated = job->truncated};
    if (avow_read_html(job->page, job->page_size, &options, &job->document, &job->error) == AVOW_OK)
        job->article = avow_document_article(job->document, job->id);
    else if (job->record > 0)
        job->error.offset = job->offset;        /* the page's place is that of its record */
    job->from_page = true;
    free(job->page);
    job->page = NULL;
}

/* All of a text, or as much as tells the language. */
static void read_text(cli_job *job, bool all)
{
    enum { ENOUGH = 64 * 1024 };
    const char *text = job->article.text;
    size_t size = job->article.size;
    if (!all && size > ENOUGH)
        for (size = ENOUGH; ((unsigned char)text[size] & 0xC0) == 0x80 && size > ENOUGH - 4;)
            size--;
    avow_read_options options = {.max_bytes = size};
    if (avow_read_text(text, size, &options, &job->document, &job->error) != AVOW_OK || !job->document->other_language)
        return;
    job->article.skip = true;
    job->article.warnings = job->document->warnings + job->document->warning_count - 1;     /* avow_extract tells the others itself */
    job->article.warning_count = 1;
}

void article_read(cli_job *job, bool all)
{
    if (job->page != NULL)
        read_page(job);
    else
        read_text(job, all);
}
