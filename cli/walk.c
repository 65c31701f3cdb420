/* walk.c - walking through folders: depth first, names in the order of their bytes, so that the order of the output is the
 * same everywhere. Links to files are followed and links to folders are not, so a walk ends. */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct walk_folder {
    walk_folder *outer;
    char *path;
    struct dirent **names;
    int count, next;
    bool empty;                     /* no article was found in it so far */
};

static int no_dots(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Opens a folder and takes its path over; false, with errno set, if it can't be read. */
static bool enter(cli_walk *walk, char *path)
{
    walk_folder *folder = must_alloc(1, sizeof *folder);
    *folder = (walk_folder){.outer = walk->folder, .path = path, .empty = true};
    folder->count = scandir(path, &folder->names, no_dots, by_bytes);
    if (folder->count < 0) {
        free(folder);
        return false;
    }
    walk->folder = folder;
    return true;
}

static void leave(cli_walk *walk)
{
    walk_folder *folder = walk->folder;
    walk->folder = folder->outer;
    if (walk->folder != NULL && !folder->empty)
        walk->folder->empty = false;
    for (int i = folder->next; i < folder->count; i++)
        free(folder->names[i]);
    free(folder->names);
    free(folder->path);
    free(folder);
}

bool is_page_name(const char *name)
{
    return has_extension(name, ".html") || has_extension(name, ".htm") || has_extension(name, ".xhtml");
}

static bool wanted(const cli_walk *walk, const char *name)
{
    bool all = walk->from == FROM_AUTO;
    return ((all || walk->from == FROM_TEXT) && has_extension(name, ".txt")) ||
           ((all || walk->from == FROM_JSONL) && (has_extension(name, ".jsonl") || has_extension(name, ".ndjson"))) ||
           ((all || walk->from == FROM_HTML) && is_page_name(name)) || ((all || walk->from == FROM_WARC) && has_extension(name, ".warc"));
}

static char *failed(char *path, avow_error *error)
{
    fail(error, AVOW_READ_FAILED, 0, "%s", strerror(errno));
    return path;
}

/* The next file of the innermost folder or of one within it; NULL with nothing failed if the step gave none. */
static char *step(cli_walk *walk, avow_error *error)
{
    walk_folder *folder = walk->folder;
    if (folder->next == folder->count) {
        char *path = folder->empty && folder->outer == NULL ? must_copy(folder->path) : NULL;
        leave(walk);
        if (path != NULL)
            fail(error, AVOW_BAD_INPUT, 0, "the folder holds no articles (.txt, .jsonl, .ndjson, .html, .htm, .xhtml, .warc, also packed)");
        return path;
    }
    struct dirent *entry = folder->names[folder->next++];
    char *path = must_format("%s%s%s", folder->path, folder->path[strlen(folder->path) - 1] == '/' ? "" : "/", entry->d_name);
    bool by_name = wanted(walk, entry->d_name);
    free(entry);
    struct stat is;
    if (lstat(path, &is) != 0)
        return failed(path, error);
    if (S_ISDIR(is.st_mode)) {
        if (enter(walk, path))
            return NULL;
        folder->empty = false;
        return failed(path, error);
    }
    if (by_name && stat(path, &is) != 0)
        return failed(path, error);
    if (by_name && S_ISREG(is.st_mode)) {
        folder->empty = false;
        return path;
    }
    free(path);
    return NULL;
}

char *walk_next(cli_walk *walk, avow_error *error)
{
    *error = (avow_error){0};
    char *path = NULL;
    while (path == NULL) {
        if (walk->folder != NULL) {
            path = step(walk, error);
            continue;
        }
        if (walk->next == walk->count)
            return NULL;
        path = must_copy(walk->paths[walk->next++]);
        struct stat is;
        if (strcmp(path, "-") == 0)
            return path;
        if (path[0] == '\0' || stat(path, &is) != 0) {
            errno = path[0] == '\0' ? ENOENT : errno;
            return failed(path, error);
        }
        if (S_ISDIR(is.st_mode)) {
            if (!enter(walk, path))
                return failed(path, error);
            path = NULL;
        }
    }
    return path;
}

void walk_end(cli_walk *walk)
{
    while (walk->folder != NULL)
        leave(walk);
}
