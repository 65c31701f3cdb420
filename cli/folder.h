/* folder.h - a folder that takes a file an article, or with brat's format two. */
#ifndef AVOW_CLI_FOLDER_H
#define AVOW_CLI_FOLDER_H

#include <jansson.h>

#include "cli.h"

typedef struct cli_folder {
    const char *path;
    int file;                       /* its descriptor */
    avow_write_options options;
    json_t *names;                  /* those given in this run, folded, each with the last number behind it */
    bool failed;                    /* something could not be written, which was said */
} cli_folder;

/* Whether the output is to be a folder: brat's always, and what is one or ends in a slash. */
bool is_folder(const cli_options *options);

/* Makes the folder if it isn't there. False, with a message given, if that can't be. */
bool folder_open(cli_folder *folder, const char *path, const avow_write_options *options);

/* Of the inputs, the first that lies in the folder, or in which the folder lies, so that a file could be written that is still to be
 * read; or NULL. */
const char *folder_is_read(const cli_folder *folder, char **files, size_t count);

/* Writes an article's file, as a whole or not at all, under a name made of the article's id. AVOW_WRITE_FAILED if it can't be written,
 * which was said then. */
avow_status folder_write(cli_folder *folder, const avow_result *result, avow_origin origin, const void *context, avow_error *error);
void folder_close(cli_folder *folder);

#endif
