/* archive.c - the pages in a WARC archive, each a job whose article is read by the thread that extracts from it. Records that hold
 * no page, and revisits, whose page another record holds, are counted and passed over. */
#include <stdlib.h>
#include <string.h>

#include "input.h"

bool archive_open(cli_input *input, avow_error *error)
{
    if (avow_warc_new(input->stream, NULL, NULL, &input->archive, error) != AVOW_OK ||
        avow_warc_begin(input->archive, input->data + input->start, input->end - input->start, error) != AVOW_OK)
        return false;
    if (input->trouble.code != AVOW_OK)     /* the stream says it again, behind what it gave */
        input->trouble = (avow_error){0};
    input->archives++;
    return true;
}

void archive_close(cli_input *input)
{
    avow_warc_free(input->archive);
    input->archive = NULL;
}

static char *utf8_or_null(const char *text)
{
    return text != NULL ? must_utf8(text) : NULL;
}

/* The job of a record that holds a page or could not be read. */
static void job_of(const cli_input *input, const avow_warc_record *record, cli_job *job)
{
    job->record = record->number;
    job->record_id = utf8_or_null(record->id);
    job->error = record->error;
    if (record->error.code != AVOW_OK)
        return;
    char *file = must_utf8(input->path);
    job->id = job->record_id != NULL ? must_copy(job->record_id) : must_format("%s:%llu", file, (unsigned long long)record->number);
    free(file);
    job->url = utf8_or_null(record->uri);
    job->charset = utf8_or_null(record->charset);
    job->article = (avow_article){.id = job->id, .url = job->url};
    job->page = memcpy(must_alloc(record->size, 1), record->body, record->size);
    job->page_size = record->size;
    job->offset = record->offset;
}

bool archive_next(cli_input *input, cli_job *job)
{
    const avow_warc_record *record;
    while (!interrupted && (record = avow_warc_next(input->archive)) != NULL && !interrupted) {
        if (record->page || record->error.code != AVOW_OK) {
            job_of(input, record, job);
            return true;
        }
        input->passed_over++;
        input->revisits += record->type != NULL && strcmp(record->type, "revisit") == 0;
    }
    return false;
}
