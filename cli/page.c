/* page.c - from a web page to its article: the one place where the command calls the HTML reader. */
#include "jobs.h"

void page_read(cli_job *job)
{
    fail(&job->error, AVOW_BAD_INPUT, job->offset, "HTML comes with a later version");
}
