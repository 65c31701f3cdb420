/* walk.h - the files among what is named on the command line: files as they are, folders by what lies in them. */
#ifndef AVOW_CLI_WALK_H
#define AVOW_CLI_WALK_H

#include "cli.h"

typedef struct walk_folder walk_folder;

typedef struct cli_walk {
    char **paths;
    size_t count, next;
    cli_from from;                      /* which extensions count within folders */
    walk_folder *folder;            /* the innermost one that is open */
} cli_walk;

/* The next file's path, to be freed. NULL at the end. Where something can't be read, its path with error->code set; the
 * walk goes on behind it. */
char *walk_next(cli_walk *walk, avow_error *error);
/* Whether a file is a web page by its name. */
bool is_page_name(const char *name);
void walk_end(cli_walk *walk);

#endif
