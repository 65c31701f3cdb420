/* journal.h - how far a run has come, so that a killed one can be gone on with. */
#ifndef AVOW_CLI_JOURNAL_H
#define AVOW_CLI_JOURNAL_H

#include <sys/stat.h>

#include "jobs.h"

typedef struct cli_journal {
    const char *path;
    int file;
    struct stat is;
    /* What the last whole line said, or what is to be noted next: */
    uint64_t done;                  /* inputs that are finished, good and bad */
    uint64_t failed;                /* of them */
    uint64_t output;                /* size of the output that holds them all, in bytes */
    char *last;                     /* names the last one of them; NULL if there is none */
    uint64_t skip;                  /* inputs still to be passed over, since they were finished before */
    bool counted;                   /* something that is not noted yet */
    double noted;                   /* when the last line was written, in seconds */
} cli_journal;

/* Opens the journal, or begins one, of a run that is described by `run`, a line of JSON. False, with a message given, if it is no
 * journal, or one of another run, or in use. */
bool journal_open(cli_journal *journal, const char *path, const char *run);

/* Whether the input, the next one, is to be passed over because it was finished before; *fits becomes false if the inputs are not
 * those of the journal. For the thread that reads, as soon as the journal is open; the others are for the one that writes. */
bool journal_skips(cli_journal *journal, const cli_job *job, bool *fits);

/* Counts an input as finished. */
void journal_count(cli_journal *journal, const cli_job *job);

/* Whether it is time to note what was counted. */
bool journal_is_due(const cli_journal *journal);

/* Notes what was counted; all of it is in the output, whose size this is. False, with a message given, if it can't be written. */
bool journal_note(cli_journal *journal, uint64_t output);
void journal_close(cli_journal *journal);

#endif
