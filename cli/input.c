/* input.c - reading articles. A text file is one article and read whole; JSONL is read line by line, so memory is bounded by
 * the longest line whatever the file's size; archives are archive.c's. Files packed with gzip or zstd are unpacked on the way.
 * What can't be read becomes a job with an error, in its place in the order. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* Bytes of a text file or a line: as it is, and unpacked, where a small file could become any size, and of a web page. */
enum { PIECE = 64 * 1024, MOST = 1 << 30, MOST_UNPACKED = 64 << 20 };

void input_begin(cli_input *input, cli_from from, char **paths, size_t count)
{
    *input = (cli_input){.from = from, .walk = {.paths = paths, .count = count, .from = from}, .file = -1};
}

static void close_file(cli_input *input)
{
    archive_close(input);
    avow_stream_free(input->stream);
    input->stream = NULL;
    if (input->file > STDIN_FILENO)
        close(input->file);
    free(input->path);
    free(input->data);
    input->path = input->data = NULL;
    input->file = -1;
    input->start = input->end = input->capacity = 0;
}

void input_end(cli_input *input)
{
    close_file(input);
    walk_end(&input->walk);
}

void input_summary(const cli_input *input, uint64_t articles, uint64_t failed, uint64_t before)
{
    char *earlier = before > 0 ? must_format(", %llu done before", (unsigned long long)before) : must_copy("");
    char *other = input->archives == 0 ? must_copy("")
                                       : must_format("; %llu records without a page passed over, %llu of them revisits",
                                                     (unsigned long long)input->passed_over, (unsigned long long)input->revisits);
    say("%llu article%s, %llu failed%s, in %.1f s%s", (unsigned long long)articles, plural(articles), (unsigned long long)failed,
        earlier, say_seconds(), other);
    free(earlier);
    free(other);
}

/* The stream's source: the file, which ends where the user interrupts. */
static ptrdiff_t from_file(void *context, char *data, size_t size)
{
    cli_input *input = context;
    ssize_t got;
    do {
        got = read(input->file, data, size);
    } while (got < 0 && errno == EINTR && !interrupted);
    return got >= 0 ? got : interrupted ? 0 : -errno;
}

/* Reads a piece more; false at the end of the file, on an error, and when interrupted. */
static bool more(cli_input *input)
{
    if (input->ended)
        return false;
    if (input->capacity - input->end < PIECE) {
        if (input->start > 0)
            memmove(input->data, input->data + input->start, input->end - input->start);
        input->end -= input->start;
        input->start = 0;
        if (input->capacity - input->end < PIECE) {
            input->capacity = input->capacity + input->capacity / 2 + 2 * PIECE;
            input->data = must_grow(input->data, input->capacity, 1);
        }
    }
    size_t got = 0;
    avow_stream_read(input->stream, input->data + input->end, input->capacity - input->end, &got, &input->trouble);
    input->end += got;
    input->ended = got == 0;
    return got > 0;
}

static size_t most(const cli_input *input)
{
    return avow_stream_packing(input->stream) == AVOW_PLAIN && input->kind != IS_PAGE ? MOST : MOST_UNPACKED;
}

static void fail_limit(const cli_input *input, avow_error *error, uint64_t offset, const char *what)
{
    fail(error, AVOW_LIMIT, offset, "the %s is longer than %s", what,
         most(input) == MOST ? "1 GiB" : "64 MiB, the limit for pages and for what was packed");
}

/* The size up to the end of the line that data[start + from] stands in, its '\n' included; reads on as needed. SIZE_MAX if
 * that is more than it may have. */
static size_t line_size(cli_input *input, size_t from)
{
    for (size_t seen = from;;) {
        size_t size = input->end - input->start;
        const char *newline = size > seen ? memchr(input->data + input->start + seen, '\n', size - seen) : NULL;
        if (newline != NULL)
            return (size_t)(newline - (input->data + input->start)) + 1;
        if (size > most(input))
            return SIZE_MAX;
        seen = size;
        if (!more(input))
            return size;
    }
}

static void use(cli_input *input, size_t size)
{
    input->start += size;
    input->offset += size;
}

static size_t blank(const char *text, size_t size)
{
    size_t i = 0;
    while (i < size && strchr(" \t\r\n", text[i]) != NULL && text[i] != '\0')
        i++;
    return i;
}

/* ---- JSONL -------------------------------------------------------------------------------------------------------- */

/* Drops the rest of a line that is too long to hold. */
static void skip_line(cli_input *input)
{
    for (;;) {
        size_t size = input->end - input->start;
        const char *newline = size > 0 ? memchr(input->data + input->start, '\n', size) : NULL;
        if (newline != NULL)
            size = (size_t)(newline - (input->data + input->start)) + 1;
        use(input, size);
        if (newline != NULL || !more(input))
            return;
    }
}

/* The string at key, NULL if there is none or it is null; false, with the error filled, if it is no string or has a NUL. */
static bool string_at(const json_t *object, const char *key, const char **out, uint64_t offset, avow_error *error)
{
    const json_t *value = json_object_get(object, key);
    *out = json_string_value(value);
    if (value == NULL || json_is_null(value))
        return true;
    if (*out != NULL && strlen(*out) == json_string_length(value))
        return true;
    fail(error, AVOW_BAD_INPUT, offset, "\"%s\" must be a string%s", key, *out != NULL ? " without NUL characters" : "");
    return false;
}

