/* journal.c - how far a run has come.
 *
 * The inputs of a run come in an order that is always the same, and what is finished is written in that order. So a run's state is
 * two numbers: how many inputs are finished, and how long the output was then. The journal is a file of lines, the first of which
 * says what the run does, and each other one holds these numbers. The order of writes makes them agree: first the output is
 * written and kept (fdatasync), then a line is added. Whenever the run is killed, the output therefore holds at least what the last
 * whole line says, and to go on is to cut the output there, to pass that many inputs over, and to do the rest; what was written
 * behind it is written again, to the same bytes. A line that was cut by the kill has no end and is cut off.
 *
 * A line is added once a second, so that this costs nothing, and a kill a second's work. The line also names the last input, by
 * which changed inputs are found out. Messages about inputs that failed are not repeated for what is passed over, but are for what
 * is done again. A lock keeps two runs from using one journal; the system takes it away with the process. */
#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, MOST_TRIES = 50 };
static const double often = 1;      /* seconds between two lines */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static char *name_of(const cli_job *job)
{
    char *file = must_utf8(job->file != NULL ? job->file : "");
    char *name = must_format("%s:%llu", file, (unsigned long long)job->record);
    free(file);
    return name;
}

static bool complain(const cli_journal *journal, const char *what)
{
    say("%s: %s", journal->path, what);
    return false;
}

/* ---- opening ------------------------------------------------------------------------------------------------------ */

/* Takes a line's numbers; false if it is no line of a journal. */
static bool take_line(cli_journal *journal, const char *line, size_t size)
{
    json_t *object = json_loadb(line, size, 0, NULL);
    json_int_t done, failed, output;
    const char *last;
    bool taken = json_unpack(object, "{s:I, s:I, s:I, s:s}", "done", &done, "failed", &failed, "output", &output, "last", &last) == 0 &&
                 done >= 0 && failed >= 0 && output >= 0;
    if (taken) {
        journal->done = (uint64_t)done;
        journal->failed = (uint64_t)failed;
        journal->output = (uint64_t)output;
        free(journal->last);
        journal->last = must_copy(last);
    }
    json_decref(object);
    return taken;
}

/* All that the file holds, with its size; NULL, with a message given, if it can't be read. Not by another descriptor: closing that
 * would take the lock away. */
static char *read_file(const cli_journal *journal, size_t *size)
{
    char *data = NULL;
    ssize_t got = 1;
    for (*size = 0; got > 0; *size += (size_t)got) {
        data = must_grow(data, *size + PIECE, 1);
        do {
            got = read(journal->file, data + *size, PIECE);
        } while (got < 0 && errno == EINTR);
        if (got < 0) {
            complain(journal, strerror(errno));
            free(data);
            return NULL;
        }
    }
    return data;
}

/* Takes the lines of data; *whole becomes the size of those that count. `begins` is the first line, which may be missing or cut. */
static bool take_lines(cli_journal *journal, const char *begins, const char *data, size_t size, size_t *whole)
{
    size_t first = strlen(begins);
    *whole = 0;
    if (memcmp(data, begins, size < first ? size : first) != 0)
        return complain(journal, size > 12 && memcmp(data, "{\"journal\": ", 12) == 0
                                     ? "the journal is of a run with other options, another output or another model"
                                     : "this is no journal of avow");
    if (size < first)
        return true;
    *whole = first;
    for (const char *line = data + first, *newline; (newline = memchr(line, '\n', (size_t)(data + size - line))) != NULL;) {
        if (!take_line(journal, line, (size_t)(newline - line)))
            break;
        line = newline + 1;
        *whole = (size_t)(line - data);
    }
    journal->skip = journal->done;
    return true;
}

static bool add(const cli_journal *journal, const char *text)
{
    size_t size = strlen(text);
    ssize_t done;
    do {
        done = write(journal->file, text, size);
    } while (done < 0 && errno == EINTR);
    return done == (ssize_t)size || complain(journal, done < 0 ? strerror(errno) : "the disk is full");
}

/* Whether no other run uses the journal. One that was just killed may still have to wait for its disk, so this one waits a little. */
static bool lock(const cli_journal *journal)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    struct timespec pause = {.tv_nsec = 100000000};
    for (int tries = 0; fcntl(journal->file, F_SETLK, &whole) != 0 && (errno == EACCES || errno == EAGAIN); tries++) {
        if (tries == MOST_TRIES || interrupted)
            return false;
        nanosleep(&pause, NULL);
    }
    return true;
}

static bool begin(cli_journal *journal, const char *begins)
{
    size_t size, whole;
    if (!lock(journal))
        return complain(journal, "another run uses this journal");
    if (fstat(journal->file, &journal->is) != 0 || !S_ISREG(journal->is.st_mode))
        return complain(journal, "the journal is no regular file");
    char *data = read_file(journal, &size);
    bool taken = data != NULL && take_lines(journal, begins, data, size, &whole);
    free(data);
    if (!taken)
        return false;
    if (ftruncate(journal->file, (off_t)whole) != 0 || lseek(journal->file, 0, SEEK_END) < 0)
        return complain(journal, strerror(errno));
    return whole > 0 || add(journal, begins);
}

bool journal_open(cli_journal *journal, const char *path, const char *run)
{
    *journal = (cli_journal){.path = path, .file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666), .noted = seconds()};
    if (journal->file < 0)
        return complain(journal, strerror(errno));
    char *begins = must_format("%s\n", run);
    bool begun = begin(journal, begins);
    free(begins);
    if (!begun)
        journal_close(journal);
    return begun;
}

/* ---- using it ----------------------------------------------------------------------------------------------------- */

bool journal_skips(cli_journal *journal, const cli_job *job, bool *fits)
{
    if (journal->skip == 0)
        return false;
    if (--journal->skip == 0) {
        char *name = name_of(job);
        *fits = journal->last != NULL && strcmp(name, journal->last) == 0;
        free(name);
    }
    return true;
}

void journal_count(cli_journal *journal, const cli_job *job)
{
    journal->done++;
    journal->counted = true;
    journal->failed += job->error.code != AVOW_OK;
    free(journal->last);
    journal->last = name_of(job);
}

bool journal_is_due(const cli_journal *journal)
{
    return seconds() - journal->noted >= often;
}

bool journal_note(cli_journal *journal, uint64_t output)
{
    if (!journal->counted)
        return true;
    json_t *object = json_pack("{s:I, s:I, s:I, s:s}", "done", (json_int_t)journal->done, "output", (json_int_t)output, "failed",
                               (json_int_t)journal->failed, "last", journal->last);
    char *text = object != NULL ? json_dumps(object, 0) : NULL;
    char *line = must_format("%s\n", text != NULL ? text : "");
    bool added = text != NULL && add(journal, line);
    journal->noted = seconds();
    journal->counted = !added;
    free(line);
    free(text);
    json_decref(object);
    return added;
}

void journal_close(cli_journal *journal)
{
    close(journal->file);
    free(journal->last);
    journal->last = NULL;
}
