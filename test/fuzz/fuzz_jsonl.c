/* fuzz_jsonl.c - the command's reader of articles (cli/input.c) on any bytes: as JSONL, and as what it takes them for itself.
 *
 * JSONL: each line that is not blank gives one article or one error, in order, with the line's number and an offset within
 * it; what it hands out is UTF-8. Otherwise the file is one article, byte for byte. Of packed bytes and archives no more is asked
 * than that each job is an article, a page or an error (fuzz_stream.c and fuzz_warc.c ask for more). The bytes come from a file, as
 * they do for the command; its sources but main.c are linked in. */
#define _POSIX_C_SOURCE 200809L
#include <unistd.h>

#include "fuzz.h"
#include "input.h"
#include "utf8.h"

volatile int interrupted;           /* main.c's */

static bool is_utf8(const char *text, size_t size)
{
    return size == 0 || avow_utf8_valid_prefix(text, size) == size;
}

/* The next line that is not blank, from *at on; false if there is none. A byte order mark at the file's start is blank. */
static bool next_line(const char *data, size_t size, size_t *at, size_t *start, size_t *end, uint64_t *number)
{
    while (*at < size) {
        const char *newline = memchr(data + *at, '\n', size - *at);
        *start = *at;
        *at = *end = newline != NULL ? (size_t)(newline - data) + 1 : size;
        ++*number;
        size_t i = *start == 0 && size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : *start;
        while (i < *end && (data[i] == ' ' || data[i] == '\t' || data[i] == '\r' || data[i] == '\n')) i++;
        if (i < *end) return true;
    }
    return false;
}

static void check_article(const cli_job *job)
{
    const avow_article *a = &job->article;
    const char *const strings[] = {a->id, a->title, a->date, a->outlet, a->url};
    demand(a->text != NULL && is_utf8(a->text, a->size), "a line's text is UTF-8");
    demand(a->id != NULL, "an article has an id");
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        demand(strings[i] == NULL || is_utf8(strings[i], strlen(strings[i])), "a line's strings are UTF-8");
}

static void check_lines(cli_input *input, const char *data, size_t size)
{
    size_t at = 0, start = 0, end = 0;
    uint64_t number = 0;
    cli_job job = {0};
    while (input_next(input, &job)) {
        demand(next_line(data, size, &at, &start, &end, &number), "there are no more articles than lines");
        demand(job.record == number, "a line is told by its number");
        demand(job.error.code != AVOW_OK || job.object != NULL, "a line gives an article or an error");
        if (job.error.code == AVOW_OK) check_article(&job);
        else demand(strlen(job.error.detail) > 0 && job.error.offset >= start && job.error.offset <= end, "an error lies in its line");
        job_clear(&job);
    }
    job_clear(&job);
    demand(!next_line(data, size, &at, &start, &end, &number), "no line is left out");
}

/* Reads the job's page. */
static void check_page(cli_job *job)
{
    article_read(job, true);
    demand((job->error.code != AVOW_OK) == (job->document == NULL), "a page is an article or an error");
    demand(job->error.code == AVOW_OK || strlen(job->error.detail) > 0, "a page without an article is told");
    if (job->document != NULL) check_article(job);
}

static void check_any(cli_input *input, const char *data, size_t size)
{
    cli_job job = {0};
    bool first = input_next(input, &job);
    if (input->kind == IS_LINES) {              /* for what begins with an object that has a text */
        demand(first && job.record > 0 && job.object != NULL, "JSONL begins with an article's line");
    } else if (input->kind == IS_PAGE) {
        demand(first && job.page_size == size && (size == 0 || memcmp(job.page, data, size) == 0), "a page stays as it is");
        check_page(&job);
    } else if (job.error.code != AVOW_OK) {     /* what begins like UTF-16, an archive */
        demand(!first || (job.error.code == AVOW_BAD_INPUT && strlen(job.error.detail) > 10), "what is no text is told");
    } else {
        demand(first && job.record == 0, "a text is an article");
        demand(job.article.size == size && (size == 0 || memcmp(job.article.text, data, size) == 0), "a text stays as it is");
    }
    job_clear(&job);
}

static void check_jobs(cli_input *input)
{
    cli_job job = {0};
    while (input_next(input, &job)) {
        demand(job.error.code != AVOW_OK || job.page != NULL || job.article.text != NULL, "a job is an article, a page or an error");
        demand(job.error.code == AVOW_OK || strlen(job.error.detail) > 0, "an error says something");
        if (job.error.code == AVOW_OK && job.page != NULL) check_page(&job);
        job_clear(&job);
    }
    job_clear(&job);
}

static bool is_packed_or_archive(const uint8_t *data, size_t size)
{
    return size >= 4 && (memcmp(data, "\x1F\x8B\x08", 3) == 0 || memcmp(data, "\x28\xB5\x2F\xFD", 4) == 0 ||
                         memcmp(data + 1, "\x2A\x4D\x18", 3) == 0 || memcmp(data, "WARC", 4) == 0);
}

/* A file without a name that holds the bytes; its path. */
static char *path_of(const uint8_t *data, size_t size)
{
    static FILE *file;
    static char path[64];
    if (file == NULL) file = tmpfile();
    demand(file != NULL && ftruncate(fileno(file), 0) == 0, "there is a file");
    demand(pwrite(fileno(file), data, size, 0) == (ssize_t)size, "the bytes fit in it");
    snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
    return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *path = path_of(data, size);
    cli_input input;
    if (is_packed_or_archive(data, size)) {
        for (cli_from from = FROM_AUTO; from <= FROM_WARC; from++) {
            input_begin(&input, from, &path, 1);
            check_jobs(&input);
            input_end(&input);
        }
        return 0;
    }
    input_begin(&input, FROM_JSONL, &path, 1);
    check_lines(&input, (const char *)data, size);
    input_end(&input);
    input_begin(&input, FROM_AUTO, &path, 1);
    check_any(&input, (const char *)data, size);
    input_end(&input);
    return 0;
}