void input_article_of(cli_job *job, const char *path, uint64_t offset)
{
    avow_article *article = &job->article;
    const json_t *text = json_object_get(job->object, "text");
    if (!json_is_string(text)) {
        fail(&job->error, AVOW_BAD_INPUT, offset, "the line has no string \"text\"");
        return;
    }
    avow_error *error = &job->error;
    if (!string_at(job->object, "id", &article->id, offset, error) || !string_at(job->object, "url", &article->url, offset, error) ||
        !string_at(job->object, "title", &article->title, offset, error) ||
        !string_at(job->object, "date", &article->date, offset, error) ||
        !string_at(job->object, "outlet", &article->outlet, offset, error))
        return;
    if (article->outlet == NULL && !string_at(job->object, "publisher", &article->outlet, offset, error))
        return;
    if (article->id == NULL) {
        char *name = must_utf8(path);
        article->id = job->id = must_format("%s:%llu", name, (unsigned long long)job->record);
        free(name);
    }
    article->text = json_string_value(text);
    article->size = json_string_length(text);
}

/* The next line that is not blank; false at the end of the file. */
static bool next_line(cli_input *input, cli_job *job)
{
    for (;;) {
        size_t size = line_size(input, 0);
        if (interrupted)
            return false;
        if (input->trouble.code != AVOW_OK && (size == 0 || input->data[input->start + size - 1] != '\n')) {
            job->record = ++input->record;
            fail(&job->error, input->trouble.code, input->offset, "%s", input->trouble.detail);
            input->trouble = (avow_error){0};
            use(input, input->end - input->start);
            return true;
        }
        if (size == 0)
            return false;
        job->record = ++input->record;
        if (size == SIZE_MAX) {
            fail_limit(input, &job->error, input->offset, "line");
            skip_line(input);
            return true;
        }
        const char *line = input->data + input->start;
        size_t from = input->offset == 0 && size >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        from += blank(line + from, size - from);
        if (from < size) {
            json_error_t why;
            job->object = json_loadb(line + from, size - from, JSON_ALLOW_NUL | JSON_DECODE_ANY, &why);
            if (job->object == NULL)
                fail(&job->error, AVOW_BAD_INPUT, input->offset + from + (uint64_t)(why.position > 0 ? why.position : 0),
                     "the line is not JSON: %s", why.text);
            else
                input_article_of(job, input->path, input->offset);
        }
        use(input, size);
        if (from < size)
            return true;
    }
}

/* ---- opening ------------------------------------------------------------------------------------------------------ */

/* Whether the first line that is not blank is an object with a "text". */
static bool looks_like_lines(cli_input *input)
{
    size_t skip = 0;
    for (;;) {
        size_t size = input->end - input->start;
        if (skip == 0 && size >= 3 && memcmp(input->data, "\xEF\xBB\xBF", 3) == 0)
            skip = 3;
        skip += blank(input->data + input->start + skip, size - skip);
        if (skip < size)
            break;
        if (!more(input))
            return false;
    }
    if (input->data[input->start + skip] != '{')
        return false;
    size_t size = line_size(input, skip);
    json_t *object = size <= most(input) ? json_loadb(input->data + input->start + skip, size - skip, JSON_ALLOW_NUL, NULL) : NULL;
    bool found = json_is_string(json_object_get(object, "text"));
    json_decref(object);
    return found;
}

/* Files that are easily taken for text, by how they begin. Read as text they would give wrong results without a word, so
 * they are refused unless the user says --from text. */
static const struct {
    const char *begins, *remedy;
} strangers[] = {
    {"\xFF\xFE", "the file is UTF-16: convert it first (iconv -f UTF-16 -t UTF-8)"},
    {"\xFE\xFF", "the file is UTF-16: convert it first (iconv -f UTF-16 -t UTF-8)"},
    {"\x1F\x8B", "the file is compressed twice: unpack it first (gzip -d)"},
    {"BZh9", "the file is compressed: unpack it first (bzip2 -d)"},
    {"\xFD" "7zXZ", "the file is compressed: unpack it first (xz -d)"},
    {"PK\3\4", "the file is an archive or an office document: take the text out first"},
    {"%PDF-", "the file is a PDF: take the text out first (pdftotext)"},
};

bool input_is_page(const char *data, size_t size)
{
    static const char *const beginnings[] = {"<!doctype html", "<html", "<head", "<body", "<!--", "<?xml"};
    size_t skip = size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    skip += blank(data + skip, size - skip);
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t length = strlen(beginnings[i]);
        if (size - skip >= length && strncasecmp(data + skip, beginnings[i], length) == 0)
            return true;
    }
    return false;
}

/* Why the file should not be read as text, or NULL. */
static const char *no_text(const cli_input *input)
{
    const char *data = input->data + input->start;
    size_t size = input->end - input->start, skip = blank(data, size);
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
        size_t length = strlen(strangers[i].begins);
        if (size - skip >= length && strncasecmp(data + skip, strangers[i].begins, length) == 0)
            return strangers[i].remedy;
    }
    return has_extension(input->path, ".json") ? "the JSON is not one object with a string \"text\" a line (jq -c makes it so)"
                                               : NULL;
}

static bool looks_like_archive(const cli_input *input)
{
    const char *data = input->data + input->start;
    return input->end - input->start >= 6 && memcmp(data, "WARC/", 5) == 0 && data[5] >= '0' && data[5] <= '9';
}

/* Opens the file and reads its first piece; false with the error filled. */
static bool begin_file(cli_input *input, avow_error *error)
{
    input->record = input->offset = 0;
    input->ended = false;
    input->kind = IS_TEXT;
    input->trouble = (avow_error){0};
    input->file = strcmp(input->path, "-") == 0 ? STDIN_FILENO : open(input->path, O_RDONLY | O_CLOEXEC);
    if (input->file < 0)
        fail(error, AVOW_READ_FAILED, 0, "%s", strerror(errno));
    else if (avow_stream_new(from_file, input, NULL, &input->stream, error) == AVOW_OK)
        more(input);
    return error->code == AVOW_OK;
}

/* Opens the file at path, which it takes over; false with the error filled. */
static bool open_file(cli_input *input, char *path, avow_error *error)
{
    input->path = path;
    if (!begin_file(input, error))
        return false;
    bool ask = input->from == FROM_AUTO;
    if (input->from == FROM_WARC || (ask && (has_extension(path, ".warc") || looks_like_archive(input))))
        input->kind = IS_ARCHIVE;
    else if (input->from == FROM_JSONL || (ask && (has_extension(path, ".jsonl") || has_extension(path, ".ndjson"))))
        input->kind = IS_LINES;
    else if (input->from == FROM_HTML ||
             (ask && (is_page_name(input->path) || input_is_page(input->data + input->start, input->end - input->start))))
        input->kind = IS_PAGE;
    else
        input->kind = ask && looks_like_lines(input) ? IS_LINES : IS_TEXT;
    if (input->kind == IS_ARCHIVE)
        return archive_open(input, error);
    const char *remedy = ask && input->kind == IS_TEXT ? no_text(input) : NULL;
    if (remedy != NULL)
        fail(error, AVOW_BAD_INPUT, 0, "%s", remedy);
    return remedy == NULL;
}

/* The whole file as one article, or as the page that holds it. */
static void whole_text(cli_input *input, cli_job *job)
{
    while (input->end <= most(input) && more(input))
        ;
    job->id = must_utf8(base_name(input->path));
    if (input->trouble.code != AVOW_OK)
        fail(&job->error, input->trouble.code, input->end, "%s", input->trouble.detail);
    else if (input->end > most(input))
        fail_limit(input, &job->error, most(input), input->kind == IS_PAGE ? "page" : "text");
    if (input->kind == IS_PAGE) {
        job->page = input->data;
        job->page_size = input->end;
    } else {
        job->text = input->data;
        job->article = (avow_article){.text = job->text, .size = input->end, .id = job->id};
    }
    input->data = NULL;
}

/* Whether path is a file that is being written: the output or the journal. */
static bool is_written(const cli_input *input, const char *path)
{
    struct stat is;
    if (stat(path, &is) != 0)
        return false;
    for (size_t i = 0; i < 2; i++)
        if (input->written[i].st_ino != 0 && is.st_ino == input->written[i].st_ino && is.st_dev == input->written[i].st_dev)
            return true;
    return false;
}

/* Opens the next file; false at the end, and with job->error set if it can't be read. The file that is being written is
 * none of a folder's articles. */
static bool next_file(cli_input *input, cli_job *job)
{
    char *path = walk_next(&input->walk, &job->error);
    while (path != NULL && job->error.code == AVOW_OK && input->walk.folder != NULL && is_written(input, path)) {
        free(path);
        path = walk_next(&input->walk, &job->error);
    }
    if (path == NULL)
        return false;
    free(job->file);
    job->file = must_copy(path);
    if (job->error.code == AVOW_OK && is_written(input, path))
        fail(&job->error, AVOW_BAD_INPUT, 0, "the file is where the output goes");
    if (job->error.code != AVOW_OK)
        free(path);
    else if (!open_file(input, path, &job->error))
        close_file(input);
    return job->error.code == AVOW_OK;
}

void input_name_as_given(cli_job *job)
{
    if (job->record != 0)
        return;
    free(job->id);
    job->article.id = job->id = must_utf8(job->file);
}

bool input_next(void *context, cli_job *job)
{
    cli_input *input = context;
    while (!interrupted) {
        if (input->path == NULL && !next_file(input, job))
            return job->error.code != AVOW_OK;
        free(job->file);
        job->file = must_copy(input->path);
        if (input->kind == IS_LINES || input->kind == IS_ARCHIVE) {
            if (input->kind == IS_LINES ? next_line(input, job) : archive_next(input, job))
                return true;
            close_file(input);
        } else {
            whole_text(input, job);
            close_file(input);
            return !interrupted;
        }
    }
    return false;
}
